"""The picture in the README is the program as it is now."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from nsk_tui import settings, wording
from nsk_tui.screens.app import NskApp
from nsk_tui.services import demo, session
from nsk_tui.vault.kdf import KdfProfile

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "screenshot.svg"
SIZE = (80, 24)
CHEAP = KdfProfile(time_cost=1, memory_kib=8, lanes=1)
NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
CONSULTATIONS = 240
FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""Whoever looks at the picture should not fetch anything from a third party."""


async def drawn(folder: Path) -> tuple[str, str]:
    """Return the front page of a demo as a picture, and as the text that stands in it."""
    made = demo.make_demo(folder / "demo", CONSULTATIONS, clock=lambda: NOW, profile=CHEAP)
    first = made.members[0]
    opened = session.unlock(made.folder, first.id, first.passphrase, lambda: NOW)
    wording.use("da")
    app = NskApp(settings.Settings(store=made.folder, theme="dark"), made.folder, first.id, lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        app.unlocked(opened)
        await app.workers.wait_for_complete()
        await pilot.pause()
        svg = FROM_ELSEWHERE.sub("", app.export_screenshot(title="nsk"))
    text = " ".join(re.findall(r">([^<]+)</text>", svg)).replace("&#160;", " ")
    return svg, text


async def test_the_picture_in_the_readme_is_the_program(tmp_path: Path) -> None:
    """Whoever changes the front page draws the picture anew: NSK_DRAW=1 make test ARGS=tests/screens."""
    svg, _text = await drawn(tmp_path)
    if os.environ.get("NSK_DRAW"):
        PICTURE.write_text(svg, "utf-8")
    assert PICTURE.read_text("utf-8") == svg


async def test_the_picture_shows_what_the_readme_says(tmp_path: Path) -> None:
    """The front page in the picture is Danish, shows the key for the red card, and something that waits."""
    _svg, text = await drawn(tmp_path)
    for wanted in ("I dag", "F9 AKUT", "F1 Hjælp", "TIL DIG", "▲ orange"):
        assert wanted in text


def test_the_picture_fetches_nothing() -> None:
    """No font, script or picture from elsewhere is loaded by whoever looks at it."""
    svg = PICTURE.read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\"' )]+", svg)) - {"http://www.w3.org/2000/svg"}
    assert (addresses, "<script" in svg) == (set(), False)
