"""Consultations: stored only when anonymous, found again, corrected, closed, undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from nsk_tui.rules.anonymity.findings import Declaration, Label, Stance, Strength
from nsk_tui.rules.consultations import (
    FREE_TEXT_FIELDS,
    AgeBand,
    Area,
    Channel,
    Concern,
    ConcernLevel,
    FollowUp,
    FollowUpResult,
    NewConsultation,
    Outcome,
    ReadPurpose,
    ThreadState,
)
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.rules.lists import EntryFilter, ListFilter, Sort, View
from nsk_tui.services import consultations, drafts, follow_ups, preferences, threads, today, undo
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.consultations import Closed, SecondNeeded
from nsk_tui.services.errors import (
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    TooLateToCorrect,
    UnknownDraft,
    UnknownMember,
    UnknownThread,
)
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.store import audit, entries
from nsk_tui.store.change import change
from nsk_tui.store.errors import NoAuditLine
from tests.conftest import NOW, Clock

CLEAN = NewConsultation(
    level=ConcernLevel.ORANGE,
    age_band=AgeBand.TEEN,
    concerns=(Concern.CONTROL, Concern.THREATS),
    outcome=Outcome.ADVICE_GIVEN,
    channel=Channel.PHONE,
    minutes=15,
    asker_department="Skoler",
    asker_role="lærer",
    text="En ung må ikke deltage i lejrtur og bliver hentet hver dag.",
    advice="Tal med den unge alene.",
)


def added(outcome: Added | NotAnonymous) -> Added:
    """Return an outcome that must be an added consultation."""
    assert isinstance(outcome, Added), outcome
    return outcome


def everything(session: Session) -> str:
    """Return every value of every table, the search index's own included, as one text."""
    with session.database.reading() as reading:
        connection = reading.connection()
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'")).scalars().all()
        rows = [row for table in tables for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
    return "\n".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    )


def test_a_consultation_is_stored_and_read_back_as_it_was(session: Session) -> None:
    """What was handed in is what stands, with author, time, area and number."""
    done = added(
        consultations.add(session, replace(CLEAN, follow_up=FollowUp(date(2026, 11, 27), session.member)))
    )
    thread = threads.open_thread(session, done.thread)
    entry = thread.entries[0]
    assert (entry.member, entry.number, entry.version, entry.area) == ("K-01", 1, 1, Area.CHILDREN)
    assert (entry.body.text, entry.body.concerns, entry.created_at) == (CLEAN.text, CLEAN.concerns, NOW)
    assert (thread.line.follow_up_on, thread.line.owner) == (date(2026, 11, 27), "K-01")


@pytest.mark.parametrize("field", FREE_TEXT_FIELDS)
def test_no_free_text_is_stored_without_the_check(session: Session, field: str) -> None:
    """A CPR number in any free-text field of a consultation is refused, and stands nowhere."""
    new = replace(CLEAN, **{field: "Hun har 010203-1234 hos os"})  # type: ignore[arg-type]
    outcome = consultations.add(session, new)
    assert isinstance(outcome, NotAnonymous)
    assert {(one.field, one.finding.label, one.finding.strength) for one in outcome.findings} == {
        (field, Label.CPR, Strength.STRONG)
    }
    assert "010203" not in everything(session)


def test_a_number_cannot_be_declared_harmless(session: Session) -> None:
    """An answer to a CPR number changes nothing."""
    new = replace(CLEAN, text="Hun har 010203-1234 hos os")
    stance = Stance("text", 8, 19, Declaration.ORDINARY_WORD)
    assert isinstance(consultations.add(session, new, (stance,)), NotAnonymous)


def test_a_declared_word_is_remembered_and_audited_without_the_word(session: Session) -> None:
    """The next time the same author writes it she is not asked; another is."""
    new = replace(CLEAN, text="Vi talte om Sofie i går.")
    found = consultations.check(session, new)
    assert [one.finding.label for one in found] == [Label.NAME]
    finding = found[0].finding
    stance = Stance("text", finding.start, finding.end, Declaration.PLACE)
    added(consultations.add(session, new, (stance,)))
    assert consultations.check(session, new) == ()
    with session.database.reading() as reading:
        lines = [line for line in audit.lines(reading) if line.act == "declare"]
    assert lines
    assert all("sofie" not in (line.subject + line.purpose).lower() for line in lines)


def test_a_declaration_holds_for_its_author_alone(unlocked: Callable[[str], Session]) -> None:
    """Another member takes her own stance."""
    first, second = unlocked("K-01"), unlocked("K-02")
    new = replace(CLEAN, text="Vi talte om Sofie i går.")
    finding = consultations.check(first, new)[0].finding
    added(consultations.add(first, new, (Stance("text", finding.start, finding.end, Declaration.PLACE),)))
    assert consultations.check(second, new) != ()


def test_a_department_of_the_network_needs_no_check(session: Session) -> None:
    """What was chosen from the network's own list is no free text."""
    assert consultations.check(session, replace(CLEAN, asker_department="Ungeindsats")) == ()


def test_a_file_stores_what_passes_and_refuses_the_rest(session: Session) -> None:
    """Each object stands for itself; weak findings wait as tasks for the author."""
    bad = replace(CLEAN, text="Ring til hende på 12 34 56 78.")
    results = consultations.add_many(session, [CLEAN, bad, CLEAN])
    assert [type(result) for result in results] == [Added, NotAnonymous, Added]
    assert len(threads.list_entries(session, EntryFilter())) == 2


def test_a_weak_finding_from_a_file_waits_on_today_until_it_is_answered(session: Session) -> None:
    """The author sees it, answers, and it is gone."""
    weak = replace(CLEAN, text="En elev i 8.b bliver hentet hver dag.")
    result = added(consultations.add_many(session, [weak])[0])
    waiting = [one for one in today.today(session).waiting if isinstance(one, today.WaitingTask)]
    assert [(one.thread, one.field, one.finding.start, one.finding.reason) for one in waiting] == [
        (result.thread, warning.field, warning.finding.start, warning.finding.reason)
        for warning in result.warnings
    ]
    assert waiting
    for one in waiting:
        today.settle_task(session, one.id, None)
    assert not [one for one in today.today(session).waiting if isinstance(one, today.WaitingTask)]


def test_a_thread_goes_on_under_its_code_name(session: Session) -> None:
    """The second entry is number two, and the thread carries its codes."""
    first = added(consultations.add(session, CLEAN))
    second = added(consultations.add(session, replace(CLEAN, level=ConcernLevel.RED, thread=first.thread)))
    thread = threads.open_thread(session, first.thread)
    assert (second.thread, [entry.number for entry in thread.entries]) == (first.thread, [1, 2])
    assert thread.line.level is ConcernLevel.RED


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (replace(CLEAN, thread=CodeName("findes-ikke")), UnknownThread),
        (replace(CLEAN, follow_up=FollowUp(date(2026, 12, 1), MemberId("K-99"))), UnknownMember),
        (replace(CLEAN, text="x\x1b]52;c;aGVq\x07"), TextRefused),
        (replace(CLEAN, asker_role="x" * 201), TextRefused),
        (replace(CLEAN, text="x" * 100_001), TextRefused),
    ],
)
def test_what_cannot_be_is_refused_whole(
    session: Session, new: NewConsultation, fault: type[Exception]
) -> None:
    """One bad object in a list leaves nothing of the list."""
    with pytest.raises(fault):
        consultations.add_many(session, [CLEAN, new])
    assert threads.list_entries(session, EntryFilter()) == ()


def test_an_auditor_reads_no_consultation(unlocked: Callable[[str], Session]) -> None:
    """The refusal itself is written down."""
    auditor = unlocked("R-01")
    with pytest.raises(NotAllowed):
        threads.thread_keys(auditor, ListFilter())
    with auditor.database.reading() as reading:
        assert [line.act for line in audit.lines(reading)][-1] == "refused"


def test_search_finds_by_text_by_code_word_and_by_code_name(session: Session) -> None:
    """A beginning is enough; the reader's own words for the codes count; every word must fit."""
    done = added(consultations.add(session, CLEAN))
    added(consultations.add(session, replace(CLEAN, text="Ingen særlige tegn.", concerns=(Concern.ECONOMY,))))
    for words in ("lejrt", "trusl hentet", done.thread, "skoler lejrtur"):
        assert [hit.entry.id for hit in threads.search(session, words)] == [done.id], words
    for words in ("", "   ", "*", '"', "lejrtur økonomi", "NEAR(", "a" * 500):
        assert threads.search(session, words) == (), words


def test_a_snippet_marks_the_hit_between_two_marks(session: Session) -> None:
    """The screen draws the marks; they can stand in no stored text."""
    added(consultations.add(session, CLEAN))
    assert "\x02lejrtur\x03" in threads.search(session, "lejr")[0].snippet


def test_lists_come_in_the_order_asked_for(unlocked: Callable[[str], Session]) -> None:
    """Red first, then by the day of the follow-up; mine are mine; a word narrows."""
    first, second = unlocked("K-01"), unlocked("K-02")
    late = replace(CLEAN, follow_up=FollowUp(date(2026, 11, 10), MemberId("K-01")))
    soon = replace(CLEAN, follow_up=FollowUp(date(2026, 11, 30), MemberId("K-01")), text="Noget om økonomi.")
    red = replace(CLEAN, level=ConcernLevel.RED)
    names = [added(consultations.add(first, one)).thread for one in (soon, late)]
    names.append(added(consultations.add(second, red)).thread)
    keys = threads.thread_keys(first, ListFilter())
    assert [line.code_name for line in threads.lines(first, keys.keys)] == [names[2], names[1], names[0]]
    assert (keys.open_count, keys.late_count) == (3, 1)
    mine = threads.thread_keys(second, ListFilter(View.MINE, Sort.NEWEST))
    assert [line.code_name for line in threads.lines(second, mine.keys)] == [names[2]]
    found = threads.thread_keys(first, ListFilter(words="økonomi"))
    assert [line.code_name for line in threads.lines(first, found.keys)] == [names[0]]


def test_every_late_thread_is_counted(session: Session) -> None:
    """Two are two: a sum of truths was once taken for a truth."""
    for day in (10, 11, 12):
        added(
            consultations.add(
                session, replace(CLEAN, follow_up=FollowUp(date(2026, 11, day), session.member))
            )
        )
    assert threads.thread_keys(session, ListFilter()).late_count == 3


def test_the_first_opening_is_audited_with_its_purpose_and_drawing_again_is_not(
    unlocked: Callable[[str], Session],
) -> None:
    """Who read is seen by all who may read."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(first, CLEAN))
    threads.open_thread(second, done.thread)
    threads.open_thread(second, done.thread)
    with first.database.reading() as reading:
        reads = [line for line in audit.lines(reading) if line.act == "read"]
    assert [(line.member, line.subject, line.purpose) for line in reads] == [
        ("K-02", done.thread, ReadPurpose.CONSULTING.value)
    ]
    assert threads.open_thread(first, done.thread).readers == ("K-01", "K-02")


def test_an_entry_is_corrected_by_its_author_for_a_day(
    unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """What it said before is kept; an older version, another member and a late hour are refused."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(first, CLEAN))
    better = replace(CLEAN, text="Skolen har talt med den unge.", thread=done.thread)
    added(consultations.correct(first, done.id, 1, better))
    assert threads.open_thread(first, done.thread).entries[0].body.text == better.text
    assert threads.search(first, "lejrtur") == ()
    assert [hit.entry.version for hit in threads.search(first, "skolen talt")] == [2]
    with pytest.raises(SavedByAnotherFirst):
        consultations.correct(first, done.id, 1, better)
    with pytest.raises(TooLateToCorrect):
        consultations.correct(second, done.id, 2, better)
    clock.now = NOW + timedelta(hours=25)
    with pytest.raises(TooLateToCorrect):
        consultations.correct(first, done.id, 2, better)


def test_a_red_thread_closes_when_a_second_member_says_yes(unlocked: Callable[[str], Session]) -> None:
    """Asking twice oneself is not a second yes."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(first, replace(CLEAN, level=ConcernLevel.RED)))
    assert consultations.close_thread(first, done.thread) == SecondNeeded(done.thread)
    assert consultations.close_thread(first, done.thread) == SecondNeeded(done.thread)
    assert any(isinstance(one, today.WaitingClosure) for one in today.today(second).waiting)
    assert consultations.close_thread(second, done.thread) == Closed(done.thread)
    assert threads.open_thread(first, done.thread).line.state is ThreadState.CLOSED


def test_the_last_act_is_undone_and_done_again_also_in_another_session(
    unlocked: Callable[[str], Session],
) -> None:
    """An undone consultation is in no list and no search, and comes back whole."""
    first = unlocked("K-01")
    done = added(consultations.add(first, CLEAN))
    again = unlocked("K-01")
    assert undo.undo(again) == undo.UndoDone("add", done.thread)
    assert threads.thread_keys(again, ListFilter(View.ALL)).keys == ()
    assert threads.search(again, "lejrtur") == ()
    assert undo.undo(again) == undo.NothingToUndo()
    assert undo.redo(first) == undo.UndoDone("add", done.thread)
    assert [hit.entry.id for hit in threads.search(first, "lejrtur")] == [done.id]


def test_an_entry_after_an_undone_one_gets_a_number_of_its_own(session: Session) -> None:
    """The withdrawn one keeps its number; nothing collides."""
    first = added(consultations.add(session, CLEAN))
    added(consultations.add(session, replace(CLEAN, thread=first.thread)))
    undo.undo(session)
    added(consultations.add(session, replace(CLEAN, thread=first.thread)))
    assert [one.number for one in threads.open_thread(session, first.thread).entries] == [1, 3]


def test_an_act_that_others_built_on_is_not_undone(unlocked: Callable[[str], Session]) -> None:
    """Their work stands."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(first, CLEAN))
    added(consultations.add(second, replace(CLEAN, thread=done.thread, level=ConcernLevel.RED)))
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(first)


def test_a_follow_up_is_noted_set_again_and_undone(session: Session) -> None:
    """One note makes an entry, finishes the old follow-up and sets the next."""
    start = replace(CLEAN, follow_up=FollowUp(date(2026, 11, 20), session.member))
    done = added(consultations.add(session, start))
    note = follow_ups.FollowUpNote(
        FollowUpResult.WORSE, ConcernLevel.RED, date(2026, 11, 27), text="Ingen kontakt."
    )
    added(follow_ups.note_follow_up(session, done.thread, note))
    thread = threads.open_thread(session, done.thread)
    assert (thread.line.level, thread.line.follow_up_on) == (ConcernLevel.RED, date(2026, 11, 27))
    assert thread.entries[1].body.asker_department == "Skoler"
    undo.undo(session)
    thread = threads.open_thread(session, done.thread)
    assert (thread.line.level, thread.line.follow_up_on, len(thread.entries)) == (
        ConcernLevel.ORANGE,
        date(2026, 11, 20),
        1,
    )


def test_a_follow_up_note_passes_the_check_too(session: Session) -> None:
    """A refused note leaves the follow-up open."""
    done = added(
        consultations.add(session, replace(CLEAN, follow_up=FollowUp(date(2026, 11, 20), session.member)))
    )
    note = follow_ups.FollowUpNote(FollowUpResult.BETTER, ConcernLevel.ORANGE, None, text="Ring 12 34 56 78.")
    assert isinstance(follow_ups.note_follow_up(session, done.thread, note), NotAnonymous)
    assert threads.open_thread(session, done.thread).line.follow_up_on == date(2026, 11, 20)


def test_the_next_form_begins_with_what_was_used_last(session: Session) -> None:
    """Role, channel and minutes; 18-23 remembers its area once it was said."""
    added(consultations.add(session, replace(CLEAN, age_band=AgeBand.YOUNG, area=Area.ADULTS)))
    assert preferences.last_used(session) == preferences.LastUsed("lærer", Channel.PHONE, 15, Area.ADULTS)
    done = added(consultations.add(session, replace(CLEAN, age_band=AgeBand.YOUNG)))
    assert threads.open_thread(session, done.thread).entries[0].area is Area.ADULTS


def test_a_draft_is_there_at_the_next_unlock_for_its_author_alone(
    unlocked: Callable[[str], Session], store: object
) -> None:
    """It is sealed, replaced whole, and gone when it is discarded."""
    first, second = unlocked("K-01"), unlocked("K-02")
    draft = drafts.save_draft(first, None, "consultation", "rund-lygte", {"text": "Midt i et or"})
    drafts.save_draft(first, draft, "consultation", "rund-lygte", {"text": "Midt i et ord"})
    again = unlocked("K-01")
    assert [(one.id, one.code_name) for one in drafts.drafts(again)] == [(draft, "rund-lygte")]
    assert drafts.load_draft(again, draft) == {"text": "Midt i et ord"}
    assert drafts.drafts(second) == ()
    drafts.discard_draft(again, draft)
    with pytest.raises(UnknownDraft):
        drafts.load_draft(first, draft)


def test_a_change_without_its_audit_line_is_not_kept(session: Session) -> None:
    """A service that forgets to write it down changes nothing."""
    done = added(consultations.add(session, CLEAN))
    with change(session.database, session.member, session.now) as writing:
        entries.set_withdrawn(writing.session, 1, withdrawn=True)
        with pytest.raises(NoAuditLine):
            writing.commit()
    assert threads.open_thread(session, done.thread).entries[0].id == done.id
