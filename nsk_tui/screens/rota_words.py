"""What the rota is called on the screen: its lines, roles, periods, and who answers now."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from nsk_tui import directory_words
from nsk_tui.duty_words import called, line_name, role, when_begins
from nsk_tui.rules.calendar import week_number
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import DutyRef, DutyRole, Hindrance, Line, Period, read_ref
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.rota import LineNow

GAP = "---"
"""Stands where no plan speaks of a duty."""


def name_of(lines: Iterable[Line], line: LineId) -> str:
    """Return a line's name by its id; a line that was removed is called by the id."""
    return next((line_name(one) for one in lines if one.id == line), line)


def period_name(period: Period) -> str:
    """Return a period's number or day: 47, or 20/11 where a period is a day."""
    if period.start == period.end:
        return f"{period.start.day:02d}/{period.start.month:02d}"
    return str(week_number(period.start))


def when(period: Period) -> str:
    """Return a period in a sentence: week 47, or 20/11."""
    if period.start == period.end:
        return period_name(period)
    return when_begins(period.start)


def duty_named(ref: DutyRef, lines: Iterable[Line], is_day: bool = False) -> str:
    """Return a duty in words: week 50 · Children and young people · backup."""
    parts = [when_begins(ref.start, is_day), name_of(lines, ref.line)]
    if ref.role is not DutyRole.DUTY:
        parts.append(role(ref.role))
    return " · ".join(parts)


def changed(kind: str, subject: str) -> str:
    """Return what an act was done to, as the undo tells it: a duty, an absence, the plan, a thread."""
    ref = read_ref(subject)
    if ref is not None:
        area = next((one for one in Area if one.value == ref.line), None)
        return f"{when_begins(ref.start)} · {called(ref.line, '', area)}"
    if kind.endswith("_absence"):
        return _("absence of {member}").format(member=subject)
    if kind in directory_words.UNDONE:
        return directory_words.undone(kind, subject)
    return _("the publishing of the rota") if kind == "publish_plan" else subject


def hindrance(why: Hindrance | None) -> str:
    """Return what keeps somebody from a duty; yes for None, when nothing does."""
    if why is None:
        return _("yes")
    return {
        Hindrance.NOT_ON_LINE: _("no, not on this line"),
        Hindrance.NO_SHARE: _("no, has no share"),
        Hindrance.NOT_YET: _("no, has not begun then"),
        Hindrance.LEAVES: _("no, leaves before"),
        Hindrance.ABSENT: _("no, absent"),
        Hindrance.HAS_IT: _("has it now"),
        Hindrance.OTHER_DUTY: _("no, has another duty then"),
        Hindrance.RESTS: _("yes, but should rest"),
    }[why]


# Who answers now ------------------------------------------------------------------------------


def somebody(member: MemberId | None, absent: bool) -> str:
    """Return who has a role now; empty when nobody answers."""
    return "" if member is None or absent else member


def line_now(now: "LineNow", backup: str = "") -> str:
    """Return who answers on one line: name, duty, backup; ■ and a word where nobody does.

    Shape
        ``backup`` is how the backup is told, ``({backup})``; empty leaves her out.
    """
    name = line_name(now.line)
    if now.is_closed:
        return _("{line} closed").format(line=name)
    first, second = somebody(now.duty, now.duty_absent), somebody(now.backup, now.backup_absent)
    if not first and not second:
        return _("■ {line} NOBODY").format(line=name)
    if not first:
        return _("■ {line} no duty, backup {backup}").format(line=name, backup=second)
    return f"{name} {first} {backup.format(backup=second)}".rstrip() if second else f"{name} {first}"


def duty_line(lines: "Sequence[LineNow]", cells: int) -> str:
    """Return the duty line as it fits: backups give way first, a line without anybody never.

    Shape
        Where even the names do not fit, the lines without anybody stand first.
    """
    head = _("On duty now")
    if not any(one.ref or one.is_closed for one in lines):
        return _("On duty now  no published rota covers today")
    named = [
        line_now(one, _("(backup {backup})") if at == 0 else "({backup})") for at, one in enumerate(lines)
    ]
    bare = [line_now(one, "({backup})") for one in lines]
    short = [line_now(one) for one in lines]
    alarmed = sorted(short, key=lambda text: not text.startswith("■"))
    fitting = (f"{head}  {' · '.join(texts)}" for texts in (named, bare, short, alarmed))
    return next((text for text in fitting if cell_len(text) <= cells), f"{head}  {' · '.join(alarmed)}")
