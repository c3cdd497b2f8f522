"""Help, made from the registry for the screen it was asked on."""

from nsk_tui.screens import actions
from nsk_tui.screens.actions import BY_ID
from tests.screens.conftest import Opener


async def test_f1_explains_the_screen_in_three_columns(terminal: Opener) -> None:
    """Its purpose, its own keys, those of all lists, those of all screens."""
    async with terminal("K-01") as shown:
        await shown.press("9", "f1")
        text = shown.text
        assert shown.rows[0].strip().startswith("HJÆLP")
        assert "─ Hjælp: System: medlemmer ─" in text
        for head in ("DENNE SKÆRM", "ALLE LISTER", "ALLE SKÆRME"):
            assert head in text
        assert "invitér" in text
        assert "1-9 skærme · samme tal igen: næste visning · Esc: ét skridt tilbage" in text
        assert shown.footer == "F9 AKUT  F4 Alle kommandoer  Esc Luk  F1 Hjælp"


async def test_every_key_in_the_help_means_that_act(terminal: Opener) -> None:
    """The help is made from what is bound, so it cannot lie."""
    async with terminal("K-01") as shown:
        await shown.press("9")
        front = shown.app.screen
        await shown.press("f1")
        keys = actions.bound(front.places(), front.LETTERS)  # type: ignore[attr-defined]
        assert keys["n"] == BY_ID["member.invite"]
        assert "n    invitér" in shown.text


async def test_help_on_the_lock_names_only_what_works_there(terminal: Opener) -> None:
    """Nothing that needs the store is promised while it is locked."""
    async with terminal() as shown:
        await shown.press("f1")
        assert "lås op" in shown.text
        assert "ny sparring" not in shown.text
        assert "F9 Ctrl+R" in shown.text


async def test_f1_in_a_field_explains_the_field_first(terminal: Opener) -> None:
    """Whoever asks in a field asks about the field."""
    async with terminal() as shown:
        shown.find("passphrase").focus()
        await shown.press("f1")
        assert (
            "Kun du kender din adgangssætning." in shown.rows[2] + shown.rows[3] + shown.rows[4] + shown.text
        )


async def test_help_fits_its_box_at_80x24(terminal: Opener) -> None:
    """Nothing is cut: each line ends inside the frame."""
    async with terminal("K-01") as shown:
        await shown.press("f1")
        boxed = [row for row in shown.rows if row.startswith((" │", "│"))]
        assert boxed
        assert all(row.rstrip().endswith("│") and "…" not in row for row in boxed)


async def test_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        await shown.press("9", "f1")
        assert "THIS SCREEN" in shown.text
        assert "invite" in shown.text


async def test_the_key_card_is_shown_on_a_screen(terminal: Opener) -> None:
    """F4, tastekort, Enter: every key on one page, as nsk keys --print writes it."""
    async with terminal("K-01", size=(80, 66)) as shown:
        await shown.press("f4")
        await shown.write("tastekort")
        await shown.press("enter")
        shown_lines = {row.strip() for row in shown.rows}
        printed = {line.strip() for line in actions.cheat_sheet("da").splitlines()}
        assert printed <= shown_lines | {""}
        await shown.press("escape")
        assert "▸1 I dag◂" in shown.rows[0]


async def test_question_mark_asks_too(terminal: Opener) -> None:
    """? is the twin of F1."""
    async with terminal("K-01") as shown:
        await shown.press("question_mark")
        assert shown.rows[0].strip().startswith("HJÆLP")
