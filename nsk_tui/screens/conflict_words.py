"""What the box of a conflict says: each field's two values side by side, and what they merge to."""

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from nsk_tui import vocabulary, wording
from nsk_tui.rules.consultations import ConcernLevel, FollowUp
from nsk_tui.rules.merge import TEXT_FIELDS, FieldMerge, Side
from nsk_tui.screens.consultation_fields import labels_of, text_labels
from nsk_tui.widgets.lines import Line, line
from nsk_tui.widgets.rows import fit
from nsk_tui.wording import _, ngettext, pgettext

LABEL_CELLS, VALUE_CELLS = 13, 22
FORM_NAMES = {"age_band": "age", "asker_department": "department", "asker_role": "role"}
"""What the form calls fields that a consultation calls otherwise."""


def label(field: str) -> str:
    """Return what a field of a consultation is called on the screen."""
    texts = text_labels()
    if field in texts:
        return texts[field].capitalize()
    others = {
        "signs": _("Signs"),
        "card": _("Card"),
        "referred_to": _("Referred"),
        "statute_ref": _("Law"),
        "asked": _("Question"),
        "basis": _("Basis"),
    }
    return others.get(field) or labels_of()[FORM_NAMES.get(field, field)]


def said(one: FieldMerge, value: object, today: date) -> str:
    """Return a field's value in a few words; a long text is told by what was changed in it."""
    if one.field in TEXT_FIELDS:
        return change_of(str(one.base), str(value))
    if isinstance(value, ConcernLevel):
        return vocabulary.marked_level(value)
    if isinstance(value, StrEnum):
        return vocabulary.word(value)
    if isinstance(value, FollowUp):
        return f"{wording.day(value.on, today)} {value.owner}"
    if isinstance(value, tuple):
        return ", ".join(vocabulary.word(each) for each in value) or "–"
    if one.field == "minutes" and value:
        return _("{count} min.").format(count=value)
    return str(value or "–")


def change_of(base: str, text: str) -> str:
    r"""Return what was changed in a text, in lines.

    >>> wording.use("en")
    >>> change_of("a\nb", "a\nb\nc"), change_of("a\nb", "x\ny\na\nb"), change_of("a", "b")
    ('+ 1 line below', '+ 2 lines above', '1 line changed')
    """
    if text == base:
        return _("unchanged")
    if not text.strip():
        return _("(empty)")
    old, new = base.split("\n") if base else [], text.split("\n")
    codes = [
        one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"
    ]
    if len(codes) == 1 and codes[0][0] == "insert":
        return _grown(codes[0][4] - codes[0][3], codes[0][1], len(old))
    count = sum(max(end - start, to - at) for _kind, start, end, at, to in codes)
    return ngettext("{count} line changed", "{count} lines changed", count).format(count=count)


def _grown(count: int, at: int, length: int) -> str:
    lines = ngettext("{count} line", "{count} lines", count).format(count=count)
    where = _("above") if at == 0 and length else _("below") if at == length else _("in the middle")
    return f"+ {lines} {where}"


def side_word(side: Side) -> str:
    """Return whose value a field takes, in a word."""
    return {
        Side.SAME: _("the same"),
        Side.THEIRS: _("the saved"),
        Side.MINE: pgettext("merge", "yours"),
        Side.BOTH: _("both"),
        Side.CHOOSE: _("? choose"),
    }[side]


def table(rows: Sequence[FieldMerge], sides: Sequence[Side], at: int, today: date, clock: str) -> list[Line]:
    """Return the heading and the fields; ``at`` -1 means that no field is to be chosen now."""
    heads = (_("Field"), _("in the archive {time}").format(time=clock), pgettext("merge", "yours"))
    heading = line(_row(heads, _("merged")), "faint")
    return [
        heading,
        *(
            line(
                _row(
                    (label(one.field), said(one, one.theirs, today), said(one, one.mine, today)),
                    side_word(side),
                    place == at,
                ),
                "bold" if side is Side.CHOOSE else "",
            )
            for place, (one, side) in enumerate(zip(rows, sides, strict=True))
        ),
    ]


def _row(values: tuple[str, str, str], merged: str, at_cursor: bool = False) -> str:
    name, theirs, mine = values
    widths = f"{fit(name, LABEL_CELLS - 1)} {fit(theirs, VALUE_CELLS - 1)} {fit(mine, VALUE_CELLS - 1)} "
    return f"{'▸' if at_cursor else ' '} {widths}{merged}"
