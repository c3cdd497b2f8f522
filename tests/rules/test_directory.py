"""The directory: what counts on a day, what is missing in a contact, how old knowledge is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.calendar import add_months
from nsk_tui.rules.directory import (
    LINE_CHARACTERS_MAX,
    NOTE_CHARACTERS_MAX,
    Competence,
    CompetenceLevel,
    CompetenceState,
    ContactFault,
    ContactPerson,
    Freshness,
    Person,
    competence_state,
    contact_faults,
    contact_hours,
    counting,
    freshness,
    is_number,
    learning,
    months_between,
    must_be_checked,
    note_is_too_long,
)
from nsk_tui.rules.ids import ContactId, MemberId

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
CONTACT = ContactPerson(
    ContactId("c1"),
    "Krisecenter A",
    "vagthavende",
    "12 34 56 78",
    "man-fre 9-15",
    MemberId("K-07"),
    date(2026, 3, 1),
    "ringet til dem",
    date(2026, 11, 2),
)


@pytest.mark.parametrize(
    ("days", "word"),
    [
        (0, "fresh"), (89, "fresh"), (90, "ageing"), (179, "ageing"),
        (180, "doubtful"), (364, "doubtful"), (365, "stale"), (4000, "stale"), (-3, "fresh"),
    ],
)  # fmt: skip
def test_knowledge_ages_in_four_words(days: int, word: str) -> None:
    """The table of the policy, at its edges; a day in the future is today."""
    checked_on = TODAY - timedelta(days=days)
    assert freshness(checked_on, TODAY) is Freshness(word)
    assert must_be_checked(checked_on, TODAY) == (days >= 180)


@given(DAYS, DAYS, DAYS)
def test_nothing_grows_younger(checked_on: date, one: date, other: date) -> None:
    """Waiting never makes a number more certain."""
    order = list(Freshness)
    sooner, later = sorted((one, other))
    assert order.index(freshness(checked_on, sooner)) <= order.index(freshness(checked_on, later))


@given(st.sampled_from(CompetenceLevel), st.none() | DAYS, DAYS)
def test_an_expired_competence_never_counts(
    level: CompetenceLevel, expires_on: date | None, day: date
) -> None:
    """What counts has been practised, and has not expired."""
    held = Competence("PATRIARK", level, expires_on=expires_on)
    person = Person(MemberId("K-01"), "Ane", competences=(held,))
    state = competence_state(held, day)
    is_valid = expires_on is None or day <= expires_on
    assert (state is CompetenceState.EXPIRED) == (not is_valid)
    assert state.counts == (is_valid and level is not CompetenceLevel.SEEN)
    assert ("PATRIARK" in counting(person, day)) == state.counts
    assert not counting(person, day) & learning(person, day)


def test_the_same_competence_renewed_counts_though_the_old_course_expired() -> None:
    """A second course stands beside the first; the better of them decides."""
    old = Competence("PATRIARK", CompetenceLevel.CONFIDENT, expires_on=date(2025, 1, 1))
    seen = Competence("PATRIARK", CompetenceLevel.SEEN)
    person = Person(MemberId("K-01"), "Ane", competences=(old, seen))
    assert not counting(person, TODAY)
    assert learning(person, TODAY) == {"PATRIARK"}
    renewed = replace(person, competences=(*person.competences, replace(old, expires_on=date(2028, 1, 1))))
    assert counting(renewed, TODAY) == {"PATRIARK"}
    assert not learning(renewed, TODAY)


@given(DAYS, st.integers(0, 400))
def test_months_are_counted_as_they_are_added(first: date, months: int) -> None:
    """So many months later so many have passed, and a day before that one fewer."""
    later = add_months(first, months)
    assert months_between(first, later) == months
    assert months_between(first, later - timedelta(days=1)) == max(0, months - 1)


def test_a_whole_contact_has_no_fault() -> None:
    """Body, name, number, hours, source, a day that has been."""
    assert contact_faults(CONTACT, TODAY) == ()
    assert contact_hours(CONTACT) is not None
    assert contact_hours(replace(CONTACT, hours="ukendt")) is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"body": " "}, ContactFault.NO_BODY),
        ({"name": ""}, ContactFault.NO_NAME),
        ({"number": "spørg i receptionen"}, ContactFault.WRONG_NUMBER),
        ({"number": ""}, ContactFault.WRONG_NUMBER),
        ({"hours": "om formiddagen"}, ContactFault.WRONG_HOURS),
        ({"source": "\n"}, ContactFault.NO_SOURCE),
        ({"checked_on": date(2026, 11, 21)}, ContactFault.CHECKED_LATER),
        ({"introduced_on": date(2026, 11, 21)}, ContactFault.INTRODUCED_LATER),
        ({"source": "x" * (LINE_CHARACTERS_MAX + 1)}, ContactFault.TOO_LONG),
    ],
)
def test_each_thing_that_is_missing_in_a_contact_is_named(
    changes: dict[str, object], fault: ContactFault
) -> None:
    """One fault, one word."""
    assert contact_faults(replace(CONTACT, **changes), TODAY) == (fault,)  # type: ignore[arg-type]


def test_everything_that_is_missing_is_said_at_once() -> None:
    """Nobody saves six times to learn six things."""
    empty = ContactPerson(ContactId("c2"), "", "", "", "", MemberId("K-07"), None, "", TODAY)
    assert contact_faults(empty, TODAY) == (
        ContactFault.NO_BODY,
        ContactFault.NO_NAME,
        ContactFault.WRONG_NUMBER,
        ContactFault.WRONG_HOURS,
        ContactFault.NO_SOURCE,
    )


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("112", True), ("+45 12 34 56 78", True), ("12345678", True), ("post@eksempel.invalid", True),
        ("12", False), ("12  34", False), ("1" * 41, False), ("a@b", False), ("a b@c.dk", False),
        ("12345678\n", False),
    ],
)  # fmt: skip
def test_a_number_is_one_that_can_be_rung_or_written_to(text: str, verdict: bool) -> None:
    """Numbers with single blanks, addresses with a dot."""
    assert is_number(text) is verdict


def test_the_page_for_tomorrow_is_a_page() -> None:
    """One more sign than a page is too long."""
    assert not note_is_too_long("x" * NOTE_CHARACTERS_MAX)
    assert note_is_too_long("x" * (NOTE_CHARACTERS_MAX + 1))
