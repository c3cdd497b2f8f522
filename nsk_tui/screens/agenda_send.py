"""The agenda as it would be printed: sent out once it is seen."""

from typing import Any

from textual.widget import Widget

from nsk_tui import meeting_words, wording
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Meeting, MeetingRole, send_by
from nsk_tui.rules.papers import PaperKind
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.services import agenda, meeting_papers
from nsk_tui.services.meeting_papers import Printed
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.lines import Line, Lines, line
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _


class PaperLines(Lines):
    """The lines of a paper; cursor keys turn its pages."""

    def move(self, step: str) -> None:
        """Go a line, a page, or to an end."""
        if step in ("page_up", "page_down"):
            self.page(-1 if step == "page_up" else 1)
            return
        last = max(0, len(self.lines) - self.size.height)
        here = self.scroll_offset.y
        goals = {"up": here - 1, "down": here + 1, "first": 0, "last": last}
        self.scroll_to(y=max(0, min(goals.get(step, here), last)), animate=False)
        self.refresh()


class AgendaSendScreen(DialogScreen[str]):
    """The agenda as it goes out, page by page; its answer is that it was sent, in words."""

    NOUN = Place.AGENDA_SEND
    CSS_PATH = "agenda_send.tcss"

    def __init__(self, meeting: MeetingId) -> None:
        """Send the agenda of a meeting."""
        super().__init__()
        self.meeting = meeting
        self.found: Printed | None = None

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: a form whose lines can be moved through."""
        return (Place.ALL, Place.ROWS, Place.FORM, cls.NOUN)

    def body(self) -> tuple[Widget, ...]:
        """Return the lines, and what sending means."""
        return (PaperLines(id="paper"), TextBlock(id="hint"))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SEND THE AGENDA OUT"), _("Esc closes")

    def box_title(self) -> str:
        """Return the box's title until the meeting is known."""
        return _("Agenda")

    def on_mount(self) -> None:
        """Fetch the agenda as it would be printed."""
        super().on_mount()
        self.query_one(PaperLines).focus()
        self.run_service(
            meeting_papers.printed, self.session, self.meeting, PaperKind.AGENDA, done=self._show
        )

    def _show(self, found: Printed) -> None:
        self.found = found
        lines: list[Line] = [line(text) for text in found.lines]
        view = self.query_one(PaperLines)
        view.styles.height = len(lines)
        view.show(lines)
        title = meeting_words.called(found.meeting, self.session.today)
        self.query_one(DialogBox).border_title = shown(title)
        self.query_one("#hint", TextBlock).show(self.hint(found.meeting))
        self.refresh_footer()

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages; nothing is chosen here."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(PaperLines).move(action.id.removeprefix("cursor."))
        return None if action.id == "form.choose" else super().handler(action)

    def hint(self, meeting: Meeting) -> str:
        """Return what sending means: everybody sees it here, and by when it should be out."""
        lacks = [
            meeting_words.word(role)
            for role, who in (
                (MeetingRole.CHAIR, meeting.body.chair),
                (MeetingRole.MINUTE_TAKER, meeting.body.minute_taker),
            )
            if who is None
        ]
        if lacks:
            return "! " + _("Nobody is named yet: {roles}. r in the list of meetings names them.").format(
                roles=", ".join(lacks)
            )
        day = wording.day(send_by(meeting.day), self.session.today) if meeting.day else ""
        told = _("F8: it is sent, and everybody sees it so; it should be out by {day}.").format(day=day)
        return f"{told} {_('E writes the file for an e-mail.')}"

    def do_form_save(self) -> None:
        """Send it."""
        if self.found is not None:
            self.run_service(agenda.send, self.session, self.meeting, done=self._sent)

    def _sent(self, meeting: Meeting) -> None:
        named = meeting_words.called(meeting, self.session.today)
        self.dismiss(_("The agenda of {meeting} is sent. E writes it to a file.").format(meeting=named))
