"""The agenda: anybody proposes, the chair orders; without room an item is a wish, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nsk_tui.rules.agenda import ItemFault, ItemKind, NewItem, Origin, OriginKind, Template
from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.services import agenda, meetings, undo, word_list
from nsk_tui.services.agenda import Proposed
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed, SavedByAnotherFirst, TextRefused, UnknownMember
from nsk_tui.services.meeting_errors import (
    HasLeft,
    ItemRefused,
    NobodyLeads,
    NobodyWrites,
    NotChair,
    UnknownItem,
    WrongMeetingState,
)
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from tests.gathered import THURSDAY, TWO, audited, item, meet, press, titles

Unlock = Callable[[str], Session]


def test_anybody_proposes_and_the_item_finds_its_place(unlocked: Unlock) -> None:
    """Decisions before discussions before information, between actions and the end."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    made = meet(chief)
    item(member, "Nyt fra styregruppen", kind=ItemKind.INFORMATION)
    item(member, "Sager om rejser", kind=ItemKind.DISCUSSION)
    proposed = item(member, "Vagtplan uge 53")
    assert (proposed.item.body.presenter, proposed.as_wish) == ("K-02", False)
    assert titles(chief, made) == [
        "actions", "Vagtplan uge 53", "Sager om rejser", "Nyt fra styregruppen", "closing",
    ]  # fmt: skip
    assert ("propose_item", "2026-11-26", "") in audited(chief)


def test_the_agenda_tells_start_times_sum_and_air(session: Session) -> None:
    """As the editor shows it."""
    made = meet(session)
    item(session, "Vagtplan uge 53", 20)
    found = agenda.agenda(session, made.id).timetable
    assert found is not None
    assert [f"{slot.number} {slot.start:%H:%M}" for slot in found.slots] == ["0 13:00", "1 13:05", "2 13:25"]
    assert (found.total_minutes, found.air_minutes, f"{found.end:%H:%M}") == (30, 30, "13:30")


def test_a_full_agenda_makes_a_wish_for_the_next_meeting(session: Session) -> None:
    """And the chair takes it in, also when that is too full then."""
    meet(session, minutes=20)
    second = meet(session, day=THURSDAY + timedelta(days=14), minutes=20)
    item(session, "Vagtplan uge 53", 10)
    wish = item(session, "Mail til skolerne", 5)
    assert (wish.as_wish, wish.meeting) == (True, second)
    page = agenda.agenda(session, second.id)
    assert [one.body.title for one in page.wishes] == ["Mail til skolerne"]
    assert "Mail til skolerne" not in titles(session, second)
    agenda.take_in(session, wish.item.id)
    assert titles(session, second) == ["actions", "Mail til skolerne", "closing"]
    undo.undo(session)
    assert [one.body.title for one in agenda.agenda(session, second.id).wishes] == ["Mail til skolerne"]


def test_without_another_meeting_a_wish_waits_on_the_full_one(session: Session) -> None:
    """The chair sees it there."""
    made = meet(session, minutes=20)
    item(session, "Vagtplan uge 53", 10)
    wish = item(session, "Mail til skolerne", 15)
    assert (wish.as_wish, wish.meeting) == (True, made)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"minutes": 0}, ItemFault.MINUTES),
        ({"minutes": 600}, ItemFault.MINUTES),
        ({"title": " "}, ItemFault.NO_TITLE),
    ],
)
def test_an_item_that_cannot_be_is_refused(
    session: Session, changes: dict[str, Any], fault: ItemFault
) -> None:
    """With what is wrong; nothing is written."""
    made = meet(session)
    with pytest.raises(ItemRefused) as refused:
        agenda.propose(session, replace(NewItem(ItemKind.DECISION, "Vagtplan"), **changes))
    assert refused.value.faults == (fault,)
    assert len(agenda.agenda(session, made.id).items) == 2


def test_a_title_or_purpose_that_reveals_is_not_stored(session: Session) -> None:
    """An item stands on a screen that everybody in the room sees."""
    made = meet(session)
    for new in (
        NewItem(ItemKind.DECISION, "Sagen om Fatima Hassan"),
        NewItem(ItemKind.DECISION, "Vagtplan", purpose="Ring til 20 30 40 50"),
    ):
        assert isinstance(agenda.propose(session, new), NotAnonymous)
    with pytest.raises(TextRefused):
        agenda.propose(session, NewItem(ItemKind.DECISION, "a\nb"))
    assert len(agenda.agenda(session, made.id).items) == 2


def test_a_word_can_be_declared_to_be_no_person(session: Session) -> None:
    """It is written down as hers, and audited without the word."""
    meet(session)
    new = NewItem(ItemKind.DECISION, "Besøg i Danner og hos Fatima Hassan")
    refused = agenda.propose(session, new)
    assert isinstance(refused, NotAnonymous)
    stances = tuple(
        Stance(one.field, one.finding.start, one.finding.end, Declaration.WORKPLACE)
        for one in refused.findings
    )
    assert isinstance(agenda.propose(session, new, stances=stances), Proposed)
    assert {word.declaration for word in word_list.words(session)} == {Declaration.WORKPLACE}
    assert not any("fatima" in "".join(line).casefold() for line in audited(session))


def test_an_item_from_a_thread_carries_its_code_name_and_nothing_else(session: Session) -> None:
    """Not even with a hostile hand at the form."""
    meet(session)
    origin = Origin(OriginKind.THREAD, "stille-havn")
    made = agenda.propose(session, NewItem(ItemKind.DISCUSSION, "Sparring", origins=(origin,)))
    assert isinstance(made, Proposed)
    assert made.item.body.origins == (origin,)
    told = Origin(OriginKind.THREAD, "En pige i 8. klasse")
    with pytest.raises(ItemRefused):
        agenda.propose(session, NewItem(ItemKind.DISCUSSION, "Sparring", origins=(told,)))


def test_only_the_chair_orders_an_agenda(unlocked: Unlock) -> None:
    """Moving, postponing, taking in and sending are hers; an own item can be changed and taken off."""
    chief, third = unlocked("K-01"), unlocked("K-03")
    meeting = meet(chief, chair=TWO)
    own, other = item(third, "Vagtplan").item, item(chief, "Mail").item
    for act in (
        lambda: agenda.move(third, own.id, -1),
        lambda: agenda.postpone(third, own.id),
        lambda: agenda.take_in(third, own.id),
        lambda: agenda.send(third, meeting.id),
        lambda: agenda.set_minutes(third, other.id, 20),
        lambda: agenda.remove(third, other.id),
    ):
        with pytest.raises(NotChair) as refused:
            act()
        assert refused.value.detail == "K-02"
    assert agenda.set_minutes(third, own.id, 20).body.minutes == 20
    agenda.remove(third, own.id)
    assert titles(chief, meeting) == ["actions", "Mail", "closing"]


def test_what_the_chair_moved_stays_moved(session: Session) -> None:
    """Also when somebody proposes another item."""
    meeting = meet(session)
    item(session, "A")
    last = item(session, "B").item
    assert [one.body.title for one in agenda.move(session, last.id, -1)][1:3] == ["B", "A"]
    agenda.move(session, last.id, -1)
    item(session, "C")
    assert titles(session, meeting) == ["B", "actions", "A", "C", "closing"]


def test_two_who_change_an_item_are_told(session: Session) -> None:
    """The second sees that somebody was first."""
    meet(session)
    found = item(session, "Vagtplan").item
    changed = agenda.change_item(session, found.id, replace(found.body, title="Vagtplan 2027"), found.version)
    assert not isinstance(changed, NotAnonymous)
    with pytest.raises(SavedByAnotherFirst):
        agenda.change_item(session, found.id, replace(found.body, title="Andet"), found.version)


def test_a_postponed_item_comes_back_by_itself(session: Session) -> None:
    """With all it had, and undo takes it back again."""
    first = meet(session)
    second = meet(session, day=THURSDAY + timedelta(days=14))
    found = item(session, "Vagtplan").item
    assert agenda.postpone(session, found.id) == second
    page = agenda.agenda(session, second.id)
    (back,) = [one for one in page.items if one.body.title == "Vagtplan"]
    assert (back.came_from, back.body) == (found.id, found.body)
    assert [one.id for one in agenda.agenda(session, first.id).postponed] == [found.id]
    with pytest.raises(UnknownItem):
        agenda.postpone(session, found.id)
    undo.undo(session)
    assert titles(session, first) == ["actions", "Vagtplan", "closing"]
    assert titles(session, second) == ["actions", "closing"]


def test_an_agenda_is_not_sent_without_somebody_who_leads_and_writes(unlocked: Unlock) -> None:
    """It says which is missing, also when the one named has left."""
    chief = unlocked("K-01")
    nobody, unwritten = meet(chief, chair=None), meet(chief, minute_taker=None)
    with pytest.raises(NobodyLeads):
        agenda.send(chief, nobody.id)
    with pytest.raises(NobodyWrites):
        agenda.send(chief, unwritten.id)
    good = meet(chief)
    assert agenda.send(chief, good.id).state is MeetingState.SENT
    assert agenda.send(chief, good.id).state is MeetingState.SENT
    remove_member(chief, "K-02")
    with pytest.raises(HasLeft):
        agenda.send(chief, good.id)


def test_an_agenda_stands_still_while_its_meeting_runs(session: Session) -> None:
    """The clock is counted from it; a new item goes to the next meeting."""
    meeting = meet(session)
    second = meet(session, day=THURSDAY + timedelta(days=14))
    found = item(session, "Vagtplan").item
    press(session, meeting, Press.START)
    for act in (
        lambda: agenda.move(session, found.id, 1),
        lambda: agenda.set_minutes(session, found.id, 20),
        lambda: agenda.remove(session, found.id),
    ):
        with pytest.raises(WrongMeetingState):
            act()
    late = item(session, "Mail til skolerne")
    assert (late.as_wish, late.meeting) == (False, second)
    forced = agenda.propose(session, NewItem(ItemKind.DECISION, "Tak"), meeting.id)
    assert isinstance(forced, Proposed)
    assert (forced.as_wish, forced.meeting) == (True, second)


def test_a_presenter_must_be_here(unlocked: Unlock) -> None:
    """And an auditor proposes nothing."""
    chief = unlocked("K-01")
    meet(chief)
    with pytest.raises(UnknownMember):
        agenda.propose(chief, NewItem(ItemKind.DECISION, "Vagtplan", presenter=MemberId("K-99")))
    with pytest.raises(NotAllowed):
        agenda.propose(unlocked("R-01"), NewItem(ItemKind.DECISION, "Vagtplan"))


def test_the_rooms_tell_where_an_item_would_go(session: Session) -> None:
    """The next meeting first, and how full it is."""
    assert agenda.rooms(session) == ()
    first = meet(session, Template.GROUP)
    second = meet(session, day=THURSDAY + timedelta(days=14))
    rooms = agenda.rooms(session)
    assert [one.meeting.id for one in rooms] == [first.id, second.id]
    assert (rooms[0].used_minutes, rooms[0].following) == (25, second)
    assert (rooms[0].has_room_for(35), rooms[0].has_room_for(36)) == (True, False)
    meetings.cancel(session, first.id)
    assert [one.meeting.id for one in agenda.rooms(session)] == [second.id]
