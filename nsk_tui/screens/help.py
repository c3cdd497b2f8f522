"""Help, made from the registry for the screen it was asked on; and every key on one page."""

import textwrap
from itertools import zip_longest
from typing import Any

from textual.app import ComposeResult
from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.screens import actions
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen, FormScreen, FrameScreen
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import EMPTY, Line, Lines, line
from nsk_tui.wording import _

LINE_CELLS = 74
KEYS_SHOWN_MAX = 2
QUIET = ("cursor.", "pane.", "text.")
SHARED = {Place.LIST, Place.TABS, Place.FORM}


class HelpLines(Lines):
    """Lines that the cursor keys turn page by page."""

    def move(self, step: str) -> None:
        """Turn pages."""
        self.page(-1 if step in ("up", "page_up", "first") else 1)


class HelpScreen(DialogScreen[None]):
    """What the screen in front is for, and its keys."""

    NOUN = Place.HELP
    FOR_THE_ROOM = True
    KIND = Place.LIST
    LETTERS = True
    CSS_PATH = "help.tcss"

    def __init__(self, front: FrameScreen[Any]) -> None:
        """Explain a screen, or the field that is focused on it."""
        super().__init__()
        self.front = front

    def box_title(self) -> str:
        """Return whom the help is about."""
        return _("Help: {screen}").format(screen=_(actions.PLACE_NAMES[self.front.NOUN]))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("HELP"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (HelpLines(id="help"),)

    def on_mount(self) -> None:
        """Fill the lines."""
        super().on_mount()
        lines = help_lines(self.front)
        view = self.query_one(HelpLines)
        view.styles.height = len(lines)
        view.show(lines)
        view.focus()
        if not self.program.is_before_a_room:
            self.say(_("The key card on one page: F4 and 'key card', or: nsk keys --print"))

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(HelpLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)


def help_lines(front: FrameScreen[Any]) -> tuple[Line, ...]:
    """Return the help for a screen: its purpose, its keys in three columns, what always holds."""
    field = front.field_help()
    head = [line(text) for text in _wrapped(field)] + [EMPTY] if field else []
    purpose = [line(text) for text in _wrapped(_purpose(front.NOUN))]
    return (*head, *purpose, EMPTY, *_columns(front), EMPTY, *_always(front))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, LINE_CELLS)


def _of_meetings() -> dict[Place, str]:
    return {
        Place.FACILITATOR: _("The meeting before the room. Nothing else opens; Esc asks who you are."),
        Place.MINUTES: _("b: begins a decision, o: an action with who and when. Enter saves the line."),
    }


def _purpose(noun: Place) -> str:
    return {
        **_of_meetings(),
        Place.TODAY: _("Here is what waits for you. The most serious comes first."),
        Place.CONSULTATIONS: _("Here are the group's consultations. Red first, then what is late."),
        Place.CONSULTATION: _("Here is one thread: what was asked, what was advised, what was agreed."),
        Place.CONSULTATION_FORM: _(
            "Coded fields first, text only where it helps the next one. The digit chooses."
        ),
        Place.RESOLVE: _("Here you take a stand on what could tell who the person is."),
        Place.FOLLOW_UP: _("Say how it went, and when somebody looks again."),
        Place.MEMBERS: _(
            "Here is who has access. Read the four words aloud to one another when somebody joins."
        ),
        Place.RECIPIENTS: _(
            "Here is who a sealed file can be made for. A key counts once a colleague has heard it."
        ),
        Place.OUTBOX: _("Here is what waits to be fetched, and what was. A ticket is good once."),
        Place.AUDIT: _("Here is who did what and when, and why. No content stands here."),
        Place.VERIFY: _("Here is whether the store is whole, and what to do where it is not."),
        Place.BACKUP: _("Here are the copies of the store. A copy counts when it was proven to open."),
        Place.ROTA: _("Here is who has duty in the weeks to come, and who carries how much. b swaps."),
        Place.LOAD: _("Here is who really carried the work. It is about who is called, never a mark."),
        Place.ABSENCES: _("Here is who is away when. The cause stands nowhere."),
        Place.SWAP: _("Say who shall take the duty. It changes hands when the other says yes."),
        Place.PUBLISH: _("Look at what changes first. What is published, everybody sees."),
        Place.EMERGENCY: _("The red card. Ring first, write later."),
        Place.LOCK: _("Write who you are and your passphrase. The red card opens without them: F9."),
        Place.SETUP: _("Here you make the group's encrypted store. Nothing is saved before the last step."),
    }.get(noun, _("The digit chooses, Enter goes on, Esc goes out."))


def _columns(front: FrameScreen[Any]) -> list[Line]:
    offered = [one for one in front.offered() if _belongs(front, one)]
    general = [one for one in offered if Place.ALL in one.where]
    lists = [one for one in offered if one not in general and SHARED & set(one.where)]
    own = [one for one in offered if one not in general and one not in lists]
    heads = (
        _("THIS SCREEN"),
        _("ALL FORMS") if front.KIND is Place.FORM else _("ALL LISTS"),
        _("ALL SCREENS"),
    )
    filled = [(head, group) for head, group in zip(heads, (own, lists, general), strict=True) if group]
    width = LINE_CELLS // max(1, len(filled))
    columns = [_column(front, group, width) for _head, group in filled]
    rows = zip_longest(*columns, fillvalue=" " * width)
    top: Line = tuple((head.ljust(width), "bold") for head, _group in filled)
    return [top, *(tuple((pair, "") for pair in row) for row in rows)]


def _belongs(front: FrameScreen[Any], action: Action) -> bool:
    role = front.program.role
    before_a_room = front.program.is_before_a_room
    refused = actions.refusal(action, actions.Situation(role, before_a_room=before_a_room))
    works = (role is not None and not before_a_room) or refused is None
    return works and not action.id.startswith(QUIET)


def _column(front: FrameScreen[Any], group: list[Action], width: int) -> list[str]:
    meaning = actions.bound(front.places(), front.LETTERS)
    pairs = [(_keys(one, meaning), _lowered(front.label(one))) for one in group]
    room = max(len(keys) for keys, _word in pairs) + 2
    return [(f"{keys:<{room}}" + cut(word, width - room - 1)).ljust(width) for keys, word in pairs]


def _keys(action: Action, meaning: dict[str, Action]) -> str:
    here = [key for key in action.keys if meaning.get(actions.tokens(key)[0]) == action]
    return actions.printed(here[:KEYS_SHOWN_MAX]) or actions.PALETTE_KEY


def _lowered(label: str) -> str:
    return label if label.isupper() else label[:1].lower() + label[1:]


def _always(front: FrameScreen[Any]) -> list[Line]:
    levels = [
        line(_("LEVEL  ● yellow: wonder, advice  ▲ orange: act this week  ■ red: act now")),
        EMPTY,
    ]
    shows_levels = front.NOUN in (
        Place.TODAY,
        Place.CONSULTATIONS,
        Place.CONSULTATION,
        Place.CONSULTATION_FORM,
    )
    tabs = [line(_("1-9 screens · same digit again: next view · Esc: one step out"))] if front.TABBED else []
    twins = _("If the terminal takes an F-key: use the letter beside it.")
    written = _("If the terminal takes an F-key: use the Ctrl-key beside it.")
    return [*(levels if shows_levels else []), *tabs, line(twins if front.LETTERS else written)]


class KeyCardScreen(FormScreen[None]):
    """Every key on one page, as ``nsk keys --print`` writes it."""

    NOUN = Place.HELP
    KIND = Place.LIST
    LETTERS = True
    CSS_PATH = "help.tcss"

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("KEY CARD"), _("Esc closes")

    def compose(self) -> ComposeResult:
        """Lay the frame around the card."""
        yield from super().compose()

    def body(self) -> tuple[Widget, ...]:
        """Return the card's lines."""
        return (HelpLines(id="keys"),)

    def on_mount(self) -> None:
        """Fill the lines."""
        super().on_mount()
        view = self.query_one(HelpLines)
        view.show([line(f" {text}") for text in actions.cheat_sheet(wording.language()).splitlines()])
        view.focus()
        self.say(_("On paper: nsk keys --print"))

    def handler(self, action: Action) -> Any:
        """Cursor keys turn the pages."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(HelpLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def do_app_back(self) -> None:
        """Close."""
        self.dismiss(None)
