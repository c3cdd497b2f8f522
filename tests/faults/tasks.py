"""What workers do: each unlocks with a session of its own, and tells what was acknowledged."""

import time
from pathlib import Path
from typing import Any

from nsk_tui.services import consultations, rotation
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from tests.conftest import PASSPHRASES
from tests.faults.notes import note
from tests.faults.nursery import Link

IN_A_LIST = 10
LISTS_FROM = 500
"""How far the notes of a list are from the note in whose turn it is written."""

ENDLESS = 1_000_000


def opened(folder: str, member: str) -> Session:
    """Unlock the store as a member."""
    return unlock(Path(folder), member, PASSPHRASES[member])


def add(session: Session, number: int) -> list[str]:
    """Write note ``number``, or a list of ten at each tenth; return the ids that were acknowledged."""
    if number % IN_A_LIST == 0:
        list_ = [note(number + LISTS_FROM + one) for one in range(IN_A_LIST)]
        told = consultations.add_many(session, list_)
    else:
        told = (consultations.add(session, note(number)),)
    assert all(isinstance(one, Added) for one in told)
    return [one.id for one in told if isinstance(one, Added)]


def write(link: Link, folder: str, member: str, first: int, count: int) -> dict[str, Any]:
    """Write ``count`` times as soon as the parent says go; return the ids and how long each took."""
    session = opened(folder, member)
    link.tell("ready")
    link.wait()
    ids, seconds = [], []
    for number in range(first, first + count):
        began = time.monotonic()
        ids += add(session, number)
        seconds.append(time.monotonic() - began)
    session.lock()
    return {"ids": ids, "seconds": seconds}


def write_until_killed(link: Link, folder: str, member: str, first: int) -> None:
    """Write and tell each acknowledged id, for ever."""
    link.tell("here")
    session = opened(folder, member)
    link.tell("open")
    for number in range(first, first + ENDLESS):
        link.tell(add(session, number))


def write_until_told(link: Link, folder: str, member: str, first: int, stop: str) -> dict[str, Any]:
    """Write until a file called ``stop`` appears; return the ids and the longest waits."""
    session = opened(folder, member)
    link.tell("ready")
    ids, seconds, number = [], [], first
    while not Path(stop).exists():
        began = time.monotonic()
        ids += add(session, number)
        seconds.append(time.monotonic() - began)
        number += 1
    session.lock()
    return {"ids": ids, "seconds": seconds}


def rotate(link: Link, folder: str) -> int:
    """Give the store another key; return the generation."""
    session = opened(folder, "K-01")
    link.tell("ready")
    link.wait()
    generation = rotation.rotate_key(session)
    session.lock()
    return generation


def fill(link: Link, folder: str, count: int) -> int:
    """Write many consultations in lists of a hundred; return how many."""
    session = opened(folder, "K-01")
    for first in range(0, count, 100):
        told = consultations.add_many(session, [note(90_000 + first + one) for one in range(100)])
        assert all(isinstance(one, Added) for one in told)
    session.lock()
    return count
