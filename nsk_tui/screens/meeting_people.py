"""Whom a meeting's roles and actions can be given to: everybody who works here."""

from collections.abc import Iterable

from nsk_tui.rules.ids import MemberId
from nsk_tui.services.meeting_access import working
from nsk_tui.services.session import Session
from nsk_tui.widgets.options import DIGITS, Option

NOBODY = "-"


def working_members(session: Session) -> tuple[MemberId, ...]:
    """Return the members who can lead, write, present and do something."""
    return tuple(sorted(working(session)))


def member_options(
    members: Iterable[MemberId], own: MemberId | None = None, nobody: str = ""
) -> tuple[Option, ...]:
    """Return members to choose from; ``own`` is offered also when she has left, None: nobody has it yet.

    ``nobody`` is the word for nobody, empty when somebody must be chosen.
    """
    known = sorted({*members, *([own] if own else [])})
    chosen = [*([(NOBODY, nobody)] if nobody else []), *((one, one) for one in known)]
    return tuple(
        Option(DIGITS[place] if place < len(DIGITS) else "", code, label)
        for place, (code, label) in enumerate(chosen)
    )
