"""The duty card: who can be called now, and nothing that was not chosen to be published."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import (
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Layer,
    Line,
    Period,
    RotaMember,
    RotaSettings,
)
from nsk_tui.rules.duty_card import CardPerson, DutyCard, find_lines, make_card, who_at
from nsk_tui.rules.ids import LineId, MemberId

ADULTS = Line(LineId("adults"), "", Area.ADULTS, 1)
OWN = Line(LineId("own-1"), "Skolerne", None, 2)
MONDAY = date(2026, 11, 16)
PERIODS = tuple(
    Period(MONDAY + timedelta(weeks=week), MONDAY + timedelta(weeks=week, days=6)) for week in range(3)
)
PUBLISHED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PEOPLE = (
    RotaMember(MemberId("K-01"), "Ane Eksempel", phone="12 34 56 78"),
    RotaMember(MemberId("K-02"), "Bo Prøvesen", leaves_on=date(2026, 11, 25)),
    RotaMember(MemberId("K-03"), "Cana Testrup"),
)


def wall(*parts: int) -> datetime:
    """Return a moment of the local clock."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def duties(*held: tuple[int, DutyRole, str | None]) -> dict[DutyRef, Duty]:
    """Return duties of the adults' line by week, counted from 0; nobody is None."""
    refs = ((DutyRef(ADULTS.id, PERIODS[week].start, role), who) for week, role, who in held)
    return {ref: Duty(ref, MemberId(who) if who else None, Layer.PLAN, MemberId("K-01")) for ref, who in refs}


def card(
    held: dict[DutyRef, Duty],
    *absences: Absence,
    settings: RotaSettings | None = None,
    fallback: str = "",
) -> DutyCard:
    """Return the card of three weeks; settings None are those the program proposes."""
    own = settings or RotaSettings()
    return make_card("Netværket", PUBLISHED, own, (ADULTS, OWN), PERIODS, held, absences, PEOPLE, fallback)


def away(member: str, first: date, last: date) -> Absence:
    """Return an absence."""
    return Absence("a", MemberId(member), first, last, MemberId(member))


def called(made: DutyCard, moment: datetime) -> tuple[str | None, str | None]:
    """Return the short names of duty and backup on the adults' line; None for nobody."""
    one = who_at(made, moment)[0]
    return (one.duty.id if one.duty else None, one.backup.id if one.backup else None)


HELD = duties(
    (0, DutyRole.DUTY, "K-01"), (0, DutyRole.BACKUP, "K-03"),
    (1, DutyRole.DUTY, "K-02"), (2, DutyRole.DUTY, None),
)  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (wall(2026, 11, 16, 7, 59), (None, None)),
        (wall(2026, 11, 16, 8, 0), ("K-01", "K-03")),
        (wall(2026, 11, 23, 7, 59), ("K-01", "K-03")),
        (wall(2026, 11, 23, 8, 0), ("K-02", None)),
        (wall(2026, 11, 26, 7, 59), ("K-02", None)),
        (wall(2026, 11, 26, 8, 0), (None, None)),
        (wall(2026, 12, 1, 12, 0), (None, None)),
        (wall(2027, 1, 1, 12, 0), (None, None)),
    ],
)  # fmt: skip
def test_a_duty_changes_hands_at_eight(moment: datetime, expected: tuple[str | None, str | None]) -> None:
    """Before the plan, in it, after somebody's last day, in a gap, and after the plan."""
    assert called(card(HELD), moment) == expected


def test_somebody_who_is_away_is_not_on_the_card_that_day() -> None:
    """And the card looks as with a gap: nobody learns that she is ill."""
    ill = card(HELD, away("K-01", date(2026, 11, 18), date(2026, 11, 19)))
    assert called(ill, wall(2026, 11, 17, 9)) == ("K-01", "K-03")
    assert called(ill, wall(2026, 11, 18, 9)) == (None, "K-03")
    assert called(ill, wall(2026, 11, 20, 7)) == (None, "K-03")
    assert called(ill, wall(2026, 11, 20, 9)) == ("K-01", "K-03")
    everywhere = duties((0, DutyRole.DUTY, None))
    gap, gone = card(everywhere), card(HELD, *(away(one.id, MONDAY, date(2027, 1, 1)) for one in PEOPLE))
    assert {(span.duty, span.backup) for span in gap.lines[0].spans} == {(None, None)}
    assert gone == gap


@pytest.mark.parametrize(
    ("names", "phones", "expected"),
    [
        (True, True, CardPerson("K-01", "Ane Eksempel", "12 34 56 78")),
        (True, False, CardPerson("K-01", "Ane Eksempel")),
        (False, True, CardPerson("K-01", "", "12 34 56 78")),
        (False, False, CardPerson("K-01")),
    ],
)
def test_names_and_numbers_stand_on_it_only_when_the_network_says_so(
    names: bool, phones: bool, expected: CardPerson
) -> None:
    """The short name is what remains; nobody who has no duty is named at all."""
    made = card(
        duties((0, DutyRole.DUTY, "K-01")),
        settings=RotaSettings(card_names=names, card_phones=phones),
        fallback="K-01",
    )
    assert made.people == (expected,)
    assert made.fallback == expected


def test_the_fallback_is_a_member_or_whatever_was_written() -> None:
    """None was named: none is told."""
    assert card(HELD).fallback is None
    assert card(HELD, fallback="Døgnvagten, lokal 4711").fallback == CardPerson("", "Døgnvagten, lokal 4711")
    assert who_at(card(HELD, fallback="K-03"), wall(2026, 12, 1, 9))[0].fallback == CardPerson(
        "K-03", "Cana Testrup"
    )


def test_equal_days_are_one_span_and_no_day_is_lost() -> None:
    """Seven days of the same duty are one row; they follow each other without a hole."""
    spans = card(HELD, away("K-01", date(2026, 11, 18), date(2026, 11, 18))).lines[0].spans
    assert [(span.first.day, span.last.day, span.duty) for span in spans] == [
        (16, 17, "K-01"), (18, 18, None), (19, 22, "K-01"), (23, 25, "K-02"), (26, 6, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("", [ADULTS.id, OWN.id]), ("adults", [ADULTS.id]), ("ADULTS", [ADULTS.id]), ("skolerne", [OWN.id]),
     ("own-1", [OWN.id]), ("children", []), ("x", [])],
)  # fmt: skip
def test_a_line_is_found_by_area_id_or_name(wanted: str, found: list[str]) -> None:
    """An empty word is all of them; a strange one is none."""
    lines = who_at(card(HELD), wall(2026, 11, 20, 9))
    assert [one.line.id for one in find_lines(lines, wanted)] == found


SHORT = ["K-01", "K-02", "K-03"]


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(DutyRole), st.none() | st.sampled_from(SHORT))),
    st.lists(
        st.tuples(st.sampled_from(SHORT), st.dates(MONDAY, date(2026, 12, 6)), st.integers(0, 9)), max_size=4
    ),
    st.datetimes(wall(2026, 11, 14), wall(2026, 12, 10)),
)  # fmt: skip
def test_nobody_who_is_away_is_ever_called(
    held: list[tuple[int, DutyRole, str | None]], gone: list[tuple[str, date, int]], moment: datetime
) -> None:
    """Whatever the plan says, on that day; and a person is only called on a day of her duty."""
    absences = [away(who, first, first + timedelta(days=days)) for who, first, days in gone]
    made = card(duties(*held), *absences)
    day = (moment - timedelta(hours=8)).date()
    for person in (who_at(made, moment)[0].duty, who_at(made, moment)[0].backup):
        if person is not None:
            assert not any(one.member == person.id and one.first <= day <= one.last for one in absences)
            assert person.id in {who for _week, _role, who in held}


def test_a_card_holds_no_word_of_why() -> None:
    """There is no field that could carry absence, load or a swap."""
    told = repr(replace(card(HELD, away("K-01", MONDAY, MONDAY)), network=""))
    assert not any(word in told.casefold() for word in ("absence", "load", "swap", "note", "share"))
