"""Rows of a log written many at once: the same records as one by one, at a cost that does not count rows."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

from nsk_tui.rules.code_names import DRAWS_BEFORE_NUMBERS
from nsk_tui.rules.consultations import (
    AgeBand,
    Area,
    ConcernLevel,
    FollowUp,
    NewConsultation,
    Outcome,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.lists import ListFilter, Sort, View
from nsk_tui.services import takeover, threads
from nsk_tui.services.imports import BATCH_ROWS
from nsk_tui.services.recording import Ready
from nsk_tui.services.session import Session
from nsk_tui.store import audit, members, seals
from nsk_tui.store.change import change
from tests.conftest import NOW
from tests.services.test_consultations import CLEAN
from tests.services.test_imports import counts, log, row, taken

AHEAD = FollowUp(NOW.date() + timedelta(days=7), MemberId("K-01"))
BEHIND = FollowUp(NOW.date() - timedelta(days=7), MemberId("K-01"))
FORMS: dict[str, NewConsultation] = {
    "settled": replace(CLEAN, thread=None, follow_up=None, outcome=Outcome.ADVICE_GIVEN),
    "open": replace(CLEAN, thread=None, follow_up=None, outcome=Outcome.OPEN),
    "red": replace(CLEAN, level=ConcernLevel.RED, follow_up=None, outcome=Outcome.REFERRED),
    "followed up": replace(CLEAN, follow_up=AHEAD, outcome=Outcome.REFERRED),
    "was followed up": replace(CLEAN, follow_up=BEHIND, outcome=Outcome.REFERRED),
    "late": replace(CLEAN, follow_up=BEHIND, outcome=Outcome.OPEN),
    "young, of no area": replace(CLEAN, area=None, age_band=AgeBand.YOUNG, follow_up=None),
    "of an unlisted department": replace(CLEAN, asker_department="Et andet sted", follow_up=None),
    "without a word": NewConsultation(level=ConcernLevel.YELLOW, age_band=AgeBand.TEEN, day=date(2019, 5, 6)),
}
OWN = {"id", "key", "thread_key", "rowid", "code_name", "version"}
"""What differs between two records that say the same."""


def ready(session: Session, new: NewConsultation) -> Ready:
    """Return a consultation that passed the check."""
    (found,) = takeover.check_all(session, [new])
    assert isinstance(found, Ready), found
    return found


def written(session: Session, write: Callable[[Any], object]) -> dict[str, list[dict[str, Any]]]:
    """Return what a change leaves in each table, without what is each record's own."""
    tables = {"thread": "key", "entry": "key", "follow_up": "rowid", "audit": "number"}
    with change(session.database, session.member, session.now) as writing:
        last = {
            name: writing.session.connection().execute(text(f"SELECT max({key}) FROM {name}")).scalar() or 0
            for name, key in tables.items()
        }
        write(writing)
        writing.commit()
    found = {}
    with session.database.reading() as reading:
        for name, key in tables.items():
            query = text(f"SELECT * FROM {name} WHERE {key} > :last ORDER BY {key}")
            found[name] = [
                {column: value for column, value in one.items() if column not in OWN}
                for one in reading.connection().execute(query, {"last": last[name]}).mappings()
            ]
    for line in found["audit"]:
        del line["number"], line["link"], line["subject"]
    return found


@pytest.mark.parametrize("form", FORMS)
def test_a_row_is_the_same_record_alone_and_among_many(session: Session, form: str) -> None:
    """Thread, entry, follow-up and audit: whether it went through quarantine or not."""
    with change(session.database, session.member, session.now) as writing:
        members.remember(writing.session, session.member, "", None, None, Area.ADULTS)
        writing.audit("add")
        writing.commit()
    one = ready(session, FORMS[form])
    alone = written(session, lambda writing: takeover.write(writing, one, session.today))
    among = written(session, lambda writing: takeover.write_all(writing, [one], session.today))
    assert among == alone
    assert len(alone["thread"]) == len(alone["entry"]) == 1
    with session.database.reading() as reading:
        assert seals.faults(reading) == ()
        assert audit.first_broken(reading) is None
    for words in filter(None, (one.new.text, one.new.asker_department, "yellow", "orange", "red")):
        assert len(threads.search(session, words)) % 2 == 0, "one of them is not found"
    assert len(threads.search(session, one.new.level.value)) == 2


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count what is asked of the database, a statement with many rows as one."""
    seen: Counter[str] = Counter()

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen[statement.split(maxsplit=1)[0].upper()] += 1

    def note_commit(_connection: object) -> None:
        seen["COMMIT"] += 1

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", note_commit)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "commit", note_commit)


def test_more_rows_are_neither_more_statements_nor_more_transactions(session: Session) -> None:
    """Within a batch: row by row, 200,000 rows cost a quarter of an hour.

    Two rows may draw the same code name: that costs a look, and no statement that writes.
    """
    costs = []
    for size in (10, BATCH_ROWS):
        rows = [row(f"Nummer et {number} af {size}.", Opfølgning="1/12-2030") for number in range(size)]
        with counted() as seen:
            assert counts(taken(session, log(*rows))) == (size, 0, 0, 0)
        costs.append(seen)
    few, many = costs
    looks = [seen.pop("SELECT") for seen in costs]
    assert many == few
    assert few["COMMIT"] == 1
    assert looks[1] - looks[0] <= DRAWS_BEFORE_NUMBERS


def test_one_run_of_many_batches_draws_no_name_twice(session: Session) -> None:
    """More rows than one batch, in one run: every row a thread, every thread a name of its own."""
    size = BATCH_ROWS + 40
    assert counts(taken(session, log(*(row(f"Nummer et {at}.") for at in range(size))))) == (size, 0, 0, 0)
    keys = threads.thread_keys(session, ListFilter(View.ALL, Sort.NEWEST)).keys
    assert len(keys) == size
    with session.database.reading() as reading:
        assert seals.faults(reading) == ()
