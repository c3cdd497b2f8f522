"""Duty: three screens behind one digit, each with acts of its own."""

from typing import ClassVar

from textual.content import Content

from nsk_tui.screens.actions import N_
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.widgets.frame import view_line
from nsk_tui.wording import _

ROTA, LOAD, ABSENCES = "screen.rota", "rota.load", "rota.absences"
"""The act that leads here is the name of the first view."""

VIEWS: dict[str, str] = {ROTA: N_("The plan"), LOAD: N_("Load"), ABSENCES: N_("Absence")}


class RotaView(TabbedScreen):
    """One view of Duty; turning to the next view goes to another screen."""

    VIEWS = tuple(VIEWS.values())
    OWN: ClassVar[str] = ROTA

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return tuple(_(name) for name in VIEWS.values())

    def tab(self) -> str:
        """Return the tab that all three stand behind."""
        return ROTA

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        return view_line(_("DUTY"), self.view_names(), list(VIEWS).index(self.OWN), right, self.size.width)

    def _turn(self, step: int) -> None:
        ids = list(VIEWS)
        after = ids[(ids.index(self.OWN) + step) % len(ids)]
        # In the app's own task: a screen that waits to be left would wait for itself.
        self.app.call_later(self.program.everywhere.turn_to, ROTA, after)
