"""A finding on its way: a span of the plain text with all that a finding says.

Source
    docs/rules/anonymity.md
"""

from typing import NamedTuple

from nsk_tui.rules.anonymity.findings import Label, Reason, Strength, Suggestion


class Mark(NamedTuple):
    """A span of the plain text that may reveal a person."""

    start: int
    end: int
    label: Label
    strength: Strength
    reason: Reason
    suggestions: tuple[Suggestion, ...] = ()

    def touches(self, start: int, end: int) -> bool:
        """Whether the span shares a character with this one."""
        return self.start < end and start < self.end


def strong(start: int, end: int, label: Label, reason: Reason, *suggestions: Suggestion) -> Mark:
    """Return a mark that must be resolved."""
    return Mark(start, end, label, Strength.STRONG, reason, suggestions)


def weak(start: int, end: int, label: Label, reason: Reason, *suggestions: Suggestion) -> Mark:
    """Return a mark that the author takes a stance on."""
    return Mark(start, end, label, Strength.WEAK, reason, suggestions)


_TWO = 2


def merge(marks: list[Mark]) -> list[Mark]:
    """Return marks sorted and without overlap, covering all that was covered.

    Strong before weak, then earlier, then longer; what a weaker mark covers beyond a stronger
    one stays as a piece of its own, so that nothing found is lost.

    >>> a = strong(0, 5, Label.CPR, Reason.CPR_SHAPE)
    >>> b = weak(3, 9, Label.NAME, Reason.UNKNOWN_WORD)
    >>> [(m.start, m.end) for m in merge([b, a])]
    [(0, 5), (5, 9)]
    """
    if len(marks) < _TWO:
        return marks
    ranked = sorted(marks, key=lambda m: (m.strength is Strength.WEAK, m.start, -m.end))
    covered: list[Mark] = []
    for tier in (Strength.STRONG, Strength.WEAK):
        covered = _lay(covered, [mark for mark in ranked if mark.strength is tier])
    return covered


def _lay(under: list[Mark], marks: list[Mark]) -> list[Mark]:
    """Lay marks (sorted by start) into the gaps between those that already lie (sorted)."""
    laid: list[Mark] = []
    place, reached = 0, 0
    for mark in marks:
        start = max(mark.start, reached)
        while place < len(under) and under[place].end <= start:
            place += 1
        at = place
        while start < mark.end:
            gap_end = under[at].start if at < len(under) else mark.end
            end = min(mark.end, gap_end)
            if start < end:
                laid.append(mark._replace(start=start, end=end))
            if at >= len(under) or gap_end >= mark.end:
                break
            start = max(start, under[at].end)
            at += 1
        reached = max(reached, mark.end)
    return sorted(under + laid)
