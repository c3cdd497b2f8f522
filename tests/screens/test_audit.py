"""The audit on the screen: who, what, when, why; the chain in words; an extract that is no file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from nsk_tui.services import oversight, rotation, threads
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.session import Session
from tests.screens import records
from tests.screens.conftest import Opener, Terminal

LOGINS = {"kom med"}
"""Among the keys' acts and yet a login: the filter shows each act under one kind."""


async def audit(shown: Terminal) -> None:
    """Go to the audit."""
    await shown.press("9", "v")


def break_chain(session: Session) -> None:
    """Change a line as somebody with the key and a database tool would."""
    with session.database.writing() as writing:
        writing.connection().execute(text("UPDATE audit SET member = 'K-02' WHERE number = 3"))
        writing.commit()


async def test_the_newest_line_comes_first_with_its_words(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Time in UTC, who, what, on what, why."""
    second = unlocked("K-02")
    code = records.add(second)
    third = unlocked("K-03")
    threads.open_thread(third, code)
    async with terminal("K-01") as shown:
        await audit(shown)
        assert shown.rows[4].split() == ["Tid", "(UTC)", "Hvem", "Hvad", "På", "Formål"]
        read = next(row for row in shown.rows if "læste" in row)
        assert read.split()[:4] == ["20/11", "08:42:00", "K-03", "læste"]
        assert code.startswith(read.split()[4].removesuffix("…"))
        assert read.rstrip().endswith("ny henvende…")


async def test_the_chain_is_told_in_words(terminal: Opener) -> None:
    """Whole, with its count and when that was looked at."""
    async with terminal("K-01") as shown:
        await audit(shown)
        session = shown.app.session
        assert session is not None
        count = oversight.check_chain(session).count
        assert shown.rows[3].strip() == f"Kæden er hel: {count} poster. Kontrolleret 09:42."
        assert "Intet indhold, kun hvem, hvornår, hvad og hvorfor." in shown.text


async def test_a_broken_chain_is_told_when_it_is_checked_again(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The ``n`` key checks it now."""
    async with terminal("K-01") as shown:
        await audit(shown)
        break_chain(unlocked("K-02"))
        await shown.press("n")
        assert "■ Kæden er brudt ved post 3." in shown.rows[3]


async def test_the_filter_goes_from_kind_to_kind(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The comma narrows to readings, changes, logins, keys, exports, and back."""
    records.add(unlocked("K-02"))
    async with terminal("K-01") as shown:
        await audit(shown)
        assert "Vis: ▸alle◂ læsninger ændringer login nøgler eksport" in shown.text
        await shown.press(",", ",")
        assert "▸ændringer◂" in shown.text
        assert "skrev ind" in shown.text
        assert "låste op" not in shown.text
        await shown.press(",", ",")
        assert "▸nøgler◂" in shown.text
        acts = {row[25:45].strip() for row in shown.rows[5:17] if row.strip()}
        assert acts == {"inviterede", "kom med", "skiftede sætning", "oprettede arkivet"} - LOGINS
        await shown.press(",", ",")
        assert "▸alle◂" in shown.text


async def test_a_line_is_shown_in_full_with_the_twelve_words(terminal: Opener) -> None:
    """What marks it is said in a sentence; the words are those of the service."""
    async with terminal("K-01") as shown:
        session = shown.app.session
        assert session is not None
        rotation.remove_member(session, "K-03")
        await audit(shown)
        row = next(place for place, row in enumerate(shown.rows[5:17]) if "lukkede for en" in row)
        assert shown.rows[5 + row].rstrip().endswith("!")
        await shown.press(*["down"] * row, "enter")
        assert "Det ændrede, hvem der kan hvad." in shown.text
        words = oversight.words(session)
        assert " ".join(words[:6]) in shown.text
        assert " ".join(words[6:]) in shown.text
        await shown.press("enter")
        assert "▸Audit◂" in shown.rows[2]


async def test_a_refused_act_is_marked_and_says_what_was_tried(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """A question mark, and on Enter why."""
    with pytest.raises(NotAllowed):
        rotation.rotate_key(unlocked("K-02"))
    async with terminal("K-01") as shown:
        await audit(shown)
        row = next(row for row in shown.rows if "blev afvist" in row)
        assert "at skifte nøglen" in row
        assert row.rstrip().endswith("?")


async def test_an_extract_is_shown_and_no_file_is_written(
    terminal: Opener, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """The code at the cursor is proposed; everything about it, the oldest first."""
    code = records.add(unlocked("K-02"))
    threads.open_thread(unlocked("K-03"), code)
    async with terminal("K-01") as shown:
        await audit(shown)
        row = next(place for place, row in enumerate(shown.rows[5:17]) if "skrev ind" in row)
        await shown.press(*["down"] * row)
        files = {path for path in tmp_path.rglob("*") if not path.name.endswith(("-wal", "-shm"))}
        await shown.press("E")
        assert shown.find("code").value == code  # type: ignore[attr-defined]
        await shown.press("f8")
        assert "UDTRÆK" in shown.rows[0]
        assert f"{code}: 2 poster" in shown.text
        lines = [line for line in shown.rows if "20/11-2026 08:42:00" in line]
        assert ["skrev ind" in lines[0], "læste" in lines[1], len(lines)] == [True, True, 2]
        assert shown.message == f"Tiderne er UTC. På papir: nsk audit --of {code}"
        assert {path for path in tmp_path.rglob("*") if not path.name.endswith(("-wal", "-shm"))} == files
        await shown.press("escape")
        assert "▸Audit◂" in shown.rows[2]


async def test_what_is_no_code_goes_no_further(terminal: Opener) -> None:
    """An extract is made for a code name, never for a person."""
    async with terminal("K-01") as shown:
        await audit(shown)
        await shown.press("E")
        await shown.write("K-02")
        await shown.press("f8")
        assert shown.message == "Et kodenavn er to ord med en bindestreg: stille-havn."


async def test_a_code_that_nothing_is_about_says_so(terminal: Opener) -> None:
    """An empty extract is an answer."""
    async with terminal("K-01") as shown:
        await audit(shown)
        await shown.press("E")
        await shown.write("tom-havn")
        await shown.press("enter")
        assert "Ingen linje handler om det kodenavn." in shown.text


async def test_looking_writes_no_line(terminal: Opener) -> None:
    """The log must not grow by being looked at."""
    async with terminal("R-01") as shown:
        await audit(shown)
        session = shown.app.session
        assert session is not None
        before = oversight.read_audit(session).count
        await shown.press(",", "n", "enter", "escape", "v", "V")
        assert oversight.read_audit(session).count == before


async def test_a_long_audit_is_there_at_once(terminal: Opener, unlocked: Callable[[str], Session]) -> None:
    """The newest thousand are at hand, and it is said that there are more."""
    from nsk_tui.store.change import change

    second = unlocked("K-02")
    with change(second.database, second.member, second.now) as writing:
        for _line in range(1_200):
            writing.audit("unlock")
        writing.commit()
    async with terminal("K-01") as shown:
        await audit(shown)
        assert "1.000 af 1.2" in shown.rows[2]
        await shown.press("end")
        assert any(row.startswith(" ▸ ") for row in shown.rows[5:17])


async def test_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole, with the year."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        await audit(shown)
        assert "SYSTEM  Members · ▸Audit◂ · Check · Backup" in shown.rows[2]
        assert shown.rows[3].strip().startswith("The chain is whole: ")
        assert "20/11-2026 08:42:00 K-01   opened a screen" in shown.text or "unlocked" in shown.text
        assert shown.footer.startswith(
            "F9 ACUTE  Enter Open  , Filter  F3 Find  n Check the chain  E Extract"
        )
