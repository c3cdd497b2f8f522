"""A lost line, a closed window, a killed process: what was written is there the next time."""

import time
from itertools import pairwise

import pytest

from tests.e2e.conftest import begin_consultation, go_to_text, unlock
from tests.tools.program import Program
from tests.tools.terminal import Terminal

STORY = "Den unge er bange for at blive sendt ud af landet"
WORD = "rejse"
TYPING_SECONDS = 6.0
AUTOSAVE_SECONDS = 2.0
GONE_SECONDS = 5.0


def write(program: Program, shown: Terminal) -> None:
    """Begin a consultation as K-01 and write in its text."""
    unlock(shown, "K-01")
    begin_consultation(shown)
    go_to_text(shown)
    shown.type(STORY)
    shown.wait_for(STORY)  # what the program has not read yet, it cannot keep


def the_draft(program: Program) -> str:
    """Return the text of the draft that F2 opens, as K-01 sees it."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        shown.press("f2")
        shown.wait_for("NY SPARRING")
        shown.settle(1.0)
        return shown.text


def left_over(shown: Terminal) -> list[int]:
    """Return the processes that a closed window has not ended in the five seconds that are promised."""
    deadline = time.monotonic() + GONE_SECONDS
    while shown.left_over() and time.monotonic() < deadline:
        time.sleep(0.1)
    return shown.left_over()


@pytest.mark.parametrize("how", ["hang_up", "kill"])
def test_the_draft_is_there_after_a_sudden_end(program: Program, how: str) -> None:
    """The window is closed, or the process killed after the autosave: F2 opens the draft again."""
    with program.open("--as", "K-01") as shown:
        write(program, shown)
        if how == "kill":
            shown.settle(AUTOSAVE_SECONDS + 0.5)
            shown.kill()
        else:
            shown.hang_up()
            assert left_over(shown) == []
    assert STORY in the_draft(program)
    assert not program.holds(STORY, STORY[:24])
    assert program.ask("verify", as_="K-01")["ok"]


def test_typing_loses_two_seconds_at_most(program: Program) -> None:
    """Killed in the middle of typing without a pause, only the last two seconds may be missing."""
    seen: list[tuple[float, int]] = []
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        go_to_text(shown)
        while not seen or time.monotonic() - seen[0][0] < TYPING_SECONDS:
            shown.type(f"{WORD} ")
            shown.pump(0.1)
            seen.append((time.monotonic(), shown.text.count(WORD)))
        killed = time.monotonic()
        shown.kill()
    # A machine that is late with a key is late with the draft, too: its own delay is not held against it.
    late = max(after[0] - before[0] for before, after in pairwise(seen))
    safe = max(count for at, count in seen if killed - at > AUTOSAVE_SECONDS + 2 * late)
    assert safe > 0
    assert the_draft(program).count(WORD) >= safe


def test_a_closed_window_on_the_lock_screen_leaves_no_process(program: Program) -> None:
    """Nothing is open, nothing is left behind."""
    with program.open("--as", "K-01") as shown:
        shown.wait_for("låst")
        shown.settle()
        shown.hang_up()
        assert left_over(shown) == []


def test_a_hang_up_that_was_ignored_by_the_starter_still_ends_the_program(program: Program) -> None:
    """Started by nohup, the program does not spin on a dead terminal."""
    command = ["sh", "-c", f"trap '' HUP; exec {' '.join(program.command('--as', 'K-01'))}"]
    with Terminal(command, program.environment(), folder=program.home) as shown:
        shown.wait_for("låst")
        shown.hang_up()
        assert left_over(shown) == []
