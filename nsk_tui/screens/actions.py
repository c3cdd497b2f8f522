"""Every act a key can do: bindings, footer, help, palette and key card are read from one table.

Knows nothing of Textual, so that the command line can print the card.

Source
    docs/keys.md (generated from the table)
"""

import gettext
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from nsk_tui import paths
from nsk_tui.rules.access import WHO_MAY, Act, may
from nsk_tui.rules.members import Role
from nsk_tui.screens.action_kinds import N_, Action, Place
from nsk_tui.screens.action_table import ACTIONS, BEFORE_A_ROOM, BY_ID, GENERAL_VERBS, WITHOUT_SESSION
from nsk_tui.screens.action_words import CARD_ORDER, FOOTERS, PLACE_NAMES, RELABELLED
from nsk_tui.wording import DANISH, DOMAIN, _

__all__ = ["ACTIONS", "BY_ID", "FOOTERS", "N_", "PLACE_NAMES", "Action", "Place"]

PALETTE_KEY = "–"
"""Stands where an act has no key on purpose."""

CARD_KEYS_CELLS, CARD_COLUMN_CELLS = 13, 40
SELF_EVIDENT = ("cursor.left", "cursor.right")
"""Not on the card: whoever has found up and down knows them."""

_NAMED_KEYS = {
    "Esc": "escape", "PgUp": "pageup", "PgDn": "pagedown", "?": "question_mark", "/": "slash",
    ":": "colon", ",": "comma", "+": "plus", "-": "minus", ".": "full_stop",
}  # fmt: skip
ALWAYS_FIRST, ALWAYS_LAST = "emergency.show", ("row.menu", "app.help")


@dataclass(frozen=True)
class Situation:
    """What decides whether an act is possible.

    Shape
        ``role`` None means that nobody is known: the store is locked or not made yet.
    """

    role: Role | None = None
    has_row: bool = True
    before_a_room: bool = False


def tokens(key: str) -> tuple[str, ...]:
    """Return the names under which the terminal layer knows a printed key.

    >>> tokens("F9"), tokens("Ctrl+R"), tokens("S"), tokens("?"), tokens("0..9")[:2]
    (('f9',), ('ctrl+r',), ('S',), ('question_mark',), ('0', '1'))
    """
    if key == "0..9":
        return tuple("0123456789")
    if len(key) == 1:
        return (_NAMED_KEYS.get(key, key),)
    return (_NAMED_KEYS.get(key, key.lower()),)


def printed(keys: Iterable[str]) -> str:
    """Return keys as a reader sees them on the keyboard.

    >>> printed(("Up", "k"))
    '↑ k'
    """
    return " ".join({"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}.get(key, key) for key in keys)


def is_letter(key: str) -> bool:
    """Return whether a printed key would write something in a text field."""
    return len(key) == 1 or key in ("0..9", "Space")


def bound(places: Collection[Place], letters: bool) -> dict[str, Action]:
    """Return which act each key means on a screen, by the key's token.

    Shape
        A screen that writes (``letters`` False) keeps of the acts of all screens only those
        that work in text, and of their keys only those that write nothing; ``?`` stays, for a
        coded field is no text.
    """
    keys: dict[str, Action] = {}
    for action in sorted(here(places), key=lambda one: bool(one.verb)):
        written_past = not letters and not _is_of_forms(action)
        if written_past and not action.in_text and Place.LIST not in action.where:
            continue
        for key in action.keys:
            if not (written_past and is_letter(key) and key != "?"):
                keys.update(dict.fromkeys(tokens(key), action))
    return keys


def _is_of_forms(action: Action) -> bool:
    return not any(place in action.where for place in (Place.ALL, Place.TABS, Place.LIST))


def here(places: Collection[Place]) -> tuple[Action, ...]:
    """Return the acts of some places, in the order of the registry."""
    return tuple(action for action in ACTIONS if any(place in places for place in action.where))


def refusal(action: Action, situation: Situation) -> str | None:
    """Return why an act is not possible now, in the reader's language; None when it is."""
    if situation.role is None:
        return None if action.id in WITHOUT_SESSION else _("unlock first")
    if situation.before_a_room and action.id not in BEFORE_A_ROOM:
        return _("not on the big screen")
    if action.act is not None and not may(situation.role, action.act):
        only_coordinators = WHO_MAY[action.act] == {Role.COORDINATOR}
        return _("coordinators only") if only_coordinators else _not_for_auditors(action.act)
    return _("no row is chosen") if action.needs_row and not situation.has_row else None


def _not_for_auditors(act: Act) -> str:
    if act in (Act.SWAP_DUTY, Act.REPORT_ABSENCE):
        return _("auditors have no duties")
    if act in (Act.READ_DIRECTORY, Act.WRITE_DIRECTORY):
        return _("auditors do not see the group")
    if act in (Act.READ_MEETING, Act.WRITE_MEETING):
        return _("auditors do not take part in meetings")
    return _("auditors do not see consultations")


def label(action: Action, noun: Place) -> str:
    """Return the word for an act on one screen."""
    nearer = RELABELLED.get((noun, action.id))
    return _(nearer) if nearer else action.label


def footer(
    noun: Place, fallback: Place, possible: Iterable[str], word: Callable[[Action], str]
) -> tuple[tuple[str, str], ...]:
    """Return a footer's keys and words, weightiest first, help last; only what is possible.

    Shape
        Acts that are named with a ``/`` between them stand under the word of the first.
    """
    wanted = FOOTERS.get(noun) or FOOTERS[fallback]
    allowed = set(possible)
    groups = (one.split("/") for one in (ALWAYS_FIRST, *wanted.split(), *ALWAYS_LAST))
    chosen = [[BY_ID[one] for one in group if one in allowed] for group in groups]
    return tuple((printed(one.keys[0] for one in group), word(group[0])) for group in chosen if group)


def danish(message: str) -> str:
    """Return a message in Danish, whatever language is spoken now: the palette finds both."""
    return gettext.translation(DOMAIN, paths.locale_dir(), [DANISH], fallback=True).gettext(message)


def cheat_sheet(language: str) -> str:
    """Return every key on one page of plain text, for a printer or a wall."""
    say = danish if language == DANISH else str
    lines = [line for place in CARD_ORDER for line in _section(place, say)]
    ends = (at + 1 for at, text in enumerate(lines) if not text)
    half = min(ends, key=lambda at: max(at, len(lines) - at))
    rows = zip_longest(lines[:half], lines[half:], fillvalue="")
    body = [f"{left:<{CARD_COLUMN_CELLS}}{right}".rstrip() for left, right in rows]
    return "\n".join([say(N_("nsk_tui: the keys")), "", *body]).rstrip() + "\n"


def _section(place: Place, say: Callable[[str], str]) -> list[str]:
    own = [action for action in ACTIONS if place in action.where and _is_printed(action)]
    rows = [f"  {printed(one.keys):<{CARD_KEYS_CELLS}}{say(one.english)}" for one in own if one.keys]
    return [say(PLACE_NAMES[place]).upper(), *rows, ""]


def _is_printed(action: Action) -> bool:
    if action.id in SELF_EVIDENT:
        return False
    return action.id not in GENERAL_VERBS or action.id in (
        "row.open",
        "row.remove",
        "form.next",
        "form.choose",
        "row.mark",
    )


def keys_page() -> str:
    """Return docs/keys.md: the registry as a table."""
    made = "Made from `nsk_tui/screens/action_table.py` by `python -m tools.keys_doc`; a test holds it fresh."
    rows = ["| id | keys | dansk | English | where |", "|---|---|---|---|---|"]
    rows += [
        f"| `{one.id}` | {_page_keys(one)} | {danish(one.english)} | {one.english} | {', '.join(one.where)} |"
        for one in ACTIONS
    ]
    return "\n".join(["# Keys", "", made, "", *rows, ""])


def _page_keys(action: Action) -> str:
    return " ".join(f"`{key}`" for key in action.keys) or PALETTE_KEY
