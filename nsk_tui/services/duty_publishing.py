"""How the duty card is made from the store and put beside it."""

from datetime import timedelta
from pathlib import Path

from nsk_tui.exchange import duty_card as card_file
from nsk_tui.rules.duty_card import DutyCard, make_card
from nsk_tui.services.rota_state import AHEAD_DAYS, read_state
from nsk_tui.services.session import Session
from nsk_tui.store import published_card, rota_plans
from nsk_tui.store.engine import Reading
from nsk_tui.vault import files
from nsk_tui.vault.errors import VaultError


def publish(session: Session, name: str) -> bool:
    """Write the card anew; without a published plan it goes. Return whether it could be done.

    It is read and written under the write lock: of two changes at once the later card must win.
    What was written is marked in the store, so that an edited one is told from it.
    """
    try:
        with session.database.writing() as writing:
            card = make(writing, session)
            content = None if card is None else card_file.to_json(card)
            _put(session.folder / name, content)
            published_card.note(writing, content)
            writing.commit()
    except VaultError:
        return False
    return True


def make(reading: Reading, session: Session) -> DutyCard | None:
    """Return the card as the rota stands; None while no plan is published."""
    latest = rota_plans.latest(reading)
    if latest is None:
        return None
    yesterday = session.today - timedelta(days=1)
    state = read_state(reading, session, yesterday, session.today + timedelta(days=AHEAD_DAYS))
    return make_card(
        session.network,
        session.now,
        state.settings,
        state.lines,
        state.periods,
        dict(state.duties),
        state.absences,
        state.members,
        latest.fallback or state.settings.fallback,
    )


def _put(path: Path, content: bytes | None) -> None:
    """Put the card in place; None takes it away."""
    if content is not None:
        files.write_atomically(path, content)
        return
    with files.told_apart(path.name):
        path.unlink(missing_ok=True)
