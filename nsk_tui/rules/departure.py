"""Somebody leaves: ten steps, of which most tick themselves, and what stands in the way of each.

Source
    docs/rules/departure.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nsk_tui.rules.handover import Tally
from nsk_tui.rules.ids import MemberId

TALK_DAYS = 30
"""So long after the last day the receivers are asked what was missing."""


class DepartureStep(StrEnum):
    """A step of a departure; the order is that of the list, and its place is its number."""

    AGREED = "agreed"
    ALONE = "alone"
    SHADOW = "shadow"
    DUTIES = "duties"
    TASKS = "tasks"
    INTRODUCED = "introduced"
    RECEIVED = "received"
    EXPORTED = "exported"
    CLOSED = "closed"
    TALK = "talk"

    @property
    def number(self) -> int:
        """1 for the first."""
        return list(DepartureStep).index(self) + 1


BY_HAND: frozenset[DepartureStep] = frozenset(
    {DepartureStep.AGREED, DepartureStep.SHADOW, DepartureStep.TASKS, DepartureStep.TALK}
)
"""What no record shows: somebody says that it is done."""


class Obstacle(StrEnum):
    """Why a step cannot be carried out yet; the order is that in which it is told."""

    STEP = "step"
    BEFORE_DAY = "before_day"
    ONLY_COORDINATOR = "only_coordinator"
    OWN_ACCESS = "own_access"


@dataclass(frozen=True)
class Tick:
    """Who said that a step is done, and when."""

    by: MemberId
    on: date


@dataclass(frozen=True)
class DepartureFacts:
    """What the records show of a departure on a day.

    Shape
        ``member`` looks at it now. ``competences`` and ``contacts`` count what only the leaver
        has, ``alone_left`` those of them that no item hands over. ``to_meet`` and ``met`` count
        the people whom receivers should know. ``lacking`` is how many things keep the handover
        from being finished; ``is_closed`` whether it was closed, perhaps in spite of them.
        ``left`` is who last let a sealed file leave that was not taken back; None: nobody.
        ``has_answer`` is whether a receiver has said what was missing.
    """

    member: MemberId
    leaver: MemberId
    today: date
    last_day: date
    competences: int
    contacts: int
    alone_left: int
    duties_left: int
    to_meet: int
    met: int
    tally: Tally
    lacking: int
    is_closed: bool
    left: Tick | None
    has_access: bool
    is_only_coordinator: bool
    has_answer: bool
    ticks: Mapping[DepartureStep, Tick]

    @property
    def talk_on(self) -> date:
        """The day from which the receivers can be asked."""
        return self.last_day + timedelta(days=TALK_DAYS)


@dataclass(frozen=True)
class StepStatus:
    """A step as it stands.

    Shape
        ``tick`` None: nobody said it; a step that ticks itself has it where a record tells who.
        ``obstacle`` None: it can be carried out now, or is done. ``waits_for`` is the step that
        stands in the way, ``not_before`` the day; None where neither does.
    """

    step: DepartureStep
    is_done: bool
    is_by_hand: bool
    tick: Tick | None = None
    obstacle: Obstacle | None = None
    waits_for: DepartureStep | None = None
    not_before: date | None = None


def departure_steps(facts: DepartureFacts) -> tuple[StepStatus, ...]:
    """Return the ten steps as they stand; what ticks itself comes undone when it is no longer true.

    Source
        docs/rules/departure.md, "The steps"
    """
    done = {step: _is_done(step, facts) for step in DepartureStep}
    return tuple(_status(step, facts, done) for step in DepartureStep)


def is_finished(steps: tuple[StepStatus, ...]) -> bool:
    """Return whether every step is done."""
    return all(one.is_done for one in steps)


def _is_done(step: DepartureStep, facts: DepartureFacts) -> bool:
    shown = {
        DepartureStep.ALONE: facts.alone_left == 0,
        DepartureStep.DUTIES: facts.duties_left == 0,
        DepartureStep.INTRODUCED: facts.met >= facts.to_meet,
        DepartureStep.RECEIVED: facts.is_closed or facts.lacking == 0,
        DepartureStep.EXPORTED: facts.left is not None,
        DepartureStep.CLOSED: not facts.has_access,
        DepartureStep.TALK: facts.has_answer,
    }
    return shown.get(step, False) or (step in BY_HAND and step in facts.ticks)


def _status(step: DepartureStep, facts: DepartureFacts, done: Mapping[DepartureStep, bool]) -> StepStatus:
    tick = facts.left if step is DepartureStep.EXPORTED else facts.ticks.get(step)
    is_by_hand = step in BY_HAND and not (step is DepartureStep.TALK and facts.has_answer)
    if done[step]:
        return StepStatus(step, True, is_by_hand, tick)
    obstacle, waits_for, not_before = _obstacle(step, facts, done)
    return StepStatus(step, False, is_by_hand, None, obstacle, waits_for, not_before)


def _obstacle(
    step: DepartureStep, facts: DepartureFacts, done: Mapping[DepartureStep, bool]
) -> tuple[Obstacle | None, DepartureStep | None, date | None]:
    """Return what stands in the way, with the step or the day; None for nothing."""
    if step is DepartureStep.EXPORTED and not done[DepartureStep.RECEIVED]:
        return Obstacle.STEP, DepartureStep.RECEIVED, None
    if step is DepartureStep.TALK and facts.today < facts.talk_on:
        return Obstacle.BEFORE_DAY, None, facts.talk_on
    if step is DepartureStep.CLOSED:
        return _obstacle_to_closing(facts)
    return None, None, None


def _obstacle_to_closing(facts: DepartureFacts) -> tuple[Obstacle | None, DepartureStep | None, date | None]:
    """Return what keeps the access open; None for nothing."""
    if facts.is_only_coordinator:
        return Obstacle.ONLY_COORDINATOR, None, None
    if facts.member == facts.leaver:
        return Obstacle.OWN_ACCESS, None, None
    if facts.today < facts.last_day:
        return Obstacle.BEFORE_DAY, None, facts.last_day
    return None, None, None
