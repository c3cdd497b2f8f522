"""The text box that marks what could tell who a person is."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.widgets.guarded_text import INLINE_MS_MAX, PAUSE_SECONDS, GuardedText
from nsk_tui.widgets.marks import carried, line_starts, marks_by_line
from nsk_tui.widgets.text_box import TextBox
from tests.widgets import sight

PATIENCE_SECONDS = 3.0


def names_and_classes(text: str) -> tuple[Finding, ...]:
    """Find the name Sofie (strong), a telephone number (strong) and the class 8.b (weak)."""
    found = []
    for match in re.finditer(r"Sofie|8\.b|\d\d( \d\d){3}", text):
        weak = match[0] == "8.b"
        label = Label.PHONE if match[0][0].isdigit() and not weak else Label.NAME
        strength = Strength.WEAK if weak else Strength.STRONG
        found.append(Finding(match.start(), match.end(), label, strength, Reason.FIRST_NAME_LIST))
    return tuple(found)


class Page(App[None]):
    """A page with one text box."""

    def __init__(self, text: str = "", slow_seconds: float = 0.0) -> None:
        super().__init__()
        self.first_text, self.slow_seconds = text, slow_seconds
        self.told: list[str] = []
        self.clipboard_texts: list[str] = []

    @property
    def box(self) -> GuardedText:
        return self.query_one(GuardedText)

    def check(self, text: str) -> tuple[Finding, ...]:
        time.sleep(self.slow_seconds)
        return names_and_classes(text)

    def compose(self) -> ComposeResult:
        yield GuardedText(self.check, self.first_text)

    def on_mount(self) -> None:
        self.box.focus()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        self.told.append(message.sentence)

    def copy_to_clipboard(self, text: str) -> None:
        self.clipboard_texts.append(text)


async def write(pilot: Pilot[None], text: str) -> None:
    """Type a text, key by key."""
    keys = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma"}
    await pilot.press(*(keys.get(character, character) for character in text))


async def until_checked(app: Page, pilot: Pilot[None], count: int) -> None:
    """Wait until the box shows this many findings."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while len(app.box.findings) != count and time.monotonic() < patience:
        await pilot.pause(0.02)
    assert len(app.box.findings) == count
    await pilot.pause()


def style_of(app: Page, word: str) -> Style:
    """Return the style in which a word is drawn."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            if segment.text.strip() == word:
                return segment.style or Style()
    raise AssertionError(f"{word} does not stand by itself on the screen")


async def test_a_finding_is_underlined_and_named_in_the_gutter() -> None:
    """Strong: ! and bold; weak: ? and no bold; neither by colour alone."""
    app = Page()
    async with app.run_test(size=(60, 12)) as pilot:
        await write(pilot, "at Sofie \nog 8.b \nog mere")
        await until_checked(app, pilot, 2)
        assert [line[:4] for line in sight.lines(app)[:3]] == ["! at", "? og", "  og"]
        strong, weak = style_of(app, "Sofie"), style_of(app, "8.b")
        assert (strong.underline, strong.bold) == (True, True)
        assert (weak.underline, bool(weak.bold)) == (True, False)


async def test_a_mark_waits_for_a_pause_and_leaves_the_text_where_it_is() -> None:
    """The check runs when nobody types, and moves neither text nor cursor."""
    app = Page()
    async with app.run_test(size=(60, 12)) as pilot:
        await write(pilot, "at Sofie")
        assert app.box.findings == ()
        before = (sight.lines(app)[0], app.box.cursor_location)
        await until_checked(app, pilot, 1)
        assert (sight.lines(app)[0].replace("!", " "), app.box.cursor_location) == before


async def test_marks_stay_on_their_words_while_somebody_types() -> None:
    """Words that were inserted before a finding do not shift its mark onto others."""
    app = Page("Sofie ringer")
    async with app.run_test(size=(60, 12)) as pilot:
        await until_checked(app, pilot, 1)
        await write(pilot, "og ")
        assert [(f.start, f.end) for f in app.box.findings] == [(3, 8)]
        await pilot.press("end")
        assert style_of(app, "Sofie").underline


async def test_a_slow_check_does_not_hold_up_the_keys() -> None:
    """A check slower than 5 ms runs beside the typing, and an overtaken answer is let go."""
    app = Page("Sofie", slow_seconds=0.4)
    async with app.run_test(size=(60, 12)) as pilot:
        began = time.monotonic()
        await pilot.press("end", "s")
        assert time.monotonic() - began < 0.4
        assert app.box.text == "Sofies"
        await until_checked(app, pilot, 1)
        assert app.box._check_ms > INLINE_MS_MAX


async def test_a_wrapped_line_has_its_glyph_where_the_finding_stands() -> None:
    """The glyph helps to find the word, also in a long paragraph."""
    app = Page("en lang linje som brydes flere gange før Sofie nævnes")
    async with app.run_test(size=(24, 12)) as pilot:
        await until_checked(app, pilot, 1)
        shown = sight.lines(app)
        assert [line[0] for line in shown[:3]] == [" ", " ", "!"]
        assert "Sofie" in shown[2]
        assert app.box.line_of(app.box.findings[0]) == 3


async def test_a_replaced_number_cannot_be_brought_back() -> None:
    """Neither undo nor paste holds what was removed from the text."""
    app = Page("Ring 12 34 56 78 nu")
    async with app.run_test(size=(60, 12)) as pilot:
        await until_checked(app, pilot, 1)
        await pilot.press("end", "x", "shift+home", "ctrl+x", "ctrl+v")
        await until_checked(app, pilot, 1)
        app.box.replace_finding(app.box.findings[0], "")
        assert app.box.text == "Ring nux"
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+y", "ctrl+v")
        assert app.box.text == "Ring nux"
        assert app.box.history.undo_stack == []


async def test_a_replacement_leaves_cursor_and_sight_in_place() -> None:
    """The text never jumps."""
    app = Page("\n".join(f"linje {n}" for n in range(40)) + "\nSofie kom\nslut")
    async with app.run_test(size=(60, 12)) as pilot:
        await until_checked(app, pilot, 1)
        app.box.move_cursor((40, 2))
        await pilot.pause()
        scrolled = app.box.scroll_offset
        app.box.replace_finding(app.box.findings[0], "en ung")
        await pilot.pause()
        assert app.box.text.splitlines()[40] == "En ung kom"
        assert app.box.scroll_offset == scrolled
        assert app.box.cursor_location == (40, 2)


async def test_a_paste_drops_what_acts_on_a_terminal_and_says_so() -> None:
    """Escape sequences and direction marks never enter the text."""
    app = Page()
    async with app.run_test(size=(60, 12)) as pilot:
        app.box.post_message(events.Paste("a\x1b[31mb\u202ec\u00add"))
        await pilot.pause()
        assert app.box.text == "a[31mbcd"
        assert len(app.told) == 1
        assert "2" in app.told[0]


async def test_a_key_that_acts_unseen_is_refused_and_says_so() -> None:
    """A direction mark from a keyboard is no text."""
    app = Page()
    async with app.run_test(size=(60, 12)) as pilot:
        app.box.post_message(events.Key("right_to_left_override", "\u202e"))
        await pilot.press("a", "escape", "tab")
        assert app.box.text == "a"
        assert len(app.told) == 1


async def test_a_megabyte_is_cut_to_what_there_is_room_for() -> None:
    """What was kept is said, and nothing before the paste is lost."""
    app = Page("Først. ")
    async with app.run_test(size=(60, 12)) as pilot:
        app.box.move_cursor(app.box.document.end)
        app.box.post_message(events.Paste("ord\n" * 250_000))
        await pilot.pause()
        assert len(app.box.text) == TEXT_CHARACTERS_MAX
        assert app.box.text.startswith("Først. ord\n")
        assert "99.993" in app.told[0]
        await pilot.press("x")
        assert len(app.box.text) == TEXT_CHARACTERS_MAX
        assert "100.000" in app.told[1]


@pytest.mark.parametrize("keys", [("ctrl+c",), ("ctrl+x",), ("ctrl+v",), ("f6",), ("f7",)])
async def test_no_text_leaves_for_a_clipboard(keys: tuple[str, ...]) -> None:
    """A clipboard is read by other programs and, over SSH, by another machine."""
    app = Page("Sofie")
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("home", "shift+end", *keys)
        assert app.clipboard_texts == []


async def test_what_was_cut_can_be_put_back_in_the_box() -> None:
    """Moving a sentence needs no clipboard."""
    app = Page("to en")
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("home", "shift+right", "shift+right", "shift+right", "ctrl+x", "end", "ctrl+v")
        assert app.box.text == "ento "


async def test_a_letter_redraws_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter on a slow line may cost a line, not a box."""
    app = Page("en\nto\ntre\nfire")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(PAUSE_SECONDS + 0.1)
        painted: list[Region] = []
        redraw = app.box._set_dirty

        def note(*regions: Region) -> None:
            painted.extend(regions or (app.box.size.region,))
            redraw(*regions)

        monkeypatch.setattr(app.box, "_set_dirty", note)
        await pilot.press("a")
        assert {(region.y, region.height) for region in painted} == {(0, 1)}


async def test_the_next_finding_is_one_key_away_and_comes_round_again() -> None:
    """From the last finding the way leads to the first."""
    app = Page("Sofie og 8.b")
    async with app.run_test(size=(60, 12)) as pilot:
        await until_checked(app, pilot, 2)
        columns = []
        for _step in range(3):
            app.box.go_to_next_finding()
            columns.append(app.box.cursor_location[1])
        assert columns == [9, 0, 9]


texts = st.text(alphabet="ab \n", max_size=40)


@given(texts, texts, texts, texts)
def test_a_finding_outside_an_edit_keeps_its_word(head: str, old: str, new: str, tail: str) -> None:
    """What stands before and after an edit is still the same word where the mark is put."""
    before, after = head + "Sofie" + old + "8.b" + tail, head + "Sofie" + new + "8.b" + tail
    findings = names_and_classes(before)
    moved = carried(findings, before, after)
    words = [before[f.start : f.end] for f in findings]
    assert [after[f.start : f.end] for f in moved] == words


@given(texts, texts)
def test_every_mark_lies_on_its_line(head: str, tail: str) -> None:
    """Marks never point past a line, whatever the text."""
    text = head + "Sofie" + tail
    lines = text.split("\n")
    for line, marks in marks_by_line(names_and_classes(text), line_starts(text)).items():
        assert [lines[line][mark.start : mark.end] for mark in marks] == ["Sofie"]


def test_a_finding_over_a_line_end_is_marked_on_both_lines() -> None:
    """An address on two lines is one finding and two marks."""
    found = Finding(3, 8, Label.ADDRESS, Strength.STRONG, Reason.STREET)
    marks = marks_by_line([found], line_starts("på Vej\n12 her"))
    assert {line: [(m.start, m.end) for m in of_line] for line, of_line in marks.items()} == {
        0: [(3, 6)],
        1: [(0, 1)],
    }
