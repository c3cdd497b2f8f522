"""What the form of a quarantined row begins with, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import FREE_TEXT_FIELDS, NewConsultation, area_of
from nsk_tui.screens.consultation_fields import TEXTS, Answers, of_body, of_payload
from nsk_tui.screens.consultation_sheet import OWN_WORDS
from nsk_tui.screens.writer import Outcome
from nsk_tui.services import drafts, quarantine
from nsk_tui.services.quarantine import QuarantineLine
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session

KIND = "import"

UNSEEN = tuple(name for name in FREE_TEXT_FIELDS if name not in (*TEXTS, *OWN_WORDS.values()))
"""Texts of a row that the form has no field for; their findings are resolved with F8 all the same."""


@dataclass(frozen=True)
class RowTurn:
    """A row whose turn it is.

    Shape
        ``left`` counts the rows that wait, this one included. ``draft_id`` None: nobody has
        written on it yet.
    """

    line: QuarantineLine
    left: int
    new: NewConsultation
    answers: Answers
    draft_id: str | None = None


def next_turn(session: Session, skipped: frozenset[str]) -> RowTurn | None:
    """Return the first row that waits and was not skipped; None when there is none."""
    waiting = quarantine.rows(session, limit=len(skipped) + 1)
    line = next((one for one in waiting if one.id not in skipped), None)
    if line is None:
        return None
    new = quarantine.load(session, line.id)
    left = quarantine.count(session)
    answers = of_body(new, new.area or area_of(new.age_band))
    draft_id, payload = _draft(session, line.id)
    if draft_id is not None:
        new, answers = with_unseen(new, _kept_texts(payload)), of_payload(payload)
    return RowTurn(line, left, new, answers, draft_id)


def payload_of(row_id: str, new: NewConsultation, answers: Mapping[str, object]) -> dict[str, object]:
    """Return what a draft holds: the row, the answers, and the texts that the form does not show."""
    return {**answers, "row": row_id, "unseen": {name: getattr(new, name) for name in UNSEEN}}


def store(
    session: Session,
    row_id: str,
    new: NewConsultation,
    stances: tuple[Stance, ...],
    draft_id: str | None,
) -> Outcome:
    """Store a row and let its draft go; draft_id None: there is none."""
    outcome = quarantine.store(session, row_id, new, stances)
    if isinstance(outcome, Added):
        _let_go(session, draft_id)
    return outcome


def discard(session: Session, row_id: str, draft_id: str | None) -> None:
    """Drop a row and its draft for good; draft_id None: there is none."""
    quarantine.discard(session, row_id)
    _let_go(session, draft_id)


def _let_go(session: Session, draft_id: str | None) -> None:
    if draft_id is not None:
        drafts.discard_draft(session, draft_id)


def _draft(session: Session, row_id: str) -> tuple[str | None, dict[str, object]]:
    for one in drafts.drafts(session):
        if one.kind == KIND:
            payload = drafts.load_draft(session, one.id)
            if payload.get("row") == row_id:
                return one.id, payload
    return None, {}


def with_unseen(new: NewConsultation, texts: Mapping[str, str]) -> NewConsultation:
    """Return a row with other texts where the form has no field."""
    wanted: dict[str, Any] = {name: texts[name] for name in UNSEEN if name in texts}
    return replace(new, **wanted)


def _kept_texts(payload: Mapping[str, object]) -> dict[str, str]:
    kept = payload.get("unseen")
    return {str(name): str(text) for name, text in kept.items()} if isinstance(kept, dict) else {}
