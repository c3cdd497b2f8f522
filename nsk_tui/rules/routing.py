"""Routing: when a call comes, who should take it, and why in codes and numbers.

Source
    docs/rules/routing.md
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import LineId, MemberId

FULL_TIME_PERCENT = 100
_NOT_ON_DUTY = len(DutyRole)


class RouteReason(StrEnum):
    """One thing that puts a person forward or back."""

    ABSENT = "absent"
    SPEAKS = "speaks"
    DOES_NOT_SPEAK = "does_not_speak"
    KNOWS = "knows"
    DOES_NOT_KNOW = "does_not_know"
    HAS_DUTY = "has_duty"
    HAS_BACKUP = "has_backup"
    FOLLOWS = "follows"
    ON_LINE = "on_line"
    NOT_ON_LINE = "not_on_line"
    LOAD = "load"


_ROLE_REASONS = {
    DutyRole.DUTY: RouteReason.HAS_DUTY,
    DutyRole.BACKUP: RouteReason.HAS_BACKUP,
    DutyRole.SHADOW: RouteReason.FOLLOWS,
}


@dataclass(frozen=True)
class Reason:
    """A reason with its number or its word.

    Shape
        ``number`` is the load for each full time where the reason is ``LOAD``, else 0.0.
        ``word`` is the language or the competence asked for, else empty.
    """

    code: RouteReason
    number: float = 0.0
    word: str = ""


@dataclass(frozen=True)
class Call:
    """What a call needs; an empty part, and the line None, ask for nothing special."""

    line: LineId | None = None
    competence: str = ""
    language: str = ""


@dataclass(frozen=True)
class Candidate:
    """What is known of somebody who could take a call.

    Shape
        ``role`` is what she does now on the line of the call, or on any when none is asked for;
        None: she has no duty now.
    Units
        ``load`` counts consultations in the window; ``share_percent`` of full time.
    """

    member: MemberId
    share_percent: int
    load: int
    lines: tuple[LineId, ...] = ()
    languages: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    role: DutyRole | None = None
    is_absent: bool = False


@dataclass(frozen=True)
class Suggested:
    """One person in the order; ``can`` is False for somebody who is not there today."""

    member: MemberId
    can: bool
    reasons: tuple[Reason, ...]


def who_should_take(call: Call, candidates: Iterable[Candidate]) -> tuple[Suggested, ...]:
    """Return everybody in the order in which to ask, each with her reasons.

    Those who are away stand last. Then counts, in this order: what the call needs (a language, a
    competence), duty before backup before follower, the line, the load for each full time, the
    short name.

    Shape
        The same candidates in any order give the same answer.
    Source
        docs/rules/routing.md, "The order"

    >>> found = who_should_take(Call(language="arabisk"), [
    ...     Candidate(MemberId("K-01"), 100, 2, role=DutyRole.DUTY),
    ...     Candidate(MemberId("K-02"), 100, 9, languages=("arabisk",)),
    ... ])
    >>> [(one.member, one.reasons[0].code.value) for one in found]
    [('K-02', 'speaks'), ('K-01', 'does_not_speak')]
    """
    ordered = sorted(candidates, key=lambda one: _rank(call, one))
    return tuple(Suggested(one.member, not one.is_absent, _reasons(call, one)) for one in ordered)


def load_per_full_time(load: float, share_percent: int) -> float:
    """Return a load as it would be at full time; at a share of 0 as it is.

    >>> load_per_full_time(3, 60)
    5.0
    """
    return load * FULL_TIME_PERCENT / share_percent if share_percent > 0 else float(load)


def _rank(call: Call, one: Candidate) -> tuple[bool, int, int, bool, float, str]:
    role = list(DutyRole).index(one.role) if one.role is not None else _NOT_ON_DUTY
    off_line = call.line is not None and call.line not in one.lines
    return (
        one.is_absent,
        _missing(call, one),
        role,
        off_line,
        load_per_full_time(one.load, one.share_percent),
        one.member,
    )


def _missing(call: Call, one: Candidate) -> int:
    lacks_language = bool(call.language) and not _has(one.languages, call.language)
    lacks_competence = bool(call.competence) and not _has(one.competences, call.competence)
    return lacks_language + lacks_competence


def _reasons(call: Call, one: Candidate) -> tuple[Reason, ...]:
    found = [Reason(RouteReason.ABSENT)] if one.is_absent else []
    if call.language:
        speaks = _has(one.languages, call.language)
        code = RouteReason.SPEAKS if speaks else RouteReason.DOES_NOT_SPEAK
        found.append(Reason(code, word=call.language))
    if call.competence:
        knows = _has(one.competences, call.competence)
        code = RouteReason.KNOWS if knows else RouteReason.DOES_NOT_KNOW
        found.append(Reason(code, word=call.competence))
    if one.role is not None:
        found.append(Reason(_ROLE_REASONS[one.role]))
    elif call.line is not None:
        found.append(Reason(RouteReason.ON_LINE if call.line in one.lines else RouteReason.NOT_ON_LINE))
    found.append(Reason(RouteReason.LOAD, load_per_full_time(one.load, one.share_percent)))
    return tuple(found)


def _has(own: tuple[str, ...], wanted: str) -> bool:
    return wanted.casefold().strip() in {word.casefold().strip() for word in own}
