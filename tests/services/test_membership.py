"""The group as it stands: members, who is here, SSH keys, the group's key, the paper shares."""

from collections.abc import Callable

from sqlalchemy import text

from nsk_tui.services import members, membership, oversight, presence, recovery, rotation, ssh_keys
from nsk_tui.services.session import Session
from tests.conftest import CHEAP

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIiYEOSDeOk5NzHkpxf9Rcu+7rMmQDcZa0xpbiS4hqXw"


def test_the_group_is_told_as_it_stands(unlocked: Callable[[str], Session]) -> None:
    """Four members hold the first key; nobody has made shares; nobody is here."""
    found = membership.look(unlocked("K-01"))
    assert [one.id for one in found.members] == ["K-01", "K-02", "K-03", "R-01"]
    assert (found.key_number, found.key_holders) == (1, 4)
    assert found.recovery.is_missing
    assert (found.here, found.with_ssh, found.rehearsal_is_due) == ((), frozenset(), False)


def test_an_invited_person_holds_no_key_yet(session: Session) -> None:
    """She is listed, and opens nothing before she joins."""
    members.invite(session, "K-09", "Gry Prøve", profile=CHEAP)
    found = membership.look(session)
    assert (len(found.members), found.key_holders) == (5, 4)


def test_open_screens_stand_by_their_member(unlocked: Callable[[str], Session]) -> None:
    """One's own is told apart."""
    first, second = unlocked("K-01"), unlocked("K-02")
    own = presence.arrive(first)
    for _screen in range(2):
        presence.arrive(second)
    found = membership.look(first, own)
    assert [screen.own for screen in found.screens_of(first.member)] == [True]
    assert [screen.own for screen in found.screens_of(second.member)] == [False, False]
    assert found.screens_of(found.members[2].id) == ()


def test_keys_and_shares_are_counted(session: Session) -> None:
    """Another key, and shares that would open it."""
    key = ssh_keys.read_key(KEY)
    assert isinstance(key, ssh_keys.SshKey)
    ssh_keys.enter(session, "K-02", key)
    rotation.rotate_key(session)
    recovery.make(session, 3, 5)
    found = membership.look(session)
    assert found.with_ssh == {"K-02"}
    assert found.key_number == 2
    assert (found.recovery.threshold, found.recovery.shares) == (3, 5)


def test_looking_writes_nothing(session: Session) -> None:
    """Screens look whenever somebody saves."""
    before = oversight.read_audit(session).count
    membership.look(session)
    assert oversight.read_audit(session).count == before


def test_the_chain_is_told_whole_or_by_its_first_broken_line(session: Session) -> None:
    """An edited line and all after it hang together no more."""
    count = oversight.read_audit(session).count
    assert oversight.check_chain(session) == oversight.Chain(count, None)
    with session.database.writing() as writing:
        writing.connection().execute(text("UPDATE audit SET member = 'K-02' WHERE number = 3"))
        writing.commit()
    assert oversight.check_chain(session).broken == 3
