"""The directory: who is in the group, where each answers and what each can."""

from nsk_tui.rules.directory import Person
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services.session import Session
from nsk_tui.store import directory as rows
from nsk_tui.store.engine import Reading


def group(reading: Reading, session: Session) -> tuple[Person, ...]:
    """Return everybody who belongs to the group, or did, by id; ``is_there`` says who does on a day.

    A person without a key to the store is among them; an auditor is not.
    """
    known = rows.people(reading)
    return tuple(known[member].person for member in sorted(_in_group(reading, session)) if member in known)


def _in_group(reading: Reading, session: Session) -> frozenset[MemberId]:
    working = {MemberId(entry.member) for entry in session.vault.ring.listed if entry.role != Role.AUDITOR}
    return rows.pages(reading) | working
