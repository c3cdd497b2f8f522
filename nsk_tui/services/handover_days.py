"""The days of a handover: the last one, the day on which somebody is back, what the rota makes of them."""

from dataclasses import replace
from datetime import date, timedelta

from nsk_tui.rules import handover as rules
from nsk_tui.rules.duties import DAY, Absence
from nsk_tui.rules.handover import Handover, HandoverKind
from nsk_tui.services import chance, handover_refresh
from nsk_tui.services.handover_change import giving, told_of_another
from nsk_tui.services.handover_errors import HandoverDaysRefused
from nsk_tui.services.session import Session
from nsk_tui.store import absences, rota_lines
from nsk_tui.store import handover as rows
from nsk_tui.store.change import Change

BACK_DAYS, AHEAD_DAYS = 365, 800
"""So far back and ahead a last day may lie: a handover may also be made when somebody has gone."""


def set_days(session: Session, handover: str, last_day: date, back_on: date | None, version: int) -> None:
    """Move the last day, or the day on which she is back; None: not known, or never.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded, HandoverDaysRefused, SavedByAnotherFirst.
    """
    with giving(session, handover) as (writing, found):
        moved = replace(found, last_day=last_day, back_on=back_on)
        must_have_sound_days(session, moved)
        with told_of_another():
            rows.set_days(writing.session, handover, last_day, back_on, version)
        tell_the_rota(writing, session, moved)
        handover_refresh.refresh(writing, session, moved)
        writing.audit("move_handover", found.giver, last_day.isoformat())
        writing.commit()


def must_have_sound_days(session: Session, handover: Handover) -> None:
    """Refuse days that are out of order, or far from today.

    Errors
        HandoverDaysRefused
    """
    earliest = session.today - timedelta(days=BACK_DAYS)
    latest = session.today + timedelta(days=AHEAD_DAYS)
    days = [day for day in (handover.last_day, handover.back_on) if day is not None]
    if rules.has_wrong_days(handover) or any(not earliest <= day <= latest for day in days):
        raise HandoverDaysRefused("/".join(day.isoformat() for day in days))


def tell_the_rota(writing: Change, session: Session, handover: Handover) -> None:
    """Let the rota know from when on she has no duty: for good, or for the days of her leave."""
    if handover.kind is HandoverKind.THREAD:
        return
    if handover.back_on is not None:
        first, last = handover.last_day + DAY, handover.back_on - DAY
        away = absences.since(writing.session, first)
        overlaps = any(one.member == handover.giver and one.first <= last for one in away)
        if first <= last and last >= session.today and not overlaps:
            absence = Absence(chance.new_id(), handover.giver, first, last, session.member)
            absences.add(writing.session, absence, writing.now)
            writing.audit("report_absence", handover.giver, f"{first.isoformat()}/{last.isoformat()}")
        return
    known = rota_lines.members(writing.session, session.today).get(handover.giver)
    begins = known.since if known else None
    if (
        known is not None
        and known.leaves_on != handover.last_day
        and not (begins and begins > handover.last_day)
    ):
        rota_lines.set_member(writing.session, replace(known, leaves_on=handover.last_day))
        writing.audit("set_person", handover.giver)


def forget_last_day(writing: Change, session: Session, handover: Handover) -> None:
    """Let the rota forget a last day: she stays after all."""
    known = rota_lines.members(writing.session, session.today).get(handover.giver)
    if handover.kind is not HandoverKind.THREAD and known and known.leaves_on == handover.last_day:
        rota_lines.set_member(writing.session, replace(known, leaves_on=None))
        writing.audit("set_person", handover.giver)
