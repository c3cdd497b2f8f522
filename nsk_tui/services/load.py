"""Who carries the work, from what happened; and who should take a call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.bottleneck import (
    TREND_WINDOWS,
    Bottleneck,
    Trend,
    TrendPoint,
    look_at,
    point,
    trend,
    windows,
)
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import DAY, DutyRole, Line, RotaMember, duty_day
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.load_advice import ROOM_MAX, Seen, Suggestion, advise
from nsk_tui.rules.members import Role
from nsk_tui.rules.routing import Call, Candidate, RouteReason, Suggested, load_per_full_time
from nsk_tui.rules.routing import who_should_take as who_takes
from nsk_tui.services.errors import UnknownLine
from nsk_tui.services.rota_state import read_state
from nsk_tui.services.session import Session
from nsk_tui.store import load as rows
from nsk_tui.store.load import Taken

DAYS = 90
DAYS_MAX = 3660
_SOMEBODY = MemberId("")


@dataclass(frozen=True)
class PersonRow:
    """What one member did in the window.

    Units
        ``duties``, ``consultations`` and ``reds`` are counts; ``share`` is hers of all
        consultations, 0 to 1; ``per_full_time`` her consultations as on full time.
    """

    member: MemberId
    share_percent: int
    duties: int
    consultations: int
    reds: int
    share: float
    per_full_time: float


@dataclass(frozen=True)
class LoadPicture:
    """The picture of a window.

    Shape
        ``line`` None: all of them. ``rows`` hold the busiest first, and only the member's own
        where the network does not show each other's load; nobody else is named then.
        ``trend`` is about the consultations. ``by_rota``, ``past_rota`` and ``unknown_way``
        count consultations by how they came.
    """

    first: date
    last: date
    line: Line | None
    consultations: Bottleneck
    duties: Bottleneck
    reds: Bottleneck
    rows: tuple[PersonRow, ...]
    trend: tuple[TrendPoint, ...]
    direction: Trend
    by_rota: int
    past_rota: int
    unknown_way: int
    suggestions: tuple[Suggestion, ...]
    may_see_load: bool


@dataclass(frozen=True)
class LoadWarning:
    """What the front page says when the group is narrow.

    Shape
        ``top`` None: the reader may not see who.
    """

    top: MemberId | None
    share: float
    room: tuple[MemberId, ...]


def picture(session: Session, days: int = DAYS, line: str | None = None) -> LoadPicture:
    """Return who carries the work in the last days; ``line`` None is all of them.

    A line of the municipality's own has no consultations: those know an area and no line.

    Errors
        NotAllowed. UnknownLine.
    """
    session.must(Act.READ_ROTA)
    found = _look(session, days, line)
    shown = sees_all(session, found.state)
    seen, points = found.seen(session.today), found.points()
    return LoadPicture(
        first=found.spans[-1][0],
        last=found.spans[-1][1],
        line=found.line,
        consultations=_masked(seen.consultations, session, shown),
        duties=_masked(seen.duties, session, shown),
        reds=_masked(seen.reds, session, shown),
        rows=tuple(row for row in _rows(found, seen) if shown or row.member == session.member),
        trend=points,
        direction=trend(points),
        by_rota=seen.by_rota,
        past_rota=seen.past_rota,
        unknown_way=seen.consultations.total - seen.by_rota - seen.past_rota,
        suggestions=tuple(_without_names(one, session, shown) for one in advise(seen)),
        may_see_load=shown,
    )


def warning(session: Session) -> LoadWarning | None:
    """Return the warning of the front page; None while the work is shared.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    found = _look(session, DAYS, None, count=1)
    seen = found.seen(session.today)
    if not seen.consultations.is_narrow:
        return None
    shown = sees_all(session, found.state)
    top = seen.consultations.top
    room = tuple(member for member in seen.room if member != top)[:ROOM_MAX]
    may_name = shown or top == session.member
    return LoadWarning(top if may_name else None, seen.consultations.top_share, room if shown else ())


def who_should_take(
    session: Session,
    line: str | None = None,
    area: Area | None = None,
    competence: str = "",
    language: str = "",
) -> tuple[Suggested, ...]:
    """Return in which order to ask for a call; ``line`` None takes the area's, or none at all.

    Errors
        NotAllowed. UnknownLine.
    """
    session.must(Act.READ_ROTA)
    first, last = windows(session.today, DAYS)[-1]
    with session.database.reading() as reading:
        state = read_state(reading, session, session.today - DAY, session.today)
        taken = rows.taken(reading, first, last)
    wanted = _line(state, line) if line else _line_of(state, area)
    counts = {one.member: one.count for one in taken}
    call = Call(wanted.id if wanted else None, competence, language)
    shown = sees_all(session, state)
    day = duty_day(session.local_now, state.settings.handover_hour)
    found = who_takes(call, [_candidate(state, one, counts, call.line, day) for one in state.members])
    return tuple(one if shown or one.member == session.member else _unnumbered(one) for one in found)


def sees_all(session: Session, state: RotaState) -> bool:
    """Return whether a member sees what others carry: a setting of the network."""
    return state.settings.load_visible or session.role is Role.COORDINATOR


@dataclass(frozen=True)
class _Found:
    """The rows of some windows, and the rota they are held against; line None is all lines."""

    state: RotaState
    line: Line | None
    spans: tuple[tuple[date, date], ...]
    taken: tuple[tuple[Taken, ...], ...]

    @property
    def people(self) -> tuple[RotaMember, ...]:
        """Those who could be called: on a line, with a share."""
        lines = {self.line.id} if self.line else {line.id for line in self.state.lines}
        return tuple(one for one in self.state.members if lines & set(one.lines) and one.share_percent)

    def counts(self, taken: tuple[Taken, ...], reds: bool = False) -> dict[MemberId, int]:
        found = {one.id: 0 for one in self.people}
        return {**found, **{one.member: one.reds if reds else one.count for one in taken}}

    def duties(self) -> dict[MemberId, int]:
        found = {one.id: 0 for one in self.people}
        first, last = self.spans[-1]
        for ref, duty in self.state.duties.items():
            ours = self.line is None or ref.line == self.line.id
            if ours and ref.role is DutyRole.DUTY and duty.member and first <= ref.start <= last:
                found[duty.member] = found.get(duty.member, 0) + 1
        return found

    def points(self) -> tuple[TrendPoint, ...]:
        pairs = zip(self.spans, self.taken, strict=True)
        return tuple(point(first, last, self.counts(taken)) for (first, last), taken in pairs)

    def seen(self, today: date) -> Seen:
        taken = self.taken[-1]
        return Seen(
            consultations=look_at(self.counts(taken)),
            duties=look_at(self.duties()),
            reds=look_at(self.counts(taken, reds=True)),
            room=self.room(today),
            by_rota=sum(one.by_rota for one in taken),
            past_rota=sum(one.past_rota for one in taken),
        )

    def room(self, today: date) -> tuple[MemberId, ...]:
        """Who is there today, the least consultations as on full time first."""
        counts, duties = self.counts(self.taken[-1]), self.duties()
        there = [one for one in self.people if not _is_away(self.state, one, today)]
        loads_ = {one.id: load_per_full_time(counts[one.id], one.share_percent) for one in there}
        return tuple(sorted(loads_, key=lambda member: (loads_[member], duties.get(member, 0), member)))


def _look(session: Session, days: int, line: str | None, count: int = TREND_WINDOWS) -> _Found:
    """Return the rows of some windows of so many days; ``line`` None is all lines."""
    spans = windows(session.today, min(max(days, 1), DAYS_MAX), count)
    with session.database.reading() as reading:
        state = read_state(reading, session, spans[-1][0], session.today)
        wanted = _line(state, line) if line else None
        has_none = wanted is not None and wanted.area is None
        area = wanted.area if wanted else None
        taken = tuple(() if has_none else rows.taken(reading, *span, area) for span in spans)
    return _Found(state, wanted, spans, taken)


def _line(state: RotaState, wanted: str) -> Line:
    for line in state.lines:
        area = line.area.value if line.area else ""
        if wanted.casefold() in (line.id.casefold(), line.name.casefold(), area):
            return line
    raise UnknownLine(wanted)


def _line_of(state: RotaState, area: Area | None) -> Line | None:
    """Return an area's line; None when no area was named, or it has none."""
    return next((line for line in state.lines if area is not None and line.area is area), None)


def _rows(found: _Found, seen: Seen) -> tuple[PersonRow, ...]:
    taken = {one.member: one for one in found.taken[-1]}
    duties = found.duties()
    shares = {one.id: one.share_percent for one in found.state.members}
    total = seen.consultations.total
    made = []
    for member in {**taken, **duties}:
        one = taken.get(member, Taken(member, 0, 0, 0, 0))
        share = shares.get(member, 0)
        full = load_per_full_time(one.count, share)
        part = one.count / total if total else 0.0
        made.append(PersonRow(member, share, duties.get(member, 0), one.count, one.reds, part, full))
    return tuple(sorted(made, key=lambda row: (-row.consultations, -row.duties, row.member)))


def _masked(seen: Bottleneck, session: Session, shown: bool) -> Bottleneck:
    """Return the figures without the names of others, where the network does not show them."""
    if shown:
        return seen
    own = session.member
    counts = tuple((who if who == own else _SOMEBODY, count) for who, count in seen.counts)
    return replace(seen, counts=counts, top=seen.top if seen.top in (own, None) else _SOMEBODY)


def _without_names(one: Suggestion, session: Session, shown: bool) -> Suggestion:
    return (
        one if shown else replace(one, top=None, room=tuple(who for who in one.room if who == session.member))
    )


def _unnumbered(one: Suggested) -> Suggested:
    return replace(
        one, reasons=tuple(reason for reason in one.reasons if reason.code is not RouteReason.LOAD)
    )


def _is_away(state: RotaState, member: RotaMember, day: date) -> bool:
    left = member.leaves_on is not None and member.leaves_on < day
    return left or any(one.member == member.id and one.first <= day <= one.last for one in state.absences)


def _candidate(
    state: RotaState, member: RotaMember, counts: Mapping[MemberId, int], line: LineId | None, day: date
) -> Candidate:
    """Return somebody with what she does on a day; ``line`` None looks at all lines."""
    running = {period.start for period in state.periods if period.start <= day <= period.end}
    held = [
        ref.role
        for ref, duty in state.duties.items()
        if duty.member == member.id and ref.start in running and line in (None, ref.line)
    ]
    role = min(held, key=list(DutyRole).index, default=None)
    away = _is_away(state, member, day)
    return Candidate(
        member.id, member.share_percent, counts.get(member.id, 0), member.lines,
        member.languages, member.competences, role, away,
    )  # fmt: skip
