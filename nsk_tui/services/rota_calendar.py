"""Duties as a calendar file: one's own or the group's, with what was taken away crossed out."""

from collections.abc import Iterable
from datetime import date, timedelta

from nsk_tui import duty_words
from nsk_tui.exchange.calendar import CalendarDuty, calendar_file
from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DutyRef
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.rota_state import AHEAD_DAYS, calendar_periods, read_state
from nsk_tui.services.session import Session
from nsk_tui.store import load as rows
from nsk_tui.store.change import change
from nsk_tui.wording import pgettext

BEHIND_DAYS = 30
"""So far back a file reaches: what was taken away lately must be crossed out once more."""

Given = frozenset[tuple[DutyRef, MemberId | None]]


def calendar(session: Session, everybody: bool = False) -> bytes:
    """Return the member's duties as a calendar file, or with ``everybody`` the whole group's.

    Writing a file is audited, and the number of that line is the file's SEQUENCE.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    member = None if everybody else session.member
    first = session.today - timedelta(days=BEHIND_DAYS)
    last = session.today + timedelta(days=AHEAD_DAYS)
    with change(session.database, session.member, session.now) as writing:
        writing.audit("export_rota", member or "")
        state = read_state(writing.session, session, first, last)
        given = rows.once_given(writing.session, first, last)
        sequence = rows.acts_so_far(writing.session)
        writing.commit()
    return calendar_file(
        _duties(state, given, member, sequence),
        session.vault.ring.store,
        pgettext("calendar", "Duty"),
        state.settings.handover_hour,
        session.now,
    )


def _duties(state: RotaState, given: Given, member: MemberId | None, sequence: int) -> Iterable[CalendarDuty]:
    """Return what a file shows; ``member`` None is the group's file."""
    names = {line.id: duty_words.line_name(line) for line in state.lines}
    ends = {period.start: period.end for period in state.periods}
    closed = {period.start for period in state.periods if period.is_closed}
    wanted = {ref for ref, who in given if who is not None and who == (member or who)}
    for ref in wanted:
        holder = state.holder(ref) if ref.start not in closed else None
        stands = holder is not None and ref.start in ends and holder == (member or holder)
        named = member is None and stands and state.settings.card_names
        yield CalendarDuty(
            ref=ref,
            end=ends.get(ref.start) or _end_of(state, ref.start),
            title=f"{_capital(duty_words.role(ref.role))} {names.get(ref.line, ref.line)}",
            about=str(holder) if named else "",
            is_taken_away=not stands,
            sequence=sequence,
        )


def _end_of(state: RotaState, start: date) -> date:
    return calendar_periods(state.settings, start, 1)[0].end


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
