"""A new meeting: on a day, as a series that comes again, or with a poll that looks for the day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from textual.widget import Widget

from nsk_tui import meeting_words, wording
from nsk_tui.rules.agenda import Template
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.meetings import Meeting, NewMeeting, Series
from nsk_tui.rules.poll import DATES_MAX, DATES_MIN, PollDate
from nsk_tui.rules.typed_days import written
from nsk_tui.screens import meeting_fields as fields
from nsk_tui.screens.meeting_fields import MeetingFields
from nsk_tui.screens.meeting_findings import answer_findings
from nsk_tui.services import meeting_series, meetings, poll
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _, ngettext

ONE, SERIES, POLL = "one", "series", "poll"
USUAL = {ONE: Template.SHORT, SERIES: Template.GROUP, POLL: Template.THEME}
USUAL_START = time(13)
ANSWER_DAYS = 7

Made = Meeting | tuple[Series, tuple[Meeting, ...]]
Saving = Callable[[NewMeeting, tuple[Stance, ...]], Made | NotAnonymous]
"""Makes a meeting as it is written, with the author's answers."""


class MeetingFormScreen(MeetingFields):
    """Makes it."""

    def body(self) -> tuple[Widget, ...]:
        """Return what it is, its lines, who leads and who writes, and what it begins with."""
        whats = (
            Option("1", ONE, _("one meeting")),
            Option("2", SERIES, _("a series")),
            Option("3", POLL, _("a poll for the day")),
        )
        what = (
            CodedField("what", _("What"), whats),
            CodedField("rhythm", _("How often"), fields.rhythms()),
            CodedField("on_holiday", _("A holiday"), fields.holidays()),
        )
        template = CodedField("template", _("Agenda"), fields.templates())
        ends = LineField("until", _("Until"), limit=10, remark=_("may be empty"))
        by = LineField("answer_by", _("Answers by"), limit=10)
        return (
            CodedFields(what, id="what-fields"),
            *fields.meeting_lines(NewMeeting("", start=USUAL_START)),
            ends,
            by,
            CodedFields((*fields.role_fields(), template), id="roles"),
            TextBlock(id="hint"),
        )

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NEW MEETING"), _("F8 saves, Esc closes")

    def on_mount(self) -> None:
        """Ask what it is."""
        super().on_mount()
        self.kinds["what"].put([ONE])
        self.kinds["rhythm"].put(["2"])
        self.kinds["on_holiday"].put([self.kinds["on_holiday"].options[0].code])
        self._follow()
        self.learn_members(NewMeeting("", chair=self.session.member))
        self.kinds.focus()

    @property
    def kinds(self) -> CodedFields:
        """What it is, and how often."""
        return self.query_one("#what-fields", CodedFields)

    @property
    def what(self) -> str:
        """What is made."""
        return self.kinds["what"].code or ONE

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Show what belongs to the choice."""
        if message.field.id == "what":
            self._follow()

    def _follow(self) -> None:
        what = self.what
        for name in ("rhythm", "on_holiday"):
            self.kinds[name].display = what == SERIES
        for name, is_shown in (("until", what == SERIES), ("answer_by", what == POLL)):
            self.query_one(f"#{name}").parent.display = is_shown  # type: ignore[union-attr]
        day = self.query_one("#day", LineInput).parent
        labels = {ONE: _("Day"), SERIES: _("First day"), POLL: _("Days")}
        if isinstance(day, LineField):
            day.label.show(labels[what])
        if what == POLL and not self.value("answer_by"):
            answer_by = self.session.today + timedelta(days=ANSWER_DAYS)
            self.query_one("#answer_by", LineInput).value = written(answer_by)
        self.roles["template"].put([USUAL[what]])
        hints = {
            ONE: _("Days as 26/11. The agenda can be filled at once."),
            SERIES: _("Six meetings are written down ahead. Weekday and time are those of the first."),
            POLL: _("Two to twelve days with spaces between: 08/12 09/12. Absence is filled in beforehand."),
        }
        self.query_one("#hint", TextBlock).show(hints[what])

    # Saving -----------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Make it, once every line can be understood."""
        new = self.read(NewMeeting(""))
        if new is None:
            return
        saving = {ONE: self._one, SERIES: self._series, POLL: self._poll}[self.what](new)
        if saving is not None:
            self._send(saving, {"title": new.title}, ())

    @property
    def _template(self) -> Template:
        return Template(self.roles["template"].code or USUAL[self.what])

    def _one(self, new: NewMeeting) -> Saving | None:
        """Return how one meeting is made; None: a line cannot be understood."""
        day, template = self.read_one_day(), self._template
        if day is None:
            return None
        session = self.session
        return lambda body, stances: meetings.add(session, replace(body, day=day), template, stances)

    def _series(self, new: NewMeeting) -> Saving | None:
        """Return how a series is made; None: a line cannot be understood."""
        day, template = self.read_one_day(), self._template
        until = self.read_one_day("until") if self.value("until").strip() else None
        if day is None or (until is None and self.value("until").strip()):
            return None
        rhythm = fields.recurrence(self.kinds["rhythm"].code, day, self.kinds["on_holiday"].code)
        session = self.session
        return lambda body, stances: meeting_series.add_series(
            session, replace(body, day=day), rhythm, template, until, stances
        )

    def _poll(self, new: NewMeeting) -> Saving | None:
        """Return how a poll is made; None: a line cannot be understood."""
        days = fields.read_dates(self.value("day"), self.session.today)
        if days is None or not DATES_MIN <= len(days) <= DATES_MAX:
            told = _("Write {least} to {most} days with spaces between: 08/12 09/12.")
            self.go_to("day", told.format(least=DATES_MIN, most=DATES_MAX))
            return None
        answer_by, template = self.read_one_day("answer_by"), self._template
        if answer_by is None:
            return None
        dates = tuple(PollDate(day, new.start or USUAL_START) for day in days)
        session = self.session
        return lambda body, stances: poll.add(session, body, dates, answer_by, template, stances)

    def _send(self, saving: Saving, texts: dict[str, str], stances: tuple[Stance, ...]) -> None:
        self.query_one("#title-line", LineInput).value = texts["title"]
        new = self.read(NewMeeting(""))
        if new is not None:
            self.run_service(
                saving, new, stances, done=partial(self._saved, saving, texts), doing=_("Saving ...")
            )

    def _saved(self, saving: Saving, texts: dict[str, str], outcome: Made | NotAnonymous) -> None:
        if isinstance(outcome, NotAnonymous):
            answer_findings(self, texts, outcome, partial(self._send, saving))
        else:
            self.dismiss(made_told(outcome, self.what, self.session.today))


def made_told(made: Any, what: str, today: date) -> str:
    """Return what was made, in words."""
    if what == POLL:
        return _("The poll is under way: everybody sees it on Today. u undoes.")
    if isinstance(made, Meeting):
        day = meeting_words.meeting_day(made, today)
        return _("{title} {day} is made. Enter opens its agenda. u undoes.").format(
            title=made.body.title, day=day
        )
    _series, found = made
    first = wording.day(found[0].day, today)
    told = ngettext(
        "{count} meeting is made, on {day}.", "{count} meetings are made, the first on {day}.", len(found)
    )
    return f"{told.format(count=len(found), day=first)} {_('u undoes.')}"
