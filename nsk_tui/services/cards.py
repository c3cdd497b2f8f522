"""Action cards and numbers: readable without a key, without a store, and when files are broken."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nsk_tui import paths
from nsk_tui.rules.card_records import BUILT_IN_NUMBERS, BUILT_IN_RED, ActionCard, CardNumber
from nsk_tui.rules.cards import CardFault, read_card, read_numbers
from nsk_tui.rules.consultations import Area, ConcernLevel

CARD_BYTES_MAX = 256 * 1024
NUMBERS_NAME = "numbers.toml"


@dataclass(frozen=True)
class FileFault:
    """A card file that could not be used, and what is wrong in it."""

    file: str
    fault: CardFault | None


@dataclass(frozen=True)
class CardShelf:
    """Every card that can be shown, red first; what is broken is named, never hidden."""

    cards: tuple[ActionCard, ...]
    numbers: tuple[CardNumber, ...]
    faults: tuple[FileFault, ...]

    def find(self, level: ConcernLevel, area: Area | None) -> ActionCard:
        """Return the card for a level and area; without one, the red card that is always there."""
        fitting = [card for card in self.cards if card.level is level and _is_for(card, area)]
        anywhere = [card for card in self.cards if card.level is level]
        return (fitting or anywhere or [BUILT_IN_RED])[0]


def _is_for(card: ActionCard, area: Area | None) -> bool:
    return area is None or card.area in (None, area)


def shelf(folder: Path | None) -> CardShelf:
    """Return the store's cards; what is missing or broken there comes from the shipped ones.

    ``folder`` None means that there is no store.
    """
    faults: list[FileFault] = []
    shipped = paths.content_dir() / "cards"
    own = folder / "cards" if folder is not None else shipped
    cards = [_one_card(own, shipped, name, faults) for name in _names(own, shipped)]
    found = sorted((card for card in cards if card), key=lambda card: (-card.level.rank, card.id))
    numbers = _numbers(own, faults) or _numbers(shipped, faults) or BUILT_IN_NUMBERS
    if not any(card.level is ConcernLevel.RED for card in found):
        found.insert(0, BUILT_IN_RED)
    return CardShelf(tuple(found), numbers, tuple(faults))


def with_acute_number(text: str, number: str, source: str, checked: date) -> str:
    """Return the file of numbers with the municipality's own out-of-hours number filled in."""
    blocks = text.split("[[numbers]]")
    return "[[numbers]]".join(
        _filled(block, number, source, checked) if 'id = "social-duty"' in block else block
        for block in blocks
    )


def _filled(block: str, number: str, source: str, checked: date) -> str:
    lines = []
    for line in block.splitlines():
        if line.startswith("number ="):
            line = f"number = {_quoted(number)}"
        elif line.startswith("source ="):
            line = f"source = {_quoted(source)}\nchecked = {checked.isoformat()}"
        elif line.startswith("certainty ="):
            line = 'certainty = "read"'
        lines.append(line)
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _names(own: Path, shipped: Path) -> list[str]:
    found = {path.name for folder in (own, shipped) if folder.is_dir() for path in folder.glob("*.toml")}
    return sorted(found - {NUMBERS_NAME})


def _one_card(own: Path, shipped: Path, name: str, faults: list[FileFault]) -> ActionCard | None:
    for folder in (own, shipped):
        if not (folder / name).exists():
            continue
        text = _text(folder / name)
        card = None if text is None else read_card(text)
        if isinstance(card, ActionCard):
            return card
        faults.append(FileFault(name, card))
    return None


def _numbers(folder: Path, faults: list[FileFault]) -> tuple[CardNumber, ...]:
    if not (folder / NUMBERS_NAME).exists():
        return ()
    text = _text(folder / NUMBERS_NAME)
    numbers = None if text is None else read_numbers(text)
    if isinstance(numbers, tuple):
        return numbers
    faults.append(FileFault(NUMBERS_NAME, numbers))
    return ()


def _text(path: Path) -> str | None:
    """Return a file's text; None when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(CARD_BYTES_MAX).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
