"""Members' public keys for age: registered by their owner, and good when another has heard their words.

Source
    docs/rules/outbox.md, "To whom"
"""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import RecipientState
from nsk_tui.services.errors import OwnRecipient, UnknownMember, UnknownRecipient, WordsDiffer
from nsk_tui.services.members import key_words
from nsk_tui.services.session import Session
from nsk_tui.store import recipients
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.store.recipients import StoredRecipient
from nsk_tui.vault import envelope, keyring
from nsk_tui.vault.envelope import Recipient
from nsk_tui.vault.errors import WrongRecipient

_SAME_LETTERS = {"æ": "ae", "ø": "oe", "å": "aa"}


@dataclass(frozen=True)
class MemberRecipient:
    """A member's age key as somebody else may see it.

    Shape
        ``words`` are the four to be read aloud: only one's own are ever shown, so that nobody
        confirms a key without having heard them. ``text`` and ``words`` are empty where there is
        no key; ``confirmed_by`` None: nobody has yet.
    """

    member: MemberId
    state: RecipientState
    text: str = ""
    words: tuple[str, ...] = ()
    confirmed_by: MemberId | None = None


def list_recipients(session: Session) -> tuple[MemberRecipient, ...]:
    """Return every member with her age key, in the order of their ids; reading it writes nothing.

    Errors
        NotAllowed
    """
    session.must(Act.SET_RECIPIENT)
    with session.database.reading() as reading:
        stored = {one.member: one for one in recipients.all_recipients(reading)}
    ids = sorted(MemberId(entry.member) for entry in session.vault.ring.listed)
    return tuple(_shown(session, member, stored.get(member)) for member in ids)


def own(session: Session) -> MemberRecipient:
    """Return one's own age key, with its words.

    Errors
        NotAllowed
    """
    return next(one for one in list_recipients(session) if one.member == session.member)


def register(session: Session, text: str) -> MemberRecipient:
    """Write down one's own age key in place of the one before; nobody has confirmed it yet.

    Errors
        NotAllowed. WrongRecipient: it is none; nothing was changed, and the text is told nowhere.
    """
    session.must(Act.SET_RECIPIENT)
    read = envelope.read_recipient(text)
    with change(session.database, session.member, session.now) as writing:
        if not _has(writing.session, session.member, read.text):
            recipients.put(writing.session, session.member, read.text, writing.now)
            writing.audit("set_recipient", session.member)
            writing.commit()
    return own(session)


def withdraw(session: Session) -> bool:
    """Take one's own age key away; return whether there was one. What was sealed to it stays sealed.

    Errors
        NotAllowed
    """
    session.must(Act.SET_RECIPIENT)
    with change(session.database, session.member, session.now) as writing:
        if not drop(writing, session.member):
            return False
        writing.commit()
    return True


def confirm(session: Session, member: str, words: Sequence[str]) -> MemberRecipient:
    """Let a member's age key count, with the four words that she has read aloud.

    Errors
        NotAllowed, UnknownMember. OwnRecipient: somebody else must hear the words.
        UnknownRecipient: she has none. WordsDiffer: these are others; nothing was changed.
    """
    session.must(Act.SET_RECIPIENT)
    if keyring.listed(session.vault.ring, member) is None:
        raise UnknownMember(member)
    if member == session.member:
        raise OwnRecipient
    with change(session.database, session.member, session.now) as writing:
        stored = _stored(writing.session, member)
        if stored is None:
            raise UnknownRecipient(member)
        if not _are_same(words, words_of(stored)):
            raise WordsDiffer(member)
        recipients.confirm(writing.session, member, session.member, writing.now)
        writing.audit("confirm_recipient", member)
        writing.commit()
    return next(one for one in list_recipients(session) if one.member == member)


def to_seal_to(
    session: Session, reading: Reading, members: Collection[MemberId]
) -> dict[MemberId, Recipient]:
    """Return what can be sealed to for some members, each confirmed.

    Errors
        UnknownRecipient: somebody has no confirmed key, or does not belong any more; the detail is who.
    """
    found = {}
    for member in sorted(members):
        stored = _stored(reading, member)
        belongs = keyring.listed(session.vault.ring, member) is not None
        if stored is None or stored.confirmed_by is None or not belongs:
            raise UnknownRecipient(member)
        found[member] = envelope.read_recipient(stored.text)
    return found


def drop(writing: Change, member: str) -> bool:
    """Forget a member's age key, also because she leaves; return whether there was one."""
    if not recipients.drop(writing.session, member):
        return False
    writing.audit("drop_recipient", member)
    return True


def words_of(stored: StoredRecipient) -> tuple[str, ...]:
    """Return the four words of a stored key."""
    return key_words(envelope.read_recipient(stored.text).public_key)


def _shown(session: Session, member: MemberId, stored: StoredRecipient | None) -> MemberRecipient:
    """Return what is shown of a key; None: she has registered none."""
    if stored is None:
        return MemberRecipient(member, RecipientState.NONE)
    by = MemberId(stored.confirmed_by) if stored.confirmed_by else None
    state = RecipientState.CONFIRMED if by else RecipientState.UNCONFIRMED
    words = words_of(stored) if member == session.member else ()
    return MemberRecipient(member, state, stored.text, words, by)


def _stored(reading: Reading, member: str) -> StoredRecipient | None:
    """Return a member's key; None: she has none, or one that a rule of today refuses."""
    try:
        stored = recipients.get(reading, member)
        envelope.read_recipient(stored.text)
    except (Missing, WrongRecipient):
        return None
    return stored


def _has(reading: Reading, member: str, text: str) -> bool:
    stored = _stored(reading, member)
    return stored is not None and stored.text == text


def _are_same(heard: Sequence[str], words: Sequence[str]) -> bool:
    return [_folded(word) for word in heard] == [_folded(word) for word in words]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFC", word).strip().casefold()
    return "".join(_SAME_LETTERS.get(letter, letter) for letter in plain)
