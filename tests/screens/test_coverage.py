"""The coverage: the matrix by sign and word, and at once what it would be like without somebody."""

import pytest

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.coverage import truck_factor
from nsk_tui.rules.directory import CompetenceLevel, Department
from nsk_tui.rules.directory import Place as Seat
from nsk_tui.screens import coverage_words as words
from nsk_tui.screens.coverage_words import Spot
from nsk_tui.services import coverage, departments
from nsk_tui.services.session import Session
from tests.people import PLACE, can, describe, knows, needs
from tests.screens import duty_records
from tests.screens.conftest import Opener


@pytest.fixture
def group(session: Session) -> Session:
    """Return a small group: K-02 alone can most, K-03 is learning."""
    for name in ("Jobcenter", "Ungeindsats", "Sundhed"):
        needs(session, name, set(), citizens=False)
    needs(session, "Skoler", {Area.CHILDREN}, "PATRIARK")
    needs(session, "Familie", {Area.CHILDREN}, "PATRIARK")
    describe(session, "K-02", places=(PLACE, Seat("Familie", Area.CHILDREN)))
    describe(session, "K-03", places=(PLACE,))
    can(session, "K-02", "PATRIARK")
    can(session, "K-03", "PATRIARK", CompetenceLevel.SEEN)
    knows(session, "K-02")
    return session


async def test_two_keys_try_without_the_one_who_would_be_missed_most(
    terminal: Opener, group: Session
) -> None:
    """The matrix, the rota and the open matters answer at once; Esc ends it, and nothing was saved."""
    duty_records.publish(group)
    before = coverage.look(group)
    async with terminal("K-01") as shown:
        await shown.press("4")
        assert shown.rows[0].startswith(" 1 I dag 2 Sparring 3 Vagt▸4 Gruppe◂")
        assert "Skoler       2     1 !" in shown.text
        await shown.press("space")
        assert shown.rows[2].endswith("SIMULERING: uden K-02")
        assert "Skoler       1 !▼  ■ 0▼" in shown.text
        assert "■ 0 ingen kan (3, før 0)" in shown.text
        assert "Vagt: " in shown.text
        assert "1 kompetence kun hos dem · 1 kontakt" in shown.text
        assert shown.message == "Uden K-02 bliver 3 felter tomme. Mest sårbart: Familie."
        assert "[ude] K-02" in shown.text
        await shown.press("escape")
        assert shown.message == "Alle er med igen."
        assert "SIMULERING" not in shown.text
        await shown.press("escape")
        assert shown.rows[0].startswith("▸1 I dag◂")
    assert coverage.look(group) == before


async def test_tab_goes_to_the_matrix_and_w_says_who_could_learn_it(terminal: Opener, group: Session) -> None:
    """Nobody who is taken out; what fits only one pane is said on the other."""
    async with terminal("K-01") as shown:
        await shown.press("4")
        await shown.press("w")
        assert shown.message == "Kan ikke: Tab går til skemaet først; eller Space tager en ud."
        await shown.press("space", "w")
        assert "Uden K-02: ingen kan" in shown.text
        assert "Familie, PATRIARK" in shown.text
        await shown.press("escape", "O")
        assert "K-02" in shown.text
        assert shown.rows[0].startswith(" OVERLEVERING")
        await shown.press("escape", "tab", "space")
        assert shown.message == "Kan ikke: Tab går til personerne først."
        await shown.press("right", "w")
        assert "K-03" in shown.text
        assert "har set det" in shown.text
        assert "K-02     " not in shown.text.split("┌")[1].split("└")[0]
        await shown.press("escape", "enter")
        assert "Der er brug for det: ja" in shown.text
        await shown.press("enter")
        assert "Skoler, PATRIARK: ingen · ingen kan" in shown.text


async def test_a_coordinator_says_what_a_department_needs(terminal: Opener, group: Session) -> None:
    """From the field itself, and u takes it back."""
    async with terminal("K-01") as shown:
        await shown.press("4", "tab", "r")
        assert shown.rows[0].startswith(" HVAD Skoler HAR BRUG FOR")
        await shown.press("1", "2", "enter")
        await shown.write("tolk")
        await shown.press("enter", "f8")
        assert shown.message == "Gemt: hvad Skoler har brug for. u fortryder."
        assert "tolk" in shown.rows[4]
        await shown.press("u")
        assert shown.message == "Fortrudt: hvad Skoler har brug for. U gør det igen."
    found = departments.department(group, "Skoler").department
    assert found == Department("Skoler", True, frozenset({Area.CHILDREN}), frozenset({"PATRIARK"}))


async def test_the_matrix_stands_wide_and_in_english(terminal: Opener, group: Session) -> None:
    """At 160 cells the people stand beside it; everything is said in English."""
    async with terminal("K-01", size=(160, 45), language="en") as shown:
        await shown.press("4", "space")
        assert shown.message == "Without K-02 3 fields become empty. Most exposed: Familie."
        row = next(row for row in shown.rows if row.startswith(" Skoler"))
        assert "[   ] K-01" in row or "[out] K-02" in "".join(shown.rows[4:8])
        assert "nobody can (3, was 0)" in shown.text


async def test_who_leaves_is_not_held_out_for_ever(terminal: Opener, group: Session) -> None:
    """What others save meanwhile is shown; the cursor stays on its person."""
    async with terminal("K-01") as shown:
        await shown.press("4", "down", "space")
        assert "uden K-03" in shown.text
        describe(group, "K-03", leaves_on=group.today.replace(day=1))
        shown.app.screen.store_changed()  # type: ignore[attr-defined]
        await shown.settle()
        assert "SIMULERING" not in shown.text
        assert not [row for row in shown.rows if "[   ] K-03" in row]
        assert [row for row in shown.rows if "[   ] K-02" in row]


def test_columns_that_do_not_fit_are_turned_to(group: Session) -> None:
    """The cursor's column is always shown, and a sign says that there are more."""
    for number in range(9):
        needs(group, "Skoler", {Area.CHILDREN}, *(f"emne nr. {one}" for one in range(number + 1)))
    found = coverage.look(group).coverage
    count = words.shown_columns(found, 0, 60)
    assert count < len(words.columns(found))
    assert words.head(found, 0, 60)[0][0].endswith("›")
    for column in range(len(words.columns(found))):
        spot = words.in_sight(found, Spot(0, column), 60)
        assert spot.first <= column < spot.first + words.shown_columns(found, spot.first, 60)


def test_an_empty_directory_says_so(session: Session) -> None:
    """Nothing is covered yet, and nothing breaks."""
    found = coverage.look(session)
    tried = found.without(frozenset({"K-01"}))  # type: ignore[arg-type]
    assert found.truck == truck_factor({})
    assert words.sentence(tried) == "Uden K-01 bliver ingen felter tomme."
    assert words.banner(found.without(()), found, 80)[0][0].strip() == (
        "Intet er dækket endnu, så intet kan gå tabt."
    )
    lines = words.people(found.people, (), 0, 80, True)
    assert "".join(text for text, _role in lines[0]).startswith(" ▸ [   ] K-01")
