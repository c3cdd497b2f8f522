"""What one session saves stands on another's screen within a second; whoever rests touches nothing."""

import hashlib
import re
import time
from pathlib import Path

from tests.e2e.conftest import begin_consultation, unlock
from tests.faults.sizes import figure, size
from tests.tools.program import Program
from tests.tools.terminal import WAIT_SECONDS, Terminal

SAVES = size(6, 51)
"""How many saves are timed: a new consultation, taken back, and done again, in turn."""

PAINTED_SECONDS_MAX = size(4.0, 1.0)
"""How long 95 of 100 saves may be under way; more where eight tests share the machine."""

IDLE_SECONDS = size(5.0, 60.0)
SHARE = 0.95
LOOK_SECONDS = 0.004
CODE_CELLS = 12
"""As much of a code name as the list has room for."""

LIVE, IDLE = "live", "idle"
FRAME = re.compile(rb"\x1b\[\?2026h.*?\x1b\[\?2026l", re.DOTALL)
CLOCK = re.compile(r"\b\d\d:\d\d\b")


def open_list(shown: Terminal, member: str) -> None:
    """Unlock, and look at the list of consultations."""
    unlock(shown, member)
    shown.press("2")
    shown.wait_for("▸2 Sparring◂")
    shown.settle()


def until_painted(watching: Terminal, writing: Terminal, code: str, is_there: bool) -> float:
    """Return how long it takes, from now, until the other screen shows a thread, or no more."""
    began = time.monotonic()
    while (code in watching.text) is not is_there:
        assert time.monotonic() - began < WAIT_SECONDS, watching.text
        watching.pump(LOOK_SECONDS)
        writing.pump(0.0)
    return time.monotonic() - began


def three_saves(writing: Terminal, watching: Terminal) -> list[float]:
    """Save a consultation, take it back, do it again; return how long each took to the other screen."""
    begin_consultation(writing)
    heading = re.search(r"NY SPARRING +(\S+)", writing.text)
    assert heading is not None
    code, taken = heading[1][:CODE_CELLS], []
    for key in ("f8", "u", "U"):
        assert (code in watching.text) is (key == "u")
        writing.press(key)
        taken.append(until_painted(watching, writing, code, key != "u"))
        writing.settle()
    return taken


def test_what_one_session_saves_is_painted_on_anothers_screen(program: Program) -> None:
    """From the key that saves to the frame that shows it, between two processes."""
    taken: list[float] = []
    with program.open("--as", "K-01") as writing, program.open("--as", "K-02", rows=90) as watching:
        unlock(writing, "K-01")
        open_list(watching, "K-02")
        while len(taken) < SAVES:
            taken += three_saves(writing, watching)
    taken.sort()
    p95 = taken[int(len(taken) * SHARE)]
    figure(LIVE, "saves timed, from the key to the other screen", len(taken))
    figure(LIVE, "milliseconds, median", round(taken[len(taken) // 2] * 1000))
    figure(LIVE, "milliseconds, 95 of 100 within", round(p95 * 1000), "1000")
    figure(LIVE, "milliseconds, longest", round(taken[-1] * 1000))
    assert p95 < PAINTED_SECONDS_MAX


def files_of(store: Path) -> dict[str, tuple[int, int, str]]:
    """Return every file of a store: when it was written, how long it is, what it holds."""
    return {
        str(path.relative_to(store)): (
            path.stat().st_mtime_ns, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(store.rglob("*"))
        if path.is_file()
    }  # fmt: skip


def processor_seconds(process: int) -> float:
    """Return how long a process has had the processor."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def rest(screens: list[Terminal], seconds: float) -> None:
    """Press nothing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        for shown in screens:
            shown.pump(0.1)


def test_two_sessions_that_rest_write_nothing_and_draw_nothing_but_the_clock(program: Program) -> None:
    """Looking four times a second leaves every file as it is, and no byte to the terminal."""
    with program.open("--as", "K-01") as first, program.open("--as", "K-02") as second:
        screens = [first, second]
        for shown, member in ((first, "K-01"), (second, "K-02")):
            open_list(shown, member)
        rest(screens, 2.0)
        before, drawn = files_of(program.place), [len(shown.raw) for shown in screens]
        texts = [CLOCK.sub("", shown.text) for shown in screens]
        spent = sum(processor_seconds(shown.process.pid) for shown in screens)
        minute, began = time.localtime().tm_min, time.monotonic()
        rest(screens, IDLE_SECONDS)
        minutes = (time.localtime().tm_min - minute) % 60
        rested = time.monotonic() - began
        after = files_of(program.place)
        spent = sum(processor_seconds(shown.process.pid) for shown in screens) - spent
        raw = [bytes(shown.raw[start:]) for shown, start in zip(screens, drawn, strict=True)]
        assert [CLOCK.sub("", shown.text) for shown in screens] == texts
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    frames = [len(FRAME.findall(content)) for content in raw]
    figure(IDLE, "seconds that two sessions rested", round(rested))
    figure(IDLE, "files of the store that changed", len(changed), len(after))
    figure(IDLE, "frames drawn, all of them the clock", sum(frames), minutes * len(frames))
    figure(IDLE, "bytes to the terminals", sum(map(len, raw)))
    figure(IDLE, "milliseconds of processor time, both", round(spent * 1000))
    assert changed == []
    assert [FRAME.sub(b"", content) for content in raw] == [b"", b""]
    assert max(frames) <= minutes
