"""What if somebody is gone: the coming rota tried without some people; nothing of it is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DAY, Absence, DutyRef, Period
from nsk_tui.rules.duty_state import PARTS, RotaState, per_full_time
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.errors import UnknownMember
from nsk_tui.services.load import sees_all
from nsk_tui.services.rota_board import BOARD_PERIODS, board_periods
from nsk_tui.services.rota_solving import make_plan, plan_state
from nsk_tui.services.rota_state import current_period
from nsk_tui.services.session import Session

PERIODS_MAX = 104


@dataclass(frozen=True)
class WhatIfLoad:
    """What one member would carry in the periods tried, as on full time, and what she carries now."""

    member: MemberId
    before: float
    after: float


@dataclass(frozen=True)
class WhatIf:
    """The rota without some people; nothing of it is stored.

    Shape
        ``gaps`` are duties that nobody could have; ``new_gaps`` those of them that somebody has
        now. ``moved`` counts duties that would go to somebody else.
    """

    without: tuple[MemberId, ...]
    periods: tuple[Period, ...]
    gaps: tuple[DutyRef, ...]
    new_gaps: tuple[DutyRef, ...]
    moved: int
    loads: tuple[WhatIfLoad, ...]


def what_if(session: Session, without: Collection[str], periods: int = BOARD_PERIODS) -> WhatIf:
    """Return the rota of the coming periods as it would be without some people.

    Errors
        NotAllowed. UnknownMember. NobodyOnLine: nobody would be left at all.
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        state = plan_state(reading, session)
    for member in without:
        if state.member(member) is None:
            raise UnknownMember(member)
    current = current_period(session, state)
    span = board_periods(state, current.end + DAY, min(max(periods, 1), PERIODS_MAX))
    shown = sees_all(session, state)
    return _tried(state, frozenset(MemberId(one) for one in without), span, shown, session.member)


def _tried(
    state: RotaState,
    without: frozenset[MemberId],
    span: tuple[Period, ...],
    shown: bool,
    own: MemberId,
) -> WhatIf:
    first, last = span[0].start, span[-1].end
    gone = tuple(Absence("", member, first, last, member) for member in sorted(without))
    before = make_plan(state, span)
    after = make_plan(replace(state, absences=(*state.absences, *gone)), span)
    gaps = tuple(ref for ref, member in after.items() if member is None)
    moved = sum(1 for ref, member in after.items() if member and before.get(ref) not in (member, None))
    told = sorted(one.id for one in state.members if one.lines and one.share_percent)
    return WhatIf(
        without=tuple(sorted(without)),
        periods=span,
        gaps=gaps,
        new_gaps=tuple(ref for ref in gaps if before.get(ref) is not None),
        moved=moved,
        loads=tuple(
            WhatIfLoad(member, _carried(state, before, span, member), _carried(state, after, span, member))
            for member in told
            if shown or member == own
        ),
    )


def _carried(
    state: RotaState, held: Mapping[DutyRef, MemberId | None], span: tuple[Period, ...], member: MemberId
) -> float:
    weights = {period.start: period.weight for period in span}
    load = sum(
        (weights[ref.start] * PARTS[ref.role] for ref, who in held.items() if who == member), Fraction(0)
    )
    found = state.member(member)
    return per_full_time(load, found) if found else 0.0
