"""Age keys and the outbox on the screen: registered, heard, confirmed; what waits, and taking it back."""

from collections.abc import Callable

import pyrage

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose, RecipientState, TicketState
from nsk_tui.screens.guide import guide_lines
from nsk_tui.screens.help import LINE_CELLS
from nsk_tui.services import outbox, recipients, tickets
from nsk_tui.services.outbox import About, Leaving
from nsk_tui.services.session import Session
from nsk_tui.vault.envelope import read_recipient, seal
from tests.conftest import Clock
from tests.screens.conftest import Opener, Terminal

KEY = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())
ABOUT = About(LeavingKind.HANDOVER, "K-02", LeavingPurpose.HANDOVER)


async def open_by_name(shown: Terminal, words: str) -> None:
    """Open a page from the palette."""
    await shown.press("f4")
    await shown.write(words)
    await shown.press("enter")


async def paste(shown: Terminal, name: str, text: str) -> None:
    """Put a text in a line."""
    shown.find(name).value = text  # type: ignore[attr-defined]
    await shown.settle()


async def test_a_key_is_registered_and_its_words_are_shown_to_its_owner(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The cursor begins on one's own row; the words stand there to be read aloud."""
    async with terminal("K-02") as shown:
        await open_by_name(shown, "age-nøgler")
        assert any(row.startswith(" ▸ K-02     ingen") for row in shown.rows)
        await shown.press("n")
        await paste(shown, "key", PUBLIC)
        await shown.press("f8")
        words = " ".join(recipients.own(unlocked("K-02")).words)
        assert any(row.startswith(f" ▸ K-02     ? venter på bekræftelse  {words}") for row in shown.rows)
        assert shown.message == "Registreret. Læs de fire ord op for en kollega, som bekræfter nøglen."
        await shown.press("c")
        assert shown.message == "Kan ikke: en kollega bekræfter din."


async def test_a_colleague_confirms_with_the_words_she_has_heard(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """They stand nowhere on her own screen; others than those confirm nothing."""
    words = recipients.register(unlocked("K-02"), PUBLIC).words
    async with terminal("K-01") as shown:
        await open_by_name(shown, "age-nøgler")
        assert any(row.startswith(" ▸ K-02     ? venter") for row in shown.rows)
        assert words[0] not in shown.text
        await shown.press("enter")
        await shown.write("havre stige tromme kul")
        await shown.press("f8")
        assert shown.message == "Det er andre ord. Lad K-02 læse dem op igen."
        await paste(shown, "words", " ".join(words).upper())
        await shown.press("f8")
        assert shown.message == "Age-nøglen fra K-02 gælder fra nu af."
        assert "der kan forsegles til 1" in shown.rows[2]
    assert recipients.own(unlocked("K-02")).state is RecipientState.CONFIRMED


async def test_a_secret_half_is_taken_off_the_screen_at_once(terminal: Opener) -> None:
    """Before anything is pressed; and a mistyped key is told in one line."""
    async with terminal("K-02") as shown:
        await open_by_name(shown, "age-nøgler")
        await shown.press("n")
        await paste(shown, "key", str(KEY))
        assert str(KEY)[:20] not in shown.text
        assert "HEMMELIGE halvdel" in shown.message
        for text, told in (
            ("ssh-ed25519 AAAA", "en anden slags nøgle"),
            (PUBLIC[:-1], "mangler eller er forkert"),
        ):
            await paste(shown, "key", text)
            await shown.press("f8")
            assert told in shown.message


async def test_f1_in_the_box_shows_how_one_comes_by_a_key(terminal: Opener) -> None:
    """The whole page, in the reader's language; Esc comes back to the box."""
    for language, heading in (
        ("da", "Forseglede filer: sådan åbner du dem"),
        ("en", "Sealed files: how you"),
    ):
        async with terminal("K-02", language=language) as shown:
            await open_by_name(shown, "age")
            await shown.press("n", "f1")
            assert heading in shown.text
            await shown.press("escape")
            assert "age1 …" in shown.text


async def test_a_key_is_taken_away_after_asking(terminal: Opener, unlocked: Callable[[str], Session]) -> None:
    """Only one's own."""
    recipients.register(unlocked("K-02"), PUBLIC)
    async with terminal("K-02") as shown:
        await open_by_name(shown, "age-nøgler")
        await shown.press("x", "1")
        assert shown.message == "Din age-nøgle er fjernet."
        await shown.press("up", "x")
        assert shown.message == "Kan ikke: kun ejeren fjerner sin nøgle."


def test_no_line_of_the_guide_is_cut() -> None:
    """It fits the box at 80 columns, in both languages."""
    for language in ("da", "en"):
        lines = guide_lines(language)
        assert lines
        assert [line for line in lines if sum(len(text) for text, _role in line) > LINE_CELLS] == []
        assert not any("```" in text or text.startswith("#") for line in lines for text, _role in line)


async def test_the_outbox_tells_what_waits_and_what_was_fetched(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """A ticket that nobody used is taken back; one that was used cannot be."""
    sealed = seal(b"x", [read_recipient(PUBLIC)])
    many = [Leaving(sealed, "docx.age", MemberId(one), "0" * 64) for one in ("K-02", "K-03")]
    first, second = outbox.put(session, ABOUT, many, lambda _reading: None)
    tickets.spend(session.folder, tickets.find(session.folder, second.ticket, clock), "K-03", clock)
    async with terminal("K-01") as shown:
        await open_by_name(shown, "udbakke")
        assert "1 fil venter på at blive hentet" in shown.rows[2]
        row = next(row for row in shown.rows if first.ticket in row)
        assert row.split()[-7:] == ["overlevering", "K-02", "docx.age", "K-02", "venter", "til", "04/12"]
        assert next(row for row in shown.rows if second.ticket in row).endswith("hentet 20/11 K-03")
        while first.ticket not in next(row for row in shown.rows if row.startswith(" ▸ ")):
            await shown.press("down")
        await shown.press("enter")
        assert "Formål    overlevering" in shown.text
        await shown.press("escape", "x", "1")
        assert shown.message == f"{first.ticket} er taget tilbage."
        assert [one.state for one in outbox.tickets(session)].count(TicketState.WITHDRAWN) == 1


async def test_an_auditor_has_neither(terminal: Opener) -> None:
    """Nothing leaves to her, and she lets nothing leave."""
    async with terminal("R-01") as shown:
        for words in ("age-nøgler", "udbakke"):
            await open_by_name(shown, words)
            assert "Kan ikke" in shown.text or "kan ikke" in shown.text
            await shown.press("escape", "escape")
