"""Turnover: who came and who left, how long they stayed, and what went with them."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules import turnover as rule
from nsk_tui.rules.access import Act
from nsk_tui.rules.coverage import is_there
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.turnover import CurvePoint, Stay, Turnover
from nsk_tui.services.directory import group
from nsk_tui.services.session import Session
from nsk_tui.store import competences, directory


@dataclass(frozen=True)
class TurnoverPicture:
    """The last twelve months, and the curve of the last two years.

    Shape
        ``names`` has everybody who is told of. ``came_on`` is the first day of who came.
        ``leaving`` are those whose last day is known and yet to come. ``without_first_day``
        belong to the group and count from when they joined, since nobody wrote down since when.
    """

    today: date
    turnover: Turnover
    curve: tuple[CurvePoint, ...]
    names: dict[MemberId, str]
    came_on: dict[MemberId, date]
    leaving: tuple[tuple[MemberId, date], ...]
    without_first_day: tuple[MemberId, ...]


def look(session: Session) -> TurnoverPicture:
    """Return who came and who left.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    today = session.today
    with session.database.reading() as reading:
        everybody = group(reading, session)
        known = {one.id for one in everybody}
        stays = [one for one in directory.stays(reading) if one.member in known]
        held = competences.spans(reading)
    there = [one for one in everybody if is_there(one, today)]
    return TurnoverPicture(
        today=today,
        turnover=rule.look_at(stays, held, today),
        curve=rule.curve(stays, today),
        names={one.id: one.name for one in everybody},
        came_on=_first_days(stays, today),
        leaving=tuple(
            sorted(
                ((one.id, one.leaves_on) for one in there if one.leaves_on is not None),
                key=lambda pair: (pair[1], pair[0]),
            )
        ),
        without_first_day=tuple(one.id for one in there if one.since is None),
    )


def _first_days(stays: list[Stay], today: date) -> dict[MemberId, date]:
    """Return the first day of everybody's latest stay that has begun."""
    return {one.member: one.first for one in stays if one.first <= today}
