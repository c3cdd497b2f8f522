"""A text area for a slow line and for confidential text."""

from dataclasses import dataclass
from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.rules.text import find_forbidden, tidy
from nsk_tui.widgets.marks import line_starts
from nsk_tui.wording import _, ngettext, number

_KEYS: tuple[tuple[str, str], ...] = (
    ("up", "cursor_up"),
    ("down", "cursor_down"),
    ("left", "cursor_left"),
    ("right", "cursor_right"),
    ("ctrl+left", "cursor_word_left"),
    ("ctrl+right", "cursor_word_right"),
    ("home,ctrl+a", "cursor_line_start"),
    ("end,ctrl+e", "cursor_line_end"),
    ("pageup", "cursor_page_up"),
    ("pagedown", "cursor_page_down"),
    ("shift+left", "cursor_left(True)"),
    ("shift+right", "cursor_right(True)"),
    ("shift+up", "cursor_up(True)"),
    ("shift+down", "cursor_down(True)"),
    ("shift+home", "cursor_line_start(True)"),
    ("shift+end", "cursor_line_end(True)"),
    ("backspace", "delete_left"),
    ("delete", "delete_right"),
    ("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left"),
    ("ctrl+u", "delete_to_start_of_line"),
    ("ctrl+k", "delete_to_end_of_line_or_delete_line"),
    ("ctrl+x", "cut"),
    ("ctrl+v", "paste"),
    ("ctrl+z", "undo"),
    ("ctrl+y", "redo"),
)
"""No Ctrl+C, Ctrl+D: they mean something else to a terminal, and are bound nowhere."""


class TextBox(TextArea, inherit_bindings=False):
    """A text area that sends the lines that changed, and takes in what may be stored.

    What is cut or copied stays in the box: a terminal's clipboard may be read by others.
    """

    DEFAULT_CSS = """
    TextBox {
        height: auto; min-height: 3; max-height: 8;
        border: none; padding: 0; scrollbar-size: 0 0;
        background: $background; color: $foreground;
    }
    TextBox:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, action, show=False) for key, action in _KEYS
    ]

    @dataclass
    class Told(Message):
        """Something was left out of what was typed or pasted; ``sentence`` says what and why."""

        box: "TextBox"
        sentence: str

    def __init__(self, text: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(tidy(text)[0], id=id, highlight_cursor_line=False)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._drawn: dict[int, Strip] = {}
        self._repaint_due = False
        self._cut_text = ""

    def render_line(self, y: int) -> Strip:
        """Return one line, and remember how it looks."""
        self._drawn[y] = self.drawn_line(y)
        return self._drawn[y]

    def drawn_line(self, y: int) -> Strip:
        """Return how a line looks now."""
        return super().render_line(y)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Redraw; without a region only the lines that look different, once the key is dealt with.

        A key in a text area redraws it whole otherwise: 1.9 KB to the terminal for one letter.
        """
        if regions or layout or recompose or not repaint or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if not self._repaint_due:
            self._repaint_due = True
            self.call_next(self._redraw_changed_lines)
        return self

    def on_key(self, event: events.Key) -> None:
        """Refuse a character that may not be stored, and more text than there is room for."""
        if _acts_unseen(event):
            self._stop(event, _("That sign cannot be stored: it is not seen, but acts on the screen."))
        elif (event.is_printable or event.key == "enter") and not self.selected_text and self.room() <= 0:
            limit = number(TEXT_CHARACTERS_MAX)
            self._stop(event, _("The text is full: {limit} characters. It is all kept.").format(limit=limit))

    def on_paste(self, event: events.Paste) -> None:
        """Take in what may be stored and has room."""
        event.prevent_default()
        event.stop()
        self.take_in(event.text)

    def take_in(self, pasted: str) -> None:
        """Put a text in place of the selection, tidied and cut to the room; say what was left out."""
        kept, dropped = tidy(pasted)
        room = self.room() + len(self.selected_text)
        self.replace(kept[:room], *self.selection, maintain_selection_offset=False)
        told = [_dropped(dropped)] if dropped else []
        told += [_cut_off(len(kept), room)] if len(kept) > room else []
        if told:
            self.post_message(self.Told(self, " ".join(told)))

    def room(self) -> int:
        """Return how many characters still fit."""
        return TEXT_CHARACTERS_MAX - len(self.text)

    def forget_cut(self) -> None:
        """Forget what was cut or copied."""
        self._cut_text = ""

    def cursor_offset_in_text(self) -> int:
        """Return where the cursor stands, in code points from the start of the text."""
        line, column = self.cursor_location
        return line_starts(self.text)[line] + column

    def action_copy(self) -> None:
        """Keep the selection for pasting in this box; it goes to no clipboard."""
        self._cut_text = self.selected_text or self._cut_text

    def action_cut(self) -> None:
        """Take the selection out and keep it for pasting in this box."""
        if self.selected_text:
            self.action_copy()
            self.delete(*self.selection, maintain_selection_offset=False)

    def action_paste(self) -> None:
        """Put in what was cut here."""
        self.take_in(self._cut_text)

    def _stop(self, event: events.Key, sentence: str) -> None:
        event.prevent_default()
        event.stop()
        self.post_message(self.Told(self, sentence))

    def _redraw_changed_lines(self) -> None:
        self._repaint_due = False
        changed = [y for y in range(self.size.height) if self._drawn.get(y) != self.drawn_line(y)]
        if changed:
            super().refresh(*(Region(0, y, self.size.width, 1) for y in changed))


def _acts_unseen(event: events.Key) -> bool:
    # ASCII control characters are keys (Esc, Tab), not something that was written.
    sign = event.character
    return sign is not None and not sign.isascii() and bool(find_forbidden(sign))


def _dropped(count: int) -> str:
    return ngettext(
        "One sign was left out: it is not seen, but acts on the screen.",
        "{count} signs were left out: they are not seen, but act on the screen.",
        count,
    ).format(count=number(count))


def _cut_off(length: int, room: int) -> str:
    return _("Only the first {kept} characters had room; {lost} were left out.").format(
        kept=number(room), lost=number(length - room)
    )
