"""What the list of meetings says: how far each has come, and what is on the one at the cursor."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from nsk_tui import meeting_words, wording
from nsk_tui.meeting_words import word
from nsk_tui.rules.actions import label
from nsk_tui.rules.agenda import AgendaItem, Timetable
from nsk_tui.rules.meetings import Meeting, MeetingRole, MeetingState
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.services.meeting_list import MeetingLine, PollCount
from nsk_tui.services.minutes import MinutesPage, NumberedLine
from nsk_tui.services.poll import PollPage
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

One = TypeVar("One")

DAY_CELLS, TITLE_CELLS = 20, 20
KIND_CELLS, MINUTES_CELLS, WHO_CELLS = 13, 10, 7
ITEMS_SHOWN_MAX = 6
MARGIN = "   "


def titles(cells: int) -> str:
    """Return the names of the columns."""
    room = TITLE_CELLS if cells < WIDE_CELLS else cells // 3
    when, which, how_far = _("Date"), _("Meeting"), _("State")
    return f"{MARGIN}{when:<{DAY_CELLS}}{which:<{room}}{how_far}"


def row(one: MeetingLine, today: date, pointer: str, cells: int) -> Line:
    """Return a meeting as a row: its day, what it is called, how far it has come."""
    room = TITLE_CELLS if cells < WIDE_CELLS else cells // 3
    title = cut(one.meeting.body.title, room - 2)
    day = meeting_words.meeting_day(one.meeting, today)
    return line(f"{pointer}{day:<{DAY_CELLS}}{title:<{room}}{state(one, today)}")


def state(one: MeetingLine, today: date) -> str:
    """Return how far a meeting has come."""
    meeting = one.meeting
    if one.poll is not None:
        return answered(one.poll)
    if meeting.state in (MeetingState.RUNNING, MeetingState.CANCELLED):
        return word(meeting.state)
    if not meeting.is_ahead:
        return _("minutes: {state}").format(state=minutes_state(one, today))
    return _agenda_state(one)


def answered(poll: PollCount) -> str:
    """Return how far a poll has come, and whether the reader has something left to say."""
    said = _("{count} of {asked} have answered").format(count=poll.answered, asked=poll.asked)
    return f"{said} · {_('you have not')}" if poll.waits_for_me else said


def minutes_state(one: MeetingLine, today: date) -> str:
    """Return how far the minutes of a meeting have come."""
    meeting, count = one.meeting, one.open_remarks
    if meeting.minutes_state is MinutesState.REMARKS and meeting.remarks_until:
        said = _("remarks until {day}").format(day=wording.day(meeting.remarks_until, today))
        return f"{said} ({count})" if count else said
    if meeting.minutes_state is MinutesState.LOCKED and meeting.locked_on:
        return _("locked {day}").format(day=wording.day(meeting.locked_on, today))
    return word(meeting.minutes_state)


def _agenda_state(one: MeetingLine) -> str:
    wishes = ngettext("{count} wish", "{count} wishes", one.wishes).format(count=one.wishes)
    if not one.items:
        return wishes if one.wishes else _("nothing on the agenda yet")
    items = ngettext("{count} item", "{count} items", one.items).format(count=one.items)
    said = _("{items}, {used} of {minutes} min.").format(
        items=items, used=one.used_minutes, minutes=one.meeting.body.minutes
    )
    sent = _("sent") if one.meeting.state is MeetingState.SENT else _("agenda")
    return f"{sent}: {said}" + (f" · {wishes}" if one.wishes else "")


# The one at the cursor -------------------------------------------------------------------------


def heading(meeting: Meeting, today: date, cells: int) -> Line:
    """Return the meeting at the cursor: what it is called, who leads, who writes, when it ends."""
    body = meeting.body
    facts = [
        f"{word(MeetingRole.CHAIR)} {body.chair or '–'}",
        f"{word(MeetingRole.MINUTE_TAKER)} {body.minute_taker or '–'}",
    ]
    if meeting.ends is not None:
        facts.append(_("ends {time}").format(time=f"{meeting.ends:%H:%M}"))
    if body.confidential:
        facts.append(_("confidential"))
    told = " · ".join(facts)
    title = cut(meeting_words.called(meeting, today).upper(), max(10, cells - len(told) - 6))
    return ((f" {title}", "bold"), (f"    {told}", ""))


def agenda_lines(page: AgendaPage, most: int = ITEMS_SHOWN_MAX) -> list[Line]:
    """Return the items of an agenda, as many as there is room for; the rest are counted."""
    shown = _fitting(page.items, most)
    lines = [line(item_line(one)) for one in shown]
    left = len(page.items) - len(shown)
    if left:
        more = ngettext("{count} more", "{count} more", left).format(count=left)
        lines.append(line(f"{MARGIN}{more}", "faint"))
    return lines


def item_line(one: AgendaItem) -> str:
    """Return an item as one line: its kind, its minutes, who presents it, its title."""
    body = one.body
    minutes = meeting_words.minutes(body.minutes)
    return (
        f"{MARGIN}{meeting_words.item_kind(body):<{KIND_CELLS}}{minutes:>7}  "
        f"{body.presenter or '':<{WHO_CELLS}}{meeting_words.item_title(body)}"
    )


def minutes_lines(page: MinutesPage, today: date, most: int = ITEMS_SHOWN_MAX) -> list[Line]:
    """Return the decisions and actions of a meeting, as many as there is room for."""
    agreed = [one for one in page.lines if one.line.kind is not LineKind.TEXT]
    if not agreed:
        return [line(f"{MARGIN}{_('Nothing was decided or agreed.')}", "faint")]
    lines = [line(agreed_line(one, today)) for one in _fitting(agreed, most)]
    left = len(agreed) - len(lines)
    if left:
        more = ngettext("{count} more", "{count} more", left).format(count=left)
        lines.append(line(f"{MARGIN}{more}", "faint"))
    return lines


def agreed_line(one: NumberedLine, today: date) -> str:
    """Return a decision or an action as one line: its number, who, by when, what."""
    if one.decision is not None:
        return f"{MARGIN}{word(LineKind.DECISION):<13}{one.decision!s:<10}{one.line.text}"
    number = label(one.action, today) if one.action else ""
    who = f"{one.line.owner or '–':<6}{meeting_words.due(one.line.due, today):<7}"
    return f"{MARGIN}{word(LineKind.ACTION):<13}{number:<10}{who}{one.line.text}"


def poll_lines(page: PollPage, today: date) -> list[Line]:
    """Return what a poll says so far: the best date, who would be missing, when it closes."""
    lines = []
    if page.best is not None:
        day = dated(page.best.date.day, today)
        yes = ngettext("{count} yes", "{count} yes", len(page.best.yes)).format(count=len(page.best.yes))
        no = ngettext("{count} no", "{count} no", len(page.best.no)).format(count=len(page.best.no))
        best = _("Best so far: {day}   {yes}, {no}").format(day=day, yes=yes, no=no)
        lines.append(line(f"{MARGIN}{best}"))
        if page.best.missing:
            gone = _("Missing that day: {departments}").format(departments=", ".join(page.best.missing))
            lines.append(line(f"{MARGIN}{gone}"))
    until = _("Answers until {day}; {chair} chooses the day.").format(
        day=wording.day(page.poll.answer_by, today), chair=page.meeting.body.chair or "–"
    )
    return [*lines, line(f"{MARGIN}{until}")]


def dated(day: date, today: date) -> str:
    """Return a day with its weekday in short: on 16/12."""
    return f"{meeting_words.short_weekday(day)} {wording.day(day, today)}"


def waiting(count: int) -> str:
    """Return how many actions a meeting opens with; empty when none is open."""
    if not count:
        return ""
    return ngettext(
        "{count} action is open and comes first at the meeting.",
        "{count} actions are open and come first at the meeting.",
        count,
    ).format(count=count)


def air(times: Timetable) -> str:
    """Return how much room an agenda has left."""
    if times.air_minutes > 0:
        return _("{count} min. left").format(count=times.air_minutes)
    if times.air_minutes < 0:
        return _("{count} min. too much").format(count=-times.air_minutes)
    return _("no room left")


def _fitting(many: Sequence[One], most: int) -> Sequence[One]:
    """Return as many as fit, one line less when the rest must be counted."""
    return many if len(many) <= most else many[: most - 1]
