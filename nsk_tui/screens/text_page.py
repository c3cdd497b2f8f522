"""Something to be read and nothing more: blocks of text in a page of their own."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui.screens.actions import Place
from nsk_tui.screens.group_views import GroupView
from nsk_tui.widgets.page import Block, Page


class TextPageScreen(GroupView):
    """A page to be read; Esc closes it."""

    NOUN = Place.PERSON
    VIEWS = ()

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Show blocks; what they hold may be anybody's words."""
        super().__init__()
        self.blocks = tuple(blocks)

    def body(self) -> tuple[Widget, ...]:
        """Return the page."""
        return (Page(id="page"),)

    def on_mount(self) -> None:
        """Show the page."""
        super().on_mount()
        page = self.query_one(Page)
        page.focus()
        page.show(self.blocks, 0)

    def has_row(self) -> bool:
        """Return that there is no row to act on: the page is read."""
        return False

    def _turn(self, step: int) -> None:
        """Stay: a page has no views."""
