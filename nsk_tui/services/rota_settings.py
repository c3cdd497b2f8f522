"""What the network decides about its rota: settings and lines."""

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import (
    ANSWER_DAYS_MAX,
    HOLIDAY_WEIGHT_MAX,
    REASON_CHARACTERS_MAX,
    REST_PERIODS_MAX,
    Line,
    RotaKind,
    RotaSettings,
)
from nsk_tui.rules.ids import LineId
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services.errors import BadRotaSetting, LineInUse, TextRefused, UnknownLine
from nsk_tui.services.rota_change import changing, must_not_reveal
from nsk_tui.services.rota_state import read_settings, rota_day, write_setting
from nsk_tui.services.session import Session
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import rota_lines
from nsk_tui.store.rota_lines import LINES_MAX

CLOSED_RANGES_MAX = 50
LINE_NAME_CHARACTERS_MAX = 30
_RANGES = {
    "rest_periods": (0, REST_PERIODS_MAX),
    "handover_hour": (0, 23),
    "holiday_weight": (1, HOLIDAY_WEIGHT_MAX),
    "answer_days": (1, ANSWER_DAYS_MAX),
}
_NOT_IN_ID = re.compile(r"[^a-z0-9æøå]+")


def settings(session: Session) -> RotaSettings:
    """Return what the network has decided about its rota.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        return read_settings(reading)


def change_settings(session: Session, new: RotaSettings) -> RotaSettings:
    """Change the network's decisions; what is published stays as it is.

    Errors
        NotAllowed. BadRotaSetting: with the field's name. TextRefused, ReasonReveals: the
        fallback's words.
    """
    session.must(Act.SET_ROTA)
    _must_be_sound(new)
    with changing(session) as work:
        old = work.state.settings
        if new.fallback != old.fallback:
            must_not_reveal(work.state, new.fallback, "fallback")
        changed = [
            one.name for one in fields(RotaSettings) if getattr(new, one.name) != getattr(old, one.name)
        ]
        for name in changed:
            write_setting(work.writing.session, name, getattr(new, name))
            work.audit("rota_setting", name)
        if changed:
            work.commit()
    return new


def lines(session: Session) -> tuple[Line, ...]:
    """Return the lines in the network's order.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        return rota_lines.all_lines(reading)


def add_line(session: Session, name: str) -> Line:
    """Add a line of the municipality's own; nobody stands on it yet.

    Errors
        NotAllowed, TextRefused. BadRotaSetting: there are as many as there can be.
    """
    session.must(Act.SET_ROTA)
    _must_be_line_name(name)
    with changing(session) as work:
        if len(work.state.lines) >= LINES_MAX:
            raise BadRotaSetting("lines")
        line = _free_id(name, lambda one: rota_lines.is_used(work.writing.session, one))
        rota_lines.add(work.writing.session, line, name.strip(), None)
        work.audit("add_line", line)
        work.commit()
        found = rota_lines.all_lines(work.writing.session)
    return next(one for one in found if one.id == line)


def rename_line(session: Session, line: str, name: str) -> None:
    """Give a line another name.

    Errors
        NotAllowed, TextRefused, UnknownLine.
    """
    session.must(Act.SET_ROTA)
    _must_be_line_name(name)
    with changing(session) as work:
        _must_be_line(work.state.lines, line)
        rota_lines.rename(work.writing.session, LineId(line), name.strip())
        work.audit("rename_line", line)
        work.commit()


def remove_line(session: Session, line: str) -> None:
    """Take a line out of use; who did what on it is kept.

    Errors
        NotAllowed, UnknownLine. LineInUse: duties on it are published ahead, or it is the last.
    """
    session.must(Act.SET_ROTA)
    with changing(session) as work:
        _must_be_line(work.state.lines, line)
        today = rota_day(session, work.state.settings)
        ends = {period.start: period.end for period in work.state.periods}
        ahead = any(
            ref.line == line and duty.member is not None and ends.get(ref.start, date.min) >= today
            for ref, duty in work.state.duties.items()
        )
        if ahead or len(work.state.lines) == 1:
            raise LineInUse(line)
        rota_lines.remove(work.writing.session, LineId(line), work.writing.now)
        work.audit("remove_line", line)
        work.commit()


def _must_be_sound(new: RotaSettings) -> None:
    for name, (least, most) in _RANGES.items():
        value = getattr(new, name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise BadRotaSetting(name)
    if new.kind not in tuple(RotaKind):
        raise BadRotaSetting("kind")
    if len(new.closed) > CLOSED_RANGES_MAX or any(first > last for first, last in new.closed):
        raise BadRotaSetting("closed")
    must_be_short(new.fallback, "fallback", may_be_empty=True)


def must_be_short(text: str, field: str, may_be_empty: bool = False) -> None:
    """Refuse a text that is no single short line.

    Errors
        TextRefused
    """
    empty = not text.strip() and not may_be_empty
    if empty or len(text) > REASON_CHARACTERS_MAX or "\n" in text or find_forbidden(text):
        raise TextRefused(field)


def _must_be_line_name(name: str) -> None:
    must_be_a_name("line", name)
    if len(name.strip()) > LINE_NAME_CHARACTERS_MAX or "/" in name:
        raise TextRefused("line")


def _must_be_line(known: tuple[Line, ...], line: str) -> None:
    if all(one.id != line for one in known):
        raise UnknownLine(line)


def _free_id(name: str, is_used: Callable[[LineId], bool]) -> LineId:
    stem = _NOT_IN_ID.sub("-", name.casefold()).strip("-") or "line"
    tries = (LineId(stem if number == 1 else f"{stem}-{number}") for number in range(1, LINES_MAX * 50))
    return next(one for one in tries if not is_used(one))
