"""The load in lines: sentences with their numbers, bars beside them, and what could be done."""

from textwrap import wrap

from nsk_tui import duty_words, wording
from nsk_tui.rules.bottleneck import Bottleneck
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.load import LoadPicture, PersonRow
from nsk_tui.widgets.bars import FULL, bar
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext, pgettext

HEAD_CELLS, MEMBER_CELLS, SHARE_CELLS = 20, 8, 7
DUTIES_CELLS, DUTIES_CELLS_WIDE, END_CELLS = 8, 14, 12
HEAD_FULL_CELLS = 30


def head(found: LoadPicture, width: int) -> list[Line]:
    """Return what is said of consultations, duties and red cases, and the columns' names."""
    parts = (
        (_("CONSULTATIONS"), found.consultations, _("the consultations")),
        (_("DUTIES"), found.duties, _("the duties")),
        (_("RED"), found.reds, _("the red cases")),
    )
    lines: list[Line] = []
    for place, (name, seen, what) in enumerate(parts):
        lines += _told(name, seen, what, found.may_see_load, width, in_rows=place == 0)
    return [*lines, EMPTY, _titles(width)]


def _told(name: str, seen: Bottleneck, what: str, may_name: bool, width: int, in_rows: bool) -> list[Line]:
    sentences = duty_words.told(seen, what, may_name)
    if not in_rows:
        sentences = wrap(" ".join(sentences), width - HEAD_CELLS - 1)
    heads = [f" {name} ({wording.number(seen.total)})", *[""] * (len(sentences) - 1)]
    return [
        ((title.ljust(HEAD_CELLS), "bold"), (text, "")) for title, text in zip(heads, sentences, strict=True)
    ]


def _titles(width: int) -> Line:
    lead = f"   {_('Person'):<{MEMBER_CELLS}}{pgettext('rota', 'Share'):>{SHARE_CELLS - 2}}  "
    return line(
        f"{lead}{pgettext('load', 'Duties'):<{_duties_cells(width) + 5}}{pgettext('load', 'Consultations')}",
        "faint",
    )


def _duties_cells(width: int) -> int:
    return DUTIES_CELLS_WIDE if width >= WIDE_CELLS else DUTIES_CELLS


def row(one: PersonRow, found: LoadPicture, at_cursor: bool, width: int) -> Line:
    """Return a person: her share of full time, her duties, her consultations."""
    room = _duties_cells(width)
    most_duties = max((each.duties for each in found.rows), default=0)
    most = max((each.consultations for each in found.rows), default=0)
    lead = f"{pointer(at_cursor)}{cut(one.member, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
    share = f"{one.share_percent} %".rjust(SHARE_CELLS - 2) + "  "
    duties = bar([(one.duties, FULL)], max(most_duties, room), room)
    cells = max(4, width - len(lead) - SHARE_CELLS - room - 5 - END_CELLS)
    calls = bar([(one.consultations, FULL)], max(1, most), cells)
    percent = f"  {duty_words.percent(one.share):>5}" if found.consultations.has_index else ""
    return (
        (lead + share, "bold" if at_cursor else ""),
        (f"{duties:<{room}} {one.duties:>2}  ", ""),
        (f"{calls} {one.consultations}{percent}".lstrip(), ""),
    )


def foot(found: LoadPicture, width: int, hidden: int) -> list[Line]:
    """Return the direction, the advice, and what was counted; ``hidden`` rows lie below what is seen."""
    told = []
    direction = duty_words.trend(found.direction)
    if direction:
        told.append(direction)
    if found.suggestions:
        advice = " · ".join(duty_words.advice(one).rstrip(".") for one in found.suggestions)
        told.append(_("What could help: {advice}.").format(advice=advice))
    if not found.may_see_load:
        told.append(_("The group has chosen that each sees only her own load."))
    counted = _("Counted on what happened, not on the plan. It is about who is called, never a mark.")
    return [
        _edge(width, hidden),
        *(line(f" {part}") for text in told for part in wrap(text, width - 2)),
        *(line(f" {part}", "faint") for part in wrap(counted, width - 2)),
    ]


def _edge(width: int, hidden: int) -> Line:
    if hidden <= 0:
        return rule(width)
    more = ngettext("{count} person more: Down", "{count} persons more: Down", hidden).format(count=hidden)
    return line(f" {'─' * (width - len(more) - 4)} {more}", "rule")


def in_full(one: PersonRow) -> list[str]:
    """Return everything that is counted of a person, as lines."""
    rows = (
        (_("Share of full time"), f"{one.share_percent} %"),
        (_("Duties taken"), wording.number(one.duties)),
        (
            pgettext("load", "Consultations"),
            f"{wording.number(one.consultations)}  ({duty_words.percent(one.share)})",
        ),
        (_("of them red"), wording.number(one.reds)),
        (_("Consultations per full time"), duty_words.load(one.per_full_time)),
    )
    return [f"{name:<{HEAD_FULL_CELLS}}{text}" for name, text in rows]
