"""What the rota knows of the members: share, lines, languages, competences; and what leaving leaves open."""

from dataclasses import replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import SHARE_PERCENT_MAX, Duty, Layer, RotaMember
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services.competences import follow_list
from nsk_tui.services.directory_checks import must_be_phone, must_be_words, tidy
from nsk_tui.services.errors import BadRotaSetting, UnknownLine, UnknownMember
from nsk_tui.services.rota_change import Work, changing, end_swaps, give
from nsk_tui.services.rota_state import rota_day, whole_state, working_members
from nsk_tui.services.session import Session
from nsk_tui.store import directory, rota_lines
from nsk_tui.store.change import Change
from nsk_tui.vault import keyring

_OWN = frozenset({"languages", "competences", "phone"})
"""What a member may say of herself; the rest is the coordinator's."""


def rota_members(session: Session) -> tuple[RotaMember, ...]:
    """Return the members who can be on the rota, by id.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        return working_members(reading, session)


def set_rota_member(session: Session, member: RotaMember) -> RotaMember:
    """Write down what the rota is to know of a member; her name stays as it is.

    A member may change her own languages, competences and office number. What is published stays
    as it is; duties that she cannot have any more show as gaps.

    Errors
        NotAllowed, UnknownMember, UnknownLine. BadRotaSetting: the share, or days out of order.
        TextRefused: a language, a competence, the number.
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        before = {one.id: one for one in working_members(reading, session)}.get(member.id)
    if before is None:
        raise UnknownMember(member.id)
    session.must(_act_for(session, before, member))
    tidied = replace(
        member, name=before.name, languages=tidy(member.languages), competences=tidy(member.competences)
    )
    with changing(session) as work:
        _must_be_sound(work.state, tidied)
        rota_lines.set_member(work.writing.session, tidied)
        follow_list(work.writing, member.id, before.competences, tidied.competences, session.today)
        work.audit("set_rota_member", member.id)
        work.commit()
    return tidied


def leave(session: Session, writing: Change, member: str) -> int:
    """Take somebody who leaves the network off her coming duties; they become gaps. Return how many.

    Today is her last day, unless that was before. The caller commits: it is part of closing her access.
    """
    entry = keyring.listed(session.vault.ring, member)
    if entry is not None and entry.role != Role.AUDITOR:
        directory.end_stay(writing.session, member, session.today)
    work = Work(session, writing, whole_state(writing.session, session))
    day = rota_day(session, work.state.settings)
    ends = {period.start: period.end for period in work.state.periods}
    held = [
        duty
        for ref, duty in work.state.duties.items()
        if duty.member == member and ref.start in ends and ends[ref.start] >= day
    ]
    for duty in held:
        give(work, Duty(duty.ref, None, Layer.SWAP, MemberId(session.member)), "left")
        writing.audit("open_duty", str(duty.ref), member)
    end_swaps(work, *(duty.ref for duty in held))
    return len(held)


def _act_for(session: Session, before: RotaMember, after: RotaMember) -> Act:
    same = replace(after, name=before.name, **{name: getattr(before, name) for name in _OWN})
    return Act.SWAP_DUTY if before.id == session.member and same == before else Act.SET_ROTA


def _must_be_sound(state: RotaState, member: RotaMember) -> None:
    if not 0 <= member.share_percent <= SHARE_PERCENT_MAX:
        raise BadRotaSetting("share_percent")
    known = {line.id for line in state.lines}
    for line in member.lines:
        if line not in known:
            raise UnknownLine(line)
    if member.since and member.leaves_on and member.since > member.leaves_on:
        raise BadRotaSetting("leaves_on")
    must_be_words("languages", member.languages)
    must_be_words("competences", member.competences)
    must_be_phone(member.phone)
