"""Backups on the screen: the folder is the coordinator's choice, a copy counts when it was proven."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.services import backup, copies
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.screens.conftest import Opener, Terminal


async def backups(shown: Terminal) -> None:
    """Go to the backups."""
    await shown.press("9", "V")


async def test_the_folder_is_asked_for_and_a_copy_is_made_and_proven(
    terminal: Opener, tmp_path: Path
) -> None:
    """From nothing to a proven copy: r, a folder, the palette, Enter."""
    async with terminal("K-01") as shown:
        await backups(shown)
        assert "Sidst bevist: aldrig." in shown.rows[3]
        assert "Mappe: ikke valgt endnu. En koordinator vælger den med r." in shown.text
        assert "Ingen kopier her." in shown.text
        await shown.press("r")
        await shown.write(str(tmp_path / "kopier"))
        await shown.press("enter")
        assert shown.message.startswith("Kopier lægges fra nu af i /")
        await shown.press("f4")
        await shown.write("sikkerhedskopi nu")
        await shown.press("enter")
        assert shown.message.startswith("Kopieret: nsk-")
        (row,) = [row for row in shown.rows if row.startswith(" ▸ ")]
        assert row.split()[1:3] == ["20/11", "09:42"]
        assert row.endswith(".nskbackup")
        await shown.press("enter")
        assert "Sidst bevist: 20/11 09:42, i dag. Grænse: 7 dage." in shown.rows[3]


async def test_an_old_proof_says_so(
    terminal: Opener, unlocked: Callable[[str], Session], clock: Clock, tmp_path: Path
) -> None:
    """More than a week without a proof is something to look at."""
    first = unlocked("K-01")
    copies.choose_folder(first, str(tmp_path / "kopier"))
    made = copies.run(first)
    assert made is not None
    backup.prove(first, made.path)
    clock.now += timedelta(days=9)
    async with terminal("K-01") as shown:
        await backups(shown)
        assert "Sidst bevist: 20/11 09:42, for 9 dage siden. Grænse: 7 dage.  ? se på" in shown.rows[3]


async def test_a_copy_of_nothing_is_explained(
    terminal: Opener, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """A cut file opens nothing, and the store stands as it was."""
    first = unlocked("K-01")
    copies.choose_folder(first, str(tmp_path / "kopier"))
    made = copies.run(first)
    assert made is not None
    made.path.write_bytes(made.path.read_bytes()[:9000])
    async with terminal("K-01") as shown:
        await backups(shown)
        await shown.press("enter")
        assert "Hvad skete der?" in shown.text
        assert "bad_backup" in shown.text
        await shown.press("escape")
        assert "Sidst bevist: aldrig." in shown.rows[3]


async def test_a_member_sees_and_proves_and_does_not_choose_the_folder(
    terminal: Opener, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """Whoever writes there writes as the account of the server."""
    first = unlocked("K-01")
    copies.choose_folder(first, str(tmp_path / "kopier"))
    copies.run(first)
    async with terminal("K-02") as shown:
        await backups(shown)
        await shown.press("r")
        assert shown.message == "Kan ikke: kun koordinator."
        await shown.press("enter")
        assert shown.message.startswith("Kopien fra 20/11 09:42 kan åbnes")


async def test_the_stores_own_folder_is_refused(terminal: Opener) -> None:
    """The box explains, and the line stays to be written again."""
    async with terminal("K-01") as shown:
        await backups(shown)
        await shown.press("r")
        await shown.write(f"{shown.app.folder}/kopier")
        await shown.press("enter")
        assert "Hvad skete der?" in shown.text
        await shown.press("escape")
        assert "MAPPE TIL SIKKERHEDSKOPIER" in shown.rows[0]


async def test_without_a_folder_a_copy_is_not_made_in_a_place_we_guess(terminal: Opener) -> None:
    """It says where the folder is chosen."""
    async with terminal("K-02") as shown:
        await shown.press("f4")
        await shown.write("sikkerhedskopi nu")
        await shown.press("enter")
        assert shown.message.startswith("Ingen mappe er valgt.")


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        ("da", (120, 40), "▸Sikkerhedskopi◂"),
        ("en", (80, 24), "Last proven: never."),
        ("en", (120, 40), "▸Backup◂"),
    ],
)
async def test_both_languages_at_both_sizes(
    terminal: Opener, language: str, size: tuple[int, int], wanted: str
) -> None:
    """The page is whole."""
    async with terminal("K-01", language=language, size=size) as shown:
        await backups(shown)
        assert wanted in shown.text
