"""Coverage, trying without somebody, turnover and a person's page, as the services give them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nsk_tui.rules.consultations import AgeBand, Area, ConcernLevel, FollowUp, NewConsultation
from nsk_tui.rules.coverage import Column, ColumnKind, Cover
from nsk_tui.rules.directory import CompetenceLevel, Place
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import absences, consultations, coverage, directory, person_page, rota, turnover
from nsk_tui.services.errors import NotAllowed, UnknownMember
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.people import PLACE, can, describe, knows, needs
from tests.published import MONDAY, held, publish, ref
from tests.services.test_minutes import begun, write

Unlock = Callable[[str], Session]
CHILDREN = Column(ColumnKind.AREA, "children")
PATRIARK = Column(ColumnKind.COMPETENCE, "PATRIARK")


@pytest.fixture
def group(session: Session) -> Session:
    """Return the store with a small group: K-02 can most, K-03 is learning."""
    for name in ("Familie", "Jobcenter", "Ungeindsats", "Sundhed"):
        needs(session, name, set(), citizens=False)
    needs(session, "Skoler", {Area.CHILDREN}, "PATRIARK")
    needs(session, "Familie", {Area.CHILDREN}, "PATRIARK")
    describe(session, "K-02", places=(PLACE, Place("Familie", Area.CHILDREN)), since=date(2021, 8, 1))
    describe(session, "K-03", places=(PLACE,), since=date(2025, 12, 1))
    can(session, "K-02", "PATRIARK", since=date(2022, 5, 1))
    can(session, "K-03", "PATRIARK", CompetenceLevel.SEEN)
    knows(session, "K-02")
    return session


def test_the_matrix_is_what_the_directory_says(group: Session) -> None:
    """Learning is not yet being able; an auditor sees nothing of it."""
    found = coverage.look(group)
    cells = {cell.key: (cell.cover, cell.people) for cell in found.coverage.cells}
    assert cells["Skoler", CHILDREN] == (Cover.SEVERAL, ("K-02", "K-03"))
    assert cells["Skoler", PATRIARK] == (Cover.ONE, ("K-02",))
    assert cells["Familie", CHILDREN] == (Cover.ONE, ("K-02",))
    assert cells["Sundhed", CHILDREN] == (Cover.NOT_NEEDED, ())
    assert found.truck.people == ("K-02",)
    assert [one.person.id for one in found.people] == ["K-01", "K-02", "K-03"]


def test_without_somebody_the_matrix_the_rota_and_the_open_matters_answer_at_once(
    group: Session,
) -> None:
    """What passes to the backup has somebody; what is hers alone has nobody."""
    publish(group)
    new = NewConsultation(
        level=ConcernLevel.RED,
        age_band=AgeBand.TEEN,
        text="En samtale.",
        follow_up=FollowUp(date(2026, 11, 24), MemberId("K-02")),
    )
    consultations.add(group, new)
    found, tried = coverage.try_without(group, ("K-02",))
    emptied = {cell.key for cell in tried.emptied}
    assert emptied == {("Skoler", PATRIARK), ("Familie", CHILDREN), ("Familie", PATRIARK), ("", PATRIARK)}
    assert {cell.key for cell in tried.thinned} == {("Skoler", CHILDREN)}
    held_by = {one: who for one, who in held(group).items() if who == "K-02"}
    assert {one.ref for one in tried.duties} == set(held_by)
    for lost in tried.duties:
        is_duty = lost.ref.role is DutyRole.DUTY
        backup = held(group)[ref(lost.ref.start, DutyRole.BACKUP)] if is_duty else None
        assert lost.stands_in == backup
    kinds = [one.kind for one in tried.matters]
    assert kinds == [OwnedKind.THREAD, OwnedKind.COMPETENCE, OwnedKind.CONTACT]
    assert found.without(frozenset()).emptied == ()
    assert coverage.look(group) == found


def test_a_backup_who_is_away_takes_no_duty_over(group: Session) -> None:
    """The rota says so before anybody is taken out."""
    publish(group)
    duty, backup = (str(held(group)[ref(MONDAY, role)]) for role in (DutyRole.DUTY, DutyRole.BACKUP))
    absences.report(group, MONDAY, MONDAY + timedelta(days=4), backup, move_to_backup=False)
    _found, tried = coverage.try_without(group, (duty,))
    lost = next(one for one in tried.duties if one.ref == ref(MONDAY))
    assert lost.stands_in is None
    assert rota.board(group).published_through is not None


def test_only_who_is_there_can_be_taken_out(unlocked: Unlock, group: Session) -> None:
    """A leaver, an auditor and a nobody are named in the refusal."""
    describe(group, "K-03", leaves_on=date(2026, 11, 19))
    for member in ("K-03", "R-01", "K-99", "\x1b[2J"):
        with pytest.raises(UnknownMember):
            coverage.try_without(group, ("K-02", member))
    for verb in (coverage.look, turnover.look, lambda one: person_page.look(one, "K-02")):
        with pytest.raises(NotAllowed):
            verb(unlocked("R-01"))


def test_turnover_tells_who_came_and_what_a_leaver_took(group: Session) -> None:
    """Who has no first day is said; who is about to leave is named with the day."""
    can(group, "K-01", "tolk")
    describe(group, "K-02", leaves_on=date(2026, 10, 31))
    describe(group, "K-03", leaves_on=date(2027, 3, 31))
    found = turnover.look(group)
    (left,) = found.turnover.left
    assert (left.member, left.months, left.taken) == ("K-02", 63, ("PATRIARK",))
    assert found.turnover.came == ("K-03", "K-01")
    assert found.came_on[MemberId("K-03")] == date(2025, 12, 1)
    assert found.leaving == (("K-03", date(2027, 3, 31)),)
    assert found.without_first_day == ("K-01",)
    assert found.turnover.replaced is None
    assert (found.curve[-1].people, found.curve[-1].came, found.curve[-1].left) == (2, 1, 0)


def test_a_person_has_one_page_of_what_colleagues_may_see(group: Session) -> None:
    """Who else can, what only she can, what is open with her; never why she is away."""
    publish(group)
    absences.report(group, date(2026, 12, 21), date(2027, 1, 3), "K-02")
    found = person_page.look(group, "K-02")
    assert found.entry == directory.entry(group, "K-02")
    assert found.who_else == {"PATRIARK": ()}
    alone = {cell.key for cell in found.alone}
    assert alone == {("Skoler", PATRIARK), ("Familie", CHILDREN), ("Familie", PATRIARK), ("", PATRIARK)}
    assert found.absences == ((date(2026, 12, 21), date(2027, 1, 3)),)
    assert [one.label for one in found.matters[OwnedKind.CONTACT]] == ["Krisecenter A"]
    assert found.matters[OwnedKind.THREAD] == ()
    assert [line.id for line in found.lines] == ["children"]
    assert found.load is not None
    assert found.followers == ()
    assert person_page.look(group, "K-03").who_else == {"PATRIARK": ("K-02",)}


def test_what_a_meeting_agreed_stands_on_the_page_of_whoever_does_it(session: Session, clock: Clock) -> None:
    """An action that is open is open with her; another's is not."""
    meeting, on_rota = begun(session, clock)
    for line in ("o: K-02 10/12 laver skema", "o: K-03 1/12 ringer til skolen"):
        write(session, meeting, on_rota, line)
    mine = person_page.look(session, "K-02").matters[OwnedKind.ACTION_POINT]
    assert [one.due for one in mine] == [date(2026, 12, 10)]
