"""Taking up an invitation: the code, then a passphrase that only its owner knows."""

import pytest

from nsk_tui.rules.members import Role
from nsk_tui.services import members
from nsk_tui.services.session import Session
from tests.conftest import CHEAP, Clock
from tests.screens.conftest import Opener, Terminal

OWN = "min helt egen lange sætning"


@pytest.fixture
def code(session: Session, clock: Clock) -> str:
    """Return the code of an invitation for K-13."""
    invitation = members.invite(session, "K-13", "Ea Ny", Role.MEMBER, profile=CHEAP)
    session.lock()
    return invitation.code


async def begin(shown: Terminal) -> None:
    """Say on the lock that one is K-13."""
    shown.find("member").value = "K-13"  # type: ignore[attr-defined]
    shown.find("member").focus()
    await shown.press("enter")


async def test_an_invited_person_becomes_a_member(terminal: Opener, code: str) -> None:
    """Code and passphrase twice; then Today, in her own name."""
    async with terminal() as shown:
        await begin(shown)
        assert shown.rows[0].startswith(" VELKOMMEN   K-13")
        assert shown.rows[1] == " Du er inviteret. Det tager et minut og gøres kun én gang."
        await shown.write(code.lower())
        await shown.press("enter")
        await shown.write(OWN)
        await shown.press("enter")
        await shown.write(OWN)
        await shown.press("enter")
        assert shown.rows[0].startswith("▸1 I dag◂")
        assert shown.app.session is not None
        assert shown.app.session.member == "K-13"


async def test_a_wrong_code_changes_nothing(terminal: Opener, code: str) -> None:
    """The line says so, and the real code still works."""
    async with terminal() as shown:
        await begin(shown)
        await shown.write("AAAA-BBBB-CCCC")
        await shown.press("enter")
        await shown.write(OWN)
        await shown.press("enter")
        await shown.write(OWN)
        await shown.press("enter")
        assert shown.message.startswith("Koden passede ikke.")
        assert members.is_invited(shown.app.folder, "K-13")


async def test_a_missing_code_is_asked_for(terminal: Opener, code: str) -> None:
    """An example shows what it looks like."""
    async with terminal() as shown:
        await begin(shown)
        await shown.press("f8")
        assert shown.message.startswith("Koden mangler. Den ser sådan ud: 7K3F-Q2M9")


async def test_a_common_passphrase_is_refused_kindly(terminal: Opener, code: str) -> None:
    """The rule is told, not the person."""
    async with terminal() as shown:
        await begin(shown)
        await shown.write(code)
        await shown.press("enter")
        await shown.write("passwordpassword")
        await shown.press("enter")
        await shown.write("passwordpassword")
        await shown.press("enter")
        assert shown.message == "Den adgangssætning er for almindelig. Vælg en anden."


async def test_esc_goes_back_to_the_lock(terminal: Opener, code: str) -> None:
    """The invitation stays open."""
    async with terminal() as shown:
        await begin(shown)
        await shown.press("escape")
        assert "låst" in shown.rows[2]


async def test_english_at_120x40(terminal: Opener, code: str) -> None:
    """The other language is whole."""
    async with terminal(size=(120, 40), language="en") as shown:
        await begin(shown)
        assert shown.rows[0].startswith(" WELCOME   K-13")
        assert "Invitation code" in shown.text
