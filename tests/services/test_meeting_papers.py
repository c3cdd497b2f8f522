"""Agenda and minutes on paper: what stands in them, what keeps them in, and how they leave sealed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import docx
import pyrage
import pytest
from sqlalchemy import text as sql

from nsk_tui.rules.agenda import ItemKind, NewItem
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Attendance
from nsk_tui.rules.outbox import LeavingForm, LeavingKind, SealedTo
from nsk_tui.rules.papers import PaperForm, PaperKind
from nsk_tui.services import agenda, meeting_list, meeting_papers, meetings, minutes_stages, oversight
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import ExportRefused, NotAllowed
from nsk_tui.services.meeting_errors import SealFirst
from nsk_tui.services.meeting_papers import WantedPaper
from nsk_tui.services.sealing import Exported
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.gathered import THURSDAY, TWO, audited, item, meet
from tests.leaving import KEYS, confirm_keys, fetched
from tests.services.test_actions import agreed
from tests.services.test_minutes import locked

Unlock = Callable[[str], Session]


def text(session: Session, meeting: str, kind: PaperKind, form: PaperForm = PaperForm.TEXT) -> str:
    """Return a paper's text."""
    made = meeting_papers.paper(session, meeting, kind, form)
    assert isinstance(made, bytes)
    if form is PaperForm.WORD:
        document = docx.Document(BytesIO(made))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(part.text for part in document.paragraphs), *cells])
    return made.decode()


@pytest.mark.parametrize("form", PaperForm)
def test_an_agenda_says_when_what_for_how_long_and_by_whom(
    session: Session, clock: Clock, form: PaperForm
) -> None:
    """In every form, with the open actions that the meeting begins with."""
    agreed(session, clock, "o: K-02 10/12 laver skema")
    meeting = meet(session, day=THURSDAY + timedelta(days=14))
    new = NewItem(ItemKind.DISCUSSION, "Sager om rejser", 20, "Én fælles måde at spørge på")
    agenda.propose(session, new)
    found = text(session, meeting.id, PaperKind.AGENDA, form)
    for part in (
        "Dagsorden: Gruppemøde", "torsdag 10. december 2026 13:00", "Lokale 3", "K-01", "13:05", "drøftelse",
        "Sager om rejser", "Én fælles måde at spørge på", "Eventuelt og næste møde", "laver skema", "M26/11",
    ):  # fmt: skip
        assert part.replace("-", "") in found.replace("\\", "").replace("-", ""), part


def test_minutes_say_who_what_and_by_when_with_hash_and_twelve_words(session: Session, clock: Clock) -> None:
    """The words fit the audit as it stood when they were written."""
    meeting, _on_rota = locked(session, clock)
    minutes_stages.add_addendum(session, meeting.id, "Datoen er 10/12.")
    found = text(session, meeting.id, PaperKind.MINUTES)
    digest = meeting_list.find(session, meeting.id).digest
    assert f"{digest[:4]} {digest[4:8]}" in found
    for part in (
        "BESLUTNING 2026-1: Vagtplan uge 53 er godkendt",
        "Datoen er 10/12.",
        "låst 26. november 2026",
    ):
        assert part in found
    words = " ".join(found.split("Auditens tolv ord, da dette blev skrevet:")[1].split())
    assert oversight.compare(session, words) is oversight.Comparison.FITS
    assert ("export_paper", "2026-11-26", "minutes") in audited(session)


def test_attendance_and_postponed_items_stand_in_the_minutes(session: Session, clock: Clock) -> None:
    """Present, apologies, absent; and an item that was never reached."""
    meeting = meet(session)
    item(session, "Vagtplan")
    meetings.set_attendance(session, meeting.id, "K-01", Attendance.PRESENT)
    meetings.set_attendance(session, meeting.id, "K-02", Attendance.APOLOGIES)
    meetings.set_attendance(session, meeting.id, "K-03", Attendance.ABSENT)
    agenda.postpone(session, agenda.agenda(session, meeting.id).items[1].id)
    found = text(session, meeting.id, PaperKind.MINUTES)
    for part in (
        "Til stede: K-01",
        "Afbud: K-02",
        "Udeblevet: K-03",
        "flyttet til næste møde",
        "ikke begyndt",
    ):
        assert part in found


@pytest.mark.parametrize(
    ("statement", "kind", "place"),
    [
        ("UPDATE agenda_item SET purpose = 'Fatima Hassan' WHERE title <> ''", PaperKind.AGENDA, "item"),
        ("UPDATE minutes_line SET text = 'Fatima Hassan ringer'", PaperKind.MINUTES, "line"),
        ("UPDATE meeting SET title = 'Fatima Hassan'", PaperKind.MINUTES, "meeting"),
    ],
)
def test_a_text_that_todays_lists_know_keeps_the_paper_in(
    session: Session, clock: Clock, statement: str, kind: PaperKind, place: str
) -> None:
    """It is told by its place, and nothing is audited as having left."""
    meeting, _on_rota = locked(session, clock)
    with session.database.writing() as rows:
        rows.connection().execute(sql(statement))
        rows.commit()
    refused = meeting_papers.paper(session, meeting.id, kind, PaperForm.TEXT)
    assert isinstance(refused, NotAnonymous)
    assert {one.field.split(":")[0] for one in refused.findings} == {place}
    assert not [line for line in audited(session) if line[0] == "export_paper"]


def test_the_papers_of_a_confidential_meeting_leave_sealed_alone(unlocked: Unlock, clock: Clock) -> None:
    """To members' keys, under a ticket for each; what comes out says that it is confidential."""
    chief = unlocked("K-01")
    confirm_keys(unlocked, "K-02", "K-03")
    meeting = meet(chief, confidential=True)
    with pytest.raises(SealFirst):
        meeting_papers.paper(chief, meeting.id, PaperKind.AGENDA, PaperForm.TEXT)
    wanted = WantedPaper(
        meeting.id, PaperKind.AGENDA, (LeavingForm.MARKDOWN,), SealedTo.MEMBERS, (TWO, MemberId("K-03"))
    )
    with pytest.raises(WrongPassphrase):
        meeting_papers.export(chief, wanted, "ikke min adgangssætning")
    done = meeting_papers.export(chief, wanted, PASSPHRASES["K-01"])
    assert isinstance(done, Exported)
    assert [(one.receiver, one.kind) for one in done.tickets] == [
        ("K-02", LeavingKind.AGENDA), ("K-03", LeavingKind.AGENDA),
    ]  # fmt: skip
    content = pyrage.decrypt(fetched(chief, done.tickets[0].ticket, clock), [KEYS["K-02"]]).decode()
    assert "Fortroligt: kun til gruppen" in content


def test_minutes_leave_sealed_to_six_words(session: Session, clock: Clock) -> None:
    """For whoever has no key; shown once, and they open it."""
    meeting, _on_rota = locked(session, clock)
    wanted = WantedPaper(meeting.id, PaperKind.MINUTES, (LeavingForm.WORD,), SealedTo.PASSPHRASE)
    done = meeting_papers.export(session, wanted, PASSPHRASES["K-01"])
    assert isinstance(done, Exported)
    assert len(done.passphrase.split()) == 6
    opened = pyrage.passphrase.decrypt(fetched(session, done.tickets[0].ticket, clock), done.passphrase)
    assert any("Vagtplan uge 53" in part.text for part in docx.Document(BytesIO(opened)).paragraphs)


def test_what_does_not_go_together_is_refused(unlocked: Unlock) -> None:
    """And an auditor lets no paper leave."""
    chief, auditor = unlocked("K-01"), unlocked("R-01")
    meeting = meet(chief)
    wanted = WantedPaper(meeting.id, PaperKind.AGENDA, (LeavingForm.WORD,), SealedTo.MEMBERS)
    with pytest.raises(ExportRefused):
        meeting_papers.export(chief, wanted, PASSPHRASES["K-01"])
    with pytest.raises(NotAllowed):
        meeting_papers.export(auditor, wanted, PASSPHRASES["R-01"])
    with pytest.raises(NotAllowed):
        meeting_papers.paper(auditor, meeting.id, PaperKind.AGENDA, PaperForm.TEXT)
