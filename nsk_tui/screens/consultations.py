"""The consultations as a list: open, mine, all; filtered, sorted, searched."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from textual import on
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui import wording
from nsk_tui.rules.consultations import ThreadLine, ThreadState
from nsk_tui.rules.lists import ListFilter, Sort, View
from nsk_tui.screens import thread_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.consultation_list import FoundList, find_list, list_heading, nothing_in
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.thread_columns import hit_columns, thread_columns
from nsk_tui.services import consultations, threads
from nsk_tui.services.threads import SearchHit
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import FrameLine
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, ngettext, pgettext

FILTER_PAUSE_SECONDS = 0.15
"""How long nobody types before the list is narrowed."""

_SORTS = tuple(Sort)
_FOR_OPEN_THREADS = ("consultation.close", "follow_up.new")


def place_in(grid: Grid[Any]) -> str:
    """Return where in a list the cursor stands; nothing in an empty one."""
    place, count = wording.number(grid.cursor + 1), wording.number(grid.rows.count)
    return _("{place} of {count}").format(place=place, count=count) if grid.rows.count else ""


def found_told(count: int, words: str) -> str:
    """Return how much a search found, and the way back."""
    told = ngettext("{count} entry with '{words}'.", "{count} entries with '{words}'.", count)
    return told.format(count=count, words=words) + " " + _("Esc goes back to the list.")


def not_fetched(screen: TabbedScreen, message: Grid.RowsWanted, error: Exception) -> None:
    """Say why rows did not come, and let them be asked for again."""
    message.grid.rows.give_up(message.first)
    screen.program.show_error(error)


class SeekField(LineField):
    """The line that narrows the list; Down goes to the list."""

    def __init__(self) -> None:
        super().__init__("seek", _("Find"), remark=_("Enter searches everything"))


class ConsultationsScreen(TabbedScreen, WithReference):
    """The list of threads, its search, and what the row under the cursor is about."""

    NOUN = Place.CONSULTATIONS
    CSS_PATH = ["lists.tcss", "consultations.tcss"]  # noqa: RUF012 - as Textual declares it
    VIEWS = tuple(view.value for view in View)

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[int] = ()
        self.found: FoundList | None = None
        self.sort = Sort.URGENT
        self._pause: Timer | None = None

    def body(self) -> tuple[Widget, ...]:
        """Return heading, search line, list, hits, what is empty, and the preview line."""
        return (
            TextBlock(id="heading"),
            SeekField(),
            Grid(thread_columns(self.today), id="threads"),
            Grid(hit_columns(self.today), id="hits"),
            TextBlock(id="empty"),
            FrameLine("preview"),
        )

    @property
    def threads(self) -> Grid[ThreadLine]:
        """The list."""
        return self.query_one("#threads", Grid)

    @property
    def hits(self) -> Grid[SearchHit]:
        """What a search over everything found."""
        return self.query_one("#hits", Grid)

    @property
    def words(self) -> str:
        """What is sought."""
        return self.query_one(SeekField).value.strip()

    def on_mount(self) -> None:
        """Begin with the list."""
        self._show_parts(seek=False, hits=False)
        super().on_mount()
        self.threads.focus()

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return pgettext("threads", "Open"), pgettext("threads", "Mine"), pgettext("threads", "All")

    def today(self) -> date:
        """Return the day on the wall calendar."""
        return self.now.date()

    # Fetching ---------------------------------------------------------------------------------

    def refresh_records(self) -> None:
        """Fetch the list again; the cursor stays on its thread."""
        self._fetch(self._key_at_cursor())

    def forget_records(self) -> None:
        """Let go of the words that a search found; the list of codes stays."""
        if self.has_class("-hits"):
            self.hits.show_rows(0, 0, ())
            self._show_parts(seek=True, hits=False)
            self.threads.focus()

    def show_view(self, view: int) -> None:
        """Show another view from its first row."""
        self._show_parts(seek=bool(self.words), hits=False)
        self._fetch(None)

    def _fetch(self, key: int | None) -> None:
        wanted = ListFilter(list(View)[self.view], self.sort, self.words)
        self.run_service(
            find_list, self.session, wanted, key,
            done=self._show, doing="" if self.found else _("Fetching the list ..."), exclusive="list",
        )  # fmt: skip

    def _show(self, found: FoundList) -> None:
        if self.found is not None and found.shows_the_same(self.found, self.threads.rows):
            return
        self.found, self.keys = found, found.keys
        self.program.tab_counts["screen.consultations"] = found.open_count
        self.threads.show_rows(len(found.keys), found.cursor, found.at_hand)
        self.query_one("#empty", TextBlock).show("" if found.keys else nothing_in(found.wanted))
        self.set_class(not found.keys, "-empty")
        self._head()
        self.refresh_frame()

    def on_grid_rows_wanted(self, message: Grid.RowsWanted) -> None:
        """Fetch a block of rows."""
        keys = self.keys[message.first : message.first + message.count]
        self.run_service(
            threads.lines, self.session, keys,
            done=partial(message.grid.put_rows, message.turn, message.first),
            failed=partial(not_fetched, self, message),
        )  # fmt: skip

    # What is seen -----------------------------------------------------------------------------

    def on_grid_moved(self, message: Grid.Moved) -> None:
        """Tell of the row under the cursor."""
        if message.grid is self._in_front():
            self._tell_of_row()

    def _in_front(self) -> Grid[Any]:
        return self.hits if self.has_class("-hits") else self.threads

    def _tell_of_row(self) -> None:
        grid, line = self._in_front(), self.line()
        said = thread_words.preview(line, self.today()) if line is not None else ""
        self.query_one("#preview", FrameLine).say(said, place_in(grid))
        self.refresh_footer()

    def on_descendant_focus(self) -> None:
        """Offer the acts of where the keys go now: letters write in the search, and act in the list."""
        if self.is_mounted and self.is_current:
            self.refresh_footer()

    def on_grid_opened(self) -> None:
        """Open the row that was clicked."""
        self.do_consultation_open()

    def on_resize(self) -> None:
        """Draw the heading as wide as the window."""
        super().on_resize()
        self._head()

    def line(self) -> ThreadLine | None:
        """Return the thread under the cursor; None when there is none."""
        if not self.has_class("-hits"):
            return self.threads.row_at_cursor
        hit = self.hits.row_at_cursor
        return hit.line if hit is not None else None

    def has_row(self) -> bool:
        """Return whether the cursor stands on a thread."""
        return self.is_mounted and self.line() is not None

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the thread under the cursor."""
        line = self.line() if self.is_mounted else None
        if line is not None and line.state is ThreadState.CLOSED and action.id in _FOR_OPEN_THREADS:
            return _("the thread is closed")
        # What has no key is chosen by its words: nothing that is typed here could mean it.
        writing = isinstance(self.focused, Input) and bool(action.keys) and not action.in_text
        return _("here you write what to find") if writing else None

    def _head(self) -> None:
        if self.found is not None:
            heading = list_heading(self.found, self.view_names(), self.view, self.size.width)
            self.query_one("#heading", TextBlock).show(heading)

    def _key_at_cursor(self) -> int | None:
        return self.keys[cursor] if (cursor := self.threads.cursor) < len(self.keys) else None

    def _show_parts(self, seek: bool, hits: bool) -> None:
        self.set_class(seek, "-seeking")
        self.set_class(hits, "-hits")
        self._tell_of_row()

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the code name of the thread under the cursor."""
        return line.code_name if (line := self.line()) is not None else ""

    def do_consultation_open(self) -> None:
        """Open the thread under the cursor."""
        from nsk_tui.screens.consultation import ConsultationScreen

        if (line := self.line()) is not None:
            self.app.push_screen(ConsultationScreen(line.code_name))

    def do_consultation_create(self) -> None:
        """Write a new consultation."""
        self.program.everywhere.do_consultation_new()

    def do_follow_up_new(self) -> None:
        """Note a follow-up on the thread under the cursor."""
        from nsk_tui.screens.follow_up import FollowUpScreen

        if (line := self.line()) is not None:
            self.app.push_screen(FollowUpScreen(line.code_name, line))

    def do_consultation_close(self) -> None:
        """Close the thread under the cursor."""
        if (line := self.line()) is not None:
            closing = partial(consultations.close_thread, self.session, line.code_name)
            self.run_service(closing, done=self._after_closing)

    def _after_closing(self, answer: consultations.Closed | consultations.SecondNeeded) -> None:
        self.refresh_records()
        self.say(thread_words.closing_told(answer))

    def do_list_sort(self) -> None:
        """Take the next order."""
        self.sort = _SORTS[(_SORTS.index(self.sort) + 1) % len(_SORTS)]
        self._fetch(None)

    def do_list_filter(self) -> None:
        """Take the next view."""
        self.do_view_next()

    # Search -----------------------------------------------------------------------------------

    def start_search(self) -> None:
        """Write what to look for; the list narrows while it is written."""
        self._show_parts(seek=True, hits=False)
        self.query_one(SeekField).line.focus()
        self.say(_("Searches codes, fields and text. Down goes to the list, Esc ends the search."))

    @on(Input.Changed, "#seek")
    def narrow_soon(self) -> None:
        """Narrow the list when the writer pauses."""
        if self._pause is not None:
            self._pause.stop()
        if self.has_class("-seeking"):
            self._pause = self.set_timer(FILTER_PAUSE_SECONDS, partial(self._fetch, None))

    @on(Input.Submitted, "#seek")
    def search_everything(self) -> None:
        """Search all threads, open and closed, and show the places."""
        if self.words:
            self.run_service(
                threads.search, self.session, self.words,
                done=partial(self._show_hits, self.words), doing=_("Searching ..."), exclusive="search",
            )  # fmt: skip

    def _show_hits(self, words: str, found: tuple[SearchHit, ...]) -> None:
        if not found:
            self.say(_("Nothing anywhere with '{words}'. Try fewer letters.").format(words=words))
            return
        self._show_parts(seek=True, hits=True)
        self.hits.show_rows(len(found), 0, ((0, found),))
        self.hits.focus()
        self.say(found_told(len(found), words))

    async def do_app_back(self) -> None:
        """Leave the hits, then the search, then the screen."""
        if self.has_class("-hits"):
            self._show_parts(seek=True, hits=False)
            self.threads.focus()
        elif self.has_class("-seeking"):
            self.query_one(SeekField).clear()
            self._show_parts(seek=False, hits=False)
            self.threads.focus()
            self._fetch(self._key_at_cursor())
        else:
            await self.program.everywhere.do_app_back()
