"""The directory in words: fields of the matrix, what is missing without somebody, how old a number is.

One wording for the screens and the command line.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from nsk_tui import vocabulary, wording
from nsk_tui.duty_words import called, when_begins
from nsk_tui.rules.absence_simulator import DutyLost
from nsk_tui.rules.calendar import days_late
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.coverage import Cell, Column, ColumnKind, Cover, TruckFactor
from nsk_tui.rules.directory import (
    DOUBTFUL_DAYS,
    STALE_DAYS,
    Competence,
    CompetenceState,
    Freshness,
    Place,
    competence_state,
    freshness,
    months_between,
)
from nsk_tui.rules.duties import DutyRole, Line
from nsk_tui.rules.ids import MemberId
from nsk_tui.wording import _, ngettext, pgettext

BAR_CELLS = 5
FULL, EMPTY = "▓", "░"
STALE_SIGN, DOUBTFUL_SIGN = "✕", "?"
ALONE_SIGN, NOBODY_SIGN = "!", "■"
_BAR_DAYS = (45, 90, 135, 180, 270)
"""A bar loses a cell at each of these ages: half way to a word, and at it."""

MONTHS_IN_YEAR = 12


# The matrix ---------------------------------------------------------------------------------


def column(one: Column) -> str:
    """Return the head of a column: an area in one word, or the competence."""
    if one.kind is ColumnKind.COMPETENCE:
        return one.name
    return area(Area(one.name))


def area(value: Area) -> str:
    """Return an area in one word, for heads and lists: Børn, Voksne."""
    return {
        Area.CHILDREN: pgettext("coverage", "Children"),
        Area.ADULTS: pgettext("coverage", "Adults"),
    }[value]


def mark(cell: Cell) -> str:
    """Return a field as sign and count, so that colour never carries it alone.

    A field that nobody asks for has no sign, whoever is there.

    >>> mark(Cell("Skoler", Column(ColumnKind.COMPETENCE, "tolk"), (), is_needed=True))
    '■ 0'
    """
    if cell.cover is Cover.NOBODY:
        return f"{NOBODY_SIGN} 0"
    if cell.cover is Cover.NOT_NEEDED:
        return "-"
    alone = cell.is_needed and cell.cover is Cover.ONE
    return f"{len(cell.people)} {ALONE_SIGN}" if alone else str(len(cell.people))


def field(cell: Cell) -> str:
    """Return a field in words: Skoler, PATRIARK; without a department it is the whole group's."""
    where = cell.department or _("the whole group")
    return f"{where}, {column(cell.column)}"


def alone(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return what somebody alone can, each once: the whole group goes for its departments."""
    found = tuple(cells)
    whole = {cell.column for cell in found if not cell.department}
    wanted = (cell for cell in found if not cell.department or cell.column not in whole)
    return tuple(
        field(cell) if cell.department else column(cell.column)
        for cell in wanted
        if cell.is_needed or not cell.department
    )


def fields(cells: Sequence[Cell]) -> str:
    """Return how many fields there are: 6 fields."""
    return ngettext("{count} field", "{count} fields", len(cells)).format(count=len(cells))


def places(found: Iterable[Place]) -> str:
    """Return where somebody can be asked: a department once, with its area where it is only one."""
    areas: dict[str, list[Area]] = {}
    for place in found:
        areas.setdefault(place.department, []).append(place.area)
    return ", ".join(
        name if len(some) == len(Area) else f"{name} ({area(some[0]).casefold()})"
        for name, some in areas.items()
    )


def truck(found: TruckFactor) -> str:
    """Return in one sentence how few have to be gone."""
    if not found.people:
        return _("Nothing is covered yet, so nothing can be lost.")
    told = ngettext(
        "With {count} gone ({who}) more than half has nobody.",
        "With {count} gone ({who}) more than half has nobody.",
        len(found.people),
    )
    return told.format(count=len(found.people), who=listed(found.people))


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: K-07, K-09 og K-11."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


# Without somebody ---------------------------------------------------------------------------


def duties(found: Sequence[DutyLost], lines: Iterable[Line], is_day: bool = False) -> tuple[str, ...]:
    """Return what becomes of the duties to come: who steps in, and what has nobody."""
    known = {line.id: called(line.id, line.name, line.area) for line in lines}
    parts = _taken_over(found, is_day)
    for role, told in _lost_words().items():
        for line, name in known.items():
            lost = [
                when_begins(one.ref.start, is_day)
                for one in found
                if one.ref.role is role and one.ref.line == line and one.stands_in is None
            ]
            parts += [told.format(when=_weeks(lost, is_day), line=name)] if lost else []
    return tuple(parts)


def _taken_over(found: Sequence[DutyLost], is_day: bool) -> list[str]:
    """Return which periods a backup takes, each with whose it is: in one part, or none."""
    takers: dict[date, list[str]] = {}
    for one in found:
        if one.stands_in is not None:
            takers.setdefault(one.ref.start, []).append(one.stands_in)
    whens = _one_week_word([when_begins(start, is_day) for start in takers], is_day)
    told = [f"{when} ({', '.join(who)})" for when, who in zip(whens, takers.values(), strict=True)]
    return [_("{when} goes to the backup").format(when=listed(told))] if told else []


def _lost_words() -> dict[DutyRole, str]:
    return {
        DutyRole.DUTY: _("{when}: nobody on {line}"),
        DutyRole.BACKUP: _("{when}: no backup on {line}"),
        DutyRole.SHADOW: _("{when}: no follower on {line}"),
    }


def _weeks(whens: Sequence[str], is_day: bool) -> str:
    """Return periods in a sentence, the word week only once: uge 50 og 52."""
    return listed(_one_week_word(whens, is_day))


def _one_week_word(whens: Sequence[str], is_day: bool) -> list[str]:
    return [when if is_day or not at else when.split(" ")[-1] for at, when in enumerate(whens)]


# What somebody can --------------------------------------------------------------------------


def competence_remark(held: Competence, today: date) -> str:
    """Return when a competence expires, or that it has; empty where there is nothing to say."""
    state = competence_state(held, today)
    if held.expires_on is None:
        return ""
    day = wording.day(held.expires_on, today)
    if state is CompetenceState.EXPIRED:
        return _("expired {day}").format(day=day)
    if state is CompetenceState.EXPIRES_SOON:
        return _("expires {day}").format(day=day)
    return ""


def month(day: date) -> str:
    """Return a month in figures: 08/2021."""
    return f"{day.month:02d}/{day.year}"


# How old it is ------------------------------------------------------------------------------


def bar(checked_on: date, today: date) -> str:
    """Return how fresh something is as a bar of five cells.

    >>> [bar(date(2026, 11, 20 - age), date(2026, 11, 20)) for age in (0, 18)]
    ['▓▓▓▓▓', '▓▓▓▓▓']
    """
    days = days_late(checked_on, today)
    left = sum(days < limit for limit in _BAR_DAYS)
    return FULL * left + EMPTY * (BAR_CELLS - left)


def sign(checked_on: date, today: date) -> str:
    """Return the sign of something that is old; a blank for what can be trusted."""
    return {Freshness.DOUBTFUL: DOUBTFUL_SIGN, Freshness.STALE: STALE_SIGN}.get(
        freshness(checked_on, today), " "
    )


def days_old(checked_on: date, today: date) -> str:
    """Return an age in days, short: 18 d."""
    return _("{days} d").format(days=max(0, days_late(checked_on, today)))


def aged(checked_on: date, today: date) -> str:
    """Return an age in a sentence: in days under three months, then in months, then in years."""
    months = months_between(checked_on, today)
    if months < 3:
        days = max(0, days_late(checked_on, today))
        return ngettext("{count} day", "{count} days", days).format(count=days)
    return served(months)


def served(months: int) -> str:
    """Return a time in months, or in years and months: 5 years 3 months."""
    years, rest = divmod(months, MONTHS_IN_YEAR)
    parts = [ngettext("{count} year", "{count} years", years).format(count=years)] if years else []
    if rest or not years:
        parts.append(ngettext("{count} month", "{count} months", rest).format(count=rest))
    return " ".join(parts)


def legend() -> str:
    """Return what the signs of an old number mean."""
    return _(
        "? over {doubtful} days: ring and confirm.   ✕ over {stale} days: crossed out, but kept."
    ).format(doubtful=DOUBTFUL_DAYS, stale=STALE_DAYS)


def crossed_out(number: str) -> str:
    """Return a number that nobody should trust, where a line through it cannot be seen.

    >>> crossed_out("12 34 56 78")
    '-12-34-56-78-'
    """
    return f"-{'-'.join(number.split())}-"


def people(members: Sequence[MemberId]) -> str:
    """Return some people, or that there is nobody."""
    return ", ".join(members) if members else pgettext("people", "nobody")


def freshness_word(checked_on: date, today: date) -> str:
    """Return how far something can be trusted, in one word."""
    return vocabulary.word(freshness(checked_on, today))


# Undo ---------------------------------------------------------------------------------------

UNDONE = frozenset(
    {"set_person", "add_competence", "change_competence", "end_competence", "set_department"}
    | {"add_contact", "change_contact", "confirm_contact", "remove_contact"}
)
"""Acts on the directory that undo tells of."""


def undone(kind: str, subject: str) -> str:
    """Return what an act was done to, as the undo tells it."""
    if kind == "set_person":
        return _("the page of {member}").format(member=subject)
    if kind.endswith("_competence"):
        return _("a competence of {member}").format(member=subject)
    if kind == "set_department":
        return _("what {department} needs").format(department=subject)
    return _("the contact {contact}").format(contact=subject)
