"""The virtual table."""

import time
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region

from nsk_tui.rules.text import find_forbidden
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.rows import BLOCK_ROWS, BLOCKS_KEPT, Cell, Column, RowCache, fit
from tests.widgets import sight

FIRST_SIGHT_SECONDS_MAX = 0.3


def columns() -> list[Column[str]]:
    """Three columns, of which one takes the rest and one needs a wide table."""
    return [
        Column("Kode", 14, lambda row: Cell(row)),
        Column("Bekymring", 0, lambda _row: Cell("kontrol", "red")),
        Column("Min.", 4, lambda _row: Cell("15"), from_width=100),
    ]


STEPS = {
    "up": "up",
    "down": "down",
    "pageup": "page_up",
    "pagedown": "page_down",
    "home": "first",
    "end": "last",
}


class Table(App[None]):
    """A table of numbered rows that are fetched the moment they are asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"step('{step}')") for key, step in STEPS.items()),
        Binding("enter", "open"),
    ]

    def __init__(self, count: int, answers: bool = True, prefix: str = "række") -> None:
        super().__init__()
        self.count, self.answers, self.prefix = count, answers, prefix
        self.asked: list[tuple[int, int]] = []
        self.opened: list[str | None] = []

    @property
    def grid(self) -> Grid[str]:
        return self.query_one(Grid)

    def compose(self) -> ComposeResult:
        yield Grid(columns())

    def on_mount(self) -> None:
        self.grid.show_rows(self.count)
        self.grid.focus()

    def on_grid_rows_wanted(self, message: Grid.RowsWanted) -> None:
        self.asked.append((message.first, message.count))
        if self.answers:
            self.answer(message.turn, message.first, message.count)

    def on_grid_opened(self, message: Grid.Opened) -> None:
        self.opened.append(message.grid.row_at_cursor)

    def action_step(self, step: str) -> None:
        self.grid.move(step)

    def action_open(self) -> None:
        self.grid.open()

    def answer(self, turn: int, first: int, count: int) -> None:
        self.grid.put_rows(turn, first, [f"{self.prefix} {n}" for n in range(first, first + count)])


def cursor_line(app: App[Any]) -> str:
    """Return the line that carries the cursor."""
    return next(line for line in sight.lines(app) if line.startswith(" ▸ "))


async def test_a_hundred_thousand_rows_are_there_at_once() -> None:
    """A list's size costs nothing: only the blocks in sight are fetched."""
    app = Table(100_000)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        began = time.perf_counter()
        app.grid.show_rows(100_000)
        await pilot.pause()
        assert time.perf_counter() - began < FIRST_SIGHT_SECONDS_MAX
        assert set(app.asked) == {(0, BLOCK_ROWS)}
        assert cursor_line(app).startswith(" ▸ række 0")


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (("down", "down", "down", "up", "up"), 1),
        (("end",), 99_999),
        (("end", "home"), 0),
        (("end", "up"), 99_998),
        (("up",), 0),
        (("end", "down"), 99_999),
        (("pagedown", "pagedown", "pageup"), 21),
    ],
)
async def test_the_cursor_goes_where_the_keys_say(keys: tuple[str, ...], row: int) -> None:
    """One row, one page, the first, the last; never past an end."""
    app = Table(100_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert app.grid.cursor == row
        assert cursor_line(app).startswith(f" ▸ række {row} ")


async def test_a_page_turns_and_keeps_two_rows_in_sight() -> None:
    """One step past the last row shows a new page, not a page shifted by one row."""
    app = Table(1_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["down"] * 22)
        assert sight.lines(app)[1].split()[:2] == ["række", "0"]
        await pilot.press("down")
        assert [line.split()[-2] for line in sight.lines(app)[1:4]] == ["21", "22", "23"]


async def test_a_step_paints_two_rows_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key on a slow line may cost two rows, not a screen."""
    app = Table(1_000)
    async with app.run_test(size=(120, 40)) as pilot:
        painted: list[Region] = []
        grid = app.grid
        refresh = grid.refresh

        def note(*regions: Region, **how: bool) -> Grid[str]:
            painted.extend(regions or (grid.size.region,))
            return refresh(*regions, **how)

        monkeypatch.setattr(grid, "refresh", note)
        await pilot.press("down")
        assert sorted(region.y for region in painted) == [1, 2]
        assert {region.height for region in painted} == {1}


async def test_rows_that_are_not_there_yet_show_a_waiting_mark() -> None:
    """The table never waits for rows: it says which are missing and goes on."""
    app = Table(1_000, answers=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down")
        assert sight.lines(app)[2] == " ▸ …"
        await pilot.press("enter")
        assert app.opened == []
        app.answer(app.grid.rows.turn, 0, 100)
        await pilot.pause()
        assert cursor_line(app).startswith(" ▸ række 1")


async def test_rows_of_an_earlier_list_are_let_go() -> None:
    """A late answer for another filter never stands among the rows of this one."""
    app = Table(1_000, answers=False)
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.grid.rows.turn
        app.grid.show_rows(500)
        app.answer(before, 0, 100)
        await pilot.pause()
        assert app.grid.row_at_cursor is None


async def test_enter_opens_the_row_under_the_cursor() -> None:
    """Enter goes in."""
    app = Table(1_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "enter")
        assert app.opened == ["række 2"]


async def test_a_column_comes_when_there_is_room() -> None:
    """The remembered columns join from 100 columns on, and leave below."""
    app = Table(10)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Min." not in sight.lines(app)[0]
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert sight.lines(app)[0].endswith("Min.")
        assert len({cell_len(line) for line in sight.lines(app)[2:11]}) == 1


async def test_an_empty_table_has_no_row_to_open() -> None:
    """No row, no cursor, no fault."""
    app = Table(0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "end", "enter", "pageup")
        assert app.grid.row_at_cursor is None
        assert app.opened == []


async def test_what_people_wrote_stays_text_in_a_table() -> None:
    """No markup is read, and no control character reaches the terminal."""
    app = Table(3, prefix="[bold]\x1b]52;c;AAAA\x07[/]\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = sight.text(app)
        assert "[bold]" in shown
        assert not [found for found in find_forbidden(shown) if found.code_point != 10]
        assert len(sight.lines(app)) == 24


async def test_a_larger_window_asks_for_the_rows_it_shows() -> None:
    """After a change of size the cursor is in sight, and no row stays missing."""
    app = Table(1_000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        await pilot.resize_terminal(120, 150)
        await pilot.pause()
        assert cursor_line(app).startswith(" ▸ række 999")
        assert not [line for line in sight.lines(app) if line.endswith("…")]


@given(st.text(max_size=60), st.integers(1, 40))
def test_a_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    """A cell never pushes its neighbours and never breaks the line."""
    fitted = fit(text, width)
    assert cell_len(fitted) == width
    assert "\n" not in fitted


def visits() -> Iterator[int]:
    """Return the first row of each block of a long walk."""
    yield from range(0, (BLOCKS_KEPT + 5) * BLOCK_ROWS, BLOCK_ROWS)


def test_the_cache_forgets_what_was_seen_longest_ago() -> None:
    """A walk through a long list holds a bounded number of rows."""
    cache: RowCache[int] = RowCache()
    cache.reset(1_000_000)
    for first in visits():
        assert cache.missing(first, first) == [(first, BLOCK_ROWS)]
        cache.put(first, range(first, first + BLOCK_ROWS))
    assert cache.row(0) is None
    assert cache.row(BLOCKS_KEPT * BLOCK_ROWS) == BLOCKS_KEPT * BLOCK_ROWS
    assert cache.missing(0, 0) == [(0, BLOCK_ROWS)]


def test_a_block_is_asked_for_once_until_it_fails() -> None:
    """No block is fetched twice at the same time, and none is lost for good."""
    cache: RowCache[int] = RowCache()
    cache.reset(250)
    assert cache.missing(90, 110) == [(0, 100), (100, 100)]
    assert cache.missing(90, 260) == [(200, 50)]
    cache.give_up(200)
    assert cache.missing(200, 210) == [(200, 50)]


async def test_a_table_without_titles_begins_with_its_rows() -> None:
    """Where the columns explain themselves no line is spent on titles."""
    app = Table(10)
    async with app.run_test(size=(80, 24)) as pilot:
        grid: Grid[str] = Grid(columns(), id="bare", titled=False)
        await app.mount(grid)
        grid.show_rows(2, 1, [(0, ["en", "to"])])
        await pilot.pause()
        top = grid.region.y
        assert [line.split()[:2] for line in sight.lines(app)[top : top + 2]] == [
            ["en", "kontrol"],
            ["▸", "to"],
        ]


async def test_what_a_search_found_is_underlined() -> None:
    """The hit is seen without colour."""
    app = Table(1)
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.columns = (Column("Sted", 0, lambda _row: Cell("hun er ude", hit=(4, 6))),)
        app.grid.refresh()
        await pilot.pause()
        marked = [
            segment.text for segment in app.grid.render_line(1) if segment.style and segment.style.underline
        ]
        assert marked == ["er"]
