"""The demo's directory: written from its file, with days counted back from today."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nsk_tui.rules.anonymity.clearance import Cleared, clear
from nsk_tui.rules.demo_people import DemoCompetence, DemoContact, DemoDirectory, DemoPerson
from nsk_tui.rules.demo_texts import DemoMember
from nsk_tui.rules.directory import Competence, ContactPerson
from nsk_tui.rules.ids import CompetenceId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.errors import DemoTextRefused
from nsk_tui.services.session import Session
from nsk_tui.store import competences, contacts, directory, members
from nsk_tui.store.change import Change, change


@dataclass(frozen=True)
class DemoPages:
    """Whose page is which: members who were copied from others share theirs, but for the notes.

    Shape
        ``outside`` have no key to the store: they never had one, or have left.
    """

    directory: DemoDirectory
    members: Mapping[MemberId, DemoPerson]
    outside: tuple[DemoPerson, ...]

    def days(self, member: MemberId, today: date) -> tuple[date | None, date | None]:
        """Return a member's first and last day; None: nobody knows of one."""
        page = self.members.get(member)
        return _days(page, today) if page else (None, None)


def pages_of(found: DemoDirectory, people: tuple[DemoMember, ...]) -> DemoPages:
    """Return the pages of a demo's members, and of those beside them."""
    known = {page.id: page for page in found.people}
    own = {}
    for one in people:
        page = known.get(one.like or one.id)
        if page is not None and one.role is not Role.AUDITOR:
            own[one.id] = page if one.like is None else _copied(page, one.id)
    return DemoPages(found, own, tuple(page for page in found.people if page.name))


def _copied(page: DemoPerson, member: MemberId) -> DemoPerson:
    return replace(page, id=member, note="", network_role="", leaves_days=0)


def write_people(session: Session, pages: DemoPages) -> None:
    """Write the directory of a demo down."""
    with change(session.database, session.member, session.now) as writing:
        for need in pages.directory.departments:
            stored = directory.department(writing.session, need.name)
            directory.set_department(writing.session, need, stored.version)
        for page in pages.outside:
            members.add(writing.session, page.id, page.name, "", session.language)
        for page in (*pages.members.values(), *pages.outside):
            _write_page(session, writing, page)
        for contact in pages.directory.contacts:
            if contact.owner in pages.members:
                _write_contact(session, writing, contact)
        writing.audit("demo", str(len(pages.members) + len(pages.outside)))
        writing.commit()


def _write_page(session: Session, writing: Change, page: DemoPerson) -> None:
    stored = directory.person(writing.session, page.id)
    since, leaves_on = _days(page, session.today)
    known = replace(
        stored.person,
        places=page.places,
        network_role=page.network_role,
        since=since,
        leaves_on=leaves_on,
    )
    directory.set_person(writing.session, known, stored.lines, stored.version)
    for held in page.competences:
        new = CompetenceId(chance.new_id())
        competences.add(writing.session, new, page.id, _competence(held, session.today), session.today)
    if page.note:
        written_on = session.today - timedelta(days=page.note_days)
        directory.set_note(writing.session, page.id, _cleared(page.note), written_on, 0)


def _write_contact(session: Session, writing: Change, one: DemoContact) -> None:
    contact = ContactPerson(
        id=contacts.next_id(writing.session),
        body=one.body,
        name=one.name,
        number=one.number,
        hours=one.hours,
        owner=one.owner,
        introduced_on=_ago(session.today, one.introduced_days),
        source=one.source,
        checked_on=session.today - timedelta(days=one.checked_days),
    )
    contacts.add(writing.session, contact, _cleared(one.note), one.owner)


def _competence(held: DemoCompetence, today: date) -> Competence:
    expires_on = today + timedelta(days=held.expires_days) if held.expires_days else None
    return Competence(held.name, held.level, held.evidence, _ago(today, held.since_days), expires_on)


def _days(page: DemoPerson, today: date) -> tuple[date | None, date | None]:
    """Return a first and a last day; a last day of None: nobody knows of one."""
    leaves_on = today + timedelta(days=page.leaves_days) if page.leaves_days else None
    return _ago(today, page.since_days), leaves_on


def _ago(today: date, days: int) -> date | None:
    """Return a day so many days back; None for 0: it was never."""
    return today - timedelta(days=days) if days else None


def _cleared(text: str) -> Cleared:
    outcome = clear({directory.NOTE: text}, lexicon())
    if not isinstance(outcome, Cleared):
        raise DemoTextRefused("people.toml")
    return outcome
