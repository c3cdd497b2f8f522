"""What to do about a bottleneck: suggestions in codes, each with whom it concerns.

Source
    docs/rules/load_advice.md
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.bottleneck import CASES_MIN, Bottleneck
from nsk_tui.rules.ids import MemberId

ROOM_MAX = 3
"""So many with room are named: a list of everybody is no advice."""


class Advice(StrEnum):
    """Something a group can do, the quickest first."""

    PRINT_DUTY_NUMBER = "print_duty_number"
    ASK_WITH_ROOM = "ask_with_room"
    LET_FOLLOW = "let_follow"
    SHARE_REDS = "share_reds"
    PLAN_AGAIN = "plan_again"
    TAKE_TO_MEETING = "take_to_meeting"


@dataclass(frozen=True)
class Suggestion:
    """One piece of advice.

    Shape
        ``top`` is who takes most; None where nobody is meant. ``room`` are those with the least
        load, and may be empty.
    """

    code: Advice
    top: MemberId | None = None
    room: tuple[MemberId, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What the advice rests on.

    Shape
        ``room`` are those who could take more, the least loaded first, never the busiest.
    Units
        ``by_rota`` and ``past_rota`` count consultations that came by the rota, or did not.
    """

    consultations: Bottleneck
    duties: Bottleneck
    reds: Bottleneck
    room: Sequence[MemberId] = ()
    by_rota: int = 0
    past_rota: int = 0


def advise(seen: Seen) -> tuple[Suggestion, ...]:
    """Return what to do, the quickest first; nothing where nothing is narrow.

    Source
        docs/rules/load_advice.md, "Which advice when"
    """
    found: list[Suggestion] = []
    calls = seen.consultations
    room = tuple(member for member in seen.room if member != calls.top)[:ROOM_MAX]
    if _passes_the_rota(seen):
        found.append(Suggestion(Advice.PRINT_DUTY_NUMBER, calls.top))
    if calls.is_narrow and room:
        found += [Suggestion(Advice.ASK_WITH_ROOM, calls.top, room)]
        found += [Suggestion(Advice.LET_FOLLOW, calls.top, room[:1])]
    if seen.reds.is_narrow:
        others = tuple(member for member in seen.room if member != seen.reds.top)[:ROOM_MAX]
        found.append(Suggestion(Advice.SHARE_REDS, seen.reds.top, others))
    if seen.duties.is_narrow:
        found.append(Suggestion(Advice.PLAN_AGAIN, seen.duties.top))
    if calls.is_narrow or seen.reds.is_narrow or seen.duties.is_narrow:
        found.append(Suggestion(Advice.TAKE_TO_MEETING))
    return tuple(found)


def _passes_the_rota(seen: Seen) -> bool:
    """Return whether calls go to somebody though duties are shared, or mostly past the rota."""
    known = seen.by_rota + seen.past_rota
    mostly_past = known >= CASES_MIN and 2 * seen.past_rota > known
    return mostly_past or (seen.consultations.is_narrow and not seen.duties.is_narrow)
