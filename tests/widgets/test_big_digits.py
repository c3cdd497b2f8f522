"""Figures for the back of a room."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from nsk_tui.screens import theme
from nsk_tui.widgets.big_digits import BLOCK, GLYPH_ROWS, BigDigits, Sign, drawn, placed, stroke_cells
from tests.widgets import sight

FIGURES = st.text("0123456789:+", min_size=1, max_size=8)


class Wall(App[None]):
    """A wall with a clock."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows
        coloured: Any = self
        theme.choose(coloured, "dark")

    def compose(self) -> ComposeResult:
        yield BigDigits()

    def on_mount(self) -> None:
        self.digits.styles.height = self.rows

    @property
    def digits(self) -> BigDigits:
        return self.query_one(BigDigits)


async def test_figures_are_five_rows_high_on_a_small_terminal() -> None:
    """12:40 at 80x24, in strokes of three cells."""
    app = Wall(5)
    async with app.run_test(size=(80, 24)) as pilot:
        app.digits.show("12:40")
        await pilot.pause()
        shown = sight.lines(app)[:5]
    assert [line.strip() for line in shown] == [
        "███      █████████         ███   ███   █████████",
        "██████            ███   ███   ███   ███   ███   ███",
        "███      █████████         █████████   ███   ███",
        "███      ███         ███         ███   ███   ███",
        "█████████   █████████               ███   █████████",
    ]


@pytest.mark.parametrize("size", [(120, 40), (160, 45)])
@pytest.mark.parametrize("figures", ["12:40", "+02:10", "240:00", "+123:59"])
async def test_figures_are_ten_rows_high_on_a_projector(size: tuple[int, int], figures: str) -> None:
    """Read from the back of the room: at least eight rows, whatever the time says."""
    app = Wall(10)
    async with app.run_test(size=size) as pilot:
        app.digits.show(figures)
        await pilot.pause()
        shown = sight.lines(app)[:10]
    assert all(BLOCK in line for line in shown)
    assert max(map(len, shown)) <= size[0]


@pytest.mark.parametrize(("columns", "rows"), [(80, 5), (120, 10), (160, 10)])
async def test_time_that_is_over_is_said_by_a_sign_and_a_word(columns: int, rows: int) -> None:
    """No colour is needed to see that the time is up."""
    app = Wall(rows)
    async with app.run_test(size=(columns, 24)) as pilot:
        app.digits.show("+02:10", Sign("■ over", "over"))
        await pilot.pause()
        lowest = sight.lines(app)[rows - 1]
    assert lowest.endswith(f"{BLOCK} ■ over")


async def test_only_the_figure_that_changed_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second costs the terminal one figure, not the screen."""
    painted: list[tuple[Region, ...]] = []
    refresh = Widget.refresh

    def note(widget: Widget, *regions: Region, **how: bool) -> Widget:
        if isinstance(widget, BigDigits):
            painted.append(regions)
        return refresh(widget, *regions, **how)

    app = Wall(5)
    async with app.run_test(size=(80, 24)) as pilot:
        app.digits.show("12:40")
        await pilot.pause()
        monkeypatch.setattr(Widget, "refresh", note)
        app.digits.show("12:40")
        app.digits.show("12:39")
        await pilot.pause()
        shown = sight.text(app)
    last = placed("12:39", 80, 3)[-2:]
    assert painted == [tuple(Region(one.x, 0, one.cells, 5) for one in last)]
    assert shown.splitlines()[:5] == [row.rstrip() for row in drawn("12:39", 80, 5)]


@given(FIGURES, st.integers(1, 200), st.integers(1, 30))
def test_figures_never_pass_the_edge(figures: str, width: int, height: int) -> None:
    """Whatever is said, in whatever window: as many rows as there are, none wider."""
    rows = drawn(figures, width, height)
    assert len(rows) == height
    assert {len(row) for row in rows} == {width}


@given(FIGURES, st.integers(20, 200), st.integers(5, 30))
def test_a_figure_stands_where_it_stood_when_another_changes(figures: str, width: int, height: int) -> None:
    """Digits are equally wide: nothing moves from second to second."""
    stroke = stroke_cells(figures, width, height)
    if stroke == 0:
        return
    others = figures.translate(str.maketrans("0123456789", "1111111111"))
    before = [(one.x, one.cells) for one in placed(figures, width, stroke)]
    assert before == [(one.x, one.cells) for one in placed(others, width, stroke)]


@given(st.text("0123456789", min_size=1, max_size=4))
def test_every_digit_looks_like_no_other(digits: str) -> None:
    """Two times that differ are drawn differently."""
    other = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert drawn(digits, 80, GLYPH_ROWS) != drawn(other, 80, GLYPH_ROWS)


def test_without_room_the_plain_figures_stand() -> None:
    """A window too low or too narrow for blocks still tells the time."""
    assert [row.strip() for row in drawn("12:40", 20, 3)] == ["", "12:40", ""]
    assert "12:40" in "".join(drawn("12:40", 9, 5))
