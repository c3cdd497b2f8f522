"""Minutes while they are written: stored at Enter, kept back with a reason, merged, never lost."""

from collections.abc import Callable

from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.resolve import ResolveScreen
from nsk_tui.screens.today import TodayScreen
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.services import big_screen, drafts, minutes
from nsk_tui.services.session import Session
from tests.meeting_plan import WRITER
from tests.screens.conftest import Opener
from tests.screens.desks import NAME, press, put, screen_of, stored, write


async def test_a_finished_line_is_stored_at_once(
    desk: Opener, colleague: Session, running: MeetingId
) -> None:
    """The desk is where the meeting is; Enter is enough for a line, a decision and an action."""
    async with desk(writing=False) as shown:
        assert shown.rows[0].startswith(" REFERAT   vises på storskærmen nu")
        assert shown.rows[2].startswith(" REFERAT   Gruppemøde 20/11")
        assert shown.rows[2].endswith("▸1 kladde◂  2 bemærkninger (5 dage)  3 låst")
        assert shown.rows[3] == " Til stede: ikke noteret endnu (Space) · Referent: K-03"
        chosen = next(row for row in shown.rows if row.startswith(" ▸ "))
        assert " ".join(chosen.split()) == "▸ 1. beslutning Vagtens nummer i mailsignatur i gang"
        await shown.press("enter")
        await write(shown, "Skolerne spørger forskelligt.", "b: Vi bruger rødt kort", "o: K-02 10/12 spørger")
        lines = ["Skolerne spørger forskelligt.", "b: Vi bruger rødt kort", "o: K-02 10/12-2026 spørger"]
        assert stored(colleague, running) == lines
        assert "b: Vi bruger rødt kort 2026-1" in [" ".join(row.split()) for row in shown.rows]
        assert "   OPGAVE M20/11-1      K-02   10/12   spørger" in shown.rows
        assert shown.rows[0].endswith("gemt 09:42")
        assert drafts.drafts(screen_of(shown).session) == ()


async def test_it_speaks_english(desk: Opener) -> None:
    """The other language is whole; its letters are d and a."""
    async with desk(language="en", size=(120, 40)) as shown:
        await write(shown, "d: We use the red card", "a: K-02 10/12 asks the nurses")
        assert "WRITING MINUTES   shown on the big screen now" in shown.text
        assert "   d: We use the red card" in shown.text
        assert "DECISION 2026-1      We use the red card" in shown.text
        assert "ACTION M20/11-1      K-02   10/12   asks the nurses" in shown.text


async def test_what_a_line_becomes_is_shown_while_it_is_typed(desk: Opener) -> None:
    """With a proposal that Tab takes; else Tab goes on. Letters write until Esc, then they are commands."""
    async with desk() as shown:
        put(shown, "o: K-2 ringer")
        await shown.settle()
        assert "   OPGAVE               K-2 ringer" in shown.rows
        hint = ' ? "K-2" findes ikke. Mener du K-02? Tab retter det.'
        assert any(row.startswith(hint) for row in shown.rows)
        await shown.press("tab")
        assert "   OPGAVE               K-02   ringer" in shown.rows
        assert screen_of(shown).text.text == "o: K-02 ringer"
        assert shown.footer == "F9 AKUT  F8 Gem  Tab Ret / næste punkt  Esc Ud af teksten  F1 Hjælp"
        await shown.press("tab")
        assert any(row.startswith(" ── punkt 2 ─") for row in shown.rows)
        await shown.press("shift+tab", "shift+tab")
        assert any(row.startswith(" ── punkt 0 ─") for row in shown.rows)
        await shown.press("b", "P", "n", "x")
        assert screen_of(shown).text.text == "o: K-02 ringerbPnx"
        await shown.press("escape")
        assert shown.message == "Her er bogstaver kommandoer. Enter skriver, Esc lukker."
        await shown.press("escape")
        assert isinstance(shown.app.screen, TodayScreen)


async def test_a_line_that_may_reveal_somebody_stays_with_its_writer(
    desk: Opener, colleague: Session, running: MeetingId
) -> None:
    """Marked while typed, kept back with the reason, off the big screen; edited, resolved or thrown away."""
    async with desk() as shown:
        box = screen_of(shown).text
        box.take_in("o: K-02 10/12 Bo Prøvesen ringer")
        box.check_now()
        await shown.settle()
        assert not box.findings
        box.put(f"b: {NAME}")
        await shown.settle()
        assert [box.text[one.start : one.end] for one in box.findings] == ["Sofie Holm"]
        await shown.press("enter")
        await write(shown, "Vi talte om skolerne.")
        assert f" ! b: {NAME}" in shown.rows
        assert any("kun du ser den: Ordet står på listen over fornavne." in row for row in shown.rows)
        assert stored(colleague, running) == ["Vi talte om skolerne."]
        assert big_screen.look(colleague, running).feed == ()
        await shown.press("up", "f8")
        assert isinstance(shown.app.screen, ResolveScreen)
        await shown.press("enter")
        assert stored(colleague, running)[-1] == "b: Ring til en ung"
        await shown.press("tab", "enter")
        await write(shown, f"b: {NAME}")
        await shown.press("up", "r")
        assert box.text == f"b: {NAME}"
        await shown.press("enter", "up", "x")
        assert isinstance(shown.app.screen, ConfirmScreen)
        await shown.press("1")
        assert "Sofie" not in shown.text


# Several write ----------------------------------------------------------------------------------


async def test_what_another_writes_and_the_chair_presses_moves_no_line_that_is_typed(
    desk: Opener, colleague: Session, running: MeetingId
) -> None:
    """The desk follows the meeting while nothing is typed; then nothing asks, and no keystroke is lost."""
    async with desk() as shown:
        found = press(colleague, big_screen.look(colleague, running), Press.NEXT)
        shown.app.live.look()
        await shown.settle()
        assert any(row.startswith(" ── punkt 2 ─") for row in shown.rows)
        await shown.write("halvt skr")
        item = minutes.minutes(colleague, running).items[2].id
        minutes.add_line(colleague, running, item, "Jobcentret vil være med.")
        press(colleague, found, Press.NEXT)
        shown.app.live.look()
        await shown.settle()
        await shown.write("evet")
        assert any(row.startswith(" ── punkt 2 ─") for row in shown.rows)
        of_hers = [row for row in shown.rows if row.startswith("   Jobcentret vil være med.")]
        assert [row.endswith("K-02") for row in of_hers] == [True]
        assert screen_of(shown).text.text == "halvt skrevet"


async def test_a_line_that_two_edit_keeps_both(desk: Opener, colleague: Session, running: MeetingId) -> None:
    """The other's words stand behind the first's; whoever writes wins over whoever removes."""
    async with desk() as shown:
        await write(shown, "b: Vi mødes")
        (line,) = minutes.minutes(colleague, running).lines
        await shown.press("up", "r")
        minutes.change_line(colleague, line.line.id, "b: Vi mødes", "b: Vi mødes tirsdag")
        screen_of(shown).text.put("b: Vi mødes torsdag")
        await shown.press("enter")
        assert stored(colleague, running) == ["b: Vi mødes tirsdag", "b: Vi mødes torsdag"]
        assert shown.message == "K-02 rettede linjen samtidig. Begge står der."
        await shown.press("up", "r")
        second = minutes.minutes(colleague, running).lines[1].line
        minutes.remove_line(colleague, second.id, second.version)
        screen_of(shown).text.put("b: Vi mødes fredag")
        await shown.press("enter")
        assert stored(colleague, running) == ["b: Vi mødes tirsdag", "b: Vi mødes fredag"]
        await shown.press("up", "x", "1")
        assert stored(colleague, running) == ["b: Vi mødes tirsdag"]
        await shown.press("tab", "enter")
        await write(shown, "b: Nej")
        assert "2026-4" in shown.text


# Drafts -----------------------------------------------------------------------------------------


async def test_what_is_unfinished_is_there_again(desk: Opener, terminal: Opener) -> None:
    """The half line, and the one that another was begun over: the lock and Today say that they are kept."""
    async with desk() as shown:
        await write(shown, "b: Vi mødes")
        put(shown, "halvt")
        await shown.settle()
        await shown.press("up", "r")
        assert screen_of(shown).text.text == "b: Vi mødes"
        assert " ! halvt" in shown.rows
        assert any("kun du ser den: ikke færdig." in row for row in shown.rows)
        screen_of(shown).text.put("en halv linje")
        assert screen_of(shown).draft_title() == "referat 20/11"
        shown.app.lock()
        await shown.settle()
        assert isinstance(shown.app.screen, UnlockScreen)
        assert "Din kladde (referat 20/11) er gemt og krypteret." in shown.text
    async with terminal(WRITER) as shown:
        assert any(row.startswith(" ▸ kladde     referat ") for row in shown.rows)
        await shown.press("enter")
        assert screen_of(shown).text.text == "en halv linje"
        assert " ! halvt" in shown.rows


async def test_a_line_that_was_stored_just_before_the_end_is_not_stored_twice(
    desk: Opener, unlocked: Callable[[str], Session], running: MeetingId
) -> None:
    """The draft of a moment ago still holds it: it is known again by what it says."""
    writer = unlocked(WRITER)
    item = minutes.minutes(writer, running).items[1].id
    minutes.add_line(writer, running, item, "b: Vi mødes")
    held = [{"item": item, "text": "b: Vi mødes", "changes": None, "base": ""}]
    drafts.save_draft(writer, None, "minutes", running, {"held": held, "typing": {}})
    async with desk():
        assert stored(writer, running) == ["b: Vi mødes"]
