"""What people own of the meetings: open actions, items to present, series to lead; how each is given away."""

import contextlib
from collections.abc import Callable
from datetime import date

from nsk_tui import meeting_words, wording
from nsk_tui.rules.actions import label
from nsk_tui.rules.agenda import AgendaItem
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Series
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services.meeting_change import Subject
from nsk_tui.services.session import Session
from nsk_tui.store import actions as action_rows
from nsk_tui.store import agenda, meeting_series, meetings
from nsk_tui.store.change import Change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing


def actions(reading: Reading, session: Session) -> tuple[OwnedMatter, ...]:
    """Return each open action that somebody has, as hers, called by its number."""
    return tuple(
        OwnedMatter(OwnedKind.ACTION_POINT, one.id, one.owner, label(one.ref, session.today), due=one.due)
        for one in action_rows.open_actions(reading)
        if one.owner is not None
    )


def items(reading: Reading, session: Session) -> tuple[OwnedMatter, ...]:
    """Return each item that somebody presents at a meeting to come, as hers, called by its kind and day."""
    return tuple(
        OwnedMatter(
            OwnedKind.AGENDA_ITEM, one.id, one.body.presenter, _item_called(one, day, session), due=day
        )
        for one, day in agenda.planned(reading)
        if one.body.presenter is not None
        and one.body.standing is None
        and (day or session.today) >= session.today
    )


def series(reading: Reading) -> tuple[OwnedMatter, ...]:
    """Return each series that somebody leads, as hers, called by its rhythm and start."""
    return tuple(
        OwnedMatter(OwnedKind.SERIES, one.id, one.body.chair, _called(one))
        for one in meeting_series.all_series(reading)
        if one.body.chair is not None
    )


def give(writing: Change, kind: OwnedKind, ref: str, giver: MemberId, receiver: MemberId) -> None:
    """Give what somebody owned to whoever has taken it; what is somebody else's by now stays with her."""
    with contextlib.suppress(Missing):
        GIVEN[kind](writing, ref, giver, receiver)


def _give_action(writing: Change, ref: str, giver: MemberId, receiver: MemberId) -> None:
    found = action_rows.get(writing.session, ref)
    if found.owner == giver:
        action_rows.set_owner(writing.session, ref, receiver)
        writing.audit("assign_action", f"{found.ref.day.isoformat()}-{found.ref.number}", receiver)


def _give_item(writing: Change, ref: str, giver: MemberId, receiver: MemberId) -> None:
    if agenda.get(writing.session, ref).body.presenter == giver:
        agenda.set_presenter(writing.session, ref, receiver)
        writing.audit("change_item", Subject.WAITING, receiver)


def _give_series(writing: Change, ref: str, giver: MemberId, receiver: MemberId) -> None:
    """Give a series, and each of its coming meetings that the giver led."""
    if meeting_series.get(writing.session, ref).body.chair != giver:
        return
    meeting_series.set_chair(writing.session, ref, receiver)
    for one in meetings.of_series(writing.session, ref):
        if one.is_ahead and one.body.chair == giver:
            meetings.set_chair(writing.session, one.id, receiver)
    writing.audit("change_series", Subject.SERIES, receiver)


GIVEN: dict[OwnedKind, Callable[[Change, str, MemberId, MemberId], None]] = {
    OwnedKind.ACTION_POINT: _give_action,
    OwnedKind.AGENDA_ITEM: _give_item,
    OwnedKind.SERIES: _give_series,
}
"""What changes hands when an item of a handover is taken."""


def _called(series: Series) -> str:
    start = f"{series.body.start:%H:%M}" if series.body.start else ""
    return f"{meeting_words.rhythm(series.recurrence)} {start}".strip()


def _item_called(item: AgendaItem, day: date | None, session: Session) -> str:
    """Return what an item is called by its kind and the day of its meeting; None: it has no day yet."""
    when = wording.day(day, session.today) if day else ""
    return f"{meeting_words.item_kind(item.body)} {when}".strip()
