"""A framed box over the screen it belongs to."""

from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from nsk_tui.widgets.safe_text import shown


class DialogBox(VerticalScroll, can_focus=False):
    """A box with a title in its upper edge; scrolls when the terminal is low.

    The title may hold a person's words: it is shown as they are, never read as markup.
    """

    DEFAULT_CSS = """
    DialogBox {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: solid $foreground; border-title-align: left; border-title-style: bold;
        border-title-color: $foreground; border-title-background: $surface;
        background: $surface; padding: 0 1; scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, title: str, *children: Widget, id: str | None = None) -> None:  # noqa: A002
        super().__init__(*children, id=id)
        self.border_title = shown(title)


class TextBlock(Widget):
    """Lines of text that a dialog says; height follows the text."""

    DEFAULT_CSS = "TextBlock { width: 100%; height: auto; }"

    def __init__(self, text: str | Content = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, markup=False)
        self.content = text if isinstance(text, Content) else shown(text)

    def show(self, text: str | Content) -> None:
        """Say something else; the same words cost the terminal nothing."""
        wanted = text if isinstance(text, Content) else shown(text)
        if not wanted.is_same(self.content):
            self.content = wanted
            self.refresh(layout=True)

    def render(self) -> Content:
        """Return the text; a person's words are never read as markup."""
        return self.content


class Row(Vertical):
    """A block of the body that takes the height of what it holds."""

    DEFAULT_CSS = "Row { height: auto; }"
