"""How much is caught: floors that no change may fall below."""

import pytest

from tests.rules.anonymity.measure import measure, rows

NUMBERS = ["CPR", "PHONE", "EMAIL", "PLATE"]


@pytest.mark.parametrize("label", [*NUMBERS, "CASE_NO", "DATE_OF_BIRTH", "URL", "ADDRESS", "PLACE"])
def test_every_written_form_of_a_number_is_caught(label: str) -> None:
    """Law: numbers and addresses are caught in each form of the format set."""
    assert measure(rows("formats-dev.jsonl")).recall(label) == 1.0


def test_lines_that_only_look_like_numbers_are_left_alone() -> None:
    """Law: at most two look-alike lines of the format set are flagged."""
    assert measure(rows("formats-dev.jsonl")).vain_rows <= 2


@pytest.mark.parametrize(
    ("label", "floor"), [("NAME", 0.985), ("ORG", 0.95), ("ADDRESS", 1.0), ("PLACE", 1.0)]
)
def test_people_and_places_in_notes_are_caught(label: str, floor: float) -> None:
    """Law: recall in invented notes stays above its floor."""
    assert measure(rows("dev.jsonl")).recall(label) >= floor


def test_notes_are_not_littered_with_findings() -> None:
    """Law: at most 8 words in 1000 are flagged in vain."""
    assert measure(rows("dev.jsonl")).vain_per_thousand <= 8
