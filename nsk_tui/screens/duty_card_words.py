"""Who has duty, from the published card: for the lock and the red card, which wait for no database."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len

from nsk_tui import duty_words, wording
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duty_card import FRESH_DAYS, CardPerson, LineAt, who_at
from nsk_tui.services.duty_card import CardTrouble, age_days, read_card
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.wording import _


def duty_on_card(folder: Path | None, moment: datetime, area: Area | None, cells: int) -> str:
    """Return who can be called now, on one line; empty where no card is published.

    Shape
        ``folder`` None: there is no store. ``area`` None tells of every line, else of those of
        the area. The numbers stand before the names: they are what is needed when a line is cut.
    """
    card = read_card(folder) if folder is not None else CardTrouble.NOT_PUBLISHED
    if card is CardTrouble.NOT_PUBLISHED:
        return ""
    if isinstance(card, CardTrouble):
        return _("The duty card cannot be read: use the numbers above.")
    local = on_the_wall(moment).replace(tzinfo=None)
    lines = _of_area(who_at(card, local), area)
    age = age_days(card, moment)
    old = _("(card of {day})").format(day=wording.day(on_the_wall(card.published_at).date(), local.date()))
    for with_names in (True, False):
        told = " · ".join(_line(one, with_names) for one in lines)
        told = f"{told} {old}" if age > FRESH_DAYS else told
        if cell_len(told) <= cells:
            break
    return told


def _of_area(lines: Sequence[LineAt], area: Area | None) -> Sequence[LineAt]:
    fitting = [one for one in lines if area is None or one.line.area is area]
    return fitting or lines


def _line(one: LineAt, with_names: bool) -> str:
    name = duty_words.called(one.line.id, one.line.name, one.line.area)
    people = [one.duty, one.backup] if one.has_somebody else [one.fallback]
    told = " / ".join(_people(people, with_names))
    if not one.has_somebody:
        nobody = _("■ {line} NOBODY").format(line=name)
        return f"{nobody}: {told}" if told else nobody
    return f"{name}: {told}"


def _people(people: Iterable[CardPerson | None], with_names: bool) -> list[str]:
    found = (one for one in people if one is not None)
    return [
        " ".join(filter(None, (one.id, one.phone, one.name if with_names or not one.id else "")))
        for one in found
    ]
