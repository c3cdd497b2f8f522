"""Absence: from when to when, never why; whoever reports it sees first which duties it hits."""

from dataclasses import dataclass
from datetime import date, timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.consultations import ThreadLine
from nsk_tui.rules.duties import Absence, Duty, DutyRef, DutyRole, Layer, Period
from nsk_tui.rules.duty_order import fairest
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import chance, stand_in
from nsk_tui.services.errors import (
    AbsenceOverlaps,
    AbsenceRefused,
    DutyRefused,
    UnknownAbsence,
    UnknownMember,
)
from nsk_tui.services.rota_change import ChangedDuty, Work, changing, end_swaps, give_in_place, must_fit
from nsk_tui.services.rota_state import rota_day, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import absences as rows
from nsk_tui.store import rota_acts, threads
from nsk_tui.store.errors import Missing

BACKDATED_DAYS = 31
"""So far back an absence may begin: an illness is often told of late."""

AHEAD_DAYS = 800
"""So far ahead an absence may end: two years and a little."""


@dataclass(frozen=True)
class DutyHit:
    """A duty that somebody cannot do while absent.

    Shape
        ``suggested`` is who should take it: the backup if she can, else the fairest; None when
        nobody can.
    """

    ref: DutyRef
    period: Period
    suggested: MemberId | None


@dataclass(frozen=True)
class AbsenceEffect:
    """What an absence would mean, before anything is saved.

    Shape
        ``duties_not_hit`` are the member's next duties that stay as they are. ``follow_ups`` are
        her open threads that are due until her last day away, late ones included; ``stand_ins``
        are who would see them, were they shown.
    """

    duties_hit: tuple[DutyHit, ...]
    duties_not_hit: tuple[DutyRef, ...]
    follow_ups: tuple[ThreadLine, ...]
    stand_ins: tuple[MemberId, ...]


@dataclass(frozen=True)
class ReportedAbsence:
    """An absence that was written down, who took which duty, and which duties nobody has now."""

    absence: Absence
    moved: tuple[ChangedDuty, ...]
    open: tuple[DutyRef, ...]


def preview(session: Session, first: date, last: date, member: str | None = None) -> AbsenceEffect:
    """Return what an absence would mean; ``member`` None is oneself.

    Errors
        NotAllowed, UnknownMember, AbsenceRefused, AbsenceOverlaps.
    """
    session.must(_act_for(session, member))
    who = member or session.member
    with session.database.reading() as reading:
        state = whole_state(reading, session)
        due = threads.waiting_for(reading, who, last)
        seen_by = stand_in.would_see(reading, session, {line.area for line in due}, who, first)
    _must_be_days(session, state, who, first, last)
    hit = tuple(_hits(session, state, who, first, last))
    ahead = _ahead(session, state, who)
    away = {one.ref for one in hit}
    return AbsenceEffect(
        duties_hit=hit,
        duties_not_hit=tuple(ref for ref in ahead if ref not in away),
        follow_ups=due,
        stand_ins=seen_by,
    )


def report(
    session: Session,
    first: date,
    last: date,
    member: str | None = None,
    move_to_backup: bool = True,
    show_follow_ups: bool = True,
) -> ReportedAbsence:
    """Write an absence down; ``member`` None is oneself, another is the coordinator's to report.

    With ``move_to_backup`` the backups take the duties that are hit, as far as they can. With
    ``show_follow_ups`` whoever has duty sees what is due meanwhile.

    Errors
        NotAllowed, UnknownMember, AbsenceRefused, AbsenceOverlaps: nothing was changed.
    """
    session.must(_act_for(session, member))
    who = MemberId(member or session.member)
    with changing(session) as work:
        _must_be_days(session, work.state, who, first, last)
        hit = tuple(one.ref for one in _hits(session, work.state, who, first, last))
        absence = Absence(chance.new_id(), who, first, last, session.member, show_follow_ups)
        rows.add(work.writing.session, absence, work.writing.now)
        work.note(rota_acts.key("absence", absence.id), rota_acts.GONE, rota_acts.STANDS)
        work.audit("report_absence", who, f"{first.isoformat()}/{last.isoformat()}")
        if show_follow_ups:
            work.audit("show_follow_ups", who, f"{first.isoformat()}/{last.isoformat()}")
        work.state = whole_state(work.writing.session, session)
        moved = tuple(_move_to_backup(work, hit)) if move_to_backup else ()
        end_swaps(work, *hit)
        work.commit()
    settled = {one.ref for one in moved}
    return ReportedAbsence(absence, moved, tuple(ref for ref in hit if ref not in settled))


def withdraw(session: Session, absence_id: str) -> Absence:
    """Take an absence back; duties that somebody took meanwhile stay with her.

    Errors
        NotAllowed. UnknownAbsence: it is gone already, or somebody else's.
    """
    session.must(Act.REPORT_ABSENCE)
    with session.database.reading() as reading:
        found = next((one for one in rows.since(reading, date.min) if one.id == absence_id), None)
    if found is None:
        raise UnknownAbsence
    session.must(_act_for(session, found.member))
    with changing(session) as work:
        try:
            rows.get(work.writing.session, absence_id)
        except Missing:
            raise UnknownAbsence from None
        rows.set_gone(work.writing.session, absence_id, True)
        work.note(rota_acts.key("absence", absence_id), rota_acts.STANDS, rota_acts.GONE)
        work.audit("withdraw_absence", found.member, f"{found.first.isoformat()}/{found.last.isoformat()}")
        work.commit()
    return found


def absences(session: Session) -> tuple[Absence, ...]:
    """Return the absences of today and later, the earliest first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        return rows.since(reading, session.today)


def _act_for(session: Session, member: str | None) -> Act:
    """Return what one must be allowed; ``member`` None is oneself."""
    return Act.REPORT_ABSENCE if member in (None, session.member) else Act.PLAN_ROTA


def _must_be_days(session: Session, state: RotaState, member: str, first: date, last: date) -> None:
    if state.member(member) is None:
        raise UnknownMember(member)
    today = session.today
    earliest, latest = today - timedelta(days=BACKDATED_DAYS), today + timedelta(days=AHEAD_DAYS)
    if not (earliest <= first <= last <= latest and last >= today):
        raise AbsenceRefused(f"{first.isoformat()}/{last.isoformat()}")
    for one in state.absences:
        if one.member == member and one.first <= last and first <= one.last:
            raise AbsenceOverlaps(f"{one.first.isoformat()}/{one.last.isoformat()}")


def _ahead(session: Session, state: RotaState, member: str) -> tuple[DutyRef, ...]:
    day = rota_day(session, state.settings)
    ends = {period.start: period.end for period in state.periods}
    held = (ref for ref, duty in state.duties.items() if duty.member == member and ref.start in ends)
    return tuple(
        sorted((ref for ref in held if ends[ref.start] >= day), key=lambda ref: (ref.start, ref.line))
    )


def _hits(session: Session, state: RotaState, member: str, first: date, last: date) -> list[DutyHit]:
    found = []
    for ref in _ahead(session, state, member):
        period = state.period(ref.start)
        if period is not None and period.touches(first, last):
            found.append(DutyHit(ref, period, _suggested(state, ref)))
    return found


def _suggested(state: RotaState, ref: DutyRef) -> MemberId | None:
    """Return who should take a duty; None when nobody can."""
    backup = state.holder(DutyRef(ref.line, ref.start, DutyRole.BACKUP))
    if ref.role is DutyRole.DUTY and backup is not None and _fits(state, ref, backup):
        return backup
    return next((one.member.id for one in fairest(state, ref) if one.can), None)


def _fits(state: RotaState, ref: DutyRef, member: str) -> bool:
    try:
        must_fit(state, ref, member)
    except (DutyRefused, UnknownMember):
        return False
    return True


def _move_to_backup(work: Work, refs: tuple[DutyRef, ...]) -> list[ChangedDuty]:
    moved = []
    for ref in refs:
        backup = work.state.holder(DutyRef(ref.line, ref.start, DutyRole.BACKUP))
        if ref.role is not DutyRole.DUTY or backup is None or not _fits(work.state, ref, backup):
            continue
        give_in_place(work, Duty(ref, backup, Layer.SWAP, work.session.member), "pass")
        work.audit("pass_duty", str(ref), backup)
        moved.append(ChangedDuty(ref, backup))
    return moved
