"""A line of minutes, typed and finished."""

from textual import events
from textual.app import App, ComposeResult

from nsk_tui.services.anonymity import scan
from nsk_tui.widgets.line_text import LineText
from nsk_tui.widgets.text_box import TextBox
from tests.widgets import sight


class Writing(App[None]):
    """Somebody who writes lines."""

    def __init__(self, limit: int = 1_000) -> None:
        super().__init__()
        self.limit = limit
        self.lines: list[str] = []
        self.told: list[str] = []
        self.left: list[int] = []

    def compose(self) -> ComposeResult:
        yield LineText(scan, self.limit)

    @property
    def box(self) -> LineText:
        return self.query_one(LineText)

    def on_line_text_finished(self, message: LineText.Finished) -> None:
        self.lines.append(message.text)

    def on_line_text_left(self, message: LineText.Left) -> None:
        self.left.append(message.step)

    def on_text_box_told(self, message: TextBox.Told) -> None:
        self.told.append(message.sentence)


async def test_enter_finishes_a_line_and_the_next_begins_empty() -> None:
    """What is typed after Enter belongs to the next line."""
    app = Writing()
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.press(*"ja", "enter", *"nej", "enter", "enter", *"m")
        await pilot.pause()
        assert app.lines == ["ja", "nej"]
        assert app.box.text == "m"


async def test_a_paste_of_several_lines_is_several_lines() -> None:
    """Nothing that was pasted is lost, and the last line goes on."""
    app = Writing()
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.press(*"o: ")
        app.box.post_message(events.Paste("K-03 ringer\r\nb: Vi mødes\n\nresten"))
        await pilot.pause()
        assert app.lines == ["o: K-03 ringer", "b: Vi mødes"]
        assert app.box.text == "resten"


async def test_pasted_signs_that_act_on_a_terminal_are_left_out() -> None:
    """Brackets are words, an escape or an override never gets in."""
    app = Writing()
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        app.box.post_message(events.Paste("[red]a\x1b[2J\u202eb[/]"))
        await pilot.pause()
        assert app.box.text == "[red]a[2Jb[/]"
        assert "[red]a[2Jb[/]" in sight.text(app)


async def test_a_full_line_says_so_and_keeps_what_there_is() -> None:
    """A line ends somewhere; Enter begins another."""
    app = Writing(limit=5)
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        await pilot.press(*"fem så")
        await pilot.pause()
        assert app.box.text == "fem s"
        assert app.told == ["Linjen er fuld: 5 tegn. Enter begynder en ny."]
        app.box.post_message(events.Paste("mere"))
        await pilot.press("enter")
        await pilot.pause()
        assert app.lines == ["fem s"]


async def test_the_cursor_leaves_the_box_at_its_edges() -> None:
    """Up goes to the line before; inside a long line it moves from row to row."""
    app = Writing()
    async with app.run_test(size=(40, 24)) as pilot:
        app.box.focus()
        await pilot.press("up", "down")
        assert app.left == [-1, 1]
        app.box.post_message(events.Paste("et ord " * 10))
        await pilot.pause()
        await pilot.press("up")
        await pilot.pause()
        assert app.left == [-1, 1]
        await pilot.press("up", "down", "down")
        await pilot.pause()
        assert app.left == [-1, 1, -1, 1]


async def test_a_name_is_marked_while_it_is_written() -> None:
    """The line has the guard's marks: a gutter sign before it."""
    app = Writing()
    async with app.run_test(size=(80, 24)) as pilot:
        app.box.focus()
        app.box.post_message(events.Paste("Ring til Sofie Holm"))
        await pilot.pause(0.4)
        while not app.box.findings:
            await pilot.pause(0.05)
        await pilot.pause()
        assert sight.lines(app)[0].startswith("! Ring til Sofie Holm")
        await pilot.press("enter")
        await pilot.pause()
        assert app.box.findings == ()
