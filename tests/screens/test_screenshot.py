"""The picture in the README is the program as it is now."""

import os
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from nsk_tui import settings
from nsk_tui.rules.consultations import AgeBand, Concern, ConcernLevel, FollowUp, NewConsultation, Outcome
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.screens.app import NskApp
from nsk_tui.services import consultations, recording, threads
from nsk_tui.services.session import Session
from tests.conftest import Clock

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "screenshot.svg"
SIZE = (80, 24)
FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", re.DOTALL)
"""Whoever looks at the picture should not fetch anything from a third party."""

WRITTEN = (
    ("stille-havn", ConcernLevel.RED, AgeBand.TEEN, Concern.THREATS, "Skoler", date(2026, 11, 20)),
    ("rund-lygte", ConcernLevel.ORANGE, AgeBand.YOUNG, Concern.CONTROL, "Jobcenter", date(2026, 11, 18)),
    ("klar-kilde", ConcernLevel.ORANGE, AgeBand.TEEN, Concern.SURVEILLANCE, "Familie", date(2026, 11, 24)),
    ("enkel-trappe", ConcernLevel.YELLOW, AgeBand.CHILD, Concern.ISOLATION, "Skoler", date(2026, 11, 23)),
)
"""Code name, level, age band, concern, department, day to look again."""


def write(session: Session) -> None:
    """Write down four consultations with one to come back to each."""
    for code_name, level, age_band, concern, department, on in WRITTEN:
        new = NewConsultation(
            level=level,
            age_band=age_band,
            concerns=(concern,),
            outcome=Outcome.ADVICE_GIVEN,
            asker_department=department,
            follow_up=FollowUp(on, MemberId("K-01")),
        )
        assert isinstance(consultations.add(session, new, code_name=CodeName(code_name)), recording.Added)


@pytest.fixture
async def drawn(unlocked: Callable[[str], Session], clock: Clock) -> str:
    """Return the front page of K-01, some days after four calls, as a picture."""
    now = clock.now
    clock.now = now - timedelta(days=4)
    first = unlocked("K-01")
    write(first)
    first.lock()
    clock.now = now
    other = unlocked("K-02")
    threads.open_thread(other, "stille-havn")
    other.lock()
    session = unlocked("K-01")
    app = NskApp(settings.Settings(store=session.folder, theme="dark"), session.folder, "K-01", clock)
    async with app.run_test(size=SIZE) as pilot:
        app.unlocked(session)
        picture = ""
        for _look in range(100):
            await app.workers.wait_for_complete()
            await pilot.pause(0.05)
            before, picture = picture, FROM_ELSEWHERE.sub("", app.export_screenshot(title="nsk"))
            if picture == before and "SIKKERHED" in picture:
                break
        return picture


def text_in(svg: str) -> str:
    """Return the text of a picture, its pieces joined."""
    return " ".join(re.findall(r">([^<]+)</text>", svg)).replace("&#160;", " ")


async def test_the_picture_in_the_readme_is_the_program(drawn: str) -> None:
    """Whoever changes the front page draws the picture anew: ``make picture``."""
    if os.environ.get("NSK_DRAW"):
        PICTURE.write_text(drawn, "utf-8")
    assert PICTURE.read_text("utf-8") == drawn


async def test_the_picture_shows_what_the_readme_says(drawn: str) -> None:
    """The front page is Danish, has what waits with the most serious first, and the key for the red card."""
    text = text_in(drawn)
    for wanted in ("I dag", "TIL DIG", "stille-havn", "F9", "AKUT", "F1", "Hjælp"):
        assert wanted in text
    assert text.index("stille-havn") < text.index("rund-lygte") < text.index("enkel-trappe")


def test_the_picture_fetches_nothing() -> None:
    """No font, script or picture from elsewhere is loaded by whoever looks at it."""
    svg = PICTURE.read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\"' )]+", svg)) - {"http://www.w3.org/2000/svg"}
    assert (addresses, "<script" in svg) == (set(), False)
