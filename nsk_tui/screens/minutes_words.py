"""What the minutes' screen says: stages, who is there, what a line is, and why one is kept back."""

from collections.abc import Mapping
from datetime import date, datetime

from nsk_tui import meeting_words, wording
from nsk_tui.rules.actions import label
from nsk_tui.rules.agenda import AgendaItem, ItemState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import MINUTE_SECONDS
from nsk_tui.rules.meetings import Attendance
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.rules.minutes_state import MinutesState, shown
from nsk_tui.services import local_time
from nsk_tui.services.minutes import Addendum, NumberedLine, Remark
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.wording import _, ngettext, pgettext

NAME_CELLS = 21
"""As wide as OPGAVE M26/11-2026-3."""


def minutes_of() -> str:
    """Return the heading."""
    return _("MINUTES")


def stages(desk: MinutesDesk, today: date) -> list[str]:
    """Return the three stages, the one that the minutes are at between its marks."""
    meeting = desk.page.meeting
    until = meeting.remarks_until
    days = ngettext("2 remarks ({count} day)", "2 remarks ({count} days)", desk.remark_days)
    remarks = _("2 remarks until {day}").format(day=wording.day(until, today)) if until else ""
    names = {
        MinutesState.DRAFT: _("1 draft"),
        MinutesState.REMARKS: remarks or days.format(count=desk.remark_days),
        MinutesState.LOCKED: _("3 locked"),
    }
    now = MinutesState.DRAFT if meeting.minutes_state is MinutesState.NONE else meeting.minutes_state
    return [f"▸{name}◂" if stage is now else name for stage, name in names.items()]


def attendance(noted: Mapping[MemberId, Attendance], minute_taker: MemberId | None) -> str:
    """Return who is there, who sent apologies, who is missing, and who writes; None: nobody is named."""
    parts = []
    for state, name in (
        (Attendance.PRESENT, _("Present")),
        (Attendance.APOLOGIES, _("Apologies")),
        (Attendance.ABSENT, _("Absent")),
    ):
        members = [member for member, one in sorted(noted.items()) if one is state]
        if members or state is Attendance.PRESENT:
            told = " ".join(members) or _("not noted yet (Space)")
            parts.append(f"{name}: {told}")
    writer = minute_taker or _("nobody")
    return " · ".join([*parts, _("Minute-taker: {member}").format(member=writer)])


def item_told(desk: MinutesDesk, item: AgendaItem) -> str:
    """Return what stands at the right of an item: that it is on, what it took, or where it went."""
    if item.id == desk.running:
        return _("going on")
    if item.state is ItemState.POSTPONED or item.id in desk.moved:
        return _("next meeting")
    seconds = desk.used_seconds.get(item.id, 0)
    minutes = (seconds + MINUTE_SECONDS // 2) // MINUTE_SECONDS
    return _("{count} min").format(count=minutes) if minutes else ""


def item_number(number: int) -> str:
    """Return which item the lines belong to."""
    return _("item {number}").format(number=number)


def whole() -> str:
    """Return what lines belong to that stand under no item."""
    return _("the meeting")


def becomes() -> str:
    """Return the heading of what a line becomes."""
    return _("becomes")


def nothing_written(desk: MinutesDesk) -> str:
    """Return what is said where nothing is written."""
    if desk.page.meeting.minutes_state is MinutesState.LOCKED:
        return _("Nothing was written here.")
    return _("Nothing is written here yet. Enter begins.")


def tag(kind: LineKind) -> str:
    """Return the letter before the colon."""
    if kind is LineKind.TEXT:
        return ""
    return (pgettext("minutes", "D") if kind is LineKind.DECISION else pgettext("minutes", "A")).lower()


def kind_name(kind: LineKind) -> str:
    """Return what a line is, as the preview says it."""
    return {
        LineKind.TEXT: "",
        LineKind.DECISION: _("DECISION"),
        LineKind.ACTION: _("ACTION"),
    }[kind]


def number_of(row: NumberedLine, today: date) -> str:
    """Return the number that a line gave."""
    if row.action is not None:
        return label(row.action, today)
    return str(row.decision or "")


def on_its_way() -> str:
    """Return what is said of a line that is being stored."""
    return _("is being saved ...")


def kept_back(reason: str) -> str:
    """Return why nobody else sees a line."""
    return _("only you see it: {reason} r edits, F8 resolves").format(reason=reason)


def remark(one: Remark) -> str:
    """Return whose remark it is."""
    return _("Remark from {member}").format(member=one.member)


def settled(one: Remark) -> str:
    """Return what became of a remark."""
    return meeting_words.word(one.state)


def addendum(one: Addendum, today: date) -> str:
    """Return when something was added, and by whom."""
    day = wording.day(local_time.on_the_wall(one.made_at).date(), today)
    return _("Added {day} by {member} · {hash}").format(day=day, member=one.member, hash=shown(one.digest))


def saved(moment: datetime | None) -> str:
    """Return when something was saved last; None: nothing has been."""
    return _("saved {time}").format(time=wording.clock(moment)) if moment else ""
