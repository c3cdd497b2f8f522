"""Foreign tables: every kind that Danish Excel writes, and every kind of damage, cell by cell."""

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nsk_tui.exchange import archives
from nsk_tui.exchange.lines import COLUMNS_MAX
from nsk_tui.exchange.sheets import Sheet, open_sheet
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.rules.import_rows import Cell, CellProblem, FileFault, FileProblem

HEADERS = ("Dato", "Niveau", "Alder", "Sag")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
DELIMITERS = (";", ",", "\t")

danish = st.text(st.sampled_from("abcæøåÆØÅéü 0123456789;,\t\"'\n-–…€"), max_size=12)
tables = st.lists(st.lists(danish, min_size=4, max_size=4), max_size=6)


def table_of(content: bytes) -> Sheet:
    """Return the table of a file that can be read."""
    found = open_sheet(content)
    assert isinstance(found, Sheet), found
    return found


def cells_of(content: bytes) -> list[tuple[Cell, ...]]:
    """Return the cells of every row of a file that can be read."""
    return [row.cells for row in table_of(content).rows()]


def problem_of(content: bytes) -> FileProblem:
    """Return why a file cannot be read."""
    found = open_sheet(content)
    assert isinstance(found, FileFault), found
    return found.problem


def written(rows: Sequence[Sequence[str]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """Return rows as a program for tables writes them."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode(encoding)


def workbook(*rows: Sequence[Any], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """Return rows as a workbook; ``change`` is done to its sheet before it is saved."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@settings(max_examples=150)
@given(tables, st.sampled_from(DELIMITERS), st.sampled_from(ENCODINGS))
def test_a_table_reads_back_in_every_encoding_and_with_every_delimiter(
    rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    """Quotation marks, line ends and delimiters inside a cell belong to the cell."""
    content = written([HEADERS, *rows], delimiter, encoding)
    assert table_of(content).headers == HEADERS
    stripped = [tuple(cell.strip(" \t\n") for cell in row) for row in rows]
    assert cells_of(content) == [row for row in stripped if any(row)]


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300)
    | st.builds(
        bytes.__add__, st.sampled_from([b"PK\x03\x04", archives.OLE_HEADER, codecs.BOM_UTF16_LE]), st.binary()
    )
    | st.builds(lambda junk: b"Dato;Niveau\n" + junk, st.binary(max_size=200))
)
def test_no_bytes_are_too_strange_to_have_an_answer(content: bytes) -> None:
    """A table, or why there is none; and every row of the table can be walked through."""
    found = open_sheet(content)
    if isinstance(found, Sheet):
        assert all(len(row.cells) == len(found.headers) for row in found.rows())


def test_a_row_has_the_number_that_excel_shows() -> None:
    """A cell of several lines is one row, an empty row has a number, and the hint line has none."""
    content = b'sep=;\r\nDato;Sag\r\n1;"a\r\nb"\r\n\r\n;\r\n2;c\r\n'
    assert [(row.number, row.cells) for row in table_of(content).rows()] == [
        (2, ("1", "a\r\nb")),
        (5, ("2", "c")),
    ]


def test_the_hint_line_decides() -> None:
    """``sep=`` is what Excel itself goes by."""
    assert table_of(b"sep=,\nDato;x,Sag\n").headers == ("Dato;x", "Sag")


def test_commas_in_the_texts_do_not_make_columns() -> None:
    """What looks like headers decides before what is most even."""
    content = "Dato;Niveau;Sag\n1;gul;en, to\n2;rød;tre, fire\n3;gul;fem, seks".encode()
    assert table_of(content).headers == ("Dato", "Niveau", "Sag")


@pytest.mark.parametrize("content", ["Dato;Sag\r1;å", "Dato;Sag\n1;å", "Dato;Sag\r\n1;å"])
def test_every_line_end_ends_a_row(content: str) -> None:
    """Also that of old Macs."""
    assert cells_of(content.encode("cp1252")) == [("1", "å")]


def test_a_title_above_the_headers_is_no_header() -> None:
    """The row with the names is found; a title, also a merged one, stands above it."""
    content = b"Log over sparring; udskrevet 3/1\n\nDato;Niveau;Sag\n1;gul;x\n"
    assert table_of(content).headers == ("Dato", "Niveau", "Sag")
    merged = workbook(
        ["Log"], HEADERS, ["1", "gul", "14", "x"], change=lambda sheet: sheet.merge_cells("A1:D1")
    )
    assert [(row.number, row.cells) for row in table_of(merged).rows()] == [(3, ("1", "gul", "14", "x"))]


def test_a_row_with_too_few_columns_is_told_and_the_rest_read() -> None:
    """So is one with cells beyond the headers: an unquoted delimiter would move every cell."""
    rows = list(table_of(b"Dato;Niveau;Sag\n1;gul\n2;gul;x\n3;gul;x;y\n").rows())
    assert [(row.number, row.problem) for row in rows] == [
        (2, CellProblem.TOO_FEW_COLUMNS),
        (3, None),
        (4, CellProblem.TOO_MANY_COLUMNS),
    ]


def test_a_broken_encoding_costs_its_cell_alone() -> None:
    """Damaged UTF-8 is not read as Windows-1252, in which every Danish letter would be two."""
    content = "Dato;Sag\n1;blåbær\n2;bl".encode() + b"\xff" + "bær\n3;øl\n".encode()
    assert cells_of(content) == [("1", "blåbær"), ("2", CellProblem.BROKEN_ENCODING), ("3", "øl")]


def test_what_windows_1252_cannot_say_costs_its_cell_alone() -> None:
    """Five bytes mean nothing there."""
    content = "Dato;Sag\n1;blåbær\n".encode("cp1252") + b"2;\x81\n"
    assert cells_of(content) == [("1", "blåbær"), ("2", CellProblem.BROKEN_ENCODING)]


def test_a_text_that_was_broken_before_is_told() -> None:
    """The sign for a lost letter is a lost letter."""
    assert cells_of("Dato;Sag\n1;bl\ufffdb\n".encode()) == [("1", CellProblem.BROKEN_ENCODING)]


def test_a_cell_over_the_limit_costs_itself_alone() -> None:
    """A megabyte in one cell, in quotation marks or not, in text or workbook."""
    long = "x" * 1_000_000
    assert cells_of(f'Dato;Sag\n1;"{long}\n{long}"\n2;{long}\n3;x'.encode()) == [
        ("1", CellProblem.TOO_LONG), ("2", CellProblem.TOO_LONG), ("3", "x"),
    ]  # fmt: skip
    assert cells_of(workbook(HEADERS[:2], ["1", "x" * 32_767], ["2", "y"])) == [
        ("1", "x" * 32_767),
        ("2", "y"),
    ]
    just = "x" * TEXT_CHARACTERS_MAX
    assert cells_of(f"Dato;Sag\n1;{just}\n".encode()) == [("1", just)]


def test_a_quotation_mark_that_nobody_closed_costs_its_cell_alone() -> None:
    """It does not take the rest of the file with it."""
    content = b'Dato;Sag\n1;"aldrig lukket\n2;x\n3;"lukket"\n4;y\n'
    assert cells_of(content) == [("1", CellProblem.OPEN_QUOTE), ("2", "x"), ("3", "lukket"), ("4", "y")]


def test_a_quotation_mark_inside_a_cell_is_a_letter() -> None:
    """As people write who do not know the rules."""
    content = 'Dato;Sag\n1;Hun sagde "nej" til ham\n2;"Nej" sagde hun\n3;15" skærm\n'.encode()
    assert cells_of(content) == [
        ("1", 'Hun sagde "nej" til ham'),
        ("2", '"Nej" sagde hun'),
        ("3", '15" skærm'),
    ]


def test_a_million_open_quotation_marks_take_no_long_time() -> None:
    """No cell is read twice for a mark that was not closed."""
    content = b"Dato;Sag\n" + b'1;"x ""y\n' * 100_000 + b'2;"z\n'
    assert sum(1 for _row in table_of(content).rows()) > 0


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b" \r\n\r\n", FileProblem.EMPTY),
        (codecs.BOM_UTF8, FileProblem.EMPTY),
        (b";;;\n;;\n", FileProblem.EMPTY),
        (b"%PDF-1.7\n" + bytes(range(256)), FileProblem.NOT_TEXT),
        (b"\xff\xd8\xff\xe0" + bytes(range(1, 32)) * 20, FileProblem.NOT_TEXT),
        ("Dato;Sag".encode("utf-16-le"), FileProblem.NOT_TEXT),
        (archives.OLE_HEADER + b"\x00" * 500, FileProblem.OLD_WORKBOOK),
        (archives.OLE_HEADER + b"\x00" * 99 + archives.ENCRYPTED_NAME, FileProblem.PASSWORD),
        (b"PK\x03\x04" + b"\x00" * 100, FileProblem.DAMAGED),
        (";".join(f"k{number}" for number in range(COLUMNS_MAX + 1)).encode(), FileProblem.TOO_MANY_COLUMNS),
    ],
)
def test_a_file_that_is_no_table_is_one_fault(content: bytes, problem: FileProblem) -> None:
    """Which kind of file it is decides what the reader should do."""
    assert problem_of(content) is problem


def test_two_hundred_thousand_rows_are_read_one_at_a_time() -> None:
    """The first is there before the last is looked at, and none is kept."""
    rows = table_of(b"Dato;Sag\r\n" + b"3/11-2026;En samtale.\r\n" * 200_000).rows()
    assert next(rows).number == 2
    assert sum(1 for _row in rows) == 199_999


def test_rows_can_be_read_again() -> None:
    """The count before and the reading after see the same."""
    for content in (b"Dato;Sag\n1;x\n2;y\n", workbook(HEADERS, ["1", "gul"])):
        table = table_of(content)
        assert list(table.rows()) == list(table.rows()) != []
