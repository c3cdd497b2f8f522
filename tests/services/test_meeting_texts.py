"""What is worded in and about meetings is swept and mended like any other text, locked minutes too."""

from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from nsk_tui.rules.actions import ActionMove
from nsk_tui.services import actions, agenda, meeting_list, minutes, minutes_stages, text_redaction
from nsk_tui.services.errors import NotAllowed, SpanRefused
from nsk_tui.services.session import Session
from nsk_tui.store import text_sources
from nsk_tui.store.meeting_texts import ADDENDUM, LINE, MEETING
from nsk_tui.store.registry import TEXT_COLUMNS, Wording
from tests.conftest import Clock
from tests.gathered import audited, item, meet
from tests.services.test_minutes import begun, locked, write

Unlock = Callable[[str], Session]


def slip(session: Session, statement: str) -> None:
    """Write a text into the store that yesterday's lists let through."""
    with session.database.writing() as rows:
        rows.connection().execute(sql(statement))
        rows.commit()


def test_every_guarded_text_of_a_meeting_has_a_source() -> None:
    """A table that no source reads would never be swept."""
    ours = {"meeting", "meeting_series", "agenda_item", "minutes_line", "remark", "addendum", "action_point"}
    guarded = {name for name in ours if Wording.GUARDED in TEXT_COLUMNS[name].values()}
    assert guarded == ours <= {table for source in text_sources.SOURCES for table in source.tables}


@pytest.mark.parametrize(
    ("statement", "kind", "field"),
    [
        ("UPDATE meeting SET title = 'Sagen om Fatima Hassan'", "meeting", "title"),
        ("UPDATE agenda_item SET title = 'Fatima Hassan' WHERE title <> ''", "agenda_item", "title"),
        ("UPDATE agenda_item SET purpose = 'Fatima Hassan' WHERE title <> ''", "agenda_item", "purpose"),
        ("UPDATE minutes_line SET text = 'Fatima Hassan ringer'", "minutes_line", "text"),
        ("UPDATE remark SET text = 'Fatima Hassan mangler'", "remark", "text"),
        ("UPDATE action_point SET reason = 'Fatima Hassan er flyttet'", "action_point", "reason"),
    ],
)
def test_a_sweep_finds_what_todays_lists_know(
    session: Session, clock: Clock, statement: str, kind: str, field: str
) -> None:
    """Each text is its author's to mend; a redaction takes the word out, and the sweep is content."""
    meeting, on_rota = begun(session, clock)
    write(session, meeting, on_rota, "o: K-02 10/12 laver skema")
    (action,) = actions.open_actions(session)
    actions.move(session, action.id, ActionMove.DROP, action.version, reason="ikke nødvendig mere")
    minutes_stages.remark(session, meeting.id, on_rota, "Der mangler en dato")
    assert text_redaction.sweep(session)[1] == ()
    slip(session, statement)
    found = text_redaction.sweep(session)[1]
    assert {(one.kind, one.field, one.member) for one in found} == {(kind, field, "K-01")}
    one = found[0]
    text_redaction.redact(session, one.kind, one.ref, one.field, one.finding.start, one.finding.end, "en ung")
    assert text_redaction.sweep(session)[1] == ()


def test_a_word_taken_out_of_locked_minutes_gives_them_another_hash(session: Session, clock: Clock) -> None:
    """They say that they were mended, and their hash fits again; the audit has no word of it."""
    meeting, _on_rota = locked(session, clock)
    before = meeting_list.find(session, meeting.id)
    (line,) = minutes.minutes(session, meeting.id).lines
    start = line.line.text.index("uge 53")
    text_redaction.redact(session, LINE, line.line.id, "text", start, start + 6)
    after = meeting_list.find(session, meeting.id)
    assert (before.mended, after.mended) == (False, True)
    assert after.digest != before.digest
    assert minutes_stages.fits(session, meeting.id)
    assert minutes.minutes(session, meeting.id).lines[0].line.text == "Vagtplan er godkendt"
    assert not any("uge 53" in part for entry in audited(session) for part in entry)


def test_an_addendum_is_mended_with_its_hash(session: Session, clock: Clock) -> None:
    """And the minutes still fit."""
    meeting, _on_rota = locked(session, clock)
    minutes_stages.add_addendum(session, meeting.id, "Datoen er 10/12.")
    text_redaction.redact(session, ADDENDUM, f"{meeting.id}-0001", "text", 10, 15, "en anden")
    assert minutes_stages.fits(session, meeting.id)
    (one,) = minutes.minutes(session, meeting.id).addenda
    assert one.text == "Datoen er en anden."


def test_only_the_author_or_a_coordinator_mends(unlocked: Unlock) -> None:
    """And only where a text stands."""
    chief = unlocked("K-01")
    meeting = meet(chief)
    item(chief, "Vagtplan")
    with pytest.raises(NotAllowed):
        text_redaction.redact(unlocked("K-02"), MEETING, meeting.id, "title", 0, 5)
    with pytest.raises(SpanRefused):
        text_redaction.redact(chief, MEETING, "none", "title", 0, 5)
    assert text_redaction.redact(chief, MEETING, meeting.id, "title", 0, 6, "Net").texts == 1
    assert agenda.agenda(chief, meeting.id).meeting.body.title == "Netmøde"
