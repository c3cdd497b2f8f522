"""Details that each fit many and together fit few."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.anonymity.clearance import Cleared, Uncleared, clear, find_all
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes, find_combination
from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Stance, Strength, Suggestion
from nsk_tui.rules.anonymity.lexicon import Lexicon

ALL = Codes(age_known=True, department_known=True, concern_is_rare=True)
LEXICON = Lexicon.small(
    first_names=["Sofie"], words=["en", "familie", "med", "syv", "børn", "i", "landsby", "hun"]
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("En afghansk familie med syv børn i en landsby.", "landsby"),
        ("Faren er taxachauffør, og de er fem søskende fra Syrien.", "Syrien"),
        ("Pigen er 14 år, og familien er kurdisk.", "kurdisk"),
    ],
)
def test_details_that_fit_few_name_the_one_to_drop(text: str, word: str) -> None:
    """The narrowest first; its author takes a stance."""
    told = find_combination({"text": text}, {}, ALL)
    assert told is not None
    field, finding = told
    assert (field, text[finding.start : finding.end]) == ("text", word)
    assert (finding.strength, finding.reason) == (Strength.WEAK, Reason.COMBINATION)


@pytest.mark.parametrize(
    "text",
    [
        "En familie med syv børn.",
        "En ung må ikke deltage i lejrtur og bliver hentet hver dag.",
        "Skolen har talt med den unge to gange.",
        "Familien er fra Syrien.",
    ],
)
def test_a_single_detail_is_no_combination(text: str) -> None:
    """Whatever the codes are."""
    assert find_combination({"text": text}, {}, ALL) is None


def test_a_number_of_siblings_becomes_several() -> None:
    """Law: the word that counts is the one to loosen, and the sentence stays whole."""
    text = "Pigen er den ældste af tre søskende, og far er taxachauffør."
    told = find_combination({"text": text}, {}, ALL)
    assert told is not None
    assert (text[told[1].start : told[1].end], told[1].suggestions) == ("tre", (Suggestion.SEVERAL,))


@pytest.mark.parametrize(
    ("age", "band"),
    [
        ("8 år", Suggestion.UNDER_TWELVE),
        ("16 år", Suggestion.TWELVE_TO_SEVENTEEN),
        ("18 år", Suggestion.EIGHTEEN_TO_23),
        ("45 år", Suggestion.AN_ADULT),
    ],
)
def test_an_exact_age_becomes_its_band(age: str, band: Suggestion) -> None:
    """Law: as the form has it; the band itself is no detail any more."""
    text = f"Hun er {age}, og far er taxachauffør."
    told = find_combination({"text": text}, {}, ALL)
    assert told is not None
    assert (text[told[1].start : told[1].end], told[1].suggestions) == (age, (band,))
    assert find_combination({"text": "Hun er 12-17 år, og far er taxachauffør."}, {}, ALL) is None


def test_the_codes_weigh_in() -> None:
    """The same words fit many while little else is known."""
    text = "En afghansk familie med syv børn."
    assert find_combination({"text": text}, {}, NO_CODES) is None
    assert find_combination({"text": text}, {}, ALL) is not None


def test_what_was_found_already_is_not_found_twice() -> None:
    """Findings of a text never overlap."""
    text = "En afghansk familie med syv børn i en landsby."
    at = text.index("landsby")
    small = Finding(at, at + 7, Label.PLACE, Strength.WEAK, Reason.SMALL_PLACE)
    told = find_combination({"text": text}, {"text": (small,)}, ALL)
    assert told is not None
    assert not (told[1].start < small.end and small.start < told[1].end)


def test_an_answer_settles_it_like_any_weak_finding() -> None:
    """And a file may leave it waiting."""
    texts = {"text": "En afghansk familie med syv børn i en landsby."}
    outcome = clear(texts, LEXICON, codes=ALL)
    assert isinstance(outcome, Uncleared)
    one = next(found for found in outcome.findings["text"] if found.reason is Reason.COMBINATION)
    stances = tuple(Stance("text", found.start, found.end, None) for found in outcome.findings["text"])
    assert isinstance(clear(texts, LEXICON, stances, codes=ALL), Cleared)
    waiting = clear(texts, LEXICON, weak_may_wait=True, codes=ALL)
    assert isinstance(waiting, Cleared)
    assert ("text", one) in waiting.waiting


def test_a_name_in_one_field_is_found_in_another() -> None:
    """In small letters, too."""
    found = find_all({"text": "Hun hedder Sofie.", "advice": "ring til sofie i morgen"}, LEXICON)
    assert [one.label for one in found["advice"]] == [Label.NAME]


@given(st.text(max_size=300), st.booleans())
def test_findings_of_texts_together_stay_inside_and_apart(text: str, coded: bool) -> None:
    """Whatever the text is."""
    for found in find_all({"text": text}, LEXICON, ALL if coded else NO_CODES).values():
        places = [(one.start, one.end) for one in found]
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
