"""Paper shares open the store when nobody else can, and only then, and only once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, members, recovery, rotation, threads, upkeep
from nsk_tui.services.errors import BadShares, NotAllowed
from nsk_tui.services.session import Session, unlock
from nsk_tui.services.setup import NewNetwork, create_store
from nsk_tui.vault.errors import NoRecovery, WrongPassphrase, WrongShares
from tests.conftest import CHEAP, PASSPHRASES, Clock
from tests.services.test_consultations import CLEAN, added

NEW = "en helt ny koordinators sætning"


def test_a_share_is_33_words_and_two_of_three_open(
    store: Path, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """After two departures the envelopes still open, for a coordinator with a passphrase of her own."""
    first = unlocked("K-01")
    shares = recovery.make(first)
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    done = added(consultations.add(first, CLEAN))
    rotation.remove_member(first, "K-02")
    rotation.remove_member(first, "K-03")
    first.lock()
    session = recovery.use(store, [shares[2], shares[0]], "K-20", "Ny Koordinator", NEW, clock, CHEAP)
    assert session.role is Role.COORDINATOR
    assert threads.open_thread(session, done.thread).entries
    assert upkeep.verify(store, session).ok
    members.invite(session, "K-21", "Gry Prøve", profile=CHEAP)
    session.lock()


def test_used_shares_open_nothing_any_more(store: Path, session: Session, clock: Clock) -> None:
    """Whoever brought them has seen them all; new ones have to be made."""
    shares = recovery.make(session)
    again = recovery.use(store, shares[:2], "K-01", "Ane Eksempel", NEW, clock, CHEAP)
    assert recovery.state(again).made_on is None
    with pytest.raises(NoRecovery):
        recovery.use(store, shares[1:], "K-20", "En Anden", NEW, clock, CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-01", PASSPHRASES["K-01"])
    recovery.make(again)
    again.lock()


def test_shares_that_do_not_fit_are_refused(
    store: Path, session: Session, tmp_path: Path, clock: Clock
) -> None:
    """One alone, a misspelt word, another store's, old ones, the same twice."""
    shares = recovery.make(session)
    other = create_store(
        tmp_path / "other", NewNetwork("N"), "K-01", "Ane", PASSPHRASES["K-01"], clock, profile=CHEAP
    )
    strangers = recovery.make(other)
    other.lock()
    misspelt = shares[0].replace(shares[0].split()[5], "smørrebrød", 1)
    for wrong in (
        shares[:1],
        [shares[0], shares[0]],
        [misspelt, shares[1]],
        strangers[:2],
        [shares[0], strangers[0]],
        [],
        [""],
    ):
        with pytest.raises(WrongShares):
            recovery.use(store, wrong, "K-20", "Ny", NEW, clock, CHEAP)
    renewed = recovery.make(session)
    with pytest.raises(WrongShares):
        recovery.rehearse(session, shares[:2])
    assert recovery.rehearse(session, renewed[1:]) == session.today


def test_a_rehearsal_proves_the_shares_without_opening(session: Session) -> None:
    """Its day is kept; four letters of each word are enough."""
    shares = recovery.make(session)
    assert recovery.state(session).rehearsed_on is None
    short = [" ".join(word[:4] for word in share.split()) for share in shares[:2]]
    recovery.rehearse(session, short)
    assert recovery.state(session).rehearsed_on == session.today


def test_shares_outlive_rotations(session: Session) -> None:
    """Each rotation seals the new key to the recovery, too."""
    shares = recovery.make(session)
    for _round in range(2):
        rotation.rotate_key(session)
    assert recovery.rehearse(session, shares[1:]) == session.today


@pytest.mark.parametrize(("threshold", "shares"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_impossible_numbers_of_shares_are_refused(session: Session, threshold: int, shares: int) -> None:
    """One share that opens alone would be a master key."""
    with pytest.raises(BadShares):
        recovery.make(session, threshold, shares)


def test_only_a_coordinator_makes_shares(unlocked: Callable[[str], Session]) -> None:
    """They open the store."""
    with pytest.raises(NotAllowed):
        recovery.make(unlocked("K-02"))
