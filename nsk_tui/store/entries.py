"""Consultations as rows: one entry each, its earlier versions, and the way back to records."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.consultations import (
    FREE_TEXT_FIELDS,
    AgeBand,
    Area,
    Asked,
    Basis,
    Channel,
    Concern,
    ConcernLevel,
    Consultation,
    FollowUp,
    NewConsultation,
    Outcome,
)
from nsk_tui.rules.ids import CodeName, ConsultationId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, RefusedRow, SavedByAnother
from nsk_tui.store.tables import EntryRow, EntryVersionRow, ThreadRow

ENTRIES_MAX = 500
CODED_FIELDS = frozenset({"asker_department", "card"})
"""Free-text fields whose value may instead be chosen from a list that the network keeps."""


def add(
    session: Session,
    entry: ConsultationId,
    thread_key: int,
    number: int,
    member: str,
    now: datetime,
    new: NewConsultation,
    area: Area,
    today: date,
    cleared: Cleared,
    coded: Mapping[str, str],
    by_rota: bool | None,
) -> int:
    """Write an entry and return its key.

    Free texts come from the clearance alone; ``coded`` holds what was chosen from the network's
    own lists (a department, a card) and needs none. ``by_rota`` None: nobody knows.
    """
    row = EntryRow(
        id=entry,
        thread_key=thread_key,
        number=number,
        version=1,
        member=member,
        created_at=moments.to_text(now),
        withdrawn=0,
        by_rota=None if by_rota is None else int(by_rota),
        **columns_of(new, area, today, cleared, coded),
    )
    session.add(row)
    session.flush()
    return _key(row)


def correct(
    session: Session,
    entry: ConsultationId,
    version: int,
    new: NewConsultation,
    area: Area,
    cleared: Cleared,
    coded: Mapping[str, str],
    now: datetime,
) -> int:
    """Replace an entry's content, keeping what it said before; return its key.

    Errors
        SavedByAnother: it is no longer the version that was read. Missing: it is gone.
    """
    row = _row(session, entry)
    if row.version != version:
        raise SavedByAnother(entry)
    session.add(_earlier(row, now))
    for name, value in columns_of(new, area, date.fromisoformat(row.day), cleared, coded).items():
        setattr(row, name, value)
    row.version, row.changed_at = version + 1, moments.to_text(now)
    session.add(row)
    session.flush()
    return _key(row)


def get(session: Session, entry: ConsultationId) -> Consultation:
    """Return an entry.

    Errors
        Missing: there is none with this id.
    """
    row = _row(session, entry)
    thread = session.get(ThreadRow, row.thread_key)
    if thread is None:
        raise Missing("thread")
    return to_record(row, thread.code_name)


def of_thread(session: Session, thread_key: int, code_name: str) -> tuple[Consultation, ...]:
    """Return a thread's entries, the first first."""
    query = (
        select(EntryRow)
        .where(EntryRow.thread_key == thread_key, EntryRow.withdrawn == 0)
        .order_by(col(EntryRow.number))
        .limit(ENTRIES_MAX)
    )
    return tuple(to_record(row, code_name) for row in session.exec(query))


@dataclass(frozen=True)
class StoredTexts:
    """An entry's free texts as they stand, and where they stand.

    Shape
        ``version`` 0 is the entry itself; another is one that was corrected since.
    """

    entry: ConsultationId
    key: int
    thread: CodeName
    number: int
    member: MemberId
    version: int
    texts: dict[str, str]


def texts_after(session: Session, key: int, limit: int = 500) -> tuple[StoredTexts, ...]:
    """Return the free texts of the entries after a key, page by page, withdrawn ones included."""
    query = (
        select(EntryRow, ThreadRow.code_name)
        .join(ThreadRow, col(ThreadRow.key) == EntryRow.thread_key)
        .where(col(EntryRow.key) > key)
        .order_by(col(EntryRow.key))
        .limit(limit)
    )
    return tuple(_texts(row, code_name) for row, code_name in session.exec(query))


def texts_of(session: Session, entry: ConsultationId) -> tuple[StoredTexts, ...]:
    """Return an entry's free texts, the present ones first, then those of earlier versions.

    Errors
        Missing: there is none with this id.
    """
    row = session.exec(select(EntryRow).where(EntryRow.id == entry)).first()
    thread = session.get(ThreadRow, row.thread_key) if row else None
    if row is None or thread is None:
        raise Missing("entry")
    present = _texts(row, thread.code_name)
    query = (
        select(EntryVersionRow)
        .where(EntryVersionRow.entry_key == present.key)
        .order_by(col(EntryVersionRow.version).desc())
        .limit(ENTRIES_MAX)
    )
    earlier = (
        replace(present, version=old.version, texts=_texts_in(old.body)) for old in session.exec(query)
    )
    return (present, *earlier)


def put_redacted(session: Session, stored: StoredTexts, texts: dict[str, str], now: datetime) -> None:
    """Put mended texts in place of stored ones; no version keeps what was taken out."""
    if stored.version:
        old = session.get(EntryVersionRow, (stored.key, stored.version))
        if old is not None:
            old.body = json.dumps({**json.loads(old.body), **texts}, ensure_ascii=False)
            session.add(old)
    else:
        row = session.get(EntryRow, stored.key)
        if row is not None:
            for name, value in texts.items():
                setattr(row, name, value)
            row.version, row.changed_at = row.version + 1, moments.to_text(now)
            session.add(row)
    session.flush()


def next_number(session: Session, thread_key: int) -> int:
    """Return the number of a thread's next entry; withdrawn ones keep theirs."""
    query = select(func.max(col(EntryRow.number))).where(EntryRow.thread_key == thread_key)
    return (session.exec(query).one() or 0) + 1


def newest_number(session: Session, thread_key: int) -> int:
    """Return the number of a thread's newest entry that was not withdrawn; 0 for none."""
    query = select(func.max(col(EntryRow.number))).where(
        EntryRow.thread_key == thread_key, EntryRow.withdrawn == 0
    )
    return session.exec(query).one() or 0


def set_withdrawn(session: Session, entry_key: int, withdrawn: bool) -> str:
    """Take an entry out of its thread, or put it back; return its id."""
    row = session.get(EntryRow, entry_key)
    if row is None:
        raise Missing("entry")
    row.withdrawn = int(withdrawn)
    session.add(row)
    session.flush()
    return row.id


def to_record(row: EntryRow, code_name: str) -> Consultation:
    """Return the record of a row."""
    return Consultation(
        id=ConsultationId(row.id),
        thread=CodeName(code_name),
        number=row.number,
        version=row.version,
        member=MemberId(row.member),
        created_at=moments.to_moment(row.created_at),
        changed_at=moments.to_optional_moment(row.changed_at),
        area=Area(row.area),
        body=_body(row, code_name),
    )


def concerns_out(text: str) -> tuple[Concern, ...]:
    """Return the concerns that a column holds."""
    return tuple(Concern(code) for code in text.split(",") if code)


def concerns_in(concerns: tuple[Concern, ...]) -> str:
    """Return what a column holds for some concerns."""
    return ",".join(concern.value for concern in concerns)


def columns_of(
    new: NewConsultation, area: Area, today: date, cleared: Cleared, coded: Mapping[str, str]
) -> dict[str, Any]:
    """Return the columns of what a consultation says; free texts come from the clearance alone.

    Errors
        RefusedRow: ``coded`` holds a field that is no choice from a list.
    """
    texts = {name: coded.get(name, cleared.texts.get(name, "")) for name in FREE_TEXT_FIELDS}
    if not set(coded) <= CODED_FIELDS:
        raise RefusedRow("entry")
    follow_up = new.follow_up
    return {
        **texts,
        "area": area.value,
        "age_band": new.age_band.value,
        "level": new.level.value,
        "concerns": concerns_in(new.concerns),
        "outcome": new.outcome.value,
        "channel": new.channel.value if new.channel else None,
        "asked": new.asked.value if new.asked else None,
        "basis": new.basis.value,
        "day": (new.day or today).isoformat(),
        "minutes": new.minutes,
        "follow_up_on": moments.day_text(follow_up.on) if follow_up else None,
        "follow_up_owner": follow_up.owner if follow_up else None,
    }


def _body(row: EntryRow, code_name: str) -> NewConsultation:
    body = NewConsultation(
        level=ConcernLevel(row.level),
        age_band=AgeBand(row.age_band),
        area=Area(row.area),
        concerns=concerns_out(row.concerns),
        outcome=Outcome(row.outcome),
        channel=Channel(row.channel) if row.channel else None,
        asked=Asked(row.asked) if row.asked else None,
        basis=Basis(row.basis),
        day=date.fromisoformat(row.day),
        minutes=row.minutes,
        follow_up=_follow_up(row),
        thread=CodeName(code_name),
    )
    return replace(body, **{name: getattr(row, name) for name in FREE_TEXT_FIELDS})


def _follow_up(row: EntryRow) -> FollowUp | None:
    """Return the follow-up agreed in an entry; None when none was."""
    if row.follow_up_on is None or row.follow_up_owner is None:
        return None
    return FollowUp(date.fromisoformat(row.follow_up_on), MemberId(row.follow_up_owner))


def _texts(row: EntryRow, code_name: str) -> StoredTexts:
    texts = {name: str(getattr(row, name)) for name in FREE_TEXT_FIELDS}
    return StoredTexts(
        entry=ConsultationId(row.id),
        key=_key(row),
        thread=CodeName(code_name),
        number=row.number,
        member=MemberId(row.member),
        version=0,
        texts=texts,
    )


def _texts_in(body: str) -> dict[str, str]:
    table = json.loads(body)
    return {name: str(table.get(name, "")) for name in FREE_TEXT_FIELDS}


def _earlier(row: EntryRow, now: datetime) -> EntryVersionRow:
    kept = (*FREE_TEXT_FIELDS, "level", "age_band", "concerns", "outcome", "minutes", "follow_up_on")
    body = json.dumps({name: getattr(row, name) for name in kept}, ensure_ascii=False)
    return EntryVersionRow(entry_key=_key(row), version=row.version, saved_at=moments.to_text(now), body=body)


def _row(session: Session, entry: ConsultationId) -> EntryRow:
    row = session.exec(select(EntryRow).where(EntryRow.id == entry, EntryRow.withdrawn == 0)).first()
    if row is None:
        raise Missing("entry")
    return row


def _key(row: EntryRow) -> int:
    if row.key is None:
        raise Missing("entry")
    return row.key
