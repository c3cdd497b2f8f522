"""The published duty card: written with every change of the rota, read by anybody without a key.

Reading imports neither SQL nor a cipher: whoever must call somebody waits for no database.
"""

import stat
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from nsk_tui import duty_words, wording
from nsk_tui.exchange import duty_card as card_file
from nsk_tui.exchange.duty_card import CardWords
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.duty_card import FRESH_DAYS, DutyCard, LineAt
from nsk_tui.services import local_time
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.session import Session

CARD_NAME = "duty.json"
CARD_BYTES_MAX = 1024 * 1024


class CardTrouble(StrEnum):
    """Why there is no card to read."""

    NOT_PUBLISHED = "not_published"
    DAMAGED = "damaged"


def read_card(folder: Path) -> DutyCard | CardTrouble:
    """Return the card beside a store, or why there is none; a folder without a store has none."""
    path = folder / CARD_NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return CardTrouble.DAMAGED
        with path.open("rb") as stream:
            content = stream.read(CARD_BYTES_MAX + 1)
    except FileNotFoundError:
        return CardTrouble.NOT_PUBLISHED
    except OSError:
        return CardTrouble.DAMAGED
    if len(content) > CARD_BYTES_MAX:
        return CardTrouble.DAMAGED
    return card_file.from_json(content) or CardTrouble.DAMAGED


def publish_card(session: "Session") -> bool:
    """Write the card anew, as the rota stands; return whether it could be written.

    A card that could not be written stays as it was, and says how old it is: the change of the
    rota itself has happened, and is not taken back for it.
    """
    from nsk_tui.services import duty_publishing

    return duty_publishing.publish(session, CARD_NAME)


def age_days(card: DutyCard, moment: datetime) -> int:
    """Return for how many days nothing on a card has changed; a clock set back counts as today."""
    published = local_time.on_the_wall(card.published_at).date()
    return max(0, (local_time.on_the_wall(moment).date() - published).days)


def as_lines(card: DutyCard, lines: tuple[LineAt, ...], moment: datetime) -> list[str]:
    """Return who can be called on some lines, and how old the card is, in the reader's language."""
    return card_file.text_lines(lines, card_words(card, moment))


def as_page(card: DutyCard, moment: datetime) -> bytes:
    """Return the card as a page for an intranet, in the reader's language."""
    return card_file.page(card, card_words(card, moment))


def card_words(card: DutyCard, moment: datetime) -> CardWords:
    """Return the words around the facts, in the reader's language."""
    today = local_time.on_the_wall(moment.astimezone(UTC)).date()
    age = age_days(card, moment)
    return CardWords(
        language=wording.language(),
        title=_("Who has duty?"),
        lines={line.id: duty_words.called(line.id, line.name, line.area) for line in card.lines},
        duty=duty_words.role(DutyRole.DUTY),
        backup=duty_words.role(DutyRole.BACKUP),
        fallback=_("Nobody has duty, so call"),
        nobody=_("NOBODY"),
        days=_("Days"),
        published=_published(card, moment, age),
        warning=_warning(age),
        acute=_("Is it acute? Call 112."),
        day=lambda day: wording.day(day, today),
    )


def _published(card: DutyCard, moment: datetime, age: int) -> str:
    at = local_time.on_the_wall(card.published_at)
    said = _("Published {day} {clock}").format(
        day=wording.day(at.date(), local_time.on_the_wall(moment).date()), clock=wording.clock(at)
    )
    if age == 0:
        return _("{published}, today.").format(published=said)
    ago = ngettext("{published}, {count} day ago.", "{published}, {count} days ago.", age)
    return ago.format(published=said, count=age)


def _warning(age: int) -> str:
    if age <= FRESH_DAYS:
        return ""
    return _("Nothing has changed for a while: somebody may be ill without it standing here.")
