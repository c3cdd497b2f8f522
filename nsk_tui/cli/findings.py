"""Findings on the command line: as JSON and as lines, never the word that was found."""

from bisect import bisect_right

from nsk_tui import vocabulary
from nsk_tui.rules.anonymity.findings import Finding


def as_object(field: str, finding: Finding) -> dict[str, object]:
    """Return a finding as the JSON answers show it; the reason is a sentence for the reader."""
    return {
        "field": field,
        "start": finding.start,
        "end": finding.end,
        "label": finding.label.value,
        "strength": finding.strength.value,
        "reason": vocabulary.word(finding.reason),
    }


def as_span(finding: Finding) -> list[object]:
    """Return a finding as ``scan --jsonl`` shows it."""
    return [finding.start, finding.end, finding.label.value, finding.strength.value]


def as_line(where: str, finding: Finding) -> str:
    """Return a finding as one line: place, label, strength, reason."""
    return f"{where} {finding.label.value} {finding.strength.value} {vocabulary.word(finding.reason)}"


class Places:
    """Line and column, both from 1, of a code point in a text."""

    def __init__(self, text: str) -> None:
        """Note where each line begins."""
        self._begins = [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]

    def of(self, position: int) -> str:
        r"""Return ``line:column``.

        >>> Places("ab\ncd").of(4)
        '2:2'
        """
        line = bisect_right(self._begins, position)
        return f"{line}:{position - self._begins[line - 1] + 1}"
