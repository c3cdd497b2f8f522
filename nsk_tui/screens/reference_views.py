"""What is looked up: the views behind one digit; the shelf begins with the partners."""

from typing import ClassVar

from textual.content import Content

from nsk_tui.screens.actions import N_
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.widgets.frame import view_line
from nsk_tui.wording import _

PARTNERS = "screen.reference"
"""The act that leads here is the name of the first view."""

VIEWS: dict[str, str] = {PARTNERS: N_("Partners")}
"""The views in their order; each is a screen of its own."""


class ReferenceView(TabbedScreen):
    """One view of what is looked up; turning to the next view goes to another screen."""

    CSS_PATH = ["lists.tcss", "system.tcss", "reference.tcss"]  # noqa: RUF012 - as Textual declares it
    VIEWS = tuple(VIEWS.values())
    OWN: ClassVar[str] = PARTNERS

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return tuple(_(name) for name in VIEWS.values())

    def tab(self) -> str:
        """Return the tab that all views stand behind."""
        return PARTNERS

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        at = list(VIEWS).index(self.OWN)
        return view_line(_("REFERENCE"), self.view_names(), at, right, self.size.width)

    def _turn(self, step: int) -> None:
        ids = list(VIEWS)
        after = ids[(ids.index(self.OWN) + step) % len(ids)]
        # In the app's own task: a screen that waits to be left would wait for itself.
        self.app.call_later(self.program.everywhere.turn_to, PARTNERS, after)
