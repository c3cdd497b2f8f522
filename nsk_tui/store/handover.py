"""Handovers as rows: who hands over, why, until when, and what she says is left out."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.handover import Handover, HandoverKind, HandoverState, Remainder, RemainderKind
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.handover_tables import EchoRow, HandoverRow
from nsk_tui.store.moments import to_day

HANDOVERS_MAX = 500
ECHOES_MAX = 200


def add(session: Session, handover: Handover, by: str) -> None:
    """Write down that a handover is begun."""
    session.add(
        HandoverRow(
            id=handover.id,
            giver=handover.giver,
            kind=handover.kind.value,
            thread=handover.thread,
            started_by=by,
            started_on=handover.started_on.isoformat(),
            last_day=handover.last_day.isoformat(),
            back_on=moments.day_text(handover.back_on),
            state=handover.state.value,
        )
    )
    session.flush()


def get(session: Session, handover: str) -> Handover:
    """Return a handover.

    Errors
        Missing
    """
    return _to_handover(_row(session, handover))


def open_of(session: Session, giver: str, thread: str = "") -> Handover | None:
    """Return a member's handover that is under way: of all she has, or of one thread; None for none."""
    query = select(HandoverRow).where(
        HandoverRow.giver == giver,
        HandoverRow.thread == thread,
        HandoverRow.state == HandoverState.OPEN.value,
    )
    row = session.exec(query).first()
    return None if row is None else _to_handover(row)


def every(session: Session, state: HandoverState | None = None) -> tuple[Handover, ...]:
    """Return handovers, the last day that comes first first; ``state`` None: of every state."""
    query = select(HandoverRow).order_by(col(HandoverRow.last_day), HandoverRow.id).limit(HANDOVERS_MAX)
    if state is not None:
        query = query.where(HandoverRow.state == state.value)
    return tuple(_to_handover(row) for row in session.exec(query))


def set_days(session: Session, handover: str, last_day: date, back_on: date | None, version: int) -> None:
    """Move a handover's days; ``back_on`` None: not known, or never.

    Errors
        Missing. SavedByAnother: it is no longer the version that was read.
    """
    row = _locked(session, handover, version)
    row.last_day, row.back_on = last_day.isoformat(), moments.day_text(back_on)
    _put(session, row)


def set_remainder(session: Session, handover: str, remainder: Remainder, version: int) -> None:
    """Write down what is said of all that is not handed over.

    Errors
        Missing. SavedByAnother: it is no longer the version that was read.
    """
    row = _locked(session, handover, version)
    row.remainder_kind, row.remainder_by = remainder.kind.value, remainder.by
    row.remainder_on, row.remainder_words = remainder.on.isoformat(), remainder.words
    _put(session, row)


def end(
    session: Session, handover: str, state: HandoverState, by: str, reason: str, on: date, version: int
) -> None:
    """Close a handover, or drop it.

    Errors
        Missing. SavedByAnother: it is no longer the version that was read.
    """
    row = _locked(session, handover, version)
    row.state, row.closed_by, row.closed_on = state.value, by, on.isoformat()
    row.closing_reason = reason
    _put(session, row)


def closing_reason(session: Session, handover: str) -> str:
    """Return why a coordinator closed a handover that was not finished; empty when it was.

    Errors
        Missing
    """
    return _row(session, handover).closing_reason


# What was missing ---------------------------------------------------------------------------------


def add_echo(session: Session, handover: str, member: str, days: int, words: str, now: datetime) -> bool:
    """Write down what a receiver says was missing; return whether it was not said before."""
    if session.get(EchoRow, (handover, member, days)) is not None:
        return False
    answered_at = moments.to_text(now)
    session.add(EchoRow(handover=handover, member=member, days=days, words=words, answered_at=answered_at))
    session.flush()
    return True


def echoes(session: Session, handover: str) -> tuple[tuple[MemberId, int, str], ...]:
    """Return what the receivers said was missing, as (member, days, words), the earliest first."""
    query = (
        select(EchoRow)
        .where(EchoRow.handover == handover)
        .order_by(col(EchoRow.answered_at), EchoRow.member)
        .limit(ECHOES_MAX)
    )
    return tuple((MemberId(row.member), row.days, row.words) for row in session.exec(query))


def answered_days(session: Session, member: str) -> frozenset[tuple[HandoverId, int]]:
    """Return which questions a member has answered, as (handover, days)."""
    query = select(EchoRow.handover, EchoRow.days).where(EchoRow.member == member).limit(HANDOVERS_MAX)
    return frozenset((HandoverId(handover), days) for handover, days in session.exec(query))


def latest_echoes(session: Session, limit: int) -> tuple[str, ...]:
    """Return what was said to be missing in earlier handovers, the newest first; only what has words."""
    query = (
        select(EchoRow.words)
        .where(EchoRow.words != "")
        .order_by(col(EchoRow.answered_at).desc(), EchoRow.member)
        .limit(limit)
    )
    return tuple(session.exec(query))


def _row(session: Session, handover: str) -> HandoverRow:
    row = session.get(HandoverRow, handover)
    if row is None:
        raise Missing("handover")
    return row


def _locked(session: Session, handover: str, version: int) -> HandoverRow:
    row = _row(session, handover)
    if row.version != version:
        raise SavedByAnother(row.giver)
    return row


def _put(session: Session, row: HandoverRow) -> None:
    row.version += 1
    session.add(row)
    session.flush()


def _to_handover(row: HandoverRow) -> Handover:
    return Handover(
        id=HandoverId(row.id),
        giver=MemberId(row.giver),
        kind=HandoverKind(row.kind),
        started_on=date.fromisoformat(row.started_on),
        last_day=date.fromisoformat(row.last_day),
        back_on=to_day(row.back_on),
        remainder=_remainder(row),
        thread=row.thread,
        state=HandoverState(row.state),
        started_by=MemberId(row.started_by),
        closed_on=to_day(row.closed_on),
        closed_by=MemberId(row.closed_by) if row.closed_by else None,
        version=row.version,
    )


def _remainder(row: HandoverRow) -> Remainder | None:
    """Return what is said of the rest; None when nothing is said yet."""
    if row.remainder_kind is None or row.remainder_by is None or row.remainder_on is None:
        return None
    on = date.fromisoformat(row.remainder_on)
    return Remainder(RemainderKind(row.remainder_kind), MemberId(row.remainder_by), on, row.remainder_words)
