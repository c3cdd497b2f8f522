"""Why somebody has a duty: the rota as it stands, held against the rule."""

from dataclasses import replace
from datetime import timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DutyRef, Period
from nsk_tui.rules.duty_state import RotaState, loads
from nsk_tui.rules.duty_why import Rota, Why, explain
from nsk_tui.rules.members import Role
from nsk_tui.services.errors import UnknownDuty, UnknownLine
from nsk_tui.services.rota_state import AHEAD_DAYS, calendar_periods, read_state
from nsk_tui.services.session import Session

BEFORE_DAYS = 364
"""As far back as a plan counts what people have done."""


def why(session: Session, ref: DutyRef) -> Why:
    """Return why a duty is as it is, a line for each candidate in the order of the rule.

    Where the network does not show each other's load, a member sees her own numbers alone.

    Errors
        NotAllowed. UnknownLine. UnknownDuty: no period of the rota begins on that day.
    """
    session.must(Act.READ_ROTA)
    first, last = ref.start - timedelta(days=BEFORE_DAYS), ref.start + timedelta(days=AHEAD_DAYS)
    with session.database.reading() as reading:
        state = read_state(reading, session, first, last)
    if all(line.id != ref.line for line in state.lines):
        raise UnknownLine(ref.line)
    periods = _periods(state, ref)
    rota = Rota(
        periods=periods,
        people=state.members,
        duties=state.duties,
        absences=state.absences,
        loads=loads(state, first, last),
        rest_periods=state.settings.rest_periods,
    )
    return _shown(session, state, explain(ref, rota))


def _periods(state: RotaState, ref: DutyRef) -> tuple[Period, ...]:
    """Return the open periods of the rota, the one of the duty among them, planned or not."""
    found = tuple(one for one in state.periods if not one.is_closed)
    if any(one.start == ref.start for one in found):
        return found
    coming = calendar_periods(state.settings, ref.start, 1)[0]
    reaches = any(one.touches(coming.start, coming.end) for one in state.periods)
    if reaches or coming.is_closed or coming.start != ref.start:
        raise UnknownDuty(str(ref))
    return tuple(sorted((*found, coming), key=lambda one: one.start))


def _shown(session: Session, state: RotaState, found: Why) -> Why:
    if state.settings.load_visible or session.role is Role.COORDINATOR:
        return found
    lines = (
        line if line.member == session.member else replace(line, before=0.0, after=0.0, share_percent=0)
        for line in found.lines
    )
    return replace(found, lines=tuple(lines))
