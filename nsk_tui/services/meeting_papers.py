"""Agenda and minutes leave: checked once more with today's lists; sealed when they are confidential.

Source
    docs/rules/meetings.md, "On paper"
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nsk_tui.exchange.documents import to_markdown, to_text
from nsk_tui.exchange.word_document import to_docx
from nsk_tui.rules.access import Act
from nsk_tui.rules.actions import Action
from nsk_tui.rules.documents import Document
from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.meetings import Meeting
from nsk_tui.rules.outbox import LeavingForm, LeavingKind, LeavingPurpose, SealedTo
from nsk_tui.rules.papers import PaperForm, PaperKind
from nsk_tui.services import actions, agenda, members, minutes, outbox, recipients, sealing
from nsk_tui.services.clearing import FieldFinding, NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_access import found_meeting
from nsk_tui.services.meeting_change import subject_of
from nsk_tui.services.meeting_document import Frame, agenda_document, minutes_document
from nsk_tui.services.meeting_errors import SealFirst
from nsk_tui.services.meeting_texts import looks_again
from nsk_tui.services.outbox import About
from nsk_tui.services.sealing import Exported
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading
from nsk_tui.vault import checkpoint
from nsk_tui.vault.envelope import Recipient


@dataclass(frozen=True)
class WantedPaper:
    """What somebody wants to let leave, sealed.

    Shape
        ``receivers`` are members with a confirmed age key, when it is sealed to members; empty
        otherwise.
    """

    meeting: MeetingId
    kind: PaperKind
    forms: tuple[LeavingForm, ...]
    sealed_to: SealedTo
    receivers: tuple[MemberId, ...] = ()


@dataclass(frozen=True)
class Written:
    """A paper as it would leave, and what was read for it."""

    meeting: Meeting
    document: Document
    open_actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Printed:
    """A paper as lines, and the meeting it is about."""

    meeting: Meeting
    lines: tuple[str, ...]


def paper(session: Session, meeting: str, kind: PaperKind, form: PaperForm) -> bytes | NotAnonymous:
    """Return agenda or minutes as a file; writing one is audited.

    Shape
        Findings name the place of a text as ``line:<id>``, ``item:<id>`` or ``meeting``.
    Errors
        NotAllowed, UnknownMeeting. SealFirst: the meeting is confidential.
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        if found_meeting(reading, meeting).body.confidential:
            raise SealFirst
    refused = check_again(session, meeting, kind)
    if refused is not None:
        return refused
    with change(session.database, session.member, session.now) as writing:
        writing.audit("export_paper", subject_of(found_meeting(writing.session, meeting)), kind.value)
        writing.commit()
    return _bytes(write(session, meeting, kind).document, form)


def export(session: Session, wanted: WantedPaper, passphrase: str) -> Exported | NotAnonymous:
    """Let agenda or minutes leave, sealed; the member's own passphrase is asked for again.

    Errors
        NotAllowed, UnknownMeeting, WrongPassphrase. ExportRefused: what is wanted does not go
        together. UnknownRecipient, SavedByAnotherFirst, DocumentTooLarge, TooLittleMemory,
        StoreFull, StoreReadOnly, StoreBusy: nothing has left.
    """
    session.must(Act.EXPORT)
    sealing.must_go_together(wanted.forms, wanted.sealed_to, wanted.receivers)
    members.must_be_own_passphrase(session, passphrase)
    refused = check_again(session, wanted.meeting, wanted.kind)
    if refused is not None:
        return refused
    with session.database.reading() as reading:
        keys = recipients.to_seal_to(session, reading, wanted.receivers)
    written = write(session, wanted.meeting, wanted.kind)
    drawn = "" if keys else sealing.drawn_words()
    kind = LeavingKind.AGENDA if wanted.kind is PaperKind.AGENDA else LeavingKind.MINUTES
    about = About(kind, subject_of(written.meeting), LeavingPurpose.MEETING)
    leaving = [
        one
        for form in wanted.forms
        for one in sealing.sealed(written.document, form, wanted.sealed_to, keys, drawn)
    ]
    tickets = outbox.put(
        session, about, leaving, lambda reading: _must_be_as_read(session, reading, written, keys)
    )
    return Exported(tickets, drawn)


def write(session: Session, meeting: str, kind: PaperKind) -> Written:
    """Return a paper as a document, before it leaves.

    Errors
        NotAllowed, UnknownMeeting
    """
    frame = Frame(session.municipality, session.network, session.today)
    if kind is PaperKind.AGENDA:
        page = agenda.agenda(session, meeting)
        opening = actions.opening(session, meeting).actions
        return Written(page.meeting, agenda_document(page, opening, frame), opening)
    found = minutes.minutes(session, meeting)
    return Written(found.meeting, minutes_document(found, words(session), frame))


def printed(session: Session, meeting: str, kind: PaperKind) -> Printed:
    """Return a paper as it would be printed.

    Errors
        NotAllowed, UnknownMeeting
    """
    written = write(session, meeting, kind)
    return Printed(written.meeting, tuple(to_text(written.document).decode("utf-8").splitlines()))


def check_again(session: Session, meeting: str, kind: PaperKind) -> NotAnonymous | None:
    """Return what today's lists find in a paper that must be resolved first; None: it may leave.

    Errors
        NotAllowed, UnknownMeeting
    """
    texts = _agenda_texts(session, meeting) if kind is PaperKind.AGENDA else _minutes_texts(session, meeting)
    with session.database.reading() as reading:
        found: tuple[FieldFinding, ...] = looks_again(reading, session, texts)
    return NotAnonymous(found) if found else None


def _agenda_texts(session: Session, meeting: str) -> dict[str, str]:
    page = agenda.agenda(session, meeting)
    open_ones = actions.opening(session, meeting).actions
    return {
        "meeting": page.meeting.body.title,
        **{f"item:{one.id}": f"{one.body.title}. {one.body.purpose}" for one in page.items},
        **{f"line:{one.line}": one.text for one in open_ones},
    }


def _minutes_texts(session: Session, meeting: str) -> dict[str, str]:
    page = minutes.minutes(session, meeting)
    return {
        "meeting": page.meeting.body.title,
        **{f"item:{one.id}": f"{one.body.title}. {one.body.purpose}" for one in page.items},
        **{f"line:{one.line.id}": one.line.text for one in page.lines},
        **{f"addendum:{one.number}": one.text for one in page.addenda},
    }


def _bytes(document: Document, form: PaperForm) -> bytes:
    if form is PaperForm.WORD:
        return to_docx(document)
    return to_markdown(document) if form is PaperForm.MARKDOWN else to_text(document)


def words(session: Session) -> tuple[str, ...]:
    """Return the twelve words of the audit's checkpoint as it is now."""
    with session.database.reading() as reading:
        return checkpoint.to_words(audit.head(reading))


def _must_be_as_read(
    session: Session, reading: Reading, written: Written, keys: Mapping[MemberId, Recipient]
) -> None:
    """Look under the write lock whether the paper is still about the meeting as it stands, to the same keys.

    Errors
        SavedByAnotherFirst, UnknownRecipient.
    """
    if found_meeting(reading, written.meeting.id) != written.meeting:
        raise SavedByAnotherFirst(subject_of(written.meeting))
    if recipients.to_seal_to(session, reading, keys) != keys:
        raise SavedByAnotherFirst(subject_of(written.meeting))
