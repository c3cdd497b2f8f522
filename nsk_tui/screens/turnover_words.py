"""Turnover as lines: twelve months in words, the curve of two years, and who came, left and leaves."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from nsk_tui import directory_words, duty_words, wording
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.turnover import FEW_PEOPLE, CurvePoint, Leaver
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.turnover import TurnoverPicture
from nsk_tui.widgets.bars import FULL
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext, pgettext

MEMBER_CELLS, NAME_CELLS, WHAT_CELLS, DAY_CELLS, TIME_CELLS = 7, 20, 10, 12, 17
CURVE_ROWS, CURVE_ROWS_TALL = 3, 6
MONTH_CELLS, LEAD_CELLS = 3, 6


class Way(Enum):
    """What somebody did, or is about to do."""

    LEAVES = "leaves"
    CAME = "came"
    LEFT = "left"


@dataclass(frozen=True)
class Mover:
    """Somebody who came, left or is about to leave.

    Shape
        ``leaver`` None: she has not left.
    """

    member: MemberId
    way: Way
    day: date
    leaver: Leaver | None = None


def movers(found: TurnoverPicture) -> tuple[Mover, ...]:
    """Return who leaves soon, then who came and left, the latest first."""
    leaving = tuple(Mover(member, Way.LEAVES, day) for member, day in found.leaving)
    past = [Mover(one.member, Way.LEFT, one.left_on, one) for one in found.turnover.left]
    past += [Mover(member, Way.CAME, found.came_on[member]) for member in found.turnover.came]
    return (*leaving, *sorted(past, key=lambda one: (one.day, one.member), reverse=True))


def told(found: TurnoverPicture) -> list[str]:
    """Return the last twelve months in sentences."""
    seen = found.turnover
    counts = _("In 12 months {came} came and {left} left. {now} are here now.").format(
        came=len(seen.came), left=len(seen.left), now=seen.there_now
    )
    if seen.replaced is None:
        share = _("Too few to compute a share on (under {least} a year ago).").format(least=FEW_PEOPLE)
    else:
        share = _("{gone} of the {then} who were here a year ago are gone: {share}.").format(
            gone=seen.gone_of_then, then=seen.there_then, share=duty_words.percent(seen.replaced)
        )
    months = directory_words.served(round(seen.median_months))
    half = _("Half of those who are here have served more than {time}.").format(time=months)
    unknown = len(found.without_first_day)
    missing = ngettext(
        "{count} has no first day, and counts from when she joined.",
        "{count} have no first day, and count from when they joined.",
        unknown,
    ).format(count=unknown)
    return [counts, share, half, *([missing] if unknown else [])]


def head(found: TurnoverPicture, width: int, is_tall: bool) -> list[Line]:
    """Return the sentences, the curve, and the names of the columns."""
    lines = [line(f" {text}") for text in told(found)]
    lines += [*curve(found.curve, width, CURVE_ROWS_TALL if is_tall else CURVE_ROWS), EMPTY]
    return [*lines, _columns(width)]


def curve(points: tuple[CurvePoint, ...], width: int, rows: int) -> list[Line]:
    """Return how many were here at each month's end, as columns; below, who came and left.

    Shape
        As many of the latest months as fit. The lowest row is the lowest count, so that a step of
        one person is seen; each row's count stands at the left.
    """
    lead = LEAD_CELLS
    shown = points[-max(1, (width - lead - 1) // MONTH_CELLS) :]
    most = max(one.people for one in shown)
    base = max(0, min(one.people for one in shown) - 1)
    rows = max(1, min(rows, most - base))
    lines: list[Line] = []
    for row in range(rows, 0, -1):
        limit = base + round((most - base) * row / rows)
        label = str(limit)
        blocks = "".join(
            (FULL * (MONTH_CELLS - 1) if one.people >= limit else "").ljust(MONTH_CELLS) for one in shown
        )
        lines.append(line(f" {label:>{lead - 3}}  {blocks}".rstrip()))
    came = "".join(f"{f'+{one.came}' if one.came else '':<{MONTH_CELLS}}" for one in shown)
    left = "".join(f"{f'-{one.left}' if one.left else '':<{MONTH_CELLS}}" for one in shown)
    months = "".join(f"{one.month.month:02d}".ljust(MONTH_CELLS) for one in shown)
    marks = [came.rstrip(), left.rstrip()]
    lines += [line(f"{' ' * lead}{mark}") for mark in marks if mark]
    return [*lines, line(f"{' ' * lead}{months.rstrip()}", "faint")]


def _columns(width: int) -> Line:
    text = f"   {_('Person'):<{MEMBER_CELLS}}"
    text += f"{_('Name'):<{NAME_CELLS}}" if width >= WIDE_CELLS else ""
    text += f"{'':<{WHAT_CELLS}}{_('Day'):<{DAY_CELLS}}{_('Served'):<{TIME_CELLS}}"
    return line(text + _("Took along"), "bold")


def row(one: Mover, found: TurnoverPicture, at_cursor: bool, width: int) -> Line:
    """Return somebody who came, left or leaves."""
    what = {
        Way.LEAVES: pgettext("turnover", "leaves"),
        Way.CAME: pgettext("turnover", "came"),
        Way.LEFT: pgettext("turnover", "left"),
    }[one.way]
    lead = f"{pointer(at_cursor)}{cut(one.member, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
    if width >= WIDE_CELLS:
        lead += f"{cut(found.names.get(one.member, ''), NAME_CELLS - 2):<{NAME_CELLS}}"
    day = wording.day(one.day, found.today)
    served = directory_words.served(one.leaver.months) if one.leaver else ""
    taken = ", ".join(one.leaver.taken) if one.leaver else ""
    if one.leaver and not one.leaver.taken:
        taken = _("nothing that others cannot")
    sign = "! " if one.leaver and one.leaver.taken else ""
    return (
        (lead, "bold" if at_cursor else ""),
        (f"{what:<{WHAT_CELLS}}{day:<{DAY_CELLS}}{served:<{TIME_CELLS}}{sign}{taken}", ""),
    )


def in_full(one: Mover, found: TurnoverPicture) -> list[str]:
    """Return everything about somebody who came, left or leaves."""
    lines = [found.names.get(one.member, ""), f"{wording.day(one.day, found.today)}"]
    if one.leaver is None:
        return lines
    lines += [directory_words.served(one.leaver.months), ""]
    if not one.leaver.taken:
        return [*lines, _("What she could, others could the day after.")]
    return [*lines, _("Nobody could the day after:"), *(f"  {name}" for name in one.leaver.taken)]


def foot(width: int) -> list[Line]:
    """Return what is counted."""
    said = _("It says what was lost and could be learnt again. It grades nobody.")
    return [rule(width), line(f" {said}", "faint")]
