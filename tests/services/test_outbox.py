"""What leaves waits under a ticket, is fetched once, and is audited, whatever is cut off in between."""

import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import FETCH_DAYS, LeavingKind, LeavingPurpose, Ticket, TicketState
from nsk_tui.services import outbox, tickets, upkeep
from nsk_tui.services.errors import NotAllowed, UnknownRecipient, UnknownTicket
from nsk_tui.services.outbox import About, Leaving
from nsk_tui.services.session import Session, unlock
from nsk_tui.store import audit
from nsk_tui.store.engine import Reading
from nsk_tui.vault import files
from nsk_tui.vault import outbox as lying
from nsk_tui.vault.envelope import read_recipient, seal
from nsk_tui.vault.errors import NoTicket, StoreFull, TicketExpired
from tests.conftest import PASSPHRASES, Clock

KEY = pyrage.x25519.Identity.generate()
DOCUMENT = b"Dagsorden: intet navn. " * 200
DIGEST = sha256(DOCUMENT).hexdigest()
ABOUT = About(LeavingKind.AGENDA, "M12-11", LeavingPurpose.MEETING)


def leaving(receiver: str | None = "K-02") -> Leaving:
    """Return a document sealed to a key."""
    sealed = seal(DOCUMENT, [read_recipient(str(KEY.to_public()))])
    return Leaving(sealed, "md.age", MemberId(receiver) if receiver else None, DIGEST)


def nothing_to_check(_reading: Reading) -> None:
    """Let everything leave."""


def put(session: Session, *many: Leaving) -> tuple[Ticket, ...]:
    """Let documents wait."""
    return outbox.put(session, ABOUT, many or (leaving(),), nothing_to_check)


def lines(session: Session, *acts: str) -> list[tuple[str, str, str, str]]:
    """Return who did what to what and why, of some acts."""
    with session.database.reading() as reading:
        found = audit.lines(reading, limit=500)
    return [(one.member, one.act, one.subject, one.purpose) for one in found if one.act in acts]


def names(session: Session) -> list[str]:
    """Return what lies in the outbox."""
    place = session.folder / "outbox"
    return sorted(os.listdir(place)) if place.exists() else []


def check(session: Session, name: str) -> upkeep.Check:
    """Return one outcome of ``verify``."""
    return next(one for one in upkeep.verify(session.folder, session).checks if one.name == name)


def test_what_leaves_is_audited_with_all_that_must_be_known(session: Session) -> None:
    """What, about what, why, to whom, in which form, and the hash of what was sealed; no content."""
    first, second = put(session, leaving("K-02"), leaving(None))
    assert lines(session, "export") == [
        ("K-01", "export", first.ticket, f"agenda M12-11 meeting K-02 md.age {DIGEST}"),
        ("K-01", "export", second.ticket, f"agenda M12-11 meeting passphrase md.age {DIGEST}"),
    ]
    assert [one.ticket for one in outbox.tickets(session)] == sorted([first.ticket, second.ticket])
    assert first.last_day == session.today + timedelta(days=FETCH_DAYS)


def test_a_ticket_gives_the_file_once(session: Session, clock: Clock) -> None:
    """As it was sealed; then never again."""
    (ticket,) = put(session)
    parcel = tickets.find(session.folder, ticket.ticket.lower(), clock)
    assert (pyrage.decrypt(parcel.sealed, [KEY]), parcel.suffix) == (DOCUMENT, "md.age")
    tickets.spend(session.folder, parcel, "K-02", clock)
    with pytest.raises(NoTicket):
        tickets.find(session.folder, ticket.ticket, clock)


def test_the_next_unlocking_enters_the_fetch(
    session: Session, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """By whom and when; the one after enters nothing again."""
    (ticket,) = put(session)
    tickets.spend(session.folder, tickets.find(session.folder, ticket.ticket, clock), "K-02", clock)
    assert lines(session, "fetch") == []
    other = unlocked("K-03")
    assert lines(other, "fetch") == [("K-03", "fetch", ticket.ticket, "K-02 20261120T084200Z")]
    assert names(session) == []
    (known,) = outbox.tickets(unlocked("K-02"), LeavingKind.AGENDA, "M12-11")
    assert (known.state, known.ended_by, known.ended_at) == (TicketState.FETCHED, "K-02", clock.now)
    assert len(lines(other, "fetch")) == 1


def test_a_fetch_whose_note_could_not_be_removed_is_not_entered_twice(
    session: Session, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """A kill between the audit and the tidying leaves the note: it is known."""
    (ticket,) = put(session)
    tickets.spend(session.folder, tickets.find(session.folder, ticket.ticket, clock), "", clock)
    (note,) = names(session)
    unlocked("K-02")
    (session.folder / "outbox" / note).touch(mode=0o600)
    assert lines(unlocked("K-03"), "fetch") == [("K-02", "fetch", ticket.ticket, "- 20261120T084200Z")]
    assert names(session) == []


def test_a_list_takes_in_what_was_fetched_meanwhile(session: Session, clock: Clock) -> None:
    """Whoever looks sees the truth, without locking first."""
    (ticket,) = put(session)
    assert [one.state for one in outbox.tickets(session)] == [TicketState.WAITING]
    tickets.spend(session.folder, tickets.find(session.folder, ticket.ticket, clock), "K-03", clock)
    assert [one.state for one in outbox.tickets(session)] == [TicketState.FETCHED]
    assert len(lines(session, "fetch")) == 1


def test_what_nobody_fetched_is_taken_away_after_its_last_day(
    session: Session, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """It cannot be fetched from the first minute of the next day, and goes with the next unlocking."""
    (ticket,) = put(session)
    clock.now += timedelta(days=FETCH_DAYS)
    assert tickets.find(session.folder, ticket.ticket, clock).sealed
    clock.now += timedelta(days=1)
    with pytest.raises(TicketExpired):
        tickets.find(session.folder, ticket.ticket, clock)
    other = unlocked("K-02")
    assert lines(other, "expire_ticket") == [("K-02", "expire_ticket", ticket.ticket, "")]
    assert names(other) == []
    assert [one.state for one in outbox.tickets(other)] == [TicketState.EXPIRED]


def test_what_waits_can_be_taken_back_and_what_was_fetched_cannot(session: Session, clock: Clock) -> None:
    """Once it is out, it is out."""
    first, second = put(session, leaving(), leaving())
    assert outbox.withdraw(session, first.ticket).ticket == first.ticket
    with pytest.raises(NoTicket):
        tickets.find(session.folder, first.ticket, clock)
    tickets.spend(session.folder, tickets.find(session.folder, second.ticket, clock), "", clock)
    for ticket in (first.ticket, second.ticket, "XXXX-XX"):
        with pytest.raises(UnknownTicket):
            outbox.withdraw(session, ticket)
    assert lines(session, "withdraw_ticket") == [("K-01", "withdraw_ticket", first.ticket, "")]
    assert names(session) == []


def test_an_auditor_lets_nothing_leave(unlocked: Callable[[str], Session]) -> None:
    """The try is audited, and nothing is laid down."""
    auditor = unlocked("R-01")
    with pytest.raises(NotAllowed):
        put(auditor)
    assert lines(auditor, "refused", "export") == [("R-01", "refused", "export", "")]
    assert names(auditor) == []


def test_a_check_that_fails_lets_nothing_leave(session: Session) -> None:
    """What was true when the form was opened may not be when the lock is had."""

    def gone(_reading: Reading) -> None:
        raise UnknownRecipient("K-02")

    with pytest.raises(UnknownRecipient):
        outbox.put(session, ABOUT, [leaving()], gone)
    assert (names(session), lines(session, "export")) == ([], [])


def test_a_disk_that_fills_up_at_the_second_file_takes_the_first_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or none: and the audit says that none left."""
    write, calls = files.write_atomically, []

    def full_at_the_second(path: Path, content: bytes, sync: bool = True) -> None:
        if path.parent.name == "outbox":
            calls.append(path)
        if len(calls) > 1:
            raise StoreFull(path.name)
        write(path, content, sync)

    monkeypatch.setattr(files, "write_atomically", full_at_the_second)
    with pytest.raises(StoreFull):
        put(session, leaving(), leaving())
    assert (len(calls), names(session), lines(session, "export")) == (2, [], [])
    assert check(session, "sealed_files").ok


def test_a_kill_after_the_audit_is_finished_by_the_next_unlocking(
    session: Session, unlocked: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    """It was said to have left: so it waits."""

    def killed(_folder: Path, _file: lying.OutboxFile) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(lying, "hand_out", killed)
        with pytest.raises(KeyboardInterrupt):
            put(session)
    ((_who, _act, ticket, _why),) = lines(session, "export")
    with pytest.raises(NoTicket):
        tickets.find(session.folder, ticket, clock)
    unlocked("K-02")
    assert pyrage.decrypt(tickets.find(session.folder, ticket, clock).sealed, [KEY]) == DOCUMENT


def test_a_kill_before_the_audit_leaves_nothing_after_the_next_unlocking(
    session: Session, unlocked: Callable[[str], Session]
) -> None:
    """It never left: neither whole nor torn."""
    file = lying.OutboxFile("7F3K-Q2", session.today, "md.age")
    lying.lay_down(session.folder, file, leaving().sealed)
    (session.folder / "outbox" / "..7F3K-Q3.2026-12-04.md.age.00").touch(mode=0o600)
    assert not check(session, "outbox").ok
    unlocked("K-02")
    assert names(session) == []
    assert check(session, "outbox").ok


def test_somebody_elses_export_in_the_making_is_no_leftover(
    session: Session, unlocked: Callable[[str], Session]
) -> None:
    """Whoever lays down holds the lock; who unlocks meanwhile touches nothing and does not wait."""
    file = lying.OutboxFile("7F3K-Q2", session.today, "md.age")
    with files.locked(session.folder):
        lying.lay_down(session.folder, file, leaving().sealed)
        unlocked("K-02")
        assert names(session) == [f".{file.name}"]


def test_verify_tells_what_was_changed_missing_or_put_there(session: Session) -> None:
    """The files carry no key: the rows know what each of them was."""
    first, second = put(session, leaving(), leaving())
    assert check(session, "sealed_files").detail.startswith("2 ")
    place = {path.name.partition(".")[0]: path for path in (session.folder / "outbox").iterdir()}
    place[first.ticket].write_bytes(leaving().sealed)
    found = check(session, "sealed_files")
    assert (found.ok, found.level, found.detail) == (False, "error", first.ticket)
    place[first.ticket].unlink()
    found = check(session, "sealed_files")
    assert (found.ok, found.level, found.detail) == (False, "warning", first.ticket)
    outbox.withdraw(session, first.ticket)
    place[second.ticket].with_name("XXXX-XX.2026-12-04.md.age").write_bytes(leaving().sealed)
    (session.folder / "outbox" / "XXXX-XX.2026-12-04.md.age").chmod(0o600)
    assert check(session, "sealed_files").detail == "XXXX-XX"
    (session.folder / "outbox" / "readme").touch(mode=0o600)
    assert check(session, "outbox").detail == "readme"


def test_an_outbox_that_cannot_be_read_keeps_nobody_out(
    session: Session, unlocked: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log opens, whatever lies beside it."""
    put(session)

    def unreadable(_place: Path) -> list[str]:
        raise OSError(13, "not readable")

    monkeypatch.setattr(os, "listdir", unreadable)
    assert unlocked("K-02").member == "K-02"


def test_a_restored_store_has_its_outbox_of_that_day(session: Session, tmp_path: Path, clock: Clock) -> None:
    """File and row are of one moment: what was fetched since waits again, for the same receivers."""
    from nsk_tui.services import backup

    (ticket,) = put(session)
    copy = backup.make(session.folder, tmp_path / "copies", clock)
    tickets.spend(session.folder, tickets.find(session.folder, ticket.ticket, clock), "K-02", clock)
    outbox.take_in(session)
    session.lock()
    backup.restore(copy.path, session.folder, "K-01", PASSPHRASES["K-01"], clock)
    again = unlock(session.folder, "K-01", PASSPHRASES["K-01"], clock)
    assert [one.state for one in outbox.tickets(again)] == [TicketState.WAITING]
    assert pyrage.decrypt(tickets.find(again.folder, ticket.ticket, clock).sealed, [KEY]) == DOCUMENT
    assert check(again, "sealed_files").ok
    again.lock()
