"""Consultations that differ from each other and pass the anonymity check: number in, record out."""

from nsk_tui.rules.consultations import (
    AgeBand,
    Channel,
    Concern,
    ConcernLevel,
    NewConsultation,
    Outcome,
)
from nsk_tui.rules.ids import CodeName

WORDS = (
    "have sten lygte bro skov eng bæk vinter sommer bog",
    "bold kande kop skål bord stol lampe dør sav trappe",
    "gulv loft væg tag port cykel vogn spand kurv reb",
    "knap tråd garn uld ler sand grus vand regn vind",
    "sky måne stjerne korn mel brød smør ost æble sæbe",
)
"""No word begins another one, since the search takes what is typed for a beginning."""

NOTES_MAX = 10 ** len(WORDS)
_BANDS = (AgeBand.CHILD, AgeBand.TEEN, AgeBand.ADULT)
_OUTCOMES = (Outcome.ADVICE_GIVEN, Outcome.REFERRED, Outcome.OPEN)


def words_of(number: int) -> str:
    """Return five words that stand together in this note alone, of a hundred thousand."""
    return " ".join(
        row.split()[int(digit)] for row, digit in zip(WORDS, f"{number % NOTES_MAX:05d}", strict=True)
    )


def text_of(number: int, length: int = 1) -> str:
    """Return a note's text; with a greater length it goes over several pages of the database."""
    sentence = "En kollega spørger om råd: " + words_of(number) + ". "
    return (sentence * length).strip()


def note(number: int, length: int = 1, thread: str | None = None) -> NewConsultation:
    """Return a consultation; ``thread`` None begins a new one."""
    return NewConsultation(
        level=ConcernLevel.YELLOW if number % 2 else ConcernLevel.ORANGE,
        age_band=_BANDS[number % len(_BANDS)],
        concerns=(Concern.CONTROL,),
        outcome=_OUTCOMES[number % len(_OUTCOMES)],
        channel=Channel.PHONE,
        minutes=number % 60,
        asker_department="Skoler",
        asker_role="lærer",
        text=text_of(number, length),
        advice=f"Tal med den unge alene ved {words_of(number).split()[0]}.",
        thread=CodeName(thread) if thread else None,
    )
