"""The duty card: who can be called now, as far as the network has chosen to publish it.

Source
    docs/rules/duty_card.md
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import (
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Line,
    Period,
    RotaMember,
    RotaSettings,
    duty_day,
)
from nsk_tui.rules.ids import LineId, MemberId

FRESH_DAYS = 7
"""A card older than this says so: a colleague may have been ill since."""

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class CardPerson:
    """Somebody who can be called; name and number are empty where the network publishes none.

    Shape
        ``id`` is empty for a fallback that is no member.
    """

    id: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class CardSpan:
    """Days on which the same people can be called; both dates belong to it.

    Shape
        ``duty`` and ``backup`` None: nobody, whether the plan has a gap or somebody is away. The
        card does not tell the two apart.
    """

    first: date
    last: date
    duty: MemberId | None
    backup: MemberId | None


@dataclass(frozen=True)
class CardLine:
    """A line and its days, in order; without a name it is called what its area is called.

    Shape
        ``area`` None: a line of the municipality's own.
    """

    id: LineId
    name: str
    area: Area | None
    spans: tuple[CardSpan, ...] = ()


@dataclass(frozen=True)
class DutyCard:
    """All that is published.

    Shape
        ``published_at`` is in UTC. ``fallback`` None: the network has named nobody.
    """

    network: str
    published_at: datetime
    handover_hour: int
    lines: tuple[CardLine, ...]
    people: tuple[CardPerson, ...] = ()
    fallback: CardPerson | None = None


@dataclass(frozen=True)
class LineAt:
    """Who can be called on a line at a moment; None for each who cannot.

    Shape
        ``until`` is the last day of the span that counts; None when the card does not reach.
    """

    line: CardLine
    duty: CardPerson | None
    backup: CardPerson | None
    fallback: CardPerson | None
    until: date | None

    @property
    def has_somebody(self) -> bool:
        """Whether duty or backup can be called."""
        return self.duty is not None or self.backup is not None


def who_at(card: DutyCard, moment: datetime) -> tuple[LineAt, ...]:
    """Return who can be called at a moment of the local clock, line by line.

    Source
        docs/rules/duty_card.md, "Which duty counts"
    """
    day = duty_day(moment, card.handover_hour)
    people = {person.id: person for person in card.people}
    return tuple(_line_at(line, day, people, card.fallback) for line in card.lines)


def told_between(card: DutyCard, first: date, last: date) -> dict[str, object]:
    """Return what a card tells of some days, to hold two cards against each other.

    Shape
        By what it is about; a day on which a line has nobody is left out, as is when it was published.
    """
    people = {person.id: person for person in card.people}
    told: dict[str, object] = {
        f"{line.id} {day}": tuple(people.get(who) if who else None for who in (span.duty, span.backup))
        for line in card.lines
        for span in line.spans
        if span.duty or span.backup
        for day in _days(max(first, span.first), min(last, span.last))
    }
    lines = tuple((line.id, line.name, line.area) for line in card.lines)
    return told | {"": (card.network, card.handover_hour, card.fallback, lines)}


def find_lines(lines: Sequence[LineAt], wanted: str) -> tuple[LineAt, ...]:
    """Return the lines that a word names: an area, a line's id, or its name; all for an empty word.

    >>> find_lines((), "adults")
    ()
    """
    folded = wanted.casefold()
    if not folded:
        return tuple(lines)
    by_area = [one for one in lines if one.line.area is not None and one.line.area.value == folded]
    by_name = [one for one in lines if folded in (one.line.id.casefold(), one.line.name.casefold())]
    return tuple(by_name or by_area)


def make_card(
    network: str,
    published_at: datetime,
    settings: RotaSettings,
    lines: Iterable[Line],
    periods: Sequence[Period],
    duties: dict[DutyRef, Duty],
    absences: Sequence[Absence],
    members: Sequence[RotaMember],
    fallback: str,
) -> DutyCard:
    """Return the card of a rota: what the network publishes, and nothing more.

    Shape
        ``duties`` are those that count. ``fallback`` is a member's id or any text; empty for none.
    Source
        docs/rules/duty_card.md, "What stands on it"
    """
    known = {member.id: member for member in members}
    there = _Presence(absences, known)
    made = tuple(
        CardLine(line.id, line.name, line.area, _spans(line.id, periods, duties, there)) for line in lines
    )
    named = {who for line in made for span in line.spans for who in (span.duty, span.backup) if who}
    people = tuple(_published(known[member], settings) for member in sorted(named))
    return DutyCard(
        network, published_at, settings.handover_hour, made, people, _fallback(fallback, known, settings)
    )


def _days(first: date, last: date) -> Iterable[date]:
    return (first + _DAY * step for step in range((last - first).days + 1))


class _Presence:
    """Who of the members is there on which day."""

    def __init__(self, absences: Sequence[Absence], known: dict[MemberId, RotaMember]) -> None:
        self.absences, self.known = absences, known

    def on(self, duty: Duty | None, day: date) -> MemberId | None:
        """Return who has a duty and is there on a day; None for nobody."""
        member = self.known.get(duty.member) if duty is not None and duty.member is not None else None
        if member is None or (member.leaves_on is not None and member.leaves_on < day):
            return None
        away = any(one.member == member.id and one.first <= day <= one.last for one in self.absences)
        return None if away else member.id


def _spans(
    line: LineId, periods: Sequence[Period], duties: dict[DutyRef, Duty], there: _Presence
) -> tuple[CardSpan, ...]:
    spans: list[CardSpan] = []
    for period in periods:
        duty = duties.get(DutyRef(line, period.start, DutyRole.DUTY))
        backup = duties.get(DutyRef(line, period.start, DutyRole.BACKUP))
        for step in range((period.end - period.start).days + 1):
            day = period.start + _DAY * step
            _extend(spans, CardSpan(day, day, there.on(duty, day), there.on(backup, day)))
    return tuple(spans)


def _extend(spans: list[CardSpan], one: CardSpan) -> None:
    last = spans[-1] if spans else None
    touches = last is not None and last.last + _DAY == one.first
    if last is not None and touches and (last.duty, last.backup) == (one.duty, one.backup):
        spans[-1] = CardSpan(last.first, one.last, one.duty, one.backup)
    else:
        spans.append(one)


def _published(member: RotaMember, settings: RotaSettings) -> CardPerson:
    name = member.name if settings.card_names else ""
    return CardPerson(member.id, name, member.phone if settings.card_phones else "")


def _fallback(text: str, known: dict[MemberId, RotaMember], settings: RotaSettings) -> CardPerson | None:
    """Return whom to call when nobody has duty; None when nobody was named."""
    if not text:
        return None
    member = known.get(MemberId(text))
    return CardPerson("", text) if member is None else _published(member, settings)


def _line_at(line: CardLine, day: date, people: dict[str, CardPerson], fallback: CardPerson | None) -> LineAt:
    span = next((one for one in line.spans if one.first <= day <= one.last), None)
    if span is None:
        return LineAt(line, None, None, fallback, None)
    duty, backup = (people.get(who) if who else None for who in (span.duty, span.backup))
    return LineAt(line, duty, backup, fallback, span.last)
