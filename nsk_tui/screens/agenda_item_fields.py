"""What an agenda item is chosen from, where it would stand, its draft, and how it is stored."""

from datetime import date

from nsk_tui import meeting_words, wording
from nsk_tui.meeting_words import word
from nsk_tui.rules.agenda import ITEM_MINUTES, ItemKind, NewItem, Origin, read_origins
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId
from nsk_tui.services import agenda, drafts
from nsk_tui.services.agenda import Proposed, Room
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.session import Session
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _

KIND = "agenda_item"
"""The kind of its drafts."""

USUAL_MINUTES = ITEM_MINUTES
OFFERED_MINUTES = (5, 10, 15, 20, 30)


def kinds() -> tuple[Option, ...]:
    """Return what an item can be for."""
    return tuple(Option(str(at), one.value, word(one)) for at, one in enumerate(ItemKind, 1))


def kind_of(code: str) -> ItemKind:
    """Return the kind of a code."""
    return ItemKind(code)


def minutes(own: int | None = None) -> tuple[Option, ...]:
    """Return how long an item can take; ``own`` is offered too, None: it is new."""
    offered = sorted({*OFFERED_MINUTES, *([own] if own else [])})
    return tuple(Option(str(at), str(one), str(one)) for at, one in enumerate(offered, 1))


def meetings(rooms: tuple[Room, ...], today: date) -> tuple[Option, ...]:
    """Return the meetings that take items; the next one is called so."""
    options = []
    for at, room in enumerate(rooms[:9], 1):
        when = meeting_words.meeting_day(room.meeting, today)
        told = _("{day} (the next)").format(day=when) if at == 1 else when
        options.append(Option(str(at), room.meeting.id, told))
    return tuple(options)


def named(room: Room, today: date) -> str:
    """Return a meeting with how full it is: Gruppemøde to 26/11 · 60 af 60 min."""
    meeting = room.meeting
    day = f"{meeting_words.short_weekday(meeting.day)} " if meeting.day else ""
    used = _("{used} of {minutes} min.").format(used=room.used_minutes, minutes=meeting.body.minutes)
    when = f"{day}{wording.day(meeting.day, today)}" if meeting.day else ""
    return f"{meeting.body.title} {when} · {used}"


def full(room: Room, minutes_wanted: int, today: date) -> str:
    """Return that an item would be a wish; empty while there is room for it."""
    if room.has_room_for(minutes_wanted):
        return ""
    following = room.following
    if following is None or following.day is None:
        return _("! The agenda is full. The item is saved as a wish; the chair makes room.")
    said = _("! The agenda is full. The item is saved as a wish for {day}, unless the chair\n   makes room.")
    return said.format(day=wording.day(following.day, today))


def made_from(origins: tuple[Origin, ...]) -> str:
    """Return from which records an item is made: their codes, never what they say."""
    codes = ", ".join(f"{word(one.kind)} {one.ref}" for one in origins)
    return _("from {codes} (codes alone)").format(codes=codes)


def begin(session: Session, draft_id: str | None) -> tuple[tuple[Room, ...], dict[str, object] | None]:
    """Return the meetings that take items, and the draft; None begins anew."""
    draft = drafts.load_draft(session, draft_id) if draft_id is not None else None
    return agenda.rooms(session), draft


def origins_of(draft: dict[str, object]) -> tuple[Origin, ...]:
    """Return the records that a draft was made from."""
    return read_origins(str(draft.get("origins", "")))


def store(
    session: Session,
    new: NewItem,
    meeting: MeetingId | None,
    stances: tuple[Stance, ...],
    draft_id: str | None,
) -> Proposed | NotAnonymous:
    """Propose an item, and let its draft go; ``meeting`` None is the next one.

    Errors
        as ``agenda.propose``; the draft stands.
    """
    outcome = agenda.propose(session, new, meeting, stances)
    if isinstance(outcome, Proposed) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome


def told(kept: Proposed, today: date) -> str:
    """Return where an item stands."""
    if kept.meeting is None:
        return _("Saved. It waits for the next meeting that is made. u undoes.")
    day = wording.day(kept.meeting.day, today) if kept.meeting.day else kept.meeting.body.title
    if kept.as_wish:
        return _("Saved as a wish for {day}; the chair makes room. u undoes.").format(day=day)
    return _("Saved on the agenda of {day}. u undoes.").format(day=day)
