"""Every code of the meetings has a word in both languages, and every fault says what is wrong."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

import pytest

from nsk_tui import meeting_faults, meeting_words, wording
from nsk_tui.rules.actions import ActionStay
from nsk_tui.rules.agenda import AgendaItem, ItemFault, ItemKind, NewItem, Standing
from nsk_tui.rules.decisions import SupersedeFault, Votes
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meetings import MeetingFault, Recurrence, Rhythm
from nsk_tui.rules.minutes_lines import Hint, HintKind
from nsk_tui.rules.minutes_state import Stay
from nsk_tui.rules.poll import PollFault
from nsk_tui.services.meeting_undo import KINDS

CODES = [code for kind in meeting_words._WORDS for code in kind]
FAULTS = [
    fault for kind in (MeetingFault, ItemFault, PollFault, Stay, ActionStay, SupersedeFault) for fault in kind
]
ALIKE = {"text"}


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code}")
def test_every_code_has_a_danish_and_an_english_word(code: StrEnum) -> None:
    """Both say something, and they differ."""
    danish = meeting_words.word(code)
    wording.use("en")
    english = meeting_words.word(code)
    assert danish
    assert english
    assert danish != english


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{type(fault).__name__}.{fault}")
def test_every_fault_is_said_in_both_languages(fault: StrEnum) -> None:
    """A code on a screen would help nobody."""
    danish = meeting_faults.said([fault])
    wording.use("en")
    assert danish.endswith(".")
    assert meeting_faults.said([fault]) != danish


def test_faults_that_are_called_the_same_keep_their_own_words() -> None:
    """A meeting's day is one day, a poll has several; a meeting may last longer than an item."""
    assert meeting_faults.said([MeetingFault.PAST]) == "Dagen er forbi."
    assert meeting_faults.said([PollFault.PAST]) == "En af datoerne er forbi."
    assert meeting_faults.said([MeetingFault.MINUTES]) != meeting_faults.said([ItemFault.MINUTES])


@pytest.mark.parametrize("kind", HintKind)
def test_every_hint_is_a_sentence(kind: HintKind) -> None:
    """With the word that was typed, where there is one."""
    said = meeting_words.hint(Hint(kind, "K-3", "K-03"))
    assert said
    assert "{" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_undo_says_what_it_took_back(kind: str) -> None:
    """Each act of the meetings that can be undone has a name; other acts have none here."""
    subject = {"supersede_decision": "2026-37"}.get(kind, "2026-11-26-3")
    assert meeting_words.done_to(kind, subject, date(2026, 11, 20))
    assert meeting_words.done_to("publish_plan", "7", date(2026, 11, 20)) == ""


def test_the_numbers_of_a_meeting_are_said_as_one_says_them() -> None:
    """Drift, what is at risk, votes, time, rhythm."""
    body = NewItem(ItemKind.INFORMATION, "Nyt")
    one = AgendaItem(AgendaItemId("a"), None, body, MemberId("K-01"), 1)
    two = replace(one, body=replace(body, kind=ItemKind.DECISION))
    said = [
        meeting_words.drift(7), meeting_words.drift(-2), meeting_words.drift(0),
        meeting_words.at_risk((one,)), meeting_words.at_risk((two, two)),
        meeting_words.votes(Votes(6, 1, 2)), meeting_words.votes(None),
        meeting_words.timer(756), meeting_words.timer(-130), meeting_words.timer(0),
        meeting_words.rhythm(Recurrence(Rhythm.WEEKS, 1, 3)),
        meeting_words.rhythm(Recurrence(Rhythm.WEEKS, 2, 3)),
        meeting_words.rhythm(Recurrence(Rhythm.MONTHS, 1, 3, 5)),
        meeting_words.item_kind(replace(body, standing=Standing.CLOSING)),
        meeting_words.item_title(replace(body, title="", standing=Standing.CLOSING)),
    ]  # fmt: skip
    assert said == [
        "7 min. bagud", "2 min. foran", "til tiden",
        "ingen beslutninger, 1 orientering", "2 beslutninger",
        "6 for, 1 imod, 2 hverken eller", "",
        "12:36", "+02:10", "00:00",
        "hver torsdag", "hver 2. torsdag", "sidste torsdag i måneden",
        "(fast)", "Eventuelt og næste møde",
    ]  # fmt: skip
