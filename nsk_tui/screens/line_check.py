"""The anonymity check beside a line of minutes: it agrees with the one that stores, and asks no database."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.screens.base import FrameScreen
from nsk_tui.services import meeting_texts
from nsk_tui.services.meeting_texts import Known


class LineCheck:
    """What the check of a line needs to know of the store: the colleagues, and the words that may stand."""

    def __init__(self) -> None:
        """Know nothing yet: then more is found, never less."""
        self.known = Known()

    def learn(self, screen: FrameScreen[Any], then: Callable[[], object]) -> None:
        """Read what the store knows, and say when it is there."""

        def take(known: Known) -> None:
            self.known = known
            then()

        screen.run_service(meeting_texts.known, screen.session, done=take)

    def of_text(self, text: str) -> tuple[Finding, ...]:
        """Return what is found in a text."""
        return meeting_texts.beside(text, self.known)

    def of_part(self, typed: str, part: str) -> tuple[Finding, ...]:
        """Return what is found in the part of a typed line that is stored as its text."""
        at = typed.rfind(part) if part else -1
        if at < 0:
            return self.of_text(typed)
        found = self.of_text(part)
        return tuple(replace(one, start=one.start + at, end=one.end + at) for one in found)
