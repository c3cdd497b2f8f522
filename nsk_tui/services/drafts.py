"""Drafts: saved while somebody types, found again after a cut line; they need no database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from nsk_tui.rules.ids import CodeName
from nsk_tui.services.errors import UnknownDraft
from nsk_tui.services.session import Session
from nsk_tui.store import draft_state
from nsk_tui.vault import drafts as sealed
from nsk_tui.vault.drafts import DraftPlace
from nsk_tui.vault.errors import DamagedStore, NoStore

KIND_CHARACTERS_MAX = 40
OF_MINUTES = "minutes"
"""The kind of what is not finished in a meeting's minutes; its code name is the meeting's id."""


@dataclass(frozen=True)
class DraftLine:
    """A draft as one line: what kind of form, its thread's code name, when it was saved."""

    id: str
    kind: str
    code_name: CodeName
    saved_at: datetime


def save_draft(
    session: Session, draft_id: str | None, kind: str, code_name: str, payload: dict[str, object]
) -> str:
    """Seal a draft beside the database; return its id, a new one when there was none.

    Errors
        StoreFull, StoreReadOnly: the draft of a moment ago stands.
    """
    draft = draft_id or sealed.new_id()
    table = {"kind": kind, "code_name": code_name, "saved_at": session.now.isoformat(), "payload": payload}
    save_sealed(session, _place(session), draft, table)
    return draft


def drafts(session: Session) -> tuple[DraftLine, ...]:
    """Return the member's drafts, the newest first; one that is damaged is left out."""
    lines = []
    for draft in sealed.ids(_place(session)):
        try:
            table = _table(session, draft)
        except UnknownDraft:
            continue
        saved_at = datetime.fromisoformat(str(table["saved_at"]))
        lines.append(DraftLine(draft, str(table["kind"]), CodeName(str(table["code_name"])), saved_at))
    return tuple(sorted(lines, key=lambda line: line.saved_at, reverse=True))


def damaged(session: Session) -> int:
    """Return how many of the member's drafts do not open."""
    return len(sealed.ids(_place(session))) - len(drafts(session))


def save_sealed(session: Session, place: DraftPlace, draft: str, table: Mapping[str, object]) -> None:
    """Seal a draft of any shelf, under a higher number than the database saw."""
    sealed.save(place, session.vault.keys.draft, draft, table, session.facts.drafts_reached)


def put_back(session: Session, *shelves: str) -> int:
    """Return how many of the member's drafts are older than their last save, gone, or there again.

    Errors
        DamagedStore: what tells of it does not open.
    """
    places = [replace(_place(session), shelf=shelf) for shelf in ("", *shelves)]
    return len(sealed.put_back(places, session.vault.keys.draft))


def fell_back_at(session: Session) -> datetime | None:
    """Return when older drafts were found than the database saw; None when that never was, or is over."""
    with session.database.reading() as reading:
        return draft_state.put_back_at(reading, session.member)


def load_draft(session: Session, draft_id: str) -> dict[str, object]:
    """Return what a draft holds.

    Errors
        UnknownDraft: it is gone or damaged.
    """
    payload = _table(session, draft_id)["payload"]
    if not isinstance(payload, dict):
        raise UnknownDraft
    return payload


def discard_draft(session: Session, draft_id: str) -> None:
    """Remove a draft; nothing happens when it is gone already."""
    sealed.discard(_place(session), session.vault.keys.draft, draft_id)


def _table(session: Session, draft: str) -> dict[str, object]:
    try:
        content = sealed.load(_place(session), session.vault.keys.draft, draft)
    except (NoStore, DamagedStore):
        raise UnknownDraft from None
    table = json.loads(content.decode("utf-8", "surrogatepass"))
    if not isinstance(table, dict):
        raise UnknownDraft
    return table


def _place(session: Session) -> DraftPlace:
    return DraftPlace(session.folder, session.vault.ring.store, session.member)
