"""The rota read from the store: settings, public holidays, and how it stands at a moment."""

import json
from dataclasses import fields
from datetime import date, timedelta
from functools import cache

from nsk_tui.rules.duties import (
    DAY,
    Period,
    RotaKind,
    RotaMember,
    RotaSettings,
    duty_day,
    effective,
    make_periods,
)
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.members import Role
from nsk_tui.services.session import Session
from nsk_tui.store import absences, duties, identity, rota_lines, rota_plans
from nsk_tui.store.engine import Reading

LOAD_DAYS = 90
"""How far back a load is counted on the board."""

AHEAD_DAYS = 400
"""How far ahead a published plan is looked for."""

_PREFIX = "rota_"
_COUNTRY = "DK"


def read_settings(reading: Reading) -> RotaSettings:
    """Return what the network has decided; what it has not decided is as the program proposes."""
    names = {_PREFIX + one.name: one.name for one in fields(RotaSettings)}
    decided = identity.settings(reading, names)
    found = {names[name]: _value(names[name], json.loads(text)) for name, text in decided.items() if text}
    return RotaSettings(**found)  # type: ignore[arg-type]


def write_setting(reading: Reading, name: str, value: object) -> None:
    """Write one of the network's decisions down."""
    if name == "closed" and isinstance(value, tuple):
        value = [[first.isoformat(), last.isoformat()] for first, last in value]
    identity.set_setting(reading, _PREFIX + name, json.dumps(value, ensure_ascii=False))


def read_state(reading: Reading, session: Session, first: date, last: date) -> RotaState:
    """Return the rota as it stands for the periods that touch some days."""
    planned = rota_plans.published(reading, first, last)
    starts = {period.start for period in planned.periods}
    begin = min(starts, default=first)
    changed = (
        change.duty for change in duties.between(reading, begin, last) if change.duty.ref.start in starts
    )
    plan = {duty.ref: duty for duty in planned.duties}
    return RotaState(
        lines=rota_lines.all_lines(reading),
        members=working_members(reading, session),
        settings=read_settings(reading),
        periods=planned.periods,
        duties=effective((*planned.duties, *changed)),
        planned=plan,
        absences=absences.since(reading, begin),
    )


def whole_state(reading: Reading, session: Session) -> RotaState:
    """Return the rota as it stands, as far back as loads are counted and as far ahead as it goes."""
    today = session.today
    return read_state(reading, session, today - timedelta(days=LOAD_DAYS), today + timedelta(days=AHEAD_DAYS))


def working_members(reading: Reading, session: Session) -> tuple[RotaMember, ...]:
    """Return the members who can be on the rota, by id; an auditor cannot."""
    known = rota_lines.members(reading, session.today)
    working = sorted(one.member for one in session.vault.ring.listed if one.role != Role.AUDITOR)
    return tuple(known[member] for member in working if member in known)


def rota_day(session: Session, settings: RotaSettings) -> date:
    """Return the day whose duty counts now."""
    return duty_day(session.local_now, settings.handover_hour)


def current_period(session: Session, state: RotaState) -> Period:
    """Return the period that counts now, as published or else as the calendar has it."""
    day = rota_day(session, state.settings)
    found = (period for period in state.periods if period.start <= day <= period.end)
    return next(found, None) or calendar_periods(state.settings, day, 1)[0]


def calendar_periods(
    settings: RotaSettings, first: date, count: int, weighed: bool = False
) -> tuple[Period, ...]:
    """Return so many periods by the network's settings, ``weighed`` with the public holidays.

    Only a plan needs the weights; the holidays take a third of a second to look up.
    """
    years = range(first.year, (first + timedelta(days=7 * count + 7)).year + 1)
    return make_periods(
        first,
        count,
        settings.kind,
        public_holidays(tuple(years)) if weighed or settings.closed else (),
        settings.closed,
        settings.holiday_weight,
        settings.weekends,
    )


def next_start(settings: RotaSettings, after: date) -> date:
    """Return the first day on which a period can begin after a day."""
    following = after + DAY
    if settings.kind is RotaKind.WEEK and following.weekday():
        return following + DAY * (7 - following.weekday())
    return following


@cache
def public_holidays(years: tuple[int, ...]) -> frozenset[date]:
    """Return the Danish public holidays of some years."""
    import holidays

    return frozenset(holidays.country_holidays(_COUNTRY, years=years))


def _value(name: str, value: object) -> object:
    if name == "kind":
        return RotaKind(str(value))
    if name == "closed" and isinstance(value, list):
        return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in value)
    return value
