#!/usr/bin/env python3
"""Measure the anonymity check: bench_anonymity.py GOLD.jsonl [--errors N] [--manner MANNER].

GOLD holds one JSON object a line: {"text", "spans": [[start, end, "LABEL"]], "optional": [...]},
offsets in code points, end exclusive. Printed are recall and false findings by label, the time
for a KB, and what loading the word lists costs in time and memory. ``--manner`` writes the
names in small letters, the whole text in capitals, the names mistyped, or names on no list instead.

Source
    docs/rules/anonymity.md
"""

import argparse
import json
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nsk_tui.rules.anonymity.findings import Finding, Strength  # noqa: E402
from nsk_tui.services.anonymity import lexicon, scan  # noqa: E402
from tools.manners import manners  # noqa: E402

Row = dict[str, Any]
MS = 1000
KB_BYTES = 1024
_WORD = re.compile(r"\w+")


@dataclass
class Counts:
    """What a run counted.

    Shape
        ``gold`` and ``caught`` count wanted spans by label; ``false`` and ``false_strong`` the words
        that a finding touches though no wanted or optional span does, by the finding's label.
    """

    gold: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    false_strong: Counter[str] = field(default_factory=Counter)
    words: int = 0
    errors: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure one file and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print the first N errors")
    parser.add_argument("--manner", choices=sorted(manners()), help="write the texts in another manner")
    given = parser.parse_args(arguments)
    if not given.gold.is_file():
        parser.error(f"there is no file {given.gold}")
    load_ms, load_mib = _load()
    rows = [json.loads(line) for line in given.gold.read_text("utf-8").splitlines() if line.strip()]
    if given.manner:
        rows = list(map(manners()[given.manner], rows))
    started = time.process_time()
    found = [scan(row["text"]) for row in rows]
    spent = time.process_time() - started
    counts = Counts()
    for row, findings in zip(rows, found, strict=True):
        _count(counts, row, findings)
    _show(counts, given.errors)
    kilobytes = sum(len(row["text"].encode()) for row in rows) / KB_BYTES
    print(f"\n{spent * MS / kilobytes:.2f} ms/KB over {kilobytes:.0f} KB (processor time)")
    print(f"word lists: loaded in {load_ms:.0f} ms, {load_mib:.0f} MiB more memory at the peak")
    return 0


def _load() -> tuple[float, float]:
    """Load the word lists; return processor time in ms and the growth of the peak memory in MiB."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    lexicon()
    spent = time.process_time() - started
    return spent * MS, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / KB_BYTES


def _count(counts: Counts, row: Row, findings: Sequence[Finding]) -> None:
    text, wanted = row["text"], [tuple(span) for span in row["spans"]]
    neutral = [*wanted, *(tuple(span) for span in row.get("optional", []))]
    for start, end, label in wanted:
        counts.gold[label] += 1
        if _covered(text, start, end, findings):
            counts.caught[label] += 1
        else:
            counts.errors.append(f"missed {label:14}{text[start:end]!r} in {text[:80]!r}")
    for word in _WORD.finditer(text):
        counts.words += 1
        if not any(word.start() < end and start < word.end() for start, end, _ in neutral):
            _count_false(counts, text, word, findings)


def _covered(text: str, start: int, end: int, findings: Sequence[Finding]) -> bool:
    """Whether every letter and digit of a span lies in a finding."""
    places = [place for place in range(start, end) if text[place].isalnum()]
    return all(any(f.start <= place < f.end for f in findings) for place in places)


def _count_false(counts: Counts, text: str, word: "re.Match[str]", findings: Sequence[Finding]) -> None:
    for finding in findings:
        if word.start() < finding.end and finding.start < word.end():
            counts.false[finding.label] += 1
            counts.false_strong[finding.label] += finding.strength is Strength.STRONG
            counts.errors.append(f"false  {finding.label:14}{word[0]!r} in {text[:80]!r}")
            return


def _show(counts: Counts, errors: int) -> None:
    print(f"{'label':<15}{'wanted':>7}{'caught':>8}{'recall':>8}{'false words':>13}{'of them strong':>16}")
    for line in _lines(counts):
        print(line)
    per_thousand = MS / max(1, counts.words)
    print(
        f"\n{counts.words} words; false per 1000: {counts.false.total() * per_thousand:.2f}, "
        f"strong: {counts.false_strong.total() * per_thousand:.2f}"
    )
    for error in counts.errors[:errors]:
        print(error)


def _lines(counts: Counts) -> Iterator[str]:
    for label in sorted({*counts.gold, *counts.false}):
        gold, caught = counts.gold[label], counts.caught[label]
        recall = f"{caught / gold:.3f}" if gold else "-"
        false, strong = counts.false[label], counts.false_strong[label]
        yield f"{label:<15}{gold:>7}{caught:>8}{recall:>8}{false:>13}{strong:>16}"


if __name__ == "__main__":
    sys.exit(main())
