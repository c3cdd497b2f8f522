"""What every part of the minutes' screen knows: the desk, the chosen item, the row at the cursor."""

from abc import abstractmethod
from collections.abc import Callable

from nsk_tui.rules.ids import AgendaItemId, MinutesLineId
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.minutes_keeper import MinutesKeeper
from nsk_tui.screens.minutes_sheet import HeldLine, Row, Sheet
from nsk_tui.services.minutes import NumberedLine, Remark
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.wording import _

LINE_ACTS = ("row.edit", "row.remove")
WRITING_ACTS = (*LINE_ACTS, "row.open")
"""What changes the text, so that it is over when the minutes are locked."""


class MinutesBase(FrameScreen[None]):
    """The minutes, apart from how they are drawn and written.

    Shape
        ``desk`` None: the minutes are not open, or lie behind the lock; ``last_item`` is the item
        that was chosen before it fell, None for none. ``changes`` None: the line that is written is
        a new one.
    """

    NOUN = Place.MINUTES
    KIND = Place.LIST

    desk: MinutesDesk | None
    last_item: AgendaItemId | None = None
    keeper: MinutesKeeper
    at: int
    row_at: int
    changes: MinutesLineId | None
    base: str

    @property
    @abstractmethod
    def sheet(self) -> Sheet | None:
        """What is drawn; None: the minutes are not open yet."""

    @property
    @abstractmethod
    def is_writing(self) -> bool:
        """Whether letters write."""

    @abstractmethod
    def write(self, text: str | None = None) -> None:
        """Begin to write."""

    @abstractmethod
    def set_aside(self) -> None:
        """Keep what is being written where it can be found again, and begin an empty line."""

    @abstractmethod
    def go_to_held(self) -> None:
        """Go to the item of a line that is not stored yet."""

    @abstractmethod
    def set_reading(self, is_reading: bool) -> None:
        """Let letters be commands, or let them write."""

    @abstractmethod
    def draw(self) -> None:
        """Draw the lines that changed."""

    @property
    def item(self) -> AgendaItemId | None:
        """The chosen item; None: the meeting as a whole."""
        if self.desk is None:
            return self.last_item
        items = self.desk.page.items
        return items[self.at].id if self.at < len(items) else None

    @property
    def row(self) -> Row | None:
        """What the cursor stands on below the agenda; None: it stands in the agenda."""
        sheet = self.sheet
        return sheet.rows[self.row_at] if sheet and 0 <= self.row_at < len(sheet.rows) else None

    @property
    def state(self) -> MinutesState:
        """How far the minutes have come."""
        return self.desk.page.meeting.minutes_state if self.desk else MinutesState.NONE

    def impossible(self, action: Action) -> str | None:
        """Say why an act is not possible now."""
        is_own = Place.MINUTES in action.where or action.id in WRITING_ACTS
        if self.desk is None:
            return _("the minutes are not open") if is_own else None
        if self.is_writing:
            return None if action.in_text else _("here you write; Esc goes out")
        if action.id == "minutes.advance":
            return self._why_not_advance()
        if self.state is MinutesState.LOCKED and is_own and action.id != "minutes.remark":
            return _("the minutes are locked; n adds something below them")
        return self._why_not_row(action)

    def _why_not_row(self, action: Action) -> str | None:
        """Say why an act is not possible for what the cursor stands on."""
        if action.id == "minutes.settle":
            if self.desk is not None and not self.desk.may_advance:
                return _("that is the minute-taker's")
            return None if isinstance(self.row, Remark) else _("no remark is chosen")
        if action.id == "form.save":
            return None if isinstance(self.row, HeldLine) else _("nothing is being written")
        if action.id in LINE_ACTS and not isinstance(self.row, NumberedLine | HeldLine):
            return _("no line is chosen; Tab goes to the lines")
        return None

    def label(self, action: Action) -> str:
        """Return the word for an act; Tab leads elsewhere while one writes."""
        if action.id == "pane.next":
            return _("Mend / next item") if self.is_writing else _("Lines")
        if action.id == "app.back" and self.is_writing:
            return _("Out of the text")
        if action.id == "minutes.remark" and self.state is MinutesState.LOCKED:
            return _("Addition")
        return super().label(action)

    def _why_not_advance(self) -> str | None:
        if self.state is MinutesState.LOCKED:
            return _("the minutes are locked")
        return None if self.desk is not None and self.desk.may_advance else _("that is the minute-taker's")

    def ask(
        self, title: str, text: str, choices: tuple[str, ...], answered: Callable[[int | None], None]
    ) -> None:
        """Ask before something happens; ``answered`` gets the choice's place, None for Esc."""
        self.app.push_screen(ConfirmScreen(title, text, choices), answered)
