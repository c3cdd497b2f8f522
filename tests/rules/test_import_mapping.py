"""From a foreign row to a consultation: headers, words, values, the mapping file; nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultation_input import InputProblem, owned_by
from nsk_tui.rules.consultations import AgeBand, Area, NewConsultation
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.import_file import MappingFault, MappingProblem, read_mapping, write_mapping
from nsk_tui.rules.import_mapping import (
    FIELDS,
    JOINED_FIELDS,
    BoundMapping,
    ImportMapping,
    bind,
    propose,
    read_row,
    to_raw,
    unused,
)
from nsk_tui.rules.import_rows import (
    Cell,
    CellProblem,
    FileFault,
    FileProblem,
    Row,
    RowFault,
    canonical,
    name_headers,
)
from nsk_tui.rules.import_values import age_in, codes_in, day_in, minutes_in
from nsk_tui.rules.import_words import HEADERS, VALUES, fold
from nsk_tui.rules.text import find_forbidden

DANISH = (
    "Dato", "Bekymringsniveau", "Alder", "Afdeling", "Spørger", "Bekymring(er)", "Udfald", "Kanal",
    "Varighed", "Tekst", "Rådgivning", "Læring", "Opfølgning", "Navn", "CPR",
)  # fmt: skip
ENGLISH = (
    "date", "Level", "Age group", "Department", "Role", "Concerns", "Outcome", "Channel", "Minutes",
    "Description", "Advice", "Learned", "Follow-up", "Name", "ID",
)  # fmt: skip
SAID = (
    "20/11-2026", "Rødt", "14 år", "Skoler", "lærer", "Trusler, vold og kontrol", "Råd givet", "tlf",
    "15 min", "Det begyndte i går.", "Tal med den unge.", "", "1. dec. 2026", "Sofie", "010203-1234",
)  # fmt: skip

cells = st.text(max_size=20) | st.sampled_from([*CellProblem, "rød", "14", "3/4-26", "vold"])
headers = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def bound(names: tuple[str, ...] = DANISH, mapping: ImportMapping | None = None) -> BoundMapping:
    """Return a mapping bound to headers; ``mapping`` None takes the proposed one."""
    found = bind(mapping or propose(names), names)
    assert isinstance(found, BoundMapping), found
    return found


def faults_of(said: tuple[Cell, ...], binding: BoundMapping) -> list[tuple[str, str, object]]:
    """Return what is wrong with a row: header, field, problem."""
    found = read_row(Row(2, said), binding)
    assert isinstance(found, tuple)
    return [(fault.column, fault.field, fault.problem) for fault in found]


@pytest.mark.parametrize("names", [DANISH, ENGLISH])
def test_the_headers_of_a_log_are_known_in_both_languages(names: tuple[str, ...]) -> None:
    """Every column finds its field; names and numbers of persons are left behind."""
    mapping = propose(names)
    assert tuple(mapping.columns[name][0] for name in (
        "date", "level", "age_band", "asker_department", "asker_role", "concerns", "outcome", "channel",
        "minutes", "text", "advice", "learned", "follow_up",
    )) == names[:13]  # fmt: skip
    assert unused(mapping, names) == names[13:]


def test_every_field_knows_its_own_name() -> None:
    """A file that was written with our keys as headers needs no mapping."""
    assert set(HEADERS) == set(FIELDS)
    assert propose(FIELDS).columns == {name: (name,) for name in FIELDS}


def test_no_header_means_two_fields() -> None:
    """A word that stood for two would go to either by chance."""
    seen = [phrase for phrases in HEADERS.values() for phrase in set(phrases)]
    assert len(seen) == len(set(seen))


def test_several_texts_become_one() -> None:
    """A column of remarks is not lost beside the description."""
    names = ("Niveau", "Beskrivelse", "Bemærkninger")
    raw = to_raw(Row(2, ("gul", "Først.", "Så.")), bound(names))
    assert isinstance(raw, dict)
    assert raw["text"] == "Først.\n\nSå."


def test_the_day_of_the_talk_is_not_the_day_of_the_follow_up() -> None:
    """The nearer name wins, whichever column stands first."""
    assert propose(["Dato for opfølgning", "Dato"]).columns == {
        "date": ("Dato",),
        "follow_up": ("Dato for opfølgning",),
    }


def test_a_row_becomes_a_consultation() -> None:
    """Days, ages, codes and minutes as they were written; the age is a band."""
    new = read_row(Row(2, SAID), bound())
    assert isinstance(new, NewConsultation)
    assert (new.level, new.age_band, new.minutes, new.channel, new.outcome) == (
        "red", AgeBand.TEEN, 15, "phone", "advice_given",
    )  # fmt: skip
    assert new.concerns == ("threats", "violence", "control")
    assert (str(new.day), new.text) == ("2026-11-20", "Det begyndte i går.")
    owned = owned_by(new, MemberId("K-01")).follow_up
    assert owned is not None
    assert (str(owned.on), owned.owner) == ("2026-12-01", "K-01")


@given(st.lists(cells, min_size=len(DANISH), max_size=len(DANISH)), st.sampled_from([None, *CellProblem]))
def test_any_row_is_a_consultation_or_told_with_its_column(
    said: list[Cell], problem: CellProblem | None
) -> None:
    """No cell raises, and no fault repeats what was written."""
    binding = bound()
    found = read_row(Row(7, tuple(said), problem), binding)
    if isinstance(found, tuple):
        assert found
        assert {fault.row for fault in found} == {7}
        assert {fault.column for fault in found} <= {"", *DANISH}


@pytest.mark.parametrize(
    ("place", "said", "problem"),
    [
        (0, "31/2-2026", InputProblem.NOT_A_DATE),
        (0, "11/20/2026", InputProblem.NOT_A_DATE),
        (0, "", InputProblem.MISSING),
        (0, CellProblem.MERGED, CellProblem.MERGED),
        (1, "", InputProblem.MISSING),
        (1, "gul/orange", InputProblem.NOT_ALLOWED),
        (1, "grøn", InputProblem.NOT_ALLOWED),
        (1, CellProblem.MERGED, CellProblem.MERGED),
        (1, CellProblem.NO_VALUE, CellProblem.NO_VALUE),
        (2, "f. 2010", InputProblem.NOT_ALLOWED),
        (5, "vold og ballade", InputProblem.NOT_ALLOWED),
        (7, "tlf og mail", InputProblem.NOT_ALLOWED),
        (8, "længe", InputProblem.NOT_A_NUMBER),
        (8, "1500", InputProblem.NOT_A_NUMBER),
        (9, "ab\x1b[2J", InputProblem.FORBIDDEN_CHARACTER),
        (9, CellProblem.TOO_LONG, CellProblem.TOO_LONG),
        (9, CellProblem.BROKEN_ENCODING, CellProblem.BROKEN_ENCODING),
        (4, "x" * 201, InputProblem.TOO_LONG),
        (12, "ja", InputProblem.NOT_A_DATE),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(place: int, said: Cell, problem: object) -> None:
    """One fault, with the header as it stands in the file."""
    row = (*SAID[:place], said, *SAID[place + 1 :])
    assert [(column, found) for column, _field, found in faults_of(row, bound())] == [
        (DANISH[place], problem)
    ]


def test_a_merged_cell_that_is_not_needed_is_empty() -> None:
    """The others of a merged range are a fault only where something must stand."""
    row = (*SAID[:6], CellProblem.MERGED, *SAID[7:])
    new = read_row(Row(2, row), bound())
    assert isinstance(new, NewConsultation)
    assert new.outcome == "open"


def test_a_fault_in_a_column_that_is_left_behind_costs_nothing() -> None:
    """What is not taken over need not be readable."""
    assert isinstance(read_row(Row(2, (*SAID[:14], CellProblem.TOO_LONG)), bound()), NewConsultation)


def test_a_row_with_too_few_columns_names_the_first_that_is_missing() -> None:
    """So that it is found in the file."""
    row = Row(4, (*SAID[:3], *("",) * 12), CellProblem.TOO_FEW_COLUMNS)
    assert to_raw(row, bound()) == (RowFault(4, "Afdeling", "", CellProblem.TOO_FEW_COLUMNS),)


def test_an_empty_cell_takes_the_default() -> None:
    """An age that nobody wrote is not known; a level that nobody wrote is a fault."""
    raw = to_raw(Row(2, (*SAID[:2], "", *SAID[3:])), bound())
    assert isinstance(raw, dict)
    assert raw["age_band"] == "unknown"
    lenient = ImportMapping({"date": ("Dato",)}, {}, {"level": "gul", "area": "voksne"})
    assert to_raw(Row(2, SAID), bound(DANISH, lenient)) == {
        "date": "2026-11-20",
        "level": "yellow",
        "area": "adults",
    }


def test_the_mappings_own_words_come_first() -> None:
    """A log may call its levels by numbers, or a word may mean another thing there."""
    mapping = ImportMapping(
        {"level": ("Niveau",), "outcome": ("Slut",)},
        {"level": {"1": "red", "gul": "orange"}, "outcome": {"kaffe": ""}},
        {"area": "adults"},
    )
    binding = bound(("Niveau", "Slut"), mapping)
    assert to_raw(Row(2, ("1", "kaffe")), binding) == {"level": "red", "area": "adults"}
    assert to_raw(Row(3, ("Gul", "")), binding) == {"level": "orange", "area": "adults"}


def test_a_column_or_a_field_that_is_not_there_is_told() -> None:
    """Before any row is read."""
    lost = ImportMapping({"level": ("Farve",)}, {}, {"area": "adults"})
    assert bind(lost, ["Niveau"]) == FileFault(FileProblem.MISSING_COLUMN, "Farve")
    assert bind(propose(["Dato", "Sag"]), ["Dato", "Sag"]) == FileFault(FileProblem.MISSING_FIELD, "level")
    placeless = ImportMapping({"level": ("Niveau",)})
    assert bind(placeless, ["Niveau"]) == FileFault(FileProblem.MISSING_FIELD, "area")
    assert isinstance(
        bind(ImportMapping({"level": ("NIVEAU ",)}, {}, {"area": "adults"}), ["Niveau"]), BoundMapping
    )


@given(st.integers(0, 120))
def test_an_exact_age_is_always_a_band(years: int) -> None:
    """The exact age stands nowhere, however it is written."""
    bands = {
        age_in(text)
        for text in (f"{years}", f"{years} år", f"{years}-årig", f"ca. {years}", f"{years} years old")
    }
    assert len(bands) == 1
    (found,) = bands
    assert found is not None
    band = found[0]
    low, high = {"0-11": (0, 11), "12-17": (12, 17), "18-23": (18, 23), "24+": (24, 120)}[band]
    assert low <= years <= high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12-17", (AgeBand.TEEN, None)),
        ("dec-17", (AgeBand.TEEN, None)),
        ("2017-12-01", (AgeBand.TEEN, None)),
        ("18+", (AgeBand.UNKNOWN, Area.ADULTS)),
        ("under 18", (AgeBand.UNKNOWN, Area.CHILDREN)),
        ("17-19", (AgeBand.UNKNOWN, None)),
        ("over 23", (AgeBand.ADULT, None)),
        ("24 uger", None),
        ("-3", None),
        ("130", None),
        ("010203-1234", None),
        ("2026-11-20", None),
        ("x" * 10_000, None),
    ],
)
def test_a_span_of_ages_is_a_band_or_an_area(text: str, expected: object) -> None:
    """Excel's own reading of 12-17 as a day is turned back; over two bands only the area is known."""
    assert age_in(text) == expected


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2068, 12, 31)))
def test_a_day_is_read_in_every_danish_writing(day: date) -> None:
    """With two digits or four, dots, strokes and dashes, with a time or the name of the month."""
    forms = (
        "%d/%m-%Y",
        "%d-%m-%Y",
        "%d.%m.%y",
        "%Y-%m-%d",
        "%d/%m/%Y",
        "%d.%m.%Y kl. 14.30",
        "%Y-%m-%dT08:00:00",
    )
    assert {day_in(day.strftime(form)) for form in forms} == {day}


@pytest.mark.parametrize("text", ["20112026", "1.2.3", "20/13-2026", "i går", "", "46346", "3-4", "x" * 1000])
def test_what_names_no_day_is_no_day(text: str) -> None:
    """Nothing is turned round or filled in."""
    assert day_in(text) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15), ("15 min", 15), ("15 min.", 15), ("0:25", 25), ("00:25:00", 25), ("1:30", 90),
        ("1 t 30 m", 90),
        ("1 time og 30 minutter", 90), ("1,5 time", 90), ("½ time", 30), ("en halv time", 30),
        ("1½ time", 90),
        ("halvanden time", 90), ("2 timer", 120), ("et kvarter", 15), ("25,0", 25), ("1.000", None),
        ("længe", None),
        ("", None), ("-5", None), ("15 kr", None),
    ],
)  # fmt: skip
def test_minutes_are_read_as_people_write_them(text: str, minutes: int | None) -> None:
    """Hours count for sixty; a number that may mean two things is none."""
    assert minutes_in(text) == minutes


@given(st.sampled_from(sorted(VALUES)), st.text(max_size=30))
def test_a_coded_value_is_a_code_or_unknown(field: str, text: str) -> None:
    """No word makes a code that our fields do not have."""
    found = codes_in(text, VALUES[field])
    assert found is None or set(found) <= set(VALUES[field].values())


def test_every_code_is_a_word_for_itself() -> None:
    """A log that was exported from here reads back."""
    for words in VALUES.values():
        assert {words[fold(code)] for code in words.values()} == set(words.values())


@given(st.lists(st.tuples(headers, st.text(max_size=10)), max_size=5), st.randoms())
def test_a_row_is_known_again_whatever_order_its_columns_have(
    pairs: list[tuple[str, str]], chance: object
) -> None:
    """And with an empty column more."""
    names, said = [name for name, _ in pairs], [text for _, text in pairs]
    order = list(range(len(pairs)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    one = canonical(names, Row(2, tuple(said)))
    other = canonical([*(names[at] for at in order), "Ny"], Row(9, (*(said[at] for at in order), "")))
    assert one == other


def test_rows_that_differ_are_not_taken_for_one() -> None:
    """A cell that moved to another column is another row."""
    assert canonical(("A", "B"), Row(2, ("x", ""))) != canonical(("A", "B"), Row(2, ("", "x")))
    assert canonical(("A", "B"), Row(2, ("x", "y"))) != canonical(("A", "B"), Row(2, ("x y", "")))


def test_columns_are_named_even_without_headers() -> None:
    """By the letter that Excel shows; a double gets a number."""
    assert name_headers(["Sag", "", CellProblem.MERGED, "Sag"]) == ("Sag", "B", "C", "Sag (2)")


@st.composite
def mappings(draw: st.DrawFn) -> ImportMapping:
    """Draw a mapping that a file can hold."""
    names = draw(st.lists(headers, unique=True, max_size=8))
    fields = draw(st.lists(st.sampled_from(FIELDS), unique=True, max_size=len(names)))
    columns: dict[str, tuple[str, ...]] = {name: (names[place],) for place, name in enumerate(fields)}
    spare = tuple(names[len(fields) :])
    if spare and fields and fields[0] in JOINED_FIELDS:
        columns[fields[0]] += spare
    words = st.dictionaries(headers.map(fold), st.sampled_from(["red", "yellow", ""]), min_size=1, max_size=3)
    values = {"level": draw(words)} if draw(st.booleans()) else {}
    defaults = draw(st.dictionaries(st.just("text"), headers.filter(lambda text: not find_forbidden(text))))
    return ImportMapping(columns, values, defaults)


@given(mappings(), st.lists(headers, max_size=3))
def test_a_mapping_reads_back_as_it_was_written(mapping: ImportMapping, rest: list[str]) -> None:
    """Whatever the headers hold; and nothing in the file can act on a terminal."""
    text = write_mapping(mapping, rest)
    assert read_mapping(text) == mapping
    assert find_forbidden(text) == ()


@given(st.text(max_size=80))
def test_any_text_is_a_mapping_or_told(text: str) -> None:
    """A mapping file that somebody spoilt never raises."""
    assert isinstance(read_mapping(text), ImportMapping | tuple)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[columns\n", MappingFault(MappingProblem.NOT_TOML, line=1)),
        ("\n\nlevel", MappingFault(MappingProblem.NOT_TOML)),
        ("a=" + "[" * 50_000, MappingFault(MappingProblem.NOT_TOML)),
        ("#" * 200_000, MappingFault(MappingProblem.TOO_LONG)),
        ("[colums]\n", MappingFault(MappingProblem.UNKNOWN_TABLE, "colums", "columns")),
        ("columns = 1\n", MappingFault(MappingProblem.NOT_A_TABLE, "columns")),
        ('[columns]\nlevl = "x"\n', MappingFault(MappingProblem.UNKNOWN_FIELD, "columns.levl", "level")),
        ('[columns]\n"010203-1234 Sofie" = "x"\n', MappingFault(MappingProblem.UNKNOWN_FIELD, "columns.…")),
        ("[columns]\nlevel = 1\n", MappingFault(MappingProblem.NOT_HEADERS, "columns.level")),
        ("[columns]\nlevel = []\n", MappingFault(MappingProblem.NOT_HEADERS, "columns.level")),
        ('[columns]\nlevel = ["a", "b"]\n', MappingFault(MappingProblem.ONE_COLUMN_ONLY, "columns.level")),
        ('[columns]\nlevel = "a"\ntext = "a"\n', MappingFault(MappingProblem.USED_TWICE, "columns.text")),
        ('[values.text]\na = "b"\n', MappingFault(MappingProblem.NOT_CODED, "values.text")),
        ('[values.level]\na = "rde"\n', MappingFault(MappingProblem.UNKNOWN_CODE, "values.level", "red")),
        ("[values.level]\na = 1\n", MappingFault(MappingProblem.UNKNOWN_CODE, "values.level")),
        ("[values]\nlevel = 1\n", MappingFault(MappingProblem.NOT_A_TABLE, "values.level")),
        ('[defaults]\nlevel = "blå"\n', MappingFault(MappingProblem.BAD_DEFAULT, "defaults.level")),
        ('[defaults]\ntext = "a\\u001b"\n', MappingFault(MappingProblem.NOT_TEXT, "defaults.text")),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place_and_the_nearest_word(text: str, fault: MappingFault) -> None:
    """The place, the word that was probably meant, never more of what was written."""
    found = read_mapping(text)
    assert isinstance(found, tuple)
    (one,) = found
    assert (one.problem, one.place) == (fault.problem, fault.place)
    assert not fault.nearest or one.nearest == fault.nearest
    assert fault.line is None or one.line == fault.line
