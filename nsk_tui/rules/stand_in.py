"""Who sees the follow-ups of somebody who is away: whoever answers on a line of their area.

Source
    docs/rules/duties.md, "Follow-ups of somebody who is away"
"""

from collections.abc import Collection, Iterable
from datetime import date

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import DutyRef, DutyRole, Line, Period
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId


def stand_ins(
    state: RotaState, area: Area, day: date, away: Collection[str], coordinators: Iterable[MemberId]
) -> frozenset[MemberId]:
    """Return who sees the threads of an area in place of an owner who is away.

    What is due must be seen by somebody: where nobody answers on a line of the area it is whoever
    answers on another, and without any the coordinators who are there.
    """
    own = [line for line in state.lines if line.area is area]
    found = _answering(state, own, day, away) or _answering(state, state.lines, day, away)
    return found or frozenset(one for one in coordinators if one not in away)


def _answering(
    state: RotaState, lines: Iterable[Line], day: date, away: Collection[str]
) -> frozenset[MemberId]:
    period = next((one for one in state.periods if one.start <= day <= one.end), None)
    if period is None:
        return frozenset()
    found = (_first_there(state, line, period, day, away) for line in lines)
    return frozenset(one for one in found if one is not None)


def _first_there(
    state: RotaState, line: Line, period: Period, day: date, away: Collection[str]
) -> MemberId | None:
    """Return who has duty on a line, or the backup where she is away; None: nobody is there."""
    for role in (DutyRole.DUTY, DutyRole.BACKUP):
        ref = DutyRef(line.id, period.start, role)
        holder = state.holder(ref)
        if holder is not None and holder not in away and not state.is_away_on(ref, day):
            return holder
    return None
