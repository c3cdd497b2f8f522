"""The directory: who is there, what each can, whom they know outside, and how old that knowledge is.

A person in the directory has an id as a member has, with a key to the store or without one.

Source
    docs/rules/coverage.md
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nsk_tui.rules.calendar import add_months, days_late
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.ids import ContactId, MemberId
from nsk_tui.rules.opening_hours import Hours, read_hours

AGEING_DAYS = 90
DOUBTFUL_DAYS = 180
STALE_DAYS = 365
"""After so many days nobody can trust a number, a page or a map of who can what."""

EXPIRES_SOON_DAYS = 90
NUMBER_CHARACTERS_MAX = 40
LINE_CHARACTERS_MAX = 200
NOTE_CHARACTERS_MAX = 4000
"""About a page in Word: what nobody reads on the day does not help."""

_NUMBER = re.compile(r"\+?[0-9](?: ?[0-9]){2,14}\Z")
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+\Z")


class CompetenceLevel(StrEnum):
    """How far somebody has come with a competence."""

    SEEN = "seen"
    PRACTISED = "practised"
    CONFIDENT = "confident"


class CompetenceState(StrEnum):
    """Whether a competence counts on a day."""

    LEARNING = "learning"
    HELD = "held"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"

    @property
    def counts(self) -> bool:
        """Whether somebody can be called for it."""
        return self in (CompetenceState.HELD, CompetenceState.EXPIRES_SOON)


class Freshness(StrEnum):
    """How far something that was true on a day can still be trusted."""

    FRESH = "fresh"
    AGEING = "ageing"
    DOUBTFUL = "doubtful"
    STALE = "stale"


class ContactFault(StrEnum):
    """What is missing or wrong in a contact; the order is that of the form."""

    NO_BODY = "no_body"
    NO_NAME = "no_name"
    WRONG_NUMBER = "wrong_number"
    WRONG_HOURS = "wrong_hours"
    NO_SOURCE = "no_source"
    CHECKED_LATER = "checked_later"
    INTRODUCED_LATER = "introduced_later"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Competence:
    """Something a person can, and how one knows.

    Shape
        ``evidence`` names a course, a certificate or who has seen it, or is empty. ``since`` None:
        nobody knows. ``expires_on`` is the last day on which it counts; None: it does not expire.
    """

    name: str
    level: CompetenceLevel
    evidence: str = ""
    since: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, order=True)
class Place:
    """A department and an area in it, such as Schools and children."""

    department: str
    area: Area


@dataclass(frozen=True)
class Department:
    """A department of the municipality.

    Shape
        ``areas`` and ``competences`` are what somebody there must be able to answer for; a
        department without citizen contact needs none of them.
    """

    name: str
    has_citizen_contact: bool = True
    areas: frozenset[Area] = frozenset(Area)
    competences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LivingNote:
    """The page "if I am gone tomorrow": written by its owner, to be read when she is not there."""

    text: str
    written_on: date


@dataclass(frozen=True)
class Person:
    """Somebody in the directory.

    Shape
        ``phone`` is an office number, or empty. ``since`` None: from the start. ``leaves_on`` is
        her last day; None: nobody knows of one. ``note`` None: she has written none.
    Units
        ``share_percent`` of full time, 0 to 100.
    """

    id: MemberId
    name: str
    places: tuple[Place, ...] = ()
    network_role: str = ""
    phone: str = ""
    share_percent: int = 100
    languages: tuple[str, ...] = ()
    competences: tuple[Competence, ...] = ()
    since: date | None = None
    leaves_on: date | None = None
    note: LivingNote | None = None


@dataclass(frozen=True)
class ContactPerson:
    """Somebody outside who can be rung, and who of us knows her.

    Shape
        ``hours`` as ``read_hours`` reads them; ``unknown`` is allowed, and said. ``introduced_on``
        None: the owner has not met her. ``source`` says where name and number come from.
    """

    id: ContactId
    body: str
    name: str
    number: str
    hours: str
    owner: MemberId
    introduced_on: date | None
    source: str
    checked_on: date


def competence_state(held: Competence, today: date) -> CompetenceState:
    """Return whether a competence counts; who has only seen it done is learning.

    Source
        docs/rules/coverage.md, "Who can"

    >>> course = Competence("PATRIARK", CompetenceLevel.PRACTISED, expires_on=date(2026, 12, 31))
    >>> [competence_state(course, day).value for day in (date(2026, 11, 20), date(2027, 1, 1))]
    ['expires_soon', 'expired']
    """
    if held.expires_on is not None and held.expires_on < today:
        return CompetenceState.EXPIRED
    if held.level is CompetenceLevel.SEEN:
        return CompetenceState.LEARNING
    if held.expires_on is not None and (held.expires_on - today).days < EXPIRES_SOON_DAYS:
        return CompetenceState.EXPIRES_SOON
    return CompetenceState.HELD


def names_that_count(held: Iterable[Competence], today: date) -> tuple[str, ...]:
    """Return the names of those competences that count on a day, in their order."""
    return tuple(one.name for one in held if competence_state(one, today).counts)


def counting(person: Person, today: date) -> frozenset[str]:
    """Return the competences for which a person can be called on a day."""
    return frozenset(names_that_count(person.competences, today))


def learning(person: Person, today: date) -> frozenset[str]:
    """Return the competences that a person has seen done and does not have yet."""
    states = ((held.name, competence_state(held, today)) for held in person.competences)
    seen = {name for name, state in states if state is CompetenceState.LEARNING}
    return frozenset(seen) - counting(person, today)


def freshness(checked_on: date, today: date) -> Freshness:
    """Return how far something can be trusted that was checked or written on a day.

    Source
        docs/rules/coverage.md, "How old it is"

    >>> [freshness(date(2026, 1, 1), date(2026, month, 30)).value for month in (3, 4, 6, 7)]
    ['fresh', 'ageing', 'doubtful', 'doubtful']
    """
    days = days_late(checked_on, today)
    if days >= STALE_DAYS:
        return Freshness.STALE
    if days >= DOUBTFUL_DAYS:
        return Freshness.DOUBTFUL
    return Freshness.AGEING if days >= AGEING_DAYS else Freshness.FRESH


def must_be_checked(checked_on: date, today: date) -> bool:
    """Return whether a number is to be rung, or a page to be read again by its owner.

    >>> must_be_checked(date(2026, 5, 24), date(2026, 11, 20))
    True
    """
    return freshness(checked_on, today) in (Freshness.DOUBTFUL, Freshness.STALE)


def months_between(first: date, last: date) -> int:
    """Return the whole months from a day to a later one; 0 when it is not later.

    >>> months_between(date(2026, 2, 12), date(2026, 11, 20))
    9
    >>> months_between(date(2026, 1, 31), date(2026, 2, 28))
    1
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months if add_months(first, months) <= last else months - 1)


def contact_faults(contact: ContactPerson, today: date) -> tuple[ContactFault, ...]:
    """Return everything that keeps a contact from being saved; empty when nothing does.

    Source
        docs/rules/coverage.md, "Contacts outside"
    """
    words = (contact.body, contact.name, contact.source)
    introduced = contact.introduced_on
    checks = {
        ContactFault.NO_BODY: not contact.body.strip(),
        ContactFault.NO_NAME: not contact.name.strip(),
        ContactFault.WRONG_NUMBER: not is_number(contact.number),
        ContactFault.WRONG_HOURS: not _are_hours(contact.hours),
        ContactFault.NO_SOURCE: not contact.source.strip(),
        ContactFault.CHECKED_LATER: contact.checked_on > today,
        ContactFault.INTRODUCED_LATER: introduced is not None and introduced > today,
        ContactFault.TOO_LONG: any(len(one) > LINE_CHARACTERS_MAX for one in (*words, contact.hours)),
    }
    return tuple(fault for fault in ContactFault if checks[fault])


def is_number(text: str) -> bool:
    """Return whether a text can be rung or written to: a telephone number or a mail address.

    >>> is_number("12 34 56 78"), is_number("post@eksempel.invalid"), is_number("ring bare")
    (True, True, False)
    """
    short = 0 < len(text) <= NUMBER_CHARACTERS_MAX
    return short and (_NUMBER.match(text) is not None or _ADDRESS.match(text) is not None)


def contact_hours(contact: ContactPerson) -> Hours | None:
    """Return when a contact answers; None: nobody knows.

    Errors
        ValueError: the hours cannot be read; a contact without faults never raises it.
    """
    return read_hours(contact.hours)


def note_is_too_long(text: str) -> bool:
    """Return whether the page "if I am gone tomorrow" is more than a page."""
    return len(text) > NOTE_CHARACTERS_MAX


def _are_hours(text: str) -> bool:
    try:
        read_hours(text)
    except ValueError:
        return False
    return True
