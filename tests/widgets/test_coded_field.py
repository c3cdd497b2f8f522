"""The field that is answered with a digit."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult

from nsk_tui.rules.text import find_forbidden
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.options import Option, folded, in_columns, matching, numbered
from tests.widgets import sight

DEPARTMENTS = (
    "Skoler", "Jobcenter", "Familie", "Dagtilbud", "Sundhed", "PPR", "Ungeindsats", "Voksne",
    "Ældre", "Borgerservice", "Kultur", "Beskæftigelse",
)  # fmt: skip
CONCERNS = ("kontrol", "trusler", "overvågning", "udlandsrejse", "tvang", "økonomi", "vold", "isolation")
LEVELS = (Option("1", "yellow", "● gul"), Option("2", "orange", "▲ orange"), Option("3", "red", "■ rød"))


class Form(App[None]):
    """A form of three fields."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.left: list[int] = []
        self.typed_on: list[str] = []
        self.changed: list[tuple[str | None, tuple[str, ...]]] = []

    def compose(self) -> ComposeResult:
        yield CodedFields(
            [
                CodedField("department", "Afdeling", numbered(DEPARTMENTS), own_words=True),
                CodedField("concerns", "Bekymring", numbered(CONCERNS), many=True),
                CodedField("level", "Niveau", LEVELS),
            ]
        )

    @property
    def fields(self) -> CodedFields:
        return self.query_one(CodedFields)

    def field(self, name: str) -> CodedField:
        return self.query_one(f"#{name}", CodedField)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        self.left.append(message.step)

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        self.typed_on.append(message.sign)

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        self.changed.append((message.field.id, message.field.value))

    def on_coded_field_told(self, message: CodedField.Told) -> None:
        self.told.append(message.sentence)


async def answered(*keys: str, start: str = "department") -> tuple[Form, dict[str, tuple[str, ...]], str]:
    """Return the form, its values and where the cursor stands after some keys."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.fields.go_to(start)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        values = {name: field.value for name, field in form.fields.fields.items()}
        return form, values, form.fields.here


async def test_a_digit_chooses_and_goes_on() -> None:
    """One key answers a field with one answer."""
    _form, values, place = await answered("1", start="department")
    assert (values["department"], place) == (("Skoler",), "concerns")


async def test_ticks_stay_until_enter() -> None:
    """Several answers: digits tick and untick, Enter goes on; the order is that of the list."""
    _form, values, place = await answered("3", "1", "2", "2", start="concerns")
    assert (values["concerns"], place) == (("kontrol", "overvågning"), "concerns")
    _form, values, place = await answered("1", "enter", start="concerns")
    assert place == "level"


async def test_space_goes_through_the_values_and_backspace_empties() -> None:
    """Space changes and stays; Backspace clears."""
    _form, values, place = await answered("space", "space", start="level")
    assert (values["level"], place) == (("orange",), "level")
    _form, values, _place = await answered("space", "space", "backspace", start="level")
    assert values["level"] == ()


async def test_space_ticks_where_the_cursor_stands() -> None:
    """Without digits: right and left move, Space ticks."""
    _form, values, _place = await answered("right", "right", "space", "left", "space", start="concerns")
    assert values["concerns"] == ("trusler", "overvågning")


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("s", "u", "n", "enter"), "Sundhed"),
        (("b", "e", "s", "enter"), "Beskæftigelse"),
        (("a", "e", "l", "enter"), "Ældre"),
        (("k", "2"), "Skoler"),
        (("s", "k", "backspace", "backspace", "1"), "Skoler"),
        (("b", "u", "p", "enter"), "bup"),
        (("s", "k", "0"), "sk"),
    ],
)
async def test_typing_finds_a_department(keys: tuple[str, ...], value: str) -> None:
    """Among many values letters search, digits choose what is left, own words stand last."""
    _form, values, place = await answered(*keys)
    assert (values["department"], place) == ((value,), "concerns")


async def test_a_letter_where_digits_choose_says_so() -> None:
    """No letter does anything else by chance: q and a are no commands in a field."""
    form, values, place = await answered("q", "a", "9", start="level")
    assert (values["level"], place, len(form.told)) == ((), "level", 3)


async def test_the_active_field_shows_its_values_with_digits() -> None:
    """Options below the field where one is; the others wait in grey, answered ones say their value."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.fields.focus()
        await pilot.press("1", "1", "enter")
        await pilot.pause()
        shown = sight.lines(form)
        assert shown[0] == "   Afdeling    Skoler"
        assert shown[1] == "   Bekymring   kontrol"
        assert shown[2] == " ▸ Niveau      1 ● gul  2 ▲ orange  3 ■ rød"
        await pilot.press("up")
        await pilot.pause()
        assert "1 [x] kontrol" in sight.text(form)
        await pilot.press("down", "space")
        await pilot.pause()
        assert "▸1 ● gul◂" in sight.text(form)


async def test_a_value_put_by_the_program_tells_nobody() -> None:
    """A draft that is restored is no change by its writer."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.field("level").put(["red"])
        await pilot.pause()
        assert form.field("level").code == "red"
        assert form.changed == []


async def test_words_of_ones_own_are_text_and_nothing_else() -> None:
    """Markup is shown as it was typed; what acts on a terminal is left out."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.fields.focus()
        await pilot.pause()
        form.fields.post_message(events.Paste("[red]x\x1b[2J\u202e[/]"))
        await pilot.press("enter")
        await pilot.pause()
        assert form.field("department").value == ("[red]x[2J[/]",)
        assert "[red]x[2J[/]" in sight.lines(form)[0]
        assert find_forbidden(sight.text(form)) == ()


async def test_no_more_is_typed_than_can_be_stored() -> None:
    """A short text has a limit, and says so."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.fields.focus()
        await pilot.pause()
        form.fields.post_message(events.Paste("x" * 500))
        await pilot.pause()
        assert form.field("department").typed == ""
        assert len(form.told) == 1


@given(st.lists(st.text("abcæøå ", min_size=1, max_size=25), min_size=1, max_size=14), st.integers(20, 120))
def test_options_in_columns_never_pass_the_edge(labels: Sequence[str], width: int) -> None:
    """Whatever the words and the width, no line is longer than its room."""
    for line in in_columns(numbered(labels), (), width, None, ticks=True):
        assert cell_len(line.plain) <= width


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text: str) -> None:
    """What is compared is stable."""
    assert folded(folded(text)) == folded(text)


def test_values_that_begin_with_what_was_typed_come_first() -> None:
    """The nearest value has the digit 1."""
    assert [option.label for option in matching(numbered(DEPARTMENTS), "be")] == ["Beskæftigelse"]
    assert [(o.key, o.label) for o in matching(numbered(DEPARTMENTS), "u")][:2] == [
        ("1", "Ungeindsats"),
        ("2", "Dagtilbud"),
    ]


async def test_a_burst_of_keys_reaches_one_field_after_the_other() -> None:
    """Over a slow line keys come together: each still answers the field it was meant for."""
    form = Form()
    async with form.run_test(size=(80, 24)) as pilot:
        form.fields.focus()
        await pilot.pause()
        for key in ("2", "3", "1", "enter", "3", "x", "y"):
            form.fields.post_message(events.Key(key, "\r" if key == "enter" else key))
        await pilot.pause()
        assert [field.value for field in form.fields.fields.values()] == [
            ("Jobcenter",),
            ("kontrol", "overvågning"),
            ("red",),
        ]
        assert (form.left, form.typed_on) == ([1], ["x", "y"])


async def test_up_from_the_first_field_stays_in_the_form() -> None:
    """The first field has none before it."""
    form, _values, place = await answered("up", "up")
    assert (form.left, place) == ([-1, -1], "department")
