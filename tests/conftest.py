"""What every test may ask for: a frozen clock, a small store made once, a session on a copy of it."""

import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from nsk_tui import wording
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault.kdf import KdfProfile

settings.register_profile("nsk_tui", deadline=None)
settings.load_profile("nsk_tui")
"""A busy machine is no fault of the program: nothing fails because a test took long."""

# A suite begun in the background ignores Ctrl+C, and every process that it starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)

CHEAP = KdfProfile(time_cost=1, memory_kib=8, lanes=1)
"""Argon2's cheapest: only where Argon2 itself is not what is tested."""

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
PASSPHRASES = {
    "K-01": "havre stige tromme kul",
    "K-02": "vindue kobber leje sten",
    "K-03": "skovl tavle ring regnbue",
    "R-01": "glas hane mel top lampe",
}
DEPARTMENTS = ("Skoler", "Familie", "Jobcenter", "Ungeindsats", "Sundhed")


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now


@pytest.fixture(autouse=True)
def _danish() -> Iterator[None]:
    wording.use("da")
    yield
    wording.use("da")


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands at 20 November 2026, 08:42 UTC."""
    return Clock()


@pytest.fixture(scope="session")
def template_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store once: K-01 coordinates, K-02 and K-03 are members, R-01 audits."""
    from nsk_tui.rules.members import Role
    from nsk_tui.services import members, setup

    folder = tmp_path_factory.mktemp("template") / "store"
    network = setup.NewNetwork("Videnspersonerne", "Eksempelkøbing", DEPARTMENTS)
    first = setup.create_store(
        folder, network, "K-01", "Ane Eksempel", PASSPHRASES["K-01"], lambda: NOW, profile=CHEAP
    )
    for member, name, role in (
        ("K-02", "Bo Prøvesen", Role.MEMBER),
        ("K-03", "Cana Testrup", Role.MEMBER),
        ("R-01", "Dea Revision", Role.AUDITOR),
    ):
        invitation = members.invite(first, member, name, role, "Skoler", profile=CHEAP)
        members.join(folder, member, invitation.code, PASSPHRASES[member], lambda: NOW, CHEAP).lock()
    first.lock()
    return folder


@pytest.fixture
def store(template_store: Path, tmp_path: Path) -> Path:
    """Return a fresh copy of the small store."""
    folder = tmp_path / "store"
    shutil.copytree(template_store, folder)
    return folder


@pytest.fixture
def unlocked(store: Path, clock: Clock) -> Iterator[Callable[[str], Session]]:
    """Return a way to unlock the small store as any of its members; all are locked at the end."""
    sessions: list[Session] = []

    def unlock_as(member: str) -> Session:
        sessions.append(unlock(store, member, PASSPHRASES[member], clock))
        return sessions[-1]

    yield unlock_as
    for session in sessions:
        session.lock()


@pytest.fixture
def session(unlocked: Callable[[str], Session]) -> Session:
    """Return the small store, unlocked by its coordinator K-01."""
    return unlocked("K-01")
