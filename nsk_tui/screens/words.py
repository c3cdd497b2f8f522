"""The group's list of words that are no person: who said so, why, until when; a coordinator judges."""

from collections.abc import Callable
from datetime import date
from functools import partial

from textual.widget import Widget

from nsk_tui import vocabulary, wording
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.services import word_list
from nsk_tui.services.word_list import DeclaredWord
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import view_line
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.widgets.safe_text import safe
from nsk_tui.wording import _, ngettext


class WordsScreen(TabbedScreen):
    """The list, what nobody has judged first."""

    NOUN = Place.WORDS
    CSS_PATH = ["lists.tcss", "words.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with an empty list; it is fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[DeclaredWord, ...] | None = None
        """What stands on the list; None before it is there."""

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, the list, and what the words mean."""
        return (
            TextBlock(id="heading"),
            Grid(columns(self._today), id="words"),
            TextBlock(id="none"),
            TextBlock(_explained(), id="explained"),
        )

    def _today(self) -> date:
        return self.now.date()

    @property
    def grid(self) -> Grid[DeclaredWord]:
        """The list."""
        return self.query_one(Grid)

    def on_mount(self) -> None:
        """Put the cursor in the list."""
        super().on_mount()
        self.grid.focus()

    def refresh_records(self) -> None:
        """Fetch the list."""
        self.run_service(word_list.words, self.session, done=self._show, exclusive="words")

    def _show(self, found: tuple[DeclaredWord, ...]) -> None:
        if found == self.found:
            return
        self.found = found
        self.set_class(not found, "-empty")
        self.grid.show_rows(len(found), self.grid.cursor, ((0, found),))
        self.query_one("#none", TextBlock).show("" if found else _none())
        self._head()
        self.refresh_footer()

    def _head(self) -> None:
        if self.found is not None:
            waiting = sum(1 for one in self.found if is_unjudged(one))
            told = ngettext("{count} to judge", "{count} to judge", waiting).format(count=waiting)
            heading = _("WORDS THAT ARE NO PERSON")
            self.query_one("#heading", TextBlock).show(view_line(heading, (), 0, told, self.size.width))

    def on_resize(self) -> None:
        """Draw the heading as wide as the window."""
        super().on_resize()
        self._head()

    def on_grid_moved(self) -> None:
        """Offer what fits the row."""
        self.refresh_footer()

    def row(self) -> DeclaredWord | None:
        """Return the word under the cursor; None when there is none."""
        return self.grid.row_at_cursor if self.is_mounted else None

    def has_row(self) -> bool:
        """Return whether there is a word under the cursor."""
        return self.row() is not None

    def impossible(self, action: Action) -> str | None:
        """Return why a word that is judged already is not judged the same way again."""
        row = self.row()
        if row is None:
            return None
        if action.id == "word.confirm" and row.confirmed_by is not None:
            return _("it counts for all of you already")
        if action.id == "word.reject" and row.rejected_by is not None:
            return _("it is taken off already")
        return None

    # Acts -------------------------------------------------------------------------------------

    def do_word_confirm(self) -> None:
        """Let the word stand for all."""
        row = self.row()
        if row is not None:
            told = _("{word} counts as no person for all of you, until {day}.").format(
                word=safe(row.word), day=wording.day(row.expires_on, self._today())
            )
            self._judge(word_list.confirm, row, told)

    def do_word_reject(self) -> None:
        """Take the word off, after saying what that means."""
        row = self.row()
        if row is not None:
            question = ConfirmScreen(
                _("Take {word} off the list?").format(word=safe(row.word)),
                _("The check finds it again from now on, also for {member}. What is stored stays; "
                  "a sweep finds it there.").format(member=row.member),
                (_("take it off"), _("keep")),
            )  # fmt: skip
            self.app.push_screen(question, partial(self._reject, row))

    def _reject(self, row: DeclaredWord, answer: int | None) -> None:
        if answer == 0:
            told = _("{word} is off the list. c puts it back.").format(word=safe(row.word))
            self._judge(word_list.reject, row, told)

    def _judge(self, judge: Callable[..., None], row: DeclaredWord, told: str) -> None:
        self.run_service(
            judge, self.session, row.word, MemberId(row.member), done=partial(self._judged, told)
        )

    def _judged(self, told: str, _nothing: None) -> None:
        self.refresh_records()
        self.say(told)


def is_unjudged(word: DeclaredWord) -> bool:
    """Return whether no coordinator has judged a word yet."""
    return word.confirmed_by is None and word.rejected_by is None


def columns(today: Callable[[], date]) -> tuple[Column[DeclaredWord], ...]:
    """Return the columns: the word, who said it, what it was found as, why it may stand, until when."""
    return (
        Column(_("Word"), 16, lambda one: Cell(one.word)),
        Column(_("By"), 5, lambda one: Cell(one.member)),
        Column(_("Found as"), 10, lambda one: Cell(vocabulary.word(one.label))),
        Column(_("It is"), 0, lambda one: Cell(vocabulary.word(one.declaration))),
        Column(_("Until"), 10, lambda one: Cell(wording.day(one.expires_on, today()))),
        Column(_("Stands for"), 8, _state),
    )


def _state(word: DeclaredWord) -> Cell:
    if word.rejected_by is not None:
        return Cell(_("off"), "dim")
    if word.confirmed_by is not None:
        return Cell(_("all"))
    return Cell(_("? {member}").format(member=word.member), "late")


def _none() -> str:
    told = _("No words yet. Whoever answers «it is not a person» to a finding puts the word here.")
    return f"\n   {told}"


def _explained() -> str:
    return "\n".join(
        (
            " " + _("A word stands for who said it; once a coordinator has checked it (c), for all."),
            " " + _("x takes it off: then the check finds it again. It is asked anew after a year."),
        )
    )
