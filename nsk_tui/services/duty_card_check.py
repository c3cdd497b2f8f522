"""Holding the published duty card against the store: against its mark, and against the rota."""

from datetime import timedelta
from enum import StrEnum

from nsk_tui.exchange import duty_card as card_file
from nsk_tui.rules.duty_card import DutyCard, told_between
from nsk_tui.services import duty_publishing, local_time
from nsk_tui.services.duty_card import CARD_BYTES_MAX, CARD_NAME
from nsk_tui.services.rota_state import AHEAD_DAYS
from nsk_tui.services.session import Session
from nsk_tui.store import published_card
from nsk_tui.vault import files
from nsk_tui.vault.errors import NoStore, VaultError

_HORIZON_DAYS = AHEAD_DAYS - 60
"""How far a card surely reached when it was published: the last period may have been cut off."""


class CardState(StrEnum):
    """How the card beside the store stands."""

    NONE = "none"
    """Nothing is published, and there is no card."""
    FITS = "fits"
    MISSING = "missing"
    CHANGED = "changed"
    """It is not the one that was written last."""
    BEHIND = "behind"
    """It was written last, and the rota says something else."""


def look(session: Session) -> CardState:
    """Hold the card against its mark and against the rota as it stands."""
    content = _content(session)
    with session.database.reading() as reading:
        is_ours = published_card.fits(reading, content)
        wanted = duty_publishing.make(reading, session)
    if content is None:
        return CardState.NONE if wanted is None else CardState.MISSING
    if not is_ours:
        return CardState.CHANGED
    found = card_file.from_json(content)
    if found is None or wanted is None or not _tells_the_same(session, found, wanted):
        return CardState.BEHIND
    return CardState.FITS


def _content(session: Session) -> bytes | None:
    try:
        return files.read_bounded(session.folder / CARD_NAME, CARD_BYTES_MAX)
    except NoStore:
        return None
    except VaultError:
        return b""  # a link, an endless file: not what was written


def _tells_the_same(session: Session, found: DutyCard, wanted: DutyCard) -> bool:
    published = local_time.on_the_wall(found.published_at).date()
    last = published + timedelta(days=_HORIZON_DAYS)
    return told_between(found, session.today, last) == told_between(wanted, session.today, last)
