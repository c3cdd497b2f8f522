"""Who should take a duty: everybody in the order of what they carry, with what keeps some from it.

Source
    docs/rules/duties.md, "Who takes it"
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from nsk_tui.rules.duties import Duty, DutyRef, Hindrance, Layer, RotaMember
from nsk_tui.rules.duty_state import RotaState, hindrance, last_served, load_of, loads, per_full_time

WINDOW_DAYS = 90
"""How far back before a duty a load is counted; what is published ahead counts whole."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who might take a duty.

    Shape
        ``hindrance`` None: nothing is in the way.
    Units
        ``load`` without the duty and ``weight`` of it, in weights of periods.
    """

    member: RotaMember
    hindrance: Hindrance | None
    load: Fraction
    weight: Fraction

    @property
    def can(self) -> bool:
        """Whether she can have it; rest is hers to give up."""
        return self.hindrance in (None, Hindrance.RESTS)

    @property
    def before(self) -> float:
        """Her load as on full time, without the duty."""
        return per_full_time(self.load, self.member)

    @property
    def after(self) -> float:
        """Her load as on full time, with the duty."""
        return per_full_time(self.load + self.weight, self.member)


def fairest(state: RotaState, ref: DutyRef) -> tuple[Candidate, ...]:
    """Return everybody but the holder: who is free, then who should rest, then who cannot.

    Among those comes first who has the least load for her share, then whose last duty is longest ago.
    """
    carried = loads(state, ref.start - timedelta(days=WINDOW_DAYS), date.max)
    weight = load_of(state, (ref,))
    found = [
        Candidate(member, hindrance(state, member, ref), carried[member.id], weight)
        for member in state.members
        if member.id != state.holder(ref)
    ]
    return tuple(
        sorted(found, key=lambda one: (_cost(one), one.after, _idle_since(state, one, ref), one.member.id))
    )


def vacated(state: RotaState, *refs: DutyRef) -> RotaState:
    """Return the state as if nobody had some duties: so one asks who may exchange them."""
    nobody = {
        ref: Duty(ref, None, Layer.OVERRIDE, state.duties[ref].set_by) for ref in refs if ref in state.duties
    }
    return replace(state, duties={**state.duties, **nobody})


def given(state: RotaState, duty: Duty) -> RotaState:
    """Return the state with one duty given, whatever layer stood there."""
    return replace(state, duties={**state.duties, duty.ref: duty})


def other_role(state: RotaState, member: str, ref: DutyRef) -> DutyRef | None:
    """Return the role that somebody has on the same line in the same period; None for none."""
    held = (one for one in state.duties_of(member) if one != ref)
    return next((one for one in held if (one.line, one.start) == (ref.line, ref.start)), None)


def _cost(candidate: Candidate) -> int:
    if candidate.hindrance is None:
        return 0
    return 1 if candidate.can else 2


def _idle_since(state: RotaState, candidate: Candidate, ref: DutyRef) -> date:
    return last_served(state, candidate.member.id, ref.start)
