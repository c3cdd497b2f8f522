"""What reads and writes the terminal, in threads that can be exchanged for fresh ones.

A thread's own free blocks are overwritten by nobody else: what was painted last, and a passphrase
that was pasted, would stay readable in the two that Textual runs until the program ends.

Source
    docs/security/threat-model.md, section "After the lock"
"""

import sys
import threading
from io import TextIOWrapper
from typing import Any

from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver


class ExchangingDriver(LinuxDriver):
    """Textual's driver, whose threads and buffer are exchanged on demand."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._file = _to_terminal()
        self._exchange: threading.Thread | None = None

    def exchange_threads(self) -> threading.Thread | None:
        """Go on in fresh threads; return the one that ends the old ones, None where nothing runs.

        What is written meanwhile waits until all before it is out; keys wait in the terminal.
        """
        reader, writer = self._key_thread, self._writer_thread
        if reader is None or writer is None or self.exit_event.is_set():
            return None
        self._wait_for_exchange()
        file = self._file = _to_terminal()
        self._writer_thread = WriterThread(file)
        self._exchange = threading.Thread(target=self._end, args=(reader, writer), daemon=True)
        self._exchange.start()
        return self._exchange

    def disable_input(self) -> None:
        """Read no more."""
        self._wait_for_exchange()
        super().disable_input()

    def close(self) -> None:
        """Write what is left, and no more."""
        self._wait_for_exchange()
        super().close()

    def _end(self, reader: threading.Thread, writer: WriterThread) -> None:
        writer.stop()
        if self._writer_thread is not None:
            self._writer_thread.start()
        self.exit_event.set()
        reader.join()
        self.exit_event.clear()
        self._key_thread = threading.Thread(target=self._run_input_thread, name="textual-input")
        self._key_thread.start()

    def _wait_for_exchange(self) -> None:
        if self._exchange is not None:
            self._exchange.join()
            self._exchange = None


def _to_terminal() -> TextIOWrapper:
    """Return a file that writes where Textual writes, with a buffer that goes when the file is let go of."""
    usual = sys.__stderr__ or sys.stderr
    return open(usual.fileno(), "w", encoding=usual.encoding, errors=usual.errors, closefd=False)
