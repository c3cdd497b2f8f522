"""A handover that is ready to leave, members with age keys, and what comes out of a sealed file."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pyrage

from nsk_tui.rules.handover import RemainderKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, LeavingPurpose, SealedTo
from nsk_tui.services import handover, handover_export, recipients, tickets
from nsk_tui.services.handover_export import Exported, Wanted
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved
from tests.conftest import PASSPHRASES, Clock
from tests.handed import GIVER, RECEIVER, Unlock, again, answered, begin, sent, thread

KEYS = {member: pyrage.x25519.Identity.generate() for member in ("K-01", "K-02", "K-03")}
EXPIRES = date(2026, 12, 30)


def received(unlocked: Unlock, introductions: str = "skoleleder 24/11") -> HandoverView:
    """Return a handover of one thread that was received, and its remainder said."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    found = begin(giver)
    item = sent(giver, found, actions="ring til skolen · 24/11", introductions=introductions)
    answered(receiver, item)
    found = again(giver, found)
    said = handover.say_remainder(giver, found.handover.id, RemainderKind.NOTHING, "", found.handover.version)
    assert isinstance(said, Saved)
    return again(giver, found)


def confirm_keys(unlocked: Unlock, *members: str) -> None:
    """Register and confirm members' age keys."""
    for member in members:
        words = recipients.register(unlocked(member), str(KEYS[member].to_public())).words
        recipients.confirm(unlocked("K-02" if member == "K-01" else "K-01"), member, words)


def wanted(view: HandoverView, *receivers: str, **changed: Any) -> Wanted:
    """Return a wish for Word, sealed to members, or to six words when nobody is named."""
    told: dict[str, Any] = {
        "handover": view.handover.id,
        "forms": (LeavingForm.WORD,),
        "sealed_to": SealedTo.MEMBERS if receivers else SealedTo.PASSPHRASE,
        "receivers": tuple(MemberId(one) for one in receivers),
        "purpose": LeavingPurpose.HANDOVER,
        "expires_on": EXPIRES,
    }
    return Wanted(**{**told, **changed})


def exported(session: Session, wish: Wanted) -> Exported:
    """Let a handover leave."""
    outcome = handover_export.export(session, wish, PASSPHRASES[session.member])
    assert isinstance(outcome, Exported)
    return outcome


def fetched(session: Session, ticket: str, clock: Clock) -> bytes:
    """Return the sealed file under a ticket."""
    return tickets.find(session.folder, ticket, clock).sealed


def text_of(content: bytes) -> str:
    """Return all the words of a Word document, tables and edges of the pages included."""
    made = docx.Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    edges = [
        part.text
        for section in made.sections
        for part in (*section.header.paragraphs, *section.footer.paragraphs)
    ]
    return "\n".join([*(part.text for part in made.paragraphs), *cells, *edges])
