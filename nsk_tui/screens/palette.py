"""Every act by its words, threads by their code names, and every act for one row.

Acts that are not possible now come last, with why.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from textual.widget import Widget
from textual.widgets import Input

from nsk_tui.rules.consultations import ThreadLine
from nsk_tui.screens import actions, thread_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen, FrameScreen
from nsk_tui.services import threads
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.line_field import LineInput
from nsk_tui.widgets.lines import Line, Lines, line
from nsk_tui.wording import _

SHOWN_MAX, MENU_SHOWN_MAX = 11, 16
ACTS_BESIDE_CODES_MAX = 7
LABEL_CELLS, ABOUT_CELLS, KEYS_CELLS, LEVEL_CELLS = 22, 26, 16, 10
_SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_BARE = str.maketrans({"æ": "a", "ø": "o", "å": "a", "ä": "a", "ö": "o"})
HIDDEN = ("cursor.", "pane.", "form.", "text.", "row.menu", "row.open", "app.back", "app.palette", "unlock.")


@dataclass(frozen=True)
class Item:
    """One act in a list. ``reason`` empty means that it is possible."""

    action: Action
    label: str
    reason: str


@dataclass(frozen=True)
class Found:
    """A thread whose code name fits what was typed."""

    thread: ThreadLine


def fold(text: str) -> str:
    """Return a text as it is compared: small letters, Danish ones spelt out.

    >>> fold("Åbn"), fold("OEVELSE") == fold("Øvelse")
    ('aabn', True)
    """
    return text.casefold().translate(_SPELT)


def terms(action: Action) -> str:
    """Return every word an act is found by: Danish and English, with letters spelt out or bare."""
    messages = [action.english, action.about] if action.about else [action.english]
    words = " ".join([*(actions.danish(one) for one in messages), *messages, *action.id.split(".")])
    return f"{fold(words)} {words.casefold().translate(_BARE)}"


def rank(item: Item, query: str) -> tuple[int, int] | None:
    """Return how near an act is to what was typed, nearest first; None when it does not fit."""
    words = fold(query).split()
    found_in = terms(item.action)
    if not all(word in found_in for word in words):
        return None
    starts = any(part.startswith(fold(query).strip()) for part in found_in.split())
    return (
        1 if item.reason else 0,
        0 if fold(item.label).startswith(fold(query).strip()) else 1 if starts else 2,
    )


def items_for(front: FrameScreen[Any], wanted: tuple[Action, ...]) -> list[Item]:
    """Return acts as a list shows them, the possible ones first."""
    items = [
        Item(action, front.label(action), front.why_not(action) or "")
        for action in wanted
        if not action.id.startswith(HIDDEN)
    ]
    return sorted(items, key=lambda item: bool(item.reason))


class ActionList(DialogScreen[None]):
    """A list of acts with a cursor; the chosen one is carried out on the screen below."""

    NOUN = Place.PALETTE
    KIND = Place.LIST

    def __init__(self, front: FrameScreen[Any]) -> None:
        """List acts of the screen in front."""
        super().__init__()
        self.front = front
        self.items: list[Item | Found] = []
        self.at = 0

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the list, whatever is focused."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        goals = {"up": self.at - 1, "down": self.at + 1, "first": 0, "last": len(self.items) - 1}
        page = {"page_up": self.at - SHOWN_MAX, "page_down": self.at + SHOWN_MAX}
        self.at = max(0, min((goals | page).get(step, self.at), len(self.items) - 1))
        self.draw()

    def draw(self) -> None:
        """Draw the lines that changed; a heading stands over the threads that were found."""
        lines = [_line_of(item, place == self.at) for place, item in enumerate(self.items)]
        first = next((place for place, item in enumerate(self.items) if isinstance(item, Found)), len(lines))
        heading = [line(_("Also found as a code name"), "faint")] if first < len(lines) else []
        at = self.at + (len(heading) if self.at >= first else 0)
        shown = [*lines[:first], *heading, *lines[first:]]
        self.query_one(Lines).show(shown or [line(self.nothing())], at if shown else -1)

    def nothing(self) -> str:
        """Return what an empty list says."""
        return _("Nothing can be done here.")

    def do_row_open(self) -> None:
        """Carry out the act under the cursor, or say why not."""
        if not self.items:
            return
        item = self.items[self.at]
        if isinstance(item, Found):
            self.open_found(item)
            return
        if item.reason:
            self.say(_("Cannot: {reason}.").format(reason=item.reason))
            return
        self.carry_out(item.action)

    def open_found(self, found: Found) -> None:
        """Open a thread that was found."""
        from nsk_tui.screens.consultation import ConsultationScreen

        self.dismiss(None)
        self.app.call_later(self.app.push_screen, ConsultationScreen(found.thread.code_name))

    def carry_out(self, action: Action) -> None:
        """Close, then act on the screen below."""
        front = self.front
        self.dismiss(None)
        # In the app's own task: a screen that waits for its own removal would wait for ever.
        self.app.call_later(front.action_act, action.id)


def _line_of(item: Item | Found, at_cursor: bool) -> Line:
    return _found_line(item, at_cursor) if isinstance(item, Found) else _item_line(item, at_cursor)


def _found_line(found: Found, at_cursor: bool) -> Line:
    pointer = "▸" if at_cursor else " "
    level = thread_words.level_cell(found.thread.level)
    return (
        (f"{pointer} {cut(found.thread.code_name, LABEL_CELLS):<{LABEL_CELLS + 1}}", ""),
        (f"{level.text:<{LEVEL_CELLS}}", level.role),
        (cut(found.thread.department, ABOUT_CELLS), "faint"),
    )


def _item_line(item: Item, at_cursor: bool) -> Line:
    pointer = "▸" if at_cursor else " "
    left = f"{pointer} {cut(item.label, LABEL_CELLS):<{LABEL_CELLS + 1}}"
    if item.reason:
        return ((left, "faint"), (_("cannot: {reason}").format(reason=item.reason), "faint"))
    about = item.action.explained if item.action.about else ""
    keys = actions.printed(item.action.keys)
    return (
        (left, ""),
        (f"{cut(about, ABOUT_CELLS):<{ABOUT_CELLS + 1}}", "faint"),
        (cut(keys, KEYS_CELLS), "bold"),
    )


class PaletteScreen(ActionList):
    """Any act by its words, in Danish or English."""

    CSS_PATH = "palette.tcss"

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Command")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("COMMAND PALETTE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the line to write in, the list and a hint."""
        return (
            LineInput("", "query", False, 60),
            Lines(id="acts"),
            TextBlock(_("Danish or English, large or small letters. ae, oe, aa work."), id="hint"),
        )

    def on_mount(self) -> None:
        """List everything."""
        super().on_mount()
        self.query_one("#query").focus()
        self.call_after_refresh(self._find, "")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find as words are typed."""
        self._find(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter carries out."""
        event.stop()
        self.do_row_open()

    def _find(self, query: str) -> None:
        only_here = tuple(one for one in actions.ACTIONS if Place.PALETTE in one.where)
        every = tuple(dict.fromkeys((*self.front.offered(), *only_here)))
        ranked = [(rank(item, query), item) for item in items_for(self.front, every)]
        fitting = [(near, item) for near, item in ranked if near is not None]
        self.items = [item for _near, item in sorted(fitting, key=lambda pair: pair[0])]
        self.at = 0
        self.draw()
        if self.program.session is not None:
            asked = partial(self._show_found, query)
            self.run_service(threads.named_like, self.session, query, done=asked, exclusive="codes")

    def _show_found(self, query: str, found: tuple[ThreadLine, ...]) -> None:
        """Put the threads below the acts; what was typed since has its own answer."""
        if found and query == self.query_one("#query", LineInput).value:
            acts = [item for item in self.items if isinstance(item, Item)][:ACTS_BESIDE_CODES_MAX]
            self.items = [*acts, *map(Found, found)]
            self.draw()

    def nothing(self) -> str:
        """Say that nothing fits."""
        return _("Nothing fits. Try fewer letters.")


class RowMenu(ActionList):
    """Everything that can be done with the row, with the keys that do it."""

    LETTERS = True
    CSS_PATH = "palette.tcss"

    def box_title(self) -> str:
        """Return the box's title."""
        return _("What you can do here")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("MORE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the list."""
        return (Lines(id="acts"),)

    def on_mount(self) -> None:
        """List the acts of the row and the screen."""
        super().on_mount()
        here = [one for one in self.front.offered() if Place.ALL not in one.where]
        own = tuple(one for one in here if Place.TABS not in one.where)
        tabs = tuple(one for one in here if Place.TABS in one.where)
        # What the screen refuses stands before the way to others: its reasons must be in sight.
        self.items = [*items_for(self.front, own), *items_for(self.front, tabs)]
        view = self.query_one(Lines)
        view.styles.height = max(1, min(len(self.items), MENU_SHOWN_MAX))
        view.focus()
        self.call_after_refresh(self.draw)

    async def action_act(self, action_id: str, key: str = "") -> None:
        """Let a key act on the screen below, as if the menu were not there."""
        own = actions.BY_ID[action_id]
        below = actions.bound(self.front.places(), self.front.LETTERS).get(key)
        is_of_menu = own.id.startswith(("cursor.", "row.open", "row.menu")) or Place.ALL in own.where
        if is_of_menu or below is None:
            await super().action_act(action_id, key)
            return
        self.items = [
            item for item in self.items if isinstance(item, Item) and item.action == below
        ] or self.items
        self.at = 0
        self.do_row_open()

    def do_row_menu(self) -> None:
        """Close: the key that opened the menu closes it."""
        self.dismiss(None)
