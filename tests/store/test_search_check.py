"""``verify`` finds an index that finds otherwise than the texts say."""

import pytest
from sqlalchemy import text

from nsk_tui.services import consultations, threads, undo, upkeep
from nsk_tui.services.session import Session
from nsk_tui.store import search_check
from tests.services.test_consultations import CLEAN, added

HARMS = {
    "not found": "DELETE FROM entry_search WHERE rowid = 2",
    "found by a word that is gone": "INSERT INTO entry_search (rowid, text) VALUES (2, 'aftale ny')",
    "found under no entry": "INSERT INTO entry_search (rowid, text) VALUES (90, 'aftale')",
    "found under no number": "INSERT INTO entry_search (rowid, text) VALUES (-5, 'aftale')",
    "withdrawn and found": "UPDATE entry SET withdrawn = 1 WHERE key = 2",
    "in another field": (
        "INSERT OR REPLACE INTO entry_search (rowid, code_name, words, text, advice, learned)"
        " SELECT 2, '', '', advice, text, learned FROM entry WHERE key = 2"
    ),
}


def wrong(session: Session) -> set[int]:
    """Return the keys of the entries that are found otherwise."""
    with session.database.reading() as reading:
        return search_check.wrong_entries(reading)


def harm(session: Session, statement: str) -> None:
    """Change the index, or what it is of."""
    with session.database.writing() as writing:
        writing.connection().execute(text(statement))
        writing.commit()


def lived(session: Session) -> None:
    """Write, correct, take back and close."""
    done = [added(consultations.add(session, CLEAN)) for _each in range(3)]
    added(consultations.correct(session, done[0].id, 1, CLEAN))
    consultations.close_thread(session, done[2].thread)
    added(consultations.add(session, CLEAN))
    undo.undo(session)
    assert threads.search(session, "alene")


def test_what_every_verb_leaves_is_found_by_its_words(session: Session) -> None:
    """Also when the comparison goes in many small parts."""
    lived(session)
    assert wrong(session) == set()


@pytest.mark.parametrize("each", [1, 2, 3])
def test_parts_of_any_size_leave_nothing_out(
    session: Session, each: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bounds are looked for on both sides of each entry."""
    monkeypatch.setattr(search_check, "KEYS_EACH", each)
    lived(session)
    assert wrong(session) == set()
    harm(session, HARMS["found under no entry"])
    harm(session, HARMS["not found"])
    assert wrong(session) == {2, 90}


@pytest.mark.parametrize("name", HARMS)
def test_an_index_that_finds_otherwise_is_noticed(session: Session, name: str) -> None:
    """Whatever it finds too much, too little or under another number."""
    lived(session)
    harm(session, HARMS[name])
    assert len(wrong(session)) == 1
    found = next(one for one in upkeep.verify(session.folder, session).checks if one.name == "search")
    assert (found.ok, found.detail) == (False, "1")


def test_an_index_that_has_lost_the_way_to_its_words_is_noticed(session: Session) -> None:
    """The words are on their leaves; what is older is the table of which leaf is which."""
    harm(session, "INSERT INTO entry_search (entry_search, rank) VALUES ('pgsz', 64)")
    lived(session)
    assert wrong(session) == set()
    harm(
        session,
        "DELETE FROM entry_search_idx WHERE (segid, term) IN"
        " (SELECT segid, max(term) FROM entry_search_idx GROUP BY segid HAVING count(*) > 1)",
    )
    with session.database.reading() as reading:
        assert reading.connection().exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
    assert wrong(session)
