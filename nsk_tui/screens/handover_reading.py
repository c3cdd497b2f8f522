"""An item of a handover in full, for whoever may read it: what the giver says, and what was answered."""

from collections.abc import Callable
from textwrap import wrap

from textual.widget import Widget

from nsk_tui import handover_words, wording
from nsk_tui.rules.handover import Handover
from nsk_tui.screens import handover_rows
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FrameScreen
from nsk_tui.services.handover_view import ItemView
from nsk_tui.widgets.lines import Line, Lines, line
from nsk_tui.wording import _


class ReadingLines(Lines):
    """The item; cursor keys scroll it."""

    def move(self, step: str) -> None:
        """Scroll a line, a page, or to an end."""
        if step in ("page_up", "page_down"):
            self.page(1 if step == "page_down" else -1)
            return
        goals = {"up": self.scroll_offset.y - 1, "down": self.scroll_offset.y + 1, "first": 0}
        last = max(0, len(self.lines) - self.size.height)
        self.scroll_to(y=max(0, min(goals.get(step, last), last)), animate=False)
        self.refresh()


class HandoverReadingScreen(FrameScreen[None]):
    """Shows it; nothing is changed here."""

    NOUN = Place.HANDOVER_READING
    KIND = Place.LIST

    def __init__(self, found: Handover, one: ItemView) -> None:
        """Read an item."""
        super().__init__()
        self.found, self.one = found, one

    def body(self) -> tuple[Widget, ...]:
        """Return the item."""
        return (ReadingLines(id="item"),)

    def title_texts(self) -> tuple[str, str]:
        """Return which item it is."""
        name = handover_words.item_name(self.one.item)
        told = _("HANDOVER   {item}, from {member}").format(item=name, member=self.found.giver)
        return told, _("Esc closes")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        self.query_one("#item").focus()
        self._draw()

    def on_resize(self) -> None:
        """Draw as wide as the window."""
        super().on_resize()
        self._draw()

    def handler(self, action: Action) -> Callable[[], object] | None:
        """Cursor keys scroll."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(ReadingLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def _draw(self) -> None:
        if self.is_mounted:
            self.query_one("#item", Lines).show(self._lines())

    def _lines(self) -> list[Line]:
        one, today, width = self.one, self.now.date(), self.size.width
        told = handover_rows.parts(one.item, today, width)
        told.append(line(""))
        told.append(line(_(" State: {state}").format(state=handover_rows.state(one, today)), "bold"))
        said = one.status.since
        if said is not None and one.status.words:
            day = wording.day(said.date(), today)
            told.append(line(_(" In own words, {member} {day}:").format(member=one.status.by, day=day)))
            told += [line(f"   {part}") for part in wrap(one.status.words, width - 6)]
        if one.status.question:
            told.append(line(_(" Question or reservation:")))
            told += [line(f"   {part}") for part in wrap(one.status.question, width - 6)]
        return told
