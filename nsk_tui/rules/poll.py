"""A poll for the date of a meeting: four states, what is known beforehand, and which date is best.

Nobody who has not answered is ever counted as a no.

Source
    docs/rules/poll.md
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from nsk_tui.rules.duties import Absence, Period
from nsk_tui.rules.ids import MeetingId, MemberId

DATES_MIN, DATES_MAX = 2, 12


class Answer(StrEnum):
    """What somebody says to a date; without one she has not answered."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


class AnswerSource(StrEnum):
    """Where an answer comes from: her own, or what the store knows of her days."""

    OWN = "own"
    ABSENCE = "absence"
    DUTY = "duty"


class PollFault(StrEnum):
    """Why a poll cannot be as it was written."""

    FEW_DATES = "few_dates"
    MANY_DATES = "many_dates"
    TWICE = "twice"
    PAST = "past"
    ANSWER_BY = "answer_by"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PollDate:
    """A date that is asked about.

    Units
        ``start`` on the local clock.
    """

    day: date
    start: time


@dataclass(frozen=True)
class Voter:
    """Somebody who is asked: where she works and what only some can do."""

    member: MemberId
    department: str = ""
    knowledge: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """An answer, and where it comes from."""

    answer: Answer
    source: AnswerSource


@dataclass(frozen=True)
class Poll:
    """A poll under way.

    Shape
        ``answers`` holds what people said themselves; ``known`` adds absence and duty. Dates are
        in order of time.
    """

    meeting: MeetingId
    dates: tuple[PollDate, ...]
    voters: tuple[Voter, ...]
    answer_by: date
    answers: Mapping[tuple[MemberId, date], Answer]


@dataclass(frozen=True)
class DateCount:
    """A date, counted.

    Shape
        ``missing`` are the departments of which everybody has said no; ``unsure`` those of which
        nobody has said yes yet and somebody has not answered. ``knowledge`` is what those who can
        come know between them.
    """

    date: PollDate
    yes: tuple[MemberId, ...]
    if_needed: tuple[MemberId, ...]
    no: tuple[MemberId, ...]
    unanswered: tuple[MemberId, ...]
    missing: tuple[str, ...]
    unsure: tuple[str, ...]
    knowledge: frozenset[str]


def judge(dates: Collection[PollDate], answer_by: date, today: date) -> tuple[PollFault, ...]:
    """Return everything that is wrong with a poll; nothing when it can be sent out.

    Source
        docs/rules/poll.md, "What is asked"
    """
    days = [one.day for one in dates]
    checks = (
        (PollFault.FEW_DATES, len(days) < DATES_MIN),
        (PollFault.MANY_DATES, len(days) > DATES_MAX),
        (PollFault.TWICE, len(set(days)) != len(days)),
        (PollFault.PAST, any(day < today for day in days)),
        (PollFault.ANSWER_BY, answer_by < today or any(day < answer_by for day in days)),
    )
    return tuple(fault for fault, is_wrong in checks if is_wrong)


def known_answers(
    poll: Poll, absences: Iterable[Absence], duties: Iterable[tuple[MemberId, Period]]
) -> dict[tuple[MemberId, date], Known]:
    """Return what is known of each member and date: her own answer, else absence, else duty.

    Shape
        Absence is a no, and duty an if-needed: both can be changed by the one they are about.
        Whoever is in neither and has not answered is not in the result.
    Source
        docs/rules/poll.md, "What is known beforehand"
    """
    days = [one.day for one in poll.dates]
    asked = {one.member for one in poll.voters}
    by_duty, by_absence = Known(Answer.IF_NEEDED, AnswerSource.DUTY), Known(Answer.NO, AnswerSource.ABSENCE)
    found = {(who, day): by_duty for who, period in duties for day in days if period.touches(day, day)}
    found |= {(one.member, day): by_absence for one in absences for day in days if _is_away(one, day)}
    found |= {place: Known(answer, AnswerSource.OWN) for place, answer in poll.answers.items()}
    return {place: one for place, one in found.items() if place[0] in asked and place[1] in days}


def count(poll: Poll, known: Mapping[tuple[MemberId, date], Known]) -> tuple[DateCount, ...]:
    """Return each date counted, in order of time.

    Source
        docs/rules/poll.md, "Counting"
    """
    return tuple(_counted(poll, one, known) for one in poll.dates)


def best(counts: Iterable[DateCount]) -> DateCount | None:
    """Return the date with the most knowledge; None while nobody can come on any.

    Shape
        The most that is known between those who can come; then the fewest departments missing,
        the most who say yes, the most who can at all, the fewest who cannot, the earliest.
    Source
        docs/rules/poll.md, "The best date"
    """
    possible = [one for one in counts if one.yes or one.if_needed]
    return min(possible, key=_merit, default=None)


def has_answered(poll: Poll, member: MemberId, known: Mapping[tuple[MemberId, date], Known]) -> bool:
    """Return whether nothing is left for a member to say.

    Source
        docs/rules/poll.md, "Counting"
    """
    return all((member, one.day) in known for one in poll.dates)


def _is_away(absence: Absence, day: date) -> bool:
    return absence.first <= day <= absence.last


def _counted(poll: Poll, one: PollDate, known: Mapping[tuple[MemberId, date], Known]) -> DateCount:
    said = {voter.member: known.get((voter.member, one.day)) for voter in poll.voters}

    def who(answer: Answer | None) -> tuple[MemberId, ...]:
        return tuple(member for member, found in said.items() if (found.answer if found else None) is answer)

    comes = {*who(Answer.YES), *who(Answer.IF_NEEDED)}
    open_to = {*comes, *who(None)}
    departments = sorted({voter.department for voter in poll.voters if voter.department})
    there = {voter.department for voter in poll.voters if voter.member in comes}
    maybe = {voter.department for voter in poll.voters if voter.member in open_to}
    return DateCount(
        date=one,
        yes=who(Answer.YES),
        if_needed=who(Answer.IF_NEEDED),
        no=who(Answer.NO),
        unanswered=who(None),
        missing=tuple(name for name in departments if name not in maybe),
        unsure=tuple(name for name in departments if name in maybe and name not in there),
        knowledge=frozenset().union(*(voter.knowledge for voter in poll.voters if voter.member in comes)),
    )


def _merit(one: DateCount) -> tuple[int, int, int, int, int, date]:
    return (
        -len(one.knowledge),
        len(one.missing) + len(one.unsure),
        -len(one.yes),
        -len(one.yes) - len(one.if_needed),
        len(one.no),
        one.date.day,
    )
