"""Word sets: what goes in comes out, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.anonymity.lexicon import Lexicon, WordSet, fold

WORDS = st.text(min_size=1, max_size=20)


@given(st.lists(WORDS, max_size=30))
def test_every_word_that_was_put_in_is_found(words: list[str]) -> None:
    """Law: a set contains all of its words."""
    found = WordSet.from_words(words)
    assert all(word in found for word in words)


@given(st.lists(WORDS, max_size=30), WORDS)
def test_a_word_that_was_not_put_in_is_not_found(words: list[str], other: str) -> None:
    """Law: a set contains nothing that folds to none of its words."""
    expected = fold(other) in {fold(word) for word in words}
    assert expected == (other in WordSet.from_words(words))


@given(st.lists(WORDS, max_size=30))
def test_a_set_survives_its_bytes(words: list[str]) -> None:
    """Law: reading what was written gives the same set."""
    first = WordSet.from_words(words)
    again = WordSet.from_bytes(first.to_bytes())
    assert first == again
    assert len(first) == len({fold(word) for word in words})


def test_half_a_hash_is_refused() -> None:
    """Law: a cut-off file is an error, not a smaller list."""
    with pytest.raises(ValueError, match="bytes length"):
        WordSet.from_bytes(b"1234567")


@given(WORDS)
def test_folding_twice_changes_nothing_for_letters(word: str) -> None:
    """Law: a folded word of small Danish letters is its own fold."""
    danish = "".join(letter for letter in fold(word) if letter in "bcdefghijklmnopqrstuvwxyzæøå")
    assert danish == fold(danish)


def test_a_small_lexicon_knows_its_words() -> None:
    """Law: a lexicon made of a few words holds each in its own set."""
    lexicon = Lexicon.small(first_names=["Sofie"], surnames=["Kjær"], words=["hus"], towns=["Vejle"])
    assert "sofie" in lexicon.first_names
    assert "kjær" in lexicon.surnames
    assert "hus" in lexicon.words
    assert "vejle" in lexicon.towns
    assert "vejle" not in lexicon.first_names
