"""A question with a few answers, each with its digit."""

from collections.abc import Sequence

from textual.widget import Widget

from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.widgets.dialog import TextBlock


def numbered(choices: Sequence[str], at: int = 0) -> str:
    r"""Return choices as lines with their digits; Enter takes the one that is marked.

    >>> numbered(["fjern", "behold"])
    '▸ 1  fjern\n  2  behold'
    """
    return "\n".join(
        f"{'▸' if place == at else ' '} {place + 1}  {text}" for place, text in enumerate(choices)
    )


class ConfirmScreen(DialogScreen[int]):
    """Asks before something happens that others see, or that cannot be undone.

    The answer is the choice's place from 0; None means that Esc was pressed.
    """

    NOUN = Place.CHOICE
    FOR_THE_ROOM = True

    def __init__(self, title: str, text: str, choices: Sequence[str]) -> None:
        """Ask with a title, what will happen, and the choices; the first one is the act."""
        super().__init__()
        self.words = (title, text, tuple(choices))

    def box_title(self) -> str:
        """Return the question."""
        return self.words[0]

    def body(self) -> tuple[Widget, ...]:
        """Return what will happen, and the choices."""
        return (TextBlock(f"\n{self.words[1]}\n"), TextBlock(numbered(self.words[2]) + "\n"))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.words[0].upper(), super().title_texts()[1]

    def do_form_choose(self, digit: str) -> None:
        """Answer with a digit."""
        place = int(digit) - 1
        if 0 <= place < len(self.words[2]):
            self.dismiss(place)

    def do_form_next(self) -> None:
        """Take the first choice."""
        self.dismiss(0)
