"""The red card: one key from anywhere, locked or not, whatever the state of the store."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from nsk_tui.rules.card_records import ActionCard
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.card_lines import Ticks, card_lines, heading
from nsk_tui.screens.duty_card_words import duty_on_card
from nsk_tui.services import cards
from nsk_tui.widgets.frame import FrameLine, KeyLine, is_drawn
from nsk_tui.widgets.lines import Lines
from nsk_tui.wording import _

DUTY_AT_CELLS = 10


class CardLines(Lines):
    """The card's lines; cursor keys go to the screen, which knows the steps."""

    def move(self, step: str) -> None:
        """Move from step to step, or turn the page."""
        screen = self.screen
        if isinstance(screen, EmergencyScreen):
            screen.move(step)


class EmergencyScreen(FrameScreen[None]):
    """The card for danger now."""

    NOUN = Place.EMERGENCY
    FOR_THE_ROOM = True
    KIND = Place.LIST
    CSS_PATH = "emergency.tcss"

    def __init__(self, **textuals: Any) -> None:
        """Begin without ticks; the cards are read when the screen is shown."""
        super().__init__(**textuals)
        self.ticks = Ticks()
        self.shelf: cards.CardShelf | None = None

    def compose(self) -> ComposeResult:
        """Lay out the banner, the card and the frame's lower lines."""
        yield FrameLine("title")
        yield Vertical(*self.body(), id="body")
        yield FrameLine("message")
        yield KeyLine()

    def body(self) -> tuple[Widget, ...]:
        """Return the card's lines."""
        return (CardLines(id="card"),)

    def on_mount(self) -> None:
        """Read the card and start its clock."""
        self.shelf = cards.shelf(self.program.folder)
        # Before a room the ticks of her last call are nobody's business.
        if self.program.session is not None and not self.program.is_before_a_room:
            self.ticks = self.program.everywhere.ticks or self.ticks
            self.program.everywhere.ticks = self.ticks
        self.ticks.opened_at = self.ticks.opened_at or self.now
        super().on_mount()
        self.query_one(CardLines).focus()
        self.call_after_refresh(self.draw)
        self.set_interval(60, self.draw)
        self.say(self._first_words())

    def _first_words(self) -> str:
        if self.program.session is None:
            return _("Locked: only the card is shown, ticks are not kept. Unlock, then press F2.")
        if self.program.is_before_a_room:
            return _("The card is public. Esc goes back to the big screen.")
        return _("F2 starts a consultation with level red and this card.")

    @property
    def card(self) -> ActionCard:
        """The red card for the age that is chosen."""
        shelf = self.shelf or cards.shelf(None)
        return shelf.find(ConcernLevel.RED, self.ticks.area)

    def refresh_frame(self) -> None:
        """Draw the banner and the footer; the card has no duty line to lean on."""
        if is_drawn(self):
            self.query_one("#title", FrameLine).say(*heading(self.card, self.size.width))
            self.refresh_footer()

    def draw(self) -> None:
        """Draw the card's lines that changed."""
        shelf = self.shelf or cards.shelf(None)
        duty = duty_on_card(self.program.folder, self.now, self.ticks.area, self.size.width - DUTY_AT_CELLS)
        lines, at = card_lines(self.card, shelf.numbers, self.ticks, self.now, self.size.width, duty)
        self.query_one(CardLines).show(lines, at)

    @property
    def is_too_small(self) -> bool:
        """No: the card is shown in one column, however small the window."""
        return False

    def on_resize(self) -> None:
        """Draw for the new width; the card never gives way to a line about the size."""
        self.refresh_frame()
        self.call_after_refresh(self.draw)

    def label(self, action: Action) -> str:
        """Say that Esc leads back to the lock when it does."""
        if action.id == "app.back" and self.program.session is None and not self.program.is_new:
            return _("Lock")
        return super().label(action)

    def handler(self, action: Action) -> object:  # type: ignore[override]
        """Cursor keys move from step to step."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor from step to step; a page is a page of lines."""
        last = len(self.card.steps) - 1
        if step in ("page_up", "page_down"):
            self.query_one(CardLines).page(1 if step == "page_down" else -1)
            return
        goals = {"up": self.ticks.cursor - 1, "down": self.ticks.cursor + 1, "first": 0, "last": last}
        self.ticks.cursor = max(0, min(goals.get(step, self.ticks.cursor), last))
        self.draw()

    def do_card_tick(self) -> None:
        """Tick the step, with the time since the card was opened; again takes the tick away."""
        place = self.ticks.cursor
        if place in self.ticks.done:
            del self.ticks.done[place]
        elif self.ticks.opened_at is not None:
            self.ticks.done[place] = int((self.now - self.ticks.opened_at).total_seconds())
        self.ticks.cursor = min(place + 1, len(self.card.steps) - 1)
        self.draw()

    def do_card_under_18(self) -> None:
        """Show the card for children and young people."""
        self._turn_to(Area.CHILDREN)

    def do_card_over_18(self) -> None:
        """Show the card for adults."""
        self._turn_to(Area.ADULTS)

    def _turn_to(self, area: Area) -> None:
        if area is not self.ticks.area:
            self.ticks.area, self.ticks.cursor = area, 0
            self.ticks.done.clear()
            self.refresh_frame()
            self.draw()

    def do_consultation_new(self) -> None:
        """Begin a consultation with level red and this card filled in."""
        from nsk_tui.screens.consultation_form import ConsultationFormScreen

        form = ConsultationFormScreen(level=ConcernLevel.RED, card=self.card.id)
        self.dismiss(None)
        self.app.push_screen(form)

    def do_app_back(self) -> None:
        """Go back to where F9 was pressed."""
        self.dismiss(None)
