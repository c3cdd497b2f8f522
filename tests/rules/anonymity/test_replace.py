"""Replacing: grammar stays, nothing else moves."""

import pytest

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.rules.anonymity.replace import replace, replace_all_same


def _found(text: str, word: str) -> Finding:
    start = text.index(word)
    return Finding(start, start + len(word), Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)


@pytest.mark.parametrize(
    ("text", "word", "put", "expected"),
    [
        ("Sofie ringede", "Sofie", "en ung", "En ung ringede"),
        ("Vi så Sofie i går", "Sofie", "en ung", "Vi så en ung i går"),
        ("Vi så Sofie i går", "Sofie", "", "Vi så i går"),
        ("Vi så Sofie.", "Sofie", "", "Vi så."),
        ("Sofie ringede", "Sofie", "", "ringede"),
        ("Så kom Hanans mand", "Hanans", "den unge", "Så kom den unges mand"),
        ("Så kom Jonas hjem", "Jonas", "den unge", "Så kom den unge hjem"),
        ("Så sagde Jens ikke mere", "Jens", "far", "Så sagde far ikke mere"),
        ("Ring 22 44 18 67 nu", "22 44 18 67", "", "Ring nu"),
        ("Onkel Farhads mor", "Farhads", "", "Onkels mor"),
        ("Hun ringede fra 22 44 18 67.", "22 44 18 67", "", "Hun ringede."),
        ("Tal med Sofie i morgen", "Sofie", "", "Tal med i morgen"),
        ("Hun er født d. 3/7-2015.", "3/7-2015", "om sommeren", "Hun er født om sommeren."),
        ("Fylder 18 den 9. maj", "9. maj", "om foråret", "Fylder 18 om foråret"),
    ],
)
def test_one_finding_is_replaced(text: str, word: str, put: str, expected: str) -> None:
    """Law: the word goes, its space and its genitive are put right."""
    assert expected == replace(text, _found(text, word), put)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Ali kom. ALI gik. alis mor. Alibi", "Ali", "X kom. X gik. Xs mor. Alibi"),
        ("Hanans mand så Hanan", "Hanans", "Xs mand så X"),
        ("a.b (a.b) aXb", "a.b", "X (X) aXb"),
    ],
)
def test_the_same_word_is_replaced_everywhere(text: str, word: str, expected: str) -> None:
    """Law: every whole word of the same letters goes, no part of a longer one."""
    assert expected == replace_all_same(text, _found(text, word), "X")
