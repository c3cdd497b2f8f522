"""Who belongs, who is here, and how it stands with the keys: what the group sees of itself."""

from dataclasses import dataclass

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Member
from nsk_tui.services import members, presence, recovery, rotation, ssh_keys
from nsk_tui.services.presence import OpenScreen
from nsk_tui.services.recovery import RecoveryState
from nsk_tui.services.session import Session


@dataclass(frozen=True)
class Membership:
    """The group as it stands.

    Shape
        ``key_number`` counts the group's keys, the first is 1; ``key_holders`` is how many can
        open the store. ``with_ssh`` are the members for whom an SSH key is written down.
    """

    members: tuple[Member, ...]
    here: tuple[OpenScreen, ...]
    with_ssh: frozenset[MemberId]
    key_number: int
    key_holders: int
    recovery: RecoveryState
    rehearsal_is_due: bool

    def screens_of(self, member: MemberId) -> tuple[OpenScreen, ...]:
        """Return the screens that a member has open."""
        return tuple(screen for screen in self.here if screen.member == member)


def look(session: Session, own_screen: str = "") -> Membership:
    """Return the group as it stands; reading it writes nothing.

    Errors
        NotAllowed
    """
    listed = members.list_members(session)
    found = recovery.state(session)
    ring = session.vault.ring
    return Membership(
        members=listed,
        here=presence.who_is_here(session, own_screen),
        with_ssh=ssh_keys.holders(session),
        key_number=ring.generation,
        key_holders=sum(slot.expires_on is None for slot in ring.slots),
        recovery=found,
        rehearsal_is_due=recovery.is_rehearsal_due(found, session.now),
    )


@dataclass(frozen=True)
class ClosedAccess:
    """A member whose access was closed: the number of the key since, and her SSH keys, which still stand."""

    member: MemberId
    key_number: int
    ssh_keys: tuple[str, ...]


def close_access(session: Session, member: str) -> ClosedAccess:
    """Close a member's access at once, and give the group another key.

    Errors
        NotAllowed, UnknownMember, LastCoordinator, StoreBusy, StoreFull: her access is as it was.
    """
    marks = ssh_keys.fingerprints(session, member)
    return ClosedAccess(MemberId(member), rotation.remove_member(session, member), marks)
