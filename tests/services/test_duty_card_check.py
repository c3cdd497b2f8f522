"""``verify`` tells a duty card that somebody edited, exchanged or took away from the one that was written."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.services import absences, duty_card_check, rota, rotation, upkeep
from nsk_tui.services.duty_card import CARD_NAME
from nsk_tui.services.duty_card_check import CardState
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.tools.published_rota import ADULTS, CHILDREN, first_duty, publish, stand


@pytest.fixture
def rota_of_three(session: Session) -> Session:
    """Return the small store with three people on two lines and six weeks published."""
    for member in ("K-01", "K-02", "K-03"):
        stand(session, member, CHILDREN, ADULTS, phone=f"12 34 56 7{member[-1]}")
    publish(session, weeks=5)
    return session


def said(session: Session) -> upkeep.Check:
    """Return what ``verify`` says of the card."""
    found = upkeep.verify(session.folder, session).checks
    return next(check for check in found if check.name == "duty_card")


def test_nothing_published_is_in_order(session: Session) -> None:
    """There is no card, and none is missed; one that lies there was put there."""
    assert duty_card_check.look(session) is CardState.NONE
    (session.folder / CARD_NAME).write_text("{}")
    (session.folder / CARD_NAME).chmod(0o600)
    assert duty_card_check.look(session) is CardState.CHANGED


def write_anew(session: Session) -> None:
    """Change the rota, which writes the card anew."""
    rota.override(session, first_duty(session, "K-02"), None, "efter aftale")


def test_the_card_fits_after_every_change_of_the_rota(rota_of_three: Session, clock: Clock) -> None:
    """Also weeks later, and after another key."""
    session = rota_of_three
    assert duty_card_check.look(session) is CardState.FITS
    write_anew(session)
    absences.report(session, session.today + timedelta(days=3), session.today + timedelta(days=9))
    assert duty_card_check.look(session) is CardState.FITS
    rotation.rotate_key(session)
    clock.now += timedelta(days=17)
    assert duty_card_check.look(session) is CardState.FITS
    assert said(session).ok


EDITS: dict[str, Callable[[dict[str, object]], object]] = {
    "a number": lambda card: card["people"][0].update(phone="11 11 11 11"),  # type: ignore[index]
    "who has duty": lambda card: card["lines"][0]["days"][0].update(duty="K-09"),  # type: ignore[index]
    "when it was made": lambda card: card.update(published_at="2026-11-21T08:00:00Z"),
    "what nobody reads": lambda card: card.update(more=1),
}


def edited(content: bytes, name: str) -> bytes:
    """Return a card in which somebody changed something."""
    card = json.loads(content)
    EDITS[name](card)
    return json.dumps(card).encode()


def test_a_card_that_was_not_written_last_is_told(rota_of_three: Session) -> None:
    """Edited, ours of before, gone, or a link to what was ours; the next change writes it anew."""
    session, path = rota_of_three, rota_of_three.folder / CARD_NAME
    earlier = path.read_bytes()
    write_anew(session)
    ours = path.read_bytes()
    for harmed in (earlier, b"", *(edited(ours, name) for name in EDITS)):
        path.write_bytes(harmed)
        assert duty_card_check.look(session) is CardState.CHANGED
    found = said(session)
    assert (found.ok, found.level, bool(found.mend)) == (False, upkeep.ERROR, True)
    path.unlink()
    assert duty_card_check.look(session) is CardState.MISSING
    path.with_name("elsewhere").write_bytes(ours)
    path.symlink_to(path.with_name("elsewhere"))
    assert duty_card_check.look(session) is CardState.CHANGED
    write_anew(session)
    assert said(session).ok


def test_a_card_that_could_not_follow_the_rota_is_told(
    rota_of_three: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of the rota stands although the card could not be written; ``verify`` says so."""
    session = rota_of_three
    with monkeypatch.context() as full:
        full.setattr("nsk_tui.services.duty_card.CARD_NAME", "nowhere/duty.json")
        write_anew(session)
    assert duty_card_check.look(session) is CardState.BEHIND
    assert said(session).level == upkeep.WARNING
