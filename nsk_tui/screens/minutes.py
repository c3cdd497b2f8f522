"""Minutes while they are written: a finished line is stored at once, and the room sees it."""

from dataclasses import replace
from functools import partial
from typing import Any

from nsk_tui.rules.ids import AgendaItemId, MinutesLineId
from nsk_tui.rules.minutes_lines import mended
from nsk_tui.screens.actions import Action
from nsk_tui.screens.minutes_keeper import Begun, MinutesKeeper, Payload, begin
from nsk_tui.screens.minutes_sheet import HeldLine, Row, identity
from nsk_tui.screens.minutes_view import MinutesView
from nsk_tui.services import minutes_desk
from nsk_tui.services.minutes import Written
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.widgets.line_text import LineText
from nsk_tui.widgets.lines import Lines
from nsk_tui.wording import _


class MinutesScreen(MinutesView):
    """Minutes: the agenda above, the lines of one item below, and the line that is being written.

    What is being written never moves: what others write appears above it.
    """

    def __init__(self, name: str, item: AgendaItemId | None = None) -> None:
        """Open the minutes that a word names, at an item; None: where the meeting is."""
        super().__init__()
        self.name_of_meeting, self.wanted = name, item
        self.desk: MinutesDesk | None = None
        self.at, self.row_at = 0, -1
        self.keeper = MinutesKeeper(self, self)
        self.changes: MinutesLineId | None = None
        self.base = ""

    def on_mount(self) -> None:
        """Fetch the minutes, and what was not finished last time."""
        super().on_mount()
        for view in self.query(Lines):
            view.can_focus = False
        self.set_reading(True)
        self.check.learn(self, self.text.check_now)
        self.run_service(begin, self.session, self.name_of_meeting, done=self._begin, doing=_("Opening ..."))

    def _begin(self, begun: Begun) -> None:
        self.desk = begun.desk
        self.at = self._place(self.wanted or begun.desk.running)
        typing = self.keeper.take(begun, self.session.today)
        if typing.get("text"):
            self.at = self._place(typing.get("item"))
            self.changes = MinutesLineId(str(typing["changes"])) if typing.get("changes") else None
            self.base = str(typing.get("base") or "")
            self.write(str(typing["text"]))
            self.say(_("Your draft is open again."))
        else:
            self.say("")
            self.go_to_held()
        self.draw()

    def go_to_held(self) -> None:
        """Go to the item of a line that is not stored yet, so that it is seen."""
        first = next(iter(self.keeper.held), None)
        if first is not None:
            self.at, self.row_at = self._place(first.item), -1

    def _place(self, item: object) -> int:
        items = self.desk.page.items if self.desk else ()
        return next((place for place, one in enumerate(items) if one.id == item), 0)

    # Others' saves ----------------------------------------------------------------------------

    def refresh_records(self) -> None:
        """Fetch the minutes again; the line that is being written stays."""
        if self.keeper.meeting and self.program.session is not None:
            self.run_service(
                minutes_desk.desk, self.session, self.keeper.meeting, done=self._take, exclusive="desk"
            )

    def store_changed(self) -> None:
        """Show what others wrote, and where the meeting is."""
        self.refresh_records()

    def _take(self, desk: MinutesDesk) -> None:
        row, before, self.desk = self.row, self.desk, desk
        moved_on = before is not None and desk.running not in (None, before.running)
        followed = before is not None and self.at == self._place(before.running)
        if moved_on and followed and not self.text.text:
            self.at, self.row_at = self._place(desk.running), -1
        elif row is not None:
            self._follow(row)
        self.draw()

    def _follow(self, row: Row) -> None:
        """Let the cursor stay on its row, whatever came or went above; else on the one that came there."""
        rows = self.sheet.rows if self.sheet else ()
        same = (at for at, one in enumerate(rows) if identity(one) == identity(row))
        self.row_at = next(same, min(self.row_at, len(rows) - 1))

    def stored(self, written: Written, one: HeldLine) -> None:
        """Show a line that stands in the store now."""
        if self.desk is not None:
            page = self.desk.page
            new = {each.line.id: each for each in (written.line, written.second) if each is not None}
            lines = [new.pop(each.line.id, each) for each in page.lines]
            self.desk = replace(self.desk, page=replace(page, lines=(*lines, *new.values())))
        if written.second is not None:
            who = written.line.line.changed_by or written.line.line.written_by
            self.say(_("{member} changed the line at the same time. Both stand.").format(member=who))
        elif written.worth_a_look:
            self.say(_("Saved. Look at it once more: it may tell who somebody is."))
        self.draw()

    def kept_back(self, one: HeldLine) -> None:
        """Show a line that was kept back."""
        if self.is_writing:
            self.say(_("A line was kept back: only you see it. Esc, then r edits it."))
        else:
            self.say(_("A line was kept back: only you see it. Tab, then r edits it."))
        self.draw()

    def drafted(self) -> None:
        """Show that everything written is safe."""
        self.refresh_frame()

    # Writing ----------------------------------------------------------------------------------

    def set_reading(self, is_reading: bool) -> None:
        """Let letters be commands, or let them write."""
        self.set_class(is_reading, "-reading")
        self.text.can_focus = not is_reading
        if is_reading:
            self.set_focus(None)
        else:
            self.row_at = -1
            self.text.focus()
        self.refresh_frame()

    def write(self, text: str | None = None) -> None:
        """Begin to write; None goes on with the line that stands there."""
        self.set_reading(False)
        if text is not None:
            self.text.put(text)
        self.draw()

    def set_aside(self) -> None:
        """Keep what is being written where it can be found again, and begin an empty line."""
        if self.text.text.strip():
            self.keeper.set_aside(self.item, self.text.text, self.changes, self.base)
        self.changes, self.base = None, ""
        self.text.put("")

    def typing(self) -> Payload:
        """Return what is being typed, and where; empty when nothing is."""
        text = self.text.text if self.is_mounted else ""
        if not text.strip():
            return {}
        return {"item": self.item, "text": text, "changes": self.changes, "base": self.base}

    def on_line_text_finished(self, message: LineText.Finished) -> None:
        """Store a finished line; the next one may be typed meanwhile."""
        message.stop()
        changes, base = self.changes, self.base
        self.changes, self.base = None, ""
        self.keeper.hand_in(self.item, message.text, changes, base)
        self.draw()

    def on_line_text_left(self, message: LineText.Left) -> None:
        """Go up to what is written already."""
        message.stop()
        sheet = self.sheet
        if message.step < 0 and sheet is not None and sheet.rows:
            self.set_reading(True)
            self.row_at = len(sheet.rows) - 1
            self.draw()

    def do_pane_next(self) -> None:
        """Mend what is proposed; without a proposal, go to the next item, or from the agenda to the lines."""
        hint = next((one for one in self.typed.hints if one.meant), None) if self.typed else None
        if self.is_writing and hint is not None:
            self.text.put(mended(self.text.text, hint))
        elif self.is_writing:
            self.step(1)
        else:
            self.row_at = -1 if self.row_at >= 0 else self._last_row()
            self.draw()

    def do_pane_previous(self) -> None:
        """Go to the item before."""
        self.step(-1)

    def step(self, by: int) -> None:
        """Go to another item."""
        items = self.desk.page.items if self.desk else ()
        self.at, self.row_at = max(0, min(self.at + by, len(items) - 1)), -1
        self.keeper.touched()
        self.draw()

    def _last_row(self) -> int:
        return len(self.sheet.rows) - 1 if self.sheet else -1

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the agenda, or in the lines when the cursor is there."""
        if action.id.startswith("cursor."):
            return partial(self.move, action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        in_rows = self.row_at >= 0
        last = self._last_row() if in_rows else len(self.desk.page.items) - 1 if self.desk else 0
        here = self.row_at if in_rows else self.at
        goals = {"up": here - 1, "down": here + 1, "page_up": 0, "page_down": last, "first": 0, "last": last}
        goal = max(0, min(goals.get(step, here), last))
        if in_rows:
            self.row_at = goal
        else:
            self.at = goal
        self.draw()
