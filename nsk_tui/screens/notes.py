"""A box that tells something in lines, and is closed."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.wording import _


class NoteScreen(DialogScreen[None]):
    """Tells something; Enter or Esc closes."""

    NOUN = Place.CHOICE

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        """Tell some lines under a title."""
        super().__init__()
        self.title_text, self.lines = title, tuple(lines)

    def box_title(self) -> str:
        """Return the box's title."""
        return self.title_text

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.title_text.upper(), super().title_texts()[1]

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (TextBlock("\n" + "\n".join(self.lines) + "\n"),)

    def label(self, action: Action) -> str:
        """Say that there is nothing more to carry out."""
        return _("Close") if action.id == "form.next" else super().label(action)

    def handler(self, action: Action) -> object:  # type: ignore[override]
        """Nothing is chosen here."""
        return None if action.id == "form.choose" else super().handler(action)

    def do_form_next(self) -> None:
        """Close."""
        self.dismiss(None)
