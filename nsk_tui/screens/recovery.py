"""Making paper shares: each one's words are shown a few at a time, and two of them are read back."""

import secrets
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.screens import recovery_words as words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.confirm import ConfirmScreen, numbered
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.recovery_words import Stage
from nsk_tui.services import recovery
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.lines import Lines
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session

WORD_CHARACTERS_MAX = 16
CLEAR_SCREEN_AND_SCROLLBACK = "\x1b[2J\x1b[3J"


class SharesScreen(FormScreen[bool], FieldsScreen):
    """Makes shares and sees that each stands on paper; the answer is whether all do.

    Shape
        ``numbers`` are how many open and how many are made; None asks.
    """

    NOUN = Place.SHARES
    AUTO_FOCUS = ""
    CSS_PATH = "recovery.tcss"

    def __init__(
        self, session: "Session", numbers: tuple[int, int] | None = None, title: tuple[str, str] | None = None
    ) -> None:
        """Make shares of a store; ``title`` None: this screen's own."""
        super().__init__()
        self.owner, self.numbers, self.own_title = session, numbers or words.NUMBERS[0], title
        self.stage = Stage.NUMBERS if numbers is None else Stage.MAKING
        self.shares: tuple[str, ...] = ()
        self.proven_at: list[str] = []
        self.page = 0
        self.asked = (1, 2)
        self._hiding: Timer | None = None

    # What is shown ----------------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.own_title or (_("PAPER SHARES"), _("Esc goes back"))

    def duty_texts(self) -> tuple[str, str]:
        """Say how to sit."""
        return _("Sit so that nobody sees your screen."), ""

    def body(self) -> tuple[Widget, ...]:
        """Return what shares are, how they stand, the words, and the two lines to read back in."""
        return (
            TextBlock(words.why(), id="why"),
            TextBlock(numbered(words.choices()), id="numbers"),
            Lines(id="shares"),
            TextBlock("", id="told"),
            Lines(id="words"),
            LineField("first", "", limit=WORD_CHARACTERS_MAX),
            LineField("second", "", limit=WORD_CHARACTERS_MAX),
            TextBlock(_("The words are wiped from screen and memory when you go on."), id="wiped"),
        )

    def on_mount(self) -> None:
        """Ask how many, or make them at once."""
        super().on_mount()
        for name in ("shares", "words"):
            self.query_one(f"#{name}").can_focus = False
        if self.stage is Stage.MAKING:
            self._make(self.numbers)
        else:
            self.go_on(Stage.NUMBERS)

    def go_on(self, stage: Stage) -> None:
        """Go to a stage and draw it."""
        if self._hiding is not None:
            self._hiding.stop()
            self._hiding = None
        self.stage = stage
        if stage is Stage.WORDS:
            self._hiding = self.set_timer(words.SHOWN_SECONDS, self.hide)
        self.draw()
        self.refresh_frame()

    def draw(self) -> None:
        """Draw what belongs to the stage, and nothing else."""
        asks = self.stage is Stage.READ_BACK
        for name in ("first", "second"):
            self.query_one(f"#{name}").parent.display = asks  # type: ignore[union-attr]
        self.query_one("#numbers").display = self.stage is Stage.NUMBERS
        self.query_one("#shares").display = bool(self.shares)
        self.query_one("#wiped").display = bool(self.shares)
        self.query_one("#told", TextBlock).show(self._told())
        shown = self._pages()[self.page] if self.stage is Stage.WORDS else []
        first = self.page * words.WORDS_SHOWN + 1
        self.query_one("#words", Lines).show(words.word_lines(shown, first) if shown else [])
        standing = words.standing(self.proven_at, len(self.shares))
        self.query_one("#shares", Lines).show(words.share_lines(standing, self.number - 1))

    @property
    def number(self) -> int:
        """Which share is in hand, counted from 1."""
        return min(len(self.proven_at) + 1, max(1, len(self.shares)))

    def _pages(self) -> list[list[str]]:
        return words.pages(self.shares[self.number - 1])

    def _told(self) -> str:
        if self.stage is Stage.WORDS:
            return words.page_told(self.shares[self.number - 1], self.number, self.page)
        return words.told(self.stage, self.number, self.asked)

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def label(self, action: Action) -> str:
        """Name what the keys do at this stage."""
        if action.id == "app.back" and self.stage is Stage.READ_BACK:
            return _("See the words again")
        return {
            "form.next": _("Next"),
            "form.cycle": _("Show again"),
        }.get(action.id) or super().label(action)

    def impossible(self, action: Action) -> str | None:
        """Say what a stage has no use for."""
        if action.id == "form.choose" and self.stage is not Stage.NUMBERS:
            return _("no choice here")
        if action.id == "form.cycle" and self.stage not in (Stage.HIDDEN, Stage.WORDS):
            return _("no words are shown here")
        return None

    # Making -----------------------------------------------------------------------------------

    def do_form_choose(self, digit: str) -> None:
        """Choose how many shares."""
        place = int(digit) - 1
        if 0 <= place < len(words.NUMBERS):
            self._make(words.NUMBERS[place])

    def _make(self, numbers: tuple[int, int]) -> None:
        self.numbers = numbers
        self.go_on(Stage.MAKING)
        self.run_service(recovery.make, self.owner, *numbers, True, done=self._made, failed=self._not_made)

    def _not_made(self, error: Exception) -> None:
        self.program.show_error(error)
        self.go_on(Stage.NUMBERS)

    def _made(self, shares: tuple[str, ...]) -> None:
        self.shares = shares
        self.go_on(Stage.READY)

    # Showing and reading back -----------------------------------------------------------------

    def do_form_next(self) -> None:
        """Show the next words; after the last, ask for two of them."""
        if self.stage is Stage.NUMBERS:
            self._make(words.NUMBERS[0])
        elif self.stage is Stage.READY:
            self._show(0)
        elif self.stage in (Stage.WORDS, Stage.HIDDEN):
            self._turn_on()
        elif self.stage is Stage.READ_BACK:
            super().do_form_next()

    def do_form_cycle(self) -> None:
        """Show the words again, from the first."""
        self._show(0)

    def _show(self, page: int) -> None:
        self.page = page
        self.go_on(Stage.WORDS)

    def _turn_on(self) -> None:
        if self.page + 1 < len(self._pages()):
            self._show(self.page + 1)
        else:
            self._ask()

    def _ask(self) -> None:
        count = len(self.shares[self.number - 1].split())
        first, second = sorted(
            secrets.SystemRandom().sample(range(words.FIRST_ASKED, count + 1), words.WORDS_ASKED)
        )
        self.asked = (first, second)
        self.go_on(Stage.READ_BACK)
        for name, place in (("first", first), ("second", second)):
            field = self.query_one(f"#{name}").parent
            if isinstance(field, LineField):
                field.label.show(_("Word {number}").format(number=place))
        self.empty("first", "second")
        self.go_to("first")

    def hide(self) -> None:
        """Hide the words: they were shown for long enough."""
        if self.stage is Stage.WORDS:
            self.go_on(Stage.HIDDEN)

    def do_form_save(self) -> None:
        """Compare the two words with the share."""
        if self.stage is not Stage.READ_BACK:
            self.do_form_next()
            return
        share = self.shares[self.number - 1].split()
        for name, place in zip(("first", "second"), self.asked, strict=True):
            if not words.fits(self.value(name), share[place - 1]):
                self.empty(name)
                told = _("Word {number} does not fit. Esc shows the words again.")
                self.go_to(name, told.format(number=place))
                return
        self._read_back()

    def _read_back(self) -> None:
        number = self.number
        self.proven_at.append(wording.clock(self.now))
        self.empty("first", "second")
        self.set_focus(None)
        if len(self.proven_at) == len(self.shares):
            self.run_service(recovery.prove, self.owner, done=lambda _nothing: self._leave(True))
            return
        self.go_on(Stage.READY)
        told = _("Share {number} is read back. Put it in its envelope, and write the date on it.")
        self.say(told.format(number=number))

    # Leaving ----------------------------------------------------------------------------------

    def do_app_back(self) -> None:
        """Go one step back; out of the making only after asking."""
        if self.stage in (Stage.NUMBERS, Stage.FORGOTTEN):
            self._leave(False)
        elif self.stage is Stage.READ_BACK or (self.stage is Stage.WORDS and self.page):
            self._show(0 if self.stage is Stage.READ_BACK else self.page - 1)
        elif self.stage is not Stage.MAKING:
            self._ask_to_leave()

    def _ask_to_leave(self) -> None:
        told = _("Shares that were not all read back do not count: recovery is still missing.")
        choices = (_("go on here"), _("stop; make new shares another day"))
        self.app.push_screen(
            ConfirmScreen(_("Stop now?"), told, choices),
            lambda answer: self._leave(False) if answer == 1 else None,
        )

    def _leave(self, proven: bool) -> None:
        self._forget()
        self.program.write_to_terminal(CLEAR_SCREEN_AND_SCROLLBACK)
        self.dismiss(proven)

    def _forget(self) -> None:
        self.shares = ()
        self.go_on(Stage.FORGOTTEN)

    def save_draft_now(self) -> None:
        """Wipe the words: behind a lock they would lie in memory, and nobody knows for how long."""
        if self.shares:
            self._forget()
