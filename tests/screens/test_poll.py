"""The date poll: digits answer and move on, what is known is filled in, the chair chooses."""

from collections.abc import Callable
from datetime import date, time

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.rules.poll import Answer, PollDate
from nsk_tui.services import absences, meeting_list, poll
from nsk_tui.services.session import Session
from tests.gathered import body
from tests.screens.conftest import Opener

Unlock = Callable[[str], Session]
DAYS = (date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 16))


def asked(session: Session) -> Meeting:
    """Ask about three dates; K-01 leads."""
    dates = tuple(PollDate(day, time(9)) for day in DAYS)
    made = poll.add(session, body(title="Temadag", day=None, start=None), dates, date(2026, 11, 25))
    assert isinstance(made, Meeting)
    return made


async def test_digits_answer_and_absence_is_filled_in(terminal: Opener, unlocked: Unlock) -> None:
    """From its row on Today; not answered is a dot, and never counted as a no."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    made = asked(chief)
    absences.report(member, DAYS[1], DAYS[1])
    async with terminal("K-02") as shown:
        assert "datoafstemning, 3 datoer, svar" in shown.rows[5]
        await shown.press("enter")
        assert "0 af 3 har svaret · du har ikke svaret på alt" in shown.rows[0]
        assert shown.rows[6].split() == ["K-02", "(dig)", "▸.◂", "nej,fravær", "."]
        await shown.press("1")
        assert shown.rows[6].split() == ["K-02", "(dig)", "ja", "▸nej,fravær", "."]
        await shown.press("right", "2", "f8")
        assert shown.message.startswith("Dit svar er gemt.")
    page = poll.poll(chief, made.id)
    mine = [page.known[MemberId("K-02"), day].answer for day in DAYS]
    assert mine == [Answer.YES, Answer.NO, Answer.IF_NEEDED]
    assert [len(one.unanswered) for one in page.counts] == [2, 2, 2]


async def test_answers_that_are_not_saved_are_not_lost_by_one_key(terminal: Opener, session: Session) -> None:
    """Esc says so first; 0 and Backspace take an answer back."""
    made = asked(session)
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "3", "escape")
        assert shown.message == "Dine svar er ikke gemt endnu: F8 gemmer, Esc igen slipper dem."
        await shown.press("9")
        assert shown.message == "9 er ikke en af mulighederne."
        await shown.press("left", "0", "f8")
    assert poll.poll(session, made.id).answered == ()


async def test_the_chair_chooses_the_day_with_the_most_knowledge(terminal: Opener, unlocked: Unlock) -> None:
    """The best stands at the cursor with whom it would miss; nobody else may choose."""
    chief = unlocked("K-01")
    made = asked(chief)
    poll.answer(chief, made.id, dict(zip(DAYS, (Answer.NO, Answer.YES, Answer.YES), strict=True)))
    poll.answer(unlocked("K-02"), made.id, dict(zip(DAYS, (Answer.YES, Answer.NO, Answer.YES), strict=True)))
    async with terminal("K-03") as shown:
        await shown.press("5", "P")
        assert shown.message == "Kan ikke: K-01 leder mødet."
    async with terminal("K-01") as shown:
        await shown.press("5", "P")
        assert "▸ on 16/12" in shown.text
        assert "(bedst)" in shown.text
        await shown.press("enter")
        assert shown.message == "Temadag er on 16/12 09:00. Alle ser det på listen."
    (found,) = [one.meeting for one in meeting_list.overview(chief).coming]
    assert (found.state, found.day) == (MeetingState.PLANNED, DAYS[2])


async def test_a_poll_needs_two_days_that_are_days(terminal: Opener, session: Session) -> None:
    """The form says how they are written; then everybody sees it on Today."""
    async with terminal("K-01") as shown:
        await shown.press("5", "n", "3")
        shown.find("title-line").value = "Temadag"  # type: ignore[attr-defined]
        for typed in ("8/12", "8/12 31/2"):
            shown.find("day").value = typed  # type: ignore[attr-defined]
            await shown.press("f8")
            assert shown.message == "Skriv 2 til 12 datoer med mellemrum: 08/12 09/12."
        shown.find("day").value = "8/12, 9/12"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Afstemningen er i gang: alle ser den på I dag. u fortryder."
    (line,) = meeting_list.overview(session).coming
    assert line.poll is not None
    assert line.poll.waits_for_me
