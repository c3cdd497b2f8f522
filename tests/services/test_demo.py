"""The demo: invented, the same for the same seed, and nothing of it readable in the files."""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.actions import ActionState
from nsk_tui.rules.coverage import Cover, alone_with
from nsk_tui.rules.directory import CompetenceState, Freshness, competence_state, freshness
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.services import (
    absences,
    actions,
    contacts,
    coverage,
    decisions,
    demo,
    departments,
    directory,
    load,
    meeting_list,
    members,
    minutes_stages,
    poll,
    rota,
    rota_members,
    rota_plan,
    swaps,
    threads,
    turnover,
    undo,
    upkeep,
)
from nsk_tui.services.session import Session, unlock
from nsk_tui.store.swaps import ious
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import CHEAP, Clock

pytestmark = pytest.mark.xdist_group("demo")

PUBLISHED = "duty.json"
"""The duty card: names and numbers that the network has chosen to show to everybody."""


Made = Callable[[str], tuple[demo.DemoStore, Session]]


def make(folder: Path, clock: Clock) -> demo.DemoStore:
    """Make a small demo."""
    return demo.make_demo(folder, 60, 13, 7, clock=clock, profile=CHEAP)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, demo.DemoStore]:
    """Make two demos of one seed; the tests open copies."""
    return {name: make(tmp_path_factory.mktemp("demo") / name, Clock()) for name in ("a", "b")}


@pytest.fixture
def made(twins: dict[str, demo.DemoStore], tmp_path: Path, clock: Clock) -> Made:
    """Return a way to open a copy of one of the twins."""

    def opened(name: str) -> tuple[demo.DemoStore, Session]:
        shutil.copytree(twins[name].folder, tmp_path / name)
        store = replace(twins[name], folder=tmp_path / name)
        first = store.members[0]
        return store, unlock(store.folder, first.id, first.passphrase, clock)

    return opened


def test_every_member_opens_the_demo_and_no_other_store(made: Made, clock: Clock) -> None:
    """Passphrases are drawn anew each time."""
    one, first = made("a")
    other, second = made("b")
    for slot in one.members[:3]:
        unlock(one.folder, slot.id, slot.passphrase, clock).lock()
        with pytest.raises(WrongPassphrase):
            unlock(other.folder, slot.id, slot.passphrase, clock)
    assert len(one.members) == 13
    first.lock()
    second.lock()


def test_the_same_seed_tells_the_same_stories(made: Made) -> None:
    """Texts, days and authors follow the seed; code names and keys are chance."""
    told = []
    for name in ("a", "b"):
        _store, session = made(name)
        entries = threads.list_entries(session, EntryFilter())
        told.append(sorted((one.body.text, one.body.day, one.member) for one in entries))
        session.lock()
    assert told[0] == told[1]
    assert len(told[0]) == 60


def test_nothing_of_a_demo_can_be_read_in_its_files(made: Made) -> None:
    """No longer word of a consultation and no name of a member stands in any file."""
    store, session = made("a")
    entries = threads.list_entries(session, EntryFilter())
    words = {word for one in entries for word in re.findall(r"\w{7,}", one.body.text + one.body.advice)}
    names = {member.name for member in members.list_members(session)} | set(session.departments)
    assert upkeep.verify(store.folder, session).ok
    session.lock()
    files = [path for path in store.folder.rglob("*") if path.is_file() and path.parent.name != "cards"]
    files = [path for path in files if path.name != PUBLISHED]
    content = b"".join(path.read_bytes() for path in files)
    assert len(words) > 100
    assert [word for word in sorted(words | names) if word.encode() in content] == []


def test_the_demo_has_a_rota_that_somebody_works_by(made: Made) -> None:
    """Eighteen months behind, six weeks ahead, nobody missing, and members whom the rota knows."""
    _store, session = made("a")
    board = rota.board(session, None, 7)
    cells = [cell for key, row in board.cells.items() if key[1] is not DutyRole.SHADOW for cell in row]
    assert all(cell.member and not cell.absent for cell in cells)
    long_ago = rota.board(session, board.periods[0].start - timedelta(weeks=78), 4)
    assert all(cell.member for key, row in long_ago.cells.items() if key[1] is DutyRole.DUTY for cell in row)
    known = rota_members.rota_members(session)
    assert all(one.lines and one.phone for one in known)
    assert {word for one in known for word in one.languages} >= {"arabisk", "engelsk"}
    session.lock()


def test_something_goes_on_in_the_demos_rota(made: Made) -> None:
    """A swap waits for the one who opens it, somebody is away, something is owed."""
    _store, session = made("a")
    (asked,) = swaps.waiting(session).for_me
    assert swaps.answer(session, asked.id, yes=True).taker == session.member
    undo.undo(session)
    assert len(absences.absences(session)) == 1
    with session.database.reading() as reading:
        assert len(ious(reading)) == 1
    rota_plan.draft(session, 4)
    assert rota_plan.diff(session).gaps == ()
    session.lock()


def test_the_demo_shows_a_bottleneck(made: Made) -> None:
    """The plan is even; the calls go to one."""
    _store, session = made("a")
    picture = load.picture(session, days=540)
    takers = len(picture.consultations.counts)
    assert picture.consultations.top == "K-07"
    assert picture.consultations.top_share > 3 / takers
    assert picture.consultations.effective_people < takers * 0.75
    session.lock()


def test_the_same_seed_gives_the_same_rota(made: Made, clock: Clock) -> None:
    """Who has which duty follows the seed."""
    found = []
    for name in ("a", "b"):
        _store, session = made(name)
        found.append(rota.board(session, clock.now.date() - timedelta(weeks=12), 20).cells)
        session.lock()
    assert found[0] == found[1]


def test_every_view_of_the_group_has_something_to_show(made: Made) -> None:
    """Empty fields and lonely ones, an expired course, old pages and numbers, leavers with their loss."""
    _store, session = made("a")
    found = coverage.look(session)
    covers = {cell.cover for cell in found.coverage.cells}
    assert covers == set(Cover)
    held = [one for entry in found.people for one in entry.person.competences]
    assert {competence_state(one, session.today) for one in held} == set(CompetenceState)
    alone = {cell.column.name for cell in alone_with(found.coverage).get(MemberId("K-09"), ())}
    assert {"Supervision af grupper", "Samtaler med forældre"} <= alone
    notes = [entry.person.note for entry in found.people if entry.person.note]
    assert {freshness(note.written_on, session.today) for note in notes} == set(Freshness)
    outside = contacts.contacts(session)
    assert {freshness(one.contact.checked_on, session.today) for one in outside} == set(Freshness)
    past = turnover.look(session)
    taken = {one.member: one.taken for one in past.turnover.left}
    assert taken[MemberId("T-01")] == ("Integrationsret",)
    assert taken[MemberId("T-02")] == ("Undervisning af klasser",)
    assert set(past.turnover.came) == {"K-10", "K-12"}
    assert past.turnover.replaced is not None
    assert [member for member, _day in past.leaving] == ["K-09"]
    assert {one.person.id for one in found.people if not one.has_key} == {"D-01"}
    session.lock()


def test_the_same_seed_gives_the_same_directory(made: Made) -> None:
    """People, competences, contacts and departments; only the ids of competences are chance."""
    found = []
    for name in ("a", "b"):
        _store, session = made(name)
        people = [(one.person, one.lines, one.has_key) for one in directory.people(session)]
        found.append((people, contacts.contacts(session), departments.departments(session)))
        session.lock()
    assert found[0] == found[1]


def told(session: Session) -> list[object]:
    """Return what a demo's meetings are, without the ids, which are chance."""
    page = meeting_list.overview(session)
    lines = (*page.coming, *page.past)
    own = [
        (one.meeting.body, one.meeting.state, one.meeting.minutes_state, one.items, one.poll) for one in lines
    ]
    acts = [
        (one.ref, one.text, one.owner, one.due, one.state, one.carried)
        for one in actions.all_actions(session)
    ]
    polled = [(one.poll.dates, sorted(one.poll.answers.values())) for one in poll.unanswered(session)]
    return [own, acts, [(one.ref, one.text) for one in decisions.find(session)], polled]


def test_the_demo_has_met_and_will_meet(made: Made) -> None:
    """Two locked minutes that fit their hash, one with a remark, an agenda that is full, a wish, a poll."""
    _store, session = made("a")
    page = meeting_list.overview(session)
    states = [one.meeting.minutes_state for one in page.past]
    assert states == [MinutesState.REMARKS, MinutesState.LOCKED, MinutesState.LOCKED]
    assert all(minutes_stages.fits(session, one.meeting.id) for one in page.past[1:])
    assert [one.open_remarks for one in page.past] == [1, 0, 0]
    first = next(one for one in page.coming if one.meeting.id == page.next)
    assert (first.used_minutes, first.meeting.body.minutes) == (60, 60)
    assert sum(one.wishes for one in page.coming) == 1
    (asked,) = poll.unanswered(session)
    assert len(asked.answered) == 5
    assert len(asked.counts) == 6
    session.lock()


def test_the_demo_has_something_left_to_do(made: Made) -> None:
    """An action that needs a stand, two of her own, some that are done; a decision that was replaced."""
    _store, session = made("a")
    assert [one.carried for one in actions.open_actions(session)].count(2) == 1
    assert len(actions.mine(session)) == 2
    assert any(one.state is ActionState.DONE for one in actions.all_actions(session))
    assert sum(one.superseded_by is not None for one in decisions.find(session)) == 1
    assert undo.undo(session) == undo.NothingToUndo()
    session.lock()


def test_the_same_seed_gives_the_same_meetings(made: Made) -> None:
    """Days, texts, owners and answers follow the seed."""
    found = []
    for name in ("a", "b"):
        _store, session = made(name)
        found.append(told(session))
        session.lock()
    assert found[0] == found[1]


def test_the_demo_can_be_made_on_a_meeting_day_and_among_holidays(tmp_path: Path, clock: Clock) -> None:
    """The last meeting is over before today, and every one has its minutes."""
    for name, day in (
        ("thursday", datetime(2026, 11, 26, 9, tzinfo=UTC)),
        ("easter", datetime(2027, 4, 2, tzinfo=UTC)),
    ):
        clock.now = day
        store = make(tmp_path / name, clock)
        session = unlock(store.folder, store.members[0].id, store.members[0].passphrase, clock)
        page = meeting_list.overview(session)
        assert len(page.past) == 3
        assert all(one.meeting.day < session.today for one in page.past if one.meeting.day)
        session.lock()


def test_a_demo_of_one_and_one_of_many_are_made_too(tmp_path: Path, clock: Clock) -> None:
    """Contacts of those who are not there stay away; who is copied has her pattern's places."""
    for count in (1, 27):
        store = demo.make_demo(tmp_path / str(count), 5, count, 1, clock=clock, profile=CHEAP)
        first = store.members[0]
        session = unlock(store.folder, first.id, first.passphrase, clock)
        there = {entry.person.id for entry in directory.people(session)}
        assert {one.contact.owner for one in contacts.contacts(session)} <= there
        assert turnover.look(session).turnover.there_now >= count - 1
        session.lock()
