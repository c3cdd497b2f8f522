"""Clearance: nothing that was found is stored without an answer."""

import copy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.clearance import Cleared, Uncleared, clear
from nsk_tui.rules.anonymity.findings import Declaration, Label, Reason, Stance, Strength
from nsk_tui.rules.anonymity.lexicon import Lexicon

LEXICON = Lexicon.small(
    first_names=["Sofie", "Hanan"],
    words=["hun", "ringede", "til", "mor", "bor", "ved", "og"],
    towns=["Vejle"],
)


def test_a_text_without_findings_is_cleared() -> None:
    """Law: what holds nothing may be stored, word for word."""
    cleared = clear({"text": "Hun ringede til mor", "note": ""}, LEXICON)
    assert isinstance(cleared, Cleared)
    assert dict(cleared.texts) == {"text": "Hun ringede til mor", "note": ""}


def test_a_name_is_not_cleared() -> None:
    """Law: a strong finding stops the whole, and the answer says where."""
    answer = clear({"text": "Sofie ringede", "note": "mor"}, LEXICON)
    assert isinstance(answer, Uncleared)
    assert {"text": find("Sofie ringede", LEXICON)} == dict(answer.findings)


def test_a_name_says_where_it_was_found() -> None:
    """Law: behind 'hedder' it is a name by that, in another text because of the first; on no list."""
    texts = {"text": "hun hedder birkelo og bor ved mor", "note": "Birkelo ringede"}
    answer = clear(texts, Lexicon.small(words=["hun", "hedder", "bor", "ved", "mor", "og", "ringede"]))
    assert isinstance(answer, Uncleared)
    reasons = {name: [one.reason for one in found] for name, found in answer.findings.items()}
    assert reasons == {"text": [Reason.NAME_AFTER_CUE], "note": [Reason.NAME_FOUND_ELSEWHERE]}


def test_a_declared_name_is_cleared_and_audited_without_the_word() -> None:
    """Law: a declaration for the very span lets a name stand; label and reason are kept."""
    stance = Stance("text", 0, 5, Declaration.WORKPLACE)
    cleared = clear({"text": "Sofie ringede"}, LEXICON, (stance,))
    assert isinstance(cleared, Cleared)
    (entry,) = cleared.declared
    assert (entry[0], entry[1], entry[3]) == ("text", Label.NAME, Declaration.WORKPLACE)
    assert "Sofie" not in repr(cleared)


@pytest.mark.parametrize(
    "stance",
    [
        Stance("text", 0, 5, None),
        Stance("text", 0, 4, Declaration.PLACE),
        Stance("text", 1, 5, Declaration.PLACE),
        Stance("note", 0, 5, Declaration.PLACE),
    ],
)
def test_a_strong_finding_needs_a_declaration_for_its_own_span(stance: Stance) -> None:
    """Law: mere acceptance, another span or another field lets no name stand."""
    assert isinstance(clear({"text": "Sofie ringede"}, LEXICON, (stance,)), Uncleared)


@pytest.mark.parametrize("number", ["010203-4567", "22 44 18 67", "a.b@eksempel.dk", "AB 12 345"])
def test_no_declaration_lets_a_number_stand(number: str) -> None:
    """Law: a number is never declared harmless."""
    for declaration in Declaration:
        stance = Stance("text", 0, len(number), declaration)
        assert isinstance(clear({"text": number}, LEXICON, (stance,)), Uncleared)


def test_a_weak_finding_may_be_accepted_or_wait() -> None:
    """Law: a weak finding needs an answer of any kind, or waits where waiting is allowed."""
    text = "Hun bor ved Vejle"
    (finding,) = find(text, LEXICON)
    assert Strength.WEAK is finding.strength
    accepted = clear({"text": text}, LEXICON, (Stance("text", finding.start, finding.end, None),))
    waiting = clear({"text": text}, LEXICON, weak_may_wait=True)
    assert isinstance(clear({"text": text}, LEXICON), Uncleared)
    assert isinstance(accepted, Cleared)
    assert isinstance(waiting, Cleared)
    assert (("text", finding),) == waiting.waiting
    assert accepted.waiting == ()


def test_a_strong_finding_never_waits() -> None:
    """Law: an import waits with weak findings alone."""
    assert isinstance(clear({"text": "Sofie"}, LEXICON, weak_may_wait=True), Uncleared)


def test_nobody_else_makes_a_cleared() -> None:
    """Law: the type is the proof; only the check makes it."""
    with pytest.raises(TypeError):
        Cleared({"text": "Sofie"})
    cleared = clear({"text": "mor"}, LEXICON)
    assert isinstance(cleared, Cleared)
    with pytest.raises(TypeError):
        replace(cleared, texts={"text": "Sofie"})
    assert cleared.texts == copy.copy(cleared).texts


def test_a_cleared_cannot_be_changed_afterwards() -> None:
    """Law: what was checked is what is stored."""
    texts = {"text": "mor"}
    cleared = clear(texts, LEXICON)
    texts["text"] = "Sofie"
    assert isinstance(cleared, Cleared)
    assert dict(cleared.texts) == {"text": "mor"}
    with pytest.raises(TypeError):
        cleared.texts["text"] = "Sofie"  # type: ignore[index]


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=60), max_size=3))
def test_answers_for_every_finding_clear_all_but_numbers(texts: dict[str, str]) -> None:
    """Law: with an answer for each finding only numbers stay."""
    stances = tuple(
        Stance(name, finding.start, finding.end, Declaration.ORDINARY_WORD)
        for name, text in texts.items()
        for finding in find(text, LEXICON)
    )
    answer = clear(texts, LEXICON, stances)
    left = [f for found in answer.findings.values() for f in found] if isinstance(answer, Uncleared) else []
    assert not any(finding.may_be_declared for finding in left)
