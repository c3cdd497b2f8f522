"""Meetings and series: made, changed, cancelled, led; nothing on an agenda is lost on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from nsk_tui.rules.agenda import Template
from nsk_tui.rules.meetings import (
    Attendance,
    Meeting,
    MeetingFault,
    MeetingState,
    OnHoliday,
    Recurrence,
    Rhythm,
    Series,
)
from nsk_tui.services import absences, agenda, meeting_list, meeting_series, meetings, undo
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed, SavedByAnotherFirst, TextRefused, UnknownMember
from nsk_tui.services.meeting_errors import (
    HasLeft,
    MeetingRefused,
    NotChair,
    PlaceReveals,
    UnknownMeeting,
    WrongMeetingState,
)
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.gathered import ONE, THREE, THURSDAY, TWO, audited, body, item, meet, titles

Unlock = Callable[[str], Session]
THURSDAYS = Recurrence(Rhythm.WEEKS, 2, 3)


def series(
    session: Session, recurrence: Recurrence = THURSDAYS, **changes: object
) -> tuple[Series, tuple[Meeting, ...]]:
    """Make a series from Thursday on."""
    made = meeting_series.add_series(session, body(**changes), recurrence, Template.SHORT)
    assert not isinstance(made, NotAnonymous)
    return made


def test_a_meeting_is_made_with_its_standing_items(session: Session) -> None:
    """And found as the next one, by its day, and by its id; the audit names its day."""
    made = meet(session)
    assert (made.state, made.body.chair, made.body.minute_taker) == (MeetingState.PLANNED, ONE, TWO)
    assert titles(session, made) == ["actions", "closing"]
    for name in ("next", "næste", "26/11", "2026-11-26", made.id[:8]):
        assert meeting_list.find(session, name) == made
    assert ("add_meeting", "2026-11-26", "") in audited(session)


@pytest.mark.parametrize("name", ["", "27/11", "2026-11-27", "zzzz", "31/2"])
def test_a_meeting_that_is_none_is_not_found(session: Session, name: str) -> None:
    """It says so."""
    meet(session)
    with pytest.raises(UnknownMeeting):
        meeting_list.find(session, name)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"day": date(2026, 11, 19)}, MeetingFault.PAST),
        ({"day": None, "start": None}, MeetingFault.NO_DAY),
        ({"minutes": 0}, MeetingFault.MINUTES),
        ({"minutes": 601}, MeetingFault.MINUTES),
        ({"title": "  "}, MeetingFault.NO_TITLE),
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    session: Session, changes: dict[str, object], fault: MeetingFault
) -> None:
    """With what is wrong, and nothing is written."""
    with pytest.raises(MeetingRefused) as refused:
        meetings.add(session, body(**changes))
    assert refused.value.faults == (fault,)
    assert meeting_list.overview(session).coming == ()


def test_a_title_that_names_a_citizen_is_refused(session: Session) -> None:
    """The check sees it before it is stored; a colleague may be named."""
    assert isinstance(meetings.add(session, body(title="Sagen om Fatima Hassan")), NotAnonymous)
    assert meeting_list.overview(session).coming == ()
    assert isinstance(meetings.add(session, body(title="Ane holder oplæg")), Meeting)


@pytest.mark.parametrize("place", ["https://moede.example.dk/l/4711", "Rådhuset, Torvet 1", "Lokale 3", ""])
def test_a_place_is_an_address_or_a_link(session: Session, place: str) -> None:
    """It says where the group meets."""
    assert meet(session, place=place).body.place == place


@pytest.mark.parametrize("place", ["Hjemme hos Fatima Hassan", "ring 20 30 40 50", "fatima@example.dk"])
def test_a_place_names_nobody(session: Session, place: str) -> None:
    """No person, no number, no mail address."""
    with pytest.raises(PlaceReveals):
        meetings.add(session, body(place=place))


@pytest.mark.parametrize("field", ["title", "place"])
def test_a_text_with_control_signs_is_refused(session: Session, field: str) -> None:
    """It would reach a terminal."""
    with pytest.raises(TextRefused):
        meetings.add(session, body(**{field: "a\x1b[2J"}))


def test_whoever_is_named_must_be_here(unlocked: Unlock) -> None:
    """An id that nobody has, and one who has left, are told apart."""
    chief = unlocked("K-01")
    with pytest.raises(UnknownMember):
        meetings.add(chief, body(minute_taker="K-99"))
    with pytest.raises(UnknownMember):
        meetings.add(chief, body(minute_taker="R-01"))
    remove_member(chief, "K-03")
    with pytest.raises(HasLeft) as refused:
        meetings.add(chief, body(minute_taker=THREE))
    assert refused.value.detail == "K-03"


def test_an_auditor_sees_no_meeting(unlocked: Unlock) -> None:
    """Neither lists nor makes."""
    auditor = unlocked("R-01")
    with pytest.raises(NotAllowed):
        meeting_list.overview(auditor)
    with pytest.raises(NotAllowed):
        meetings.add(auditor, body())


def test_only_the_chair_changes_a_meeting(unlocked: Unlock) -> None:
    """Or a coordinator; and whoever takes the chair when nobody has it."""
    chief, member, third = unlocked("K-01"), unlocked("K-02"), unlocked("K-03")
    made = meet(chief, chair=TWO)
    with pytest.raises(NotChair) as refused:
        meetings.change(third, made.id, replace(made.body, start=time(14)), made.version)
    assert refused.value.detail == "K-02"
    changed = meetings.change(member, made.id, replace(made.body, start=time(14)), made.version)
    assert isinstance(changed, Meeting)
    assert (changed.body.start, changed.sequence) == (time(14), 1)
    changed = meetings.change(chief, made.id, replace(changed.body, chair=None), changed.version)
    assert isinstance(changed, Meeting)
    assert meetings.take_chair(third, made.id).body.chair == "K-03"
    with pytest.raises(NotChair):
        meetings.take_chair(member, made.id)


def test_the_chair_can_be_taken_from_somebody_who_is_away_or_has_left(unlocked: Unlock) -> None:
    """The meeting goes on."""
    chief, third = unlocked("K-01"), unlocked("K-03")
    made = meet(chief, chair=TWO)
    meetings.set_attendance(third, made.id, "K-02", Attendance.APOLOGIES)
    assert meetings.take_chair(third, made.id).body.chair == "K-03"
    other = meet(chief, chair=TWO, day=THURSDAY + timedelta(days=7))
    remove_member(chief, "K-02")
    assert meetings.take_chair(third, other.id).body.chair == "K-03"


def test_two_who_change_a_meeting_are_told(unlocked: Unlock) -> None:
    """The second sees that somebody was first; nothing is overwritten."""
    chief = unlocked("K-01")
    made = meet(chief)
    meetings.change(chief, made.id, replace(made.body, minutes=90), made.version)
    with pytest.raises(SavedByAnotherFirst):
        meetings.change(chief, made.id, replace(made.body, minutes=30), made.version)
    assert meeting_list.find(chief, "next").body.minutes == 90


def test_whoever_is_absent_has_sent_apologies(unlocked: Unlock) -> None:
    """Absence is known; nobody has to say it twice."""
    member = unlocked("K-03")
    absences.report(member, THURSDAY, THURSDAY + timedelta(days=4))
    made = meet(member)
    assert agenda.agenda(member, made.id).apologies == (THREE,)


def test_what_was_on_a_cancelled_meeting_comes_back_at_the_next(session: Session) -> None:
    """Standing items do not; undo puts everything where it was."""
    first = meet(session)
    second = meet(session, day=THURSDAY + timedelta(days=14))
    item(session, "Vagtplan uge 53")
    before = titles(session, first)
    cancelled = meetings.cancel(session, first.id)
    assert (cancelled.state, cancelled.sequence) == (MeetingState.CANCELLED, 1)
    assert titles(session, second) == ["actions", "Vagtplan uge 53", "closing"]
    with pytest.raises(WrongMeetingState):
        meetings.cancel(session, first.id)
    assert undo.undo(session) == undo.UndoDone("cancel_meeting", "2026-11-26")
    assert titles(session, first) == before
    assert titles(session, second) == ["actions", "closing"]
    undo.redo(session)
    assert titles(session, second) == ["actions", "Vagtplan uge 53", "closing"]


def test_what_waits_for_a_meeting_is_on_the_next_one_that_is_made(session: Session) -> None:
    """An item proposed while none was planned, and what a cancelled meeting left."""
    assert item(session, "Vagtplan uge 53").meeting is None
    first = meet(session)
    assert titles(session, first) == ["actions", "Vagtplan uge 53", "closing"]
    meetings.cancel(session, first.id)
    second = meet(session, day=THURSDAY + timedelta(days=7))
    assert titles(session, second) == ["actions", "Vagtplan uge 53", "closing"]


def test_making_a_meeting_can_be_undone(session: Session) -> None:
    """What had waited for it waits again."""
    item(session, "Vagtplan uge 53")
    meet(session)
    undo.undo(session)
    assert meeting_list.overview(session).coming == ()
    made = meet(session, day=THURSDAY + timedelta(days=7))
    assert "Vagtplan uge 53" in titles(session, made)


def test_a_series_has_six_meetings_ahead_and_skips_holidays(session: Session) -> None:
    """Every second Thursday; 24 December is no public holiday, Ascension Day is."""
    _series, made = series(session)
    assert [str(one.day) for one in made[:3]] == ["2026-11-26", "2026-12-10", "2026-12-24"]
    assert len(made) == 6
    weekly = Recurrence(Rhythm.WEEKS, 1, 3, on_holiday=OnHoliday.NEXT_WORKDAY)
    _other, moved = series(session, weekly, day=date(2027, 5, 1))
    assert [str(one.day) for one in moved[:2]] == ["2027-05-07", "2027-05-13"]


def test_a_series_goes_on_after_undo_and_redo(session: Session) -> None:
    """All its meetings go and come together."""
    series(session)
    undo.undo(session)
    assert meeting_list.overview(session).coming == ()
    undo.redo(session)
    assert len(meeting_list.overview(session).coming) == 6


def test_meetings_follow_their_series_in_what_they_have_not_changed(session: Session) -> None:
    """One that has a place of its own keeps it."""
    made, meetings_ = series(session)
    own = replace(meetings_[1].body, place="Lokale 9")
    meetings.change(session, meetings_[1].id, own, meetings_[1].version)
    new = replace(made, body=replace(made.body, place="Lokale 5", minutes=90, title="Netværksmøde"))
    after = meeting_series.change_series(session, new)
    assert not isinstance(after, NotAnonymous)
    assert [one.body.place for one in after] == ["Lokale 5", "Lokale 9", *["Lokale 5"] * 4]
    assert {(one.body.minutes, one.body.title) for one in after} == {(90, "Netværksmøde")}
    assert all(one.sequence >= 1 for one in after)
    with pytest.raises(SavedByAnotherFirst):
        meeting_series.change_series(session, made)


def test_ending_a_series_cancels_what_is_ahead_and_loses_no_item(session: Session) -> None:
    """What was on its agendas waits for the next meeting that is made."""
    made, _meetings = series(session)
    item(session, "Vagtplan uge 53")
    assert len(meeting_series.end_series(session, made.id)) == 6
    assert meeting_series.all_series(session) == ()
    assert meeting_list.overview(session).next is None
    other = meet(session, day=THURSDAY + timedelta(days=1))
    assert "Vagtplan uge 53" in titles(session, other)


def test_only_the_chair_of_a_series_changes_it(unlocked: Unlock) -> None:
    """Or a coordinator."""
    made, _meetings = series(unlocked("K-01"), chair=TWO)
    with pytest.raises(NotChair):
        meeting_series.change_series(unlocked("K-03"), made)
    with pytest.raises(NotChair):
        meeting_series.end_series(unlocked("K-03"), made.id)
    assert len(meeting_series.end_series(unlocked("K-02"), made.id)) == 6


def test_a_rhythm_that_gives_no_dates_is_refused(session: Session) -> None:
    """Nothing is written."""
    with pytest.raises(MeetingRefused):
        series(session, Recurrence(Rhythm.WEEKS, 0, 3))
    assert meeting_series.all_series(session) == ()


def test_the_list_tells_what_comes_and_what_was_held(session: Session, clock: Clock) -> None:
    """Counts of items, minutes and wishes; the past the latest first."""
    first = meet(session, minutes=25)
    item(session, "Vagtplan uge 53", 10)
    item(session, "Mail til skolerne", 10)
    (line,) = meeting_list.overview(session).coming
    assert (line.meeting.id, line.items, line.used_minutes, line.wishes) == (first.id, 1, 20, 1)
    clock.now += timedelta(days=7)
    page = meeting_list.overview(session)
    assert (page.coming, [one.meeting.id for one in page.past], page.next) == ((), [first.id], None)
