"""Meetings, agendas and minutes as the JSON answers show them."""

from typing import TYPE_CHECKING

from nsk_tui.cli.records import utc
from nsk_tui.rules import actions as action_rules
from nsk_tui.rules.agenda import AgendaItem, Slot
from nsk_tui.rules.meetings import Meeting
from nsk_tui.rules.minutes_state import RemarkState

if TYPE_CHECKING:
    from nsk_tui.services.agenda import AgendaPage
    from nsk_tui.services.meeting_list import MeetingLine
    from nsk_tui.services.minutes import MinutesPage, NumberedLine


def meeting_object(meeting: Meeting) -> dict[str, object]:
    """Return a meeting: its day and start on the Danish clock."""
    body = meeting.body
    return {
        "id": meeting.id,
        "series": meeting.series,
        "title": body.title,
        "day": body.day.isoformat() if body.day else None,
        "start": body.start.isoformat(timespec="minutes") if body.start else None,
        "minutes": body.minutes,
        "place": body.place,
        "chair": body.chair,
        "minute_taker": body.minute_taker,
        "confidential": body.confidential,
        "state": meeting.state.value,
        "minutes_state": meeting.minutes_state.value,
    }


def line_object(line: "MeetingLine") -> dict[str, object]:
    """Return a meeting as a list shows it."""
    poll = line.poll
    return {
        **meeting_object(line.meeting),
        "items": line.items,
        "used_minutes": line.used_minutes,
        "wishes": line.wishes,
        "remarks": line.remarks,
        "open_remarks": line.open_remarks,
        "poll": None
        if poll is None
        else {"answered": poll.answered, "asked": poll.asked, "answer_by": poll.answer_by.isoformat()},
    }


def agenda_object(page: "AgendaPage") -> dict[str, object]:
    """Return an agenda with its times; a meeting without a day has items and no times."""
    times = page.timetable
    slots = {slot.item.id: slot for slot in times.slots} if times else {}
    return {
        "meeting": meeting_object(page.meeting),
        "items": [_item(one, slots.get(one.id)) for one in page.items],
        "wishes": [_item(one, None) for one in page.wishes],
        "apologies": list(page.apologies),
        "total_minutes": times.total_minutes if times else None,
        "air_minutes": times.air_minutes if times else None,
        "end": f"{times.end:%H:%M}" if times else None,
    }


def minutes_object(page: "MinutesPage", words: tuple[str, ...]) -> dict[str, object]:
    """Return minutes: lines item by item, remarks, addenda, the hash and the twelve words."""
    meeting = page.meeting
    return {
        "meeting": meeting_object(meeting),
        "attendance": {member: state.value for member, state in page.attendance.items()},
        "lines": [_line(one) for one in page.of_item(None)],
        "items": [
            {
                **_item(one, None),
                "state": one.state.value,
                "used_seconds": page.used_seconds.get(one.id),
                "lines": [_line(line) for line in page.of_item(one.id)],
            }
            for one in page.items
        ],
        "open_remarks": sum(one.state is RemarkState.OPEN for one in page.remarks),
        "remarks_until": meeting.remarks_until.isoformat() if meeting.remarks_until else None,
        "addenda": [
            {"text": one.text, "member": one.member, "at": utc(one.made_at), "digest": one.digest}
            for one in page.addenda
        ],
        "digest": meeting.digest or None,
        "mended": meeting.mended,
        "words": list(words),
    }


def _item(item: AgendaItem, slot: Slot | None) -> dict[str, object]:
    """Return an item; ``slot`` None: no time is planned for it."""
    body = item.body
    return {
        "id": item.id,
        "number": slot.number if slot else None,
        "start": f"{slot.start:%H:%M}" if slot else None,
        "kind": body.kind.value,
        "standing": body.standing.value if body.standing else None,
        "title": body.title,
        "purpose": body.purpose,
        "minutes": body.minutes,
        "presenter": body.presenter,
        "origins": [str(one) for one in body.origins],
    }


def _line(one: "NumberedLine") -> dict[str, object]:
    line, votes = one.line, one.votes
    return {
        "id": line.id,
        "kind": line.kind.value,
        "text": line.text,
        "owner": line.owner,
        "due": line.due.isoformat() if line.due else None,
        "member": line.written_by,
        "decision": str(one.decision) if one.decision else None,
        "action": action_rules.label(one.action, one.action.day) if one.action else None,
        "votes": [votes.for_it, votes.against, votes.neither] if votes else None,
    }
