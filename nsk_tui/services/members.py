"""Members: invite, join, list, change role and passphrase, own settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import blake2b
from pathlib import Path

from nsk_tui import paths
from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.rules.members import Member, Role, Standing
from nsk_tui.services import chance, local_time, passphrases, rota_change, rota_members
from nsk_tui.services.errors import BadMemberId, LastCoordinator, MemberExists, UnknownMember
from nsk_tui.services.session import Session, enter, note_wrong_try, utc_now
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import directory, identity, members
from nsk_tui.store.change import Change, change, confirm_keyring
from nsk_tui.store.members import MemberFacts
from nsk_tui.vault import door, files, kdf, keyring, slots
from nsk_tui.vault.errors import NoStore, WrongInvitation, WrongPassphrase
from nsk_tui.vault.format import Keyring, Listed
from nsk_tui.vault.slots import PrivateKeys

INVITATION_DAYS = 14
KEY_WORDS = 4


@dataclass(frozen=True)
class Invitation:
    """A way in for a new member: good once, until a day, together with its code."""

    member: MemberId
    code: str
    expires_on: date


def invite(
    session: Session,
    member: str,
    name: str,
    role: Role = Role.MEMBER,
    department: str = "",
    profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY,
) -> Invitation:
    """Make a slot for a new member, and the code that opens it once.

    An invitation that was never taken up may be made again; the old code is void then.

    Errors
        NotAllowed, BadMemberId, MemberExists, TextRefused: nothing changed.
    """
    session.must(Act.INVITE_MEMBER)
    _refuse_bad(member, name, department)
    code = chance.invitation_code()
    expires_on, keys = session.today + timedelta(days=INVITATION_DAYS), slots.make_keys()

    def with_member(ring: Keyring) -> Keyring:
        _refuse_taken(ring, member)
        entry = Listed(member, role.value, keys.public_seal(), keys.public_sign())
        return _signed(
            session,
            keyring.with_listed(_with_code(session, ring, member, keys, code, expires_on, profile), entry),
        )

    def write(writing: Change) -> None:
        _begin_stay(session, writing, member, role)
        members.add(writing.session, member, name.strip(), department.strip(), session.language)
        if role is Role.COORDINATOR:
            identity.pin(writing.session, member, keys.public_sign(), writing.now)
        writing.audit("invite", member, role.value)

    change_keyring(session, with_member, write)
    return Invitation(MemberId(member), code, expires_on)


def is_invited(folder: Path, member: str) -> bool:
    """Return whether an invitation waits for a member; what is damaged counts as no."""
    try:
        slot = keyring.slot_of(keyring.load(folder), member)
    except NoStore:
        return False
    return slot is not None and slot.expires_on is not None


def join(
    folder: Path,
    member: str,
    code: str,
    passphrase: str,
    clock: Callable[[], datetime] = utc_now,
    profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY,
) -> Session:
    """Take up an invitation with a passphrase of one's own; the code is void afterwards.

    Errors
        WrongInvitation, InvitationExpired, PassphraseRefused: nothing changed.
    """
    passphrases.must_be_good(passphrase)
    try:
        today = local_time.on_the_wall(clock()).date()
        vault = door.open_invitation(folder, member, chance.as_typed(code), today)
    except WrongPassphrase:
        note_wrong_try(folder, member)
        raise WrongInvitation from None
    session = enter(vault, clock, "join")
    try:
        change_keyring(
            session,
            lambda ring: door.rewrapped(session.vault, ring, passphrase, profile),
            lambda writing: writing.audit("passphrase", member),
        )
    except BaseException:
        session.lock()
        raise
    return session


def list_members(session: Session) -> tuple[Member, ...]:
    """Return every member, in the order of their ids."""
    session.must(Act.LIST_MEMBERS)
    with session.database.reading() as reading:
        facts = members.all_members(reading)
    ring = session.vault.ring
    found = (_member(ring, entry, facts.get(entry.member)) for entry in ring.listed)
    return tuple(sorted(found, key=lambda member: member.id))


def change_role(session: Session, member: str, role: Role) -> None:
    """Give a member another role.

    Errors
        NotAllowed, UnknownMember. LastCoordinator: nobody would be left to invite and sign.
    """
    session.must(Act.CHANGE_ROLE)

    def with_role(ring: Keyring) -> Keyring:
        entry = _listed(ring, member)
        others = [one for one in ring.listed if one.role == Role.COORDINATOR and one.member != member]
        if entry.role == Role.COORDINATOR and role is not Role.COORDINATOR and not others:
            raise LastCoordinator(member)
        return _signed(session, keyring.with_listed(ring, replace(entry, role=role.value)))

    def write(writing: Change) -> None:
        key = _listed(session.vault.ring, member).sign_key
        if role is Role.COORDINATOR:
            identity.pin(writing.session, member, key, writing.now)
        elif member != session.member:
            identity.unpin(writing.session, member)
        writing.audit("role", member, role.value)
        if role is Role.AUDITOR:
            rota_members.leave(session, writing, member)
        _begin_stay(session, writing, member, role)

    change_keyring(session, with_role, write)
    if role is Role.AUDITOR:
        rota_change.show_outside(session)


def change_passphrase(
    session: Session, old: str, new: str, profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY
) -> None:
    """Give oneself another passphrase; other members need not be there.

    Errors
        WrongPassphrase: the old one is not right. PassphraseRefused: the new one is too weak.
    """
    session.must(Act.CHANGE_OWN_PASSPHRASE)
    must_be_own_passphrase(session, old)
    passphrases.must_be_good(new)
    change_keyring(
        session,
        lambda ring: door.rewrapped(session.vault, ring, new, profile),
        lambda writing: writing.audit("passphrase", session.member),
    )


def must_be_own_passphrase(session: Session, passphrase: str) -> None:
    """Ask a member for her passphrase again before a heavy act.

    Errors
        WrongPassphrase
    """
    slot = keyring.slot_of(session.vault.ring, session.member)
    if slot is None:
        raise WrongPassphrase
    try:
        slots.unwrap(slot, passphrase, session.vault.ring.store)
    except WrongPassphrase:
        note_wrong_try(session.folder, session.member)
        raise


def set_language(session: Session, language: str) -> None:
    """Change one's own language, ``da`` or ``en``."""
    with change(session.database, session.member, session.now) as writing:
        members.set_language(writing.session, session.member, language)
        writing.audit("setting", "language", language)
        writing.commit()
    session.learn(language=language)


def set_theme(session: Session, theme: str) -> None:
    """Change one's own theme."""
    with change(session.database, session.member, session.now) as writing:
        members.set_theme(writing.session, session.member, theme)
        writing.audit("setting", "theme", theme)
        writing.commit()
    session.learn(theme=theme)


def change_keyring(
    session: Session, make: Callable[[Keyring], Keyring], write: Callable[[Change], None]
) -> None:
    """Change the keyring and the database together: the database first, its epoch one ahead.

    A kill in between leaves the keyring one epoch behind, which the next opening heals.
    """
    with files.locked(session.folder):
        session.database.look_again()
        with change(session.database, session.member, session.now) as writing:
            ring = session.vault.ring
            epoch = max(ring.epoch, identity.epoch(writing.session)) + 1
            if epoch > ring.epoch + 1:
                # The change before this one was cut off: the keyring could not be written.
                identity.pin_as_listed(writing.session, ring, writing.now)
            fresh = replace(make(ring), epoch=epoch)
            identity.raise_epoch(writing.session, epoch)
            write(writing)
            keyring.verify_signature(fresh, identity.pins(writing.session))
            writing.commit()
        session.vault.replace_ring(fresh)
        confirm_keyring(session.database)


def key_words(public_key: bytes) -> tuple[str, ...]:
    """Return the four words by which two people see that they hold the same public key."""
    words = easy_words()
    digest = int.from_bytes(blake2b(public_key, digest_size=16, person=b"nsk key words").digest(), "big")
    chosen = []
    for _word in range(KEY_WORDS):
        digest, index = divmod(digest, len(words))
        chosen.append(words[index])
    return tuple(chosen)


@cache
def easy_words() -> tuple[str, ...]:
    """Return easy Danish words, for reading aloud and for demo passphrases."""
    text = (paths.content_dir() / "diceware_da.txt").read_text("utf-8")
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


def _begin_stay(session: Session, writing: Change, member: str, role: Role) -> None:
    """Let somebody who had left belong to the group again; an auditor never belongs to it."""
    if role is not Role.AUDITOR:
        directory.begin_stay(writing.session, member, session.today)


def _refuse_bad(member: str, name: str, department: str) -> None:
    if not is_member_id(member):
        raise BadMemberId(member[:40] if member.isprintable() else "")
    must_be_a_name("name", name)
    if department:
        must_be_a_name("department", department)


def _refuse_taken(ring: Keyring, member: str) -> None:
    slot = keyring.slot_of(ring, member)
    if slot is not None and slot.expires_on is None:
        raise MemberExists(member)


def _with_code(
    session: Session,
    ring: Keyring,
    member: str,
    keys: PrivateKeys,
    code: str,
    expires_on: date,
    profile: kdf.KdfProfile,
) -> Keyring:
    slot = door.new_slot(
        keys,
        code,
        profile,
        ring.store,
        ring.generation,
        member,
        session.vault.data_key,
        expires_on.isoformat(),
    )
    return keyring.with_slot(ring, slot)


def _signed(session: Session, ring: Keyring) -> Keyring:
    return keyring.signed(ring, session.member, session.vault.keys)


def _listed(ring: Keyring, member: str) -> Listed:
    entry = keyring.listed(ring, member)
    if entry is None:
        raise UnknownMember(member if is_member_id(member) else "")
    return entry


def _member(ring: Keyring, entry: Listed, facts: MemberFacts | None) -> Member:
    slot = keyring.slot_of(ring, entry.member)
    invited = slot is not None and slot.expires_on is not None
    return Member(
        id=MemberId(entry.member),
        name=facts.name if facts else "",
        role=Role(entry.role),
        standing=Standing.INVITED if invited else Standing.ACTIVE,
        department=facts.department if facts else "",
        key_words=key_words(entry.seal_key),
        last_seen=facts.last_seen if facts else None,
    )
