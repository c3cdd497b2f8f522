"""Several short texts under one another, checked together."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.filter import LineFilter

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.widgets.checked_together import Findings
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.safe_text import SafeText
from nsk_tui.widgets.worded_parts import PartName, WordedParts
from tests.widgets.test_safe_text import ACTS, PAYLOADS


def names(texts: Mapping[str, str]) -> Findings:
    """Find the name Sofie in texts of which one says 8.b: together they tell who it is."""
    together = any("8.b" in text for text in texts.values())
    return {
        name: tuple(
            Finding(match.start(), match.end(), Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
            for match in re.finditer("Sofie", text)
            if together
        )
        for name, text in texts.items()
    }


class Sheet(App[None]):
    """A sheet with two texts and a line between them; the page keys are its own."""

    CSS = "WordedPart > GuardedText { background: #000000; }"
    BINDINGS = [Binding("pageup", "turn('up')"), Binding("pagedown", "turn('down')")]  # noqa: RUF012
    COMMANDS = set()  # noqa: RUF012 - no palette of Textual's own

    def __init__(self) -> None:
        super().__init__()
        self.turned: list[str] = []

    def compose(self) -> ComposeResult:
        called = {"first": PartName("P", "SUMMARY"), "last": PartName("", "MEET")}
        yield WordedParts(self.look, called, {"first": TextBlock("between")}, id="parts")

    def look(self, texts: Mapping[str, str]) -> Callable[[], Findings]:
        return partial(names, dict(texts))

    def action_turn(self, way: str) -> None:
        self.turned.append(way)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict.fromkeys(("field-background", "field-focused", "faint"), "#000000")

    def get_line_filters(self) -> list[LineFilter]:
        return [SafeText()]

    @property
    def parts(self) -> WordedParts:
        return self.query_one(WordedParts)

    @property
    def text(self) -> str:
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def test_what_stands_in_one_text_counts_in_another() -> None:
    """The name is a finding only because of the class in the other text; a key goes to it."""
    async with Sheet().run_test(size=(60, 12)) as pilot:
        parts = pilot.app.query_one(WordedParts)
        parts.put({"first": "Vi talte med Sofie.", "last": "Hun går i 8."}, {})
        parts.go_to("last")
        parts.check_soon()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert parts.findings() == []
        parts.put({"last": "Hun går i 8.b."}, {})
        parts.check_soon()
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert [one.start for one in parts.findings()] == [13]
        assert parts.go_to_next_finding()
        await pilot.pause()
        assert (parts.here, parts.box("first").cursor_location) == ("first", (0, 13))


async def test_texts_stand_in_order_and_leave_page_keys_to_the_screen() -> None:
    """What stands below a part comes after it; a part that is hidden is passed over."""
    app = Sheet()
    async with app.run_test(size=(60, 12)) as pilot:
        app.parts.go_to("first")
        await pilot.press("pagedown", "pageup")
        assert app.turned == ["down", "up"]
        assert re.search(r"▸P {2}SUMMARY.*between.*MEET", app.text, re.DOTALL)
        assert app.parts.step(1)
        await pilot.pause()
        assert app.parts.here == "last"
        app.parts.parts["first"].display = False
        assert not app.parts.step(-1)


async def test_no_payload_acts_in_a_text() -> None:
    """Pasted or loaded: nothing of it acts, and the words stay."""
    app = Sheet()
    async with app.run_test(size=(60, 30)) as pilot:
        app.parts.go_to("first")
        await pilot.pause()
        for payload in PAYLOADS.values():
            app.parts.put({"last": payload}, {})
            app.post_message(events.Paste(payload))
            await pilot.pause()
            assert not ACTS.search(app.text.replace("\n", ""))
            assert "før" in app.text
