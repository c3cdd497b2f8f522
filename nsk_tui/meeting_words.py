"""Meetings in words: kinds, states and answers, standing items, numbers, and what is wrong.

One wording for the screens, the command line and the documents.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum

from nsk_tui import wording
from nsk_tui.rules import actions, agenda, decisions, meetings, minutes_lines, minutes_state, poll
from nsk_tui.rules.agenda import AgendaItem, ItemKind, NewItem, Standing, Template
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingState, OnHoliday, Rhythm
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.wording import _, ngettext, pgettext


def word(value: StrEnum) -> str:
    """Return what a coded value of the meetings is called.

    Errors
        KeyError: the code has no word yet (a fault in this file; a test holds it complete).
    """
    return _WORDS[type(value)]()[value]


def item_title(item: NewItem) -> str:
    """Return what an item is called: its own title, else that of the standing item."""
    return item.title or (word(item.standing) if item.standing else "")


def item_kind(item: NewItem) -> str:
    """Return an item's kind; a standing item is called so.

    >>> item_kind(NewItem(ItemKind.DECISION, "Mail")) == word(ItemKind.DECISION)
    True
    """
    return _("(standing)") if item.standing is not None else word(item.kind)


def meeting_day(meeting: Meeting, today: date) -> str:
    """Return the day and start of a meeting: to 26/11 13:00; without a day, that a poll is on."""
    if meeting.starts is None:
        return pgettext("meeting", "poll")
    return (
        f"{short_weekday(meeting.starts)} {wording.day(meeting.starts.date(), today)} {meeting.starts:%H:%M}"
    )


def short_weekday(value: date) -> str:
    """Return a weekday in two letters: to for torsdag, th for Thursday.

    >>> len(short_weekday(date(2026, 11, 26)))
    2
    """
    return wording.weekday(value)[:2]


def called(meeting: Meeting, today: date) -> str:
    """Return what a meeting is called in a sentence: its title and its day."""
    if meeting.day is None:
        return meeting.body.title
    return f"{meeting.body.title} {wording.day(meeting.day, today)}"


def span(meeting: Meeting) -> str:
    """Return from when to when a meeting is planned: 13:00-14:00; empty while a poll looks for a day."""
    if meeting.starts is None or meeting.ends is None:
        return ""
    return f"{meeting.starts:%H:%M}-{meeting.ends:%H:%M}"


def minutes(count: int) -> str:
    """Return a number of minutes: 10 min."""
    return _("{count} min.").format(count=count)


def drift(drift_minutes: int) -> str:
    """Return how far behind or ahead a meeting is: 7 min. bagud; what is less than a minute is on time."""
    if drift_minutes > 0:
        return _("{count} min. behind").format(count=drift_minutes)
    if drift_minutes < 0:
        return _("{count} min. ahead").format(count=-drift_minutes)
    return _("on time")


def at_risk(items: tuple[AgendaItem, ...]) -> str:
    """Return what would not be reached, kind by kind: ingen beslutninger, 1 orientering."""
    counts = {kind: sum(one.body.kind is kind for one in items) for kind in ItemKind}
    said = (
        ngettext("{count} decision", "{count} decisions", counts[ItemKind.DECISION]),
        ngettext("{count} discussion", "{count} discussions", counts[ItemKind.DISCUSSION]),
        ngettext("{count} information item", "{count} information items", counts[ItemKind.INFORMATION]),
    )
    parts = [
        text.format(count=counts[kind]) for text, kind in zip(said, ItemKind, strict=True) if counts[kind]
    ]
    if not counts[ItemKind.DECISION]:
        parts.insert(0, _("no decisions"))
    return ", ".join(parts)


def timer(seconds: int) -> str:
    """Return a time as the big screen shows it: 12:36, or +02:10 when it is over.

    >>> timer(756), timer(-130)
    ('12:36', '+02:10')
    """
    rest = abs(seconds)
    return f"{'+' if seconds < 0 else ''}{rest // 60:02d}:{rest % 60:02d}"


def rhythm(recurrence: meetings.Recurrence) -> str:
    """Return on which days a series meets, in words."""
    weekday = wording.weekday(date(2024, 1, 1 + recurrence.weekday))
    if recurrence.rhythm is Rhythm.WEEKS:
        return ngettext("every {weekday}", "every {count}. week on {weekday}", recurrence.every).format(
            count=recurrence.every, weekday=weekday
        )
    which = _("last") if recurrence.nth >= meetings.NTH_LAST else f"{recurrence.nth}."
    return ngettext(
        "{which} {weekday} of each month", "{which} {weekday} of every {count}. month", recurrence.every
    ).format(count=recurrence.every, which=which, weekday=weekday)


def hint(value: minutes_lines.Hint) -> str:
    """Return what is worth a look in a line, as a sentence; what was typed is an id or a day."""
    said = {
        minutes_lines.HintKind.UNKNOWN_OWNER: _(
            '"{typed}" is nobody here. Did you mean {meant}? Tab mends it.'
        ),
        minutes_lines.HintKind.LEFT_OWNER: _("{typed} has left. Who takes it?"),
        minutes_lines.HintKind.NO_OWNER: _("Nobody has it yet. Write who first: o: K-04 ..."),
        minutes_lines.HintKind.NO_DAY: _("There is no day yet: 10/12"),
        minutes_lines.HintKind.BAD_DAY: _("{typed} is no day."),
        minutes_lines.HintKind.PAST_DAY: _("{typed} is over."),
        minutes_lines.HintKind.EMPTY: _("What is it about?"),
        minutes_lines.HintKind.CLOSING: _(
            "Nothing is decided under any other business. Make it an item of the next meeting: p"
        ),
    }[value.kind]
    return said.format(typed=value.typed, meant=value.meant)


def action_label(action: actions.Action, today: date) -> str:
    """Return the number of an action: M26/11-3."""
    return actions.label(action.ref, today)


def carried(action: actions.Action) -> str:
    """Return for which time an action is before a meeting: 3. gang, and a mark when it needs a stand."""
    said = pgettext("how often an action came up", "no. {number}").format(number=action.time)
    return f"{said} !" if action.must_be_settled else said


def due(day: date | None, today: date) -> str:
    """Return the day of an action; None: none was agreed."""
    return "–" if day is None else wording.day(day, today)


def votes(value: decisions.Votes | None) -> str:
    """Return how a vote went: 6 for, 1 imod; empty when nobody voted (None)."""
    if value is None:
        return ""
    said = _("{for_it} for, {against} against").format(for_it=value.for_it, against=value.against)
    return said + (_(", {count} neither").format(count=value.neither) if value.neither else "")


def done_to(kind: str, subject: str, today: date) -> str:
    """Return what an act was done to, as the undo tells it; empty for one that is no meeting's.

    Shape
        ``subject`` is as the audit names it: the day of a meeting, the day and number of an
        action, the number of a decision.
    """
    if kind == "supersede_decision":
        return _("decision {number}").format(number=subject)
    day, _dash, number = subject[:10], subject[10:11], subject[11:]
    when = wording.day(date.fromisoformat(day), today) if _is_day(day) else ""
    if kind in ("settle_action", "assign_action"):
        ref = actions.ActionRef(date.fromisoformat(day), int(number))
        return _("action {number}").format(number=actions.label(ref, today))
    said = _done_to().get(kind, "")
    return f"{said} {when}".strip() if said else ""


def moment(value: datetime, today: date) -> str:
    """Return a moment as a list shows it: the time today, else the day."""
    return f"{value:%H:%M}" if value.date() == today else wording.day(value.date(), today)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-11-26") and text[4:5] == "-" and text[:4].isdigit()


def _done_to() -> dict[str, str]:
    items = dict.fromkeys(("propose_item", "remove_item", "postpone_item", "take_in_item"), _("agenda item"))
    meetings_ = dict.fromkeys(("add_meeting", "cancel_meeting", "add_poll"), _("meeting"))
    return {**items, **meetings_, **dict.fromkeys(("add_series", "end_series"), _("series of meetings"))}


def _kinds() -> dict[StrEnum, str]:
    return {
        ItemKind.DECISION: pgettext("agenda item", "decision"),
        ItemKind.DISCUSSION: pgettext("agenda item", "discussion"),
        ItemKind.INFORMATION: pgettext("agenda item", "information"),
    }


def _standings() -> dict[StrEnum, str]:
    return {
        Standing.ACTIONS: _("Actions from last time"),
        Standing.ROTA: _("Rota and bottleneck"),
        Standing.COVERAGE: _("Turnover and coverage"),
        Standing.PARTNERS: _("News from partners"),
        Standing.CLOSING: _("Any other business and next meeting"),
    }


def _item_states() -> dict[StrEnum, str]:
    return {
        agenda.ItemState.PLANNED: pgettext("agenda item", "planned"),
        agenda.ItemState.DONE: pgettext("agenda item", "taken"),
        agenda.ItemState.POSTPONED: pgettext("agenda item", "moved to the next meeting"),
    }


def _origins() -> dict[StrEnum, str]:
    return {
        agenda.OriginKind.THREAD: _("consultation"),
        agenda.OriginKind.ACTION: _("action"),
        agenda.OriginKind.DECISION: pgettext("agenda item", "decision"),
        agenda.OriginKind.PARTNER: _("partner"),
        agenda.OriginKind.DUTY: pgettext("rota", "duty"),
        agenda.OriginKind.HANDOVER: _("handover"),
    }


def _templates() -> dict[StrEnum, str]:
    return {
        Template.GROUP: pgettext("agenda template", "group meeting"),
        Template.SHORT: pgettext("agenda template", "short meeting"),
        Template.THEME: pgettext("agenda template", "theme day"),
        Template.EMPTY: pgettext("agenda template", "nothing"),
    }


def _meeting_states() -> dict[StrEnum, str]:
    return {
        MeetingState.POLL: pgettext("meeting", "poll"),
        MeetingState.PLANNED: pgettext("meeting", "planned"),
        MeetingState.SENT: pgettext("meeting", "agenda sent"),
        MeetingState.RUNNING: pgettext("meeting", "under way"),
        MeetingState.HELD: pgettext("meeting", "held"),
        MeetingState.CANCELLED: pgettext("meeting", "cancelled"),
    }


def _minutes_states() -> dict[StrEnum, str]:
    return {
        MinutesState.NONE: pgettext("minutes", "not begun"),
        MinutesState.DRAFT: pgettext("minutes", "draft"),
        MinutesState.REMARKS: pgettext("minutes", "remarks"),
        MinutesState.LOCKED: pgettext("minutes", "locked"),
    }


def _remark_states() -> dict[StrEnum, str]:
    return {
        minutes_state.RemarkState.OPEN: pgettext("remark", "open"),
        minutes_state.RemarkState.TAKEN: pgettext("remark", "taken in"),
        minutes_state.RemarkState.NOTED: pgettext("remark", "noted"),
    }


def _attendances() -> dict[StrEnum, str]:
    return {
        Attendance.PRESENT: pgettext("attendance", "present"),
        Attendance.APOLOGIES: pgettext("attendance", "apologies"),
        Attendance.ABSENT: pgettext("attendance", "absent"),
    }


def _meeting_roles() -> dict[StrEnum, str]:
    return {
        meetings.MeetingRole.CHAIR: _("chair"),
        meetings.MeetingRole.MINUTE_TAKER: _("minute-taker"),
    }


def _holidays() -> dict[StrEnum, str]:
    return {
        OnHoliday.SKIP: _("is left out"),
        OnHoliday.NEXT_WORKDAY: _("moves to the next working day"),
    }


def _rhythms() -> dict[StrEnum, str]:
    return {Rhythm.WEEKS: pgettext("rhythm", "weeks"), Rhythm.MONTHS: pgettext("rhythm", "months")}


def _line_kinds() -> dict[StrEnum, str]:
    return {
        minutes_lines.LineKind.TEXT: pgettext("line", "text"),
        minutes_lines.LineKind.DECISION: pgettext("line", "decision"),
        minutes_lines.LineKind.ACTION: _("action"),
    }


def _action_states() -> dict[StrEnum, str]:
    return {
        actions.ActionState.OPEN: pgettext("action", "open"),
        actions.ActionState.DONE: pgettext("action", "done"),
        actions.ActionState.DROPPED: pgettext("action", "dropped"),
        actions.ActionState.ESCALATED: pgettext("action", "escalated"),
    }


def _answers() -> dict[StrEnum, str]:
    return {
        poll.Answer.YES: pgettext("poll", "yes"),
        poll.Answer.IF_NEEDED: pgettext("poll", "if needed"),
        poll.Answer.NO: pgettext("poll", "no"),
    }


def _sources() -> dict[StrEnum, str]:
    return {
        poll.AnswerSource.OWN: pgettext("poll", "answered"),
        poll.AnswerSource.ABSENCE: pgettext("poll", "absence"),
        poll.AnswerSource.DUTY: pgettext("poll", "duty"),
    }


_WORDS: dict[type[StrEnum], Callable[[], dict[StrEnum, str]]] = {
    ItemKind: _kinds,
    Standing: _standings,
    agenda.ItemState: _item_states,
    agenda.OriginKind: _origins,
    Template: _templates,
    MeetingState: _meeting_states,
    MinutesState: _minutes_states,
    minutes_state.RemarkState: _remark_states,
    Attendance: _attendances,
    meetings.MeetingRole: _meeting_roles,
    OnHoliday: _holidays,
    Rhythm: _rhythms,
    minutes_lines.LineKind: _line_kinds,
    actions.ActionState: _action_states,
    poll.Answer: _answers,
    poll.AnswerSource: _sources,
}
