"""Write the meetings as a calendar file; a calendar that reads it again updates its events."""

from pathlib import Path

from textual.widget import Widget

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import meeting_calendar
from nsk_tui.services.session import Session
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

FILE_NAME = "moeder.ics"
PATH_CHARACTERS_MAX = 200


def write(session: Session, path: Path) -> Path:
    """Write the file where it is wanted; what stood there is replaced.

    Errors
        OSError: the folder is missing or may not be written in.
    """
    path.write_bytes(meeting_calendar.calendar(session))
    return path


class CalendarScreen(DialogScreen[str], FieldsScreen):
    """Asks where to; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "paper_export.tcss"

    def body(self) -> tuple[Widget, ...]:
        """Return the path, and what a calendar does with the file."""
        told = _("A calendar that reads it again updates its events, and takes away what is cancelled.")
        return (
            LineField("path", _("File"), f"~/{FILE_NAME}", limit=PATH_CHARACTERS_MAX),
            TextBlock(told, id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Meetings as a calendar file")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CALENDAR FILE"), _("Esc closes")

    def on_mount(self) -> None:
        """Ask for the path."""
        super().on_mount()
        self.query_one("#path").focus()

    def label(self, action: Action) -> str:
        """Name what happens next."""
        return _("Write the file") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Write it."""
        typed = self.value("path").strip()
        if not typed:
            self.go_to("path", _("This line must be filled in."))
            return
        self.run_service(write, self.session, Path(typed).expanduser(), done=self._written)

    def _written(self, path: Path) -> None:
        self.dismiss(_("Written: {path}. It is not encrypted.").format(path=path))
