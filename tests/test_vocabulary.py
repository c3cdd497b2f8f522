"""Every code has a word, in both languages, and none is left in English on a Danish screen."""

from enum import StrEnum

import pytest

from nsk_tui import vocabulary, wording
from nsk_tui.rules.anonymity.findings import Suggestion
from nsk_tui.vocabulary import stand_in

CODES = [code for kind in vocabulary._WORDS for code in kind]
ALIKE = {"video", "mail", "chat", "isolation", "orange"}


@pytest.mark.parametrize("code", CODES, ids=lambda code: f"{type(code).__name__}.{code}")
def test_every_code_has_a_danish_and_an_english_word(code: StrEnum) -> None:
    """Both say something, and they differ unless the words are the same."""
    danish = vocabulary.word(code)
    wording.use("en")
    english = vocabulary.word(code)
    assert danish
    assert english
    assert danish != english or english in ALIKE or english[:1].isdigit()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_word_put_into_a_text_is_in_the_language_of_the_text(language: str) -> None:
    """A member who reads the screen in English writes Danish like the others."""
    wording.use(language)
    assert stand_in(Suggestion.A_PARENT, "Hun er bange for Hassan, og skolen har ringet.") == "en forælder"
    english = "She is afraid of Hassan and the school has called us about it."
    assert stand_in(Suggestion.A_PARENT, english) == "a parent"
    assert wording.language() == language
