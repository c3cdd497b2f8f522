"""Figures for the back of a room."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widget import Widget

from nsk_tui.screens import theme
from nsk_tui.widgets.big_digits import (
    BLOCK,
    GLYPH_ROWS,
    BigDigits,
    Figure,
    Sign,
    drawn,
    stroke_cells,
    widths,
)
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
async def test_figures_are_ten_rows_high_on_a_projector(size: tuple[int, int]) -> None:
    """Read from the back of the room: at least eight rows, whatever the time says."""
    app = Wall(10)
    async with app.run_test(size=size) as pilot:
        for figures in ("12:40", "+02:10", "240:00", "+123:59"):
            app.digits.show(figures)
            await pilot.pause()
            shown = sight.lines(app)[:10]
            assert all(BLOCK in line for line in shown), figures
            assert max(map(len, shown)) <= size[0], figures


@pytest.mark.parametrize(("columns", "rows"), [(80, 5), (120, 10), (160, 10)])
async def test_time_that_is_over_is_said_by_a_sign_and_a_word(columns: int, rows: int) -> None:
    """No colour is needed to see that the time is up."""
    app = Wall(rows)
    async with app.run_test(size=(columns, 24)) as pilot:
        app.digits.show("+02:10", Sign("■ over", "over"))
        await pilot.pause()
        lowest = sight.lines(app)[rows - 1]
    assert lowest.endswith(f"{BLOCK} ■ over")


async def test_words_beside_the_figures_act_on_no_terminal() -> None:
    """A sign is shown as plain words, whatever stands in it."""
    app = Wall(5)
    async with app.run_test(size=(120, 24)) as pilot:
        app.digits.show("12:40", Sign("[bold]før\x1b[2J\u202eefter[/]"))
        await pilot.pause()
        shown = sight.text(app)
    assert "[bold]før" in shown
    assert "efter[/]" in shown
    assert not set("\x1b\u202e") & set(shown)


async def test_only_the_figure_that_changed_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second costs the terminal one figure, not the screen."""
    painted: list[str] = []
    refresh = Widget.refresh

    def note(widget: Widget, *regions: Region, **how: bool) -> Widget:
        painted.append(widget.figure if isinstance(widget, Figure) else type(widget).__name__)
        return refresh(widget, *regions, **how)

    app = Wall(5)
    async with app.run_test(size=(80, 24)) as pilot:
        app.digits.show("12:40")
        await pilot.pause()
        monkeypatch.setattr(Widget, "refresh", note)
        app.digits.show("12:40")
        app.digits.show("12:39")
        await pilot.pause()
        assert painted == ["3", "9"]


@given(FIGURES, st.integers(1, 200), st.integers(1, 30))
def test_figures_never_pass_the_edge(figures: str, width: int, height: int) -> None:
    """Whatever is said, in whatever window: as many rows as there are, none wider than there is room."""
    stroke = stroke_cells(figures, width, height)
    if stroke:
        assert sum(cells + gap for cells, gap in widths(figures, stroke)) <= width
    for figure, (cells, _gap) in zip(figures, widths(figures, stroke), strict=True):
        rows = drawn(figure, stroke, height)
        assert (len(rows), {len(row) for row in rows}) == (height, {cells})


@given(FIGURES, st.integers(0, 9))
def test_a_figure_stands_where_it_stood_when_another_changes(figures: str, stroke: int) -> None:
    """Digits are equally wide: nothing moves from second to second."""
    others = figures.translate(str.maketrans("0123456789", "1111111111"))
    assert list(widths(figures, stroke)) == list(widths(others, stroke))


def test_every_figure_looks_like_no_other() -> None:
    """Two times that differ are drawn differently."""
    assert len({drawn(figure, 3, GLYPH_ROWS) for figure in "0123456789:+"}) == 12


async def test_without_room_the_plain_figures_stand() -> None:
    """A window too low or too narrow for blocks still tells the time."""
    for size, rows in (((80, 24), 3), ((15, 24), 5)):
        app = Wall(rows)
        async with app.run_test(size=size) as pilot:
            app.digits.show("12:40")
            await pilot.pause()
            assert "12:40" in sight.text(app)
