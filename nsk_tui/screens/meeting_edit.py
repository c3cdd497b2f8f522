"""Change a meeting, or a series with its coming meetings."""

from dataclasses import replace
from functools import partial

from textual.widget import Widget

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.meetings import Meeting, NewMeeting, Series
from nsk_tui.screens import meeting_fields as fields
from nsk_tui.screens.meeting_fields import MeetingFields
from nsk_tui.screens.meeting_findings import answer_findings
from nsk_tui.services import meeting_series, meetings
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineInput
from nsk_tui.wording import _, ngettext

Changed = Meeting | tuple[Meeting, ...] | NotAnonymous


class MeetingEditScreen(MeetingFields):
    """Shows what stands and changes it."""

    def __init__(self, meeting: Meeting, series: Series | None) -> None:
        """Change a meeting; ``series``: the whole of it with the coming meetings, None: this one alone."""
        super().__init__()
        self.meeting, self.series = meeting, series

    @property
    def before(self) -> NewMeeting:
        """What stands."""
        return self.series.body if self.series else self.meeting.body

    def body(self) -> tuple[Widget, ...]:
        """Return the lines, and who leads and who writes."""
        hint = _("The coming meetings follow in whatever they have not changed themselves.")
        return (
            *fields.meeting_lines(self.before),
            CodedFields(fields.role_fields(), id="roles"),
            TextBlock(hint if self.series else "", id="hint"),
        )

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        title = _("EDIT THE SERIES") if self.series else _("EDIT THE MEETING")
        return title, _("F8 saves, Esc closes")

    def on_mount(self) -> None:
        """Show what stands; a series keeps its first day, and a poll finds the day itself."""
        super().on_mount()
        for name, is_shown in (("day", self._has_day), ("start", self._has_start)):
            self.query_one(f"#{name}").parent.display = is_shown  # type: ignore[union-attr]
        self.learn_members(self.before)
        self.query_one("#title-line").focus()

    @property
    def _has_day(self) -> bool:
        return self.series is None and self._has_start

    @property
    def _has_start(self) -> bool:
        return self.before.day is not None

    def is_changed(self) -> bool:
        """Return whether something was written that would be lost."""
        written = (
            self.value("title-line").strip(),
            self.value("place").strip(),
            self.value("minutes").strip(),
        )
        return written != (self.before.title, self.before.place, str(self.before.minutes))

    def do_form_save(self) -> None:
        """Save, once every line can be understood."""
        self._send({"title": self.value("title-line").strip()}, ())

    def _send(self, texts: dict[str, str], stances: tuple[Stance, ...]) -> None:
        self.query_one("#title-line", LineInput).value = texts["title"]
        body = self.read(self.before, self._has_start)
        if body is None:
            return
        if self._has_day:
            day = self.read_one_day()
            if day is None:
                return
            body = replace(body, day=day)
        self.run_service(
            self._change, self.session, body, stances, done=partial(self._saved, texts), doing=_("Saving ...")
        )

    def _change(self, session: Session, body: NewMeeting, stances: tuple[Stance, ...]) -> Changed:
        if self.series is not None:
            return meeting_series.change_series(session, replace(self.series, body=body), stances)
        return meetings.change(session, self.meeting.id, body, self.meeting.version, stances)

    def _saved(self, texts: dict[str, str], outcome: Changed) -> None:
        if isinstance(outcome, NotAnonymous):
            answer_findings(self, texts, outcome, self._send)
        elif isinstance(outcome, Meeting):
            self.dismiss(_("The meeting is changed."))
        else:
            count = len(outcome)
            told = ngettext(
                "The series is changed, and {count} coming meeting with it.",
                "The series is changed, and {count} coming meetings with it.",
                count,
            )
            self.dismiss(told.format(count=count))
