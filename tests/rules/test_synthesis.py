"""The receiver's own words: shared words are fine, a copy is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.synthesis import (
    CHARACTERS_MAX,
    CHARACTERS_MIN,
    SynthesisFault,
    copied_share,
    judge_synthesis,
)

GIVEN = "Familien taler om rejse i julen. Skolen har talt med den unge to gange."
OWN = "Rejsen i julen er det vigtige, og skolen har to gange talt med den unge"
WORDS = st.lists(st.sampled_from([f"ord{number}" for number in range(30)]), min_size=8, max_size=40)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("", SynthesisFault.EMPTY),
        (" \n\t ", SynthesisFault.EMPTY),
        ("Det er forstået.", SynthesisFault.TOO_SHORT),
        ("ok " * 5 + "x" * 40, None),
        ("x" * 60, SynthesisFault.TOO_SHORT),
        (GIVEN, SynthesisFault.COPIED),
        ("Familien taler om rejse i julen, skolen har talt med den unge", SynthesisFault.COPIED),
        (
            "Jeg har læst det: familien taler om rejse i julen og skolen har talt med den unge",
            SynthesisFault.COPIED,
        ),
        (GIVEN.upper().replace(" ", "\n"), SynthesisFault.COPIED),
        (OWN, None),
        ("Jeg ringer til skolen tirsdag og beder dem sige til, hvis den unge er væk.", None),
        ("x " * CHARACTERS_MAX, SynthesisFault.TOO_LONG),
    ],
)
def test_the_table_of_the_policy_holds(words: str, verdict: SynthesisFault | None) -> None:
    """Blank, short, long, copied, and own; ``verdict`` None: taken."""
    assert judge_synthesis(words, (GIVEN,)) is verdict


@given(WORDS)
def test_whoever_copies_everything_has_copied_everything(words: list[str]) -> None:
    """Whatever the case and the signs between the words."""
    text = " ".join(words)
    assert copied_share(", ".join(words).upper(), text) == 1.0
    assert copied_share(text, f"før {text} efter") == 1.0


@given(WORDS, WORDS)
def test_a_share_is_a_share(own: list[str], given_words: list[str]) -> None:
    """Between nothing and all; nothing is shared with nothing."""
    assert 0.0 <= copied_share(" ".join(own), " ".join(given_words)) <= 1.0
    assert copied_share(" ".join(own), "") == 0.0


@given(WORDS, st.lists(WORDS, max_size=3))
def test_more_text_from_the_giver_never_makes_a_copy_less_of_one(
    own: list[str], given_words: list[list[str]]
) -> None:
    """What is refused against one text is refused against that text and others."""
    words = " ".join(own).ljust(CHARACTERS_MIN, "x")
    texts = tuple(" ".join(one) for one in given_words)
    if judge_synthesis(words, texts[:1]) is SynthesisFault.COPIED:
        assert judge_synthesis(words, texts) is SynthesisFault.COPIED


def test_a_run_does_not_reach_from_one_text_into_the_next() -> None:
    """Two summaries side by side make no third sentence."""
    words = "rejse i julen skolen har talt i dag om det der venter"
    assert judge_synthesis(words, ("taler om rejse i", "julen skolen har")) is None
