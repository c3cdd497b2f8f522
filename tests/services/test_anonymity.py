"""The shipped word lists: complete, quick to load, at work."""

from nsk_tui.rules.anonymity.findings import Label, Strength
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.services.anonymity import lexicon, scan


def test_the_shipped_lists_are_there_and_filled() -> None:
    """Law: no list is missing or empty."""
    shipped = lexicon()
    assert all(len(getattr(shipped, name)) > 0 for name in Lexicon.set_names())


def test_the_lists_are_read_once() -> None:
    """Law: a second call costs nothing."""
    assert lexicon() is lexicon()


def test_a_scan_finds_a_name_and_a_number() -> None:
    """Law: the service is the rule with the shipped lists."""
    text = "Sofie kan træffes på 12 34 56 78."
    found = {(text[f.start : f.end], f.label, f.strength) for f in scan(text)}
    assert {
        ("Sofie", Label.NAME, Strength.STRONG),
        ("12 34 56 78", Label.PHONE, Strength.STRONG),
    } == found
