"""The anonymity check with the shipped word lists."""

from collections.abc import Mapping
from functools import cache

from nsk_tui.paths import content_dir
from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.clearance import find_all
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.anonymity.lexicon import Lexicon, WordSet, read_words


@cache
def lexicon() -> Lexicon:
    """Return the shipped word lists, read once.

    Errors
        FileNotFoundError: the program's own files are incomplete; ``nsk doctor`` says which.
    """
    folder = content_dir() / "lexicon"
    sets = {name: WordSet.from_bytes((folder / f"{name}.bin").read_bytes()) for name in Lexicon.set_names()}
    return Lexicon(**sets, plain_words=read_words((folder / "everyday_forms.txt").read_text("utf-8")))


def scan(text: str) -> tuple[Finding, ...]:
    """Return what in a text may reveal a person, sorted and without overlap.

    Shape
        Offsets count code points; see ``Finding``.
    """
    return find(text, lexicon())


def scan_together(texts: Mapping[str, str], codes: Codes = NO_CODES) -> dict[str, tuple[Finding, ...]]:
    """Return what may reveal a person in texts that belong together, field by field.

    A name in one is looked for in all; ``codes`` tell what the coded fields add.
    """
    return find_all(texts, lexicon(), codes)
