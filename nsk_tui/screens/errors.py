"""A fault explained: what happened, what was kept, what to do, a code; no blame and no traceback."""

from collections.abc import Callable

from textual.containers import Horizontal
from textual.widget import Widget

from nsk_tui.explanations import explain
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.confirm import numbered
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.wording import _


class ErrorScreen(DialogScreen[None]):
    """Explains a fault; where a second try may help, choice 1 is that try.

    Shape
        ``title`` says what is not done, ``Sparringen er ikke gemt endnu``; ``retry`` None means
        that trying again would not help.
    """

    NOUN = Place.CHOICE
    FOR_THE_ROOM = True
    CSS_PATH = "errors.tcss"

    def __init__(self, error: Exception, title: str = "", retry: Callable[[], object] | None = None) -> None:
        """Explain an error that ``explanations`` knows."""
        super().__init__()
        self.error = error
        self.headline = title or _("That did not work")
        self.retry = retry

    def box_title(self) -> str:
        """Return what is not done."""
        return self.headline

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.headline.upper(), super().title_texts()[1]

    def body(self) -> tuple[Widget, ...]:
        """Return the explanation in its four parts."""
        told = explain(self.error)
        parts = (
            (_("What happened?"), told.happened),
            (_("What is kept?"), told.kept),
            (_("What can you do?"), "\n".join(told.todo)),
        )
        rows = [Horizontal(TextBlock(head, classes="head"), TextBlock(text)) for head, text in parts if text]
        code = TextBlock(self._code(told.code), id="code")
        return (*rows, TextBlock(numbered(self._choices()), id="choices"), code)

    def _choices(self) -> tuple[str, ...]:
        close = _("close")
        return (_("try again now"), close) if self.retry else (close,)

    def _code(self, code: str) -> str:
        return _("Code {code} · holds nothing of what you wrote").format(code=code)

    def on_mount(self) -> None:
        """Say what still works."""
        super().on_mount()
        self.say(_("Action cards and telephone numbers still work: F9."))

    def do_form_choose(self, digit: str) -> None:
        """Take a choice by its digit."""
        if 1 <= int(digit) <= len(self._choices()):
            self._take(int(digit) - 1)

    def do_form_next(self) -> None:
        """Take the first choice."""
        self._take(0)

    def _take(self, place: int) -> None:
        retry = self.retry
        self.dismiss(None)
        if place == 0 and retry is not None:
            retry()
