"""The demo's consultations: drawn from templates, or told, and given to whoever colleagues call."""

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from nsk_tui.rules.anonymity.clearance import Cleared, clear
from nsk_tui.rules.consultations import (
    Area,
    Basis,
    ConcernLevel,
    FollowUp,
    NewConsultation,
    ThreadState,
    area_of,
    free_texts,
)
from nsk_tui.rules.demo_handover import DemoStory
from nsk_tui.rules.demo_texts import DemoEntry, DemoMember, DemoThread, expand
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import recording
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.demo_rota import DemoRota
from nsk_tui.services.errors import DemoTextRefused
from nsk_tui.services.recording import Ready
from nsk_tui.services.session import Session
from nsk_tui.store import threads
from nsk_tui.store.change import change

MONTHS_DAYS = 548
KNOWN_PLACE = 6
"""Which of the workers everybody has always called: the seventh."""
KNOWN_PART, DUTY_PART = 0.5, 0.3
"""How many calls go to her, and how many to whoever has duty; the rest go to anybody."""
_BATCH = 500
_VARIANTS_MAX = 6
_OPEN_DAYS = 60
_LATE_DAYS = 3
_AHEAD_DAYS = 28


@dataclass(frozen=True)
class _Planned:
    """One consultation that the demo will hold: when, by whom, what, and in which thread."""

    at: datetime
    member: MemberId
    thread: int
    ready: Ready
    last: bool


class Callers:
    """Whom colleagues call: half of them the one they have always called, whatever the rota says."""

    def __init__(self, people: tuple[DemoMember, ...], rota: DemoRota) -> None:
        self._workers = tuple(person.id for person in people if person.role is not Role.AUDITOR)
        self._known = self._workers[min(KNOWN_PLACE, len(self._workers) - 1)]
        self._rota = rota

    def choose(self, area: Area, moment: datetime, chooser: random.Random) -> MemberId:
        """Return who takes a call."""
        luck = chooser.random()
        if luck < KNOWN_PART:
            return self._known
        if luck < KNOWN_PART + DUTY_PART:
            return next(iter(self._rota.on_duty(area, moment)), self._known)
        return chooser.choice(self._workers)

    def by_rota(self, member: MemberId, area: Area, moment: datetime) -> bool | None:
        """Return whether a call came by the rota; None where no plan speaks of that time."""
        answered = self._rota.on_duty(area, moment)
        return member in answered if answered else None


def write_consultations(
    session: Session,
    callers: Callers,
    stories: Sequence[DemoThread],
    wanted: int,
    chooser: random.Random,
    progress: Callable[[int], None] | None,
    handed: tuple[DemoStory, ...],
) -> dict[DemoStory, CodeName]:
    """Write the consultations; return the code names of the threads that are handed over."""
    planned = sorted(_plan(session, callers, stories, wanted, chooser, handed), key=lambda one: one.at)
    names: dict[int, CodeName] = {}
    for start in range(0, len(planned), _BATCH):
        _write_batch(session, planned[start : start + _BATCH], names)
        if progress is not None:
            progress(min(wanted, start + _BATCH))
    return {story: names[number] for number, story in enumerate(handed, 1)}


def _write_batch(session: Session, planned: list[_Planned], names: dict[int, CodeName]) -> None:
    with change(session.database, session.member, session.now) as writing:
        for one in planned:
            writing.member, writing.now = one.member, one.at
            new = one.ready.new
            if one.thread in names:
                new = replace(new, thread=names[one.thread])
            ready = replace(one.ready, new=new)
            key = recording.thread_key(writing, ready)
            added, _entry = recording.write_entry(writing, ready, key, one.at.date(), "add")
            names[one.thread] = added.thread
            if one.last and new.follow_up is None:
                threads.set_state(writing.session, key, ThreadState.CLOSED, None)
        writing.commit()
        writing.session.expunge_all()


def _is_open(session: Session, begun: datetime) -> bool:
    return (session.now - begun).days <= _OPEN_DAYS


def _plan(
    session: Session,
    callers: Callers,
    stories: Sequence[DemoThread],
    wanted: int,
    chooser: random.Random,
    handed: tuple[DemoStory, ...],
) -> Iterator[_Planned]:
    pool = _Pool()
    made = 0
    for number in itertools.count(1):
        if made >= wanted:
            return
        told = handed[number - 1] if number <= len(handed) else None
        begun = _begun(session, told) if told else _drawn(session, stories, callers, chooser)
        for one in _one_thread(session, begun, callers, number, wanted - made, chooser, pool):
            made += 1
            yield one


@dataclass(frozen=True)
class _Begun:
    """A thread before its entries are told; ``follow_on`` None: it is drawn whether and when."""

    story: DemoThread
    at: datetime
    owner: MemberId
    follow_on: date | None = None


def _begun(session: Session, told: DemoStory) -> _Begun:
    at = session.now - timedelta(days=told.begun_days)
    return _Begun(told.thread, at, told.owner, session.today + timedelta(days=told.follow_days))


def _drawn(
    session: Session, stories: Sequence[DemoThread], callers: Callers, chooser: random.Random
) -> _Begun:
    story = chooser.choice(stories)
    at = session.now - timedelta(days=chooser.randrange(MONTHS_DAYS))
    return _Begun(story, at, callers.choose(_area(story), at, chooser))


def _area(story: DemoThread) -> Area:
    return story.area or area_of(story.age_band)


def _one_thread(
    session: Session,
    begun: _Begun,
    callers: Callers,
    thread: int,
    room: int,
    chooser: random.Random,
    pool: "_Pool",
) -> Iterator[_Planned]:
    story, owner, area = begun.story, begun.owner, _area(begun.story)
    told = (entry for entry in story.entries if begun.at + timedelta(days=entry.days) <= session.now)
    whole = list(told)[:room]
    for entry in whole:
        moment = min(_at(begun.at + timedelta(days=entry.days), chooser), session.now)
        last = entry is whole[-1]
        follow_up = None
        if last:
            follow_up = _agreed(begun) or _follow_up(session, moment, owner, chooser)
        ready = pool.ready(story, entry, follow_up, chooser)
        ready = replace(ready, by_rota=callers.by_rota(owner, area, moment))
        yield _Planned(moment, owner, thread, ready, last)


def _agreed(begun: _Begun) -> FollowUp | None:
    """Return the follow-up that a told story has; None where it is drawn."""
    return FollowUp(begun.follow_on, begun.owner) if begun.follow_on else None


def _follow_up(
    session: Session, moment: datetime, owner: MemberId, chooser: random.Random
) -> FollowUp | None:
    """Return the next follow-up of a thread that is still open; None for one that is closed."""
    if not _is_open(session, moment):
        return None
    return FollowUp(session.today + timedelta(days=chooser.randrange(-_LATE_DAYS, _AHEAD_DAYS)), owner)


def _at(day: datetime, chooser: random.Random) -> datetime:
    return datetime.combine(day.date(), time(chooser.randrange(7, 15), chooser.randrange(60)), UTC)


class _Pool:
    """Consultations made from the templates, a few variants of each, checked once."""

    def __init__(self) -> None:
        self._made: dict[tuple[int, int], Ready] = {}

    def ready(
        self, story: DemoThread, entry: DemoEntry, follow_up: FollowUp | None, chooser: random.Random
    ) -> Ready:
        """Return a checked consultation for an entry of a story."""
        place = (id(entry), chooser.randrange(_VARIANTS_MAX))
        if place not in self._made:
            self._made[place] = _checked(_new(story, entry, chooser))
        ready = self._made[place]
        return replace(ready, new=replace(ready.new, follow_up=follow_up))


def _new(story: DemoThread, entry: DemoEntry, chooser: random.Random) -> NewConsultation:
    return NewConsultation(
        level=entry.level,
        age_band=story.age_band,
        area=story.area or None,
        concerns=entry.concerns,
        outcome=entry.outcome,
        channel=entry.channel,
        asked=entry.asked,
        basis=Basis.ANONYMISED,
        minutes=entry.minutes,
        asker_department=story.department,
        asker_role=story.asker_role,
        card=_card(entry, story.area) if entry.level is not ConcernLevel.YELLOW else "",
        text=expand(entry.text, chooser.randrange),
        advice=expand(entry.advice, chooser.randrange),
        learned=expand(entry.learned, chooser.randrange),
    )


def _card(entry: DemoEntry, area: Area | None) -> str:
    return f"{entry.level}-{area or Area.CHILDREN}"


def _checked(new: NewConsultation) -> Ready:
    coded = {"asker_department": new.asker_department, "card": new.card}
    texts = {name: text for name, text in free_texts(new).items() if name not in coded}
    outcome = clear(texts, lexicon())
    if not isinstance(outcome, Cleared):
        raise DemoTextRefused(new.asker_department)
    return Ready(new, outcome, coded)
