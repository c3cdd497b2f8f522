"""Paper shares in words: how many, which words are shown, what is asked of them."""

from collections.abc import Sequence
from enum import Enum, auto

from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _

NUMBERS: tuple[tuple[int, int], ...] = ((2, 3), (3, 5), (4, 7))
"""Needed to open, and made; the command line takes any other numbers."""

WORDS_SHOWN = 6
SHOWN_SECONDS = 60
WORDS_ASKED = 2
PREFIX_LETTERS = 4
"""As many letters tell every word of the list apart."""

FIRST_ASKED = 5
"""The words before this one are nearly the same in every share of a store, and prove nothing."""

IN_A_ROW, WORD_CELLS = 3, 18


class Stage(Enum):
    """How far it has come with the share in hand."""

    NUMBERS = auto()
    MAKING = auto()
    READY = auto()
    WORDS = auto()
    HIDDEN = auto()
    READ_BACK = auto()
    FORGOTTEN = auto()


def choices() -> list[str]:
    """Return how many shares can be made, as choices."""
    return [numbers_words(needed, made) for needed, made in NUMBERS]


def numbers_words(needed: int, made: int) -> str:
    """Return how many shares there are and how many open, in words."""
    return _("{made} shares, {needed} of them open the store").format(made=made, needed=needed)


def why() -> str:
    """Return what shares are for."""
    return _(
        "If all forget their passphrases, the store is lost. That is why a recovery key is cut into "
        "shares on paper. Some of them together open the store; one alone opens nothing."
    )


def pages(share: str) -> list[list[str]]:
    """Return a share's words, as many at a time as are shown.

    >>> [len(page) for page in pages(" ".join(["ord"] * 33))]
    [6, 6, 6, 6, 6, 3]
    """
    words = share.split()
    return [words[first : first + WORDS_SHOWN] for first in range(0, len(words), WORDS_SHOWN)]


def word_lines(words: Sequence[str], first: int) -> list[Line]:
    """Return some words with their numbers, three in a row: so they are copied by hand."""
    cells = [f"{number:>3}. {word:<{WORD_CELLS}}" for number, word in enumerate(words, first)]
    rows = [cells[place : place + IN_A_ROW] for place in range(0, len(cells), IN_A_ROW)]
    return [EMPTY, *(line("  " + "".join(row), "bold") for row in rows), EMPTY]


def share_lines(standing: Sequence[str], at: int) -> list[Line]:
    """Return each share with how it stands; the one in hand carries the pointer."""
    rows = [
        line(f" {'▸' if place == at else ' '} {place + 1}.     {text}") for place, text in enumerate(standing)
    ]
    return [line(f"   {_('Share'):<8}{_('Status')}", "faint"), *rows]


def fits(typed: str, word: str) -> bool:
    """Return whether a word was read back right; four letters are enough.

    >>> fits(" Wind", "window"), fits("win", "window"), fits("", "window")
    (True, False, False)
    """
    return typed.strip().lower()[:PREFIX_LETTERS] == word[:PREFIX_LETTERS]


def standing(proven_at: Sequence[str], count: int) -> list[str]:
    """Return how each share stands; ``proven_at`` holds a time for each that was read back."""
    done = [_("read back {time}").format(time=time) for time in proven_at]
    return done + [_("to be written down and read back")] * (count - len(proven_at))


def page_told(share: str, number: int, page: int) -> str:
    """Return which words of which share are shown."""
    first = page * WORDS_SHOWN + 1
    told = _("Share {number}, words {first}-{last} of {count}   (shown for {seconds} seconds)")
    return told.format(
        number=number,
        first=first,
        last=first + len(pages(share)[page]) - 1,
        count=len(share.split()),
        seconds=SHOWN_SECONDS,
    )


def told(stage: Stage, number: int, asked: tuple[int, int]) -> str:
    """Return what a stage says; that of the words themselves says which."""
    return {
        Stage.MAKING: _("Making the shares ..."),
        Stage.READY: _("Enter shows the words of share {number}, six at a time. Write them on paper."),
        Stage.HIDDEN: _("The words are hidden. Space shows them again, Enter goes on."),
        Stage.READ_BACK: _("Read back from the paper: word {first} and word {second} of share {number}."),
        Stage.FORGOTTEN: _("The words are wiped, because the screen locked. Esc goes back; make new shares."),
    }.get(stage, "").format(number=number, first=asked[0], second=asked[1])  # fmt: skip
