"""The columns of the lists of threads; the outer ones join when there is room."""

from collections.abc import Callable
from datetime import date

from nsk_tui import vocabulary
from nsk_tui.rules.consultations import ThreadLine
from nsk_tui.screens import thread_words
from nsk_tui.services.threads import SearchHit
from nsk_tui.widgets.frame import WIDE_CELLS
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.wording import _, pgettext

CODE_CELLS = 17
"""Nineteen of twenty code names fit; the line below the list says each in full."""

CODE_CELLS_WIDE = 22


def thread_columns(today: Callable[[], date]) -> tuple[Column[ThreadLine], ...]:
    """Return the columns of the list of threads."""

    def due(line: ThreadLine) -> Cell:
        return thread_words.due_cell(line, today())

    return (
        Column(_("Level"), 8, lambda line: thread_words.level_cell(line.level)),
        Column(_("Code"), CODE_CELLS, lambda line: Cell(line.code_name), until_width=WIDE_CELLS),
        Column(_("Code"), CODE_CELLS_WIDE, lambda line: Cell(line.code_name), from_width=WIDE_CELLS),
        Column(_("Department"), 11, lambda line: Cell(line.department), until_width=WIDE_CELLS),
        Column(_("Department"), 17, lambda line: Cell(line.department), from_width=WIDE_CELLS),
        Column(_("Age"), 5, lambda line: Cell(thread_words.short_age(line.age_band))),
        Column(_("Concern"), 0, lambda line: Cell(thread_words.concerns(line))),
        Column(_("Outcome"), 13, lambda line: Cell(vocabulary.word(line.outcome)), from_width=WIDE_CELLS),
        Column(pgettext("list", "Entries"), 7, lambda line: Cell(str(line.entries)), from_width=WIDE_CELLS),
        Column(pgettext("list", "Next"), 7, due),
        Column(pgettext("list", "With"), 4, lambda line: Cell(line.owner)),
    )


def hit_columns(today: Callable[[], date]) -> tuple[Column[SearchHit], ...]:
    """Return the columns of the places that a search found."""

    def day(hit: SearchHit) -> Cell:
        return Cell(thread_words.local_day(hit.entry.created_at, today()))

    return (
        Column(_("Level"), 8, lambda hit: thread_words.level_cell(hit.entry.body.level)),
        Column(_("Code"), CODE_CELLS, lambda hit: Cell(hit.line.code_name), until_width=WIDE_CELLS),
        Column(_("Code"), CODE_CELLS_WIDE, lambda hit: Cell(hit.line.code_name), from_width=WIDE_CELLS),
        Column(pgettext("list", "Day"), 10, day),
        Column(pgettext("list", "By"), 4, lambda hit: Cell(hit.entry.member)),
        Column(_("Where it stands"), 0, lambda hit: thread_words.snippet_cell(hit.snippet)),
    )
