"""Duty: who has it without a key, a swap in four, absence in three, and what a plan changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.rules.duties import DutyRole
from nsk_tui.screens.rota import RotaScreen
from nsk_tui.services import absences, rota, rota_plan, swaps
from nsk_tui.services.errors import NoDraft
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.screens import duty_records
from tests.screens.conftest import Opener

Unlock = Callable[[str], Session]
SIZES = ((80, 24), (120, 40))


async def test_who_has_duty_is_seen_without_a_key(terminal: Opener, session: Session) -> None:
    """The second row of every screen says it."""
    duty_records.publish(session)
    now = duty_records.now(session)
    async with terminal("K-02") as shown:
        assert shown.rows[1].startswith(f" Vagt nu  Voksne {now.duty} (bagvagt {now.backup}) ")
        await shown.press("2")
        assert f"Voksne {now.duty}" in shown.rows[1]


async def test_a_swap_is_asked_in_four_keys(terminal: Opener, session: Session, unlocked: Unlock) -> None:
    """3 b 1 Enter: the cursor stands on my next duty, the first candidate is the fairest."""
    board = duty_records.publish(session)
    giver = duty_records.holder(board, 1)
    async with terminal(giver) as shown:
        await shown.press("3", "b", "1", "enter")
        assert "er spurgt og svarer senest" in shown.message
        assert f"{giver}?" in shown.text
    asked = swaps.waiting(unlocked(giver)).mine
    assert len(asked) == 1
    assert asked[0].taker == swaps.candidates(unlocked(giver), asked[0].ref)[0].member


async def test_a_swap_is_answered_on_today_and_the_duty_changes_hands(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """Enter on the row asks, 1 is yes."""
    board = duty_records.publish(session)
    giver = duty_records.holder(board, 1)
    refs = rota.board(session)
    own = unlocked(giver)
    ref = duty_records.ref_of(refs, 1)
    taker = swaps.candidates(own, ref)[0].member
    swaps.ask(own, ref, taker, None, True)
    async with terminal(taker) as shown:
        assert any(f"{giver} spørger: tag Voksne?" in row for row in shown.rows)
        await shown.press("enter", "1")
        assert shown.message.startswith("Vagten er din.")
    assert duty_records.holder(rota.board(session), 1) == taker


async def test_absence_is_reported_in_three_keys(terminal: Opener, session: Session) -> None:
    """F 1 F8, from any screen; whoever is backup takes the duty at once."""
    duty_records.publish(session)
    before = duty_records.now(session)
    async with terminal(str(before.duty)) as shown:
        await shown.press("F", "1", "f8")
        assert shown.message.startswith("Fravær 20/11 er meldt.")
        assert shown.rows[1].startswith(f" Vagt nu  Voksne {before.backup} ")
    found = absences.absences(session)
    assert [(one.member, one.first, one.last) for one in found] == [
        (before.duty, session.today, session.today)
    ]


async def test_keys_typed_blindly_reach_the_absence(terminal: Opener, session: Session) -> None:
    """Nothing waits for the store: the keys are kept until the box can take them."""
    duty_records.publish(session)
    async with terminal("K-02") as shown:
        for key in ("F", "2", "f8"):
            await shown.pilot.press(key)
        await shown.settle()
        assert shown.message.startswith("Fravær 21/11 er meldt.")


async def test_a_duty_whose_holder_is_absent_is_told_and_given_on_with_one_key(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """The banner has a double frame and a square, not colour alone; Enter lets the backup take it."""
    duty_records.publish(session)
    before = duty_records.now(session)
    own = unlocked(str(before.duty))
    absences.report(own, own.today, own.today, None, False)
    async with terminal("K-01") as shown:
        assert shown.rows[2].startswith(" ╔═")
        assert "■ INGEN VAGT PÅ VOKSNE I DAG." in shown.rows[3]
        assert f"■ Voksne kun bagvagt {before.backup}" in shown.rows[1]
        await shown.press("enter")
        assert shown.message == f"{before.backup} har vagten nu. u fortryder."
        assert "╔" not in shown.text
        assert shown.rows[1].startswith(f" Vagt nu  Voksne {before.backup} ")


async def test_when_nobody_answers_it_is_said_whom_to_call(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """The fallback that was named when the plan was published stands there until somebody takes it."""
    duty_records.publish(session)
    before = duty_records.now(session)
    for member in (before.duty, before.backup):
        absences.report(unlocked(str(member)), session.today, session.today, None, False)
    async with terminal("K-01") as shown:
        assert "■ Voksne INGEN" in shown.rows[1]
        assert "Indtil nogen har taget vagten, ringer kolleger til:" in shown.text
        assert "lokal 4711 · 114 · 112" in shown.text
        await shown.press("f9")
        assert "RING 112" in shown.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["da", "en"])
async def test_the_plan_fits_and_is_whole_in_both_languages(
    terminal: Opener, session: Session, size: tuple[int, int], language: str
) -> None:
    """Eight weeks at 80 cells, more where there is room; nothing is cut."""
    board = duty_records.publish(session, 16)
    async with terminal("K-01", size=size, language=language) as shown:
        await shown.press("3")
        weeks = [word for word in shown.rows[3].split() if word.isdecimal()]
        assert len(weeks) == (8 if size[0] == 80 else 13)
        assert ("offentliggjort til og med" if language == "da" else "published through") in shown.rows[2]
        assert all(len(row) <= size[0] for row in shown.rows)
        for member in {duty_records.holder(board, week) for week in range(8)}:
            assert member in shown.text


async def test_why_tells_a_line_for_each_candidate(terminal: Opener, session: Session) -> None:
    """W on the duty: who was picked and why the others were not, in words and numbers."""
    board = duty_records.publish(session)
    async with terminal("K-01") as shown:
        await shown.press("3", "w")
        for member in ("K-01", "K-02", "K-03"):
            assert sum(f" {member} " in row for row in shown.rows) >= 1
        assert "Reglen:" in shown.text
        assert any("valgt" in row for row in shown.rows)
    assert board.published_through is not None


async def test_an_empty_rota_says_which_key_comes_next(terminal: Opener) -> None:
    """A store without a plan works as before."""
    async with terminal("K-01") as shown:
        await shown.press("3")
        assert "Ingen plan endnu. n lægger en kladde; ingen ser den, før du offentliggør." in shown.text


async def test_a_plan_is_drafted_seen_and_published(terminal: Opener, session: Session) -> None:
    """N drafts, P shows what would change, F8 publishes; u would bring the old plan back."""
    board = duty_records.publish(session, 2)
    async with terminal("K-01") as shown:
        await shown.press("3", "n", "1")
        assert "KLADDE" in shown.rows[2]
        assert rota.board(session).published_through == board.published_through
        await shown.press("P")
        assert "Huller: 0" in shown.text
        await shown.press("f8")
        assert shown.message.startswith("Vagtplanen er offentliggjort til og med")
    through = rota.board(session).published_through
    assert through is not None
    assert board.published_through is not None
    assert through > board.published_through


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_the_checks_stand_below_a_long_list_of_changes(
    terminal: Opener, session: Session, size: tuple[int, int]
) -> None:
    """Forty new duties push neither the checks nor the way out of the box."""
    duty_records.publish(session, 2)
    async with terminal("K-01", size=size) as shown:
        await shown.press("3", "n", "2", "P")
        assert "Huller: 0" in shown.text
        assert "F8 offentliggør." in shown.text


async def test_the_cursor_stays_on_its_duty_from_draft_to_plan(terminal: Opener, session: Session) -> None:
    """The draft begins elsewhere than the plan: the same column would be another week."""
    duty_records.publish(session, 2)
    async with terminal("K-01") as shown:
        await shown.press("3", "n", "1", "right", "right")
        screen = shown.app.screen
        assert isinstance(screen, RotaScreen)
        was_at = screen.ref
        await shown.press("P", "f8")
        assert was_at is not None
        assert screen.ref == was_at


async def test_a_member_is_told_who_plans(terminal: Opener, session: Session) -> None:
    """An impossible act stays in sight with its reason."""
    duty_records.publish(session)
    async with terminal("K-02") as shown:
        await shown.press("3", "n")
        assert shown.message == "Kan ikke: kun koordinator."
        await shown.press("r")
        assert shown.message == "Kan ikke: kun koordinator."


async def test_a_coordinator_sets_somebody_with_a_reason_and_undoes_it(
    terminal: Opener, session: Session
) -> None:
    """R asks for a reason first; the strip then says that it is another than the plan said."""
    board = duty_records.publish(session)
    before = duty_records.holder(board, 1)
    async with terminal("K-01") as shown:
        await shown.press("3", "home", "right", "r", "enter")
        assert shown.message == "Skriv først grunden med få ord."
        await shown.write("kursus")
        await shown.press("f8")
        assert "har vagten nu. u fortryder." in shown.message
        after = duty_records.holder(rota.board(session), 1)
        assert after != before
        assert f"{after}~" in shown.text
        await shown.press("u")
        assert shown.message == "Fortrudt: uge 48 · Voksne. U gør det igen."
    assert duty_records.holder(rota.board(session), 1) == before


async def test_holding_somebody_out_shows_gaps_and_saves_nothing(terminal: Opener, session: Session) -> None:
    """Space on the plan; of three people two cannot keep the rest."""
    board = duty_records.publish(session)
    async with terminal("K-01") as shown:
        await shown.press("3", "space")
        assert "Uden K-0" in shown.text
        await shown.press("4")
        assert "i 4 uger:" in shown.text
        await shown.press("escape")
    assert rota.board(session) == board


async def test_the_load_tells_counts_and_where_there_are_too_few(terminal: Opener, session: Session) -> None:
    """No index on a handful of consultations."""
    duty_records.publish(session)
    async with terminal("K-01") as shown:
        await shown.press("3", "v")
        assert "SPARRINGER (0)" in shown.text
        assert "seneste 90 dage" in shown.rows[2]
        await shown.press("comma")
        assert "seneste 365 dage" in shown.rows[2]


async def test_absence_is_listed_and_withdrawn(terminal: Opener, session: Session) -> None:
    """X takes it back; nobody's cause stands anywhere."""
    duty_records.publish(session)
    absences.report(session, session.today, session.today, None, False)
    async with terminal("K-01") as shown:
        await shown.press("3", "v", "v")
        assert any("K-01" in row and "nu" in row for row in shown.rows)
        await shown.press("x")
        assert shown.message == "Fraværet for K-01 er trukket tilbage. u fortryder."
    assert absences.absences(session) == ()


async def test_a_call_gets_an_order_to_ask_in(terminal: Opener, session: Session) -> None:
    """Whoever has duty comes first."""
    duty_records.publish(session)
    now = duty_records.now(session)
    async with terminal("K-01") as shown:
        await shown.press("3", "W")
        first = next(row for row in shown.rows if "▸ K-0" in row and "sparringer pr." in row)
        assert str(now.duty) in first


async def test_the_lock_and_the_red_card_say_who_has_duty(terminal: Opener, session: Session) -> None:
    """From the published card: no passphrase, no database."""
    duty_records.publish(session)
    now = duty_records.now(session)
    async with terminal() as shown:
        assert f"Vagt: Voksne: {now.duty}" in shown.text
        await shown.press("f9", "2")
        assert any(row.startswith(" VAGT    Voksne:") and str(now.duty) in row for row in shown.rows)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"lines": 3}'])
async def test_a_damaged_duty_card_keeps_nobody_from_the_red_card(
    terminal: Opener, session: Session, store: Path, content: bytes
) -> None:
    """The numbers stand all the same."""
    duty_records.publish(session)
    (store / "duty.json").write_bytes(content)
    async with terminal() as shown:
        await shown.press("f9")
        assert any("112" in row and "RING" in row for row in shown.rows[1:])
        assert "Vagtkortet kan ikke læses" in shown.text


async def test_the_duty_line_follows_what_another_publishes_without_a_key(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """Somebody passes her duty on while the screen is open."""
    duty_records.publish(session)
    before = duty_records.now(session)
    async with terminal("K-01") as shown:
        own = unlocked(str(before.duty))
        absences.report(own, own.today, own.today)
        for _look in range(20):
            shown.app.live.look()
            await shown.settle()
            if shown.rows[1].startswith(f" Vagt nu  Voksne {before.backup} "):
                break
        assert shown.rows[1].startswith(f" Vagt nu  Voksne {before.backup} ")


async def test_a_duty_changes_hands_at_eight_not_at_midnight(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """On Monday morning before eight last week's duty still answers."""
    board = duty_records.publish(session)
    this, following = duty_records.holder(board, 0), duty_records.holder(board, 1)
    assert this != following
    clock.now = clock.now.replace(day=23, hour=6, minute=30)
    async with terminal("K-01") as shown:
        assert f"Voksne {this} " in shown.rows[1]
        clock.now = clock.now.replace(hour=7, minute=1)
        shown.app.pulse()
        await shown.settle()
        assert f"Voksne {following} " in shown.rows[1]


async def test_the_role_of_a_duty_is_in_words(terminal: Opener, session: Session) -> None:
    """Down goes to the backup; what is told of it names the role."""
    board = duty_records.publish(session)
    async with terminal("K-01") as shown:
        await shown.press("3", "home", "down")
        backup = duty_records.holder(board, 0, DutyRole.BACKUP)
        assert f"Uge 47 · Voksne · bagvagt · {backup}." in shown.text
    with pytest.raises(NoDraft):
        rota_plan.draft_board(session)


async def test_a_swap_typed_blindly_asks_the_same(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """Over a slow line the four keys come before the plan does; none of them is lost or means a tab."""
    board = duty_records.publish(session)
    giver = duty_records.holder(board, 1)
    async with terminal(giver) as shown:
        for key in ("3", "b", "1", "enter"):
            await shown.pilot.press(key)
        await shown.settle()
        assert "er spurgt og svarer senest" in shown.message
    assert len(swaps.waiting(unlocked(giver)).mine) == 1
