"""A person's page: what she can and who else can, what she carries, what is open with her."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nsk_tui.rules.coverage import Cell, alone_with
from nsk_tui.rules.directory import names_that_count
from nsk_tui.rules.duties import DutyRef, DutyRole, Line
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services import coverage, load, owned_meetings
from nsk_tui.services.absences import absences
from nsk_tui.services.coverage import CoveragePicture
from nsk_tui.services.directory import DirectoryEntry, entry
from nsk_tui.services.load import PersonRow
from nsk_tui.services.rota_state import AHEAD_DAYS, LOAD_DAYS, read_state
from nsk_tui.services.session import Session
from nsk_tui.store import members


@dataclass(frozen=True)
class Follower:
    """Somebody who follows her duties to learn: how many periods she has, and how many are to come."""

    member: MemberId
    done: int
    coming: int


@dataclass(frozen=True)
class PersonPage:
    """All of a person that colleagues may see.

    Shape
        ``who_else`` has the others who can what she can, by the competence's name. ``alone`` is
        what only she can. ``load`` None: the network shows nobody's load but one's own, or she
        is on no line. ``absences`` are to come or running; never their cause. ``last_seen`` None:
        she has not been in the store. ``matters`` are open with her, of some kinds.
    """

    today: date
    entry: DirectoryEntry
    lines: tuple[Line, ...]
    who_else: dict[str, tuple[MemberId, ...]]
    alone: tuple[Cell, ...]
    load: PersonRow | None
    absences: tuple[tuple[date, date], ...]
    matters: dict[OwnedKind, tuple[OwnedMatter, ...]]
    followers: tuple[Follower, ...]
    last_seen: datetime | None


def look(session: Session, member: str) -> PersonPage:
    """Return a person's page.

    Errors
        NotAllowed, UnknownMember
    """
    found, picture = entry(session, member), coverage.look(session)
    today = session.today
    with session.database.reading() as reading:
        agreed = {OwnedKind.ACTION_POINT: owned_meetings.actions(reading, session)}
        first, last = today - timedelta(days=LOAD_DAYS), today + timedelta(days=AHEAD_DAYS)
        state = read_state(reading, session, first, last)
        facts = members.get(reading, member)
    carried = load.picture(session)
    who = found.person.id
    return PersonPage(
        today=today,
        entry=found,
        lines=tuple(line for line in state.lines if line.id in found.lines),
        who_else=_who_else(picture, found),
        alone=alone_with(picture.coverage).get(who, ()),
        load=next((row for row in carried.rows if row.member == who), None),
        absences=tuple((one.first, one.last) for one in absences(session) if one.member == who),
        matters={
            kind: tuple(one for one in matters if one.owner == who)
            for kind, matters in (picture.matters | agreed).items()
        },
        followers=_followers(state, who, today),
        last_seen=facts.last_seen,
    )


def _who_else(picture: CoveragePicture, found: DirectoryEntry) -> dict[str, tuple[MemberId, ...]]:
    who = found.person.id
    others = [one.person for one in picture.people if one.person.id != who]
    return {
        held.name: tuple(
            one.id for one in others if held.name in names_that_count(one.competences, picture.today)
        )
        for held in found.person.competences
    }


def _followers(state: RotaState, member: MemberId, today: date) -> tuple[Follower, ...]:
    """Return who follows somebody's duties as the rota has it, by id."""
    counts: dict[MemberId, list[int]] = {}
    for ref in state.duties_of(member):
        shadow = state.holder(DutyRef(ref.line, ref.start, DutyRole.SHADOW))
        if ref.role is DutyRole.DUTY and shadow is not None:
            counts.setdefault(shadow, [0, 0])[ref.start > today] += 1
    return tuple(Follower(who, done, coming) for who, (done, coming) in sorted(counts.items()))
