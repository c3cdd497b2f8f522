"""The duty card beside a store: it follows the rota; whatever stands in the file, nobody is kept waiting."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nsk_tui import wording
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.duty_card import DutyCard, LineAt, who_at
from nsk_tui.services import absences, backup, duty_card, rota, rota_settings, swaps
from nsk_tui.services.duty_card import CARD_BYTES_MAX, CARD_NAME, CardTrouble, as_lines, as_page, read_card
from nsk_tui.services.rota_board import board
from nsk_tui.services.session import Session
from tests.conftest import PASSPHRASES, Clock
from tests.faults.nonsense import NONSENSE
from tests.tools.published_rota import ADULTS, CHILDREN, first_duty, publish, stand


@pytest.fixture
def rota_of_three(session: Session) -> Session:
    """Return the small store with three people on one of two lines and eight weeks published."""
    for member in ("K-01", "K-02", "K-03"):
        stand(session, member, CHILDREN, phone=f"12 34 56 7{member[-1]}")
    publish(session, weeks=7)
    return session


def card_of(session: Session) -> DutyCard:
    """Return the card beside a store."""
    card = read_card(session.folder)
    assert isinstance(card, DutyCard)
    return card


def on_day(session: Session, day: date, line: str = CHILDREN) -> LineAt:
    """Return who the card names on a line at midday."""
    moment = session.local_now.replace(year=day.year, month=day.month, day=day.day, hour=12, tzinfo=None)
    return next(one for one in who_at(card_of(session), moment) if one.line.id == line)


def test_a_store_without_a_published_rota_has_no_card(session: Session) -> None:
    """A draft is nobody's business, and a folder without a store has none either."""
    stand(session, "K-01")
    assert read_card(session.folder) is CardTrouble.NOT_PUBLISHED
    assert read_card(session.folder / "none") is CardTrouble.NOT_PUBLISHED


def test_publishing_writes_the_card_for_this_account_alone(rota_of_three: Session) -> None:
    """Mode 0600, and the names and numbers that the network publishes."""
    path = rota_of_three.folder / CARD_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    card = card_of(rota_of_three)
    assert {person.name for person in card.people} == {"Ane Eksempel", "Bo Prøvesen", "Cana Testrup"}
    assert {person.phone for person in card.people} == {"12 34 56 71", "12 34 56 72", "12 34 56 73"}
    assert [line.id for line in card.lines] == [CHILDREN, ADULTS]
    assert card.published_at == rota_of_three.now


def test_the_card_says_what_the_board_says(rota_of_three: Session) -> None:
    """Week by week, duty and backup on each line."""
    found = board(rota_of_three, count=8)
    for number, period in enumerate(found.periods):
        for line in found.lines:
            shown = on_day(rota_of_three, period.start, line.id)
            for role, person in ((DutyRole.DUTY, shown.duty), (DutyRole.BACKUP, shown.backup)):
                assert (person.id if person else None) == found.cells[line.id, role][number].member


def test_every_change_of_a_published_duty_is_on_the_card(
    rota_of_three: Session, unlocked: Callable[[str], Session]
) -> None:
    """A correction, a duty taken, an absence, and its withdrawal."""
    session = rota_of_three
    ref = first_duty(session, "K-02")
    rota.override(session, ref, None, "efter aftale")
    assert on_day(session, ref.start, ref.line).duty is None
    rota.clear(session, ref)
    assert on_day(session, ref.start, ref.line).duty == next(
        p for p in card_of(session).people if p.id == "K-02"
    )
    away = absences.report(unlocked("K-02"), ref.start, ref.start, move_to_backup=False)
    assert on_day(session, ref.start, ref.line).duty is None
    assert on_day(session, ref.start + timedelta(days=1), ref.line).duty is not None
    absences.withdraw(unlocked("K-02"), away.absence.id)
    assert on_day(session, ref.start, ref.line).duty is not None
    backup = on_day(session, ref.start, ref.line).backup
    assert backup is not None
    swaps.take(session if backup.id == "K-01" else unlocked(backup.id), ref)
    assert on_day(session, ref.start, ref.line).duty == backup


def test_what_the_network_stops_publishing_is_gone_from_the_file(rota_of_three: Session) -> None:
    """At once, and also in the bytes."""
    old = rota_settings.settings(rota_of_three)
    rota_settings.change_settings(rota_of_three, replace(old, card_names=False, card_phones=False))
    content = (rota_of_three.folder / CARD_NAME).read_bytes()
    assert b"Eksempel" not in content
    assert b"12 34" not in content
    assert b"K-02" in content


def test_the_card_says_how_old_it_is(rota_of_three: Session, clock: Clock) -> None:
    """Today, yesterday, days ago, and after a week that somebody may be ill; never less than nothing."""
    card, lines = card_of(rota_of_three), ()
    told = {}
    for days in (0, 1, 2, 8, -3):
        told[days] = as_lines(card, lines, clock.now + timedelta(days=days))
    assert told[0] == ["Offentliggjort 20/11 kl. 09:42, i dag."]
    assert told[1] == ["Offentliggjort 20/11 kl. 09:42, for 1 dag siden."]
    assert told[2] == ["Offentliggjort 20/11 kl. 09:42, for 2 dage siden."]
    assert (len(told[8]), told[-3]) == (2, told[0])


def test_the_page_is_danish_or_english(rota_of_three: Session, clock: Clock) -> None:
    """In the reader's language, said in its first line."""
    card = card_of(rota_of_three)
    assert b'lang="da"' in as_page(card, clock.now)
    assert "Børn og unge".encode() in as_page(card, clock.now)
    wording.use("en")
    assert b'lang="en"' in as_page(card, clock.now)
    assert b"Children and young people" in as_page(card, clock.now)


@pytest.mark.parametrize("content", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_for_a_card_is_told_as_damaged(store: Path, content: bytes) -> None:
    """Whatever stands there; and nobody is kept waiting by an endless file."""
    (store / CARD_NAME).write_bytes(content)
    assert read_card(store) is CardTrouble.DAMAGED


def test_what_is_no_file_is_no_card(store: Path) -> None:
    """A folder, a pipe, a card far too long, a link to something else."""
    path = store / CARD_NAME
    path.mkdir()
    assert read_card(store) is CardTrouble.DAMAGED
    path.rmdir()
    os.mkfifo(path)
    assert read_card(store) is CardTrouble.DAMAGED
    path.unlink()
    path.write_bytes(b" " * (CARD_BYTES_MAX + 1))
    assert read_card(store) is CardTrouble.DAMAGED
    path.unlink()
    path.symlink_to(store / "keyring.json")
    assert read_card(store) is CardTrouble.DAMAGED


def test_a_card_that_cannot_be_written_takes_no_change_back(rota_of_three: Session) -> None:
    """The duty has changed hands; the old card stands, and says how old it is."""
    path = rota_of_three.folder / CARD_NAME
    path.unlink()
    path.mkdir()
    ref = first_duty(rota_of_three, "K-02")
    assert rota.override(rota_of_three, ref, None, "efter aftale").member is None
    assert duty_card.publish_card(rota_of_three) is False
    path.rmdir()
    assert duty_card.publish_card(rota_of_three) is True
    assert on_day(rota_of_three, ref.start, ref.line).duty is None


def test_a_restored_store_has_the_card_of_its_rota(rota_of_three: Session, tmp_path: Path) -> None:
    """A backup holds no card; it is made anew from what was restored."""
    before = card_of(rota_of_three).lines
    made = backup.make(rota_of_three.folder, tmp_path / "copies")
    place = tmp_path / "elsewhere"
    backup.restore(made.path, place, "K-01", PASSPHRASES["K-01"], lambda: rota_of_three.now)
    found = read_card(place)
    assert isinstance(found, DutyCard)
    assert found.lines == before
