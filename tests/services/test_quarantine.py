"""Rows that may reveal a person: sealed, resolved one by one, never twice and never lost."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.rules.consultations import FollowUp
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.services import quarantine, today
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import TextRefused, UnknownDraft, UnknownMember, UnknownThread
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from nsk_tui.store import audit
from tests.conftest import NOW, PASSPHRASES
from tests.services.test_consultations import CLEAN, everything
from tests.services.test_imports import CPR, counts, log, row, taken, texts_of
from tests.services.test_takeover import counted


def test_a_row_with_any_finding_waits_in_quarantine(session: Session) -> None:
    """Strong or weak; nothing of it stands in the store."""
    content = log(row(f"Nummer {CPR}."), row("Sofie ringede i går."), row())
    assert counts(taken(session, content)) == (1, 2, 0, 0)
    assert [(line.row, line.level, line.day) for line in quarantine.rows(session)] == [
        (2, "yellow", date(2026, 11, 3)),
        (3, "yellow", date(2026, 11, 3)),
    ]
    assert CPR not in everything(session)
    assert "Sofie" not in everything(session)
    lying = b"".join(path.read_bytes() for path in (session.folder / "drafts").rglob("*.draft"))
    assert CPR.encode() not in lying


def test_only_the_importer_sees_her_quarantine(unlocked: Callable[[str], Session]) -> None:
    """It is sealed under her own key; and it is no draft of hers."""
    first, second = unlocked("K-01"), unlocked("K-02")
    taken(first, log(row(f"Nummer {CPR}.")))
    assert (quarantine.count(first), quarantine.count(second)) == (1, 0)
    theirs = first.folder / "drafts" / "K-01" / "quarantine"
    shutil.copytree(theirs, second.folder / "drafts" / "K-02" / "quarantine")
    assert quarantine.rows(second) == ()
    assert today.today(first).drafts == ()


def test_a_resolved_row_is_stored_and_gone(session: Session) -> None:
    """As long as a finding is open it waits; a second try finds nothing."""
    taken(session, log(row(f"Nummer {CPR}."), row(f"Tal {CPR}.")))
    one, other = quarantine.rows(session)
    new = quarantine.load(session, one.id)
    assert new.text == f"Nummer {CPR}."
    assert isinstance(quarantine.store(session, one.id, new), NotAnonymous)
    assert quarantine.count(session) == 2
    added = quarantine.store(session, one.id, replace(new, text="Nummer fjernet."))
    assert isinstance(added, Added)
    assert texts_of(session) == ["Nummer fjernet."]
    assert [line.id for line in quarantine.rows(session)] == [other.id]
    with pytest.raises(UnknownDraft):
        quarantine.store(session, one.id, replace(new, text="Nummer fjernet."))
    assert counts(taken(session, log(row(f"Nummer {CPR}."), row(f"Tal {CPR}.")))) == (0, 0, 2, 0)


def test_a_declared_word_lets_a_row_through(session: Session) -> None:
    """The author answers for it; the next import knows the word."""
    taken(session, log(row("Vi talte om Sofie i går.")))
    (line,) = quarantine.rows(session)
    new = quarantine.load(session, line.id)
    at = new.text.index("Sofie")
    stance = Stance("text", at, at + len("Sofie"), Declaration.PLACE)
    assert isinstance(quarantine.store(session, line.id, new, (stance,)), Added)
    assert quarantine.count(session) == 0
    assert counts(taken(session, log(row("Sofie igen.")))) == (1, 0, 0, 0)


def test_a_dropped_row_does_not_come_back(session: Session) -> None:
    """It is gone for good, and the audit says so without its text."""
    content = log(row(f"Nummer {CPR}."))
    taken(session, content)
    (line,) = quarantine.rows(session)
    quarantine.discard(session, line.id)
    assert quarantine.count(session) == 0
    assert list((session.folder / "drafts").rglob("*.draft")) == []
    assert counts(taken(session, content)) == (0, 0, 1, 0)
    with session.database.reading() as reading:
        assert [one.subject for one in audit.lines(reading) if one.act == "drop_imported"] == ["2"]
    with pytest.raises(UnknownDraft):
        quarantine.discard(session, line.id)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"text": "ab\x1b[2J"}, TextRefused),
        ({"asker_role": "x" * 201}, TextRefused),
        ({"follow_up": FollowUp(date(2026, 12, 1), MemberId("K-99"))}, UnknownMember),
        ({"thread": CodeName("findes-ikke")}, UnknownThread),
    ],
)
def test_a_row_that_cannot_be_stored_waits_on(
    session: Session, changed: dict[str, Any], fault: type[Exception]
) -> None:
    """Nothing is written, and the row is where it was."""
    taken(session, log(row(f"Nummer {CPR}.")))
    (line,) = quarantine.rows(session)
    mended = replace(quarantine.load(session, line.id), text="Det er rettet.")
    with pytest.raises(fault):
        quarantine.store(session, line.id, replace(mended, **changed))
    assert texts_of(session) == []
    assert quarantine.count(session) == 1
    assert isinstance(quarantine.store(session, line.id, mended), Added)


@pytest.mark.parametrize("wrong", ["", "x", "0" * 97, "../" * 20, "0" * 32 + "-" + "0" * 64])
def test_an_id_that_names_no_row_is_told(session: Session, wrong: str) -> None:
    """Whatever it is made of."""
    with pytest.raises(UnknownDraft):
        quarantine.load(session, wrong)


def test_many_rows_share_a_bundle_and_a_large_one_lies_alone(session: Session) -> None:
    """A backup counts files; a bundle has a size that can be read back."""
    large = f"{CPR} " + "ord " * 20_000
    content = log(*(row(f"Nummer {CPR} {number}") for number in range(30)), *[row(large)] * 15)
    assert taken(session, content).quarantined == 45
    bundles = list((session.folder / "drafts").rglob("*.draft"))
    assert 2 <= len(bundles) <= 4
    assert quarantine.count(session) == 45
    assert len(quarantine.rows(session, limit=5)) == 5


def test_a_damaged_bundle_is_passed_over(session: Session) -> None:
    """The rest of the quarantine works, and the file is left where it is."""
    taken(session, log(row(f"Nummer {CPR}.")))
    (bundle,) = (session.folder / "drafts").rglob("*.draft")
    bundle.write_bytes(bundle.read_bytes()[:-1])
    assert quarantine.rows(session) == ()
    assert bundle.exists()


def database_files(folder: Path) -> list[Path]:
    """Return the database of a store, with what belongs to it."""
    return sorted(folder.glob("store-*.db*"))


def test_a_kill_between_sealing_and_marking_doubles_nothing(store: Path, tmp_path: Path) -> None:
    """The rows lie sealed and the database knows nothing: the next run marks them, and they wait once."""
    before = tmp_path / "before"
    shutil.copytree(store, before)
    content = log(row(f"Nummer {CPR}."), row())
    session = unlock(store, "K-01", PASSPHRASES["K-01"], lambda: NOW)
    taken(session, content)
    session.lock()
    for path in database_files(store):
        path.unlink()
    for path in [*database_files(before), before / "checkpoint.json"]:
        shutil.copy(path, store / path.name)
    again = unlock(store, "K-01", PASSPHRASES["K-01"], lambda: NOW)
    assert counts(taken(again, content)) == (1, 1, 0, 0)
    assert quarantine.count(again) == 1
    again.lock()


def test_a_row_resolved_before_the_run_was_repeated_is_not_taken_twice(store: Path, tmp_path: Path) -> None:
    """Sealed, not yet marked, and stored from quarantine: the run finds it done."""
    content = log(row(f"Nummer {CPR}."))
    other = tmp_path / "other"
    shutil.copytree(store, other)
    first = unlock(other, "K-01", PASSPHRASES["K-01"], lambda: NOW)
    taken(first, content)
    first.lock()
    shutil.copytree(other / "drafts", store / "drafts")
    session = unlock(store, "K-01", PASSPHRASES["K-01"], lambda: NOW)
    (line,) = quarantine.rows(session)
    assert isinstance(quarantine.store(session, line.id, replace(CLEAN, text="Det er rettet.")), Added)
    assert counts(taken(session, content)) == (0, 0, 1, 0)
    session.lock()


def test_a_kill_between_storing_and_unsealing_doubles_nothing(session: Session) -> None:
    """A row that lies in its bundle still, though it was stored, waits no more."""
    taken(session, log(row(f"Nummer {CPR}.")))
    (bundle,) = (session.folder / "drafts").rglob("*.draft")
    sealed = bundle.read_bytes()
    (line,) = quarantine.rows(session)
    quarantine.store(session, line.id, replace(CLEAN, text="Det er rettet."))
    bundle.write_bytes(sealed)
    assert quarantine.rows(session) == ()
    with pytest.raises(UnknownDraft):
        quarantine.store(session, line.id, replace(CLEAN, text="Det er rettet."))
    assert texts_of(session) == ["Det er rettet."]


def test_a_second_look_asks_the_database_nothing(unlocked: Callable[[str], Session]) -> None:
    """Today asks at every look how many rows wait: 10,000 of them took two seconds each time.

    What another session of the same member settles meanwhile is seen all the same.
    """
    first, second = unlocked("K-01"), unlocked("K-01")
    taken(first, log(*(row(f"Nummer {CPR} {number}") for number in range(12))))
    assert (quarantine.count(first), quarantine.count(second)) == (12, 12)
    with counted() as asked:
        assert quarantine.count(first) == 12
    assert not asked
    quarantine.discard(second, quarantine.rows(second)[0].id)
    assert (quarantine.count(first), quarantine.count(second)) == (11, 11)
    taken(second, log(row(f"Et andet {CPR}.")))
    assert quarantine.count(first) == 12
