"""Two people saved the same record: what is the same, whose is newer, what must be chosen.

Nothing is decided silently: a proposal is a proposal, and a text that both changed keeps both.

Source
    docs/rules/merge.md
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import SequenceMatcher
from enum import StrEnum

from nsk_tui.rules.consultations import ConcernLevel, NewConsultation

Value = tuple[str, ...]
Values = Mapping[str, Value]
"""What a form of short fields holds: each field has one word or several."""

TEXT_FIELDS = frozenset({"text", "advice", "learned"})
_NOT_MERGED = frozenset({"thread", "day", "area"})


class Side(StrEnum):
    """Whose value a field takes."""

    SAME = "same"
    THEIRS = "theirs"
    MINE = "mine"
    BOTH = "both"
    CHOOSE = "choose"


@dataclass(frozen=True)
class _Hunk:
    """Old lines from ``start`` to ``end`` that one side replaced."""

    side: Side
    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class FieldMerge:
    """One field of a record that two people changed.

    Shape
        ``proposal`` CHOOSE means that both changed it and somebody must say; ``merged`` is the
        value that the proposal would give, theirs while nobody has chosen.
    """

    field: str
    base: object
    theirs: object
    mine: object
    proposal: Side
    merged: object


def merge_fields(
    base: NewConsultation, theirs: NewConsultation, mine: NewConsultation
) -> tuple[FieldMerge, ...]:
    """Return how each field of a record would merge, those first that need a choice.

    ``base`` is what both read before they wrote.
    """
    names = [item.name for item in fields(NewConsultation) if item.name not in _NOT_MERGED]
    merged = [_merge(name, *(getattr(one, name) for one in (base, theirs, mine))) for name in names]
    return tuple(sorted(merged, key=lambda one: one.proposal is not Side.CHOOSE))


def apply(
    theirs: NewConsultation, merges: tuple[FieldMerge, ...], chosen: dict[str, Side]
) -> NewConsultation:
    """Return the record that the proposals and the choices give.

    ``chosen`` overrules a proposal field by field with THEIRS, MINE or BOTH.
    """
    values = {one.field: _value(one, chosen.get(one.field, one.proposal)) for one in merges}
    return replace(theirs, **values)  # type: ignore[arg-type]


def merge_values(base: Values, theirs: Values, mine: Values) -> tuple[dict[str, Value], tuple[str, ...]]:
    """Return the values of a form that two people changed, and the fields that somebody must choose.

    Shape
        All three have the same fields. A field to be chosen has mine meanwhile.

    >>> merge_values({"a": ("1",)}, {"a": ("2",)}, {"a": ("1",)})
    ({'a': ('2',)}, ())
    >>> merge_values({"a": ("1",)}, {"a": ("2",)}, {"a": ("3",)})
    ({'a': ('3',)}, ('a',))
    """
    clashes = tuple(
        name for name in mine if base[name] not in (theirs[name], mine[name]) and theirs[name] != mine[name]
    )
    merged = {name: theirs[name] if mine[name] == base[name] else mine[name] for name in mine}
    return merged, clashes


def merge_text(base: str, theirs: str, mine: str) -> str:
    r"""Return a text with both people's changes, line by line; a line that both changed stands twice.

    >>> merge_text("a\nb\nc", "a\nB\nc", "a\nb\nc\nd")
    'a\nB\nc\nd'
    >>> merge_text("a\nb", "a\nb1", "a\nb2")
    'a\nb1\nb2'
    """
    old = base.split("\n")
    hunks = [*_hunks(old, theirs, Side.THEIRS), *_hunks(old, mine, Side.MINE)]
    hunks.sort(key=lambda hunk: (hunk.start, hunk.end))
    lines: list[str] = []
    at = 0
    for start, end, group in _groups(hunks):
        lines += old[at:start] + _of_both(old, start, end, group)
        at = end
    return "\n".join(lines + old[at:])


def _merge(name: str, base: object, theirs: object, mine: object) -> FieldMerge:
    if theirs == mine:
        return FieldMerge(name, base, theirs, mine, Side.SAME, mine)
    if mine == base:
        return FieldMerge(name, base, theirs, mine, Side.THEIRS, theirs)
    if theirs == base:
        return FieldMerge(name, base, theirs, mine, Side.MINE, mine)
    if name in TEXT_FIELDS:
        return FieldMerge(name, base, theirs, mine, Side.BOTH, _both(base, theirs, mine))
    if isinstance(theirs, ConcernLevel) and isinstance(mine, ConcernLevel):
        side = Side.THEIRS if theirs.rank > mine.rank else Side.MINE
        return FieldMerge(name, base, theirs, mine, side, theirs if side is Side.THEIRS else mine)
    return FieldMerge(name, base, theirs, mine, Side.CHOOSE, theirs)


def _value(one: FieldMerge, side: Side) -> object:
    if side is Side.MINE:
        return one.mine
    if side is Side.BOTH:
        return _both(one.base, one.theirs, one.mine)
    return one.theirs if side in (Side.THEIRS, Side.CHOOSE) else one.merged


def _both(base: object, theirs: object, mine: object) -> str:
    return merge_text(str(base), str(theirs), str(mine))


def _hunks(old: list[str], text: str, side: Side) -> list[_Hunk]:
    new = text.split("\n")
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Hunk(side, i, j, tuple(new[a:b])) for kind, i, j, a, b in codes if kind != "equal"]


def _groups(hunks: list[_Hunk]) -> list[tuple[int, int, list[_Hunk]]]:
    """Return hunks that touch the same old lines, together: where they begin, where they end."""
    groups: list[tuple[int, int, list[_Hunk]]] = []
    for hunk in hunks:
        if groups and (hunk.start < groups[-1][1] or hunk.start == groups[-1][0]):
            start, end, group = groups[-1]
            groups[-1] = (start, max(end, hunk.end), [*group, hunk])
        else:
            groups.append((hunk.start, hunk.end, [hunk]))
    return groups


def _of_both(old: list[str], start: int, end: int, group: list[_Hunk]) -> list[str]:
    versions = [
        _one_side(old, start, end, [hunk for hunk in group if hunk.side is side])
        for side in (Side.THEIRS, Side.MINE)
        if any(hunk.side is side for hunk in group)
    ]
    first, *rest = versions
    return first + [line for version in rest for line in version if line not in first]


def _one_side(old: list[str], start: int, end: int, hunks: list[_Hunk]) -> list[str]:
    lines: list[str] = []
    at = start
    for hunk in hunks:
        lines += [*old[at : hunk.start], *hunk.lines]
        at = hunk.end
    return lines + old[at:end]
