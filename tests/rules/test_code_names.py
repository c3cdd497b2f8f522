"""Code names: neutral, drawn by chance alone, and never used up by bad luck."""

from collections.abc import Collection
from itertools import cycle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.code_names import ADJECTIVES, NOUNS, NUMBER_MAX, NoCodeNameLeftError, draw, draw_many
from nsk_tui.rules.ids import is_code_name

_LOADED = """
mor far bror søster søn datter familie barn pige dreng kvinde mand kone bedstemor onkel tante kusine
fætter slægt kniv slag vold blod sår sav pistol bombe krig død grav kiste fare trussel bælte stok
pisk lås kæde bur fængsel celle fælde hegn mur kælder kirke moské gud bibel koran engel præst imam
kors slør tørklæde bøn faste krop arm ben hår hud tyk tynd mave tand pande sort hvid brun dansk
fremmed skam ære ren uren brud ring bryllup sur trist ensom syg glad sød dum grim rask gul orange
rød navn vagt tråd sag
"""


def test_there_are_enough_words() -> None:
    """At least 120 adjectives and 200 nouns, none of them twice, none in both lists."""
    assert len(ADJECTIVES) >= 120
    assert len(NOUNS) >= 200
    assert len(set(ADJECTIVES) | set(NOUNS)) == len(ADJECTIVES) + len(NOUNS)


def test_every_pair_of_words_is_a_code_name() -> None:
    """Small Danish letters, two to twelve: readable aloud, typable everywhere."""
    assert all(is_code_name(f"{adjective}-{NOUNS[0]}") for adjective in ADJECTIVES)
    assert all(is_code_name(f"{ADJECTIVES[0]}-{noun}") for noun in NOUNS)


def test_no_word_is_loaded() -> None:
    """Nothing about family, violence, faith, bodies, origin, feelings or a level of concern."""
    assert set(_LOADED.split()) & set(ADJECTIVES + NOUNS) == set()


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_what_is_drawn_is_a_free_code_name(answers: list[int]) -> None:
    """However poor the chance, twenty threads get twenty different names of the right shape."""
    chance, taken = cycle(answers), set[str]()
    for _thread in range(20):
        taken.add(draw(lambda n: next(chance) % n, taken.__contains__))

    assert len(taken) == 20
    assert all(is_code_name(name) for name in taken)


def test_chance_alone_decides() -> None:
    """The same answers give the same name; each word can come."""
    assert draw(lambda n: n - 1, lambda name: False) == f"{ADJECTIVES[-1]}-{NOUNS[-1]}"
    drawn = {draw(at.__mod__, lambda name: False) for at in range(len(ADJECTIVES))}
    assert {name.split("-")[0] for name in drawn} == set(ADJECTIVES)


def test_a_taken_name_is_drawn_again() -> None:
    """One name that is taken costs one more draw and no number."""
    answers = iter([0, 0, 1, 1])

    assert (
        draw(lambda n: next(answers), {f"{ADJECTIVES[0]}-{NOUNS[0]}"}.__contains__)
        == f"{ADJECTIVES[1]}-{NOUNS[1]}"
    )


def test_a_number_is_added_rather_than_fail() -> None:
    """When chance always finds the same taken names, the name gets a number, from 2."""
    first = f"{ADJECTIVES[0]}-{NOUNS[0]}"

    assert draw(lambda n: 0, {first}.__contains__) == f"{first}-2"
    assert draw(lambda n: 0, {first, f"{first}-2"}.__contains__) == f"{first}-3"


def test_every_pair_may_be_taken() -> None:
    """A store in which all pairs are in use still gets a name."""
    assert draw(lambda n: 0, lambda name: name.count("-") == 1) == f"{ADJECTIVES[0]}-{NOUNS[0]}-2"


def test_a_caller_that_takes_everything_gets_an_answer() -> None:
    """No endless loop: after the last number the fault is named."""
    tried: list[str] = []

    def taken(name: str) -> bool:
        tried.append(name)
        return True

    with pytest.raises(NoCodeNameLeftError):
        draw(lambda n: 0, taken)
    assert tried[-1] == f"{ADJECTIVES[0]}-{NOUNS[0]}-{NUMBER_MAX}"


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12), st.integers(0, 30))
def test_many_are_drawn_at_once(answers: list[int], count: int) -> None:
    """However poor the chance: as many as were asked for, all different, none of them taken."""
    chance, taken = cycle(answers), {f"{ADJECTIVES[0]}-{noun}" for noun in NOUNS}
    names = draw_many(count, lambda n: next(chance) % n, taken.intersection)

    assert len(names) == len(set(names)) == count
    assert not taken.intersection(names)
    assert all(is_code_name(name) for name in names)


def test_many_names_are_asked_about_together() -> None:
    """A few questions, also where every pair is taken and names need numbers."""
    chance, asked = Random(1), list[int]()  # noqa: S311 - made-up draws keep no secret

    def taken_among(names: Collection[str]) -> list[str]:
        asked.append(len(names))
        return [name for name in names if name.count("-") == 1]

    names = draw_many(200, chance.randrange, taken_among)

    assert {name.count("-") for name in names} == {2}
    assert len(asked) <= 12


def test_many_names_where_all_are_taken_end_in_an_answer() -> None:
    """No endless loop."""
    with pytest.raises(NoCodeNameLeftError):
        draw_many(2, lambda n: 0, lambda names: names)
