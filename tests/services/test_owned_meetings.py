"""What a leaver owns of the meetings is found, and changes hands with the item of her handover."""

from collections.abc import Callable
from datetime import timedelta

from nsk_tui.rules.agenda import ItemKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Recurrence, Rhythm
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import actions, agenda, meeting_list, meeting_series, meetings, owned_meetings
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_collect import gather
from nsk_tui.services.session import Session
from nsk_tui.store.change import change
from tests.conftest import Clock
from tests.gathered import ONE, THREE, THURSDAY, TWO, audited, body, item, meet
from tests.services.test_actions import agreed

Unlock = Callable[[str], Session]


def owned(session: Session, member: str) -> dict[OwnedKind, list[str]]:
    """Return what a leaver has to hand over of the meetings: kind by kind, what each is called."""
    with session.database.reading() as reading:
        found = gather(reading, session, member, session.today)
    return {
        kind: [one.label for one in found[kind]]
        for kind in (OwnedKind.ACTION_POINT, OwnedKind.AGENDA_ITEM, OwnedKind.SERIES)
    }


def test_open_actions_items_and_series_are_found(unlocked: Unlock, clock: Clock) -> None:
    """By codes and days; what is closed, standing or over is not hers to hand over."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    agreed(chief, clock)
    later = meet(chief, day=THURSDAY + timedelta(days=14))
    item(member, "Sager om rejser", kind=ItemKind.DISCUSSION)
    made = meeting_series.add_series(
        chief, body(chair=TWO, day=THURSDAY + timedelta(days=60)), Recurrence(Rhythm.WEEKS, 2, 3)
    )
    assert not isinstance(made, NotAnonymous)
    assert owned(chief, "K-02") == {
        OwnedKind.ACTION_POINT: ["M26/11-1"],
        OwnedKind.AGENDA_ITEM: ["drøftelse 10/12"],
        OwnedKind.SERIES: ["hver 2. torsdag 13:00"],
    }
    meetings.cancel(chief, later.id)
    assert owned(chief, "K-02")[OwnedKind.AGENDA_ITEM] == ["drøftelse 28/01-2027"]
    assert owned(chief, "K-01")[OwnedKind.SERIES] == []


def test_what_changes_hands_is_the_receivers(unlocked: Unlock, clock: Clock) -> None:
    """The action, the item, the series and each coming meeting that the giver led."""
    chief = unlocked("K-01")
    agreed(chief, clock)
    own = item(unlocked("K-02"), "Sager om rejser").item
    made = meeting_series.add_series(chief, body(chair=TWO), Recurrence(Rhythm.WEEKS, 2, 3))
    assert not isinstance(made, NotAnonymous)
    action = next(one for one in actions.open_actions(chief) if one.owner == TWO)
    with change(chief.database, "K-03", chief.now) as writing:
        for kind, ref in (
            (OwnedKind.ACTION_POINT, action.id),
            (OwnedKind.AGENDA_ITEM, own.id),
            (OwnedKind.SERIES, made[0].id),
        ):
            owned_meetings.give(writing, kind, ref, TWO, THREE)
        writing.commit()
    assert actions.action(chief, action.id).owner == THREE
    assert {one.body.chair for one in made[1]} == {TWO}
    coming = meeting_list.overview(chief).coming
    assert {one.meeting.body.chair for one in coming if one.meeting.series} == {THREE}
    assert not any(own.body.presenter == one for one in owned(chief, "K-02")[OwnedKind.AGENDA_ITEM])
    assert ("assign_action", "2026-11-26-1", "K-03") in audited(chief)


def test_what_somebody_else_got_meanwhile_stays_with_her(unlocked: Unlock, clock: Clock) -> None:
    """And what is gone by now stops nothing."""
    chief = unlocked("K-01")
    agreed(chief, clock)
    action = next(one for one in actions.open_actions(chief) if one.owner == TWO)
    actions.assign(chief, action.id, ONE, action.due, action.version)
    with change(chief.database, "K-03", chief.now) as writing:
        owned_meetings.give(writing, OwnedKind.ACTION_POINT, action.id, TWO, THREE)
        owned_meetings.give(writing, OwnedKind.AGENDA_ITEM, "gone", MemberId("K-02"), THREE)
        writing.audit("test")
        writing.commit()
    assert actions.action(chief, action.id).owner == ONE
    assert agenda.rooms(chief) == ()
