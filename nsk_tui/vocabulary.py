"""The words of the work on the screen: what each code is called, in the reader's language.

Source
    docs/glossary.md
"""

from collections.abc import Callable
from enum import StrEnum

from nsk_tui import directory_vocabulary, wording
from nsk_tui.rules.anonymity.findings import Declaration, Label, Reason, Suggestion
from nsk_tui.rules.anonymity.manner import is_english
from nsk_tui.rules.consultations import (
    AgeBand,
    Area,
    Asked,
    Basis,
    Channel,
    Concern,
    ConcernLevel,
    FollowUpResult,
    Outcome,
    ReadPurpose,
    ThreadState,
)
from nsk_tui.rules.duties import DutyRole, RotaKind
from nsk_tui.rules.members import Role, Standing
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose, RecipientState, TicketState
from nsk_tui.wording import DANISH, ENGLISH, _, pgettext

LEVEL_GLYPHS = {ConcernLevel.YELLOW: "●", ConcernLevel.ORANGE: "▲", ConcernLevel.RED: "■"}
LEVEL_GLYPHS_ASCII = {ConcernLevel.YELLOW: "o", ConcernLevel.ORANGE: "^", ConcernLevel.RED: "#"}


def level(value: ConcernLevel) -> str:
    """Return the level's word: gul, orange, rød."""
    return {
        ConcernLevel.YELLOW: _("yellow"),
        ConcernLevel.ORANGE: _("orange"),
        ConcernLevel.RED: _("red"),
    }[value]


def marked_level(value: ConcernLevel, plain_glyphs: bool = False) -> str:
    """Return the level as glyph and word, so that colour never carries it alone."""
    return f"{(LEVEL_GLYPHS_ASCII if plain_glyphs else LEVEL_GLYPHS)[value]} {level(value)}"


def word(value: StrEnum) -> str:
    """Return what a coded value is called.

    Errors
        KeyError: the code has no word yet (a fault in this file; a test holds it complete).
    """
    return _WORDS[type(value)]()[value]


def stand_in(code: Suggestion, text: str) -> str:
    """Return the neutral word in the language of the text that it goes into, whatever the screen speaks.

    Leaving a word out puts none, and is said in the reader's language.

    >>> stand_in(Suggestion.A_PARENT, "Hun er bange for sin far.")
    'en forælder'
    """
    if code is Suggestion.LEAVE_OUT:
        return word(code)
    with wording.speaking(ENGLISH if is_english(text.lower().split()) else DANISH):
        return word(code)


def _levels() -> dict[StrEnum, str]:
    return {value: level(value) for value in ConcernLevel}


def _areas() -> dict[StrEnum, str]:
    return {Area.CHILDREN: _("children and young people"), Area.ADULTS: _("adults")}


def _ages() -> dict[StrEnum, str]:
    return {value: _("not known") if value is AgeBand.UNKNOWN else value.value for value in AgeBand}


def _bases() -> dict[StrEnum, str]:
    return {
        Basis.ANONYMISED: _("anonymised"),
        Basis.CONSENT: _("with consent"),
        Basis.STATUTE: _("by statute"),
    }


def _states() -> dict[StrEnum, str]:
    return {
        ThreadState.OPEN: pgettext("thread", "open"),
        ThreadState.CLOSED: pgettext("thread", "closed"),
    }


def _roles() -> dict[StrEnum, str]:
    return {
        Role.COORDINATOR: _("coordinator"),
        Role.MEMBER: _("knowledge person"),
        Role.AUDITOR: _("auditor"),
    }


def _standings() -> dict[StrEnum, str]:
    return {Standing.INVITED: _("invited"), Standing.ACTIVE: pgettext("access", "open")}


def _declarations() -> dict[StrEnum, str]:
    return {
        Declaration.PLACE: _("a place that many people share"),
        Declaration.WORKPLACE: _("a workplace or public office"),
        Declaration.ORDINARY_WORD: _("an ordinary word"),
        Declaration.PUBLIC_BODY: _("an authority or a law"),
    }


def _concerns() -> dict[StrEnum, str]:
    return {
        Concern.CONTROL: _("control"),
        Concern.THREATS: _("threats"),
        Concern.SURVEILLANCE: _("surveillance"),
        Concern.STAY_ABROAD: _("stay abroad"),
        Concern.FORCED_MARRIAGE: _("forced marriage"),
        Concern.ECONOMY: _("economy"),
        Concern.VIOLENCE: _("violence"),
        Concern.ISOLATION: _("isolation"),
        Concern.PRACTICE_DOUBT: _("doubt about practice"),
        Concern.OTHER: pgettext("concern", "other"),
    }


def _outcomes() -> dict[StrEnum, str]:
    return {
        Outcome.ADVICE_GIVEN: _("advice given"),
        Outcome.REFERRED: _("referred"),
        Outcome.NOTIFICATION: _("notification"),
        Outcome.MEETING_AGREED: _("meeting agreed"),
        Outcome.OTHER: pgettext("outcome", "other"),
        Outcome.OPEN: pgettext("outcome", "open"),
    }


def _channels() -> dict[StrEnum, str]:
    return {
        Channel.PHONE: _("telephone"),
        Channel.IN_PERSON: _("in person"),
        Channel.VIDEO: _("video"),
        Channel.EMAIL: _("mail"),
        Channel.CHAT: _("chat"),
        Channel.MEETING: _("meeting"),
    }


def _asked() -> dict[StrEnum, str]:
    return {
        Asked.IS_IT_NSK: _("is it negative social control?"),
        Asked.HOW_TO_ASK: _("how do I ask?"),
        Asked.OPTIONS: _("what can we do?"),
        Asked.WHOM_TO_INVOLVE: _("whom to involve?"),
        Asked.RISK_ASSESSMENT: _("risk assessment"),
        Asked.OTHER: pgettext("asked", "other"),
    }


def _results() -> dict[StrEnum, str]:
    return {
        FollowUpResult.AS_AGREED: _("as agreed"),
        FollowUpResult.BETTER: _("better"),
        FollowUpResult.WORSE: _("worse"),
        FollowUpResult.NOT_REACHED: _("could not reach them"),
        FollowUpResult.OTHER: pgettext("result", "other"),
    }


def _purposes() -> dict[StrEnum, str]:
    return {
        ReadPurpose.OWN: _("own consultation"),
        ReadPurpose.DUTY: _("duty"),
        ReadPurpose.FOLLOW_UP: _("follow-up"),
        ReadPurpose.HANDOVER: _("handover"),
        ReadPurpose.CONSULTING: _("new call about the same matter"),
        ReadPurpose.AUDIT: _("audit"),
    }


def _labels() -> dict[StrEnum, str]:
    return {
        Label.NAME: _("name"),
        Label.CPR: _("CPR number"),
        Label.PHONE: _("telephone number"),
        Label.EMAIL: _("e-mail address"),
        Label.ADDRESS: _("address"),
        Label.PLACE: _("place"),
        Label.DATE_OF_BIRTH: _("date of birth"),
        Label.CASE_NO: _("case number"),
        Label.PLATE: _("number plate"),
        Label.URL: _("web address or profile"),
        Label.ORG: _("named organisation"),
        Label.OTHER: _("recognisable detail"),
    }


def _reasons() -> dict[StrEnum, str]:
    return {**_number_reasons(), **_word_reasons()}


def _number_reasons() -> dict[StrEnum, str]:
    return {
        Reason.CPR_SHAPE: _("This looks like a CPR number."),
        Reason.CPR_AFTER_WORD: _("The digits come after the word CPR."),
        Reason.PHONE_SHAPE: _("This looks like a telephone number."),
        Reason.EMAIL_SHAPE: _("This looks like an e-mail address."),
        Reason.URL_SHAPE: _("This looks like a web address."),
        Reason.HANDLE_SHAPE: _("This looks like a profile name."),
        Reason.PLATE_SHAPE: _("This looks like a number plate."),
        Reason.CASE_NUMBER_SHAPE: _("This looks like a case number."),
        Reason.BIRTH_DATE: _("This looks like a date of birth."),
        Reason.LONG_NUMBER: _("A long number can point to one person."),
        Reason.NUMBER_IN_WORDS: _("This looks like a number written in words."),
        Reason.PART_OF_CPR: _("This looks like part of a CPR number."),
        Reason.ACCOUNT_NUMBER: _("This looks like an account number."),
        Reason.NETWORK_ADDRESS: _("This looks like the address of a computer."),
    }


def _word_reasons() -> dict[StrEnum, str]:
    return {
        Reason.FIRST_NAME_LIST: _("The word is on the list of first names."),
        Reason.SURNAME_LIST: _("The word is on the list of surnames."),
        Reason.NAME_BESIDE_NAME: _("The word stands beside a name."),
        Reason.NAME_AFTER_CUE: _("The words before it say that a name follows."),
        Reason.NAME_FOUND_ELSEWHERE: _("The same word was found as a name elsewhere in the text."),
        Reason.SPELLED_OUT: _("This looks like a name spelled letter by letter."),
        Reason.INITIALS: _("This looks like somebody's initials."),
        Reason.CAPITAL_INSIDE_SENTENCE: _("A capital letter inside a sentence is often a name."),
        Reason.UNKNOWN_WORD: _("The word is not in the dictionary, so it may be a name."),
        Reason.STREET: _("This looks like a street or an address."),
        Reason.POSTCODE: _("This looks like a postcode and a town."),
        Reason.TOWN: _("The word is the name of a town."),
        Reason.SMALL_PLACE: _("In a small place few people fit."),
        Reason.ORGANISATION: _("A named school, workplace or association points to few people."),
        Reason.SCHOOL_CLASS: _("A class points to few pupils."),
        Reason.RARE_TITLE: _("Few people have this title."),
        Reason.COMBINATION: _("Taken together, these details fit few people."),
    }


def _suggestions() -> dict[StrEnum, str]:
    return {
        Suggestion.LEAVE_OUT: _("without the name"),
        Suggestion.A_YOUNG_PERSON: _("a young person"),
        Suggestion.THE_CHILD: _("the child"),
        Suggestion.THE_CITIZEN: _("the citizen"),
        Suggestion.A_PARENT: _("a parent"),
        Suggestion.A_RELATIVE: _("a relative"),
        Suggestion.A_FAMILY: _("a family"),
        Suggestion.A_COLLEAGUE: _("a colleague"),
        Suggestion.A_SCHOOL: _("a municipal school"),
        Suggestion.A_WORKPLACE: _("a workplace"),
        Suggestion.A_PLACE_TO_LIVE: _("a place to live"),
        Suggestion.AN_ASSOCIATION: _("an association"),
        Suggestion.AN_ADDRESS: _("an address"),
        Suggestion.A_SMALL_TOWN: _("a small town"),
        Suggestion.A_TOWN: _("a town"),
        Suggestion.A_COUNTRY: _("another country"),
        Suggestion.LOWER_SECONDARY: _("the oldest classes"),
        Suggestion.IN_SPRING: _("in spring"),
        Suggestion.IN_SUMMER: _("in summer"),
        Suggestion.IN_AUTUMN: _("in autumn"),
        Suggestion.IN_WINTER: _("in winter"),
        Suggestion.A_PROFESSIONAL: _("a professional"),
        Suggestion.SEVERAL: pgettext("instead of a number", "several"),
        Suggestion.UNDER_TWELVE: _("0-11 years"),
        Suggestion.TWELVE_TO_SEVENTEEN: _("12-17 years"),
        Suggestion.EIGHTEEN_TO_23: _("18-23 years"),
        Suggestion.AN_ADULT: pgettext("instead of an age", "an adult"),
    }


def _duty_roles() -> dict[StrEnum, str]:
    return {
        DutyRole.DUTY: pgettext("rota", "duty"),
        DutyRole.BACKUP: pgettext("rota", "backup"),
        DutyRole.SHADOW: pgettext("rota", "follower"),
    }


def _rota_kinds() -> dict[StrEnum, str]:
    return {RotaKind.WEEK: pgettext("rota", "week"), RotaKind.DAY: pgettext("rota", "day")}


def _leaving_kinds() -> dict[StrEnum, str]:
    return {
        LeavingKind.HANDOVER: pgettext("leaving", "handover"),
        LeavingKind.AGENDA: pgettext("leaving", "agenda"),
        LeavingKind.MINUTES: pgettext("leaving", "minutes"),
        LeavingKind.CALENDAR: pgettext("leaving", "calendar"),
    }


def _leaving_purposes() -> dict[StrEnum, str]:
    return {
        LeavingPurpose.HANDOVER: pgettext("leaving", "handover"),
        LeavingPurpose.MEETING: pgettext("leaving", "meeting"),
        LeavingPurpose.RECORD: pgettext("leaving", "for the archive"),
        LeavingPurpose.OVERSIGHT: pgettext("leaving", "oversight"),
    }


def _ticket_states() -> dict[StrEnum, str]:
    return {
        TicketState.WAITING: pgettext("ticket", "waits"),
        TicketState.FETCHED: pgettext("ticket", "fetched"),
        TicketState.EXPIRED: pgettext("ticket", "expired"),
        TicketState.WITHDRAWN: pgettext("ticket", "taken back"),
    }


def _recipient_states() -> dict[StrEnum, str]:
    return {
        RecipientState.NONE: pgettext("age key", "none"),
        RecipientState.UNCONFIRMED: pgettext("age key", "waits to be confirmed"),
        RecipientState.CONFIRMED: pgettext("age key", "confirmed"),
    }


_WORDS: dict[type[StrEnum], Callable[[], dict[StrEnum, str]]] = {
    ConcernLevel: _levels,
    Area: _areas,
    AgeBand: _ages,
    Concern: _concerns,
    Outcome: _outcomes,
    Channel: _channels,
    Asked: _asked,
    Basis: _bases,
    ThreadState: _states,
    FollowUpResult: _results,
    ReadPurpose: _purposes,
    Role: _roles,
    Standing: _standings,
    Label: _labels,
    Reason: _reasons,
    Suggestion: _suggestions,
    Declaration: _declarations,
    DutyRole: _duty_roles,
    RotaKind: _rota_kinds,
    LeavingKind: _leaving_kinds,
    LeavingPurpose: _leaving_purposes,
    TicketState: _ticket_states,
    RecipientState: _recipient_states,
    **directory_vocabulary.WORDS,
}
