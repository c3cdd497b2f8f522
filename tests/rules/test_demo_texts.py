"""Templates: every slot is filled, chance alone decides, a broken one is told."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.content import ContentError, FaultCode
from nsk_tui.rules.demo_texts import (
    BrokenTemplateError,
    expand,
    most_alternatives,
    read_network,
    read_threads,
)

PLAIN = st.text(alphabet="abcæøå ,.", max_size=12)
SLOTS = st.lists(PLAIN, min_size=1, max_size=4)


@given(st.lists(st.tuples(PLAIN, SLOTS), max_size=6), st.randoms(use_true_random=False))
def test_an_expansion_takes_one_alternative_of_each_slot(
    parts: list[tuple[str, list[str]]], chance: random.Random
) -> None:
    """What comes out is the plain parts and, in each slot's place, one of its alternatives."""
    template = "".join(plain + "{" + "|".join(slot) + "}" for plain, slot in parts)
    picks: list[int] = []

    def choose(count: int) -> int:
        picks.append(chance.randrange(count))
        return picks[-1]

    text = expand(template, choose)
    wanted = "".join(plain + slot[pick] for (plain, slot), pick in zip(parts, picks, strict=True))
    assert " ".join(wanted.split()) == text


@pytest.mark.parametrize("template", ["{a|b", "a|b}", "{a|{b|c}}", "}{"])
def test_a_brace_without_its_partner_is_told(template: str) -> None:
    """No half-expanded text reaches a reader."""
    with pytest.raises(BrokenTemplateError):
        expand(template, lambda n: 0)


def test_the_richest_slot_tells_how_often_to_ask() -> None:
    """So many expansions are enough to see every alternative."""
    template = "{a|b} {c|d|e}"
    seen = {expand(template, at.__mod__) for at in range(most_alternatives(template))}

    assert {word for text in seen for word in text.split()} == set("abcde")


def test_a_damaged_demo_file_is_told() -> None:
    """A level that is none and a network without members' roles do not pass."""
    with pytest.raises(ContentError) as fault:
        read_threads(
            '[phrases]\nopening = []\nurgent = []\nlater = []\nclosing = []\n[[threads]]\ndepartment = "x"'
        )
    assert (fault.value.code, fault.value.field) == (FaultCode.MISSING, "threads[1].asker_role")
    with pytest.raises(ContentError):
        read_network('name = "x"')
