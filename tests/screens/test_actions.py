"""The registry: one key means one thing, every act has Danish, and nothing is promised that is not there."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import combinations
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from babel.messages.pofile import read_po

from nsk_tui import screens as floor
from nsk_tui.rules.members import Role
from nsk_tui.screens import actions
from nsk_tui.screens.actions import ACTIONS, BY_ID, Action, Place, Situation
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.everywhere import Everywhere

ROOT = Path(__file__).resolve().parents[2]
MODULES = tuple(import_module(f"{floor.__name__}.{found.name}") for found in iter_modules(floor.__path__))
NEEDS_ALTGR = set("[]{}\\@|$~£€")
NEVER = {"Ctrl+B", "Ctrl+S", "Ctrl+Q", "Ctrl+J", "Ctrl+Enter", "Ctrl+C", "Ctrl+D"}
LEFT_FREE = {"F5", "F6", "F7", "F11"}
PAGE_LINES_MAX = 66
"""A page of A4 has 70 lines at six an inch, less a margin."""

PAGE_CELLS_MAX = 80


def screens() -> list[type[FrameScreen[Any]]]:
    """Return every screen that stands in a place of its own."""
    found = [cls for module in MODULES for cls in vars(module).values() if isinstance(cls, type)]
    return [cls for cls in found if issubclass(cls, FrameScreen) and cls.NOUN is not Place.ALL]


def danish_messages() -> set[str]:
    """Return every message that the fragments have in Danish."""
    catalogues = [
        read_po(file.open("rb"), locale="da") for file in (ROOT / "nsk_tui" / "locale" / "da").glob("*.po")
    ]
    return {str(message.id) for catalogue in catalogues for message in catalogue if message.string}


def clashes(places: tuple[Place, ...]) -> Iterator[tuple[str, str, str]]:
    """Return each key that two acts of a screen would both take, neither being a case of the other."""
    for one, other in combinations(actions.here(places), 2):
        related = one.verb == other.id or other.verb == one.id or (one.verb and one.verb == other.verb)
        taken = {token for key in one.keys for token in actions.tokens(key)}
        both = taken & {token for key in other.keys for token in actions.tokens(key)}
        if both and not related:
            yield one.id, other.id, ", ".join(sorted(both))


@pytest.mark.parametrize("screen", screens(), ids=lambda cls: cls.__name__)
def test_no_key_means_two_things_on_a_screen(screen: type[FrameScreen[Any]]) -> None:
    """A letter is the same verb everywhere; a screen only makes it more exact."""
    assert list(clashes(screen.places())) == []


def test_two_acts_on_one_key_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check above can fail."""
    doubled = Action("row.burn", ("n",), "Burn", (Place.LIST,))
    monkeypatch.setattr(actions, "ACTIONS", (*ACTIONS, doubled))
    assert ("row.new", "row.burn", "n") in set(clashes((Place.LIST,)))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_act_has_danish(action: Action) -> None:
    """What is not translated would speak English to a Danish reader."""
    assert {action.english, action.about} - {""} <= danish_messages()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_act_is_carried_out_somewhere(action: Action) -> None:
    """Nothing of a screen that is not built stands in footer, help or palette."""
    if action.id.startswith(("cursor.", "text.")):
        return
    wanted = {f"do_{name.replace('.', '_')}" for name in (action.id, action.verb) if name}
    general = {f"do_{one.id.replace('.', '_')}" for one in ACTIONS if one.verb == action.id}
    assert any(hasattr(owner, name) for owner in (Everywhere, *screens()) for name in wanted | general)


def test_no_key_needs_altgr_or_is_one_that_terminals_take() -> None:
    """On a Danish keyboard brackets need AltGr; Ctrl+S and its like stop or close a terminal."""
    keys = {key for action in ACTIONS for key in action.keys}
    assert keys & (NEVER | LEFT_FREE) == set()
    assert {character for key in keys if len(key) == 1 for character in key} & NEEDS_ALTGR == set()


def test_every_f_key_has_a_twin() -> None:
    """Some terminals keep F-keys for themselves."""
    first_keys = [(one.id, one.keys[0]) for one in ACTIONS if len(one.keys) == 1]
    assert [one for one, key in first_keys if key[0] == "F" and key[1:].isdecimal()] == []


def test_the_red_card_opens_from_text_too() -> None:
    """F9 and Ctrl+R work while somebody writes, and on the lock."""
    for screen in screens():
        keys = actions.bound(screen.places(), screen.LETTERS)
        assert keys["f9"].id == keys["ctrl+r"].id == "emergency.show"


def test_letters_are_no_commands_where_somebody_writes() -> None:
    """A passphrase may begin with any letter."""
    keys = actions.bound((Place.ALL, Place.FORM, Place.LOCK), letters=False)
    assert [key for key in keys if len(key) == 1 and key.isalpha()] == []


@pytest.mark.parametrize("noun", actions.FOOTERS)
def test_a_footer_names_only_acts_that_exist(noun: Place) -> None:
    """A footer is made from the registry."""
    named = [one for group in actions.FOOTERS[noun].split() for one in group.split("/")]
    assert [one for one in named if one not in BY_ID] == []


def test_a_footer_begins_with_the_red_card_and_ends_with_help() -> None:
    """Those two never move."""
    items = actions.footer(Place.TODAY, Place.LIST, BY_ID, lambda one: one.label)
    assert (items[0], items[-2:]) == (("F9", "AKUT"), (("m", "Mere"), ("F1", "Hjælp")))


def test_what_a_role_may_not_do_says_who_may() -> None:
    """An impossible act stays in sight with its reason."""
    invite = BY_ID["member.invite"]
    assert actions.refusal(invite, Situation(Role.MEMBER)) == "kun koordinator"
    assert actions.refusal(invite, Situation(Role.COORDINATOR)) is None
    assert (
        actions.refusal(BY_ID["consultation.new"], Situation(Role.AUDITOR)) == "revisor ser ikke sparringer"
    )


def test_what_needs_the_store_says_unlock_first() -> None:
    """While nobody is known, only the card, help and the way out work."""
    assert actions.refusal(BY_ID["consultation.new"], Situation()) == "lås op først"
    assert actions.refusal(BY_ID["emergency.show"], Situation()) is None


def test_an_act_for_a_row_needs_a_row() -> None:
    """An empty list has nothing to open."""
    assert actions.refusal(BY_ID["row.open"], Situation(Role.MEMBER, has_row=False)) == "ingen række er valgt"


def test_the_page_of_keys_is_fresh() -> None:
    """docs/keys.md says what the registry says: python -m tools.keys_doc."""
    assert (ROOT / "docs" / "keys.md").read_text("utf-8") == actions.keys_page()


@pytest.mark.parametrize(("language", "first"), [("da", "tasterne"), ("en", "the keys")])
def test_the_key_card_fits_one_page(language: str, first: str) -> None:
    """It can be printed and put on the wall, in both languages."""
    lines = actions.cheat_sheet(language).splitlines()
    assert first in lines[0]
    assert len(lines) <= PAGE_LINES_MAX
    assert max(map(len, lines)) <= PAGE_CELLS_MAX


def test_the_key_card_in_danish_has_no_english_left() -> None:
    """Each language is whole."""
    assert "New consultation" not in actions.cheat_sheet("da")
    assert "Ny sparring" not in actions.cheat_sheet("en")


def test_the_registry_knows_nothing_of_the_terminal_layer() -> None:
    """``nsk keys --print`` must not wait for Textual."""
    program = "import sys, nsk_tui.screens.actions; print('textual' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"
