"""The law of a handover, held against real stores that were lived in at random."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import (
    consultations,
    drafts,
    follow_ups,
    handover,
    handover_duties,
    handover_items,
    handover_moves,
    members,
)
from nsk_tui.services.errors import DutyRefused, UnknownThread
from nsk_tui.services.handover_errors import HandoverEnded, ItemRefused
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session, unlock
from nsk_tui.store import threads
from nsk_tui.store.registry import NOT_OWNED, OWNER_COLUMNS
from tests.conftest import NOW, PASSPHRASES, Clock
from tests.handed import CHIEF, GIVER, LAST_DAY, RECEIVER, again, answered, begin, form, thread
from tests.published import held, publish

CODES = ("fin-lampe", "ny-havn", "tør-kaffe", "varm-sluse")

ACTS: dict[str, Callable[[dict[str, Session], HandoverView, int], object]] = {
    "a new thread": lambda who, view, n: _new_thread(who[GIVER], n),
    "a follow-up moves": lambda who, view, n: _move_follow_up(who[GIVER], n),
    "a thread closes": lambda who, view, n: consultations.close_thread(who[GIVER], CODES[n]),
    "an item is written and sent": lambda who, view, n: _send(who[GIVER], view, n),
    "an item is taken": lambda who, view, n: _answer(who, view, n, MoveKind.ACCEPT),
    "an item comes back": lambda who, view, n: _answer(who, view, n, MoveKind.RETURN),
    "an item is withdrawn": lambda who, view, n: _withdraw(who[GIVER], view, n),
    "the duties move": lambda who, view, n: handover_duties.move_all(who[CHIEF], view.handover.id),
    "a draft": lambda who, view, n: drafts.save_draft(who[GIVER], None, "consultation", "", {"text": "x"}),
}


def _new_thread(session: Session, place: int) -> None:
    with session.database.reading() as reading:
        taken = threads.is_taken(reading, CODES[place])
    if not taken:
        thread(session, CODES[place], list(ConcernLevel)[place % 3])


def _move_follow_up(session: Session, place: int) -> None:
    follow_ups.set_follow_up(session, CODES[place], NOW.date() + timedelta(days=place), session.member)


def _item(view: HandoverView, place: int) -> str | None:
    return view.items[place % len(view.items)].item.id if view.items else None


def _send(session: Session, view: HandoverView, place: int) -> None:
    found = again(session, view)
    item = found.item(_item(found, place) or "")
    if item is not None and not item.is_received:
        handover_items.save(session, item.item.id, form(), item.version)
        now = again(session, view).item(item.item.id)
        assert now is not None
        handover_moves.send(session, now.item.id, now.digest)


def _answer(who: dict[str, Session], view: HandoverView, place: int, kind: MoveKind) -> None:
    waiting = again(who[RECEIVER], view).waiting_for(RECEIVER)
    if waiting:
        answered(who[RECEIVER], waiting[place % len(waiting)], kind, question="Hvem ringer?")


def _withdraw(session: Session, view: HandoverView, place: int) -> None:
    found = again(session, view)
    item = _item(found, place)
    if item is not None:
        handover_moves.withdraw(session, item)


@pytest.fixture(scope="module")
def planned_store(template_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small store with a published rota."""
    folder = tmp_path_factory.mktemp("planned") / "store"
    shutil.copytree(template_store, folder)
    chief = unlock(folder, CHIEF, PASSPHRASES[CHIEF], Clock())
    publish(chief)
    chief.lock()
    return folder


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 3)), min_size=1, max_size=12))
def test_every_record_of_the_giver_is_in_the_handover_or_is_somebody_elses(
    planned_store: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    """Whatever is done in whichever order: read from the tables, and not from what was collected."""
    folder = tmp_path_factory.mktemp("lived") / "store"
    shutil.copytree(planned_store, folder)
    who: dict[str, Session] = {
        member: unlock(folder, member, PASSPHRASES[member], Clock()) for member in (CHIEF, GIVER, RECEIVER)
    }
    thread(who[GIVER], CODES[0])
    view = begin(who[GIVER])
    for name, place in acts:
        try:
            ACTS[name](who, view, place)
        except (ItemRefused, DutyRefused, UnknownThread):
            continue
    after = again(who[GIVER], view)
    covered = {key for one in after.items if one.state is not ItemState.WITHDRAWN for key in one.item.covers}
    withdrawn_by_her = {
        key for one in after.items if one.state is ItemState.WITHDRAWN for key in one.item.covers
    }
    owned = _owned(who[GIVER])
    assert owned <= covered | withdrawn_by_her | {(one.kind, one.ref) for one in after.to_finish}
    assert {one.key for one in after.missed} == owned - covered - {one.key for one in after.to_finish}
    for session in who.values():
        session.lock()


def _owned(session: Session) -> set[tuple[OwnedKind, str]]:
    """Return what the tables say is the giver's, in words of SQL that the program does not use."""
    wanted = {
        OwnedKind.THREAD: "SELECT code_name FROM thread WHERE owner = ? AND state = 'open' AND entries > 0",
        OwnedKind.FOLLOW_UP: "SELECT follow_up.id FROM follow_up JOIN thread ON thread.key = thread_key"
        " WHERE follow_up.owner = ? AND done_at IS NULL AND state = 'open'",
        OwnedKind.FINDING_TASK: "SELECT id FROM finding_task WHERE member = ? AND settled_at IS NULL",
    }
    with session.database.reading() as reading:
        connection = reading.connection()
        found = {
            (kind, ref)
            for kind, query in wanted.items()
            for ref in connection.exec_driver_sql(query, (GIVER,)).scalars()
        }
    found |= {
        (OwnedKind.DUTY, str(ref))
        for ref, member in held(session).items()
        if member == GIVER and ref.start + timedelta(days=6) > LAST_DAY
    }
    files = (session.folder / "drafts" / GIVER).glob("*.draft")
    return found | {(OwnedKind.DRAFT, path.stem) for path in files}


def test_no_table_names_a_member_without_saying_whether_she_owns_the_row(
    unlocked: Callable[[str], Session],
) -> None:
    """Whatever the column is called: a lived-in store is searched for the members' ids."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    publish(chief)
    thread(giver)
    view = begin(giver)
    _send(giver, view, 0)
    _answer({RECEIVER: unlocked(RECEIVER)}, view, 0, MoveKind.RETURN)
    drafts.save_draft(giver, None, "consultation", "", {"text": "x"})
    ids = {member.id for member in members.list_members(chief)}
    with chief.database.reading() as reading:
        connection = reading.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'entry_search%'"
        ).scalars()
        naming = {
            name
            for name in names
            for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"').mappings()
            if ids & {value for column, value in row.items() if column not in ("id", "subject", "purpose")}
        }
    assert {"thread", "follow_up", "handover_item"} <= naming
    assert naming <= set(OWNER_COLUMNS) | NOT_OWNED


def test_a_dropped_handover_takes_no_answer(unlocked: Callable[[str], Session]) -> None:
    """What was sent and not answered is the giver's again."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    _send(giver, view, 0)
    waiting = again(receiver, view).waiting_for(RECEIVER)
    handover.drop(giver, view.handover.id)
    with pytest.raises(HandoverEnded):
        answered(receiver, waiting[0])
