"""What people own that is no case: found for whoever it belongs to, and for nobody else."""

from collections.abc import Callable
from datetime import date

from nsk_tui.rules.anonymity.clearance import Cleared, clear
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.directory import Competence, CompetenceLevel, ContactPerson
from nsk_tui.rules.ids import CompetenceId, ContactId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services import members, owned_people, rotation
from nsk_tui.services.directory import group
from nsk_tui.services.session import Session
from nsk_tui.store import competences, contacts, directory
from nsk_tui.store.change import change
from tests.conftest import CHEAP

Unlock = Callable[[str], Session]


def _can(session: Session, member: str, name: str, level: CompetenceLevel) -> None:
    """Write down what somebody can."""
    with change(session.database, session.member, session.now) as writing:
        new = CompetenceId(f"{member}/{name}")
        competences.add(writing.session, new, member, Competence(name, level), session.today)
        writing.audit("test")
        writing.commit()


def test_a_competence_is_owned_by_the_only_one_who_has_it(session: Session) -> None:
    """Who has only seen it done does not have it; what two have is nobody's alone."""
    _can(session, "K-02", "PATRIARK", CompetenceLevel.CONFIDENT)
    _can(session, "K-03", "PATRIARK", CompetenceLevel.SEEN)
    for member in ("K-01", "K-02"):
        _can(session, member, "tolk", CompetenceLevel.PRACTISED)
    with session.database.reading() as reading:
        found = owned_people.competences(reading, session)
    ref = "K-02/PATRIARK"
    assert found == (OwnedMatter(OwnedKind.COMPETENCE, ref, MemberId("K-02"), "PATRIARK"),)


def test_a_contact_is_owned_by_whoever_knows_her(session: Session) -> None:
    """It is called by its body."""
    new = ContactPerson(
        ContactId("c1"), "Krisecenter A", "Vagthavende", "12 34 56 78", "24h", MemberId("K-03"), None,
        "besøg", session.today,
    )  # fmt: skip
    empty = clear({"note": ""}, Lexicon.small())
    assert isinstance(empty, Cleared)
    with change(session.database, session.member, session.now) as writing:
        contacts.add(writing.session, new, empty, "K-01")
        writing.audit("test")
        writing.commit()
    with session.database.reading() as reading:
        (found,) = owned_people.contacts(reading)
    assert found == OwnedMatter(OwnedKind.CONTACT, "c1", MemberId("K-03"), "Krisecenter A")


def test_whoever_leaves_has_a_last_day_and_whoever_returns_a_first(unlocked: Unlock) -> None:
    """Her page stays with the group; an auditor has none and leaves none."""
    chief = unlocked("K-01")
    rotation.remove_member(chief, "K-03")
    rotation.remove_member(chief, "R-01")
    with chief.database.reading() as reading:
        left = {one.id: one.leaves_on for one in group(reading, chief)}
    assert left == {"K-01": None, "K-02": None, "K-03": chief.today}
    members.invite(chief, "K-03", "Cana Testrup", profile=CHEAP)
    with chief.database.reading() as reading:
        assert {one.id: one.leaves_on for one in group(reading, chief)}[MemberId("K-03")] is None
        assert len([one for one in directory.stays(reading) if one.member == "K-03"]) == 1


def test_whoever_becomes_an_auditor_leaves_the_group(unlocked: Unlock) -> None:
    """And comes back with her old role, from that day."""
    chief = unlocked("K-01")
    members.change_role(chief, "K-02", Role.AUDITOR)
    with chief.database.reading() as reading:
        assert {one.id: one.leaves_on for one in group(reading, chief)}[MemberId("K-02")] == chief.today
    members.change_role(chief, "K-02", Role.MEMBER)
    with chief.database.reading() as reading:
        found = {one.id: one for one in group(reading, chief)}[MemberId("K-02")]
    assert (found.leaves_on, found.since) == (None, None)
    assert chief.today == date(2026, 11, 20)
