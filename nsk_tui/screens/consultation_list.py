"""A list of threads as it is found and as it is named."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from nsk_tui import wording
from nsk_tui.rules.consultations import ThreadLine
from nsk_tui.rules.lists import ListFilter, Sort, View
from nsk_tui.services import threads
from nsk_tui.services.session import Session
from nsk_tui.widgets.frame import WIDE_CELLS, view_line
from nsk_tui.widgets.rows import BLOCK_ROWS, RowCache
from nsk_tui.wording import _, ngettext


@dataclass(frozen=True)
class FoundList:
    """A list as the service found it, the cursor's block of rows at hand."""

    wanted: ListFilter
    keys: Sequence[int]
    open_count: int
    late_count: int
    cursor: int
    at_hand: tuple[tuple[int, tuple[ThreadLine, ...]], ...]

    def shows_the_same(self, other: "FoundList", rows: RowCache[ThreadLine]) -> bool:
        """Whether a list found before looks like this one; then nothing need be drawn again."""
        if (self.wanted, self.open_count, self.late_count) != (
            other.wanted,
            other.open_count,
            other.late_count,
        ):
            return False
        return self.keys == other.keys and all(
            rows.row(first + place) == line
            for first, block in self.at_hand
            for place, line in enumerate(block)
        )


def find_list(session: Session, wanted: ListFilter, key: int | None) -> FoundList:
    """Return a list with the rows around one thread; key None stands for the first."""
    found = threads.thread_keys(session, wanted)
    cursor = found.keys.index(key) if key in found.keys else 0
    first = cursor // BLOCK_ROWS * BLOCK_ROWS
    rows = threads.lines(session, found.keys[first : first + BLOCK_ROWS])
    return FoundList(wanted, found.keys, found.open_count, found.late_count, cursor, ((first, rows),))


def list_heading(found: FoundList, views: Sequence[str], view: int, width: int) -> Content:
    """Return the line above a list: its views, how many are open and late, and its order."""
    order = _sort_word(found.wanted.sort)
    counts = [
        _counted(ngettext("{count} open", "{count} open", found.open_count), found.open_count),
        _counted(ngettext("{count} late", "{count} late", found.late_count), found.late_count),
        order if width < WIDE_CELLS else _("sort: {order}").format(order=order),
    ]
    return view_line(_("CONSULTATIONS"), views, view, " · ".join(counts), width)


def nothing_in(wanted: ListFilter) -> str:
    """Return what an empty list says: what is empty, and which key comes next."""
    if wanted.words:
        said = _("Nothing with '{words}'. Try fewer letters, or Enter to search everything.")
        return said.format(words=wanted.words)
    return {
        View.OPEN: _("No open consultations. n writes one; , shows the closed ones."),
        View.MINE: _("None of the open consultations is yours. n writes one; , shows all."),
        View.ALL: _("No consultations yet. n writes the first."),
    }[wanted.view]


def _counted(said: str, count: int) -> str:
    return said.format(count=wording.number(count))


def _sort_word(sort: Sort) -> str:
    return {
        Sort.URGENT: _("most urgent"),
        Sort.NEWEST: _("newest"),
        Sort.DEPARTMENT: _("department"),
    }[sort]
