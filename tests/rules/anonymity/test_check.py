"""The check as a whole: properties that hold for any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.findings import NUMBER_LABELS, Finding, Label, Strength
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.services.anonymity import lexicon

SMALL = Lexicon.small(
    first_names=["Sofie", "Bo", "Hanan"],
    surnames=["Kjær"],
    words=["hun", "bor", "i", "skolen", "så", "kom", "mor", "hedder"],
    towns=["Vejle"],
)
_PIECES = (
    "Sofie bo KJÆR Hanans hun bor i Vejle 7100 010203 4567 - / . , : ( ) @ dk www nul to tre fire otte § kl "
    "født f. tlf cpr xxxx A. B. \n skolen Søndergade 12 st. th AB 8.b 2020-2021 é \u00ad \u0301 ﷺ ß İ ǅ 𝟙 ٣"
)
PIECES = st.sampled_from(_PIECES.split(" "))
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)
CPR = st.builds(
    "{:06d}{}{:04d}".format,
    st.integers(0, 999999),
    st.sampled_from(["-", "", " ", "/", ".", "_", "–", " - "]),
    st.integers(0, 9999),
)
HOSTILE = [
    "1",
    "a",
    "A",
    "é",
    " ",
    "-",
    ".",
    "1 ",
    "12-",
    "a.",
    "A.",
    "1a",
    "x@",
    "(",
    "f. ",
    "født ",
    "to ",
    "\n",
    "@",
    "a-a-",
    "Skolen ved Ny ",
    "skolen i ",
    "o, ",
]
HOSTILE_SECONDS_MAX = 1.0
HOSTILE_LETTERS = 100_000


@settings(max_examples=300)
@given(TEXTS)
def test_findings_lie_in_the_text_sorted_and_apart(text: str) -> None:
    """Law: offsets are those of the author's text, in order, without overlap; no text raises."""
    reached = 0
    for finding in find(text, SMALL):
        assert reached <= finding.start < finding.end <= len(text)
        reached = finding.end


@settings(max_examples=300)
@given(TEXTS, CPR, TEXTS)
def test_a_cpr_number_is_found_strong_in_any_text(before: str, number: str, after: str) -> None:
    """Law: whatever stands around it, every digit of a CPR number lies in strong findings."""
    text = before + number + after
    strong = [f for f in find(text, SMALL) if f.strength is Strength.STRONG]
    start = len(before)
    for place in range(start, start + len(number)):
        if text[place].isdigit():
            assert any(f.start <= place < f.end for f in strong)


@given(TEXTS)
def test_numbers_are_always_strong(text: str) -> None:
    """Law: an identifier by itself is never a mere warning."""
    assert all(f.strength is Strength.STRONG for f in find(text, SMALL) if f.label in NUMBER_LABELS)


@given(TEXTS)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    """Law: the answer depends on nothing but text and lists."""
    assert find(text, SMALL) == find(text, SMALL)


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Law: no text of 100,000 letters makes a pattern search for long."""
    text = (piece * HOSTILE_LETTERS)[:HOSTILE_LETTERS]
    started = time.process_time()
    find(text, lexicon())
    assert time.process_time() - started < HOSTILE_SECONDS_MAX


def test_a_known_name_counts_as_listed() -> None:
    """Law: a name found earlier in the same work is found again, in small letters too."""
    text = "hun så qirzad i går"
    assert find(text, SMALL) == ()
    (finding,) = find(text, SMALL, frozenset({"Qirzad"}))
    assert Label.NAME is finding.label


def test_a_name_found_once_is_found_everywhere() -> None:
    """Law: the second time a name needs no capital."""
    text = "Hun hedder Qirzad. Så kom qirzads mor."
    found = [text[f.start : f.end] for f in find(text, SMALL) if f.label is Label.NAME]
    assert found == ["Qirzad", "qirzads"]


def test_offsets_are_the_authors_own() -> None:
    """Law: soft hyphens and odd letters do not move a finding."""
    text = "ﬁn dag: So\u00adfie ringede"
    spans = [text[f.start : f.end] for f in find(text, SMALL)]
    assert "So\u00adfie" in spans


def _spans(text: str) -> list[Finding]:
    return list(find(text, lexicon()))


@pytest.mark.parametrize(
    "text",
    [
        "Vi talte om § 12 a i barnets lov og lov nr. 1146 af 22/05/2025.",
        "Perioden 2020-2021 viste 507 sager.",
        "Mødet er kl. 10.30-12.00 i uge 43.",
        "Stormen aflyste mødet, og mark og skov var oversvømmet.",
        "Kommunens socialrådgivere har fået kursus hos RED Rådgivning.",
        "Hans mor siger, at det er bedre nu.",
        "Hun fylder 18 i juni og er kristen.",
        "Udgift: 42412.42400 kr. i 2024.",
    ],
)
def test_a_text_about_nobody_has_no_finding(text: str) -> None:
    """Law: law, time, money and ordinary words are left in peace."""
    assert [text[f.start : f.end] for f in _spans(text)] == []
