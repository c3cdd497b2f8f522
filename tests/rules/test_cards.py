"""Action cards: read whole or not at all, and 112 is always there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.cards import (
    BUILT_IN_NUMBERS,
    BUILT_IN_RED,
    ActionCard,
    CardFault,
    CardNumber,
    FaultCode,
    Readiness,
    in_language,
    is_open,
    numbers_by_readiness,
    read_card,
    read_numbers,
    readiness,
    unknown_numbers,
)
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.opening_hours import read_hours

FRIDAY_MORNING = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
SUNDAY_NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

CARD = """
id = "orange-all"
level = "orange"
area = "all"
title = { da = "Mistanke", en = "Suspicion" }
version = 2
date = 2026-03-02
owner = { da = "koordinatoren", en = "the coordinator" }
numbers = ["viso", "114"]
escalate_to = { da = "din leder", en = "your manager" }
source = "opdigtet"

[[use_when]]
da = "Nogen er bange."
en = "Somebody is afraid."

[[steps]]
da = "Tal med barnet alene."
en = "Talk with the child alone."

[[steps]]
da = "Underret."
en = "Notify."
law = "loven"

[[do_not]]
da = "Vent ikke."
en = "Do not wait."

[[law]]
id = "loven"
name = { da = "Loven § 1", en = "The Act § 1" }
about = { da = "pligten", en = "the duty" }
source = "lovtidende"
checked = 2026-11-14
certainty = "inferred"
"""

NUMBERS = """
[[numbers]]
id = "viso"
number = "72 42 40 00"
name = { da = "VISO", en = "VISO" }
audience = "professional"
hours = "man,tir,tor,fre 9-11.30"
source = "sbst.dk"
checked = 2026-11-20
certainty = "read"

[[numbers]]
id = "local"
number = ""
name = { da = "Modtagelsen", en = "Reception" }
audience = "all"
hours = "unknown"
source = ""
certainty = "missing"
local = true
"""


def _card(text: str = CARD) -> ActionCard:
    card = read_card(text)
    assert isinstance(card, ActionCard), card
    return card


def _numbers(text: str = NUMBERS) -> tuple[CardNumber, ...]:
    numbers = read_numbers(text)
    assert isinstance(numbers, tuple), numbers
    return numbers


def _fault(text: str) -> CardFault:
    fault = read_card(text)
    assert isinstance(fault, CardFault), fault
    return fault


def _line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_card_is_read_as_it_is_written() -> None:
    """Every part of a file reaches the card."""
    card = _card()

    assert (card.id, card.level, card.area) == ("orange-all", ConcernLevel.ORANGE, None)
    assert (card.version, card.date, card.approved) == (2, date(2026, 3, 2), None)
    assert [step.text.da for step in card.steps] == ["Tal med barnet alene.", "Underret."]
    assert [step.law for step in card.steps] == ["", "loven"]
    assert card.law[0].certainty.value == "inferred"
    assert card.numbers == ("viso", "114")


def test_an_approved_card_tells_the_day() -> None:
    """Only the municipality's own date makes a card approved."""
    assert _card(CARD.replace("version = 2", "version = 2\napproved = 2026-12-01")).approved == date(
        2026, 12, 1
    )


def test_an_area_is_one_of_two_or_all() -> None:
    """A card for children is no card for everybody."""
    assert _card(CARD.replace('area = "all"', 'area = "children"')).area is Area.CHILDREN
    assert _fault(CARD.replace('area = "all"', 'area = "voksne"')).field == "area"


@pytest.mark.parametrize(
    ("part", "instead", "code", "field"),
    [
        ('level = "orange"', 'level = "purple"', FaultCode.WRONG_VALUE, "level"),
        ("version = 2", 'version = "2"', FaultCode.WRONG_KIND, "version"),
        ("version = 2", "version = 0", FaultCode.WRONG_VALUE, "version"),
        ("version = 2", "version = true", FaultCode.WRONG_KIND, "version"),
        ("date = 2026-03-02", 'date = "2/3"', FaultCode.WRONG_KIND, "date"),
        ('da = "Mistanke", en', 'dk = "Mistanke", en', FaultCode.MISSING, "title.da"),
        ('en = "Suspicion"', 'en = "Suspicion", de = "x"', FaultCode.UNKNOWN_FIELD, "title.de"),
        ('en = "Notify."', 'en = ""', FaultCode.EMPTY, "steps[2].en"),
        ('da = "Underret."', f'da = "{"Underret straks. " * 9}"', FaultCode.TOO_LONG, "steps[2].da"),
        ('law = "loven"', 'law = "loven-2"', FaultCode.WRONG_VALUE, "steps[2].law"),
        ('law = "loven"', 'lov = "loven"', FaultCode.UNKNOWN_FIELD, "steps[2].lov"),
        ('["viso", "114"]', '["viso", "viso"]', FaultCode.TWICE, "numbers"),
        ('["viso", "114"]', '"viso"', FaultCode.WRONG_KIND, "numbers"),
        ("checked = 2026-11-14", "", FaultCode.MISSING, "law[1].checked"),
        ('certainty = "inferred"', 'certainty = "sure"', FaultCode.WRONG_VALUE, "law[1].certainty"),
        ('id = "orange-all"', 'id = "../etc"', FaultCode.WRONG_VALUE, "id"),
        ('source = "opdigtet"', "", FaultCode.MISSING, "source"),
        ('source = "opdigtet"', 'source = "x"\nfarve = "rød"', FaultCode.UNKNOWN_FIELD, "farve"),
    ],
)
def test_a_broken_card_names_the_field(part: str, instead: str, code: FaultCode, field: str) -> None:
    """Who edits by hand is told what is wrong, not that something is."""
    fault = _fault(CARD.replace(part, instead, 1))

    assert (fault.code, fault.field) == (code, field)


def test_a_broken_card_names_the_line() -> None:
    """The second step's empty English is found among many lines that begin alike."""
    text = CARD.replace('en = "Notify."', 'en = "  "')

    assert _fault(text).line == _line_with(text, 'en = "  "')


def test_a_missing_field_has_the_line_of_its_table() -> None:
    """There is no line for what is not there; the table's header is the place to look."""
    text = CARD.replace('en = "Notify."\n', "")

    assert _fault(text) == CardFault(
        FaultCode.MISSING, "steps[2].en", _line_with(text, 'da = "Underret."') - 1
    )


def test_a_file_that_is_no_toml_names_the_line() -> None:
    """A forgotten quotation mark is found by its line."""
    text = CARD.replace('title = { da = "Mistanke"', 'title = { da = "Mistanke')

    assert (_fault(text).code, _fault(text).line) == (FaultCode.NOT_TOML, _line_with(text, "Mistanke"))


@pytest.mark.parametrize("hostile", ["x = " + "[" * 5000, "x = " + "1" * 5000, "x = 2026-99-99"])
def test_a_hostile_file_is_a_fault_and_no_crash(hostile: str) -> None:
    """Depth, digits and dates that break a parser end as an answer."""
    assert _fault(hostile).code is FaultCode.NOT_TOML


def test_a_file_has_a_size() -> None:
    """A card of a quarter of a million characters is none."""
    assert _fault("# " + "x" * 300_000).code is FaultCode.TOO_LARGE


def test_no_control_character_reaches_the_screen() -> None:
    """Neither a raw escape nor one that TOML spells with a code gets through."""
    raw = CARD.replace("Underret.", "Under\x1b[2Jret.")
    spelled = CARD.replace("Underret.", "Under\\u001b[2Jret.")

    assert _fault(raw) == CardFault(FaultCode.FORBIDDEN_CHARACTER, "", _line_with(raw, "[2J"))
    assert _fault(spelled) == CardFault(
        FaultCode.FORBIDDEN_CHARACTER, "steps[2].da", _line_with(spelled, "[2J")
    )


def test_the_marks_of_other_systems_are_no_fault() -> None:
    """A file saved on Windows, with its byte order mark and line ends, is the same card."""
    assert _card("\ufeff" + CARD.replace("\n", "\r\n")) == _card()


def test_a_card_must_say_something() -> None:
    """A card without steps, signs or don'ts is a fault and not a short card."""
    for name in ("use_when", "steps", "do_not"):
        start = CARD.index(f"[[{name}]]")
        text = CARD[:start] + CARD[CARD.index("[[", CARD.rindex(f"[[{name}]]") + 2) :]

        assert (_fault(text).code, _fault(text).field) == (FaultCode.EMPTY, name)


def test_a_card_has_no_more_steps_than_fit() -> None:
    """Ten steps are no longer a card."""
    assert _fault(CARD + '\n[[steps]]\nda = "Mere."\nen = "More."\n' * 8).code is FaultCode.TOO_MANY


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail(text: str) -> None:
    """Whatever a file holds, the answer is a card or a fault."""
    assert isinstance(read_card(text), ActionCard | CardFault)
    assert isinstance(read_numbers(text), tuple | CardFault)


@given(st.integers(0, len(CARD)), st.integers(0, 40), st.text(max_size=12))
def test_no_slip_of_the_hand_makes_reading_fail(at: int, length: int, typed: str) -> None:
    """A card with something typed over or left out is a card or a fault, never an exception."""
    assert isinstance(read_card(CARD[:at] + typed + CARD[at + length :]), ActionCard | CardFault)


def test_numbers_are_read_as_they_are_written() -> None:
    """A number keeps its blanks, its hours and its source."""
    viso, local = _numbers()

    assert (viso.number, viso.is_filled_in, viso.local) == ("72 42 40 00", True, False)
    assert (local.number, local.is_filled_in, local.checked, local.hours) == ("", False, None, None)


@pytest.mark.parametrize(
    ("part", "instead", "code", "field"),
    [
        ('"72 42 40 00"', '""', FaultCode.EMPTY, "numbers[1].number"),
        ('"72 42 40 00"', '"ring til os"', FaultCode.WRONG_VALUE, "numbers[1].number"),
        ('"sbst.dk"', '""', FaultCode.EMPTY, "numbers[1].source"),
        ("checked = 2026-11-20", "", FaultCode.MISSING, "numbers[1].checked"),
        ("man,tir,tor,fre 9-11.30", "hverdage", FaultCode.WRONG_VALUE, "numbers[1].hours"),
        ("man,tir,tor,fre 9-11.30", "man-fre 9-25", FaultCode.WRONG_VALUE, "numbers[1].hours"),
        ("man,tir,tor,fre 9-11.30", "man-fre 9-9", FaultCode.WRONG_VALUE, "numbers[1].hours"),
        ('da = "VISO"', f'da = "{"x" * 27}"', FaultCode.TOO_LONG, "numbers[1].name.da"),
        ('audience = "professional"', 'audience = "alle"', FaultCode.WRONG_VALUE, "numbers[1].audience"),
        ('id = "local"', 'id = "viso"', FaultCode.TWICE, "numbers[2].id"),
        ("local = true", 'local = "ja"', FaultCode.WRONG_KIND, "numbers[2].local"),
        ("local = true", "", FaultCode.EMPTY, "numbers[2].number"),
    ],
)
def test_a_broken_number_names_the_field(part: str, instead: str, code: FaultCode, field: str) -> None:
    """A number without a source, a day or hours that read is refused by name."""
    fault = read_numbers(NUMBERS.replace(part, instead, 1))

    assert isinstance(fault, CardFault)
    assert (fault.code, fault.field) == (code, field)
    assert fault.line is not None


def test_a_number_that_is_not_filled_in_is_never_open() -> None:
    """Hours without a number help nobody."""
    empty = replace(_numbers()[1], hours=read_hours("24h"))

    assert is_open(empty, FRIDAY_MORNING) is None
    assert readiness(empty, FRIDAY_MORNING) is Readiness.NOT_FILLED_IN


def test_what_answers_now_comes_first_and_nothing_disappears() -> None:
    """At night a weekday number sinks below 114 and stays in sight."""
    card, numbers = _card(), _numbers()

    assert [number.id for number in numbers_by_readiness(card, numbers, FRIDAY_MORNING)] == [
        "viso",
        "114",
        "112",
    ]
    assert [number.id for number in numbers_by_readiness(card, numbers, FRIDAY_NIGHT)] == [
        "114",
        "112",
        "viso",
    ]


def test_an_unfilled_number_stays_in_sight_at_the_end() -> None:
    """A gap that the municipality must fill is shown, below all that can be rung."""
    card = replace(_card(), numbers=("local", "viso"))

    assert [number.id for number in numbers_by_readiness(card, _numbers(), SUNDAY_NOON)] == [
        "112",
        "114",
        "viso",
        "local",
    ]


def test_no_file_can_lose_or_change_112() -> None:
    """An edited 112 is passed over, a list without it gets it back."""
    wrong = replace(BUILT_IN_NUMBERS[0], number="113", hours=None)

    for numbers in ((), (wrong,), _numbers()):
        shown = numbers_by_readiness(_card(), numbers, FRIDAY_NIGHT)
        assert set(BUILT_IN_NUMBERS) <= set(shown)
        assert wrong not in shown


@given(
    st.permutations(["viso", "local", "112", "114"]),
    st.integers(0, 7 * 24 * 60),
)
def test_the_order_follows_readiness_and_then_the_card(ids: list[str], minutes: int) -> None:
    """At any minute of a week: each number once, readiness falls, ties keep the card's order."""
    moment = FRIDAY_MORNING + timedelta(minutes=minutes)
    shown = numbers_by_readiness(replace(_card(), numbers=tuple(ids)), _numbers(), moment)
    ranks = [(list(Readiness).index(readiness(number, moment)), ids.index(number.id)) for number in shown]

    assert sorted(number.id for number in shown) == sorted(ids)
    assert ranks == sorted(ranks)


def test_an_id_that_no_number_has_is_told() -> None:
    """A card that asks for a number that is gone does not hide it."""
    card = replace(_card(), numbers=("viso", "gone", "112"))

    assert unknown_numbers(card, _numbers()) == ("gone",)
    assert [number.id for number in numbers_by_readiness(card, _numbers(), FRIDAY_MORNING)] == [
        "viso",
        "112",
        "114",
    ]


def test_the_built_in_card_stands_alone() -> None:
    """F9 without any file: red, for everybody, five steps, two numbers that always answer."""
    shown = numbers_by_readiness(BUILT_IN_RED, (), FRIDAY_NIGHT)

    assert (BUILT_IN_RED.level, BUILT_IN_RED.area) == (ConcernLevel.RED, None)
    assert (len(BUILT_IN_RED.steps), len(BUILT_IN_RED.do_not)) == (5, 3)
    assert [number.number for number in shown] == ["112", "114"]
    assert all(readiness(number, FRIDAY_NIGHT) is Readiness.OPEN for number in shown)


def test_a_reader_gets_her_own_language() -> None:
    """Danish is Danish and English is English."""
    title = _card().title

    assert (in_language(title, "da"), in_language(title, "en")) == ("Mistanke", "Suspicion")
