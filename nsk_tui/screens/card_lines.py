"""The red card as lines: whom to ring, whom it is about, what to do, what never to do."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nsk_tui import wording
from nsk_tui.rules.card_records import BUILT_IN_RED, ActionCard, CardNumber
from nsk_tui.rules.cards import Readiness, in_language, numbers_by_readiness, readiness
from nsk_tui.rules.consultations import Area
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _

NUMBER_CELLS, NAME_CELLS, CHECKED_CELLS, HOURS_CELLS = 14, 27, 15, 7
STEP_INDENT_CELLS, STEP_TIME_CELLS = 10, 6
NARROW_CELLS = 60
SECONDS_PER_MINUTE = 60


@dataclass
class Ticks:
    """Which steps are done, and how long after the card was opened.

    Shape
        ``opened_at`` None means that the card was not drawn yet.
    Units
        ``done`` maps a step's place to seconds after the opening.
    """

    area: Area = Area.CHILDREN
    cursor: int = 0
    done: dict[int, int] = field(default_factory=dict)
    opened_at: datetime | None = None


def spoken(words: object) -> str:
    """Return a card's words in the reader's language."""
    return in_language(words, wording.language())  # type: ignore[arg-type]


def elapsed(seconds: int) -> str:
    """Return a span as minutes and seconds.

    >>> elapsed(42), elapsed(3725)
    ('00:42', '62:05')
    """
    return f"{seconds // SECONDS_PER_MINUTE:02d}:{seconds % SECONDS_PER_MINUTE:02d}"


def card_lines(
    card: ActionCard,
    numbers: Sequence[CardNumber],
    ticks: Ticks,
    now: datetime,
    cells: int,
    duty: str = "",
) -> tuple[tuple[Line, ...], int]:
    """Return the card's lines and the line of the step under the cursor; ``duty`` says who has duty."""
    ring = [*_number_lines(card, tuple(numbers), now, cells), _duty_line(duty)]
    head = [*ring, _choice_line(ticks), _rule("─", cells)]
    head.append(((" ", ""), (_("DO").ljust(cells - 31), "bold"), (_band(ticks.area), "bold")))
    steps, at = _step_lines(card, ticks, cells)
    last = [line(f" {_('DO NOT')}", "bold"), *_never_lines(card, cells)]
    return (_rule("═", cells), *head, *steps, *last), 1 + len(head) + at


def _duty_line(duty: str) -> Line:
    return ((f" {_('DUTY').ljust(7)} ", "bold"), (duty, "bold")) if duty else EMPTY


def _rule(glyph: str, cells: int) -> Line:
    return line(f" {glyph * (cells - 2)}", "rule")


def _band(area: Area) -> str:
    return _("UNDER 18") if area is Area.CHILDREN else _("18 AND OVER")


def _choice_line(ticks: Ticks) -> Line:
    names = ((Area.CHILDREN, "1", _("Under 18")), (Area.ADULTS, "2", _("18 and over")))
    parts: list[tuple[str, str]] = [(f" {_('Whom is it about?')}     ", "")]
    for area, digit, name in names:
        chosen = area is ticks.area
        parts.append((f"▸{digit} {name}◂" if chosen else f" {digit} {name} ", "bold" if chosen else ""))
        parts.append(("    ", ""))
    return tuple(parts)


def _number_lines(card: ActionCard, numbers: tuple[CardNumber, ...], now: datetime, cells: int) -> list[Line]:
    shown = numbers_by_readiness(card, numbers, now)
    return [
        _number_line(number, now, cells, _("RING") if place == 0 else "")
        for place, number in enumerate(shown)
    ]


def _number_line(number: CardNumber, now: datetime, cells: int, word: str) -> Line:
    state = readiness(number, now)
    ring = number.number or _("not filled in")
    role = "bold" if state is Readiness.OPEN else "faint"
    lead = f" {word.ljust(7)} "
    if cells < NARROW_CELLS:
        return ((f" {ring} ", role), (f"{spoken(number.name)} {_state(state)}", role))
    return (
        (lead, "bold"),
        (ring.ljust(NUMBER_CELLS), role),
        (spoken(number.name).ljust(NAME_CELLS), role),
        (_when(number, now), role),
        (_state(state), role),
    )


def _when(number: CardNumber, now: datetime) -> str:
    """Say when somebody answers, and for a local number when it was last checked."""
    room = CHECKED_CELLS + HOURS_CELLS
    if number.hours is not None and number.hours.always:
        return f"{_('day and night'):>{room - 2}}  "
    checked = _("checked {day}").format(day=f"{number.checked:%d/%m}") if number.checked else ""
    hours = number.hours.spans[0].clock if number.hours is not None else ""
    return f"{checked:<{CHECKED_CELLS}}{hours:<{HOURS_CELLS}}"


def _state(state: Readiness) -> str:
    words: Mapping[Readiness, str] = {
        Readiness.OPEN: _("OPEN"),
        Readiness.CLOSED: _("CLOSED"),
        Readiness.UNKNOWN: _("UNKNOWN"),
        Readiness.NOT_FILLED_IN: "",
    }
    return words[state]


def _step_lines(card: ActionCard, ticks: Ticks, cells: int) -> tuple[list[Line], int]:
    lines: list[Line] = []
    at = 0
    width = max(20, cells - STEP_INDENT_CELLS - STEP_TIME_CELLS)
    for place, step in enumerate(card.steps):
        pieces = textwrap.wrap(_with_law(card, spoken(step.text), step.law), width) or [""]
        when = ticks.done.get(place)
        mark = "x" if when is not None else " "
        if place == ticks.cursor:
            at = len(lines)
        pointer = "▸" if place == ticks.cursor else " "
        time = f" {elapsed(when)}" if when is not None else ""
        lines.append(((f" {pointer} [{mark}] {place + 1}. {pieces[0].ljust(width)}", ""), (time, "faint")))
        lines += [line(" " * STEP_INDENT_CELLS + piece) for piece in pieces[1:]]
    return lines, at


def _with_law(card: ActionCard, text: str, law: str) -> str:
    named = [one for one in card.law if one.id == law]
    if not named:
        return text
    unbroken = spoken(named[0].name).replace("§ ", "§\u00a0")
    return f"{text} ({unbroken})"


def _never_lines(card: ActionCard, cells: int) -> list[Line]:
    lines: list[Line] = []
    for words in card.do_not:
        pieces = textwrap.wrap(spoken(words), max(20, cells - 6)) or [""]
        lines.append(((f"   {'×'} {pieces[0]}", ""),))
        lines += [line("     " + piece) for piece in pieces[1:]]
    return lines


def heading(card: ActionCard, today_cells: int) -> tuple[str, str]:
    """Return the two ends of the card's banner."""
    left = _("■ RED · ACUTE      Life in danger right now?  RING 112")
    if today_cells < NARROW_CELLS:
        return _("■ RED · ACUTE  RING 112"), ""
    if card.id == BUILT_IN_RED.id:
        return left, _("built-in card")
    return left, _("card {version} · {date}").format(version=card.version, date=f"{card.date:%d/%m-%y}")
