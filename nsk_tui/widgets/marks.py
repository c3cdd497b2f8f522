"""Where findings stand while the text around them changes; plain values, no terminal."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from nsk_tui.rules.anonymity.findings import Declaration, Finding, Strength


@dataclass(frozen=True)
class Mark:
    """The part of a finding that stands on one line.

    Shape
        ``start`` and ``end`` count code points from the beginning of the line.
    """

    start: int
    end: int
    strength: Strength


@dataclass(frozen=True)
class Answered:
    """A finding that may stand; ``declaration`` None: a weak one was seen and accepted."""

    finding: Finding
    declaration: Declaration | None


def line_starts(text: str) -> list[int]:
    r"""Return where each line begins, in code points.

    >>> line_starts("en\nto\n")
    [0, 3, 6]
    """
    return list(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))


def location(starts: Sequence[int], offset: int) -> tuple[int, int]:
    """Return (line, column) of an offset, both from 0.

    >>> location([0, 3, 6], 4)
    (1, 1)
    """
    line = bisect_right(starts, offset) - 1
    return line, offset - starts[line]


def marks_by_line(findings: Sequence[Finding], starts: Sequence[int]) -> dict[int, list[Mark]]:
    """Return the marks of each line that has any; a finding over a line end is marked on both."""
    by_line: dict[int, list[Mark]] = {}
    for finding in findings:
        first, column = location(starts, finding.start)
        last, end = location(starts, finding.end)
        for line in range(first, last + 1):
            begin = column if line == first else 0
            until = end if line == last else starts[line + 1] - 1 - starts[line]
            if begin < until:
                by_line.setdefault(line, []).append(Mark(begin, until, finding.strength))
    return by_line


def carried(findings: Sequence[Finding], before: str, after: str) -> tuple[Finding, ...]:
    """Return the findings that an edit left alone, moved to where their words stand now.

    Between two checks the marks then stay on their words, and a word that is being changed
    loses its mark until it is checked again.

    >>> from nsk_tui.rules.anonymity.findings import Label, Reason
    >>> sofie = Finding(0, 5, Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    >>> [(f.start, f.end) for f in carried([sofie], "Sofie ler", "Nu: Sofie ler")]
    [(4, 9)]
    >>> carried([sofie], "Sofie ler", "Sofi ler")
    ()
    """
    same_head = _same_head(before, after)
    room = min(len(before), len(after)) - same_head
    same_tail = min(room, _same_head(before[::-1], after[::-1]))
    shift, tail = len(after) - len(before), len(before) - same_tail
    kept = []
    for finding in findings:
        if finding.end <= same_head:
            kept.append(finding)
        elif finding.start >= tail:
            kept.append(replace(finding, start=finding.start + shift, end=finding.end + shift))
    return tuple(kept)


def carried_answers(answers: Sequence[Answered], before: str, after: str) -> list[Answered]:
    """Return the answers whose words an edit left alone, moved to where those stand now."""
    moved = ((carried([one.finding], before, after), one.declaration) for one in answers)
    return [Answered(kept[0], declaration) for kept, declaration in moved if kept]


def _same_head(one: str, other: str) -> int:
    """Return how many first characters two texts share, by halving: compares at memory speed."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
