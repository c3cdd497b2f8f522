"""Somebody leaves: the checklist beside her handover, and its last steps.

Source
    docs/rules/departure.md
"""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.departure import (
    BY_HAND,
    DepartureFacts,
    DepartureStep,
    StepStatus,
    Tick,
    departure_steps,
    is_finished,
)
from nsk_tui.rules.handover import QUESTION_DAYS, Handover, HandoverKind
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.rules.outbox import LeavingKind, TicketState
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import handover, handover_view, local_time, members, membership
from nsk_tui.services.departure_errors import (
    DepartureExists,
    DepartureFinished,
    NotDeparting,
    StepByItself,
    StepNotPossible,
    StepsLeft,
)
from nsk_tui.services.handover import NewHandover
from nsk_tui.services.handover_change import found_handover
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.membership import ClosedAccess
from nsk_tui.services.session import Session
from nsk_tui.store import departures as rows
from nsk_tui.store import handover as handover_rows
from nsk_tui.store import outbox as outbox_rows
from nsk_tui.store.change import Change, change
from nsk_tui.store.departures import StoredDeparture, StoredTick
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.vault import keyring

_DUTIES = (OwnedKind.DUTY, OwnedKind.SWAP)
_ALONE = (OwnedKind.COMPETENCE, OwnedKind.CONTACT)


@dataclass(frozen=True)
class DepartureView:
    """A departure as it stands now.

    Shape
        ``view`` is the handover that it goes with. ``finished_on`` None: it is under way.
        ``screens_open`` counts the leaver's screens that would end.
    """

    view: HandoverView
    responsible: MemberId
    begun_on: date
    facts: DepartureFacts
    steps: tuple[StepStatus, ...]
    finished_on: date | None = None
    finished_by: MemberId | None = None

    @property
    def leaver(self) -> MemberId:
        """Who leaves."""
        return self.view.handover.giver

    def step(self, step: DepartureStep) -> StepStatus:
        """Return one step as it stands."""
        return self.steps[step.number - 1]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(one.is_done for one in self.steps)


def start(session: Session, member: str, last_day: date | None = None) -> DepartureView:
    """Begin a departure, with the handover of all that she has; ``last_day`` None: one is under way.

    Errors
        NotAllowed, UnknownMember, DepartureExists, HandoverDaysRefused. NotDeparting: no
        handover is under way, and no last day was said; or it is of another kind.
    """
    session.must(Act.START_DEPARTURE)
    found = _open_handover(session, member)
    if found is None:
        if last_day is None:
            raise NotDeparting(member)
        found = handover.start(session, NewHandover(HandoverKind.LEAVE, last_day, member)).handover
    with change(session.database, session.member, session.now) as writing:
        if _stored(writing.session, found.id) is not None:
            raise DepartureExists(found.giver)
        rows.add(writing.session, found.id, session.member, writing.now)
        writing.audit("start_departure", found.giver)
        writing.commit()
    return look(session, found.id)


def lines(session: Session) -> tuple[DepartureView, ...]:
    """Return the departures under way, the last day that comes first first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        stored = [one for one in rows.every(reading) if one.finished_at is None]
    found = [look(session, one.handover) for one in stored]
    return tuple(sorted(found, key=lambda one: (one.view.handover.last_day, one.leaver)))


def find(session: Session, member: str) -> HandoverId:
    """Return the handover of a member's departure, the latest one.

    Errors
        NotAllowed. NotDeparting: she is not leaving.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        for one in rows.every(reading):
            if member in (one.handover, handover_rows.get(reading, one.handover).giver):
                return one.handover
    raise NotDeparting(member if len(member) < 40 else "")


def look(session: Session, handover_id: str) -> DepartureView:
    """Return a departure as it stands now: for coordinators, and for the one who leaves.

    Errors
        NotAllowed, UnknownHandover, NotDeparting.
    """
    session.must(Act.READ_HANDOVER)
    view = handover.read(session, handover_id)
    if view.handover.giver != session.member:
        session.must(Act.START_DEPARTURE)
    with session.database.reading() as reading:
        return _view(session, reading, view)


def tick(session: Session, handover_id: str, step: DepartureStep, is_done: bool = True) -> DepartureView:
    """Say that a step is done, or that it is not after all.

    Errors
        NotAllowed, NotDeparting, DepartureFinished. StepByItself: it ticks itself from what the
        records show. StepNotPossible: something stands in the way; the detail is the step.
    """
    session.must(Act.START_DEPARTURE)
    if step not in BY_HAND:
        raise StepByItself(step.value)
    status = look(session, handover_id).step(step)
    if is_done and status.obstacle is not None:
        raise StepNotPossible(step.value)
    with change(session.database, session.member, session.now) as writing:
        found = _open_departure(writing, handover_id)
        if is_done:
            rows.tick(writing.session, handover_id, step, session.member, writing.now)
        else:
            rows.untick(writing.session, handover_id, step)
        leaver = found_handover(writing.session, found.handover).giver
        writing.audit("tick_departure" if is_done else "untick_departure", leaver, step.value)
        writing.commit()
    return look(session, handover_id)


def close_access(session: Session, handover_id: str, passphrase: str) -> tuple[DepartureView, ClosedAccess]:
    """Close the leaver's access and give the group another key, while others work.

    Errors
        NotAllowed, NotDeparting, DepartureFinished, WrongPassphrase, StepNotPossible.
        LastCoordinator, StoreBusy, StoreFull: her access is as it was.
    """
    session.must(Act.START_DEPARTURE)
    before = look(session, handover_id)
    if before.finished_on is not None:
        raise DepartureFinished(before.leaver)
    if before.step(DepartureStep.CLOSED).obstacle is not None or not before.facts.has_access:
        raise StepNotPossible(DepartureStep.CLOSED.value)
    members.must_be_own_passphrase(session, passphrase)
    closed = membership.close_access(session, before.leaver)
    with change(session.database, session.member, session.now) as writing:
        rows.tick(writing.session, handover_id, DepartureStep.CLOSED, session.member, writing.now)
        writing.audit("tick_departure", before.leaver, DepartureStep.CLOSED.value)
        writing.commit()
    return look(session, handover_id), closed


def finish(session: Session, handover_id: str) -> DepartureView:
    """Finish a departure whose steps are all done.

    Errors
        NotAllowed, NotDeparting, DepartureFinished. StepsLeft: some are not; the detail is how many.
    """
    session.must(Act.START_DEPARTURE)
    view = handover.read(session, handover_id)
    with change(session.database, session.member, session.now) as writing:
        _open_departure(writing, handover_id)
        now = _view(session, writing.session, view)
        if not is_finished(now.steps):
            raise StepsLeft(str(len(now.steps) - now.done))
        rows.finish(writing.session, handover_id, session.member, writing.now)
        writing.audit("finish_departure", now.leaver)
        writing.commit()
    return look(session, handover_id)


def _open_handover(session: Session, member: str) -> Handover | None:
    """Return the handover by which somebody leaves; None: there is none under way.

    Errors
        NotDeparting: one is under way that is not about leaving.
    """
    with session.database.reading() as reading:
        found = handover_rows.open_of(reading, member)
    if found is not None and found.kind is not HandoverKind.LEAVE:
        raise NotDeparting(member)
    return found


def _stored(reading: Reading, handover_id: str) -> StoredDeparture | None:
    """Return a departure; None when the handover goes with none."""
    try:
        return rows.get(reading, handover_id)
    except Missing:
        return None


def _open_departure(writing: Change, handover_id: str) -> StoredDeparture:
    found = _stored(writing.session, handover_id)
    if found is None:
        raise NotDeparting("")
    if found.finished_at is not None:
        raise DepartureFinished(found_handover(writing.session, handover_id).giver)
    return found


def _view(session: Session, reading: Reading, view: HandoverView) -> DepartureView:
    stored = _stored(reading, view.handover.id)
    if stored is None:
        raise NotDeparting(view.handover.giver)
    facts = _facts(session, reading, view)
    return DepartureView(
        view=view,
        responsible=stored.responsible,
        begun_on=local_time.on_the_wall(stored.begun_at).date(),
        facts=facts,
        steps=departure_steps(facts),
        finished_on=local_time.on_the_wall(stored.finished_at).date() if stored.finished_at else None,
        finished_by=stored.finished_by,
    )


def _facts(session: Session, reading: Reading, view: HandoverView) -> DepartureFacts:
    leaver = view.handover.giver
    standing = [one for one in view.items if one.state is not ItemState.WITHDRAWN]
    people = [who for one in standing for who in one.item.introductions]
    ticked = rows.ticks(reading, view.handover.id)
    return DepartureFacts(
        member=session.member,
        leaver=leaver,
        today=session.today,
        last_day=view.handover.last_day,
        competences=len(view.owned.get(OwnedKind.COMPETENCE, ())),
        contacts=len(view.owned.get(OwnedKind.CONTACT, ())),
        alone_left=sum(one.kind in _ALONE for one in view.missed),
        duties_left=sum(len(view.owned.get(kind, ())) for kind in _DUTIES),
        to_meet=len(people),
        met=sum(who.is_done for who in people),
        tally=view.tally,
        lacking=len(view.faults),
        is_closed=view.handover.closed_on is not None,
        left=_left(reading, view.handover),
        has_access=keyring.listed(session.vault.ring, leaver) is not None,
        is_only_coordinator=handover_view.coordinators(session) == (leaver,),
        has_answer=any(days == QUESTION_DAYS[0] for _member, days, _words in view.echoes),
        ticks={step: _tick(one) for step, one in ticked.items()},
    )


def _left(reading: Reading, found: Handover) -> Tick | None:
    """Return who last let the handover leave in a file that still counts; None: nobody has."""
    counts = (TicketState.WAITING, TicketState.FETCHED)
    for one in outbox_rows.tickets(reading, LeavingKind.HANDOVER, found.giver):
        day = local_time.on_the_wall(one.made_at).date()
        if one.state in counts and day >= found.started_on:
            return Tick(one.made_by, day)
    return None


def _tick(one: StoredTick) -> Tick:
    return Tick(one.by, local_time.on_the_wall(one.at).date())
