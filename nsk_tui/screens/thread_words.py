"""How a thread reads in a list: its words and cells, in the reader's language."""

from datetime import date, datetime

from nsk_tui import vocabulary, wording
from nsk_tui.rules.consultations import AgeBand, ConcernLevel, ThreadLine, ThreadState
from nsk_tui.services.consultations import Closed, SecondNeeded
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.threads import HIT_END, HIT_START
from nsk_tui.widgets.rows import Cell
from nsk_tui.wording import _, ngettext, pgettext

BEFORE_HIT_CHARACTERS = 16
"""So much before a hit is shown that the hit itself is in sight in a narrow window."""

NEAR_DAYS = 7
"""Within a week a date is also named by its weekday."""


def level_cell(level: ConcernLevel) -> Cell:
    """Return a level as glyph and word; the colour only repeats it."""
    return Cell(vocabulary.marked_level(level), level.value)


def short_age(band: AgeBand) -> str:
    """Return an age band in a few cells; a dash for one that is not known."""
    return "–" if band is AgeBand.UNKNOWN else band.value


def concerns(line: ThreadLine) -> str:
    """Return the concerns in words."""
    return ", ".join(vocabulary.word(concern) for concern in line.concerns)


def due_cell(line: ThreadLine, today: date) -> Cell:
    """Return when to look again, as a list says it; what is late says so in words."""
    if line.state is ThreadState.CLOSED:
        return Cell(pgettext("thread", "closed"), "dim")
    if line.follow_up_on is None:
        return Cell("")
    return Cell(short_due(line.follow_up_on, today), "late" if line.follow_up_on <= today else "")


def short_due(due: date, today: date) -> str:
    """Return a due date in a few cells: today, -2 days, 25/11."""
    days = (due - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("{days} day", "{days} days", -days).format(days=days)
    return wording.day(due, today)


def long_due(due: date, today: date) -> str:
    """Return a due date as Today says it."""
    days = (due - today).days
    if days == 0:
        return _("follow-up today")
    if days < 0:
        return ngettext("follow-up {days} day late", "follow-up {days} days late", -days).format(days=-days)
    return _("follow-up {when}").format(when=named_day(due, today))


def named_day(day: date, today: date) -> str:
    """Return a date with its weekday when it is near: on Monday 23/11."""
    short = wording.day(day, today)
    if 0 < (day - today).days <= NEAR_DAYS:
        return _("on {weekday} {day}").format(weekday=as_written(wording.weekday(day)), day=short)
    return short


def as_written(name: str) -> str:
    """Return the name of a day or month as the reader's language writes it: English with a capital."""
    return name.capitalize() if wording.language() == wording.ENGLISH else name


def local_day(moment: datetime, today: date) -> str:
    """Return the day of a moment as clocks on the wall have it."""
    return wording.day(on_the_wall(moment).date(), today)


def preview(line: ThreadLine, today: date) -> str:
    """Return the line below a list that tells of the row under the cursor."""
    entries = ngettext("{count} entry", "{count} entries", line.entries).format(count=line.entries)
    last = _("last {day} by {member}").format(
        day=local_day(line.last_entry_at, today), member=line.last_entry_by
    )
    return " · ".join((_("Chosen: {code}").format(code=line.code_name), entries, last))


def snippet_cell(snippet: str) -> Cell:
    r"""Return a search's snippet with the place of the hit.

    >>> snippet_cell("en \x02ung\x03 her")
    Cell(text='en ung her', role='', hit=(3, 6))
    """
    before, _mark, rest = snippet.partition(HIT_START)
    hit, _mark, after = rest.partition(HIT_END)
    if len(before) > BEFORE_HIT_CHARACTERS:
        before = "…" + before[-BEFORE_HIT_CHARACTERS:].lstrip()
    return Cell(before + hit + after, hit=(len(before), len(before) + len(hit)))


def closing_told(answer: Closed | SecondNeeded) -> str:
    """Return what is said after somebody wanted to close a thread."""
    if isinstance(answer, SecondNeeded):
        return _("{code} is red: another member must say yes too. It stands on their Today now.").format(
            code=answer.thread
        )
    return _("{code} is closed. u undoes.").format(code=answer.thread)
