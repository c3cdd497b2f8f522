"""The one page about sealed files: how somebody makes a key, fetches a file and opens it."""

from typing import Any

from textual.widget import Widget

from nsk_tui import paths, wording
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.help import HelpLines
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _

FENCE, TITLE, PART = "```", "# ", "## "


class GuideScreen(DialogScreen[None]):
    """Shows the guide, page by page."""

    NOUN = Place.HELP
    KIND = Place.LIST
    LETTERS = True
    CSS_PATH = "help.tcss"

    def box_title(self) -> str:
        """Return what the page is about."""
        return _("Sealed files")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("HELP"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (HelpLines(id="help"),)

    def on_mount(self) -> None:
        """Fill the lines."""
        super().on_mount()
        lines, view = guide_lines(wording.language()), self.query_one(HelpLines)
        view.styles.height = len(lines)
        view.show(lines)
        view.focus()
        self.say(_("PgDn turns the page. The same page stands in docs/forseglede-filer.md."))

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(HelpLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)


def guide_lines(language: str) -> tuple[Line, ...]:
    """Return the guide as lines: headings in bold, commands set in; the signs of Markdown are left out."""
    text = (paths.content_dir() / "guides" / f"sealed_files.{language}.md").read_text("utf-8")
    lines: list[Line] = []
    is_command = False
    for written in text.splitlines():
        if written == FENCE:
            is_command = not is_command
        elif written.startswith((TITLE, PART)):
            lines.append(line(written.lstrip("# "), "bold"))
        else:
            lines.append(line(f"  {written}") if is_command else line(written) if written else EMPTY)
    return tuple(lines)
