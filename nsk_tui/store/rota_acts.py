"""The parts of a rota act that undo turns: each is a row in one of a few states."""

from sqlmodel import Session

from nsk_tui.rules.duties import SwapState
from nsk_tui.rules.ids import SwapId
from nsk_tui.store import absences, duties, rota_plans, swaps
from nsk_tui.store.errors import Missing

GONE, STANDS = "gone", "stands"


def key(kind: str, name: object) -> str:
    """Return how an act names a row: ``change``, ``absence``, ``swap``, ``iou`` or ``plan``, and its id."""
    return f"{kind}:{name}"


def parts(text: str) -> tuple[str, str]:
    """Return the kind and the id of a row that an act names."""
    kind, _colon, name = text.partition(":")
    return kind, name


def state_of(session: Session, text: str) -> str:
    """Return the state in which a row is now.

    Errors
        Missing: there is no such row.
    """
    kind, name = parts(text)
    if kind == "swap":
        return swaps.get(session, SwapId(name)).state.value
    if kind == "plan":
        plan = rota_plans.get(session, int(name))
        if plan is None:
            raise Missing("rota_plan")
        return plan.state
    return GONE if _is_gone(session, kind, name) else STANDS


def put(session: Session, text: str, state: str) -> None:
    """Put a row into a state."""
    kind, name = parts(text)
    if kind == "swap":
        swaps.set_state(session, SwapId(name), SwapState(state))
    elif kind == "plan":
        rota_plans.set_state(session, int(name), state)
    elif kind == "change":
        duties.set_gone(session, int(name), state == GONE)
    elif kind == "iou":
        swaps.set_iou_gone(session, int(name), state == GONE)
    else:
        absences.set_gone(session, name, state == GONE)


def _is_gone(session: Session, kind: str, name: str) -> bool:
    if kind == "change":
        change = duties.get(session, int(name))
        return change is None or change.gone
    if kind == "iou":
        return swaps.iou_is_gone(session, int(name))
    return absences.is_gone(session, name)
