"""The agenda as rows: number, kind, minutes, start, who, what; how much room is left."""

from datetime import date
from textwrap import wrap

from nsk_tui import meeting_words, wording
from nsk_tui.meeting_words import word
from nsk_tui.rules.agenda import AgendaItem, Standing
from nsk_tui.rules.meetings import Meeting, MeetingRole, MeetingState, send_by
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

NUMBER_CELLS, KIND_CELLS, MINUTES_CELLS, START_CELLS, WHO_CELLS = 4, 13, 3, 7, 6
MARGIN_CELLS = 3
BEFORE_TITLE_CELLS = MARGIN_CELLS + NUMBER_CELLS + KIND_CELLS + MINUTES_CELLS + START_CELLS + WHO_CELLS + 2


def title(meeting: Meeting, today: date) -> str:
    """Return what stands in the heading: what it is called, its day, from when to when."""
    if meeting.starts is None:
        return meeting.body.title
    day = wording.day(meeting.starts.date(), today)
    when = f"{meeting_words.short_weekday(meeting.starts)} {day} {meeting_words.span(meeting)}"
    return f"{meeting.body.title} {when}"


def remark(meeting: Meeting, today: date) -> str:
    """Return how far the agenda has come: a draft, and when it should be out, or sent."""
    if meeting.state is MeetingState.SENT:
        return _("sent; what changes can be sent again")
    if meeting.state is MeetingState.PLANNED and meeting.day is not None:
        return _("draft, to be sent by {day}").format(day=wording.day(send_by(meeting.day), today))
    return word(meeting.state)


def people(page: AgendaPage) -> str:
    """Return who leads, who writes, and who has sent apologies."""
    body = page.meeting.body
    parts = [
        f"{_capital(word(MeetingRole.CHAIR))} {body.chair or '–'}",
        f"{_capital(word(MeetingRole.MINUTE_TAKER))} {body.minute_taker or '–'}",
    ]
    if page.apologies:
        parts.append(_("Apologies: {members}").format(members=", ".join(page.apologies)))
    if body.place:
        parts.append(body.place)
    return " · ".join(parts)


def titles() -> str:
    """Return the names of the columns."""
    kind, minutes, start, who, what = _("Type"), _("Min"), _("Start"), _("By"), _("Item")
    return (
        f"{'':<{MARGIN_CELLS + NUMBER_CELLS}}{kind:<{KIND_CELLS}}{minutes:>{MINUTES_CELLS}}  "
        f"{start:<{START_CELLS}}{who:<{WHO_CELLS}}{what}"
    )


def row(page: AgendaPage, place: int, pointer: str, cells: int) -> Line:
    """Return an item of the agenda as a row."""
    item = page.items[place]
    slot = page.timetable.slots[place] if page.timetable else None
    number = f"{slot.number if slot else place + 1}."
    start = f"{slot.start:%H:%M}" if slot else ""
    return line(_row(item, pointer, number, start, cells))


def wish(item: AgendaItem, pointer: str, cells: int) -> Line:
    """Return a wish as a row: it has no number and no time."""
    return line(_row(item, pointer, "+", "", cells))


def _row(item: AgendaItem, pointer: str, number: str, start: str, cells: int) -> str:
    body = item.body
    return (
        f"{pointer:<{MARGIN_CELLS}}{number:<{NUMBER_CELLS}}{meeting_words.item_kind(body):<{KIND_CELLS}}"
        f"{body.minutes:>{MINUTES_CELLS}}  {start:<{START_CELLS}}{body.presenter or '':<{WHO_CELLS}}"
        f"{cut(meeting_words.item_title(body), cells - BEFORE_TITLE_CELLS - 1)}"
    )


def total(page: AgendaPage) -> list[Line]:
    """Return the sum of the minutes, the calculated end, and how much room is left."""
    times = page.timetable
    at = MARGIN_CELLS + NUMBER_CELLS + KIND_CELLS
    minutes = sum(one.body.minutes for one in page.items)
    told = f"{minutes:>{MINUTES_CELLS}}"
    if times is not None:
        told += f"  {_('ends {time}').format(time=f'{times.end:%H:%M}')}   {room(page)}"
    return [line(f"{'':<{at}}{'─' * MINUTES_CELLS}", "rule"), line(f"{'':<{at}}{told}")]


def room(page: AgendaPage) -> str:
    """Return how much room an agenda has left."""
    left = page.timetable.air_minutes if page.timetable else 0
    if left > 0:
        return _("{count} min. left").format(count=left)
    return _("{count} min. too much").format(count=-left) if left < 0 else _("no room left")


def about(page: AgendaPage, item: AgendaItem, cells: int) -> list[Line]:
    """Return what is known of the item at the cursor: what it is for, and what it was made from."""
    body = item.body
    told = []
    if body.purpose:
        told.append(_("What for?  {purpose}").format(purpose=body.purpose))
    if body.origins:
        made = ", ".join(f"{word(one.kind)} {one.ref}" for one in body.origins)
        told.append(_("Made from: {codes} (codes alone).").format(codes=made))
    if item.came_from is not None:
        told.append(_("It was moved here from an earlier meeting."))
    if item.proposed_by != body.presenter:
        told.append(_("Proposed by {member}.").format(member=item.proposed_by))
    if body.standing is Standing.CLOSING:
        told.append(_("Nothing is decided here: what comes up becomes an item of the next meeting."))
    if body.standing is Standing.ACTIONS:
        told.append(_("Enter goes through what was agreed last time."))
    return [line(f" {part}") for text in told for part in wrap(text, cells - 2)]


def warning(page: AgendaPage) -> list[Line]:
    """Return what the chair should look at: too little room, wishes that wait."""
    told = []
    left = page.timetable.air_minutes if page.timetable else 1
    if left < 0:
        told.append(
            _("! {count} min. too much. Make something shorter (-), or move an item (t).").format(count=-left)
        )
    elif left == 0:
        told.append(_("! There is no room left. Make something shorter (-), or move an item (t)."))
    if page.wishes and page.is_mine:
        waits = ngettext("{count} wish asks for room.", "{count} wishes ask for room.", len(page.wishes))
        told.append(f"? {waits.format(count=len(page.wishes))} {_('Space takes it in.')}")
    return [line(f" {text}") for text in told]


def moved_away(item: AgendaItem) -> Line:
    """Return an item that was moved to a later meeting."""
    title_ = meeting_words.item_title(item.body)
    return line(f"   {_('Moved to the next meeting: {title}').format(title=title_)}", "faint")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
