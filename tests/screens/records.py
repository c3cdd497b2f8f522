"""Consultations for tests of the screens, written through the services."""

from datetime import timedelta
from typing import Any

from nsk_tui.rules.consultations import (
    AgeBand,
    Channel,
    Concern,
    ConcernLevel,
    FollowUp,
    NewConsultation,
    Outcome,
)
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.services import consultations
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session

RED, ORANGE, YELLOW = ConcernLevel.RED, ConcernLevel.ORANGE, ConcernLevel.YELLOW


def add(
    session: Session, level: ConcernLevel = YELLOW, days: int | None = 3, code: str = "", **body: Any
) -> CodeName:
    """Store a consultation with a follow-up in so many days, and return its thread; None: no follow-up."""
    owner = MemberId(body.pop("owner", session.member))
    new = NewConsultation(
        level=level,
        follow_up=None if days is None else FollowUp(session.today + timedelta(days=days), owner),
        **{**_usual(), **body},
    )
    added = consultations.add(session, new, (), CodeName(code) if code else None)
    assert isinstance(added, Added), added
    return added.thread


def _usual() -> dict[str, Any]:
    return {
        "age_band": AgeBand.TEEN,
        "concerns": (Concern.CONTROL,),
        "outcome": Outcome.ADVICE_GIVEN,
        "channel": Channel.PHONE,
        "minutes": 15,
        "asker_department": "Skoler",
        "asker_role": "vejleder",
        "text": "En ung må ikke gå alene hjem.",
        "advice": "Tal med den unge alene.",
    }
