"""The check beside the typing: all texts and codes together, as the check that stores sees them."""

import time
from dataclasses import replace
from typing import Any

import pytest

from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.rules.consultations import AgeBand, Concern, ConcernLevel, NewConsultation, Outcome
from nsk_tui.services import consultations, word_list
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.clearing import find_beside
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener
from tests.screens.records import RED, add

CPU_MS_MAX = 50
NOTE_CHARACTERS = 5_000
RARE = NewConsultation(
    ConcernLevel.RED,
    AgeBand.TEEN,
    concerns=(Concern.FORCED_MARRIAGE,),
    outcome=Outcome.ADVICE_GIVEN,
    asker_department="Skoler",
)
FEW = "En afghansk familie med syv børn i en landsby."


def body(**texts: Any) -> NewConsultation:
    """Return a consultation about a rare concern with these texts."""
    return replace(RARE, **texts)


def beside(session: Session, new: NewConsultation) -> set[tuple[str, int, int]]:
    """Return what the check beside the typing finds."""
    found = find_beside(new, session.departments, word_list.answered(session))
    return {(name, one.start, one.end) for name, many in found.items() for one in many}


@pytest.mark.parametrize(
    "texts",
    [
        {"text": FEW},
        {"text": "Hun ringede til sofie.", "advice": "Tal med Sofie alene."},
        {"text": "En ung må ikke gå alene hjem."},
        {"text": "Moderen bor i Hobro.", "asker_role": "Sofies lærer"},
    ],
)
def test_it_finds_what_the_check_that_stores_finds(session: Session, texts: dict[str, str]) -> None:
    """The marks and F8 never disagree."""
    new = body(**texts)
    wanted = {(one.field, one.finding.start, one.finding.end) for one in consultations.check(session, new)}
    assert beside(session, new) == wanted


def test_a_word_that_may_stand_is_not_marked(session: Session) -> None:
    """What the group's list lets stand, the marks let stand too."""
    new = body(text="Moderen bor i Hobro.")
    (found,) = beside(session, new)
    consultations.add(session, new, (Stance(*found, Declaration.PLACE),))
    assert not beside(session, new)
    assert not consultations.check(session, new)


def test_a_long_note_costs_little() -> None:
    """At each pause at most 50 ms for a note of 5,000 characters, a name in it looked for twice."""
    lexicon()
    line = "Den unge er bange for at blive sendt på ferie. Sofie ringede efter kl. 16. "
    new = body(text=(line * 70)[:NOTE_CHARACTERS], advice="Tal med Sofie.")
    find_beside(new, ("Skoler",), frozenset())
    spent = []
    for _ in range(3):
        began = time.thread_time()
        find_beside(new, ("Skoler",), frozenset())
        spent.append((time.thread_time() - began) * 1000)
    assert min(spent) <= CPU_MS_MAX


async def written(screen: Any, name: str, text: str) -> None:
    """Write a text of the form and wait for the check."""
    form = screen.app.screen
    form.sheet.go_to(name)
    form.sheet.texts.boxes[name].insert(text)
    form.sheet.texts.boxes[name].check_now()
    await screen.settle()


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("da", "lagt sammen passer det på få: drop fx «landsby»"),
        ("en", "taken together it fits few: drop for example «landsby»"),
    ],
)
async def test_the_meter_says_which_word_to_drop(
    terminal: Opener, session: Session, language: str, wanted: str
) -> None:
    """In words, beside the findings; the codes of the form count."""
    add(session, RED, 3, "stille-havn", concerns=(Concern.FORCED_MARRIAGE,))
    async with terminal("K-01", language=language) as screen:
        await screen.press("2", "enter", "n")
        await written(screen, "text", FEW)
        assert wanted in screen.text


async def test_a_name_in_one_text_is_marked_in_all(terminal: Opener, session: Session) -> None:
    """Sofie in the advice makes sofie in the text a name."""
    add(session, RED, 3, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "n")
        await written(screen, "text", "hun ringede til sofie i går")
        await written(screen, "advice", "Tal med Sofie alene.")
        form: Any = screen.app.screen
        assert set(form.sheet.texts.findings()) == {"text", "advice"}


async def test_a_follow_up_counts_what_the_thread_tells(terminal: Opener, session: Session) -> None:
    """The codes of the thread stand beside the few words of a note."""
    add(session, RED, 0, "stille-havn", concerns=(Concern.FORCED_MARRIAGE,))
    async with terminal("K-01") as screen:
        await screen.press("o", "1")
        form: Any = screen.app.screen
        form.box.insert(FEW)
        form.box.check_now()
        await screen.settle()
        assert "drop fx «landsby»" in screen.text
