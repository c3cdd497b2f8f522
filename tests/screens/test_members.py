"""Members: who has access, by which words a key is known, invitations and roles."""

from pathlib import Path

from nsk_tui.rules.members import Role
from nsk_tui.services import members
from tests.conftest import PASSPHRASES
from tests.screens.conftest import Opener, Terminal


async def invite(shown: Terminal, passphrase: str) -> None:
    """Press n and give the passphrase again."""
    await shown.press("9", "n")
    await shown.write(passphrase)
    await shown.press("enter")


async def test_members_are_listed_with_role_key_and_last_seen(terminal: Opener) -> None:
    """One row each; four words to read aloud."""
    async with terminal("K-01") as shown:
        await shown.press("9")
        rows = shown.rows
        assert rows[2].startswith(" SYSTEM  ▸Medlemmer◂")
        assert rows[3].split() == ["Person", "Rolle", "Adgang", "Nøgle", "(4", "ord)", "Sidst"]
        own = rows[4]
        assert own.startswith(" ▸ K-01    koordinator  åben")
        assert own.endswith("nu")
        assert len(own[30:60].split()) == 4
        assert any("R-01    revisor" in row for row in rows)
        assert "K-01 kan: læse og skrive sparringer, invitere, rette roller, kontrollere." in shown.text
        assert "! Hav mindst to, så fravær ikke låser jer ude." in shown.text


async def test_the_words_of_the_key_are_those_of_the_service(terminal: Opener) -> None:
    """What is read aloud is what the key says."""
    async with terminal("K-01") as shown:
        await shown.press("9")
        assert shown.app.session is not None
        first = members.list_members(shown.app.session)[0]
        assert " ".join(first.key_words) in shown.rows[4]


async def test_an_invitation_asks_for_the_passphrase_again(terminal: Opener) -> None:
    """A screen left alone must not let somebody in."""
    async with terminal("K-01") as shown:
        await invite(shown, "noget andet end den")
        assert shown.message == "Det passede ikke. Intet er ændret."
        assert "DIN ADGANGSSÆTNING IGEN" in shown.rows[0]


async def test_an_invitation_shows_its_code_once(terminal: Opener) -> None:
    """The code is shown with its day, and opens the door it should."""
    async with terminal("K-01") as shown:
        await invite(shown, PASSPHRASES["K-01"])
        await shown.write("K-13")
        await shown.press("enter")
        await shown.write("Ea Ny")
        await shown.press("f8")
        assert "INVITERET" in shown.rows[0]
        row = next(row for row in shown.rows if "K-13" in row and "gælder til 04/12" in row)
        code = row.split()[2]
        await shown.press("enter")
        assert any(
            "K-13" in row and "inviteret" in row and "venter på at blive taget" in row for row in shown.rows
        )
        folder: Path = shown.app.folder
    joined = members.join(folder, "K-13", code, "en helt ny lang sætning")
    assert joined.role is Role.MEMBER
    joined.lock()


async def test_a_line_that_must_be_filled_in_says_so(terminal: Opener) -> None:
    """Nothing is sent half."""
    async with terminal("K-01") as shown:
        await invite(shown, PASSPHRASES["K-01"])
        await shown.press("f8")
        assert shown.message == "Linjen skal udfyldes."


async def test_a_code_that_is_taken_is_explained(terminal: Opener) -> None:
    """A fault of the service comes as a box, and the invitation stays open."""
    async with terminal("K-01") as shown:
        await invite(shown, PASSPHRASES["K-01"])
        await shown.write("K-02")
        await shown.press("enter")
        await shown.write("Bo igen")
        await shown.press("f8")
        assert "Hvad skete der?" in shown.text
        await shown.press("escape")
        assert "INVITÉR" in shown.rows[0]


async def test_a_role_is_changed_with_a_digit(terminal: Opener) -> None:
    """The question says what will change; 1 does it."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "r")
        assert "K-02 er vidensperson. Ændringen virker med det samme" in shown.text
        assert "▸ 1  gør K-02 til koordinator" in shown.text
        await shown.press("1")
        assert shown.message == "Rollen er rettet."
        assert any(row.startswith(" ▸ K-02    koordinator") for row in shown.rows)


async def test_a_member_may_look_and_not_change(terminal: Opener) -> None:
    """Everybody may see who has access."""
    async with terminal("K-02") as shown:
        await shown.press("9")
        assert "K-01    koordinator" in shown.text
        assert shown.footer == "F9 AKUT  m Mere  F1 Hjælp"


async def test_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole, and names stand beside."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        await shown.press("9")
        assert "SYSTEM  ▸Members◂" in shown.rows[2]
        assert "Ane Eksempel" in shown.rows[4]
        assert shown.footer == "F9 ACUTE  n Invite  m More  F1 Help"


async def test_the_passphrase_can_be_changed_from_the_palette(terminal: Opener) -> None:
    """Old, new, new again; a second look at the old one."""
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("skift min adgang")
        await shown.press("enter")
        assert "SKIFT MIN ADGANGSSÆTNING" in shown.rows[0]
        await shown.write(PASSPHRASES["K-01"])
        await shown.press("enter")
        await shown.write("for kort")
        await shown.press("enter")
        await shown.write("for kort")
        await shown.press("enter")
        assert shown.message == "Der mangler 7 tegn."
        await shown.write(" men nu lang nok")
        await shown.press("enter")
        await shown.write(" men nu lang nok")
        await shown.press("enter")
        assert shown.message == "Din adgangssætning er skiftet."
