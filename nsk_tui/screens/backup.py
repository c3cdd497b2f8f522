"""System: the copies of the store in the group's folder, and when one was last proven to open."""

from pathlib import Path

from textual.widget import Widget

from nsk_tui.screens import backup_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.system import BACKUP, RowsScreen, rule
from nsk_tui.services import copies
from nsk_tui.services.copies import FOLDER_CHARACTERS_MAX, Copies, Copy
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext


class BackupScreen(RowsScreen):
    """The copies, the newest first."""

    NOUN = Place.BACKUP
    OWN = BACKUP

    def __init__(self) -> None:
        """Begin with nothing; the folder is read when the screen is shown."""
        super().__init__()
        self.found: Copies | None = None

    def refresh_records(self) -> None:
        """Read the folder again."""
        if self.program.session is not None:
            self.run_service(copies.look, self.session, done=self._show, exclusive="copies")

    def _show(self, found: Copies) -> None:
        self.found = found
        self.draw()

    @property
    def copy_at_cursor(self) -> Copy | None:
        """The copy under the cursor; None while there is none."""
        return self.found.copies[self.at] if self.found and self.at < len(self.found.copies) else None

    def count(self) -> int:
        """Return how many copies there are."""
        return len(self.found.copies) if self.found else 0

    def remark(self) -> str:
        """Return how many copies there are, in words."""
        return ngettext("{count} copy", "{count} copies", self.count()).format(count=self.count())

    def head_lines(self) -> list[Line]:
        """Return when a copy was last proven, the folder, the columns."""
        if self.found is None:
            return []
        return [
            line(f" {backup_words.proven_words(self.found, self.now.date())}"),
            line(f" {backup_words.folder_words(self.found)}"),
            backup_words.titles() if self.found.copies else EMPTY,
        ]

    def row_lines(self) -> list[Line]:
        """Return the copies."""
        if self.found is None:
            return []
        if not self.found.copies:
            return [line("   " + _("No copies here. F4 and 'back up now' makes the first."), "faint")]
        return [
            backup_words.row(one, place == self.at, self.now.date())
            for place, one in enumerate(self.found.copies)
        ]

    def foot_lines(self) -> list[Line]:
        """Return what a copy is and how one is made."""
        return [
            rule(self.size.width),
            line(" " + _("Enter tries to read the copy at the cursor. Nothing in the store changes.")),
            line(" " + _("F4 or m: back up now. Others go on; old copies are thinned out.")),
            EMPTY,
            line(" " + _("By itself every night: nsk backup FOLDER, from cron or a timer."), "faint"),
        ]

    # Acts -------------------------------------------------------------------------------------

    def do_row_open(self) -> None:
        """Try to read the copy at the cursor."""
        if self.copy_at_cursor is not None:
            self.program.everywhere.prove_copy(self.copy_at_cursor.path)

    def do_backup_prove(self) -> None:
        """Try to read the copy at the cursor, or say that there is none."""
        if self.copy_at_cursor is not None:
            self.do_row_open()
        else:
            self.program.everywhere.do_backup_prove()

    def do_backup_folder(self) -> None:
        """Ask where copies lie."""
        folder = str(self.found.folder) if self.found and self.found.folder else ""
        self.app.push_screen(FolderScreen(folder), self._folder_chosen)

    def _folder_chosen(self, folder: Path | None) -> None:
        if folder is not None:
            self.refresh_records()
            self.say(_("Copies lie in {folder} from now on.").format(folder=folder))


class FolderScreen(DialogScreen[Path], FieldsScreen):
    """Asks where the group's backups lie."""

    NOUN = Place.FORM

    def __init__(self, folder: str) -> None:
        """Propose the folder of now."""
        super().__init__()
        self.folder = folder

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Where copies lie")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("FOLDER OF BACKUPS"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line for the folder."""
        advice = _("A folder on another disk, outside the store. Copies made earlier stay where they are.")
        return (
            LineField("folder", _("Folder"), self.folder, limit=FOLDER_CHARACTERS_MAX),
            TextBlock("\n" + advice),
        )

    def label(self, action: Action) -> str:
        """Name what happens."""
        return _("Choose") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Remember the folder."""
        if not self.value("folder").strip():
            self.go_to("folder", _("This line must be filled in."))
            return
        self.run_service(copies.choose_folder, self.session, self.value("folder"), done=self.dismiss)
