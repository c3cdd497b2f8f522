"""The audit's boxes: one line in full with the twelve words, and the extract for one code."""

from collections.abc import Sequence
from typing import Any

from textual.widget import Widget

from nsk_tui import audit_words, wording
from nsk_tui.rules.ids import is_code_name
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.services.oversight import AuditLine
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.lines import Line, Lines, line
from nsk_tui.wording import _, ngettext

HEAD_CELLS = 12
WORDS_IN_A_ROW = 6
EXTRACT_LINES_SHOWN = 14
CODE_CHARACTERS_MAX = 40


class LineScreen(NoteScreen):
    """One line of the audit in full, and the chain's twelve words."""

    def __init__(self, shown: AuditLine, words: Sequence[str]) -> None:
        """Show a line; the words mark how far the chain has come."""
        super().__init__(_("Line {number}").format(number=wording.number(shown.number)), told(shown, words))


def told(shown: AuditLine, words: Sequence[str]) -> list[str]:
    """Return a line of the audit as lines to read, and below it the twelve words."""
    rows = (
        (_("Time (UTC)"), f"{shown.at:%d/%m-%Y %H:%M:%S}"),
        (_("Who"), shown.member),
        (_("What"), audit_words.act(shown.act)),
        (_("On what"), audit_words.subject(shown.act, shown.subject) or "-"),
        (_("Purpose"), audit_words.purpose(shown.purpose) or "-"),
    )
    marked = audit_words.mark(shown.act)
    reason = ["", f"{marked} {audit_words.why_marked(shown.act)}"] if marked else []
    groups = [words[first : first + WORDS_IN_A_ROW] for first in range(0, len(words), WORDS_IN_A_ROW)]
    return [
        *(f"{head:<{HEAD_CELLS}}{text}" for head, text in rows),
        *reason,
        "",
        _("The chain's 12 words now, for the minutes:"),
        *(f"  {' '.join(group)}" for group in groups),
        _("Later: nsk verify --checkpoint with these words shows whether anything was taken away."),
    ]


class CodeScreen(DialogScreen[str], FieldsScreen):
    """Asks for which code an extract is made."""

    NOUN = Place.FORM

    def __init__(self, code: str) -> None:
        """Propose a code, or none."""
        super().__init__()
        self.proposed = code

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Extract for one code")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("EXTRACT"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line for the code."""
        return (
            LineField("code", _("Code name"), self.proposed, limit=CODE_CHARACTERS_MAX),
            TextBlock("\n" + _("Everything that was done with one thread. It is shown; no file is written.")),
        )

    def label(self, action: Action) -> str:
        """Name what happens next: nothing is saved here."""
        return _("Show") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Hand on the code."""
        code = self.value("code").strip().lower()
        if is_code_name(code):
            self.dismiss(code)
        else:
            self.go_to("code", _("A code name is two words with a dash between: stille-havn."))


class ExtractLines(Lines):
    """The extract; cursor keys turn its pages."""

    def move(self, step: str) -> None:
        """Turn pages."""
        self.page(-1 if step in ("up", "page_up", "first") else 1)


class ExtractScreen(DialogScreen[None]):
    """Every line of the audit about one code, the oldest first."""

    NOUN = Place.CHOICE
    KIND = Place.LIST
    LETTERS = True

    def __init__(self, code: str, lines: tuple[AuditLine, ...]) -> None:
        """Show the lines about a code."""
        super().__init__()
        self.code, self.lines = code, lines

    def box_title(self) -> str:
        """Return whom the extract is about, and how long it is."""
        count = ngettext("{count} audit line", "{count} audit lines", len(self.lines)).format(
            count=wording.number(len(self.lines))
        )
        return f"{self.code}: {count}"

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("EXTRACT"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (ExtractLines(id="extract"),)

    def on_mount(self) -> None:
        """Fill in the lines."""
        super().on_mount()
        view = self.query_one(ExtractLines)
        view.styles.height = max(1, min(len(self.lines), EXTRACT_LINES_SHOWN))
        view.show([_row(one) for one in self.lines] or [line(_("No line is about that code name."))])
        view.focus()
        self.say(_("Times are UTC. On paper: nsk audit --of {code}").format(code=self.code))

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages, whatever is focused."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(ExtractLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)


def _row(one: AuditLine) -> Line:
    why = audit_words.purpose(one.purpose)
    return line(f"{one.at:%d/%m-%Y %H:%M:%S}  {one.member:<7}{audit_words.act(one.act):<22}{why}".rstrip())
