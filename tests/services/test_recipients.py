"""Age keys: registered by their owner, good only when somebody else has heard the four words."""

from collections.abc import Callable

import pyrage
import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import RecipientState
from nsk_tui.services import members, recipients, rotation
from nsk_tui.services.errors import NotAllowed, OwnRecipient, UnknownMember, UnknownRecipient, WordsDiffer
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from nsk_tui.vault.envelope import Recipient
from nsk_tui.vault.errors import WrongRecipient
from tests.conftest import CHEAP

KEYS = [str(pyrage.x25519.Identity.generate().to_public()) for _ in range(3)]
WORKING = (MemberId("K-01"), MemberId("K-02"), MemberId("K-03"))


def lines(session: Session) -> list[tuple[str, str, str]]:
    """Return who did what to whose key."""
    with session.database.reading() as reading:
        found = audit.lines(reading, limit=500)
    return [(one.member, one.act, one.subject) for one in found if one.act.endswith("_recipient")]


def sealable(session: Session, *who: str) -> dict[MemberId, Recipient]:
    """Return what can be sealed to for some members."""
    with session.database.reading() as reading:
        return recipients.to_seal_to(session, reading, [MemberId(one) for one in who])


def state(session: Session, member: str) -> RecipientState:
    """Return how far a member's key has come."""
    return next(one.state for one in recipients.list_recipients(session) if one.member == member)


def test_a_key_counts_once_another_has_heard_its_words(
    session: Session, unlocked: Callable[[str], Session]
) -> None:
    """The owner reads, a colleague types what she hears; both acts are audited."""
    owner = unlocked("K-02")
    registered = recipients.register(owner, f"  {KEYS[0].upper()}\n")
    assert (registered.state, registered.text, len(registered.words)) == (
        RecipientState.UNCONFIRMED, KEYS[0], 4,
    )  # fmt: skip
    with pytest.raises(UnknownRecipient):
        sealable(session, "K-02")
    heard = [f" {word.upper()} " for word in registered.words]
    assert recipients.confirm(session, "K-02", heard).state is RecipientState.CONFIRMED
    assert sealable(session, "K-02")[MemberId("K-02")].text == KEYS[0]
    assert lines(session) == [("K-02", "set_recipient", "K-02"), ("K-01", "confirm_recipient", "K-02")]


def test_the_words_of_others_are_never_shown(session: Session, unlocked: Callable[[str], Session]) -> None:
    """Or somebody would copy them off the screen instead of ringing."""
    owner = unlocked("K-02")
    recipients.register(owner, KEYS[0])
    seen = {one.member: one.words for one in recipients.list_recipients(session)}
    assert seen[MemberId("K-02")] == ()
    assert recipients.own(owner).words != ()
    assert recipients.own(session).state is RecipientState.NONE


@pytest.mark.parametrize("heard", [[], ["havre"] * 4, ["havre", "stige", "tromme", "kul", "mere"]])
def test_other_words_confirm_nothing(
    session: Session, unlocked: Callable[[str], Session], heard: list[str]
) -> None:
    """Too few, too many, or another key's."""
    recipients.register(unlocked("K-02"), KEYS[0])
    with pytest.raises(WordsDiffer):
        recipients.confirm(session, "K-02", heard)
    assert state(session, "K-02") is RecipientState.UNCONFIRMED


def test_danish_letters_may_be_typed_as_two(session: Session, unlocked: Callable[[str], Session]) -> None:
    """A keyboard without them is no reason to give up."""
    owner = unlocked("K-02")
    words = recipients.register(owner, _key_with_danish_words(owner)).words
    typed = [word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa") for word in words]
    assert typed != list(words)
    assert recipients.confirm(session, "K-02", typed).state is RecipientState.CONFIRMED


def _key_with_danish_words(owner: Session) -> str:
    while True:
        text = str(pyrage.x25519.Identity.generate().to_public())
        words = recipients.register(owner, text).words
        if set("".join(words)) & set("æøå"):
            return text


def test_nobody_confirms_her_own(session: Session) -> None:
    """Whoever sits at her screen could do it, and that is the point."""
    words = recipients.register(session, KEYS[0]).words
    with pytest.raises(OwnRecipient):
        recipients.confirm(session, "K-01", words)


def test_who_has_none_and_who_is_nobody_is_told_apart(session: Session) -> None:
    """Nothing is confirmed for somebody who registered nothing."""
    with pytest.raises(UnknownRecipient):
        recipients.confirm(session, "K-02", ["a", "b", "c", "d"])
    with pytest.raises(UnknownMember):
        recipients.confirm(session, "K-99", ["a", "b", "c", "d"])


def test_another_key_must_be_confirmed_anew(session: Session, unlocked: Callable[[str], Session]) -> None:
    """Also when it was exchanged while a colleague was listening; the same one again changes nothing."""
    owner = unlocked("K-02")
    words = recipients.register(owner, KEYS[0]).words
    recipients.confirm(session, "K-02", words)
    recipients.register(owner, KEYS[0])
    assert state(session, "K-02") is RecipientState.CONFIRMED
    recipients.register(owner, KEYS[1])
    assert state(session, "K-02") is RecipientState.UNCONFIRMED
    with pytest.raises(WordsDiffer):
        recipients.confirm(session, "K-02", words)


@pytest.mark.parametrize(
    "text",
    ["", "K-02", "ssh-ed25519 AAAA", str(pyrage.x25519.Identity.generate()), KEYS[0][:-1]],
    ids=range(5),
)
def test_what_is_no_key_changes_nothing(session: Session, text: str) -> None:
    """Least of all a secret one, which is written down nowhere."""
    recipients.register(session, KEYS[0])
    with pytest.raises(WrongRecipient):
        recipients.register(session, text)
    assert recipients.own(session).text == KEYS[0]
    assert len(lines(session)) == 1


def test_a_key_can_be_taken_away_by_its_owner(session: Session, unlocked: Callable[[str], Session]) -> None:
    """A lost one must not be sealed to; a second time there is nothing."""
    owner = unlocked("K-02")
    recipients.confirm(session, "K-02", recipients.register(owner, KEYS[0]).words)
    assert (recipients.withdraw(owner), recipients.withdraw(owner)) == (True, False)
    with pytest.raises(UnknownRecipient):
        sealable(session, "K-02")


def test_who_leaves_takes_her_key_along(session: Session, unlocked: Callable[[str], Session]) -> None:
    """Somebody invited later under the same name is somebody else."""
    recipients.confirm(session, "K-02", recipients.register(unlocked("K-02"), KEYS[0]).words)
    rotation.remove_member(session, "K-02")
    with pytest.raises(UnknownRecipient):
        sealable(session, "K-02")
    members.invite(session, "K-02", "En Anden", profile=CHEAP)
    assert state(session, "K-02") is RecipientState.NONE
    assert lines(session)[-1] == ("K-01", "drop_recipient", "K-02")


def test_an_auditor_has_no_age_key(unlocked: Callable[[str], Session]) -> None:
    """What leaves is not for her."""
    with pytest.raises(NotAllowed):
        recipients.register(unlocked("R-01"), KEYS[0])


def test_all_must_be_confirmed_or_nothing_is_sealed(
    session: Session, unlocked: Callable[[str], Session]
) -> None:
    """The one who is missing is named."""
    recipients.confirm(session, "K-02", recipients.register(unlocked("K-02"), KEYS[0]).words)
    recipients.register(unlocked("K-03"), KEYS[1])
    with pytest.raises(UnknownRecipient) as caught:
        sealable(session, "K-02", "K-03")
    assert caught.value.detail == "K-03"
