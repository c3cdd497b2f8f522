"""Agenda and minutes as files: text, Word or Markdown, open or sealed; meetings as a calendar."""

from pathlib import Path

from sqlalchemy import text as sql

from nsk_tui.services.session import Session
from tests.conftest import PASSPHRASES, Clock
from tests.gathered import item, meet
from tests.screens.agreed_records import held
from tests.screens.conftest import Opener


async def test_an_agenda_is_written_as_text_word_and_markdown(
    terminal: Opener, session: Session, tmp_path: Path
) -> None:
    """From the list, with its day in the name; a folder that is not there is told."""
    meet(session)
    item(session, "Vagtplan uge 53")
    async with terminal("K-01") as shown:
        for digit, ending in (("1", "txt"), ("2", "docx"), ("3", "md")):
            await shown.press("5", "E", "down", digit)
            assert shown.find("path").value == f"~/dagsorden-2026-11-26.{ending}"  # type: ignore[attr-defined]
            shown.find("path").value = str(tmp_path / f"ud.{ending}")  # type: ignore[attr-defined]
            await shown.press("f8")
            assert shown.message.startswith("Skrevet: ")
            await shown.press("1")
        await shown.press("5", "E")
        shown.find("path").value = str(tmp_path / "nowhere" / "ud.txt")  # type: ignore[attr-defined]
        await shown.press("f8")
        assert "DET LYKKEDES IKKE" in shown.text
    assert "Vagtplan uge 53" in (tmp_path / "ud.txt").read_text("utf-8")
    assert (tmp_path / "ud.docx").read_bytes().startswith(b"PK")
    assert "# " in (tmp_path / "ud.md").read_text("utf-8")


async def test_confidential_minutes_leave_sealed_with_six_words(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """Open is not offered; the own passphrase is asked for, and a wrong one seals nothing."""
    meet(session, confidential=True)
    async with terminal("K-01") as shown:
        await shown.press("5", "E")
        assert "ikke krypteret" not in shown.text
        await shown.press("f8")
        assert shown.message == "Din egen adgangssætning, en gang til."
        await shown.write(PASSPHRASES["K-01"])
        await shown.press("f8")
        assert "Den åbnes med disse seks ord, som kun vises nu:" in shown.text


async def test_what_todays_lists_find_keeps_the_paper_in(
    terminal: Opener, session: Session, clock: Clock, tmp_path: Path
) -> None:
    """It names what kind of thing it is, never the words; nothing is written."""
    held(session, clock)
    with session.database.writing() as rows:
        rows.connection().execute(sql("UPDATE minutes_line SET text = 'Fatima Hassan ringer'"))
        rows.commit()
    async with terminal("K-01") as shown:
        await shown.press("5", "E")
        shown.find("path").value = str(tmp_path / "ud.txt")  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message.startswith("Intet er sendt ud")
        assert "Fatima" not in shown.message
    assert not (tmp_path / "ud.txt").exists()


async def test_meetings_are_written_as_a_calendar(terminal: Opener, session: Session, tmp_path: Path) -> None:
    """The palette leads there; the file is a calendar."""
    meet(session)
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("kalenderfil")
        await shown.press("enter")
        shown.find("path").value = str(tmp_path / "m.ics")  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message.startswith("Skrevet: ")
    assert (tmp_path / "m.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
