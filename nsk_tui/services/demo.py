"""A demo network: invented members and consultations, the same for the same seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from nsk_tui import paths
from nsk_tui.rules.demo_handover import DemoHandovers, read_handovers
from nsk_tui.rules.demo_meetings import read_meetings
from nsk_tui.rules.demo_people import read_directory
from nsk_tui.rules.demo_texts import (
    DemoMember,
    DemoNetwork,
    read_network,
    read_threads,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, duty_card
from nsk_tui.services.demo_consultations import Callers, write_consultations
from nsk_tui.services.demo_handover import may_be_told, write_handovers
from nsk_tui.services.demo_meetings import write_meetings
from nsk_tui.services.demo_people import pages_of, write_people
from nsk_tui.services.demo_rota import write_rota
from nsk_tui.services.members import change_keyring, easy_words
from nsk_tui.services.session import Session, utc_now
from nsk_tui.services.setup import NewNetwork, create_store
from nsk_tui.store import identity, members
from nsk_tui.store.change import Change
from nsk_tui.vault import door, kdf, keyring, slots
from nsk_tui.vault.format import Keyring, Listed
from nsk_tui.vault.slots import PrivateKeys

CONSULTATIONS = 240
MEMBERS = 12
PASSPHRASE_WORDS = 5


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
        callers = Callers(people, write_rota(session, people, pages, chooser))
        write_people(session, pages)
        handed = _handovers(people, consultations)
        told = handed.stories() if handed else ()
        stories = read_threads(_content("consultations.toml"))
        codes = write_consultations(session, callers, stories, consultations, chooser, progress, told)
        if handed:
            write_handovers(session, handed, people, codes)
        write_meetings(session, people, read_meetings(_content("meetings.toml")), chooser)
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


def _handovers(people: tuple[DemoMember, ...], consultations: int) -> DemoHandovers | None:
    """Return the demo's handovers; None where the demo is too small for them."""
    found = read_handovers(_content("handover.toml"))
    return found if may_be_told(found, people, consultations) else None


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
