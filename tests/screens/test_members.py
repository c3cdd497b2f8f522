"""Members: who has access, by which words a key is known, invitations and roles."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.members import Role
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.services import members, oversight, presence, recovery, ssh_keys
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.screens.conftest import Opener, Terminal
from tests.screens.test_live import known, until
from tests.services.test_membership import KEY


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
        assert rows[3].split() == ["Person", "Rolle", "Adgang", "Nøgle", "(4", "ord)", "Sidst", "SSH"]
        own = rows[4]
        assert own.startswith(" ▸ K-01    koordinator  åben")
        assert own.endswith("nej")
        assert len(own[33:64].split()) >= 3  # the list may cut the last of four long words
        assert any("R-01    revisor" in row for row in rows)
        assert "K-01 kan: læse og skrive sparringer, invitere, lukke adgang, rette roller." in shown.text
        assert "! Hav mindst to, så fravær ikke låser jer ude." in shown.text


async def test_the_words_of_the_key_are_those_of_the_service(terminal: Opener) -> None:
    """What is read aloud is what the key says."""
    async with terminal("K-01") as shown:
        await shown.press("9")
        assert shown.app.session is not None
        first = members.list_members(shown.app.session)[0]
        assert f"Læs op, når K-01 kommer til: {' '.join(first.key_words)}" in " ".join(shown.text.split())


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
        assert shown.footer == "F9 AKUT  Enter Åbn  m Mere  F1 Hjælp"


async def test_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole, and names stand beside."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        await shown.press("9")
        assert "SYSTEM  ▸Members◂" in shown.rows[2]
        assert "Ane Eksempel" in shown.rows[4]
        assert shown.footer == "F9 ACUTE  Enter Open  n Invite  m More  F1 Help"


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


async def close_access(shown: Terminal, row: int, passphrase: str) -> None:
    """Go to a member, press x, agree, and give the passphrase again."""
    await shown.press("9", *["down"] * row, "x", "1")
    await shown.write(passphrase)
    await shown.press("enter")


async def test_closing_an_access_says_what_it_does_and_what_it_cannot_take_back(terminal: Opener) -> None:
    """Shown first; 2 keeps it, and nothing has changed."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "x")
        assert "K-02 mister adgangen med det samme." in shown.text
        assert "Det, K-02 har skrevet, bliver stående." in shown.text
        assert "Det kan ikke tage tilbage, hvad K-02 har læst, eller kopier fra før:" in shown.text
        assert "▸ 1  luk adgangen" in shown.text
        await shown.press("2")
        assert any(" K-02    vidensperson åben" in row for row in shown.rows)


async def test_a_closed_access_opens_nothing_and_the_key_is_another(terminal: Opener, clock: Clock) -> None:
    """The passphrase is asked for again; then the row is gone and the key has the next number."""
    async with terminal("K-01") as shown:
        await close_access(shown, 1, PASSPHRASES["K-01"])
        assert shown.message == "K-02 har ikke adgang mere. Gruppens nøgle er nu nr. 2."
        assert not any("K-02" in row for row in shown.rows[3:-2])
        assert "Gruppens nøgle: nr. 2, delt med 3." in shown.text
        folder: Path = shown.app.folder
    with pytest.raises(WrongPassphrase):
        unlock(folder, "K-02", PASSPHRASES["K-02"], clock)


async def test_a_wrong_passphrase_closes_nothing(terminal: Opener) -> None:
    """A screen left alone must not lock a colleague out."""
    async with terminal("K-01") as shown:
        await close_access(shown, 1, "noget andet end den")
        assert shown.message == "Det passede ikke. Intet er ændret."
        assert shown.app.session is not None
        assert [one.id for one in members.list_members(shown.app.session)][1] == "K-02"


async def test_an_ssh_key_that_is_left_is_named(terminal: Opener, unlocked: Callable[[str], Session]) -> None:
    """Closing the slot does not close the server's door: the line has to be taken out."""
    key = ssh_keys.read_key(KEY)
    assert isinstance(key, ssh_keys.SshKey)
    ssh_keys.enter(unlocked("K-01"), "K-02", key)
    async with terminal("K-01") as shown:
        await shown.press("9")
        assert next(row for row in shown.rows if "K-02" in row).endswith("ja")
        await shown.press("escape")
        await close_access(shown, 1, PASSPHRASES["K-01"])
        assert "Fjern dens" in shown.text
        assert key.fingerprint in shown.text


async def test_nobody_closes_her_own_access_or_changes_her_own_role(terminal: Opener) -> None:
    """The list of members would bear the signature of somebody who is no longer on it."""
    async with terminal("K-01") as shown:
        await shown.press("9", "x")
        assert shown.message == "Kan ikke: en anden koordinator lukker din adgang."
        await shown.press("r")
        assert shown.message == "Kan ikke: en anden koordinator retter din rolle."


async def test_a_member_closes_no_access(terminal: Opener) -> None:
    """The key says who may."""
    async with terminal("K-02") as shown:
        await shown.press("9", "x")
        assert shown.message == "Kan ikke: kun koordinator."


async def test_who_is_here_now_is_seen_and_a_screen_is_ended_from_the_menu(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """No key on purpose: m lists it; the other screen is asked to lock."""
    second = unlocked("K-02")
    screen = presence.arrive(second)
    async with terminal("K-01") as shown:
        await known(shown)
        await shown.press("9", "down")
        await until(shown, lambda: "2 åbne skærme" in shown.rows[2])
        assert next(row for row in shown.rows if " K-02 " in row).split()[-2:] == ["nu", "nej"]
        await shown.press("m")
        await shown.press("down", "down", "down", "down")
        assert "▸ Afslut skærm           den låser med det samme" in shown.text
        await shown.press("enter")
        assert "▸ 1  afslut skærmen fra 09:42" in shown.text
        await shown.press("1")
        await until(shown, lambda: "1 åben skærm" in shown.rows[2])
        assert shown.message == "Skærmen hos K-02 låser nu."
    assert presence.ended_by(second, screen) == "K-01"
    assert "end_session" in {line.act for line in oversight.read_audit(second).lines}


async def test_a_member_without_a_screen_has_none_to_end(terminal: Opener) -> None:
    """The menu keeps the act in sight, with its reason."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "m", "end")
        assert "kan ikke: K-02 har ingen åben skærm" in shown.text


async def test_a_member_is_shown_in_full(terminal: Opener) -> None:
    """The four words stand whole, whatever the width."""
    async with terminal("K-02") as shown:
        await known(shown)
        await shown.press("9", "down", "enter")
        assert "Navn            Bo Prøvesen" in shown.text
        assert "Åbne skærme     siden 09:42 (denne)" in shown.text
        await shown.press("escape")
        assert "▸Medlemmer◂" in shown.rows[2]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Gendannelse: 2 af 3 stykker. Lavet 20/11, aldrig øvet."),
        (400, "Gendannelse: 2 af 3 stykker. Lavet 20/11-2026, aldrig øvet.  ■ over 12"),
    ],
)
async def test_the_way_back_in_is_told_with_its_limit(
    terminal: Opener, unlocked: Callable[[str], Session], clock: Clock, days: int, said: str
) -> None:
    """Shares that nobody has tried for a year may have been lost."""
    recovery.make(unlocked("K-01"))
    clock.now += timedelta(days=days)
    async with terminal("K-01") as shown:
        await shown.press("9")
        assert said in shown.text


async def test_a_rehearsal_and_missing_shares_are_told(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """None, unproven, rehearsed: three different sentences."""
    first = unlocked("K-01")
    async with terminal("K-01") as shown:
        await shown.press("9")
        assert "Gendannelse: ingen stykker på papir.  ! Glemmer alle, er arkivet tabt." in shown.text
        shares = recovery.make(first, to_prove=True)
        await until(shown, lambda: "stykker fra 20/11 er ikke skrevet af.  ! Lav nye." in shown.text)
        recovery.rehearse(first, shares[1:])
        await until(shown, lambda: "2 af 3 stykker. Sidst øvet 20/11." in shown.text)


async def test_the_groups_key_is_changed_from_the_palette(terminal: Opener) -> None:
    """It says what it does, asks for the passphrase, and goes on unlocked."""
    async with terminal("K-01") as shown:
        await shown.press("9", "f4")
        await shown.write("skift gruppens")
        await shown.press("enter")
        assert "Arkivet skrives om med en ny nøgle. Alle arbejder videre uden ny" in shown.text
        await shown.write(PASSPHRASES["K-01"])
        await shown.press("enter")
        assert shown.message == "Gruppens nøgle er nu nr. 2."
        assert not isinstance(shown.app.screen, UnlockScreen)
        assert "Gruppens nøgle: nr. 2, delt med 4." in shown.text
