"""What looks the same is not drawn again: a screen that fetches when others save must not flicker."""

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from nsk_tui.screens import theme
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.lines import Lines, line
from nsk_tui.widgets.page import Block, Page
from nsk_tui.widgets.rows import BLOCK_ROWS, Cell, Column, RowCache
from tests.widgets import sight

ROWS = [f"række {number}" for number in range(BLOCK_ROWS * 2)]


class Parts(App[None]):
    """One of each widget that a screen fills again."""

    CSS = "Grid { height: 8; } Page { height: 6; } Lines { height: 4; } TextBlock { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        coloured: Any = self
        theme.choose(coloured, "dark")

    def compose(self) -> ComposeResult:
        yield TextBlock("hej")
        yield Lines()
        yield Page()
        yield Grid([Column("Kode", 20, lambda row: Cell(str(row)))])


def fill(app: App[Any], word: str = "ens") -> None:
    """Show the same everywhere; only the third row and one line carry the word."""
    rows = [*ROWS[:2], word, *ROWS[3:BLOCK_ROWS]]
    app.query_one(TextBlock).show(Content.styled(word, "bold"))
    app.query_one(Lines).show([line("en"), line(word)], 0)
    app.query_one(Page).show([Block("1.", "gul", (word,))], 0)
    app.query_one(Grid).show_rows(len(rows), 1, ((0, rows),))


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Region | None]]:
    """Return what is asked to be drawn from now on: which widget, and which part; None is all of it."""
    found: list[tuple[str, Region | None]] = []
    refresh = Widget.refresh

    def note(widget: Widget, *regions: Region, **how: bool) -> Widget:
        found.extend((type(widget).__name__, region) for region in regions or (None,))
        return refresh(widget, *regions, **how)

    monkeypatch.setattr(Widget, "refresh", note)
    return found


async def test_the_same_again_paints_nothing(painted: list[tuple[str, Region | None]]) -> None:
    """Another member's save that changes nothing here costs no byte."""
    app = Parts()
    async with app.run_test(size=(80, 30)) as pilot:
        fill(app)
        await pilot.pause()
        painted.clear()
        fill(app)
        await pilot.pause()
        assert painted == []


async def test_another_word_paints_only_where_it_stands(painted: list[tuple[str, Region | None]]) -> None:
    """One line of the list, one row of the table."""
    app = Parts()
    async with app.run_test(size=(80, 30)) as pilot:
        fill(app)
        await pilot.pause()
        painted.clear()
        fill(app, "nyt")
        await pilot.pause()
        assert ("Lines", Region(0, 1, 80, 1)) in painted
        assert ("Grid", Region(0, 3, 80, 1)) in painted
        assert {part for name, part in painted if name in ("Lines", "Grid")} == {
            Region(0, 1, 80, 1),
            Region(0, 3, 80, 1),
        }
        assert "nyt" in "\n".join(sight.lines(app))


def test_rows_of_a_list_as_long_stay_in_sight_until_theirs_come() -> None:
    """They can be looked at, and nothing can be done with them."""
    cache: RowCache[str] = RowCache()
    cache.reset(len(ROWS))
    cache.put(0, ROWS[:BLOCK_ROWS])
    cache.reset(len(ROWS))
    assert (cache.row(3), cache.looks(3)) == (None, "række 3")
    cache.put(0, ["andet"] * BLOCK_ROWS)
    assert (cache.row(3), cache.looks(3)) == ("andet", "andet")
    cache.reset(len(ROWS) + 1)
    assert (cache.row(3), cache.looks(3)) == (None, None)
