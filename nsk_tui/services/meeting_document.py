"""The agenda and the minutes as documents: what stands in them in the store, in the words of the screens.

Source
    docs/rules/meetings.md, "On paper"
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nsk_tui import meeting_words, wording
from nsk_tui.rules import actions as action_rules
from nsk_tui.rules.actions import Action
from nsk_tui.rules.agenda import AgendaItem, ItemState, Slot, Timetable, timetable
from nsk_tui.rules.documents import Block, Document, Heading, Listing, Paragraph, Table
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import MINUTE_SECONDS
from nsk_tui.rules.meetings import Attendance, Meeting
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.rules.minutes_state import MinutesState, shown
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.services.minutes import MinutesPage, NumberedLine
from nsk_tui.wording import _, pgettext

LANGUAGES = {wording.DANISH: "da-DK", wording.ENGLISH: "en-GB"}
NOBODY = "–"


@dataclass(frozen=True)
class Frame:
    """What stands around a paper: who sends it and when it was made."""

    municipality: str
    network: str
    made_on: date


def agenda_document(page: AgendaPage, open_actions: tuple[Action, ...], frame: Frame) -> Document:
    """Return an agenda as a document: times, kinds, purposes, and the actions that it opens with.

    Source
        docs/rules/meetings.md, "On paper"
    """
    head = _("Agenda: {meeting}").format(meeting=page.meeting.body.title)
    blocks = tuple(_agenda_blocks(page, open_actions, frame.made_on))
    return _document(head, page.meeting, _marks(page.meeting, page.apologies), blocks, frame)


def minutes_document(page: MinutesPage, words: tuple[str, ...], frame: Frame) -> Document:
    """Return minutes as a document; ``words`` are the twelve of the audit's checkpoint.

    Source
        docs/rules/meetings.md, "On paper"
    """
    head = _("Minutes: {meeting}").format(meeting=page.meeting.body.title)
    apologies = _who(page, Attendance.APOLOGIES)
    marks = (*_marks(page.meeting, apologies), *_attendance(page), *_stage(page))
    blocks = (*_minutes_blocks(page, frame.made_on), *_foot(page, words, frame.made_on))
    return _document(head, page.meeting, marks, blocks, frame)


def _document(
    head: str, meeting: Meeting, marks: tuple[tuple[str, str], ...], blocks: tuple[Block, ...], frame: Frame
) -> Document:
    confidential = _("Confidential: for the group alone")
    running = f"{meeting.body.title} {_long_day(meeting.day)}" if meeting.day else meeting.body.title
    first = ((pgettext("document", "Classification"), confidential),) if meeting.body.confidential else ()
    return Document(
        title=head,
        sender=" · ".join(part for part in (frame.municipality, frame.network) if part),
        made_on=frame.made_on,
        marks=(*first, *marks),
        running=f"{running} · {confidential}" if meeting.body.confidential else running,
        blocks=blocks,
        page_words=(pgettext("document", "Page"), pgettext("document", "of")),
        language=LANGUAGES[wording.language()],
    )


def _marks(meeting: Meeting, apologies: tuple[MemberId, ...]) -> tuple[tuple[str, str], ...]:
    body = meeting.body
    when = f"{wording.weekday(meeting.day)} {_long_day(meeting.day)}" if meeting.day else NOBODY
    found = [
        (pgettext("document", "When"), f"{when} {meeting_words.span(meeting)}".strip()),
        (pgettext("document", "Where"), body.place),
        (pgettext("document", "Chair"), body.chair or NOBODY),
        (pgettext("document", "Minute-taker"), body.minute_taker or NOBODY),
        (pgettext("document", "Apologies"), ", ".join(apologies)),
    ]
    return tuple(mark for mark in found if mark[1])


def _attendance(page: MinutesPage) -> tuple[tuple[str, str], ...]:
    found = [
        (pgettext("document", "Present"), ", ".join(_who(page, Attendance.PRESENT))),
        (pgettext("document", "Absent"), ", ".join(_who(page, Attendance.ABSENT))),
    ]
    return tuple(mark for mark in found if mark[1])


def _stage(page: MinutesPage) -> tuple[tuple[str, str], ...]:
    meeting = page.meeting
    told = meeting_words.word(meeting.minutes_state)
    if meeting.minutes_state is MinutesState.REMARKS and meeting.remarks_until:
        told = _("{stage} until {day}").format(stage=told, day=_long_day(meeting.remarks_until))
    elif meeting.locked_on:
        told = _("{stage} {day}").format(stage=told, day=_long_day(meeting.locked_on))
    return ((pgettext("document", "Stage"), told),)


def _agenda_blocks(page: AgendaPage, open_actions: tuple[Action, ...], today: date) -> Iterator[Block]:
    if page.timetable is not None:
        yield _table(page.timetable)
    else:
        yield Listing(tuple(meeting_words.item_title(one.body) for one in page.items), is_numbered=True)
    purposes = tuple(
        f"{meeting_words.item_title(one.body)}: {one.body.purpose}" for one in page.items if one.body.purpose
    )
    if purposes:
        yield Heading(1, _("What we want to reach"))
        yield Listing(purposes)
    if open_actions:
        yield Heading(1, _("Open actions"))
        yield _actions(open_actions, today)


def _table(found: Timetable) -> Table:
    head = (
        pgettext("document", "No."), pgettext("document", "Time"), pgettext("document", "Minutes"),
        pgettext("document", "Kind"), pgettext("document", "Item"), pgettext("document", "By"),
    )  # fmt: skip
    rows = tuple(_slot(one) for one in found.slots)
    last = ("", f"{found.end:%H:%M}", str(found.total_minutes), "", _("calculated end"), "")
    return Table(head, (*rows, last))


def _slot(slot: Slot) -> tuple[str, ...]:
    body = slot.item.body
    return (
        f"{slot.number}.",
        f"{slot.start:%H:%M}",
        str(body.minutes),
        meeting_words.item_kind(body),
        meeting_words.item_title(body),
        body.presenter or "",
    )


def _actions(found: tuple[Action, ...], today: date) -> Table:
    head = (
        pgettext("document", "No."), pgettext("document", "Action"), pgettext("document", "Who"),
        pgettext("document", "When"),
    )  # fmt: skip
    return Table(
        head,
        tuple(
            (
                meeting_words.action_label(one, today),
                one.text,
                one.owner or NOBODY,
                meeting_words.due(one.due, today),
            )
            for one in found
        ),
    )


def _minutes_blocks(page: MinutesPage, today: date) -> Iterator[Block]:
    yield from _lines(page.of_item(None), today)
    numbers = _numbers(page)
    for item in page.items:
        yield Heading(1, _item_head(page, item, numbers))
        if item.body.purpose:
            yield Paragraph(_("Purpose: {purpose}").format(purpose=item.body.purpose))
        yield from _lines(page.of_item(item.id), today)


def _item_head(page: MinutesPage, item: AgendaItem, numbers: dict[str, int]) -> str:
    used = page.used_seconds.get(item.id)
    told = [meeting_words.item_kind(item.body).strip("()")]
    if item.state is ItemState.POSTPONED:
        told.append(meeting_words.word(item.state))
    elif used is not None:
        told.append(meeting_words.minutes(round(used / MINUTE_SECONDS)))
    return f"{numbers[item.id]}. {meeting_words.item_title(item.body)} ({', '.join(told)})"


def _numbers(page: MinutesPage) -> dict[str, int]:
    """Return the number of each item, as the agenda gave it."""
    start = page.meeting.starts
    if start is None:
        return {one.id: number for number, one in enumerate(page.items, 1)}
    slots = timetable(page.items, start, page.meeting.body.minutes).slots
    return {slot.item.id: slot.number for slot in slots}


def _lines(lines: tuple[NumberedLine, ...], today: date) -> Iterator[Block]:
    for one in lines:
        yield Paragraph(_line(one, today))


def _line(one: NumberedLine, today: date) -> str:
    line = one.line
    if line.kind is LineKind.DECISION:
        voted = meeting_words.votes(one.votes)
        told = _("DECISION {number}: {text}").format(number=one.decision, text=line.text)
        return f"{told} ({voted})" if voted else told
    if line.kind is LineKind.ACTION and one.action is not None:
        return _("ACTION {number}: {owner}, {day}: {text}").format(
            number=action_rules.label(one.action, today),
            owner=line.owner or NOBODY,
            day=meeting_words.due(line.due, today),
            text=line.text,
        )
    return line.text


def _foot(page: MinutesPage, words: tuple[str, ...], today: date) -> Iterator[Block]:
    if page.addenda:
        yield Heading(1, _("Added afterwards"))
        for one in page.addenda:
            when = wording.day(one.made_at.date(), today)
            yield Paragraph(f"{when} {one.member}: {one.text}\n{shown(one.digest)}")
    yield Heading(1, _("Hash and checkpoint"))
    if page.meeting.digest:
        told = _("Hash of these minutes: {digest}").format(digest=shown(page.meeting.digest))
        mended = _("A word was taken out after the lock.") if page.meeting.mended else ""
        yield Paragraph(f"{told}\n{mended}".strip())
    else:
        yield Paragraph(_("The minutes are not locked yet, and have no hash."))
    yield Paragraph(
        _("The audit's twelve words when this was written: {words}").format(words=" ".join(words))
    )


def _who(page: MinutesPage, state: Attendance) -> tuple[MemberId, ...]:
    return tuple(member for member, found in page.attendance.items() if found is state)


def _long_day(day: date) -> str:
    return f"{day.day}. {wording.month(day)} {day.year}"
