"""A note that one person stores must never act on another person's terminal."""

import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from nsk_tui import widgets
from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.finding_list import FindingList, ListedFinding
from nsk_tui.widgets.frame import FrameLine, KeyLine, TabLine
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.widgets.lines import Lines, line
from nsk_tui.widgets.page import Block, Page
from nsk_tui.widgets.safe_text import _UNSAFE, PlainGlyphs, SafeText, safe, shown
from nsk_tui.widgets.text_box import TextBox

PAYLOADS = {
    "escape": "før\x1b[2Jefter",
    "clipboard": "før\x1b]52;c;eA==\x07efter",
    "c1": "før\x9b31mefter",
    "bell": "før\x07efter",
    "return": "før\refter",
    "override": "før\u202eefter",
    "isolate": "før\u2066efter",
    "mark": "før\u200fefter",
    "bom": "før\ufeffefter",
    "tag": "før\U000e0041efter",
    "delete": "før\x7fefter",
}
ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
BLACK = Color.parse("black")
SHORT = 14
"""As much of a word as the narrowest column shows."""


class OneWidget(App[None]):
    """Shows one widget, behind the filter."""

    CSS = "* { width: 60; } Lines, TextArea { height: 4; }"

    def __init__(self, maker: Callable[[str], Widget], text: str) -> None:
        super().__init__()
        self.maker, self.text = maker, text

    def compose(self) -> ComposeResult:
        """Show it."""
        yield self.maker(self.text)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the roles that our themes give."""
        names = ("rule", "faint", "red-level", "orange-level", "yellow-level", "cursor-background")
        more = ("cursor-foreground", "field-background", "field-focused")
        return {**dict.fromkeys((*names, *more), "#888888"), "cursor-style": "bold"}

    def get_line_filters(self) -> list[LineFilter]:
        """Return the filter alone."""
        return [SafeText()]


def saying(widget_class: type[FrameLine]) -> Callable[[str], Widget]:
    """Return a maker of a line of the frame that says a text."""

    def make(text: str) -> Widget:
        made = widget_class("x") if widget_class is FrameLine else widget_class()  # type: ignore[call-arg]
        if isinstance(made, TabLine):
            made.show((("1", text),), "1")
        elif isinstance(made, KeyLine):
            made.show((("F9", text),))
        else:
            made.say(text)
        return made

    return make


def listed(text: str) -> Widget:
    """Return lines that say a text."""
    made = Lines()
    made.lines = (line(text, "bold"), line(text))
    return made


def read(text: str) -> Widget:
    """Return a page whose one block says a text everywhere."""
    made = Page()
    made.blocks = (Block(text, text, (text,)),)
    return made


def found(text: str) -> Widget:
    """Return a list of one finding, whose place and word are a text."""
    made = FindingList()
    finding = Finding(0, len(text), Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    made.listed, made.unwritten = (ListedFinding(text[:4], text, finding),), False
    return made


MAKERS: dict[str, Callable[[str], Widget]] = {
    "static": lambda text: Static(Content(text)),
    "static_plain": lambda text: Static(text, markup=False),
    "text_block": TextBlock,
    "dialog_title": lambda text: DialogBox(text, TextBlock(text)),
    "message_line": saying(FrameLine),
    "tab_line": saying(TabLine),
    "footer": saying(KeyLine),
    "lines": listed,
    "page": read,
    "finding_list": found,
    "text_box": lambda text: TextBox(text),
    "input": lambda text: Input(text),
    "line_field": lambda text: LineField("x", text, text, remark=text),
    "text_area": lambda text: TextArea(text),
}


ELSEWHERE = frozenset(
    {
        "Beside",
        "BigDigits",
        "CodedField",
        "CodedFields",
        "Figure",
        "Grid",
        "GuardedText",
        "GuardedTexts",
        "LineInput",
        "LineText",
        "PartText",
        "Row",
        "WordedPart",
        "WordedParts",
    }
)
"""Widgets that need more than a text: each is tried with hostile words in a test file of its own."""


DRAWN_BY_HEIRS = {"CheckedTogether"}
"""Widgets that show nothing themselves: those that inherit from them are tried."""


async def test_every_widget_of_ours_is_tried() -> None:
    """A new one must be added here, or be tried in its own file and named above."""
    modules = [import_module(f"nsk_tui.widgets.{one.name}") for one in iter_modules(widgets.__path__)]
    ours = {
        name
        for module in modules
        for name, kind in vars(module).items()
        if isinstance(kind, type) and issubclass(kind, Widget) and kind.__module__ == module.__name__
    }
    async with OneWidget(TextBlock, "x").run_test():
        tried = {type(maker("x")).__name__ for maker in MAKERS.values()}
    assert ours == tried & ours | ELSEWHERE | DRAWN_BY_HEIRS


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS.keys())
async def test_no_widget_lets_a_payload_through(maker: Callable[[str], Widget], payload: str) -> None:
    """Whatever shows a person's text: nothing of it acts, and the words stay."""
    app = OneWidget(maker, payload)
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips(Size(70, 8))
        text = "".join(segment.text for strip in strips for segment in strip if not segment.control)
        assert not ACTS.search(text)
        assert "før" in text


@pytest.mark.parametrize("text", ["[/]", "[$error]x", "[bold]x[/bold]", "[@click=app.quit]x[/]", "[/x"])
@pytest.mark.parametrize("maker", MAKERS.values(), ids=MAKERS.keys())
async def test_brackets_are_words_and_never_markup(maker: Callable[[str], Widget], text: str) -> None:
    """A note with brackets neither vanishes nor becomes a link nor ends the program."""
    app = OneWidget(maker, f"a{text}")
    async with app.run_test(size=(70, 8)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips(Size(70, 8))
        assert f"a{text}"[:SHORT] in "".join(segment.text for strip in strips for segment in strip)


@given(st.text())
def test_what_is_safe_keeps_its_width(text: str) -> None:
    """A filter that changed the width would tear every line to its right."""
    segments = [Segment(text)]
    kept = SafeText().apply(segments, BLACK)
    assert sum(cell_len(one.text) for one in kept) == cell_len(text) or "\u200d" in text or "\ufe0f" in text
    assert not ACTS.search("".join(one.text for one in kept))


@given(st.text())
def test_safe_twice_is_safe_once(text: str) -> None:
    """Filtering what was filtered changes nothing."""
    assert safe(safe(text)) == safe(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_letters_of_every_script_stay(text: str) -> None:
    """Right-to-left scripts and emoji are words like others."""
    assert safe(text) == text


def test_line_ends_stay_where_lines_are_shown() -> None:
    """Only what acts is taken away."""
    assert shown("en\nto\x1b[2J").plain == "en\nto[2J"


def test_control_segments_of_our_own_pass() -> None:
    """The program itself may still move the cursor."""
    own = Segment("\x1b[2J", None, [(1,)])  # type: ignore[list-item]
    assert SafeText().apply([own], BLACK) == [own]


@given(st.text(alphabet="●▲■▸◂─│┌┐└┘═·…▏█x "))
def test_plain_glyphs_are_ascii_and_as_wide(text: str) -> None:
    """One narrow glyph for one glyph."""
    (swapped,) = PlainGlyphs().apply([Segment(text)], BLACK)
    assert swapped.text.isascii()
    assert len(swapped.text) == len(text)


async def test_a_paste_is_cleaned_before_it_is_in_the_line() -> None:
    """The value itself is clean, not only what is drawn."""
    app = OneWidget(lambda text: LineField("x", "Navn", text), "")
    async with app.run_test() as pilot:
        await pilot.pause()
        app.query_one(LineInput).insert_text_at_cursor("a\x1b]52;c;eA==\x07b\nc")
        assert app.query_one(LineField).value == "a]52;c;eA==b c"


def test_every_unsafe_character_is_unprintable() -> None:
    """The filter asks for that first: it must let nothing unsafe through."""
    unsafe = [chr(code) for code in range(0x110000) if _UNSAFE.match(chr(code))]
    assert len(unsafe) > 100
    assert [character for character in unsafe if character.isprintable()] == []
