"""The group: several screens behind one digit, each with acts of its own."""

from typing import Any, ClassVar

from textual.content import Content

from nsk_tui.rules.ids import MemberId
from nsk_tui.screens.actions import N_
from nsk_tui.screens.base import FrameScreen, TabbedScreen
from nsk_tui.widgets.frame import view_line
from nsk_tui.wording import _

COVERAGE, PEOPLE, HANDOVERS, TURNOVER = "screen.group", "group.people", "group.handovers", "group.turnover"
"""The act that leads here is the name of the first view."""

VIEWS: dict[str, str] = {
    COVERAGE: N_("Coverage"),
    PEOPLE: N_("People"),
    HANDOVERS: N_("Handover"),
    TURNOVER: N_("Turnover"),
}
"""The views in their order; each is a screen of its own, for each has acts of its own."""


class GroupView(TabbedScreen):
    """One view of the group; turning to the next view goes to another screen."""

    CSS_PATH = ["lists.tcss", "system.tcss", "group.tcss"]  # noqa: RUF012 - as Textual declares it
    VIEWS = tuple(VIEWS.values())
    OWN: ClassVar[str] = COVERAGE

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return tuple(_(name) for name in VIEWS.values())

    def tab(self) -> str:
        """Return the tab that all views stand behind."""
        return COVERAGE

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        return view_line(_("GROUP"), self.view_names(), list(VIEWS).index(self.OWN), right, self.size.width)

    def _turn(self, step: int) -> None:
        ids = list(VIEWS)
        after = ids[(ids.index(self.OWN) + step) % len(ids)]
        # In the app's own task: a screen that waits to be left would wait for itself.
        self.app.call_later(self.program.everywhere.turn_to, COVERAGE, after)


async def show_handover(front: FrameScreen[None], handover_id: str) -> None:
    """Show a handover in its place among the group's."""
    ways = front.program.everywhere
    await ways.turn_to(COVERAGE, HANDOVERS)
    target = ways.tabs[HANDOVERS]
    target.wanted = handover_id  # type: ignore[attr-defined]
    target.refresh_records()


def begin_handover(front: FrameScreen[Any], member: MemberId) -> None:
    """Begin the handover of a person, and show it."""
    from nsk_tui.screens.handover_start import HandoverStartScreen

    def begun(handover_id: str | None) -> None:
        if handover_id is not None:
            front.app.call_later(show_handover, front, handover_id)

    front.app.push_screen(HandoverStartScreen(member), begun)
