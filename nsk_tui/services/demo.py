"""A demo network: invented members and consultations, the same for the same seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

from nsk_tui import paths
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
from nsk_tui.rules.demo_people import read_directory
from nsk_tui.rules.demo_texts import (
    DemoEntry,
    DemoMember,
    DemoNetwork,
    DemoThread,
    expand,
    read_network,
    read_threads,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, duty_card, recording
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.demo_people import pages_of, write_people
from nsk_tui.services.demo_rota import DemoRota, write_rota
from nsk_tui.services.errors import DemoTextRefused
from nsk_tui.services.members import change_keyring, easy_words
from nsk_tui.services.recording import Ready
from nsk_tui.services.session import Session, utc_now
from nsk_tui.services.setup import NewNetwork, create_store
from nsk_tui.store import identity, members, threads
from nsk_tui.store.change import Change, change
from nsk_tui.vault import door, kdf, keyring, slots
from nsk_tui.vault.format import Keyring, Listed
from nsk_tui.vault.slots import PrivateKeys

CONSULTATIONS = 240
MEMBERS = 12
MONTHS_DAYS = 548
PASSPHRASE_WORDS = 5
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
class DemoSlot:
    """A demo member with her passphrase, which opens this demo alone."""

    id: MemberId
    name: str
    role: Role
    passphrase: str


@dataclass(frozen=True)
class DemoStore:
    """A demo store that was made."""

    folder: Path
    members: tuple[DemoSlot, ...]


@dataclass(frozen=True)
class _Planned:
    """One consultation that the demo will hold: when, by whom, what, and in which thread."""

    at: datetime
    member: MemberId
    thread: int
    ready: Ready
    last: bool


def make_demo(
    folder: Path,
    consultations: int = CONSULTATIONS,
    members_wanted: int = MEMBERS,
    seed: int = 1,
    progress: Callable[[int], None] | None = None,
    clock: Callable[[], datetime] = utc_now,
    profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY,
) -> DemoStore:
    """Make a demo store; content follows the seed, passphrases are drawn anew each time.

    ``progress`` is told how many consultations stand; None tells nobody.

    Errors
        FolderNotEmpty, StoreFull, StoreReadOnly.
    """
    network = read_network(_content("network.toml"))
    people = _people(network, members_wanted)
    first, session = _create(folder, network, people[0], clock, profile)
    try:
        rest = _enrol(session, people[1:], profile)
        chooser = random.Random(seed)  # noqa: S311 same for the same seed
        pages = pages_of(read_directory(_content("people.toml")), people)
        callers = _Callers(people, write_rota(session, people, pages, chooser))
        write_people(session, pages)
        _write_all(session, callers, consultations, chooser, progress)
        duty_card.publish_card(session)
    finally:
        session.lock()
    return DemoStore(folder, (first, *rest))


def _create(
    folder: Path,
    network: DemoNetwork,
    person: DemoMember,
    clock: Callable[[], datetime],
    profile: kdf.KdfProfile,
) -> tuple[DemoSlot, Session]:
    passphrase = _passphrase()
    new = NewNetwork(network.name, network.municipality, network.departments)
    session = create_store(folder, new, person.id, person.name, passphrase, clock, profile=profile)
    return DemoSlot(person.id, person.name, person.role, passphrase), session


def _enrol(session: Session, people: tuple[DemoMember, ...], profile: kdf.KdfProfile) -> tuple[DemoSlot, ...]:
    made = {person.id: (slots.make_keys(), _passphrase()) for person in people}

    def with_all(ring: Keyring) -> Keyring:
        for person in people:
            ring = _with_member(session, ring, person, *made[person.id], profile)
        return keyring.signed(ring, session.member, session.vault.keys)

    change_keyring(session, with_all, partial(_write_members, people, made))
    return tuple(DemoSlot(person.id, person.name, person.role, made[person.id][1]) for person in people)


def _with_member(
    session: Session,
    ring: Keyring,
    person: DemoMember,
    keys: PrivateKeys,
    passphrase: str,
    profile: kdf.KdfProfile,
) -> Keyring:
    entry = Listed(person.id, person.role.value, keys.public_seal(), keys.public_sign())
    slot = door.new_slot(
        keys, passphrase, profile, ring.store, ring.generation, person.id, session.vault.data_key
    )
    return keyring.with_listed(keyring.with_slot(ring, slot), entry)


def _write_members(
    people: tuple[DemoMember, ...], made: dict[MemberId, tuple[PrivateKeys, str]], writing: Change
) -> None:
    for person in people:
        members.add(writing.session, person.id, person.name, person.department, "da")
        if person.role is Role.COORDINATOR:
            identity.pin(writing.session, person.id, made[person.id][0].public_sign(), writing.now)
    writing.audit("demo", str(len(people)))


class _Callers:
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


def _write_all(
    session: Session,
    callers: "_Callers",
    wanted: int,
    chooser: random.Random,
    progress: Callable[[int], None] | None,
) -> None:
    planned = sorted(_plan(session, callers, wanted, chooser), key=lambda one: one.at)
    names: dict[int, str] = {}
    for start in range(0, len(planned), _BATCH):
        _write_batch(session, planned[start : start + _BATCH], names)
        if progress is not None:
            progress(min(wanted, start + _BATCH))


def _write_batch(session: Session, planned: list[_Planned], names: dict[int, str]) -> None:
    with change(session.database, session.member, session.now) as writing:
        for one in planned:
            writing.member, writing.now = one.member, one.at
            new = one.ready.new
            if one.thread in names:
                new = replace(new, thread=names[one.thread])  # type: ignore[arg-type]
            ready = replace(one.ready, new=new)
            key = recording.thread_key(writing, ready)
            added, _entry = recording.write_entry(writing, ready, key, one.at.date(), "add")
            names[one.thread] = added.thread
            if one.last and not _is_open(session, one.at):
                threads.set_state(writing.session, key, ThreadState.CLOSED, None)
        writing.commit()
        writing.session.expunge_all()


def _is_open(session: Session, begun: datetime) -> bool:
    return (session.now - begun).days <= _OPEN_DAYS


def _plan(session: Session, callers: _Callers, wanted: int, chooser: random.Random) -> Iterator[_Planned]:
    stories = read_threads(_content("consultations.toml"))
    pool = _Pool()
    made = thread = 0
    while made < wanted:
        story = chooser.choice(stories)
        thread += 1
        for one in _one_thread(session, story, callers, thread, wanted - made, chooser, pool):
            made += 1
            yield one


def _one_thread(
    session: Session,
    story: DemoThread,
    callers: _Callers,
    thread: int,
    room: int,
    chooser: random.Random,
    pool: "_Pool",
) -> Iterator[_Planned]:
    begun = session.now - timedelta(days=chooser.randrange(MONTHS_DAYS))
    area = story.area or area_of(story.age_band)
    owner = callers.choose(area, begun, chooser)
    whole = [entry for entry in story.entries if begun + timedelta(days=entry.days) <= session.now][:room]
    for entry in whole:
        moment = min(_at(begun + timedelta(days=entry.days), chooser), session.now)
        last = entry is whole[-1]
        follow_up = _follow_up(session, moment, owner, chooser) if last else None
        ready = pool.ready(story, entry, follow_up, chooser)
        ready = replace(ready, by_rota=callers.by_rota(owner, area, moment))
        yield _Planned(moment, owner, thread, ready, last)


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


def _people(network: DemoNetwork, wanted: int) -> tuple[DemoMember, ...]:
    named = network.members
    more = wanted - len(named)
    extra = (_copy(named[number % len(named)], number) for number in range(len(named), len(named) + more))
    return (*named, *extra)[: max(1, wanted)]


def _copy(person: DemoMember, number: int) -> DemoMember:
    return replace(person, id=MemberId(f"K-{number + 1:02d}"), role=Role.MEMBER, like=person.id)


def _passphrase() -> str:
    words = easy_words()
    return " ".join(words[chance.below(len(words))] for _word in range(PASSPHRASE_WORDS))


def _content(name: str) -> str:
    return (paths.content_dir() / "demo" / name).read_text("utf-8")
