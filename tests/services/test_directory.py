"""The directory: who may write what about whom, what is refused, and what undo gives back."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Place
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import directory, members, rota_members, undo
from nsk_tui.services.errors import (
    BadMemberId,
    BadPerson,
    MemberExists,
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    UnknownDepartment,
    UnknownLine,
    UnknownMember,
)
from nsk_tui.services.session import Session
from nsk_tui.services.undo import NothingToUndo, UndoDone
from tests.conftest import CHEAP
from tests.people import PLACE, describe
from tests.published import CHILDREN, audited

Unlock = Callable[[str], Session]
OWN: dict[str, Any] = {
    "places": (Place("Familie", Area.CHILDREN), PLACE),
    "network_role": "ordstyrer",
    "phone": "lokal 4702",
    "languages": ("arabisk", "dari"),
}
AGREED: dict[str, Any] = {
    "share_percent": 60,
    "since": date(2021, 8, 1),
    "leaves_on": date(2027, 1, 31),
    "lines": (CHILDREN,),
}


def test_everybody_writes_her_own_page_and_no_one_elses(unlocked: Unlock) -> None:
    """Her places, role, number and languages; an auditor has no page and sees none."""
    member = unlocked("K-02")
    changed = describe(member, "K-02", **OWN).person
    assert {name: getattr(changed, name) for name in OWN} == OWN
    assert directory.entry(unlocked("K-03"), "K-02").person == changed
    with pytest.raises(NotAllowed):
        describe(member, "K-03", phone="lokal 4703")
    for verb in (directory.people, lambda session: directory.entry(session, "K-02")):
        with pytest.raises(NotAllowed):
            verb(unlocked("R-01"))
    assert ("set_person", "K-02", "") in audited(unlocked("K-01"))


@pytest.mark.parametrize("name", sorted(AGREED))
def test_share_lines_and_days_are_agreed_with_a_coordinator(unlocked: Unlock, name: str) -> None:
    """A member who says otherwise of herself changes nothing."""
    before = directory.entry(unlocked("K-01"), "K-02")
    with pytest.raises(NotAllowed):
        describe(unlocked("K-02"), "K-02", **{name: AGREED[name]})
    assert directory.entry(unlocked("K-01"), "K-02") == before
    after = describe(unlocked("K-01"), "K-02", **{name: AGREED[name]})
    assert (after.lines if name == "lines" else getattr(after.person, name)) == AGREED[name]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"share_percent": 101}, BadPerson),
        ({"share_percent": -1}, BadPerson),
        ({"since": date(2027, 1, 2), "leaves_on": date(2027, 1, 1)}, BadPerson),
        ({"lines": (LineId("x"),)}, UnknownLine),
        ({"places": (Place("Ukendt", Area.ADULTS),)}, UnknownDepartment),
        ({"phone": "ring bare"}, TextRefused),
        ({"network_role": "to\nlinjer"}, TextRefused),
        ({"network_role": "a" * 41}, TextRefused),
        ({"languages": ("a" * 41,)}, TextRefused),
        ({"languages": tuple(f"sprog {number}" for number in range(13))}, TextRefused),
        ({"languages": ("\x1b[31m",)}, TextRefused),
    ],
)
def test_what_cannot_be_of_a_person_is_refused(
    session: Session, change: dict[str, Any], error: type[Exception]
) -> None:
    """And she stays as she was; there is nothing to undo."""
    before = directory.people(session)
    with pytest.raises(error):
        describe(session, "K-02", **change)
    assert directory.people(session) == before
    assert isinstance(undo.undo(session), NothingToUndo)


def test_nobody_is_overwritten_silently(unlocked: Unlock) -> None:
    """The second of two is told, also when the first wrote through the rota's eyes."""
    read = directory.entry(unlocked("K-01"), "K-02")
    describe(unlocked("K-02"), "K-02", phone="lokal 4702")
    with pytest.raises(SavedByAnotherFirst):
        directory.set_person(unlocked("K-01"), read.person, read.lines, read.version)
    assert directory.entry(unlocked("K-01"), "K-02").person.phone == "lokal 4702"


def test_undo_gives_a_page_back_and_redo_takes_it_again(unlocked: Unlock) -> None:
    """Places and lines with it; not when somebody has changed it since."""
    chief = unlocked("K-01")
    before = directory.entry(chief, "K-02")
    after = describe(chief, "K-02", **OWN, **AGREED)
    assert undo.undo(chief) == UndoDone("set_person", "K-02")
    undone = directory.entry(chief, "K-02")
    assert (undone.person, undone.lines) == (before.person, before.lines)
    assert undo.redo(chief) == UndoDone("set_person", "K-02")
    redone = directory.entry(chief, "K-02")
    assert (redone.person, redone.lines) == (after.person, after.lines)
    describe(unlocked("K-02"), "K-02", phone="lokal 9")
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(chief)


def test_who_is_no_coordinator_any_more_undoes_nothing_on_others_pages(unlocked: Unlock) -> None:
    """What one was allowed yesterday is no right today."""
    chief, second = unlocked("K-01"), unlocked("K-02")
    members.change_role(chief, "K-02", Role.COORDINATOR)
    describe(second, "K-03", phone="lokal 4703")
    members.change_role(chief, "K-02", Role.MEMBER)
    with pytest.raises(NotAllowed):
        undo.undo(second)
    assert directory.entry(chief, "K-03").person.phone == "lokal 4703"


def test_somebody_without_a_key_stands_in_the_directory_and_not_on_the_rota(session: Session) -> None:
    """She can be invited later, under the same id, and keeps her page."""
    added = directory.add_person(session, "K-09", "Tove Eksempel")
    assert (added.has_key, added.is_there, added.person.name) == (False, True, "Tove Eksempel")
    describe(session, "K-09", places=(PLACE,))
    assert "K-09" not in {one.id for one in rota_members.rota_members(session)}
    members.invite(session, "K-09", "Tove Eksempel", profile=CHEAP)
    found = directory.entry(session, "K-09")
    assert (found.has_key, found.person.places) == (True, (PLACE,))


@pytest.mark.parametrize(
    ("member", "name", "error"),
    [
        ("K-02", "En anden", MemberExists),
        ("R-01", "En revisor", MemberExists),
        ("K 9", "Navn", BadMemberId),
        ("K-09", " ", TextRefused),
        ("K-09", "to\nlinjer", TextRefused),
    ],
)
def test_a_person_has_an_id_of_her_own_and_a_name(
    session: Session, member: str, name: str, error: type[Exception]
) -> None:
    """Nobody is written over."""
    before = directory.people(session)
    with pytest.raises(error):
        directory.add_person(session, member, name)
    assert directory.people(session) == before


def test_only_a_coordinator_writes_people_in(unlocked: Unlock) -> None:
    """And nobody asks for somebody who is not there."""
    with pytest.raises(NotAllowed):
        directory.add_person(unlocked("K-02"), "K-09", "Tove Eksempel")
    for member in ("K-99", "R-01", "\x1b[2J"):
        with pytest.raises(UnknownMember):
            directory.entry(unlocked("K-02"), member)


def test_a_first_day_comes_after_an_earlier_stay(session: Session) -> None:
    """Two stays of one person never share a day, or turnover could not count them."""
    describe(session, "K-02", since=date(2020, 1, 1), leaves_on=date(2026, 6, 30))
    members.change_role(session, "K-02", Role.AUDITOR)
    members.change_role(session, "K-02", Role.MEMBER)
    found = directory.entry(session, "K-02").person
    assert (found.since, found.leaves_on) == (session.today, None)
    for since in (date(2026, 6, 30), None):
        with pytest.raises(BadPerson):
            describe(session, "K-02", since=since)
    assert describe(session, "K-02", since=date(2026, 7, 1)).person.since == date(2026, 7, 1)


def test_the_group_is_listed_by_id(session: Session) -> None:
    """Whoever has left stays in the list, and is not there."""
    describe(session, "K-03", leaves_on=date(2026, 11, 19))
    found = directory.people(session)
    assert [(one.person.id, one.is_there) for one in found] == [
        (MemberId("K-01"), True),
        (MemberId("K-02"), True),
        (MemberId("K-03"), False),
    ]
