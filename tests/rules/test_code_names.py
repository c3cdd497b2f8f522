"""Code names: neutral, drawn by chance alone, and never used up by bad luck."""

from itertools import cycle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.code_names import ADJECTIVES, NOUNS, NUMBER_MAX, NoCodeNameLeftError, draw
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
