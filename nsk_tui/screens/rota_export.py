"""Write duties as a calendar file, with titles that say nothing to whoever sees the calendar."""

from pathlib import Path

from textual.widget import Widget

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import rota_calendar
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _, pgettext

FILE_NAME = "vagt.ics"
MINE, ALL = "mine", "all"
PATH_CHARACTERS_MAX = 200


def write(session: Session, path: Path, everybody: bool) -> Path:
    """Write the file where it is wanted; what stood there is replaced.

    Errors
        OSError: the folder is missing or may not be written in.
    """
    content = rota_calendar.calendar(session, everybody)
    path.write_bytes(content)
    return path


class ExportScreen(DialogScreen[str], FieldsScreen):
    """Asks whose duties, and where to; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "rota_export.tcss"

    def body(self) -> tuple[Widget, ...]:
        """Return whose duties, the path, and what a calendar does with the file."""
        choices = (Option("1", MINE, _("mine")), Option("2", ALL, _("everybody's")))
        told = _("A calendar that reads it again updates its events. The titles name line and role alone.")
        return (
            CodedFields((CodedField("whose", pgettext("export", "Duties"), choices),), id="coded"),
            LineField("path", _("File"), f"~/{FILE_NAME}", limit=PATH_CHARACTERS_MAX),
            TextBlock(told, id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Calendar file")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CALENDAR FILE"), _("Esc closes")

    def on_mount(self) -> None:
        """Propose one's own duties."""
        super().on_mount()
        self.coded["whose"].put([MINE])
        self.coded.focus()

    @property
    def coded(self) -> CodedFields:
        """Whose duties."""
        return self.query_one(CodedFields)

    def label(self, action: Action) -> str:
        """Name what happens next."""
        return _("Write the file") if action.id == "form.save" else super().label(action)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the path."""
        if message.step > 0:
            self.query_one("#path").focus()

    def do_form_save(self) -> None:
        """Write it."""
        typed = self.value("path").strip()
        if not typed:
            self.go_to("path", _("This line must be filled in."))
            return
        everybody = self.coded["whose"].code == ALL
        self.run_service(write, self.session, Path(typed).expanduser(), everybody, done=self._written)

    def _written(self, path: Path) -> None:
        self.dismiss(_("Written: {path}. It is not encrypted.").format(path=path))
