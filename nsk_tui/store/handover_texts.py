"""What people word in a handover, as the sweep reads it and a redaction mends it: copies included."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from sqlmodel import Session, col, select

from nsk_tui.rules.handover_items import HandoverItem, mended_text
from nsk_tui.rules.ids import MemberId
from nsk_tui.store import handover_items
from nsk_tui.store.handover_tables import (
    ActionRow,
    ContingencyRow,
    EchoRow,
    HandoverItemRow,
    HandoverRow,
    IntroductionRow,
    MoveRow,
)
from nsk_tui.store.tables import Row
from nsk_tui.store.worded_texts import Mend, TextSource, WordedText

HANDOVER, ITEM = "handover", "handover_item"
ROWS_MAX = 10_000

_OF_ITEM: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (HandoverItemRow, ("label", "watch", "summary")),
    (ActionRow, ("what",)),
    (ContingencyRow, ("if_this", "then_that")),
    (IntroductionRow, ("whom",)),
    (MoveRow, ("words", "question")),
)
_OF_HANDOVER: tuple[tuple[type[Row], tuple[str, ...]], ...] = (
    (HandoverRow, ("remainder_words", "closing_reason")),
    (EchoRow, ("words",)),
)
"""Which columns hold what somebody worded; the register of text columns says the same."""


def fields_of(item: HandoverItem) -> dict[str, str]:
    """Return what the giver worded in an item, by the names that findings in it go by."""
    texts = {"watch": item.watch, "summary": item.summary}
    if not item.covers:
        texts["label"] = item.label
    texts |= {f"action.{at}": one.what for at, one in enumerate(item.actions)}
    texts |= {f"if.{at}": one.if_this for at, one in enumerate(item.contingencies)}
    texts |= {f"then.{at}": one.then_that for at, one in enumerate(item.contingencies)}
    texts |= {f"meet.{at}": one.whom for at, one in enumerate(item.introductions)}
    return {name: text for name, text in texts.items() if text}


def _item_refs(session: Session, after: str, limit: int) -> tuple[str, ...]:
    query = select(HandoverItemRow.id).where(HandoverItemRow.id > after).order_by(col(HandoverItemRow.id))
    return tuple(session.exec(query.limit(limit)))


def _read_items(session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
    stored = handover_items.by_ids(session, refs)
    moves = session.exec(
        select(MoveRow).where(col(MoveRow.item).in_(refs)).order_by(col(MoveRow.number)).limit(ROWS_MAX)
    ).all()
    labels: dict[str, str] = {one.item.id: _about(one.item) for one in stored}
    given = (
        WordedText(ITEM, one.item.id, one.changed_by, labels[one.item.id], fields_of(one.item))
        for one in stored
    )
    answered = (
        WordedText(
            ITEM,
            row.item,
            MemberId(row.member),
            labels[row.item],
            _filled({f"words.{row.number}": row.words, f"question.{row.number}": row.question}),
        )
        for row in moves
        if row.item in labels
    )
    return tuple(one for one in (*given, *answered) if one.texts)


def _mend_item(session: Session, ref: str, mend: Mend) -> int:
    changed = sum(_mend_rows(session, _rows(session, table, ref), names, mend) for table, names in _OF_ITEM)
    row = session.get(HandoverItemRow, ref)
    if changed and row is not None:
        row.version += 1
        session.add(row)
    _mend_bodies(session, ref, mend)
    session.flush()
    return changed


def _mend_bodies(session: Session, ref: str, mend: Mend) -> None:
    """Mend the exact texts that were sent, and let every answer stand for the text as it is now."""
    digests: dict[str, str] = {}
    moves = [row for row in _rows(session, MoveRow, ref) if isinstance(row, MoveRow)]
    for row in moves:
        body = mended_text(row.body, mend) if row.body else ""
        if body != row.body:
            digests[row.digest] = sha256(body.encode("ascii")).hexdigest()
            row.body = body
    for row in moves:
        if row.digest in digests:
            row.digest, row.mended = digests[row.digest], 1
            session.add(row)


def _handover_refs(session: Session, after: str, limit: int) -> tuple[str, ...]:
    query = select(HandoverRow.id).where(HandoverRow.id > after).order_by(col(HandoverRow.id)).limit(limit)
    return tuple(session.exec(query))


def _read_handovers(session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
    query = select(HandoverRow).where(col(HandoverRow.id).in_(refs)).order_by(col(HandoverRow.id))
    rows = session.exec(query.limit(ROWS_MAX)).all()
    givers = {row.id: row.giver for row in rows}
    echoes = (
        select(EchoRow)
        .where(col(EchoRow.handover).in_(refs))
        .order_by(col(EchoRow.handover), col(EchoRow.member), col(EchoRow.days))
    )
    found = [
        WordedText(HANDOVER, row.id, MemberId(member), row.giver, _filled(texts))
        for row in rows
        for member, texts in (
            (row.remainder_by or row.giver, {"remainder": row.remainder_words}),
            (row.closed_by or row.giver, {"reason": row.closing_reason}),
        )
    ]
    found += [
        WordedText(
            HANDOVER,
            row.handover,
            MemberId(row.member),
            givers[row.handover],
            _filled({f"missing.{row.member}.{row.days}": row.words}),
        )
        for row in session.exec(echoes.limit(ROWS_MAX))
        if row.handover in givers
    ]
    return tuple(one for one in found if one.texts)


def _mend_handover(session: Session, ref: str, mend: Mend) -> int:
    changed = sum(
        _mend_rows(session, _rows(session, table, ref), names, mend) for table, names in _OF_HANDOVER
    )
    row = session.get(HandoverRow, ref)
    if changed and row is not None:
        row.version += 1
        session.add(row)
    session.flush()
    return changed


def _rows(session: Session, table: type[Row], ref: str) -> list[Row]:
    key = {HandoverItemRow: "id", HandoverRow: "id", EchoRow: "handover"}.get(table, "item")
    columns = table.__table__.columns  # type: ignore[attr-defined]
    query = select(table).where(columns[key] == ref).order_by(*table.__table__.primary_key.columns)  # type: ignore[attr-defined]
    return list(session.exec(query.limit(ROWS_MAX)))


def _mend_rows(session: Session, rows: Iterable[Row], names: Iterable[str], mend: Mend) -> int:
    changed = 0
    for row in rows:
        for name in names:
            before = str(getattr(row, name))
            after = mend(before)
            if after != before:
                setattr(row, name, after)
                session.add(row)
                changed += 1
    return changed


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _about(item: HandoverItem) -> str:
    """Return what the audit says of an item: a code name, or its kind; never its words."""
    if item.kind is not None and item.kind.value in ("thread", "follow_up"):
        return item.label
    return item.kind.value if item.kind else "own"


SOURCES = (
    TextSource(
        HANDOVER, frozenset({"handover", "handover_echo"}), _handover_refs, _read_handovers, _mend_handover
    ),
    TextSource(
        ITEM,
        frozenset(
            {
                "handover_item", "handover_action", "handover_contingency", "handover_introduction",
                "handover_move",
            }
        ),
        _item_refs,
        _read_items,
        _mend_item,
    ),
)  # fmt: skip
