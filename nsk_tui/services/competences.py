"""What people can: written down, changed, ended."""

from dataclasses import replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.ids import CompetenceId
from nsk_tui.services import chance
from nsk_tui.services.directory import act_on, must_be_in_group
from nsk_tui.services.directory_checks import WORD_CHARACTERS_MAX, must_be_line
from nsk_tui.services.directory_undo import Watched
from nsk_tui.services.errors import (
    BadCompetence,
    HasCompetence,
    SavedByAnotherFirst,
    UnknownCompetence,
)
from nsk_tui.services.session import Session
from nsk_tui.services.setup import NAME_CHARACTERS_MAX, must_be_a_name
from nsk_tui.store import competences as rows
from nsk_tui.store import directory, directory_acts
from nsk_tui.store.change import Change, change
from nsk_tui.store.competences import StoredCompetence as StoredCompetence
from nsk_tui.store.errors import Missing

COMPETENCES_MAX = 40


def names_known(session: Session) -> tuple[str, ...]:
    """Return the competences that the group speaks of: held by anybody or asked for, by name.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        held = {one.competence.name for one in rows.standing(reading)}
        asked = {name for one in directory.departments(reading) for name in one.department.competences}
    return tuple(sorted(held | asked, key=str.casefold))


def competence(session: Session, competence_id: str) -> StoredCompetence:
    """Return a competence that stands.

    Errors
        NotAllowed, UnknownCompetence
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        try:
            return rows.get(reading, competence_id)
        except Missing:
            raise UnknownCompetence from None


def add_competence(session: Session, member: str, new: Competence) -> StoredCompetence:
    """Write down something that somebody can.

    Errors
        NotAllowed, UnknownMember, TextRefused. HasCompetence: change the one she has.
        BadCompetence: days out of order, or more than anybody has.
    """
    session.must(act_on(session, member))
    wanted = _sound(session, new)
    with change(session.database, session.member, session.now) as writing:
        must_be_in_group(writing.session, session, member)
        _refuse_second(writing, member, wanted.name)
        competence = CompetenceId(chance.new_id())
        watched = Watched(writing, directory_acts.key("competence", competence))
        rows.add(writing.session, competence, member, wanted, session.today)
        watched.record("add_competence", member)
        return _kept(writing, competence)


def change_competence(
    session: Session, competence: str, changed: Competence, version: int
) -> StoredCompetence:
    """Write down something else of what somebody can.

    When it begins to count, or does so no more, the old one ends today and another begins:
    turnover asks who had what when.

    Errors
        NotAllowed, UnknownCompetence, TextRefused, HasCompetence, BadCompetence, SavedByAnotherFirst.
    """
    member = _owner(session, competence)
    session.must(act_on(session, member))
    wanted = _sound(session, changed)
    with change(session.database, session.member, session.now) as writing:
        before = _standing(writing, competence, version)
        if wanted.name.casefold() != before.competence.name.casefold():
            _refuse_second(writing, member, wanted.name)
        if _counts(wanted) is _counts(before.competence):
            watched = Watched(writing, directory_acts.key("competence", competence))
            rows.change(writing.session, competence, wanted, version)
            watched.record("change_competence", member)
            return _kept(writing, before.id)
        after = CompetenceId(chance.new_id())
        watched = Watched(writing, *(directory_acts.key("competence", one) for one in (competence, after)))
        rows.end(writing.session, competence, session.today, version)
        begins = wanted if wanted.since != before.competence.since else replace(wanted, since=session.today)
        rows.add(writing.session, after, member, begins, session.today)
        watched.record("change_competence", member)
        return _kept(writing, after)


def end_competence(session: Session, competence: str, version: int) -> StoredCompetence:
    """Let something be somebody's no more from today; turnover remembers that she could it.

    Errors
        NotAllowed, UnknownCompetence, SavedByAnotherFirst.
    """
    member = _owner(session, competence)
    session.must(act_on(session, member))
    with change(session.database, session.member, session.now) as writing:
        before = _standing(writing, competence, version)
        watched = Watched(writing, directory_acts.key("competence", competence))
        rows.end(writing.session, competence, session.today, version)
        watched.record("end_competence", member)
        writing.commit()
    return before


def _kept(writing: Change, competence: CompetenceId) -> StoredCompetence:
    """Make a change last, and return what stands now."""
    writing.commit()
    return rows.get(writing.session, competence)


def _sound(session: Session, new: Competence) -> Competence:
    """Return a competence as it may be stored."""
    must_be_a_name("competence", new.name)
    if len(new.name.strip()) > WORD_CHARACTERS_MAX:
        raise BadCompetence("name")
    must_be_line("evidence", new.evidence, NAME_CHARACTERS_MAX)
    if new.since is not None and new.since > session.today:
        raise BadCompetence("since")
    if new.since is not None and new.expires_on is not None and new.expires_on < new.since:
        raise BadCompetence("expires_on")
    return replace(new, name=new.name.strip(), evidence=new.evidence.strip())


def _refuse_second(writing: Change, member: str, name: str) -> None:
    held = rows.of(writing.session, member)
    if any(one.competence.name.casefold() == name.casefold() for one in held):
        raise HasCompetence(name)
    if len(held) >= COMPETENCES_MAX:
        raise BadCompetence("count")


def _owner(session: Session, competence: str) -> str:
    with session.database.reading() as reading:
        try:
            return rows.get(reading, competence).member
        except Missing:
            raise UnknownCompetence from None


def _standing(writing: Change, competence: str, version: int) -> StoredCompetence:
    try:
        found = rows.get(writing.session, competence)
    except Missing:
        raise UnknownCompetence from None
    if found.version != version:
        raise SavedByAnotherFirst(found.member)
    return found


def _counts(held: Competence) -> bool:
    return held.level is not CompetenceLevel.SEEN
