"""A field that is answered with a digit."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from nsk_tui.rules.consultations import SHORT_TEXT_CHARACTERS_MAX
from nsk_tui.rules.text import find_forbidden, tidy
from nsk_tui.widgets.options import DIGITS, Option, fits, in_columns, inline, matching, words
from nsk_tui.wording import _

MARGIN_CELLS = 3
LABEL_CELLS = 12
VALUE_AT_CELLS = MARGIN_CELLS + LABEL_CELLS
TYPED_FROM_OPTIONS = 10
"""More values than this are found by typing."""


class Reply(Enum):
    """What a field made of a key: took it, took it and is done, or leaves it to others."""

    TAKEN = "taken"
    FINISHED = "finished"
    NOT_MINE = "not_mine"


class CodedField(Widget):
    """A label, its values, and the digits that choose them; ``CodedFields`` gives it its keys.

    Shape
        ``value`` holds the codes chosen, empty while nothing is; ``many`` allows several.
        ``own_words`` takes what was typed when it is none of the values. ``roomy`` shows the
        values of a field that is yet to be answered in full, where there is room for it.
        ``is_active`` is True while it gets the keys.
    """

    DEFAULT_CSS = """
    CodedField { height: auto; width: 100%; }
    """

    @dataclass
    class Changed(Message):
        """The value is another one."""

        field: "CodedField"

    @dataclass
    class Told(Message):
        """A key did nothing here; ``sentence`` says what does."""

        field: "CodedField"
        sentence: str

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option],
        *,
        many: bool = False,
        own_words: bool = False,
    ) -> None:
        super().__init__(id=name, markup=False)
        self.label, self.options = label, tuple(options)
        self.many, self.own_words = many, own_words
        self.value: tuple[str, ...] = ()
        self.typed = ""
        self.at = 0
        self.roomy = False
        self.is_active = False

    @property
    def is_typed(self) -> bool:
        """Whether typing finds the value."""
        return self.own_words or len(self.options) > TYPED_FROM_OPTIONS

    @property
    def code(self) -> str:
        """The one code chosen; empty while nothing is."""
        return self.value[0] if self.value else ""

    def put(self, value: Sequence[str]) -> None:
        """Set the value without telling anybody: a draft, or what was used last time."""
        self.value, self.typed = tuple(value), ""
        self._redraw()

    def offer(self, options: Sequence[Option]) -> None:
        """Show other values to choose from; what was chosen stays."""
        self.options = tuple(options)
        self._redraw()

    def words(self) -> Content:
        """Return the value in words."""
        return words(self.options, self.value)

    def activate(self, is_active: bool) -> None:
        """Show the options, or let go of what was typed and not taken."""
        if is_active != self.is_active:
            self.is_active, self.typed = is_active, ""
            self._redraw()

    def take(self, key: str, sign: str | None) -> Reply:
        """Answer a key by its name and the sign it writes; None for a key that writes nothing."""
        handler = {
            "enter": self._enter,
            "space": self._space,
            "backspace": self._backspace,
            "left": self._left,
            "right": self._right,
        }.get(key)
        if handler is not None:
            return handler()
        if sign is not None and sign in DIGITS:
            return self._choose(sign)
        return self._type(sign) if sign is not None and sign != "?" else Reply.NOT_MINE

    def take_pasted(self, text: str) -> None:
        """Take a pasted word where words are typed."""
        if self.is_typed:
            self._type(" ".join(tidy(text)[0].split()))

    def offered(self) -> tuple[Option, ...]:
        """Return the options that have a digit or can be seen now."""
        if not self.typed:
            return self.options
        hits = matching(self.options, self.typed)[: len(DIGITS) - 1]
        own = [Option("0", self.typed.strip(), _("own words: {words}").format(words=self.typed.strip()))]
        return (*hits, *(own if self.own_words and self.typed.strip() else []))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the field takes at a width."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Return the field as lines."""
        return Content("\n").join(self.lines(self.size.width))

    def lines(self, width: int) -> list[Content]:
        """Return the label with the value, and below or beside it what can be chosen."""
        room = max(1, width - VALUE_AT_CELLS)
        if not self.is_active:
            return self._passive(room)
        if self.many or self.is_typed:
            return [self._answer_line(room), *self._below(room)]
        return self._labelled(inline(self.options, self.value, room + 1), shift=-1)

    def _passive(self, room: int) -> list[Content]:
        if self.value:
            return [self._head() + fits(self.words(), room)]
        if self.roomy and (self.many or self.is_typed):
            listed = in_columns(self.options, (), room, None, self.many)
            return [line.stylize("$text-muted") for line in self._labelled(listed)]
        if self.many or self.is_typed:
            listed = [Content("  ").join(Content(f"{o.key} {o.label}".strip()) for o in self.options)]
            return [self._head() + fits(listed[0], room).stylize("$text-muted")]
        listed = inline(self.options, (), 10_000)
        return [self._head(-1) + fits(listed[0], room).stylize("$text-muted")]

    def _answer_line(self, room: int) -> Content:
        said = Content(f"{self.typed}▏") if self.typed else self.words() + "▏"
        hint = _("(several; Enter goes on)") if self.many else _("(type to find)")
        if said.cell_length + len(hint) + 1 > room:
            return self._head() + fits(said, room)
        gap = " " * (room - said.cell_length - len(hint))
        return Content.assemble(self._head(), said, gap, (hint, "$text-muted"))

    def _below(self, room: int) -> list[Content]:
        offered = self.offered() if self.many else self.offered()[: len(DIGITS)]
        at = self.at if self.many else None
        listed = (
            in_columns(offered, self.value, room, at, self.many) if offered else [Content(_("nothing found"))]
        )
        return [Content(" " * VALUE_AT_CELLS) + line for line in listed]

    def _labelled(self, listed: list[Content], shift: int = 0) -> list[Content]:
        margin = Content(" " * (VALUE_AT_CELLS + shift))
        return [self._head(shift) + listed[0], *(margin + line for line in listed[1:])]

    def _head(self, shift: int = 0) -> Content:
        mark = " ▸ " if self.is_active else " " * MARGIN_CELLS
        text = f"{mark}{self.label:<{LABEL_CELLS}}"
        return Content.styled(text[: len(text) + shift], "bold" if self.is_active else "")

    def _choose(self, digit: str) -> Reply:
        chosen = next((option for option in self.offered() if option.key == digit), None)
        if chosen is None:
            return self._tell(_("{digit} is not one of the values.").format(digit=digit))
        return self._tick(chosen) if self.many else self._take(chosen)

    def _take(self, option: Option) -> Reply:
        self.put([option.code])
        self.post_message(self.Changed(self).set_sender(self))
        return Reply.FINISHED

    def _tick(self, option: Option) -> Reply:
        codes = set(self.value) ^ {option.code}
        known = [one.code for one in self.options]
        own = [code for code in dict.fromkeys((*self.value, option.code)) if code not in known]
        self.put([code for code in (*known, *own) if code in codes])
        self.at = self.options.index(option) if option in self.options else self.at
        self.post_message(self.Changed(self).set_sender(self))
        return Reply.TAKEN

    def _enter(self) -> Reply:
        offered = self.offered()
        if self.typed and offered:
            return self._tick(offered[0]) if self.many else self._take(offered[0])
        if self.typed:
            return self._tell(_("Nothing fits. Backspace removes a letter."))
        return Reply.FINISHED

    def _space(self) -> Reply:
        if self.typed:
            return self._type(" ")
        if self.many and self.options:
            return self._tick(self.options[self.at])
        if self.options:
            codes = [option.code for option in self.options]
            after = codes.index(self.code) + 1 if self.code in codes else 0
            self.put([codes[after % len(codes)]])
            self.post_message(self.Changed(self).set_sender(self))
        return Reply.TAKEN

    def _backspace(self) -> Reply:
        if self.typed:
            self.typed = self.typed[:-1]
            self._redraw()
        elif self.value:
            self.put(())
            self.post_message(self.Changed(self).set_sender(self))
        return Reply.TAKEN

    def _left(self) -> Reply:
        return self._step(-1)

    def _right(self) -> Reply:
        return self._step(1)

    def _step(self, step: int) -> Reply:
        if not self.many or not self.options:
            return Reply.NOT_MINE
        self.at = (self.at + step) % len(self.options)
        self._redraw()
        return Reply.TAKEN

    def _type(self, text: str) -> Reply:
        if not self.is_typed:
            return self._tell(_("The digit chooses here. Esc leaves the form."))
        if find_forbidden(text) or len(self.typed + text) > SHORT_TEXT_CHARACTERS_MAX:
            return self._tell(_("That cannot be written here."))
        self.typed += text
        self._redraw()
        return Reply.TAKEN

    def _tell(self, sentence: str) -> Reply:
        self.post_message(self.Told(self, sentence).set_sender(self))
        return Reply.TAKEN

    def _redraw(self) -> None:
        if self.is_mounted:
            self.refresh(layout=len(self.lines(self.size.width)) != self.size.height)
