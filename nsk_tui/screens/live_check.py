"""The anonymity check beside the typing: it agrees with the one that stores, and asks no database."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from nsk_tui.rules.consultations import ConcernLevel, NewConsultation, ThreadLine
from nsk_tui.screens.base import FrameScreen
from nsk_tui.services import word_list
from nsk_tui.services.clearing import find_beside
from nsk_tui.services.worded import find_in
from nsk_tui.widgets.checked_together import Findings
from nsk_tui.widgets.guarded_text import Check


class LiveCheck:
    """What the check needs to know of the store: the departments, and the words that may stand."""

    def __init__(self) -> None:
        """Know nothing yet: then more is found, never less."""
        self.departments: tuple[str, ...] = ()
        self.answered: frozenset[str] = frozenset()

    def learn(self, screen: FrameScreen[Any], then: Callable[[], object]) -> None:
        """Read what the store knows, and say when it is there."""
        self.departments = screen.session.departments

        def take(answered: frozenset[str]) -> None:
            self.answered = answered
            then()

        screen.run_service(word_list.answered, screen.session, done=take)

    def look(self, new: NewConsultation) -> Callable[[], Findings]:
        """Return the check of a consultation as far as it is written; made to run in a thread."""
        return partial(find_beside, new, self.departments, self.answered)

    def of_note(self, line: Callable[[], ThreadLine | None]) -> Check:
        """Return the check of a follow-up's text; what the thread's codes tell counts with it.

        ``line`` gives the thread, None while it is not known yet.
        """
        return lambda text: self.look(_note(line(), text))().get("text", ())

    def of_text(self) -> Check:
        """Return the check of a text that is no consultation's."""
        return lambda text: find_in({"text": text}, self.answered)["text"]


def _note(line: ThreadLine | None, text: str) -> NewConsultation:
    new = NewConsultation(ConcernLevel.YELLOW, text=text)
    if line is None:
        return new
    return replace(new, age_band=line.age_band, concerns=line.concerns, asker_department=line.department)
