"""Every code has a word, in both languages, and none is left in English on a Danish screen."""

from enum import StrEnum

import pytest

from nsk_tui import vocabulary, wording

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
