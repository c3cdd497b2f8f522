"""The date poll: absence and rota are filled in, the chair chooses, and a day is found."""

from collections.abc import Callable
from datetime import date, time

import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.rules.poll import Answer, AnswerSource, Known, PollDate, PollFault
from nsk_tui.services import absences, agenda, meeting_list, poll, undo
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.meeting_errors import NotChair, PollRefused, UnknownPoll, WrongMeetingState
from nsk_tui.services.session import Session
from tests.gathered import audited, body, item, meet
from tests.published import publish

Unlock = Callable[[str], Session]
DAYS = (date(2026, 12, 8), date(2026, 12, 9), date(2026, 12, 16))
DATES = tuple(PollDate(day, time(9)) for day in DAYS)
ANSWER_BY = date(2026, 11, 25)


def asked(session: Session, **changes: object) -> Meeting:
    """Make a theme day whose date is asked about; K-01 leads it."""
    made = poll.add(
        session, body(title="Temadag", day=None, start=None, minutes=420, **changes), DATES, ANSWER_BY
    )
    assert isinstance(made, Meeting)
    return made


def test_a_poll_begins_without_a_day_and_nobody_has_answered(unlocked: Unlock) -> None:
    """Not answered is never a no."""
    chief = unlocked("K-01")
    made = asked(chief)
    page = poll.poll(chief, made.id)
    assert (made.state, made.day) == (MeetingState.POLL, None)
    assert (page.answered, page.best, page.settled_on) == ((), None, None)
    assert all(one.no == () and len(one.unanswered) == 3 for one in page.counts)
    assert page.members == ("K-01", "K-02", "K-03")
    (line,) = meeting_list.overview(chief).coming
    assert line.poll is not None
    assert (line.poll.answered, line.poll.asked, line.poll.waits_for_me) == (0, 3, True)


def test_absence_and_duty_are_filled_in(unlocked: Unlock) -> None:
    """With where they come from; her own word stands over both."""
    chief = unlocked("K-01")
    publish(chief)
    made = asked(chief)
    away = unlocked("K-02")
    absences.report(away, DAYS[1], DAYS[1])
    page = poll.poll(away, made.id)
    assert page.known[MemberId("K-02"), DAYS[1]] == Known(Answer.NO, AnswerSource.ABSENCE)
    (on_duty,) = page.on_duty[DAYS[2]]
    assert page.known[on_duty, DAYS[2]] == Known(Answer.IF_NEEDED, AnswerSource.DUTY)
    page = poll.answer(away, made.id, {DAYS[1]: Answer.YES})
    assert page.known[MemberId("K-02"), DAYS[1]] == Known(Answer.YES, AnswerSource.OWN)
    page = poll.answer(away, made.id, {DAYS[1]: None})
    assert page.known[MemberId("K-02"), DAYS[1]].source is AnswerSource.ABSENCE


def test_an_answered_poll_waits_for_me_no_more(unlocked: Unlock) -> None:
    """Own row first, then who has answered."""
    chief, member = unlocked("K-01"), unlocked("K-03")
    made = asked(chief)
    assert [one.meeting.id for one in poll.unanswered(member)] == [made.id]
    poll.answer(member, made.id, dict.fromkeys(DAYS, Answer.YES))
    assert poll.unanswered(member) == ()
    page = poll.poll(chief, made.id)
    assert page.members == ("K-01", "K-03", "K-02")
    assert page.answered == ("K-03",)
    assert page.best is not None
    assert (page.best.date.day, page.best.unsure) == (DAYS[0], ())
    assert ("answer_poll", "poll", "3") in audited(chief)


def test_the_chair_settles_and_the_meeting_has_a_day(unlocked: Unlock) -> None:
    """Whoever is away then has sent apologies; items go to it from now on."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    made = asked(chief)
    absences.report(member, DAYS[2], DAYS[2])
    with pytest.raises(NotChair):
        poll.settle(unlocked("K-03"), made.id, DAYS[2])
    with pytest.raises(PollRefused):
        poll.settle(chief, made.id, date(2026, 12, 10))
    settled = poll.settle(chief, made.id, DAYS[2])
    assert (settled.state, settled.day, settled.body.start) == (MeetingState.PLANNED, DAYS[2], time(9))
    assert agenda.agenda(chief, made.id).apologies == ("K-02",)
    assert item(chief, "Rejser").meeting == settled
    with pytest.raises(UnknownPoll):
        poll.answer(member, made.id, {DAYS[0]: Answer.YES})
    with pytest.raises(WrongMeetingState):
        poll.settle(chief, made.id, DAYS[0])
    assert poll.unanswered(member) == ()


@pytest.mark.parametrize(
    ("dates", "answer_by", "fault"),
    [
        (DATES[:1], ANSWER_BY, PollFault.FEW_DATES),
        (DATES, date(2026, 12, 9), PollFault.ANSWER_BY),
        ((PollDate(date(2026, 11, 1), time(9)), *DATES), date(2026, 11, 1), PollFault.PAST),
    ],
)
def test_a_poll_that_cannot_be_is_refused(
    session: Session, dates: tuple[PollDate, ...], answer_by: date, fault: PollFault
) -> None:
    """Nothing is written."""
    with pytest.raises(PollRefused) as refused:
        poll.add(session, body(day=None, start=None), dates, answer_by)
    assert fault in refused.value.faults
    assert meeting_list.overview(session).coming == ()


def test_a_date_that_is_not_asked_about_has_no_answer(unlocked: Unlock) -> None:
    """Nor has a meeting without a poll, and an auditor is not asked."""
    chief = unlocked("K-01")
    made = asked(chief)
    with pytest.raises(PollRefused):
        poll.answer(chief, made.id, {date(2026, 12, 10): Answer.YES})
    with pytest.raises(UnknownPoll):
        poll.poll(chief, meet(chief).id)
    with pytest.raises(NotAllowed):
        poll.poll(unlocked("R-01"), made.id)


def test_a_poll_can_be_undone(session: Session) -> None:
    """The meeting is gone, and nobody is asked."""
    asked(session)
    undo.undo(session)
    assert poll.unanswered(session) == ()
    assert meeting_list.overview(session).coming == ()
