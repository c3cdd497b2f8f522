"""The rota's settings, lines, members, typed days, gaps and files."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from nsk_tui.services import absences, rota_members, rota_settings
from nsk_tui.services.session import Session
from tests.screens import duty_records
from tests.screens.conftest import Opener, Terminal
from tests.screens.records import RED, add

Unlock = Callable[[str], Session]


async def test_settings_are_shown_and_changed(terminal: Opener, session: Session) -> None:
    """F4 and their name; what the group decided stands on the screen, F8 saves."""
    duty_records.publish(session)
    async with terminal("K-01") as shown:
        await palette(shown, "vagtplanens regler")
        assert any("Hvile" in row and row.split()[-1] == "1" for row in shown.rows)
        await shown.press("down", "3", "f8")
        assert shown.message == "Gemt. Det offentliggjorte gælder til næste plan."
    assert rota_settings.settings(session).rest_periods == 3


async def test_what_cannot_be_understood_is_asked_again(terminal: Opener, session: Session) -> None:
    """A wrong hour stays on the screen with why; nothing is saved."""
    duty_records.publish(session)
    async with terminal("K-01") as shown:
        await palette(shown, "vagtplanens regler")
        shown.find("handover_hour").value = "31"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Timen er et tal fra 0 til 23."
    assert rota_settings.settings(session).handover_hour == 8


async def test_a_line_is_added_and_somebody_put_on_it(terminal: Opener, session: Session) -> None:
    """The palette leads to the lines, r in the load to the member."""
    duty_records.publish(session)
    async with terminal("K-01") as shown:
        await palette(shown, "vagtlinjer")
        await shown.press("n")
        await shown.write("netvagt")
        await shown.press("f8")
        assert "netvagt" in shown.text
        await shown.press("escape", "3", "v", "r", "enter", "enter", "2", "enter")
        shown.find("share").value = "60"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Gemt: oplysninger om K-01. u fortryder."
    changed = next(one for one in rota_members.rota_members(session) if one.id == "K-01")
    assert (changed.share_percent, len(changed.lines)) == (60, 2)


async def test_a_coordinator_reports_somebody_elses_days(terminal: Opener, session: Session) -> None:
    """Typed days, another member, and her duty left open on purpose."""
    duty_records.publish(session)
    now = duty_records.now(session)
    who = now.duty if now.duty != "K-01" else now.backup
    place = {"K-02": "2", "K-03": "3"}[str(who)]
    async with terminal("K-01") as shown:
        await shown.press("F", "4", place)
        shown.find("first").value = "20/11"  # type: ignore[attr-defined]
        shown.find("last").value = "27.11."  # type: ignore[attr-defined]
        await shown.settle()
        assert "Berører" in shown.text
        await shown.press("f8")
    found = absences.absences(session)
    assert [(one.member, (one.last - one.first).days) for one in found] == [(who, 7)]


async def test_days_that_are_none_are_not_reported(terminal: Opener, session: Session) -> None:
    """The box says what it takes, and stays."""
    duty_records.publish(session)
    async with terminal("K-02") as shown:
        await shown.press("F", "f8")
        assert shown.message == "Hvilke dage? Tallet vælger."
        await shown.press("4")
        await shown.write("31/2")
        await shown.press("f8")
        assert shown.message == "Hvilke dage? Skriv dem som 24/11."
    assert absences.absences(session) == ()


async def test_duties_are_written_as_a_calendar_file(
    terminal: Opener, session: Session, tmp_path: Path
) -> None:
    """E asks where to; the file is a calendar and says nothing but line and role."""
    duty_records.publish(session)
    target = tmp_path / "vagt.ics"
    async with terminal("K-01") as shown:
        await shown.press("3", "E")
        shown.find("path").value = str(target)  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message.startswith("Skrevet:")
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


async def test_a_plan_with_a_gap_needs_to_know_whom_to_call(terminal: Opener, session: Session) -> None:
    """Nobody can have it: the number of gaps stands on the button, and the fallback must be named."""
    duty_records.publish(session, 2)
    for member in ("K-02", "K-03"):
        absences.report(session, session.today, session.today + timedelta(days=120), member, False)
    async with terminal("K-01") as shown:
        await shown.press("3", "n", "1", "P")
        assert "Offentliggør med" in shown.footer
        assert "■" in shown.text
        await shown.press("f8")
        assert shown.message == "Hvem ringes der til, når ingen har vagten? Skriv en kode eller et kontor."
        await shown.write("omstillingen")
        await shown.press("f8")
        assert shown.message.startswith("Vagtplanen er offentliggjort")


async def test_an_auditor_has_no_duty_screen(terminal: Opener) -> None:
    """The tab line leaves it out, and absence is refused with its reason."""
    async with terminal("R-01") as shown:
        assert "3 Vagt" not in shown.rows[0]
        await shown.press("F")
        assert shown.message == "Kan ikke: revisor har ingen vagter."


async def palette(shown: Terminal, words: str) -> None:
    """Find an act by its words, and carry it out."""
    await shown.press("f4")
    await shown.write(words)
    await shown.press("enter")


async def test_what_is_due_is_shown_to_the_duty_or_kept(terminal: Opener, unlocked: Unlock) -> None:
    """F 1 shows who would see it; 6 keeps it, 5 takes that back, F8 reports; the duty sees it on Today."""
    duty_records.publish(unlocked("K-01"))
    now = duty_records.now(unlocked("K-01"))
    (third,) = {"K-01", "K-02", "K-03"} - {str(now.duty), str(now.backup)}
    absent = unlocked(third)
    add(absent, RED, 0, "stille-havn")
    async with terminal(third) as shown:
        await shown.press("F", "1")
        assert f"vis dem hos vagten {now.duty}" in shown.text
        await shown.press("6")
        assert f"5 vis dem hos vagten {now.duty}" in shown.text
        assert "▸6 jeg gør det selv◂" in shown.text
        await shown.press("5", "f8")
        assert shown.message.startswith("Fravær 20/11 er meldt.")
    assert [one.follow_ups_shown for one in absences.absences(absent)] == [True]
    async with terminal(str(now.duty)) as shown:
        row = next(row for row in shown.rows if "stille-havn" in row)
        assert row.rstrip().endswith(f"  for {third}")


async def test_six_typed_ahead_keeps_what_is_due(terminal: Opener, unlocked: Unlock) -> None:
    """Before it is known what the days hit, the answer counts already."""
    duty_records.publish(unlocked("K-01"))
    absent = unlocked("K-02")
    add(absent, RED, 0, "stille-havn")
    async with terminal("K-02") as shown:
        await shown.pilot.press("F", "1", "6")
        await shown.press("f8")
    assert [one.follow_ups_shown for one in absences.absences(absent)] == [False]
