"""The daily work on a terminal: log a consultation, resolve what may reveal somebody, find it again."""

import json
import re
from base64 import b64encode
from pathlib import Path

from sqlalchemy import text

from nsk_tui.services.drafts import drafts
from nsk_tui.services.session import unlock as open_store
from nsk_tui.services.threads import search
from tests.conftest import PASSPHRASES
from tests.e2e.conftest import TODAY, begin_consultation, go_to_text, needed, unlock
from tests.tools.program import Program
from tests.tools.terminal import Terminal

CPR = "010190-1234"
SAVED = "Gemt"


def test_nine_keys_log_a_consultation(program: Program) -> None:
    """F2, six coded fields, F8: it stands in the store with its follow-up; y hands out its code, no more."""
    with program.open("--as", "K-02") as shown:
        unlock(shown, "K-02")
        begin_consultation(shown)
        shown.press("f8")
        shown.wait_for(SAVED)
        shown.wait_for(TODAY)
        shown.wait_for("orange")
        shown.press("y")
        code = shown.wait_for(r"\S+ er kopieret").split()[0]
        assert re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", shown.raw) == [b64encode(code.encode())]
    (entry,) = program.ask("consult", "list", as_="K-01")
    assert (entry["member"], entry["level"], entry["area"]) == ("K-02", "orange", "children")
    assert (entry["age_band"], entry["concerns"], entry["outcome"]) == ("12-17", ["control"], "advice_given")
    assert entry["asker_department"] == "Skoler"
    assert entry["thread"] == code
    assert entry["follow_up"]["owner"] == "K-02"


def test_a_cpr_number_is_stopped_and_stands_nowhere(program: Program) -> None:
    """F8 does not save it; taking the proposal does, and no table, index, draft or file holds the number."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        go_to_text(shown)
        shown.type(f"Den unge har cpr {CPR} og er bange.")
        shown.wait_for("1 fund")
        shown.press("f8")
        shown.wait_for("Fund 1 af 1")
        assert program.ask("consult", "list", as_="K-01") == []
        shown.press("enter")
        shown.wait_for(SAVED)
        assert CPR not in shown.text
    (entry,) = program.ask("consult", "list", as_="K-01")
    assert entry["text"] == "Den unge har cpr og er bange."
    assert program.store is not None
    assert traces_of(CPR, program.store) == []
    assert not program.holds(CPR, CPR.replace("-", ""), "010190")


def traces_of(number: str, store: Path) -> list[str]:
    """Return where a number stands in the opened store: tables, index and drafts."""
    session = open_store(store, "K-01", PASSPHRASES["K-01"])
    parts = (number, number.replace("-", ""), *number.split("-"))
    try:
        with session.database.reading() as reading:
            tables = reading.connection().execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            found = [
                name
                for (name,) in tables.all()
                for row in reading.connection().execute(text(f'SELECT * FROM "{name}"'))
                if any(part.encode() in cell for cell in map(_as_bytes, row) for part in parts)
            ]
        found += ["search" for part in parts if search(session, part)]
        return found + ["draft" for _draft in drafts(session)]
    finally:
        session.lock()


def _as_bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()


def test_a_search_finds_a_word_and_its_thread_opens(program: Program) -> None:
    """F3, a word, Enter: where it stands; Enter again: the thread, and the reading stands in it."""
    stories = ["Den unge er bange for en rejse til udlandet.", "En kollega er i tvivl om en samtale."]
    bodies = [{"level": "red", "age_band": "12-17", "text": story} for story in stories]
    threads = program.ask("consult", "add", "--from", "-", as_="K-01", stdin=json.dumps(bodies))["added"]
    with program.open("--as", "K-02") as shown:
        unlock(shown, "K-02")
        shown.press("f3")
        shown.wait_for("Enter søger overalt")
        shown.write_line("rejse")
        shown.wait_for("1 indlæg med 'rejse'")
        shown.press("enter")
        shown.wait_for(stories[0])
        assert threads[0]["thread"] in shown.text
        assert stories[1] not in shown.text
    assert "K-02" in program.ask("consult", "show", threads[0]["thread"], as_="K-01")["readers"]


def test_locking_hides_everything_and_brings_it_back(program: Program) -> None:
    """F12 in the middle of a text shows nothing of it; the passphrase brings form and text back."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        go_to_text(shown)
        shown.type("Den unge er bange for en rejse")
        shown.wait_for("en rejse")
        shown.press("f12")
        shown.wait_for("låst")
        assert "bange" not in shown.text
        shown.type(PASSPHRASES["K-01"])
        shown.press("enter")
        shown.wait_for("Den unge er bange for en rejse")


def test_undo_takes_back_the_last_act(program: Program) -> None:
    """The ``u`` key takes a saved consultation back, also after a restart."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        shown.press("f8")
        shown.wait_for(SAVED)
        shown.press("f10")
        shown.wait_exit()
    assert len(program.ask("consult", "list", as_="K-01")) == 1
    with program.open("--as", "K-01") as again:
        unlock(again, "K-01")
        again.press("u")
        again.wait_for("ortrudt|taget tilbage")
    assert program.ask("consult", "list", as_="K-01") == []


def test_two_members_see_each_others_work(program: Program) -> None:
    """Both are unlocked at once; what one saves stands in the other's list when she comes to it."""
    with program.open("--as", "K-01") as first, program.open("--as", "K-02") as second:
        unlock(first, "K-01")
        unlock(second, "K-02")
        begin_consultation(first)
        first.press("f8")
        first.wait_for(SAVED)
        second.press("2")
        second.wait_for("SPARRINGER")
        second.wait_for("orange")
        assert "K-01" in second.text


def test_it_works_inside_tmux(program: Program, tmp_path: Path) -> None:
    """Esc, F-keys and colours through tmux at 80x24."""
    tmux = needed("tmux")
    place = tmp_path / "tmux"
    place.mkdir(mode=0o700)
    command = [tmux, "-L", "nsk-test", "-f", "/dev/null", "new-session", *program.command("--as", "K-01")]
    with Terminal(command, program.environment(TMUX_TMPDIR=str(place)), rows=25) as shown:
        unlock(shown, "K-01")
        shown.press("f9")
        shown.wait_for("AKUT.*RING 112")
        shown.press("escape")
        shown.wait_for(TODAY)
        shown.press("f10")
        shown.wait_exit()
