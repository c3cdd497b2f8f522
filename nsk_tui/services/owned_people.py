"""What people own that is no case: competences that only one person has, and contacts outside."""

from nsk_tui.rules.coverage import Cover, look_at
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services.directory import group
from nsk_tui.services.session import Session
from nsk_tui.store import competences as held
from nsk_tui.store import contacts as outside
from nsk_tui.store import directory
from nsk_tui.store.engine import Reading


def competences(reading: Reading, session: Session) -> tuple[OwnedMatter, ...]:
    """Return each competence that exactly one person in the group has, as hers, by name."""
    people, today = group(reading, session), session.today
    needs = [one.department for one in directory.departments(reading)]
    ids = {(one.member, one.competence.name): one.id for one in held.standing(reading)}
    alone = (cell for cell in look_at(needs, people, today).competences if cell.cover is Cover.ONE)
    return tuple(
        OwnedMatter(
            OwnedKind.COMPETENCE, ids[cell.people[0], cell.column.name], cell.people[0], cell.column.name
        )
        for cell in alone
    )


def contacts(reading: Reading) -> tuple[OwnedMatter, ...]:
    """Return each contact outside, as its owner's, by body and name."""
    found = (one.contact for one in outside.all_contacts(reading))
    return tuple(OwnedMatter(OwnedKind.CONTACT, one.id, one.owner, one.body) for one in found)
