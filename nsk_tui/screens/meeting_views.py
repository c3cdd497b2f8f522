"""Meetings: four screens behind one digit, and the parts of one meeting that open over them."""

from typing import ClassVar

from textual.content import Content

from nsk_tui.rules.ids import MeetingId
from nsk_tui.screens.lead_acts import NEXT
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.widgets.frame import view_line
from nsk_tui.wording import _, pgettext

MEETINGS, ACTIONS = "screen.meetings", "meetings.actions"
DECISIONS, MINUTES = "meetings.decisions", "meetings.minutes"
"""The act that leads here is the name of the first view."""

VIEWS = (MEETINGS, ACTIONS, DECISIONS, MINUTES)
"""The views in their order; each is a screen of its own, for each has acts of its own."""


def view_name(view: str) -> str:
    """Return the name of a view in the reader's language."""
    names = {
        MEETINGS: _("Coming"),
        ACTIONS: _("Actions"),
        DECISIONS: _("Decisions"),
        MINUTES: pgettext("papers", "Minutes"),
    }
    return names[view]


class MeetingRows(RowsScreen, WithReference):
    """Rows about meetings; lines that carry no cursor may stand between them."""

    CSS_PATH = ["lists.tcss", "system.tcss", "meetings.tcss"]  # noqa: RUF012 - as Textual declares it

    def tab(self) -> str:
        """Return the tab that all of them stand behind."""
        return MEETINGS

    def at_hand(self) -> str:
        """Return the meeting that is led, or whose minutes are written, from here."""
        return NEXT

    def do_meeting_facilitate(self) -> None:
        """Show the meeting on the big screen."""
        self.program.everywhere.lead(self.at_hand())

    def do_minutes_write(self) -> None:
        """Write the minutes of the meeting."""
        self.program.everywhere.write_minutes(self.at_hand())


class MeetingsView(MeetingRows):
    """One view of the meetings; turning to the next view goes to another screen."""

    VIEWS = VIEWS
    OWN: ClassVar[str] = MEETINGS

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language, with how many are in them."""
        return tuple(self._named(name) for name in VIEWS)

    def _named(self, name: str) -> str:
        count = self.program.tab_counts.get(name)
        return view_name(name) + (f" ({count})" if count and name != MEETINGS else "")

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        at = VIEWS.index(self.OWN)
        return view_line(_("MEETINGS"), self.view_names(), at, right, self.size.width)

    def _turn(self, step: int) -> None:
        after = VIEWS[(VIEWS.index(self.OWN) + step) % len(VIEWS)]
        # In the app's own task: a screen that waits to be left would wait for itself.
        self.app.call_later(self.program.everywhere.turn_to, MEETINGS, after)


class MeetingPart(MeetingRows):
    """A part of one meeting, opened: its opening, or its agenda; v turns from one to the other."""

    VIEWS = ("opening", "agenda")

    def __init__(self, meeting: MeetingId) -> None:
        """Open a part of a meeting."""
        super().__init__()
        self.meeting = meeting

    def at_hand(self) -> str:
        """Return the meeting that is opened."""
        return self.meeting

    def named(self, name: str, title: str, right: str) -> Content:
        """Return the first row of the body: the part, the meeting, and a remark."""
        return view_line(f"{name}   {title}", (), 0, right, self.size.width)

    def turn_to(self, other: "MeetingPart") -> None:
        """Let the other part stand where this one does."""
        self.app.call_later(self.app.switch_screen, other)
