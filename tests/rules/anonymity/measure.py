"""Counting what the check catches and what it flags in vain, for tests with floors."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from nsk_tui.rules.anonymity.findings import Finding, Strength
from nsk_tui.services.anonymity import scan

DATA = Path(__file__).parents[2] / "data" / "anonymity"
_WORD = re.compile(r"\w+")


@dataclass
class Measure:
    """What was wanted, what was caught in full, and the words flagged in vain."""

    wanted: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    words: int = 0
    vain: int = 0
    vain_strong: int = 0
    vain_rows: int = 0

    def recall(self, label: str) -> float:
        """Share of the wanted spans of a label of which every letter is covered."""
        return self.caught[label] / self.wanted[label]

    @property
    def vain_per_thousand(self) -> float:
        """Words flagged in vain per 1000 words."""
        return 1000 * self.vain / self.words

    @property
    def vain_strong_per_thousand(self) -> float:
        """Words per 1000 that a strong finding flags in vain."""
        return 1000 * self.vain_strong / self.words


def rows(name: str) -> list[dict[str, Any]]:
    """Read a set of texts with their wanted spans."""
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def measure(texts: list[dict[str, Any]]) -> Measure:
    """Run the check over texts and count."""
    result = Measure()
    for row in texts:
        found = scan(row["text"])
        _count_caught(result, row, found)
        _count_vain(result, row, found)
    return result


@cache
def measured(name: str) -> Measure:
    """Run the check over a whole set; once, however many floors ask for it."""
    return measure(rows(name))


def _count_caught(result: Measure, row: dict[str, Any], found: tuple[Finding, ...]) -> None:
    for start, end, label in row["spans"]:
        letters = [place for place in range(start, end) if row["text"][place].isalnum()]
        result.wanted[label] += 1
        result.caught[label] += all(any(f.start <= at < f.end for f in found) for at in letters)


def _count_vain(result: Measure, row: dict[str, Any], found: tuple[Finding, ...]) -> None:
    neutral = [(start, end) for start, end, _ in row["spans"] + row.get("optional", [])]
    before = result.vain
    for word in _WORD.finditer(row["text"]):
        start, end = word.span()
        result.words += 1
        if not any(start < e and s < end for s, e in neutral):
            over = [f for f in found if start < f.end and f.start < end]
            result.vain += bool(over)
            result.vain_strong += any(f.strength is Strength.STRONG for f in over)
    result.vain_rows += not row["spans"] and result.vain > before
