"""Undo of what was done to the rota: each row goes back, unless somebody changed the thing since."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DutyRef
from nsk_tui.services.errors import SavedByAnotherFirst
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
}
"""What can be undone on the rota, and what the member must be allowed for it, also when she undoes."""


def turn(writing: Change, act: StoredAct, undone: bool) -> None:
    """Put every row of an act back, or forth again.

    Errors
        SavedByAnotherFirst: a row is not as the act left it, or a newer change stands on the same
        duty; nothing changed.
    """
    expected, wanted = (act.after, act.before) if undone else (act.before, act.after)
    _refuse_moved_on(writing, act, {name: str(state) for name, state in expected.items()})
    for name, state in wanted.items():
        rota_acts.put(writing.session, name, str(state))


def _refuse_moved_on(writing: Change, act: StoredAct, expected: dict[str, str]) -> None:
    try:
        moved = any(rota_acts.state_of(writing.session, name) != state for name, state in expected.items())
    except Missing:
        moved = True
    if moved or _has_newer(writing, expected):
        raise SavedByAnotherFirst(act.subject)


def _has_newer(writing: Change, expected: dict[str, str]) -> bool:
    """Return whether anything that an act does not know of stands on what it touched."""
    own: set[int] = set()
    refs: set[DutyRef] = set()
    for name in expected:
        kind, number = rota_acts.parts(name)
        if kind == "plan" and _plan_has_newer(writing, int(number)):
            return True
        change = duties.get(writing.session, int(number)) if kind == "change" else None
        if change is not None:
            own.add(change.number)
            refs.add(change.duty.ref)
    newest = max(own, default=0)
    return any(
        not one.gone and one.number > newest for ref in refs for one in duties.of(writing.session, ref)
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
