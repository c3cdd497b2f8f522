"""The group's list of words that are no person: reviewed by a coordinator, each for a time."""

from nsk_tui.rules.access import Act
from nsk_tui.services.errors import UnknownWord
from nsk_tui.services.session import Session
from nsk_tui.store import declared_words
from nsk_tui.store.change import change
from nsk_tui.store.declared_words import DeclaredWord as DeclaredWord
from nsk_tui.store.errors import Missing


def words(session: Session) -> tuple[DeclaredWord, ...]:
    """Return the list, what nobody has judged first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        return declared_words.all_words(reading)


def answered(session: Session) -> frozenset[str]:
    """Return the words that the check lets stand for the member today, as the list compares them.

    Errors
        NotAllowed
    """
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        return declared_words.answered(reading, session.member, session.today)


def count_unjudged(session: Session) -> int:
    """Return how many words wait for a coordinator's judgement.

    Errors
        NotAllowed
    """
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        return declared_words.count_unjudged(reading, session.today)


def confirm(session: Session, word: str, member: str) -> None:
    """Let a word that a member declared count as no person for all, until it expires.

    Errors
        NotAllowed, UnknownWord.
    """
    _judge(session, word, member, confirmed=True)


def reject(session: Session, word: str, member: str) -> None:
    """Take a word off the list: it is found again from now on, also for who declared it.

    Errors
        NotAllowed, UnknownWord.
    """
    _judge(session, word, member, confirmed=False)


def _judge(session: Session, word: str, member: str, confirmed: bool) -> None:
    session.must(Act.REVIEW_WORDS)
    with change(session.database, session.member, session.now) as writing:
        try:
            declared_words.judge(writing.session, word, member, session.member, confirmed)
        except Missing:
            raise UnknownWord from None
        writing.audit("confirm_word" if confirmed else "reject_word", member)
        writing.commit()
