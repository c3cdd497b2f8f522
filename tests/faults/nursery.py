"""Processes by the hundred: one that has imported everything makes the others by fork.

Each worker is a process of its own with its own session; a thousand of them need no thousand
starts of Python. The parent hears each worker over a socket and can kill it at any moment; a
worker that has ended stays a zombie until it is asked for, so that no other process can have
been given its number.
"""

import ctypes
import importlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_MAX = 300
PR_SET_PDEATHSIG = 1
"""No worker outlives the process that made it, also when the tests were ended from outside."""

_MESSAGE_BYTES = 64 * 1024
_PRELOADED = (
    "alembic.command",
    "nsk_tui.services.backup",
    "nsk_tui.services.demo",
    "nsk_tui.services.oversight",
    "nsk_tui.services.rotation",
    "nsk_tui.services.undo",
    "nsk_tui.services.upkeep",
    "tests.conftest",
    "tests.faults.heavy_acts",
    "tests.faults.tasks",
)


class Link:
    """A worker's own end: what it tells, and what it is told."""

    def __init__(self, end: socket.socket) -> None:
        """Use one end of a pair of sockets."""
        self._end = end
        self._lines = end.makefile("r", encoding="utf-8")

    def tell(self, value: object) -> None:
        """Tell the parent; when this returns, no death of this process can take it back."""
        self._end.sendall(json.dumps(value).encode() + b"\n")

    def wait(self) -> Any:
        """Wait until the parent says something, and return it; None when the parent is gone."""
        line = self._lines.readline()
        return json.loads(line) if line else None


class Worker:
    """A process that carries out one task, as its parent sees it."""

    def __init__(self, nursery: "Nursery", number: int, end: socket.socket) -> None:
        """Listen to a worker that has just been made."""
        self._nursery, self.number, self._end = nursery, number, end
        self._heard: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._is_over = False
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, value: object = "go") -> None:
        """Say something to the worker; one that is dead does not hear it."""
        try:
            self._end.sendall(json.dumps(value).encode() + b"\n")
        except OSError:
            return

    def hear(self, seconds: float = SECONDS_MAX) -> Any:
        """Return what the worker tells next; None when it has ended."""
        return self._heard.get(timeout=seconds)

    def rest(self) -> Iterator[Any]:
        """Return what the worker still tells until its end."""
        while (told := self.hear()) is not None:
            yield told

    def kill(self) -> None:
        """End it as a power cut would: no handler runs, nothing is tidied."""
        os.kill(self.number, signal.SIGKILL)

    def result(self) -> Any:
        """Wait for the end of a worker that must not fail, and return what its task returned."""
        told = list(self.rest())
        self.bury()
        last = told[-1] if told else {}
        if not isinstance(last, dict) or "done" not in last:
            raise AssertionError(last.get("fault") if isinstance(last, dict) else "the worker died")
        return last["done"]

    def bury(self) -> None:
        """Let the system forget a worker that has ended."""
        if not self._is_over:
            self._is_over = True
            self._nursery.bury(self.number)
            self._end.close()

    def _listen(self) -> None:
        # A worker killed before it read what it was told resets the connection: that is its end too.
        with suppress(ConnectionResetError), self._end.makefile("r", encoding="utf-8") as lines:
            for line in lines:
                # The last line of a killed worker may be cut; what is cut was not told.
                if line.endswith("\n"):
                    self._heard.put(json.loads(line))
        self._heard.put(None)


class Nursery:
    """Makes workers, and ends all of them when it is closed."""

    def __init__(self) -> None:
        """Start the process that will be forked."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._workers: list[Worker] = []
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", str(theirs.fileno())],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                pass_fds=(theirs.fileno(),),
            )
        assert self._answer() == {"ready": True}

    def start(self, task: str, **arguments: object) -> Worker:
        """Start a worker on a task: a function of ``tests.faults.tasks``, or ``module:function``."""
        ours, theirs = socket.socketpair()
        with theirs:
            message = json.dumps({"task": task, "arguments": arguments}).encode()
            socket.send_fds(self._control, [message], [theirs.fileno()])
            number = self._answer()["number"]
        self._workers.append(Worker(self, number, ours))
        return self._workers[-1]

    def run(self, task: str, **arguments: object) -> Any:
        """Carry out a task in a process of its own and return what it returned."""
        return self.start(task, **arguments).result()

    def bury(self, number: int) -> int:
        """Wait for a worker's end; return how it ended, negative for a signal."""
        self._control.send(json.dumps({"bury": number}).encode())
        return int(self._answer()["ended"])

    def clear(self) -> None:
        """End every worker that still runs."""
        for worker in self._workers:
            if not worker._is_over:
                worker.kill()
                worker.bury()
        self._workers.clear()

    def close(self) -> None:
        """End everything."""
        self.clear()
        self._control.close()
        self._process.wait(timeout=SECONDS_MAX)

    def _answer(self) -> Any:
        self._control.settimeout(SECONDS_MAX)
        return json.loads(self._control.recv(_MESSAGE_BYTES))


def moment(seconds: float) -> None:
    """Let a moment pass."""
    time.sleep(seconds)


def _serve(control: socket.socket) -> None:
    for name in _PRELOADED:
        importlib.import_module(name)
    from nsk_tui.services.anonymity import lexicon

    lexicon()
    control.send(json.dumps({"ready": True}).encode())
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, _MESSAGE_BYTES, 1)
        if not message:
            return
        told = json.loads(message)
        if "bury" in told:
            _number, status = os.waitpid(told["bury"], 0)
            control.send(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode())
            continue
        number = os.fork()
        if number == 0:
            control.close()
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            _carry_out(socket.socket(fileno=descriptors[0]), told["task"], told["arguments"])
        os.close(descriptors[0])
        control.send(json.dumps({"number": number}).encode())


def _carry_out(end: socket.socket, task: str, arguments: dict[str, Any]) -> None:
    link, status = Link(end), 1
    module, _, name = task.rpartition(":")
    try:
        work = getattr(importlib.import_module(module or "tests.faults.tasks"), name)
        link.tell({"done": work(link, **arguments)})
        status = 0
    except BaseException as fault:  # the parent raises it again; here nobody would see it
        link.tell({"fault": "".join(traceback.format_exception(fault))})
        raise
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
