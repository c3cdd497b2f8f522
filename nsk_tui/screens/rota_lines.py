"""The lines that somebody has duty on: those of the areas, and the municipality's own."""

from functools import partial

from textual.widget import Widget

from nsk_tui import duty_words, vocabulary
from nsk_tui.rules.duties import Line
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import rota_settings
from nsk_tui.services.rota_settings import LINE_NAME_CHARACTERS_MAX
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

NAME_CELLS = 34


class LinesScreen(RowsBox[None]):
    """Adds, renames and removes lines."""

    NOUN = Place.LINES
    KIND = Place.LIST
    LETTERS = True

    def __init__(self) -> None:
        """Begin with none; the lines are fetched when the box is shown."""
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: a list."""
        return (Place.ALL, Place.LIST, cls.NOUN)

    def body(self) -> tuple[Widget, ...]:
        """Return the lines, and what a line is."""
        return (
            BoxRows(id="lines"),
            TextBlock(
                _("Colleagues call about a line. Who stands on it is said on each member (r in Load)."),
                id="hint",
            ),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Duty lines")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DUTY LINES"), _("Esc closes")

    def refresh_records(self) -> None:
        """Fetch the lines."""
        if self.program.session is not None:
            self.run_service(rota_settings.lines, self.session, done=self._show, exclusive="lines")

    def on_mount(self) -> None:
        """Fetch the lines."""
        super().on_mount()
        self.refresh_records()

    def _show(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.draw_rows()
        self.refresh_footer()

    def has_row(self) -> bool:
        """Return whether there is a line at the cursor."""
        return self.at < len(self.lines)

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.lines)

    def row_lines(self) -> list[rows.Line]:
        """Return the lines, each with its area."""
        return [
            rows.line(
                f"{pointer(place == self.at)}{duty_words.line_name(one):<{NAME_CELLS}}"
                + (vocabulary.word(one.area) if one.area else _("a line of your own"))
            )
            for place, one in enumerate(self.lines)
        ]

    # Acts -------------------------------------------------------------------------------------

    def do_row_new(self) -> None:
        """Ask for a name, then add a line."""
        self.app.push_screen(LineNameScreen(""), self._add)

    def _add(self, name: str | None) -> None:
        if name:
            self.run_service(rota_settings.add_line, self.session, name, done=self._changed)

    def do_row_edit(self) -> None:
        """Ask for another name."""
        one = self.lines[self.at]
        self.app.push_screen(LineNameScreen(duty_words.line_name(one)), partial(self._rename, one))

    def do_row_open(self) -> None:
        """Enter does what r does."""
        self.do_row_edit()

    def _rename(self, one: Line, name: str | None) -> None:
        if name:
            self.run_service(rota_settings.rename_line, self.session, one.id, name, done=self._changed)

    def do_row_remove(self) -> None:
        """Ask, then take the line out of use."""
        one = self.lines[self.at]
        title = _("Remove the line {line}?").format(line=duty_words.line_name(one))
        text = _("Nobody can be planned on it any more. Who had duty on it before is kept.")
        self.app.push_screen(
            ConfirmScreen(title, text, (_("remove it"), _("keep it"))), partial(self._remove, one)
        )

    def _remove(self, one: Line, answer: int | None) -> None:
        if answer == 0:
            self.run_service(rota_settings.remove_line, self.session, one.id, done=self._changed)

    def _changed(self, _done: object) -> None:
        self.refresh_records()
        self.say(_("Saved."))


class LineNameScreen(DialogScreen[str], FieldsScreen):
    """Asks what a line is called."""

    NOUN = Place.FORM

    def __init__(self, name: str) -> None:
        """Propose a name, or none."""
        super().__init__()
        self.proposed = name

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Duty line")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DUTY LINE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line for the name."""
        return (LineField("name", _("Name"), self.proposed, limit=LINE_NAME_CHARACTERS_MAX),)

    def do_form_save(self) -> None:
        """Hand on the name."""
        name = self.value("name").strip()
        if name:
            self.dismiss(name)
        else:
            self.go_to("name", _("This line must be filled in."))
