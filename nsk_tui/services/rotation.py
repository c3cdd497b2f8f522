"""Another key for the group, and closing a member's access: one procedure, while others work."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import is_member_id
from nsk_tui.rules.members import Role
from nsk_tui.services import recipients, rota_change, rota_members
from nsk_tui.services.errors import LastCoordinator, OwnAccess, UnknownMember
from nsk_tui.services.session import Session
from nsk_tui.store import identity, rotation
from nsk_tui.store.change import Change
from nsk_tui.vault import keyring
from nsk_tui.vault.format import Keyring


def rotate_key(session: Session) -> int:
    """Give the group another data key; return the new generation.

    Others go on without a new passphrase. What a former member copied before stays readable
    to her; what is written from now on does not.

    Errors
        NotAllowed, StoreBusy, StoreFull, StoreReadOnly: the old key and all data stand.
    """
    session.must(Act.ROTATE_KEY)
    rotation.rotate(
        session.database,
        session.member,
        session.now,
        lambda ring: ring,
        lambda writing: writing.audit("rotate", str(session.vault.ring.generation + 1)),
    )
    return session.vault.ring.generation


def remove_member(session: Session, member: str) -> int:
    """Close a member's access at once: her slot is gone and the key is another.

    A handover of hers can still be open; her words stay hers. Her coming duties become gaps.

    Errors
        NotAllowed, UnknownMember. LastCoordinator: nobody would be left to invite and sign.
        OwnAccess: another coordinator must do it. StoreBusy, StoreFull: her access is as it was.
    """
    session.must(Act.REMOVE_MEMBER)
    if keyring.listed(session.vault.ring, member) is None:
        raise UnknownMember(member if is_member_id(member) else "")
    _refuse_last_and_own(session, member)

    def without(ring: Keyring) -> Keyring:
        return keyring.signed(keyring.without(ring, member), session.member, session.vault.keys)

    def write(writing: Change) -> None:
        identity.unpin(writing.session, member)
        writing.audit("remove_member", member)
        recipients.drop(writing, member)
        rota_members.leave(session, writing, member)

    rotation.rotate(session.database, session.member, session.now, without, write)
    rota_change.show_outside(session)
    return session.vault.ring.generation


def _refuse_last_and_own(session: Session, member: str) -> None:
    coordinators = [one.member for one in session.vault.ring.listed if one.role == Role.COORDINATOR]
    if coordinators == [member]:
        raise LastCoordinator(member)
    if member == session.member:
        raise OwnAccess(member)
