"""The parts of an action card, and the card that is always there.

Source
    docs/rules/cards.md
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.content import BothLanguages
from nsk_tui.rules.opening_hours import ROUND_THE_CLOCK, Hours

Day = date
NO_WORDS = BothLanguages("", "")


class Certainty(StrEnum):
    """How well a shipped fact is known: read in its source, inferred, or not found."""

    READ = "read"
    INFERRED = "inferred"
    MISSING = "missing"


class Audience(StrEnum):
    """Who may ring a number."""

    CITIZEN = "citizen"
    PROFESSIONAL = "professional"
    ALL = "all"


@dataclass(frozen=True)
class CardNumber:
    """A number on a card.

    Shape
        ``number`` is empty for a local number that the municipality has not filled in yet.
        ``hours`` None means that nobody has found out. ``checked`` None means never; only a
        number that is not filled in may be without. ``confirm`` asks somebody to ring and hear
        whether the number is still right.
    """

    id: str
    number: str
    name: BothLanguages
    audience: Audience
    hours: Hours | None
    source: str
    checked: Day | None
    certainty: Certainty
    local: bool = False
    confirm: bool = False
    note: BothLanguages = NO_WORDS

    @property
    def is_filled_in(self) -> bool:
        """Whether there is anything to ring."""
        return bool(self.number)


@dataclass(frozen=True)
class CardLaw:
    """A paragraph that a card leans on; ``was`` is what it was called before, or empty."""

    id: str
    name: BothLanguages
    about: BothLanguages
    was: str
    source: str
    checked: Day
    certainty: Certainty


@dataclass(frozen=True)
class CardStep:
    """One thing to do; ``law`` names a paragraph of the same card, or is empty."""

    text: BothLanguages
    law: str = ""


@dataclass(frozen=True)
class ActionCard:
    """One card.

    Shape
        ``area`` None means that the card is for every age. ``numbers`` are ids of the shared
        list, in the order of the card. ``owner`` is a role, never a person. ``approved`` None
        means that the municipality has not approved the wording yet.
    """

    id: str
    level: ConcernLevel
    area: Area | None
    title: BothLanguages
    version: int
    date: Day
    owner: BothLanguages
    use_when: tuple[BothLanguages, ...]
    numbers: tuple[str, ...]
    steps: tuple[CardStep, ...]
    do_not: tuple[BothLanguages, ...]
    escalate_to: BothLanguages
    law: tuple[CardLaw, ...]
    source: str
    approved: Day | None = None


def _built_in(id_: str, da: str, en: str) -> CardNumber:
    return CardNumber(
        id=id_,
        number=id_,
        name=BothLanguages(da, en),
        audience=Audience.ALL,
        hours=ROUND_THE_CLOCK,
        source="Ankestyrelsen 2022, kapitel 5",
        checked=date(2026, 11, 20),
        certainty=Certainty.READ,
    )


BUILT_IN_NUMBERS: tuple[CardNumber, ...] = (
    _built_in("112", "Alarm: fare for liv", "Emergency: life in danger"),
    _built_in("114", "Politi: ikke livsfare", "Police: life not in danger"),
)

BUILT_IN_RED = ActionCard(
    id="built-in-red",
    level=ConcernLevel.RED,
    area=None,
    title=BothLanguages("Fare nu", "Danger now"),
    version=1,
    date=date(2026, 11, 20),
    owner=BothLanguages("nsk_tui, når kommunens kort mangler", "nsk_tui, until the municipality has a card"),
    use_when=(
        BothLanguages(
            "Trusler, vold, indespærring, tvang eller en rejse lige om lidt.",
            "Threats, violence, being locked in, force, or a journey about to start.",
        ),
    ),
    numbers=("112", "114"),
    steps=(
        CardStep(BothLanguages("Fare for liv: ring 112 nu.", "Life in danger: ring 112 now.")),
        CardStep(
            BothLanguages(
                "Bliv hos barnet eller borgeren, et sted hvor I er alene.",
                "Stay with the child or the citizen, somewhere you are alone.",
            )
        ),
        CardStep(
            BothLanguages(
                "Spørg: Er du i sikkerhed nu? Hvem ved, at du er her?",
                "Ask: Are you safe now? Who knows that you are here?",
            )
        ),
        CardStep(
            BothLanguages(
                "Barn under 18? Underret kommunen straks. Lukket: ring 114.",
                "A child under 18? Notify the municipality at once. Closed: ring 114.",
            )
        ),
        CardStep(
            BothLanguages(
                "Sig det til din leder, og aftal, hvem der gør hvad i dag.",
                "Tell your manager, and agree who does what today.",
            )
        ),
    ),
    do_not=(
        BothLanguages(
            "Tal ikke med familie eller venner om det.", "Do not speak of it to family or friends."
        ),
        BothLanguages(
            "Send ikke brev, sms eller mail: andre kan læse med.",
            "Send no letter, text or mail: others may read along.",
        ),
        BothLanguages(
            "Gennemgå ikke underretningen med forældrene.",
            "Do not go through the notification with the parents.",
        ),
    ),
    escalate_to=BothLanguages(
        "din leder nu; politiet, hvis nogen er i fare",
        "your manager now; the police if anybody is in danger",
    ),
    law=(),
    source="docs/rules/cards.md",
)
"""What F9 shows when the card files are missing or broken."""
