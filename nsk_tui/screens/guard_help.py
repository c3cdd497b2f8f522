"""What the anonymity check does, and plainly what it cannot see.

Source
    docs/rules/anonymity.md
"""

import textwrap
from typing import Any

from textual.widget import Widget

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen, FrameScreen
from nsk_tui.screens.help import LINE_CELLS, HelpLines, help_lines
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _

BULLET, INDENT = " · ", "   "


class GuardHelpScreen(DialogScreen[None]):
    """The page of the check; over a text it begins with what the text is for, and ends with its keys."""

    NOUN = Place.HELP
    FOR_THE_ROOM = True
    KIND = Place.LIST
    LETTERS = True
    CSS_PATH = "help.tcss"

    def __init__(self, front: FrameScreen[Any]) -> None:
        """Explain the check over a screen."""
        super().__init__()
        self.front = front

    def box_title(self) -> str:
        """Return what the page is about."""
        return _("What the anonymity check cannot see")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("HELP"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (HelpLines(id="help"),)

    def on_mount(self) -> None:
        """Fill the lines."""
        super().on_mount()
        lines = page_over(self.front)
        view = self.query_one(HelpLines)
        view.styles.height = len(lines)
        view.show(lines)
        view.focus()
        self.say(_("PgDn turns the page. Read the text through yourself all the same."))

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(HelpLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)


def is_for(front: FrameScreen[Any]) -> bool:
    """Return whether somebody writes in a text that is checked."""
    return isinstance(front.focused, GuardedText)


def page_over(front: FrameScreen[Any]) -> tuple[Line, ...]:
    """Return the page; over a text between what the text is for and its keys."""
    if not is_for(front):
        return page()
    around = help_lines(front)
    end = around.index(EMPTY)
    return (*around[:end], EMPTY, *page(), EMPTY, *around[end + 1 :])


def page() -> tuple[Line, ...]:
    """Return what the check does, what it cannot see, and what it finds too much."""
    parts = (
        (_("WHAT IT DOES"), _does()),
        (_("WHAT IT CANNOT SEE"), _misses()),
        (_("WHAT IT FINDS TOO MUCH"), _too_much()),
        (_("MEASURED"), _measured()),
    )
    lines: list[Line] = []
    for heading, sentences in parts:
        lines += [EMPTY] if lines else []
        lines += [line(heading, "bold"), *(each for sentence in sentences for each in _bullet(sentence))]
    return tuple(lines)


def _does() -> tuple[str, ...]:
    return (
        _("It looks for words and numbers that may tell who somebody is: names, CPR and telephone "
          "numbers, addresses, places, schools and workplaces."),
        _("! must be resolved before anything is saved; ? you take a stance on. A number is never let "
          "through, a word only when you say why it is nobody."),
        _("It reads all texts of the form together with the coded fields, and says which detail to drop "
          "when few people fit. It changes nothing itself, sends nothing anywhere, and learns nothing "
          "from what you write."),
    )  # fmt: skip


def _misses() -> tuple[str, ...]:
    return (
        _("Names that are on no list, in small letters. Write names with a capital, or better: none."),
        _("Names that are ordinary words, nicknames, and names of one or two letters."),
        _("Rare stories: an illness, a trip, a court case or an occupation can tell who it is without "
          "a single name."),
        _("Small groups: the only family of its kind at a school or in a village."),
        _("Workplaces without a capital and without a word for what they are, and colleagues' initials "
          "inside a sentence."),
    )  # fmt: skip


def _too_much() -> tuple[str, ...]:
    return (
        _("Foreign towns, titles, headings and unusual short forms. Mostly they are ?: one key lets "
          "them stand. Every word in other letters than ours is asked about."),
    )  # fmt: skip


def _measured() -> tuple[str, ...]:
    return (
        _("On the development set notes-dev (121 invented notes, 196 names) it found every name as it "
          "was written, but of names on no list in small letters only 54 of 100."),
        _("New texts do worse than those it was built on: of 436 new notes (fresh-dev) it found "
          "77 to 100 of 100 names and 77 to 100 of 100 named places at the first reading."),
    )  # fmt: skip


def _bullet(sentence: str) -> list[Line]:
    wrapped = textwrap.wrap(sentence, LINE_CELLS, initial_indent=BULLET, subsequent_indent=INDENT)
    return [line(text) for text in wrapped]
