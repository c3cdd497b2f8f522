"""The JSON object of a consultation: read strictly, written so that it reads back the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultation_input import (
    INPUT_KEYS,
    InputFault,
    InputProblem,
    owned_by,
    read_consultation,
    write_consultation,
)
from nsk_tui.rules.consultations import (
    FIELD_NAMES,
    MINUTES_MAX,
    SHORT_TEXT_CHARACTERS_MAX,
    TEXT_CHARACTERS_MAX,
    AgeBand,
    Area,
    Asked,
    Basis,
    Channel,
    Concern,
    ConcernLevel,
    FollowUp,
    NewConsultation,
    Outcome,
)
from nsk_tui.rules.ids import CodeName, MemberId
from nsk_tui.rules.text import find_forbidden, tidy

LEAST = {"level": "red", "area": "adults"}

plain_text = (
    st.text(max_size=60).filter(lambda text: not find_forbidden(text)).map(lambda text: tidy(text)[0])
)
days = st.dates(min_value=date(1, 1, 1))
members = st.sampled_from(["K-04", "Åse", "x"]).map(MemberId)
code_names = st.sampled_from(["stille-havn", "tør-kaffe-2"]).map(CodeName)

consultations = st.builds(
    NewConsultation,
    level=st.sampled_from(ConcernLevel),
    age_band=st.sampled_from(AgeBand),
    area=st.none() | st.sampled_from(Area),
    concerns=st.lists(st.sampled_from(Concern), unique=True).map(tuple),
    outcome=st.sampled_from(Outcome),
    channel=st.none() | st.sampled_from(Channel),
    asked=st.none() | st.sampled_from(Asked),
    basis=st.sampled_from(Basis),
    statute_ref=plain_text,
    day=st.none() | days,
    minutes=st.none() | st.integers(0, MINUTES_MAX),
    asker_department=plain_text,
    asker_role=plain_text,
    signs=plain_text,
    card=plain_text,
    referred_to=plain_text,
    text=plain_text,
    advice=plain_text,
    learned=plain_text,
    follow_up=st.none() | st.builds(FollowUp, on=days, owner=members),
    thread=st.none() | code_names,
)

json_leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
json_values = st.recursive(
    json_leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
nearly_right = st.dictionaries(
    st.sampled_from((*INPUT_KEYS, "levl", "Sofie")),
    json_values | st.sampled_from(["red", "adults", "24+", "2026-11-20", "stille-havn"]),
)


def faults_of(**keys: object) -> tuple[InputFault, ...]:
    """Return what is wrong with an object that is right but for some keys."""
    answer = read_consultation({**LEAST, **keys})
    assert isinstance(answer, tuple)
    return answer


def read(**keys: object) -> NewConsultation:
    """Return the consultation of an object that is right."""
    answer = read_consultation({**LEAST, **keys})
    assert isinstance(answer, NewConsultation)
    return answer


@given(consultations)
def test_what_is_written_reads_back_the_same(body: NewConsultation) -> None:
    """Writing and reading are each other's inverse for every consultation."""
    body = replace(body, area=body.area or Area.ADULTS)
    assert read_consultation(write_consultation(body)) == body


@given(json_values | nearly_right)
def test_any_json_value_is_read_or_explained(raw: object) -> None:
    """Nothing that JSON can say raises: the answer is a consultation or at least one fault."""
    answer = read_consultation(raw)
    assert isinstance(answer, NewConsultation) or (answer and all(isinstance(f, InputFault) for f in answer))


@given(nearly_right, st.text(alphabet="qxzw", min_size=6, max_size=12))
def test_no_fault_carries_what_was_written(raw: dict[str, object], secret: str) -> None:
    """A fault is logged and shown, so no value of the file may stand in it."""
    for key in INPUT_KEYS:
        answer = read_consultation({**raw, key: secret + "\x1b"})
        assert isinstance(answer, tuple)
        assert secret not in repr(answer)


@given(plain_text, plain_text, st.sampled_from("\x00\x1b\x7f\x9b\u202e\u2066\ufeff\u2028\U000e0041\ud800"))
def test_a_forbidden_character_is_placed_exactly(before: str, after: str, forbidden: str) -> None:
    """The position counts code points from 0 in the text with unified line ends."""
    (fault,) = faults_of(text=before + forbidden + after)
    assert (fault.field, fault.problem) == ("text", InputProblem.FORBIDDEN_CHARACTER)
    assert fault.position == len(before)


def test_the_keys_are_the_fields_of_a_consultation() -> None:
    """Every field can come from a file, and ``day`` is called ``date`` there."""
    assert {"day" if key == "date" else key for key in INPUT_KEYS} == set(FIELD_NAMES)


def test_the_least_that_is_needed_is_level_and_area_or_age() -> None:
    """Level, and one of area and age band."""
    assert read_consultation({"level": "red", "age_band": "12-17"}) == NewConsultation(
        ConcernLevel.RED, AgeBand.TEEN
    )
    answer = read_consultation({})
    assert isinstance(answer, tuple)
    assert [(fault.field, fault.problem) for fault in answer] == [
        ("level", InputProblem.MISSING),
        ("area", InputProblem.MISSING),
    ]


@pytest.mark.parametrize(
    ("key", "suggested"),
    [
        ("levl", "level"),
        ("Level", "level"),
        ("day", "date"),
        ("concern", "concerns"),
        ("followup", "follow_up"),
    ],
)
def test_an_unknown_key_names_the_nearest(key: str, suggested: str) -> None:
    """A misspelled key is a fault with the key that was probably meant."""
    (fault,) = faults_of(**{key: "x"})
    assert (fault.problem, fault.field, fault.nearest) == (InputProblem.UNKNOWN_KEY, key, suggested)


def test_an_unknown_key_that_is_no_plain_word_is_not_repeated() -> None:
    """A sentence or an escape sequence in the place of a key does not reach a message."""
    for key in ("Sofie Jensen ringede", "\x1b[2J", ""):
        (fault,) = faults_of(**{key: 1})
        assert fault.field == ""
        assert key == "" or key not in repr(fault)


@pytest.mark.parametrize(
    ("key", "value", "problem", "suggested"),
    [
        ("level", "oragne", InputProblem.NOT_ALLOWED, "orange"),
        ("level", 3, InputProblem.NOT_TEXT, ""),
        ("area", "child", InputProblem.NOT_ALLOWED, "children"),
        ("age_band", "12-18", InputProblem.NOT_ALLOWED, "12-17"),
        ("concerns", "control", InputProblem.NOT_A_LIST, ""),
        ("concerns", ["contrl"], InputProblem.NOT_ALLOWED, "control"),
        ("concerns", [[]], InputProblem.NOT_TEXT, ""),
        ("outcome", "", InputProblem.NOT_ALLOWED, "advice_given"),
        ("minutes", True, InputProblem.NOT_A_NUMBER, ""),
        ("minutes", -1, InputProblem.NOT_A_NUMBER, ""),
        ("minutes", MINUTES_MAX + 1, InputProblem.NOT_A_NUMBER, ""),
        ("minutes", 1.5, InputProblem.NOT_A_NUMBER, ""),
        ("minutes", "15", InputProblem.NOT_A_NUMBER, ""),
        ("signs", ["a", 1], InputProblem.NOT_TEXT, ""),
        ("thread", "Stille Havn", InputProblem.NOT_A_CODE_NAME, ""),
        ("follow_up", "2026-11-20", InputProblem.NOT_AN_OBJECT, ""),
        ("text", "x" * (TEXT_CHARACTERS_MAX + 1), InputProblem.TOO_LONG, ""),
        ("signs", ["x" * TEXT_CHARACTERS_MAX, "x"], InputProblem.TOO_LONG, ""),
        ("asker_role", "x" * (SHORT_TEXT_CHARACTERS_MAX + 1), InputProblem.TOO_LONG, ""),
    ],
)
def test_a_wrong_value_names_its_field(key: str, value: object, problem: str, suggested: str) -> None:
    """Each field says what is wrong with it and which value was probably meant."""
    (fault,) = faults_of(**{key: value})
    assert (fault.field, fault.problem, fault.nearest) == (key, problem, suggested)


@pytest.mark.parametrize(
    "written", ["2026-02-29", "2026-13-01", "2026-W47-5", "20261120", "20/11-2026", "٢٠٢٦-11-20", ""]
)
def test_a_date_that_does_not_exist_is_refused(written: str) -> None:
    """Only days of the calendar, written year-month-day in plain digits."""
    (fault,) = faults_of(date=written)
    assert (fault.field, fault.problem) == ("date", InputProblem.NOT_A_DATE)
    (fault,) = faults_of(follow_up={"on": written})
    assert (fault.field, fault.problem) == ("follow_up.on", InputProblem.NOT_A_DATE)


def test_a_follow_up_without_owner_belongs_to_the_author() -> None:
    """The owner defaults to whoever adds the consultation; a named owner stays."""
    own = owned_by(read(follow_up={"on": "2026-12-01"}), MemberId("K-04"))
    assert own.follow_up == FollowUp(date(2026, 12, 1), MemberId("K-04"))
    named = owned_by(read(follow_up={"on": "2026-12-01", "owner": "K-07"}), MemberId("K-04"))
    assert named.follow_up == FollowUp(date(2026, 12, 1), MemberId("K-07"))
    assert owned_by(read(), MemberId("K-04")) == read()


def test_a_follow_up_is_read_as_strictly_as_the_rest() -> None:
    """Unknown keys, a missing day and a bad owner each name their place."""
    cases = {"onn": "follow_up.onn", "owner": "follow_up.owner"}
    for key, field in cases.items():
        (fault,) = faults_of(follow_up={"on": "2026-12-01", key: "../x"})
        assert fault.field == field
    (fault,) = faults_of(follow_up={})
    assert (fault.field, fault.problem) == ("follow_up.on", InputProblem.MISSING)


def test_signs_may_be_a_list() -> None:
    """Several signs are joined by a comma."""
    assert (
        read(signs=["følges til skole", "har fået ny telefon"]).signs
        == "følges til skole, har fået ny telefon"
    )


def test_every_fault_of_an_object_is_told_at_once() -> None:
    """A person who mends a file should not have to try once for every fault."""
    assert {fault.field for fault in faults_of(levl="x", minutes="x", date="x")} == {
        "levl",
        "minutes",
        "date",
    }


def test_many_unknown_keys_are_answered_quickly() -> None:
    """A wrong file does not hang the program: only the first keys are compared."""
    assert len(faults_of(**{f"qq{number}": 1 for number in range(5000)})) == 20
