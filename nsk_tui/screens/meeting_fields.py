"""The lines and choices of a meeting, as its forms have them: when, where, who leads, who writes."""

import re
from dataclasses import replace
from datetime import date, time

from nsk_tui.meeting_words import word
from nsk_tui.rules.agenda import Template
from nsk_tui.rules.calendar import DAYS_IN_WEEK
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import (
    MEETING_MINUTES_MAX,
    MEETING_MINUTES_MIN,
    NTH_LAST,
    PLACE_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    MeetingRole,
    NewMeeting,
    OnHoliday,
    Recurrence,
    Rhythm,
)
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_people import NOBODY, member_options, working_members
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _, pgettext

YES, NO = "yes", "no"
MONTHLY = "month"
EVERY_WEEKS_MAX = 4
HOURS, MINUTES = 24, 60
_START = re.compile(r"\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*\Z")


def read_start(text: str) -> time | None:
    """Return the time that was typed; None when it is none.

    >>> read_start("13"), read_start("9.30"), read_start("1330"), read_start("25:00")
    (datetime.time(13, 0), datetime.time(9, 30), datetime.time(13, 30), None)
    """
    found = _START.match(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < HOURS and minute < MINUTES else None


def read_dates(text: str, today: date) -> tuple[date, ...] | None:
    """Return the days that were typed, in order of time; None when one of them is none.

    >>> [day.isoformat() for day in read_dates("9/12, 8/12", date(2026, 11, 20)) or ()]
    ['2026-12-08', '2026-12-09']
    """
    found = [read_day(one, today) for one in re.split(r"[\s,;]+", text.strip()) if one]
    days = [one for one in found if one is not None]
    return tuple(sorted(days)) if days and len(days) == len(found) else None


def rhythms() -> tuple[Option, ...]:
    """Return how often a series can meet."""
    weeks = [
        _("every week"),
        *(_("every {count} weeks").format(count=n) for n in range(2, EVERY_WEEKS_MAX + 1)),
    ]
    coded = [(str(at), text) for at, text in enumerate(weeks, 1)]
    every = [*coded, (MONTHLY, _("the same weekday of each month"))]
    return tuple(Option(str(at), code, text) for at, (code, text) in enumerate(every, 1))


def recurrence(code: str, first: date, on_holiday: str) -> Recurrence:
    """Return how a series repeats, with the weekday of its first day.

    >>> recurrence(MONTHLY, date(2026, 11, 26), "skip").nth
    4
    """
    holiday = OnHoliday(on_holiday or OnHoliday.SKIP)
    if code == MONTHLY:
        nth = min((first.day - 1) // DAYS_IN_WEEK + 1, NTH_LAST)
        return Recurrence(Rhythm.MONTHS, 1, first.weekday(), nth, holiday)
    return Recurrence(Rhythm.WEEKS, int(code or 1), first.weekday(), on_holiday=holiday)


def holidays() -> tuple[Option, ...]:
    """Return what can become of a date that is a holiday."""
    return tuple(Option(str(at), one.value, word(one)) for at, one in enumerate(OnHoliday, 1))


def templates() -> tuple[Option, ...]:
    """Return which standing items an agenda can begin with."""
    return tuple(Option(str(at), one.value, word(one)) for at, one in enumerate(Template, 1))


def meeting_lines(body: NewMeeting) -> tuple[LineField, ...]:
    """Return the lines of a meeting."""
    start = f"{body.start:%H:%M}" if body.start else ""
    return (
        LineField("title-line", _("Title"), body.title, limit=TITLE_CHARACTERS_MAX),
        LineField("day", _("Day"), written(body.day) if body.day else "", limit=120),
        LineField("start", _("Start"), start, limit=5, remark=_("for example 13:00")),
        LineField("minutes", pgettext("agenda", "Minutes"), str(body.minutes), limit=3),
        LineField("place", _("Place"), body.place, limit=PLACE_CHARACTERS_MAX, remark=_("or a link")),
    )


def role_fields() -> tuple[CodedField, ...]:
    """Return who leads, who writes, and whether papers leave sealed."""
    yes_no = (Option("1", YES, _("yes, papers leave sealed")), Option("2", NO, _("no")))
    return (
        CodedField("chair", _("Chair"), ()),
        CodedField("minute_taker", _("Minutes by"), ()),
        CodedField("confidential", _("Confidential"), yes_no),
    )


class MeetingFields(FormScreen[str], FieldsScreen):
    """A form of a meeting: choices, lines, choices; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "meeting_form.tcss"

    warned = False

    @property
    def roles(self) -> CodedFields:
        """Who leads, who writes, and what follows the lines."""
        return self.query_one("#roles", CodedFields)

    def learn_members(self, body: NewMeeting) -> None:
        """Show who is named, and fetch who could be."""
        self.roles["confidential"].put([YES if body.confidential else NO])
        self.run_service(working_members, self.session, done=lambda found: self._know(body, found))

    def _know(self, body: NewMeeting, members: tuple[MemberId, ...]) -> None:
        for name, own in (("chair", body.chair), ("minute_taker", body.minute_taker)):
            self.roles[name].options = member_options(members, own, _("nobody yet"))
            if not self.roles[name].value:
                self.roles[name].put([own or NOBODY])

    def role(self, role: MeetingRole) -> MemberId | None:
        """Return who is named for a role; None: nobody yet."""
        code = self.roles[role.value].code
        return MemberId(code) if code and code != NOBODY else None

    # Going through it -------------------------------------------------------------------------

    def groups(self) -> list[CodedFields]:
        """Return the groups of choices, from the top."""
        return list(self.query(CodedFields))

    def do_form_next(self) -> None:
        """Go from line to line, and from the last to the choices below."""
        lines: list[LineInput] = self.lines_shown()
        group = next((one for one in self.groups() if one.has_focus), None)
        if group is not None:
            group.take("enter", None)
        elif self.focused in lines[:-1]:
            lines[lines.index(self.focused) + 1].focus()
        else:
            self.roles.go_to(self.roles.stops()[0])

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the lines, or back to them; after the last choice the form can be saved."""
        lines = self.lines_shown()
        if message.fields is not self.roles:
            if message.step > 0:
                lines[0].focus()
        elif message.step < 0:
            lines[-1].focus()
        else:
            self.say(_("F8 saves."))

    def step_fields(self, step: int) -> None:
        """Go to the next field, or to the one before."""
        group = next((one for one in self.groups() if one.has_focus), None)
        lines: list[LineInput] = self.lines_shown()
        if group is not None:
            group.step(step)
            return
        at = lines.index(self.focused) + step if self.focused in lines else 0
        if 0 <= at < len(lines):
            lines[at].focus()
        elif step > 0:
            self.roles.go_to(self.roles.stops()[0])
        elif len(self.groups()) > 1:
            self.groups()[0].go_to(self.groups()[0].stops()[-1])

    # What is written --------------------------------------------------------------------------

    def read(self, before: NewMeeting, has_start: bool = True) -> NewMeeting | None:
        """Return the meeting as it is written, its day as before; None when a line cannot be understood."""
        start = read_start(self.value("start")) if has_start else before.start
        minutes = self.value("minutes").strip()
        least, most = MEETING_MINUTES_MIN, MEETING_MINUTES_MAX
        if not self.value("title-line").strip():
            self.go_to("title-line", _("What is the meeting called?"))
        elif has_start and start is None:
            self.go_to("start", _("Write the time as 13:00."))
        elif not minutes.isdecimal() or not least <= int(minutes) <= most:
            told = _("The minutes are a number from {least} to {most}.")
            self.go_to("minutes", told.format(least=least, most=most))
        else:
            return replace(
                before,
                title=self.value("title-line").strip(),
                start=start,
                minutes=int(minutes),
                place=self.value("place").strip(),
                chair=self.role(MeetingRole.CHAIR),
                minute_taker=self.role(MeetingRole.MINUTE_TAKER),
                confidential=self.roles["confidential"].code == YES,
            )
        return None

    def read_one_day(self, name: str = "day") -> date | None:
        """Return the day that is written in a line; None when it cannot be understood."""
        day = read_day(self.value(name), self.session.today)
        if day is None:
            self.go_to(name, _("Write the day as 01/12-2026."))
        return day

    def do_app_back(self) -> None:
        """Close; what is written is not lost by one key."""
        if self.is_changed() and not self.warned:
            self.warned = True
            self.say(_("It is not saved yet: F8 saves it, Esc once more lets it go."))
            return
        self.dismiss(None)

    def is_changed(self) -> bool:
        """Return whether something is written that would be lost."""
        return bool(self.value("title-line").strip())
