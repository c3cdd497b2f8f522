"""Minutes: several write at once and nothing is lost; what reveals somebody is never seen by others."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text as sql

from nsk_tui.rules.actions import ActionState
from nsk_tui.rules.agenda import ItemState
from nsk_tui.rules.decisions import DecisionRef, Votes
from nsk_tui.rules.ids import AgendaItemId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.rules.minutes_lines import HintKind, LineKind
from nsk_tui.rules.minutes_state import MinutesState, RemarkState, Stay
from nsk_tui.services import actions, decisions, meeting_list, minutes, minutes_stages
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed, TextRefused
from nsk_tui.services.live import Watch
from nsk_tui.services.meeting_errors import (
    MinutesStay,
    NothingDecidedAtTheEnd,
    NotMinuteTaker,
    UnknownItem,
    UnknownMinutesLine,
    UnknownRemark,
)
from nsk_tui.services.minutes import MinutesPage, Written
from nsk_tui.services.minutes_stages import Advanced
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from nsk_tui.store.audit import about
from tests.conftest import Clock
from tests.gathered import THURSDAY, audited, item, meet, press

Unlock = Callable[[str], Session]
AFTER = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)


def begun(session: Session, clock: Clock) -> tuple[Meeting, AgendaItemId]:
    """Return a meeting that is running, and its item on the rota."""
    meeting = meet(session)
    on_rota = item(session, "Vagtplan").item.id
    clock.now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    press(session, meeting, Press.START, Press.NEXT)
    return meeting, on_rota


def write(session: Session, meeting: Meeting, under: AgendaItemId | None, text: str) -> Written:
    """Store a line."""
    made = minutes.add_line(session, meeting.id, under, text)
    assert isinstance(made, Written)
    return made


def texts(session: Session, meeting: Meeting) -> list[str]:
    """Return the lines as they stand."""
    return [one.line.text for one in minutes.minutes(session, meeting.id).lines]


def advanced(session: Session, meeting: Meeting, seen: int = 0, early: bool = False) -> Advanced:
    """Move minutes on."""
    found = minutes_stages.advance_minutes(session, meeting.id, seen, early)
    assert isinstance(found, Advanced)
    return found


def locked(session: Session, clock: Clock) -> tuple[Meeting, AgendaItemId]:
    """Return a meeting whose minutes are locked, with one line."""
    meeting, on_rota = begun(session, clock)
    write(session, meeting, on_rota, "b: Vagtplan uge 53 er godkendt")
    clock.now = AFTER
    press(session, meeting, Press.END)
    advanced(session, meeting)
    advanced(session, meeting, early=True)
    return meeting, on_rota


def test_a_finished_line_is_stored_at_once_and_others_are_told(unlocked: Unlock, clock: Clock) -> None:
    """The watch of the other screen sees the change, and the line is there."""
    chief, writer = unlocked("K-01"), unlocked("K-02")
    meeting, on_rota = begun(chief, clock)
    watch = Watch(chief)
    write(writer, meeting, on_rota, "Tre afdelinger har mødt det i november.")
    assert watch.has_changed()
    watch.close()
    (line,) = minutes.minutes(chief, meeting.id).of_item(on_rota)
    assert (line.line.text, line.line.written_by) == ("Tre afdelinger har mødt det i november.", "K-02")


def test_a_decision_and_an_action_get_their_numbers(session: Session, clock: Clock) -> None:
    """As the minute-taker saw them while she typed."""
    meeting, on_rota = begun(session, clock)
    page = minutes.minutes(session, meeting.id)
    typed = minutes.typed(session, page, on_rota, "o: K-03 10/12 spørger sundhedsplejen")
    assert (typed.kind, typed.owner, typed.due, typed.hints) == (
        LineKind.ACTION, "K-03", date(2026, 12, 10), (),
    )  # fmt: skip
    first = write(session, meeting, on_rota, "b: Vagtplan uge 53 er godkendt")
    second = write(session, meeting, on_rota, "o: K-03 10/12 spørger sundhedsplejen")
    assert str(first.line.decision) == "2026-1"
    assert second.line.action is not None
    assert second.line.action.number == 1
    (action,) = actions.open_actions(session)
    assert (action.owner, action.due, action.text) == ("K-03", date(2026, 12, 10), "spørger sundhedsplejen")
    (decision,) = decisions.find(session, "vagtplan")
    assert (decision.text, decision.is_final) == ("Vagtplan uge 53 er godkendt", False)


def test_a_vote_is_counted_and_names_nobody(session: Session, clock: Clock) -> None:
    """The numbers stand with the decision."""
    meeting, on_rota = begun(session, clock)
    minutes.add_line(session, meeting.id, on_rota, "b: Vi holder fast", votes=Votes(6, 1, 2))
    assert decisions.find(session)[0].votes == Votes(6, 1, 2)


@pytest.mark.parametrize(
    "text", ["Fatima Hassan ringede i går", "b: Ring til 20 30 40 50", "o: K-03 mail x@y.dk"]
)
def test_a_line_that_reveals_stays_with_its_writer(unlocked: Unlock, clock: Clock, text: str) -> None:
    """It is not stored, and the other screen is told of nothing."""
    chief, writer = unlocked("K-01"), unlocked("K-02")
    meeting, on_rota = begun(chief, clock)
    watch = Watch(chief)
    refused = minutes.add_line(writer, meeting.id, on_rota, text)
    assert isinstance(refused, NotAnonymous)
    assert not watch.has_changed()
    watch.close()
    assert texts(chief, meeting) == []
    assert (decisions.find(chief), actions.open_actions(chief)) == ((), ())


def test_what_is_worth_a_look_is_stored_and_told(session: Session, clock: Clock) -> None:
    """A school by name is no person; the writer sees that it may be one too many."""
    meeting, on_rota = begun(session, clock)
    made = write(session, meeting, on_rota, "Besøg på Vollsmose Skole")
    assert [one.field for one in made.worth_a_look] == ["text"]
    assert texts(session, meeting) == ["Besøg på Vollsmose Skole"]


def test_a_colleague_may_be_named(session: Session, clock: Clock) -> None:
    """By id and by name: minutes are about who does what."""
    meeting, on_rota = begun(session, clock)
    write(session, meeting, on_rota, "Ane tager det med K-02")
    write(session, meeting, on_rota, "Cana Testrup holder oplæg")
    assert len(texts(session, meeting)) == 2


def test_lines_of_several_writers_stand_in_the_order_in_which_they_came(
    unlocked: Unlock, clock: Clock
) -> None:
    """Each behind the last, or behind the line that was named."""
    chief, writer = unlocked("K-01"), unlocked("K-02")
    meeting, on_rota = begun(chief, clock)
    first = write(writer, meeting, on_rota, "et")
    write(chief, meeting, on_rota, "to")
    minutes.add_line(writer, meeting.id, on_rota, "halvanden", after=first.line.line.id)
    write(writer, meeting, None, "Alle er her")
    assert texts(chief, meeting) == ["Alle er her", "et", "halvanden", "to"]


def test_when_two_edit_a_line_both_are_kept(unlocked: Unlock, clock: Clock) -> None:
    """The first keeps the line; the other's words stand behind it, as hers."""
    chief, writer = unlocked("K-01"), unlocked("K-02")
    meeting, on_rota = begun(chief, clock)
    line = write(chief, meeting, on_rota, "Skolerne spørger").line.line
    minutes.change_line(writer, line.id, "Skolerne spørger", "Skolerne spørger forskelligt")
    both = minutes.change_line(chief, line.id, "Skolerne spørger", "Skolerne spørger ens")
    assert isinstance(both, Written)
    assert both.second is not None
    assert both.second.line.written_by == "K-01"
    assert texts(chief, meeting) == ["Skolerne spørger forskelligt", "Skolerne spørger ens"]


def test_a_line_that_becomes_something_else_keeps_its_number(session: Session, clock: Clock) -> None:
    """A number is never given to another."""
    meeting, on_rota = begun(session, clock)
    line = write(session, meeting, on_rota, "b: Vi mødes igen").line.line
    minutes.change_line(session, line.id, "b: Vi mødes igen", "Vi mødes igen")
    assert decisions.find(session) == ()
    other = write(session, meeting, on_rota, "b: Vi ses")
    assert other.line.decision == DecisionRef(2026, 2)
    minutes.change_line(session, line.id, "Vi mødes igen", "b: Vi mødes igen")
    assert [str(one.ref) for one in decisions.find(session)] == ["2026-2", "2026-1"]


def test_an_action_that_was_given_away_stays_so_when_its_line_is_mended(
    session: Session, clock: Clock
) -> None:
    """The line says what was agreed; a spelling mistake gives nothing back."""
    meeting, on_rota = begun(session, clock)
    line = write(session, meeting, on_rota, "o: K-03 10/12 spørge sundhedsplejen").line.line
    (action,) = actions.open_actions(session)
    actions.assign(session, action.id, None, date(2026, 12, 20), action.version)
    minutes.change_line(
        session, line.id, minutes.as_typed(session, line), "o: K-03 10/12 spørger sundhedsplejen"
    )
    (action,) = actions.open_actions(session)
    assert (action.owner, action.due, action.text) == (None, date(2026, 12, 20), "spørger sundhedsplejen")


def test_a_line_is_taken_away_as_it_was_read(session: Session, clock: Clock) -> None:
    """With its decision; one that was changed since stays."""
    meeting, on_rota = begun(session, clock)
    line = write(session, meeting, on_rota, "b: Vi mødes igen").line.line
    minutes.change_line(session, line.id, "b: Vi mødes igen", "b: Vi mødes i maj")
    with pytest.raises(UnknownMinutesLine):
        minutes.remove_line(session, line.id, line.version)
    minutes.remove_line(session, line.id, line.version + 1)
    assert (texts(session, meeting), decisions.find(session)) == ([], ())
    with pytest.raises(UnknownMinutesLine):
        minutes.change_line(session, line.id, "b: Vi mødes i maj", "noget")


def test_nothing_is_decided_at_the_end_of_the_meeting(session: Session, clock: Clock) -> None:
    """An action can be agreed there; a decision becomes an item of the next meeting."""
    meeting, _on_rota = begun(session, clock)
    page = minutes.minutes(session, meeting.id)
    closing = page.items[-1].id
    hints = minutes.typed(session, page, closing, "b: Ny aftale").hints
    assert [one.kind for one in hints] == [HintKind.CLOSING]
    with pytest.raises(NothingDecidedAtTheEnd):
        minutes.add_line(session, meeting.id, closing, "b: Ny aftale")
    write(session, meeting, closing, "o: K-03 1/12 finder lokale")


def test_one_who_has_left_owns_nothing_new(unlocked: Unlock, clock: Clock) -> None:
    """The action is stored without an owner, and her id stays in the text."""
    chief = unlocked("K-01")
    meeting, on_rota = begun(chief, clock)
    remove_member(chief, "K-03")
    page = minutes.minutes(chief, meeting.id)
    hints = minutes.typed(chief, page, on_rota, "o: K-03 1/12 finder lokale").hints
    assert hints[0].kind is HintKind.LEFT_OWNER
    write(chief, meeting, on_rota, "o: K-03 1/12 finder lokale")
    (action,) = actions.open_actions(chief)
    assert (action.owner, action.text) == (None, "K-03 1/12 finder lokale")


@pytest.mark.parametrize("text", ["", "  ", "b:", "o: K-03 1/12", "x" * 1001, "a\x1bb", "a\nb"])
def test_a_line_without_words_or_with_too_many_is_refused(session: Session, clock: Clock, text: str) -> None:
    """The writer keeps it."""
    meeting, on_rota = begun(session, clock)
    with pytest.raises(TextRefused):
        minutes.add_line(session, meeting.id, on_rota, text)


def test_a_line_stands_under_an_item_of_its_own_meeting(unlocked: Unlock, clock: Clock) -> None:
    """And an auditor writes and reads none."""
    chief = unlocked("K-01")
    meeting, _on_rota = begun(chief, clock)
    other = meet(chief, day=THURSDAY + timedelta(days=14))
    there = item(chief, "Mail til skolerne").item.id
    with pytest.raises(UnknownItem):
        minutes.add_line(chief, meeting.id, there, "tekst")
    for act in (minutes.minutes, minutes_stages.fits):
        with pytest.raises(NotAllowed):
            act(unlocked("R-01"), other.id)


def test_the_minutes_of_a_meeting_that_nobody_ran_a_clock_for(session: Session, clock: Clock) -> None:
    """Once its planned end is past, it counts as held when the minute-taker moves on."""
    meeting = meet(session)
    item(session, "Vagtplan")
    write(session, meeting, None, "Alle er her")
    with pytest.raises(MinutesStay) as refused:
        minutes_stages.advance_minutes(session, meeting.id, 0)
    assert refused.value.faults == (Stay.NOT_HELD,)
    clock.now = AFTER
    found = advanced(session, meeting)
    assert (found.state, found.remarks_until, found.meeting.state) == (
        MinutesState.REMARKS, date(2026, 12, 1), MeetingState.HELD,
    )  # fmt: skip
    page = minutes.minutes(session, meeting.id)
    assert {one.state for one in page.items} == {ItemState.DONE}


def test_only_the_minute_taker_moves_minutes_on_and_corrects_them(unlocked: Unlock, clock: Clock) -> None:
    """The others send remarks."""
    chief, writer, third = unlocked("K-01"), unlocked("K-02"), unlocked("K-03")
    meeting, on_rota = begun(chief, clock)
    line = write(third, meeting, on_rota, "Skolerne spørger").line.line
    clock.now = AFTER
    press(chief, meeting, Press.END)
    with pytest.raises(NotMinuteTaker) as refused:
        minutes_stages.advance_minutes(third, meeting.id, 0)
    assert refused.value.detail == "K-02"
    advanced(writer, meeting)
    with pytest.raises(NotMinuteTaker):
        write(third, meeting, on_rota, "mere")
    minutes.change_line(writer, line.id, "Skolerne spørger", "Skolerne spørger ens")
    assert texts(third, meeting) == ["Skolerne spørger ens"]


def test_a_remark_that_arrives_while_somebody_locks_stops_the_lock(unlocked: Unlock, clock: Clock) -> None:
    """It is read first, settled, and then the minutes are locked; nothing is lost."""
    chief, writer, third = unlocked("K-01"), unlocked("K-02"), unlocked("K-03")
    meeting, on_rota = begun(chief, clock)
    clock.now = AFTER
    press(chief, meeting, Press.END)
    advanced(writer, meeting)
    made = minutes_stages.remark(third, meeting.id, on_rota, "Der mangler en dato")
    assert not isinstance(made, NotAnonymous)

    def stays(seen: int, early: bool) -> Stay:
        with pytest.raises(MinutesStay) as refused:
            minutes_stages.advance_minutes(writer, meeting.id, seen, early)
        return Stay(refused.value.faults[0])

    assert stays(0, True) is Stay.REMARKS_ARRIVED
    assert stays(1, True) is Stay.REMARKS_OPEN
    assert minutes.minutes(writer, meeting.id).open_remarks == (made,)
    minutes_stages.settle_remark(writer, meeting.id, made.id, RemarkState.TAKEN)
    assert stays(1, False) is Stay.TOO_EARLY
    assert advanced(writer, meeting, 1, early=True).state is MinutesState.LOCKED
    with pytest.raises(MinutesStay):
        minutes_stages.remark(third, meeting.id, None, "For sent")


def test_after_the_last_day_the_lock_is_not_early(session: Session, clock: Clock) -> None:
    """Six days on it is simply the next stage."""
    meeting, _on_rota = begun(session, clock)
    clock.now = AFTER
    press(session, meeting, Press.END)
    advanced(session, meeting)
    clock.now += timedelta(days=6)
    assert advanced(session, meeting).state is MinutesState.LOCKED


def test_locked_minutes_change_no_more_and_their_hash_fits(session: Session, clock: Clock) -> None:
    """What comes afterwards is an addendum with a hash of its own."""
    meeting, on_rota = locked(session, clock)
    assert minutes_stages.fits(session, meeting.id)
    (line,) = minutes.minutes(session, meeting.id).lines
    for act in (
        lambda: write(session, meeting, on_rota, "mere"),
        lambda: minutes.change_line(session, line.line.id, "a", "b"),
        lambda: minutes.remove_line(session, line.line.id, line.line.version),
        lambda: minutes_stages.advance_minutes(session, meeting.id, 0),
    ):
        with pytest.raises(MinutesStay):
            act()
    added = minutes_stages.add_addendum(session, meeting.id, "Datoen er 10/12.")
    assert not isinstance(added, NotAnonymous)
    assert minutes_stages.fits(session, meeting.id)
    found = meeting_list.find(session, meeting.id)
    assert ("lock_minutes", "2026-11-26", found.digest[:16]) in audited(session)
    assert decisions.find(session)[0].is_final


def test_an_edit_behind_the_programs_back_shows_in_the_hash(session: Session, clock: Clock) -> None:
    """Of a line, and of an addendum."""
    meeting, _on_rota = locked(session, clock)
    minutes_stages.add_addendum(session, meeting.id, "Datoen er 10/12.")
    for statement in ("UPDATE addendum SET text = 'andet'", "UPDATE minutes_line SET text = 'andet'"):
        assert minutes_stages.fits(session, meeting.id) is (statement.startswith("UPDATE addendum"))
        with session.database.writing() as rows:
            rows.connection().execute(sql(statement))
            rows.commit()
    assert not minutes_stages.fits(session, meeting.id)


def test_the_guard_looks_again_at_the_lock(session: Session, clock: Clock) -> None:
    """A word that today's lists know keeps the minutes open, and they say which line it is."""
    meeting, on_rota = begun(session, clock)
    line = write(session, meeting, on_rota, "Skolerne spørger").line.line
    clock.now = AFTER
    press(session, meeting, Press.END)
    advanced(session, meeting)
    with session.database.writing() as rows:
        rows.connection().execute(sql("UPDATE minutes_line SET text = 'Fatima Hassan spørger'"))
        rows.commit()
    refused = minutes_stages.advance_minutes(session, meeting.id, 0, early=True)
    assert isinstance(refused, NotAnonymous)
    assert {one.field for one in refused.findings} == {f"{line.id}:text"}
    assert meeting_list.find(session, meeting.id).minutes_state is MinutesState.REMARKS


def test_a_remark_belongs_to_its_own_minutes(session: Session, clock: Clock) -> None:
    """One of another meeting is none."""
    meeting, _on_rota = begun(session, clock)
    with pytest.raises(UnknownRemark):
        minutes_stages.settle_remark(session, meeting.id, "none", RemarkState.NOTED)
    with pytest.raises(MinutesStay):
        minutes_stages.add_addendum(session, meeting.id, "for tidligt")
    with session.database.reading() as reading:
        assert not [one for one in about(reading, "2026-11-26") if one.act == "add_addendum"]


def test_carried_actions_are_open_in_the_minutes_of_their_meeting(session: Session, clock: Clock) -> None:
    """The page tells numbers by line, whatever became of the action."""
    meeting, on_rota = begun(session, clock)
    write(session, meeting, on_rota, "o: K-03 10/12 spørger sundhedsplejen")
    (action,) = actions.open_actions(session)
    page = minutes.minutes(session, meeting.id)
    assert isinstance(page, MinutesPage)
    assert [one.action for one in page.lines] == [action.ref]
    assert action.state is ActionState.OPEN
