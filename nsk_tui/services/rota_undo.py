"""Undo of what was done to the rota: each row goes back, unless somebody changed the thing since."""

from collections.abc import Iterable

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DutyRef
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.services.errors import PastDuty, SavedByAnotherFirst
from nsk_tui.services.rota_state import rota_day, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import duties, rota_acts, rota_plans
from nsk_tui.store.acts import StoredAct
from nsk_tui.store.change import Change
from nsk_tui.store.errors import Missing

KINDS: dict[str, Act] = {
    "override": Act.OVERRIDE_DUTY,
    "clear_override": Act.OVERRIDE_DUTY,
    "set_duty": Act.OVERRIDE_DUTY,
    "pass_duty": Act.SWAP_DUTY,
    "ask_swap": Act.SWAP_DUTY,
    "accept_swap": Act.SWAP_DUTY,
    "decline_swap": Act.SWAP_DUTY,
    "withdraw_swap": Act.SWAP_DUTY,
    "take_duty": Act.SWAP_DUTY,
    "report_absence": Act.REPORT_ABSENCE,
    "withdraw_absence": Act.REPORT_ABSENCE,
    "publish_plan": Act.PLAN_ROTA,
    "move_duty": Act.OVERRIDE_DUTY,
    "set_shadow": Act.SWAP_DUTY,
}
"""What can be undone on the rota, and what the member must be allowed for it, also when she undoes."""


_BETWEEN_COLLEAGUES = frozenset({"accept_swap", "take_duty", "set_duty"})
"""Acts whose undo gives a duty back to a colleague: never to one who is away by now."""


def turn(session: Session, writing: Change, act: StoredAct, undone: bool) -> None:
    """Put every row of an act back, or forth again.

    Errors
        SavedByAnotherFirst: a row is not as the act left it, a newer change stands on the same
        duty, or whoever would get it back is away by now. PastDuty: what was done is history.
        Nothing changed.
    """
    expected, wanted = (act.after, act.before) if undone else (act.before, act.after)
    _refuse_moved_on(writing, act, {name: str(state) for name, state in expected.items()})
    for name, state in wanted.items():
        rota_acts.put(writing.session, name, str(state))
    after = whole_state(writing.session, session)
    refs = _refs(writing, expected)
    _refuse_past(session, writing, after, refs, expected)
    if act.kind in _BETWEEN_COLLEAGUES and any(after.is_lost(ref) for ref in refs):
        raise SavedByAnotherFirst(act.subject)


def _refuse_past(
    session: Session, writing: Change, after: RotaState, refs: set[DutyRef], names: Iterable[str]
) -> None:
    """Refuse to turn what people have done already: a duty that is over, a plan of which a period is."""
    today = rota_day(session, after.settings)
    ends = {period.start: period.end for period in after.periods}
    for ref in refs:
        if ends.get(ref.start, today) < today:
            raise PastDuty(str(ref))
    for kind, number in map(rota_acts.parts, names):
        periods = rota_plans.of_draft(writing.session, int(number)).periods if kind == "plan" else ()
        if periods and periods[0].end < today:
            raise PastDuty(periods[0].start.isoformat())


def _refs(writing: Change, names: Iterable[str]) -> set[DutyRef]:
    found = set()
    for kind, number in map(rota_acts.parts, names):
        change = duties.get(writing.session, int(number)) if kind == "change" else None
        if change is not None:
            found.add(change.duty.ref)
    return found


def _refuse_moved_on(writing: Change, act: StoredAct, expected: dict[str, str]) -> None:
    try:
        moved = any(rota_acts.state_of(writing.session, name) != state for name, state in expected.items())
    except Missing:
        moved = True
    if moved or _has_newer(writing, expected):
        raise SavedByAnotherFirst(act.subject)


def _has_newer(writing: Change, expected: dict[str, str]) -> bool:
    """Return whether anything that an act does not know of stands on what it touched."""
    rows = [rota_acts.parts(name) for name in expected]
    if any(kind == "plan" and _plan_has_newer(writing, int(number)) for kind, number in rows):
        return True
    newest = max((int(number) for kind, number in rows if kind == "change"), default=0)
    return any(
        not one.gone and one.number > newest
        for ref in _refs(writing, expected)
        for one in duties.of(writing.session, ref)
    )


def _plan_has_newer(writing: Change, number: int) -> bool:
    plan, latest = rota_plans.get(writing.session, number), rota_plans.latest(writing.session)
    if plan is None or (latest is not None and latest.number > number):
        return True
    periods = rota_plans.of_draft(writing.session, number).periods
    if not periods:
        return False
    later = duties.between(writing.session, periods[0].start, periods[-1].start)
    return any(one.number > plan.seen for one in later)
