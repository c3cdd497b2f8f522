"""Words that members declared to be no person: kept for a time, shared once a coordinator confirms."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from nsk_tui.rules.anonymity.findings import Declaration, Label
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import DeclaredWordRow

WORDS_MAX = 5_000
WORD_CHARACTERS_MAX = 200


@dataclass(frozen=True)
class DeclaredWord:
    """A word on the list.

    Shape
        ``confirmed_by`` None: it counts for ``member`` alone. ``rejected_by`` None: nobody has
        taken it off.
    """

    word: str
    member: str
    label: Label
    declaration: Declaration
    declared_at: datetime
    expires_on: date
    confirmed_by: str | None
    rejected_by: str | None


def declare(
    session: Session,
    word: str,
    member: str,
    label: Label,
    declaration: Declaration,
    now: datetime,
    expires_on: date,
) -> None:
    """Put a word on the list, or put it there anew."""
    row = DeclaredWordRow(
        word=folded(word),
        member=member,
        label=label.value,
        declaration=declaration.value,
        declared_at=moments.to_text(now),
        expires_on=expires_on.isoformat(),
    )
    session.merge(row)
    session.flush()


def answer_for(session: Session, word: str, member: str, today: date) -> Declaration | None:
    """Return how a word counts as answered for a member today; None when it does not.

    A word that a coordinator took off counts for nobody.
    """
    query = (
        select(DeclaredWordRow.declaration)
        .where(
            DeclaredWordRow.word == folded(word),
            DeclaredWordRow.expires_on >= today.isoformat(),
            col(DeclaredWordRow.rejected_by).is_(None),
            or_(DeclaredWordRow.member == member, col(DeclaredWordRow.confirmed_by).is_not(None)),
        )
        .limit(1)
    )
    found = session.exec(query).first()
    return None if found is None else Declaration(found)


def answered(session: Session, member: str, today: date) -> frozenset[str]:
    """Return every word, folded, that counts as answered for a member today; as ``answer_for`` has it."""
    query = select(DeclaredWordRow.word).where(
        DeclaredWordRow.expires_on >= today.isoformat(),
        col(DeclaredWordRow.rejected_by).is_(None),
        or_(DeclaredWordRow.member == member, col(DeclaredWordRow.confirmed_by).is_not(None)),
    )
    return frozenset(session.exec(query.limit(WORDS_MAX)))


def count_unjudged(session: Session, today: date) -> int:
    """Return how many words no coordinator has judged, of those that still count."""
    query = select(func.count()).where(
        col(DeclaredWordRow.confirmed_by).is_(None),
        col(DeclaredWordRow.rejected_by).is_(None),
        DeclaredWordRow.expires_on >= today.isoformat(),
    )
    return session.exec(query).one()


def all_words(session: Session) -> tuple[DeclaredWord, ...]:
    """Return the list: what nobody has judged first, then by word."""
    judged = col(DeclaredWordRow.confirmed_by).is_not(None) | col(DeclaredWordRow.rejected_by).is_not(None)
    query = select(DeclaredWordRow).order_by(judged, col(DeclaredWordRow.word)).limit(WORDS_MAX)
    return tuple(_to_word(row) for row in session.exec(query))


def judge(session: Session, word: str, member: str, by: str, confirmed: bool) -> None:
    """Confirm a word for all, or take it off.

    Errors
        Missing: it is not on the list.
    """
    row = session.get(DeclaredWordRow, (folded(word), member))
    if row is None:
        raise Missing("declared_word")
    row.confirmed_by, row.rejected_by = (by, None) if confirmed else (None, by)
    session.add(row)
    session.flush()


def folded(word: str) -> str:
    """Return a word as the list compares it: small letters, single spaces."""
    return " ".join(word.casefold().split())[:WORD_CHARACTERS_MAX]


def _to_word(row: DeclaredWordRow) -> DeclaredWord:
    return DeclaredWord(
        word=row.word,
        member=row.member,
        label=Label(row.label),
        declaration=Declaration(row.declaration),
        declared_at=moments.to_moment(row.declared_at),
        expires_on=date.fromisoformat(row.expires_on),
        confirmed_by=row.confirmed_by,
        rejected_by=row.rejected_by,
    )
