"""The outbox: sealed files only, whole or not at all, handed out once, and nothing but a ticket opens it."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.services import chance, tickets
from nsk_tui.vault import outbox
from nsk_tui.vault.envelope import HEAD, WORD_HEAD
from nsk_tui.vault.errors import (
    DamagedStore,
    ForeignStore,
    NoTicket,
    StoreFull,
    TicketExpired,
    TooOpen,
)
from nsk_tui.vault.outbox import NOBODY, OutboxFile, Spent

DAY = date(2026, 11, 20)
LAST = date(2026, 12, 4)
FILE = OutboxFile("7F3K-Q2", LAST, "docx.age")
SEALED = HEAD + b"-> X25519 abc\n" + bytes(range(256)) * 300
AT = "20261120T084200Z"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a store's folder with one file that waits."""
    tmp_path.chmod(0o700)
    outbox.lay_down(tmp_path, FILE, SEALED)
    outbox.hand_out(tmp_path, FILE)
    return tmp_path


def names(folder: Path) -> list[str]:
    """Return what lies in the outbox."""
    return sorted(os.listdir(folder / "outbox"))


def test_what_waits_is_handed_out_as_it_was_laid_down(folder: Path) -> None:
    """Byte for byte, as often as it is asked for, until it is spent."""
    for _time in range(2):
        assert outbox.read(folder, FILE.ticket, DAY) == (FILE, SEALED)
    assert names(folder) == ["7F3K-Q2.2026-12-04.docx.age"]


def test_only_this_account_can_enter_the_outbox_or_read_a_file(folder: Path) -> None:
    """0700 and 0600, whatever the mask is."""
    assert (folder / "outbox").stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in (folder / "outbox").iterdir()] == [0o600]


def test_a_file_that_was_only_laid_down_cannot_be_fetched(tmp_path: Path) -> None:
    """Its audit line is not written yet."""
    outbox.lay_down(tmp_path, FILE, SEALED)
    with pytest.raises(NoTicket):
        outbox.read(tmp_path, FILE.ticket, DAY)
    assert outbox.contents(tmp_path).unfinished == (FILE,)


@pytest.mark.parametrize("plain", [b"", b"PK\x03\x04 et dokument", b"# Overlevering", HEAD[:-1]])
def test_what_is_not_sealed_is_not_laid_down(tmp_path: Path, plain: bytes) -> None:
    """A plain document never touches the disk here, whoever calls."""
    with pytest.raises(DamagedStore):
        outbox.lay_down(tmp_path, FILE, plain)
    assert not (tmp_path / "outbox").exists()


@pytest.mark.parametrize("suffix", ["", "exe/..", "docx.age.sh", "DOCX", "x", "docx/age", "spent"])
def test_a_file_gets_no_strange_name(tmp_path: Path, suffix: str) -> None:
    """What it is called is chosen by the program, and even so it is looked at."""
    with pytest.raises(DamagedStore):
        outbox.lay_down(tmp_path, OutboxFile("7F3K-Q2", LAST, suffix), SEALED)


def test_a_file_sealed_by_word_may_wait_too(tmp_path: Path) -> None:
    """For a receiver who has nothing but Word."""
    file = OutboxFile("7F3K-Q2", LAST, "docx")
    outbox.lay_down(tmp_path, file, WORD_HEAD + b"x")
    outbox.hand_out(tmp_path, file)
    assert outbox.read(tmp_path, "7F3K-Q2", DAY) == (file, WORD_HEAD + b"x")


def test_a_ticket_that_was_spent_opens_nothing(folder: Path) -> None:
    """The content is gone at once; a note tells who fetched, and when."""
    outbox.spend(folder, FILE, "K-04", AT)
    with pytest.raises(NoTicket):
        outbox.read(folder, FILE.ticket, DAY)
    (spent,) = outbox.contents(folder).spent
    assert spent == Spent("7F3K-Q2", "K-04", AT)
    assert [path.stat().st_size for path in (folder / "outbox").iterdir()] == [0]


def test_two_who_fetch_at_once_are_both_noted(folder: Path) -> None:
    """The later one finds no file any more, and leaves a note of its own."""
    outbox.spend(folder, FILE, "", AT)
    outbox.spend(folder, FILE, "K-11", "20261120T084201Z")
    assert [one.by for one in outbox.contents(folder).spent] == [NOBODY, "K-11"]


def test_the_last_day_is_a_good_day(folder: Path) -> None:
    """And the day after it is none."""
    assert outbox.read(folder, FILE.ticket, LAST)[0] == FILE
    with pytest.raises(TicketExpired) as caught:
        outbox.read(folder, FILE.ticket, date(2026, 12, 5))
    assert caught.value.detail == "2026-12-04"


@given(
    st.text(max_size=12)
    | st.sampled_from(["../7F3K-Q2", "7F3K-Q2.2026-12-04.docx.age", "*", "7F3K-Q2\n", ""])
)
def test_nothing_but_a_ticket_is_looked_for(text: str) -> None:
    """No path, no pattern, no file's name: the form is checked before anything is opened."""
    known = "7F3K-Q2"
    if text != known:
        with pytest.raises(NoTicket):
            outbox.read(Path("/nonexistent"), text, DAY)
    assert outbox.is_ticket(known)


def test_every_ticket_that_is_drawn_has_the_form() -> None:
    """Small letters, blanks and a missing hyphen are no fault of a person's."""
    for ticket in (chance.ticket() for _ in range(200)):
        assert outbox.is_ticket(ticket)
        assert tickets.as_typed(f" {ticket.lower().replace('-', ' ')} ") == ticket


def test_tickets_are_not_drawn_alike() -> None:
    """Of 29 bits, two thousand hardly ever share one."""
    assert len({chance.ticket() for _ in range(2000)}) >= 1998


def test_a_file_that_others_can_read_is_not_handed_out(folder: Path) -> None:
    """Somebody has opened it, or put another one there."""
    (folder / "outbox" / FILE.name).chmod(0o644)
    with pytest.raises(TooOpen):
        outbox.read(folder, FILE.ticket, DAY)


def test_a_link_is_not_followed(folder: Path) -> None:
    """Neither one under a ticket nor one in place of the outbox."""
    place = folder / "outbox" / FILE.name
    place.unlink()
    (folder / "secret").write_bytes(SEALED)
    place.symlink_to(folder / "secret")
    with pytest.raises(ForeignStore):
        outbox.read(folder, FILE.ticket, DAY)
    place.unlink()
    (folder / "outbox").rename(folder / "elsewhere")
    (folder / "outbox").symlink_to(folder / "elsewhere")
    assert outbox.contents(folder) == outbox.Contents()
    with pytest.raises(ForeignStore):
        outbox.lay_down(folder, FILE, SEALED)


def test_a_file_that_was_replaced_by_a_plain_one_is_not_handed_out(folder: Path) -> None:
    """Whoever may write here could leave anything."""
    (folder / "outbox" / FILE.name).write_bytes(b"PK\x03\x04")
    with pytest.raises(DamagedStore):
        outbox.read(folder, FILE.ticket, DAY)


def test_what_was_torn_and_what_is_not_ours_is_told_apart(folder: Path) -> None:
    """A kill while writing leaves a name that begins with two dots."""
    for name in ("..7F3K-Q2.2026-12-04.docx.age.0011", "note.txt", "7F3K-Q2.2026-13-04.docx.age", ".x"):
        (folder / "outbox" / name).write_bytes(b"")
    found = outbox.contents(folder)
    assert found.torn == ("..7F3K-Q2.2026-12-04.docx.age.0011",)
    assert found.strays == (".x", "7F3K-Q2.2026-13-04.docx.age", "note.txt")
    assert found.waiting == (FILE,)


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the write got to, no half file is left to be fetched."""
    import errno

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        outbox.lay_down(tmp_path, FILE, SEALED)
    assert names(tmp_path) == []


def test_removing_twice_is_no_fault(folder: Path) -> None:
    """What is gone stays gone."""
    for _time in range(2):
        outbox.remove(folder, [FILE])
    assert names(folder) == []
