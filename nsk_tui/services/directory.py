"""The directory: who is in the group, where each answers, and what is known of her."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.coverage import is_there
from nsk_tui.rules.directory import Person
from nsk_tui.rules.duties import SHARE_PERCENT_MAX
from nsk_tui.rules.ids import LineId, MemberId, is_member_id
from nsk_tui.rules.members import Role
from nsk_tui.services import rota_change
from nsk_tui.services.directory_checks import must_be_line, must_be_phone, must_be_words, tidy
from nsk_tui.services.directory_undo import Watched
from nsk_tui.services.errors import (
    BadMemberId,
    BadPerson,
    MemberExists,
    SavedByAnotherFirst,
    UnknownDepartment,
    UnknownLine,
    UnknownMember,
)
from nsk_tui.services.session import Session
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import competences, directory_acts, identity, members, rota_lines
from nsk_tui.store import directory as rows
from nsk_tui.store.change import Change, change
from nsk_tui.store.competences import StoredCompetence
from nsk_tui.store.directory import StoredPerson
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import SavedByAnother
from nsk_tui.vault import keyring

PLACES_MAX = 60
_OWN = ("places", "network_role", "phone", "languages")
"""What somebody may say of herself; share, lines and days are agreed with a coordinator."""

_AGREED = ("share_percent", "since", "leaves_on")


@dataclass(frozen=True)
class DirectoryEntry:
    """Somebody in the directory, for a list and for whoever changes her page.

    Shape
        ``has_key`` says that she can open the store, ``is_there`` that she belongs to the group
        today. ``note_version`` belongs to her page "if I am gone tomorrow", ``version`` to the rest.
    """

    person: Person
    lines: tuple[LineId, ...]
    competences: tuple[StoredCompetence, ...]
    has_key: bool
    is_there: bool
    version: int
    note_version: int


def group(reading: Reading, session: Session) -> tuple[Person, ...]:
    """Return everybody who belongs to the group, or did, by id; ``is_there`` says who does on a day.

    A person without a key to the store is among them; an auditor is not.
    """
    known = rows.people(reading)
    return tuple(known[member].person for member in sorted(_in_group(reading, session)) if member in known)


def people(session: Session) -> tuple[DirectoryEntry, ...]:
    """Return everybody who belongs to the group, or did, by id.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        return entries(reading, session)


def entries(reading: Reading, session: Session) -> tuple[DirectoryEntry, ...]:
    """Return everybody who belongs to the group, or did, by id, to a caller that has asked for access."""
    known, held = rows.people(reading), competences.standing(reading)
    wanted = sorted(_in_group(reading, session))
    return tuple(_entry(session, known[member], held) for member in wanted if member in known)


def entry(session: Session, member: str) -> DirectoryEntry:
    """Return somebody's page.

    Errors
        NotAllowed, UnknownMember
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        must_be_in_group(reading, session, member)
        return _entry(session, rows.person(reading, member), competences.of(reading, member))


def set_person(session: Session, changed: Person, lines: Iterable[LineId], version: int) -> DirectoryEntry:
    """Write down what is known of somebody; her name, competences and note stay as they are.

    Everybody may change her own places, role in the network, number and languages. What is
    published of the rota stays as it is; duties that she cannot have any more show as gaps.

    Errors
        NotAllowed, UnknownMember, UnknownDepartment, UnknownLine. BadPerson: the share, too many
        places, or days out of order. TextRefused: a language, the role, the number.
        SavedByAnotherFirst: she is no longer as she was read.
    """
    before = entry(session, changed.id)
    written = {name: getattr(changed, name) for name in (*_OWN, *_AGREED)}
    after = replace(before.person, **written)
    after = replace(after, languages=tidy(after.languages), network_role=after.network_role.strip())
    wanted = tuple(dict.fromkeys(lines))
    session.must(_act_for(session, before, after, wanted))
    with change(session.database, session.member, session.now) as writing:
        _must_be_sound(writing, before, after, wanted)
        watched = Watched(writing, directory_acts.key("person", changed.id))
        try:
            rows.set_person(writing.session, after, wanted, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(changed.id) from None
        watched.record("set_person", changed.id)
        writing.commit()
    rota_change.show_outside(session)
    return entry(session, changed.id)


def add_person(session: Session, member: str, name: str) -> DirectoryEntry:
    """Write somebody down who has no key to the store; she can be invited later under the same id.

    Errors
        NotAllowed, BadMemberId, TextRefused. MemberExists: somebody is called that, or was.
    """
    session.must(Act.SET_DIRECTORY)
    if not is_member_id(member):
        raise BadMemberId(member[:40] if member.isprintable() else "")
    must_be_a_name("name", name)
    with change(session.database, session.member, session.now) as writing:
        if member in members.all_members(writing.session):
            raise MemberExists(member)
        members.add(writing.session, member, name.strip(), "", session.language)
        rows.open_page(writing.session, member)
        writing.audit("add_person", member)
        writing.commit()
    return entry(session, member)


def must_be_in_group(reading: Reading, session: Session, member: str) -> None:
    """Refuse whoever neither belongs to the group nor did.

    Errors
        UnknownMember
    """
    if member not in _in_group(reading, session):
        raise UnknownMember(member if is_member_id(member) else "")


def must_be_there(reading: Reading, session: Session, member: str) -> None:
    """Refuse whoever does not belong to the group today.

    Errors
        UnknownMember
    """
    must_be_in_group(reading, session, member)
    if not is_there(rows.person(reading, member).person, session.today):
        raise UnknownMember(member)


def act_on(session: Session, member: str) -> Act:
    """Return what one must be allowed in order to write about somebody: more than for oneself."""
    return Act.WRITE_DIRECTORY if member == session.member else Act.SET_DIRECTORY


def _in_group(reading: Reading, session: Session) -> frozenset[MemberId]:
    working = {MemberId(entry.member) for entry in session.vault.ring.listed if entry.role != Role.AUDITOR}
    return rows.pages(reading) | working


def _entry(session: Session, stored: StoredPerson, held: tuple[StoredCompetence, ...]) -> DirectoryEntry:
    member = stored.person.id
    return DirectoryEntry(
        person=stored.person,
        lines=stored.lines,
        competences=tuple(one for one in held if one.member == member),
        has_key=keyring.listed(session.vault.ring, member) is not None,
        is_there=is_there(stored.person, session.today),
        version=stored.version,
        note_version=stored.note_version,
    )


def _act_for(session: Session, before: DirectoryEntry, after: Person, lines: tuple[LineId, ...]) -> Act:
    agreed = all(getattr(before.person, name) == getattr(after, name) for name in _AGREED)
    only_her_own = agreed and lines == before.lines
    return act_on(session, after.id) if only_her_own else Act.SET_DIRECTORY


def _must_be_sound(writing: Change, before: DirectoryEntry, after: Person, lines: tuple[LineId, ...]) -> None:
    known = {line.id for line in rota_lines.all_lines(writing.session)}
    for line in lines:
        if line not in known and line not in before.lines:
            raise UnknownLine(line)
    departments = {
        *identity.departments(writing.session),
        *(place.department for place in before.person.places),
    }
    for place in after.places:
        if place.department not in departments:
            raise UnknownDepartment(place.department)
    must_be_words("languages", after.languages)
    must_be_phone(after.phone)
    must_be_line("network_role", after.network_role)
    _must_be_days(writing, after)
    if not 0 <= after.share_percent <= SHARE_PERCENT_MAX:
        raise BadPerson("share_percent")
    if len(after.places) > PLACES_MAX:
        raise BadPerson("places")


def _must_be_days(writing: Change, after: Person) -> None:
    if after.since and after.leaves_on and after.since > after.leaves_on:
        raise BadPerson("leaves_on")
    last = rows.last_of_earlier(writing.session, after.id)
    if last is not None and (after.since is None or after.since <= last):
        raise BadPerson("since")
