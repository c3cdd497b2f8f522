"""Blocks of text with a cursor."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from nsk_tui.widgets.page import Block, Page, laid_out
from tests.widgets import sight


class Reading(App[None]):
    """A page to read."""

    def __init__(self, *blocks: Block) -> None:
        super().__init__()
        self.blocks = blocks

    def compose(self) -> ComposeResult:
        yield Page()

    def on_mount(self) -> None:
        self.page.show(self.blocks, len(self.blocks) - 1)

    @property
    def page(self) -> Page:
        return self.query_one(Page)


async def test_the_cursor_goes_from_block_to_block() -> None:
    """Up and down, first and last; the mark stands at the block's heading."""
    app = Reading(*(Block(f"{number}. indlæg", "gul", ("tekst",)) for number in range(1, 4)))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        for step, place in (("up", 1), ("first", 0), ("down", 1), ("last", 2), ("down", 2), ("left", 2)):
            app.page.move(step)
            await pilot.pause()
            assert app.page.cursor == place
            marked = [line for line in sight.lines(app) if line.startswith(" ▸ ")]
            assert [line.split()[1] for line in marked] == [f"{place + 1}."]


async def test_a_block_longer_than_the_window_is_scrolled_through() -> None:
    """Every line of a long text can be read before the cursor goes on."""
    text = "\n".join(f"linje {number}" for number in range(50))
    app = Reading(Block("1. indlæg", "", (text,)), Block("2. indlæg"))
    async with app.run_test(size=(60, 10)) as pilot:
        app.page.move("first")
        await pilot.pause()
        seen: set[str] = set()
        for _step in range(12):
            seen |= {line.strip() for line in sight.lines(app)}
            app.page.move("down")
            await pilot.pause()
        assert {f"linje {number}" for number in range(50)} <= seen
        assert app.page.cursor == 1


async def test_a_page_without_blocks_is_blank() -> None:
    """Nothing to read is no fault."""
    app = Reading()
    async with app.run_test(size=(60, 10)) as pilot:
        for step in ("up", "down", "first", "last", "page_up", "page_down"):
            app.page.move(step)
        await pilot.pause()
        assert sight.text(app).strip() == ""


@given(st.lists(st.text("abc æøå\n漢", max_size=80), max_size=3), st.integers(20, 120))
def test_no_line_passes_the_edge(paragraphs: list[str], width: int) -> None:
    """Wrapped lines keep within the width whatever was written."""
    laid = laid_out([Block("1. indlæg", "gul", tuple(paragraphs))], width)
    assert max(cell_len(line.plain) for line in laid.lines) <= width
    assert laid.begins == [0]
