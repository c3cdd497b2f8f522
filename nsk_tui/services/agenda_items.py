"""How items reach an agenda: in their place, from a template, from the last meeting, or waiting."""

from collections.abc import Iterable

from nsk_tui.rules.agenda import (
    AgendaItem,
    ItemState,
    NewItem,
    Template,
    come_back,
    from_template,
    on_agenda,
    place_for,
)
from nsk_tui.rules.anonymity.clearance import Cleared, clear
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId
from nsk_tui.rules.meetings import Meeting, next_after
from nsk_tui.services import chance
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.meeting_change import Work
from nsk_tui.store import agenda, meeting_acts, meetings
from nsk_tui.store.engine import Reading

UNMADE = '[1, null, 0, "planned"]'
"""The state of an item that has yet to be made, as undo puts it."""


def write_item(work: Work, item: AgendaItem, cleared: Cleared) -> None:
    """Write an item down in its place."""
    rows = work.writing.session
    before = on_agenda(agenda.of_meeting(rows, item.meeting)) if item.meeting else ()
    agenda.add(rows, item, cleared)
    work.made(meeting_acts.key("item", item.id), UNMADE)
    if item.meeting is not None and not item.is_wish:
        _put_in_place(rows, before, item)


def put_on_agenda(work: Work, item: AgendaItem, meeting: MeetingId) -> None:
    """Put an item that waits or asks for room on an agenda, in its place."""
    rows = work.writing.session
    before = on_agenda(agenda.of_meeting(rows, meeting))
    agenda.set_place(rows, item.id, meeting, False)
    _put_in_place(rows, before, item)


def begin_agenda(work: Work, meeting: Meeting, template: Template) -> None:
    """Give a new meeting its standing items, and whatever waits for a meeting."""
    for new in from_template(template):
        _write_standing(work, meeting, new)
    for waiting in agenda.waiting(work.writing.session):
        work.touch(meeting_acts.key("item", waiting.id))
        put_on_agenda(work, waiting, meeting.id)


def send_on(work: Work, meeting: Meeting, items: Iterable[AgendaItem]) -> tuple[AgendaItemId, ...]:
    """Postpone items to the next meeting; return what they are there. Standing items do not come back."""
    rows = work.writing.session
    following = next_after(meetings.from_day(rows, None), meeting)
    found = []
    for item in items:
        work.touch(meeting_acts.key("item", item.id))
        agenda.set_state(rows, item.id, ItemState.POSTPONED)
        if item.body.standing is None and not agenda.continued(rows, [item.id]):
            found.append(_carry(work, item, following))
    return tuple(found)


def missing_from_later(reading: Reading, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return what was postponed at a meeting and stands on no later agenda."""
    late = [one for one in agenda.of_meeting(reading, meeting.id) if one.state is ItemState.POSTPONED]
    later = (agenda.continuing(reading, one.id) for one in late)
    return come_back(late, [one for one in later if one is not None])


def _carry(work: Work, item: AgendaItem, following: Meeting | None) -> AgendaItemId:
    """Write an item down for the next meeting; None: it waits for one."""
    rows, new = work.writing.session, AgendaItemId(chance.new_id())
    before = on_agenda(agenda.of_meeting(rows, following.id)) if following else ()
    agenda.carry(rows, item.id, new, following.id if following else None)
    work.made(meeting_acts.key("item", new), UNMADE)
    if following is not None:
        _put_in_place(rows, before, agenda.get(rows, new))
    return new


def _write_standing(work: Work, meeting: Meeting, new: NewItem) -> None:
    empty = clear({agenda.TITLE: "", agenda.PURPOSE: ""}, lexicon())
    if isinstance(empty, Cleared):
        presenter = MemberId(meeting.body.chair) if meeting.body.chair else None
        item = AgendaItem(AgendaItemId(chance.new_id()), meeting.id, new, work.session.member, 1)
        rows = work.writing.session
        before = on_agenda(agenda.of_meeting(rows, meeting.id))
        agenda.add(rows, item, empty)
        agenda.set_presenter(rows, item.id, presenter)
        _put_in_place(rows, before, item)


def _put_in_place(rows: Reading, before: Iterable[AgendaItem], item: AgendaItem) -> None:
    order = list(before)
    order.insert(place_for(order, item.body), item)
    agenda.put_in_order(rows, [one.id for one in order])
