"""The check on the screen: one page, three words for how it stands, and what to do."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.screens import verify_words
from nsk_tui.services import backup, copies, recovery, upkeep
from nsk_tui.services.session import Session
from nsk_tui.services.upkeep import ERROR, WARNING, Check
from tests.screens.conftest import Opener, Terminal
from tests.screens.test_audit import break_chain

UPKEEP = Path(upkeep.__file__)


def row_of(shown: Terminal, name: str) -> str:
    """Return the row of a check, without the cursor."""
    return next(row[3:] for row in shown.rows[4:18] if row[13:].startswith(name))


async def check(shown: Terminal) -> None:
    """Go to the check."""
    await shown.press("9", "v", "v")


async def go_to(shown: Terminal, name: str) -> None:
    """Put the cursor on a check."""
    await shown.press("home")
    while not next(row for row in shown.rows if row.startswith(" ▸ "))[13:].startswith(name):
        await shown.press("down")


def names_in_upkeep() -> set[str]:
    """Return the names of every check that the service makes, as its source says them."""
    tree = ast.parse(UPKEEP.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    firsts = [
        call.args[0].value
        for call in calls
        if getattr(call.func, "id", "") in ("Check", "_told", "_faults")
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    of_the_machine = {"version", "python", "encoding", "terminal", "store", "disk", "settings"}
    return {str(name) for name in firsts} - of_the_machine


def test_every_check_has_a_word_and_a_place() -> None:
    """A code on the screen would mean nothing to an auditor."""
    names = names_in_upkeep()
    assert {"identity", "pages", "audit", "keyring", "backup", "recovery"} <= names
    assert names <= set(verify_words.ORDER)
    assert set(verify_words.ORDER) == set(verify_words._names())


def test_the_store_is_one_row_until_something_is_wrong_with_it() -> None:
    """Then each part that is looked at has its own."""
    whole = tuple(Check(name, True, ERROR, "hel") for name in ("pages", "identity", "tables"))
    assert [row.name for row in verify_words.rows_of(whole)] == ["Arkivet"]
    torn = (*whole, Check("search", False, ERROR, "3", "hent den seneste kopi"))
    rows = verify_words.rows_of(torn)
    assert [(row.name, row.stands) for row in rows] == [
        ("Identitet", "i orden"), ("Sider", "i orden"), ("Tabeller", "i orden"), ("Søgning", "■ fejl"),
    ]  # fmt: skip


def test_a_check_that_nobody_knows_is_shown_last_by_its_code() -> None:
    """A newer service says something all the same."""
    rows = verify_words.rows_of((Check("moon", False, WARNING, "full"), Check("audit", True, ERROR, "hel")))
    assert [row.name for row in rows] == ["Auditkæde", "moon"]


async def test_the_check_runs_when_one_comes_and_tells_how_it_stands(terminal: Opener) -> None:
    """Counts in the heading, the cursor on the first that is not in order."""
    async with terminal("K-01") as shown:
        await check(shown)
        assert re.search(r"Kørt 09:42 af K-01 på \d+,\d sek\.", shown.rows[3])
        assert shown.rows[3].endswith("10 i orden · 4 se på · 0 fejl")
        assert row_of(shown, "Arkivet").split(maxsplit=3) == [
            "i", "orden", "Arkivet", "fuld kontrol af sider, tabeller og søgning",
        ]  # fmt: skip
        assert row_of(shown, "Auditkæde").startswith("i orden")
        order = [row[13:31].strip() for row in shown.rows[4:18]]
        assert order == [
            "Arkivet", "Auditkæde", "Auditmærke", "Nøgler", "Rettigheder", "Kladder",
            "Forseglede filer", "Sat til side", "Ved siden af", "Åbne skærme", "Handlekort",
            "Vagtkort", "Sikkerhedskopi", "Gendannelse",
        ]  # fmt: skip
        assert next(row for row in shown.rows if row.startswith(" ▸ "))[13:].startswith("Nøgler")
        assert "Samme kontrol fra kommandolinjen: nsk verify (0 = alt i orden)." in shown.text


async def test_what_to_do_stands_below_the_chosen_row(terminal: Opener) -> None:
    """Most is mended elsewhere, and Enter says so."""
    async with terminal("K-01") as shown:
        await check(shown)
        await go_to(shown, "Handlekort")
        assert "Gør: Skriv dem ind: cards/numbers.toml" in shown.text
        await shown.press("enter")
        assert shown.message == "Kan ikke: der er ikke noget at udføre for rækken."
        await go_to(shown, "Sikkerhedskopi")
        assert "Gør: Enter prøver at læse en kopi. Intet i arkivet ændres." in shown.text
        assert "Enter Prøv nu" in shown.footer


async def test_a_broken_chain_is_a_fault_with_its_word(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The ``n`` key looks again."""
    async with terminal("K-01") as shown:
        await check(shown)
        break_chain(unlocked("K-02"))
        await shown.press("n")
        assert row_of(shown, "Auditkæde").startswith("■ fejl    Auditkæde         post 3 passer ikke")
        assert shown.rows[3].endswith("1 fejl")


async def test_a_copy_is_proven_from_its_row(
    terminal: Opener, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """Enter asks which copy; then the row is in order."""
    first = unlocked("K-01")
    copies.choose_folder(first, str(tmp_path / "kopier"))
    copies.run(first)
    async with terminal("K-01") as shown:
        await check(shown)
        await go_to(shown, "Sikkerhedskopi")
        await shown.press("enter")
        assert "▸ 1  20/11 09:42   nsk-" in shown.text
        await shown.press("1")
        assert row_of(shown, "Sikkerhedskopi").startswith("i orden")
        assert shown.message.startswith("Kopien fra 20/11 09:42 kan åbnes; dens ")
    assert backup.proven_at(first) == first.now


async def test_without_copies_it_says_how_one_is_made(terminal: Opener) -> None:
    """Nothing to choose among is no empty box."""
    async with terminal("K-01") as shown:
        await check(shown)
        await go_to(shown, "Sikkerhedskopi")
        await shown.press("enter")
        assert shown.message == "Der er ingen kopier at prøve. F4 og 'sikkerhedskopi' laver en."


async def test_recovery_is_made_from_its_row_or_rehearsed(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Without shares Enter makes them; with shares it rehearses."""
    async with terminal("K-01") as shown:
        await check(shown)
        await go_to(shown, "Gendannelse")
        await shown.press("enter")
        assert "DIN ADGANGSSÆTNING IGEN" in shown.rows[0]
        await shown.press("escape")
        recovery.make(unlocked("K-01"))
        await shown.press("enter")
        assert "ØV GENDANNELSE" in shown.rows[0]


async def test_a_member_may_check_and_is_told_that_shares_are_the_coordinators(terminal: Opener) -> None:
    """Looking is for everybody."""
    async with terminal("K-02") as shown:
        await check(shown)
        assert row_of(shown, "Arkivet").startswith("i orden")
        await go_to(shown, "Gendannelse")
        await shown.press("enter")
        assert shown.message == "Kan ikke: kun koordinator."


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [("da", (120, 40), "? se på   Nøgler"), ("en", (80, 24), "? look    Keys"), ("en", (120, 40), "Check◂")],
)
async def test_both_languages_at_both_sizes(
    terminal: Opener, language: str, size: tuple[int, int], wanted: str
) -> None:
    """The page is whole."""
    async with terminal("K-01", language=language, size=size) as shown:
        await check(shown)
        assert wanted in shown.text
        assert len(max(shown.rows, key=len)) <= size[0]
