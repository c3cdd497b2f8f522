"""y copies the code of a row: from every list that has codes, and nothing but the code."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator

import pytest

from nsk_tui import screens
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.services.session import Session
from tests.people import knows
from tests.screens.conftest import Opener, Terminal
from tests.screens.duty_records import holder, publish
from tests.screens.records import RED, add

Unlock = Callable[[str], Session]

WITHOUT_CODES = {"BackupScreen", "TextPageScreen", "VerifyScreen", "WordsScreen"}
"""Files, checks, and words that a person wrote."""


def every_list() -> Iterator[type[TabbedScreen]]:
    """Give every screen with a place of its own in the registry whose rows are a list."""
    for module in pkgutil.iter_modules(screens.__path__, "nsk_tui.screens."):
        for found in vars(importlib.import_module(module.name)).values():
            if (
                isinstance(found, type)
                and issubclass(found, TabbedScreen)
                and found.NOUN != TabbedScreen.NOUN
            ):
                yield found


@pytest.mark.parametrize("screen", sorted(set(every_list()), key=str))
def test_every_list_has_codes_to_copy_or_says_why_not(screen: type[TabbedScreen]) -> None:
    """A new list is one or the other."""
    assert issubclass(screen, WithReference) != (screen.__name__ in WITHOUT_CODES)


async def copied(screen: Terminal) -> str:
    """Press y, and return what the message line says is copied; nothing when it says otherwise."""
    await screen.press("y")
    found = re.match(r"(\S+) er kopieret", screen.message)
    return found[1] if found else ""


async def test_the_code_is_copied_where_one_stands(terminal: Opener, unlocked: Unlock) -> None:
    """Today, the list, the thread, the rota, the load, absences, members, the audit."""
    session = unlocked("K-01")
    add(session, RED, 0, "stille-havn", text="Hun bliver hentet hver dag.")
    board = publish(session)
    async with terminal("K-01") as screen:
        assert await copied(screen) == "stille-havn"
        assert screen.message == "stille-havn er kopieret, hvis din terminal tillader det."
        await screen.press("2")
        assert await copied(screen) == "stille-havn"
        await screen.press("enter")
        assert await copied(screen) == "stille-havn"
        await screen.press("escape", "3", "home")
        assert await copied(screen) == holder(board, 0)
        await screen.press("v")
        assert await copied(screen) in {f"K-0{number}" for number in range(1, 4)}
        await screen.press("9")
        assert await copied(screen) == "K-01"


async def test_what_has_no_code_says_so(terminal: Opener, unlocked: Unlock) -> None:
    """A week without a plan; an empty list; a page without codes."""
    publish(unlocked("K-01"))
    async with terminal("K-01") as screen:
        await screen.press("3", "end")
        assert await copied(screen) == ""
        assert screen.message == "Denne række har ingen kode at kopiere."
        await screen.press("2")
        assert await copied(screen) == ""
        assert screen.message.startswith("Kan ikke")
        await screen.press("9", "v", "v")
        assert await copied(screen) == ""
        assert screen.message == "y bruges ikke her. m viser, hvad du kan."


async def test_the_audit_gives_the_code_name_or_the_number(terminal: Opener, unlocked: Unlock) -> None:
    """A line about a thread gives the thread, every other its own number."""
    add(unlocked("K-01"), RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.press("9", "v")
        codes = set()
        for _line in range(4):
            codes.add(await copied(screen))
            await screen.press("down")
        assert "stille-havn" in codes
        assert all(code == "stille-havn" or code.isdigit() for code in codes)


async def test_no_sentence_leaves_by_the_clipboard(
    terminal: Opener, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list that by a mistake gives a text for a code copies nothing."""
    add(unlocked("K-01"), RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        monkeypatch.setattr(type(screen.app.screen), "reference", lambda _self: "Hun bliver hentet hver dag.")
        assert await copied(screen) == ""
        assert screen.message == "Denne række har ingen kode at kopiere."


async def test_the_group_and_the_partners_have_codes_and_numbers(terminal: Opener, session: Session) -> None:
    """A person's code from every view of the group; a number without its blanks, ready to be dialled."""
    knows(session, "K-02", number="70 00 00 00")
    async with terminal("K-01") as screen:
        await screen.press("4", "tab")
        assert re.fullmatch(r"K-0\d", await copied(screen))
        await screen.press("v")
        assert re.fullmatch(r"K-0\d", await copied(screen))
        await screen.press("6")
        assert await copied(screen) == "70000000"
