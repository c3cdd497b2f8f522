"""What people can: who may say so, what is refused, and what turnover remembers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.turnover import HeldSpan
from nsk_tui.services import competences, directory, rota_members, undo
from nsk_tui.services.errors import (
    BadCompetence,
    HasCompetence,
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    UnknownCompetence,
    UnknownMember,
)
from nsk_tui.services.session import Session
from nsk_tui.services.undo import UndoDone
from nsk_tui.store import competences as rows
from tests.people import can, needs
from tests.published import audited

Unlock = Callable[[str], Session]
PATRIARK = Competence("PATRIARK", CompetenceLevel.CONFIDENT, "kursus 2024", date(2024, 3, 1))


def names(session: Session, member: str) -> list[str]:
    """Return what stands on somebody's page."""
    return [one.name for one in directory.entry(session, member).person.competences]


def test_one_writes_ones_own_and_a_coordinator_everybodys(unlocked: Unlock) -> None:
    """The audit says whose, never what."""
    own = competences.add_competence(unlocked("K-02"), "K-02", replace(PATRIARK, name="  PATRIARK "))
    assert own.competence == PATRIARK
    can(unlocked("K-01"), "K-02", "tolk")
    assert names(unlocked("K-03"), "K-02") == ["PATRIARK", "tolk"]
    other = unlocked("K-03")
    with pytest.raises(NotAllowed):
        can(other, "K-02", "mere")
    with pytest.raises(NotAllowed):
        competences.change_competence(other, own.id, PATRIARK, own.version)
    with pytest.raises(NotAllowed):
        competences.end_competence(other, own.id, own.version)
    told = [line for line in audited(unlocked("K-01")) if line[0] == "add_competence"]
    assert told == [("add_competence", "K-02", "")] * 2


@pytest.mark.parametrize(
    ("new", "error"),
    [
        (Competence("", CompetenceLevel.SEEN), TextRefused),
        (Competence("to\nlinjer", CompetenceLevel.SEEN), TextRefused),
        (Competence("a" * 41, CompetenceLevel.SEEN), BadCompetence),
        (Competence("udland", CompetenceLevel.SEEN, "x" * 121), TextRefused),
        (Competence("udland", CompetenceLevel.SEEN, since=date(2026, 11, 21)), BadCompetence),
        (replace(PATRIARK, name="udland", expires_on=date(2024, 2, 29)), BadCompetence),
        (replace(PATRIARK, name="patriark"), HasCompetence),
    ],
)
def test_what_is_no_competence_is_refused(session: Session, new: Competence, error: type[Exception]) -> None:
    """And nothing is written."""
    can(session, "K-02", "PATRIARK")
    with pytest.raises(error):
        competences.add_competence(session, "K-02", new)
    assert names(session, "K-02") == ["PATRIARK"]


def test_nobody_has_more_than_a_page_can_show(session: Session) -> None:
    """Forty is more than anybody reads."""
    for number in range(competences.COMPETENCES_MAX):
        can(session, "K-02", f"emne {number}")
    with pytest.raises(BadCompetence):
        can(session, "K-02", "ét til")
    with pytest.raises(UnknownMember):
        can(session, "K-99", "tolk")


def test_turnover_remembers_when_something_began_to_count_and_ended(session: Session) -> None:
    """Seen is not held; from the day on which it is practised it is, until it is only seen again."""
    seen = can(session, "K-02", "udland", CompetenceLevel.SEEN)
    practised = replace(seen.competence, level=CompetenceLevel.PRACTISED)
    held = competences.change_competence(session, seen.id, practised, seen.version)
    confident = replace(held.competence, level=CompetenceLevel.CONFIDENT)
    again = competences.change_competence(session, held.id, confident, held.version)
    assert again.id == held.id != seen.id
    with session.database.reading() as reading:
        assert rows.spans(reading) == (HeldSpan(MemberId("K-02"), "udland", session.today),)
    with pytest.raises(UnknownCompetence):
        competences.end_competence(session, seen.id, seen.version + 1)
    competences.end_competence(session, again.id, again.version)
    assert names(session, "K-02") == []


def test_two_who_change_the_same_are_told(unlocked: Unlock) -> None:
    """The second keeps nothing over the first."""
    found = can(unlocked("K-01"), "K-02", "tolk")
    evidence = replace(found.competence, evidence="set af K-01")
    competences.change_competence(unlocked("K-01"), found.id, evidence, found.version)
    late = unlocked("K-02")
    with pytest.raises(SavedByAnotherFirst):
        competences.change_competence(late, found.id, PATRIARK, found.version)
    with pytest.raises(SavedByAnotherFirst):
        competences.end_competence(late, found.id, found.version)


def test_undo_gives_back_each_step(session: Session) -> None:
    """Also one that ended a competence and began another."""
    seen = can(session, "K-02", "udland", CompetenceLevel.SEEN)
    practised = replace(seen.competence, level=CompetenceLevel.PRACTISED)
    held = competences.change_competence(session, seen.id, practised, seen.version)
    competences.end_competence(session, held.id, held.version)
    levels = []
    for kind in ("end_competence", "change_competence", "add_competence"):
        assert undo.undo(session) == UndoDone(kind, "K-02")
        levels.append([one.level.value for one in directory.entry(session, "K-02").person.competences])
    assert levels == [["practised"], ["seen"], []]
    for expected in (["seen"], ["practised"], []):
        undo.redo(session)
        found = directory.entry(session, "K-02").person.competences
        assert [one.level.value for one in found] == expected


def test_the_rota_knows_what_counts_today(session: Session) -> None:
    """Neither what she has only seen nor what has expired is a reason to call her."""
    can(session, "K-02", "PATRIARK")
    can(session, "K-02", "udland", CompetenceLevel.SEEN)
    can(session, "K-02", "tolk", expires_on=date(2026, 11, 19))
    member = next(one for one in rota_members.rota_members(session) if one.id == "K-02")
    assert member.competences == ("PATRIARK",)


def test_the_group_speaks_of_what_is_held_and_what_is_asked_for(session: Session) -> None:
    """A form offers both, by name; what has ended is offered no more."""
    ended = can(session, "K-02", "udland")
    can(session, "K-03", "PATRIARK", CompetenceLevel.SEEN)
    competences.end_competence(session, ended.id, ended.version)
    needs(session, "Skoler", {Area.CHILDREN}, "tolk")
    assert competences.names_known(session) == ("PATRIARK", "tolk")
    with pytest.raises(UnknownCompetence):
        competences.competence(session, ended.id)
