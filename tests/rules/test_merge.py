"""Merging: nobody's words are lost, and nothing is decided silently."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import ConcernLevel, NewConsultation, Outcome
from nsk_tui.rules.merge import Side, apply, merge_fields, merge_text, merge_values

BASE = NewConsultation(level=ConcernLevel.YELLOW, text="et\nto\ntre")
TEXTS = st.lists(st.text("abc", max_size=2), max_size=8).map("\n".join)


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_gives_the_other(base: str, other: str) -> None:
    """From both directions."""
    assert merge_text(base, other, base) == other
    assert merge_text(base, base, other) == other
    assert merge_text(base, other, other) == other


@given(TEXTS, TEXTS, TEXTS)
def test_every_line_that_somebody_wrote_anew_is_in_the_merge(base: str, theirs: str, mine: str) -> None:
    """Whatever the two did, no new line of either is lost."""
    merged = merge_text(base, theirs, mine).split("\n")
    for version in (theirs, mine):
        new = set(version.split("\n")) - set(base.split("\n"))
        assert new <= set(merged)


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ("et\nto\ntre\nfire", "nul\net\nto\ntre", "nul\net\nto\ntre\nfire"),
        ("et\nTO\ntre", "et\nto\nTRE", "et\nTO\nTRE"),
        ("et\nTO\ntre", "et\n2\ntre", "et\nTO\n2\ntre"),
        ("to\ntre", "et\nto", "to"),
        ("", "et\nto\ntre\nfire", "\nfire"),
    ],
)
def test_two_changes_stand_side_by_side(theirs: str, mine: str, merged: str) -> None:
    """Apart they are joined; on the same line both are kept."""
    assert merge_text("et\nto\ntre", theirs, mine) == merged


def test_each_field_says_whose_it_is() -> None:
    """Same, theirs, mine, both, the higher level; and a real clash asks."""
    theirs = replace(
        BASE, level=ConcernLevel.RED, outcome=Outcome.REFERRED, minutes=10, text="et\nto\ntre\nfire"
    )
    mine = replace(
        BASE, level=ConcernLevel.ORANGE, outcome=Outcome.NOTIFICATION, signs="x", text="nul\net\nto\ntre"
    )
    merges = {one.field: one.proposal for one in merge_fields(BASE, theirs, mine)}
    assert merges["level"] is Side.THEIRS
    assert merges["outcome"] is Side.CHOOSE
    assert merges["minutes"] is Side.THEIRS
    assert merges["signs"] is Side.MINE
    assert merges["text"] is Side.BOTH
    assert merges["concerns"] is Side.SAME
    assert next(iter(merges)) == "outcome"


def test_a_choice_overrules_a_proposal() -> None:
    """And what was not chosen follows the proposals."""
    theirs = replace(BASE, level=ConcernLevel.RED, outcome=Outcome.REFERRED)
    mine = replace(BASE, outcome=Outcome.NOTIFICATION, minutes=5)
    merges = merge_fields(BASE, theirs, mine)
    done = apply(theirs, merges, {"outcome": Side.MINE, "level": Side.MINE})
    assert (done.outcome, done.level, done.minutes) == (Outcome.NOTIFICATION, ConcernLevel.YELLOW, 5)
    assert apply(theirs, merges, {}).outcome is Outcome.REFERRED


VALUES = st.fixed_dictionaries(
    {name: st.tuples(st.sampled_from("123")) for name in ("hours", "number", "owner")}
)


@given(VALUES, VALUES, VALUES)
def test_a_form_of_two_loses_no_field_that_one_of_them_changed(
    base: dict[str, tuple[str]], theirs: dict[str, tuple[str]], mine: dict[str, tuple[str]]
) -> None:
    """What one changed stands; what both changed to different things is asked about."""
    merged, clashes = merge_values(base, theirs, mine)
    for name in base:
        changed = {side[name] for side in (theirs, mine) if side[name] != base[name]}
        assert (name in clashes) == (len(changed) == 2)
        assert merged[name] in (changed or {base[name]})
