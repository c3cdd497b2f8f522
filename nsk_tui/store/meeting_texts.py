"""What is worded in and about meetings, as the sweep reads it and a redaction mends it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from nsk_tui.rules.ids import MemberId
from nsk_tui.store.meeting_tables import (
    ActionRow,
    AddendumRow,
    AgendaItemRow,
    MeetingRow,
    MinutesLineRow,
    RemarkRow,
    SeriesRow,
)
from nsk_tui.store.worded_texts import Mend, TextSource, WordedText

ROWS_MAX = 2_000
MEETING, SERIES, ITEM, LINE = "meeting", "meeting_series", "agenda_item", "minutes_line"
REMARK, ADDENDUM, ACTION = "remark", "addendum", "action_point"


@dataclass(frozen=True)
class _Worded:
    """How the texts of one table are found.

    Shape
        ``author`` is the column that says who worded them; ``about`` what the audit says of it.
    """

    kind: str
    row: type[Any]
    fields: tuple[str, ...]
    author: str
    about: Callable[[Any], str]

    def source(self) -> TextSource:
        """Return the source for the sweep and the redaction."""
        return TextSource(self.kind, frozenset({self.kind}), self.after, self.read, self.mend)

    def after(self, session: Session, ref: str, limit: int) -> tuple[str, ...]:
        """Return the refs after one, in order, those that were taken back included."""
        query = select(self.row.id).where(self.row.id > ref).order_by(self.row.id).limit(limit)
        return tuple(session.exec(query))

    def read(self, session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
        """Return the texts of some records; a standing item has none."""
        query = select(self.row).where(col(self.row.id).in_(refs)).order_by(self.row.id).limit(ROWS_MAX)
        found = ((row, {name: getattr(row, name) for name in self.fields}) for row in session.exec(query))
        return tuple(
            WordedText(self.kind, row.id, MemberId(getattr(row, self.author)), self.about(row), texts)
            for row, texts in found
            if any(texts.values())
        )

    def mend(self, session: Session, ref: str, mend: Mend) -> int:
        """Put a function over every text of a record; return how many changed."""
        row = session.get(self.row, ref)
        if row is None:
            return 0
        changed = [name for name in self.fields if mend(getattr(row, name)) != getattr(row, name)]
        for name in changed:
            setattr(row, name, mend(getattr(row, name)))
        if changed and hasattr(row, "version"):
            row.version += 1
        session.add(row)
        session.flush()
        return len(changed)


def home_of(session: Session, kind: str, ref: str) -> str | None:
    """Return the meeting whose minutes a text stands in; None for a text that stands in none."""
    if kind == MEETING:
        return ref
    if kind == ADDENDUM:
        found = _addendum(session, ref)
        return None if found is None else found.meeting
    row: AgendaItemRow | MinutesLineRow | None = None
    if kind == ITEM:
        row = session.get(AgendaItemRow, ref)
    elif kind == LINE:
        row = session.get(MinutesLineRow, ref)
    return None if row is None else row.meeting


def _addenda_after(session: Session, ref: str, limit: int) -> tuple[str, ...]:
    query = select(AddendumRow.meeting, AddendumRow.number).order_by(
        col(AddendumRow.meeting), col(AddendumRow.number)
    )
    refs = (f"{meeting}-{number:04d}" for meeting, number in session.exec(query.limit(ROWS_MAX)))
    return tuple(one for one in refs if one > ref)[:limit]


def _read_addenda(session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
    found = ((ref, _addendum(session, ref)) for ref in refs)
    return tuple(
        WordedText(ADDENDUM, ref, MemberId(row.member), ADDENDUM, {"text": row.text})
        for ref, row in found
        if row is not None
    )


def _mend_addendum(session: Session, ref: str, mend: Mend) -> int:
    row = _addendum(session, ref)
    if row is None or mend(row.text) == row.text:
        return 0
    row.text = mend(row.text)
    session.add(row)
    session.flush()
    return 1


def _addendum(session: Session, ref: str) -> AddendumRow | None:
    """Return the addendum that a ref names; None when there is none."""
    meeting, _dash, number = ref.rpartition("-")
    return session.get(AddendumRow, (meeting, int(number))) if number.isdigit() else None


def _day(row: Any) -> str:
    return row.day or MEETING


SOURCES: tuple[TextSource, ...] = (
    _Worded(MEETING, MeetingRow, ("title",), "created_by", _day).source(),
    _Worded(SERIES, SeriesRow, ("title",), "created_by", lambda _row: SERIES).source(),
    _Worded(ITEM, AgendaItemRow, ("title", "purpose"), "proposed_by", lambda _row: ITEM).source(),
    _Worded(LINE, MinutesLineRow, ("text",), "written_by", lambda _row: LINE).source(),
    _Worded(REMARK, RemarkRow, ("text",), "member", lambda _row: REMARK).source(),
    TextSource(ADDENDUM, frozenset({ADDENDUM}), _addenda_after, _read_addenda, _mend_addendum),
    _Worded(ACTION, ActionRow, ("reason",), "closed_by", _day).source(),
)
