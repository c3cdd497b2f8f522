"""What the anonymity check reports: findings, never edits."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """What a finding may reveal."""

    NAME = "NAME"
    CPR = "CPR"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    CASE_NO = "CASE_NO"
    PLATE = "PLATE"
    URL = "URL"
    ORG = "ORG"
    OTHER = "OTHER"


class Strength(StrEnum):
    """Strong: must be resolved before saving. Weak: the author takes a stance."""

    STRONG = "strong"
    WEAK = "weak"


NUMBER_LABELS = frozenset(
    {
        Label.CPR,
        Label.PHONE,
        Label.EMAIL,
        Label.DATE_OF_BIRTH,
        Label.CASE_NO,
        Label.PLATE,
        Label.URL,
    }
)
"""Identifiers by themselves: they can be replaced or removed, never declared harmless."""


class Reason(StrEnum):
    """Why a span was found; the sentence for a person stands in the vocabulary."""

    CPR_SHAPE = "cpr_shape"
    CPR_AFTER_WORD = "cpr_after_word"
    PHONE_SHAPE = "phone_shape"
    EMAIL_SHAPE = "email_shape"
    URL_SHAPE = "url_shape"
    HANDLE_SHAPE = "handle_shape"
    PLATE_SHAPE = "plate_shape"
    CASE_NUMBER_SHAPE = "case_number_shape"
    BIRTH_DATE = "birth_date"
    LONG_NUMBER = "long_number"
    NUMBER_IN_WORDS = "number_in_words"
    PART_OF_CPR = "part_of_cpr"
    ACCOUNT_NUMBER = "account_number"
    NETWORK_ADDRESS = "network_address"
    FIRST_NAME_LIST = "first_name_list"
    SURNAME_LIST = "surname_list"
    NAME_BESIDE_NAME = "name_beside_name"
    NAME_AFTER_CUE = "name_after_cue"
    NAME_FOUND_ELSEWHERE = "name_found_elsewhere"
    SPELLED_OUT = "spelled_out"
    INITIALS = "initials"
    CAPITAL_INSIDE_SENTENCE = "capital_inside_sentence"
    UNKNOWN_WORD = "unknown_word"
    STREET = "street"
    POSTCODE = "postcode"
    TOWN = "town"
    SMALL_PLACE = "small_place"
    ORGANISATION = "organisation"
    SCHOOL_CLASS = "school_class"
    RARE_TITLE = "rare_title"
    COMBINATION = "combination"


@dataclass(frozen=True)
class Finding:
    """A span that may reveal a person.

    Shape
        ``text[start:end]`` is the span, in code points; findings of one text are sorted and do
        not overlap. ``suggestions`` are codes of neutral words (``Suggestion``), best first;
        empty means that removing is the proposal. The finding does not hold the word itself,
        so that it can be logged.
    """

    start: int
    end: int
    label: Label
    strength: Strength
    reason: Reason
    suggestions: tuple["Suggestion", ...] = ()

    @property
    def may_be_declared(self) -> bool:
        """Whether an author may say that this is no person: never for a number of any kind."""
        return self.label not in NUMBER_LABELS


class Suggestion(StrEnum):
    """A neutral word to put instead; the wording stands in the vocabulary.

    Shape
        ``LEAVE_OUT`` puts nothing: the word before says enough ('onkel Farhad').
    """

    LEAVE_OUT = "leave_out"
    A_YOUNG_PERSON = "a_young_person"
    THE_CHILD = "the_child"
    THE_CITIZEN = "the_citizen"
    A_PARENT = "a_parent"
    A_RELATIVE = "a_relative"
    A_FAMILY = "a_family"
    A_COLLEAGUE = "a_colleague"
    A_SCHOOL = "a_school"
    A_WORKPLACE = "a_workplace"
    A_PLACE_TO_LIVE = "a_place_to_live"
    AN_ASSOCIATION = "an_association"
    AN_ADDRESS = "an_address"
    A_SMALL_TOWN = "a_small_town"
    A_TOWN = "a_town"
    A_COUNTRY = "a_country"
    LOWER_SECONDARY = "lower_secondary"
    IN_SPRING = "in_spring"
    IN_SUMMER = "in_summer"
    IN_AUTUMN = "in_autumn"
    IN_WINTER = "in_winter"
    A_PROFESSIONAL = "a_professional"
    SEVERAL = "several"
    UNDER_TWELVE = "under_twelve"
    TWELVE_TO_SEVENTEEN = "twelve_to_seventeen"
    EIGHTEEN_TO_23 = "eighteen_to_23"
    AN_ADULT = "an_adult"


class Declaration(StrEnum):
    """Why an author says that a finding is no person; stored and audited instead of the word."""

    PLACE = "place"
    WORKPLACE = "workplace"
    ORDINARY_WORD = "ordinary_word"
    PUBLIC_BODY = "public_body"


@dataclass(frozen=True)
class Stance:
    """What an author answered to one finding: its span, and why it may stand.

    Shape
        ``declaration`` None means that a weak finding was seen and accepted.
    """

    field: str
    start: int
    end: int
    declaration: Declaration | None
