"""Before a room: nothing but the meeting and the public card opens, and leaving asks for the passphrase."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.members import Role
from nsk_tui.screens import actions
from nsk_tui.screens.actions import BY_ID, Situation
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.consultations import ConsultationsScreen
from nsk_tui.screens.emergency import EmergencyScreen
from nsk_tui.screens.errors import ErrorScreen
from nsk_tui.screens.facilitator import FacilitatorScreen
from nsk_tui.screens.idle import Idle
from nsk_tui.screens.passphrase import AskAgainScreen
from nsk_tui.screens.room import NotForTheRoom
from nsk_tui.screens.today import TodayScreen
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.services.session import Session, note_wrong_try
from tests.conftest import PASSPHRASES, Clock
from tests.meeting_plan import CHAIR, WRITER, plan_meeting
from tests.screens.big_screens import (
    another,
    back_to_the_room,
    front,
    strike,
    time_shown,
    type_passphrase,
    unlock_as,
)
from tests.screens.conftest import Opener
from tests.screens.test_lock import Hands

SECONDS_PER_MINUTE = 60


# Nothing else opens -----------------------------------------------------------------------------


def bound_keys() -> list[str]:
    """Return every key that the program binds anywhere."""
    return sorted({token for one in actions.ACTIONS for key in one.keys for token in actions.tokens(key)})


async def test_no_key_of_the_program_opens_anything_from_the_big_screen(room: Opener, clock: Clock) -> None:
    """Every bound key of every screen: the card, a box about the meeting, the lock; never a record."""
    async with room() as shown:
        await shown.press("space", "right")
        for key in bound_keys():
            await strike(shown, key)
            stack = shown.app.screen_stack
            first = next(at for at, one in enumerate(stack) if isinstance(one, FacilitatorScreen))
            over = stack[first:]
            assert all(isinstance(one, FrameScreen) and one.FOR_THE_ROOM for one in over), key
            if shown.app.screen is not stack[first] or front(shown).is_blank:
                await back_to_the_room(shown, clock)


async def test_the_public_card_opens_nothing_either_and_shows_no_ticks(
    terminal: Opener, meeting: MeetingId
) -> None:
    """From the card before a room no consultation begins; what she ticked on her last call is not shown."""
    async with terminal(CHAIR) as shown:
        await shown.press("f9", "space", "escape")
        await another(shown, meeting)
        await shown.press("f9")
        assert "[x]" not in shown.text
        assert "F2" not in shown.footer
        for key in ("f2", "f3", "f4", "S", "f", "p", "F", "U", "colon", "2", "o", "ctrl+p"):
            await shown.press(key)
            assert isinstance(shown.app.screen, EmergencyScreen), key
        await shown.press("escape")
        assert isinstance(shown.app.screen, FacilitatorScreen)


@pytest.mark.parametrize("action", actions.ACTIONS, ids=lambda action: action.id)
def test_an_act_is_refused_before_a_room_unless_it_is_of_the_room(action: actions.Action) -> None:
    """The list says what works; an act that comes later is refused without anybody thinking of it."""
    refused = actions.refusal(action, Situation(Role.COORDINATOR, before_a_room=True))
    of_records = action.id.split(".")[0] in (
        "screen",
        "consultation",
        "row",
        "list",
        "view",
        "absence",
        "duty",
    )
    assert (refused is not None) or not of_records
    for unwanted in ("app.search", "app.palette", "app.undo", "app.redo", "consultation.new", "absence.new"):
        assert actions.refusal(BY_ID[unwanted], Situation(Role.COORDINATOR, before_a_room=True)) is not None


async def test_a_way_in_that_nobody_thought_of_fails_and_the_way_out_asks(room: Opener) -> None:
    """The second door: no screen that is not for the room opens, by whatever code; a passphrase opens it."""
    async with room() as shown:
        for screen in (TodayScreen(), ConsultationsScreen()):
            with pytest.raises(NotForTheRoom):
                shown.app.push_screen(screen)
        with pytest.raises(NotForTheRoom):
            shown.app.switch_screen("screen.today")
        with pytest.raises(NotForTheRoom):
            await shown.app.everywhere.go("screen.consultations")
        await shown.press("space", "right", "b", "f1")
        assert "tjekket ikke" in shown.text
        await shown.press("escape", "escape", "Q")
        assert isinstance(shown.app.screen, ConfirmScreen)
        await shown.press("2", "escape")
        assert isinstance(shown.app.screen, AskAgainScreen)
        await type_passphrase(shown, PASSPHRASES[CHAIR])
        assert isinstance(shown.app.screen, TodayScreen)
        assert shown.app.is_before_a_room is False


async def test_wrong_passphrases_slow_the_way_out_down(room: Opener, store: Path) -> None:
    """As at the lock: whoever guesses before the room waits longer each time."""
    async with room() as shown:
        await shown.press("escape")
        await type_passphrase(shown, "forkert sætning her")
        assert shown.message == "Det passede ikke. Intet er ændret."
        for _try in range(6):
            note_wrong_try(store, CHAIR)
        await type_passphrase(shown, PASSPHRASES[CHAIR])
        assert shown.message.startswith("Prøv igen om ")
        assert isinstance(shown.app.screen, AskAgainScreen)


async def test_without_a_meeting_the_palette_opens_no_big_screen(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """It says that there is none where one is: nobody must give her passphrase to get back."""
    async with terminal(CHAIR) as shown:
        shown.app.everywhere.do_meeting_facilitate()
        await shown.settle()
        assert isinstance(shown.app.screen, ErrorScreen)
        assert not shown.app.is_before_a_room
        await shown.press("escape")
        plan_meeting(unlocked(CHAIR))
        shown.app.everywhere.do_meeting_facilitate()
        await shown.settle()
        assert front(shown).found is not None


# In and out -------------------------------------------------------------------------------------


async def test_unlocking_opens_straight_into_it_and_leaving_begins_the_day(
    terminal: Opener, meeting: MeetingId, clock: Clock
) -> None:
    """``nsk facilitate`` shows nothing of Today to the room, not even where it names no meeting."""
    async with terminal() as shown:
        shown.app.everywhere.first_meeting = "next"
        await unlock_as(shown, CHAIR, clock)
        assert isinstance(shown.app.screen, FacilitatorScreen)
        assert len(shown.app.screen_stack) == 2
        await shown.press("escape")
        await type_passphrase(shown, PASSPHRASES[CHAIR])
        assert isinstance(shown.app.screen, TodayScreen)
        shown.app.lock()
        await shown.settle()
        shown.app.everywhere.first_meeting = "24/12"
        await unlock_as(shown, WRITER, clock)
        assert isinstance(shown.app.screen, ErrorScreen)
        await shown.press("escape", "escape")
        assert isinstance(shown.app.screen, AskAgainScreen)


async def test_it_locks_half_an_hour_after_the_planned_end_and_not_before(room: Opener, clock: Clock) -> None:
    """Nobody touches a key while others talk; after the big screen the quiet minutes count again."""
    async with room() as shown:
        hands = Hands()
        shown.app.idle = Idle(5, hands)
        front(shown).refresh_records()
        await shown.settle()
        hands.seconds += (3 + 70 + 30) * SECONDS_PER_MINUTE - 1
        shown.app.pulse()
        assert shown.app.session is not None
        hands.seconds += 1
        shown.app.pulse()
        await shown.settle()
        assert isinstance(shown.app.screen, UnlockScreen)
        assert "Låst 09:42: mødet skulle være slut for længst." in shown.text
        await shown.press("f9")
        assert isinstance(shown.app.screen, EmergencyScreen)
        await shown.press("escape")
        await unlock_as(shown, CHAIR, clock)
        shown.app.idle = Idle(5, hands)
        await shown.press("escape")
        await type_passphrase(shown, PASSPHRASES[CHAIR])
        hands.seconds += 5 * SECONDS_PER_MINUTE
        shown.app.pulse()
        await shown.settle()
        assert isinstance(shown.app.screen, UnlockScreen)


async def test_a_lock_brings_the_same_meeting_back_to_its_chair_alone(room: Opener, clock: Clock) -> None:
    """The clock has gone on meanwhile; another member behind the lock begins her day."""
    async with room() as shown:
        await shown.press("space", "f12")
        assert isinstance(shown.app.screen, UnlockScreen)
        clock.now += timedelta(minutes=1)
        await unlock_as(shown, CHAIR, clock)
        front(shown).tick()
        await shown.settle()
        assert time_shown(shown) == "04:00"
        assert shown.app.idle.why
        await shown.press("f12")
        await unlock_as(shown, WRITER, clock)
        assert isinstance(shown.app.screen, TodayScreen)
        assert not shown.app.is_before_a_room
        assert not shown.app.idle.why
