"""Foreign tables: every kind that Danish Excel writes, and every kind of damage, cell by cell."""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nsk_tui.exchange import archives
from nsk_tui.exchange.lines import COLUMNS_MAX
from nsk_tui.exchange.sheets import Sheet, open_sheet
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.rules.import_rows import Cell, CellProblem, FileFault, FileProblem, Row

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


def repacked(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """Return a workbook with its parts changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return stream.getvalue()


def sheet_with(xml: str) -> bytes:
    """Return a workbook whose rows are written by hand."""

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/"):
            return part
        return re.sub(rb"<sheetData>.*</sheetData>", f"<sheetData>{xml}</sheetData>".encode(), part)

    return repacked(workbook(HEADERS, ["x"]), change)


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


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_never_raises(data: st.DataObject) -> None:
    """A byte changed in any part is a fault or another value, never an exception."""
    name = data.draw(st.sampled_from(PARTS))
    place, byte = data.draw(st.integers(0, 4000)), data.draw(st.binary(min_size=1, max_size=3))

    def change(part_name: str, part: bytes) -> bytes:
        at = place % len(part)
        return part[:at] + byte + part[at + 1 :] if part_name == name else part

    found = open_sheet(repacked(PLAIN, change))
    if isinstance(found, Sheet):
        assert all(isinstance(row, Row) for row in found.rows())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.booleans())
def test_a_damaged_archive_never_raises(place: int, byte: int, is_cut: bool) -> None:
    """A file that was cut off or changed on its way has an answer, too."""
    at = place % len(PLAIN)
    content = PLAIN[:at] if is_cut else PLAIN[:at] + bytes([byte]) + PLAIN[at + 1 :]
    found = open_sheet(content)
    if isinstance(found, Sheet):
        assert list(found.rows()) is not None


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
    inline = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{long}</t></is></c></row>'
    assert table_of(sheet_with(inline + '<row r="2"><c r="A2"><v>1</v></c></row>')).headers == ("A",)
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


def test_an_archive_of_something_else_is_no_workbook() -> None:
    """A text document, an OpenDocument sheet, an archive of anything."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert problem_of(stream.getvalue()) is FileProblem.NOT_A_WORKBOOK


def test_a_workbook_gives_days_numbers_and_times_as_text() -> None:
    """A day is a day whatever its format shows; a whole number has no decimals."""
    content = workbook(
        HEADERS,
        [date(2026, 11, 3), 2, 14.0, "Hej\nmed dig "],
        [datetime.fromisoformat("2026-11-03 14:30"), True, 14.5, time(0, 25)],
        [timedelta(minutes=95), None, "", "x"],
    )
    assert cells_of(content) == [
        ("2026-11-03", "2", "14", "Hej\nmed dig"),
        ("2026-11-03 14:30", "true", "14.5", "00:25"),
        ("1:35", "", "", "x"),
    ]


def test_a_row_of_a_workbook_may_leave_its_last_cells_out() -> None:
    """Excel does not store them; cells beyond the headers are a fault of the row."""
    rows = list(table_of(workbook(HEADERS, ["1"], ["2", "gul", "14", "x", "y"])).rows())
    assert [(row.cells, row.problem) for row in rows] == [
        (("1", "", "", ""), None),
        (("2", "gul", "14", "x"), CellProblem.TOO_MANY_COLUMNS),
    ]


def test_a_formula_counts_with_what_excel_saw_last() -> None:
    """One that nobody has computed, or that came to an error, has no value."""
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="{1}"><f>A1</f>{2}</c></row>'
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("Dato", "Sag"))
    xml = f'<row r="1">{head}</row>' + row.format(2, "str", "<v>gul</v>") + row.format(3, "str", "")
    xml += row.format(4, "e", "<v>#N/A</v>") + row.format(5, "str", "<v></v>")
    assert cells_of(sheet_with(xml)) == [
        ("2", "gul"), ("3", CellProblem.NO_VALUE), ("4", CellProblem.NO_VALUE), ("5", ""),
    ]  # fmt: skip


def test_a_merged_cell_counts_for_its_first() -> None:
    """The others are marked, since they look filled on the screen."""
    content = workbook(
        HEADERS, ["1", "gul", "14", "x"], ["2", None, "15", "y"], ["3", None, "16", "z"],
        change=lambda sheet: sheet.merge_cells("B2:B3"),
    )  # fmt: skip
    assert [cells[1] for cells in cells_of(content)] == ["gul", CellProblem.MERGED, ""]


def test_the_first_visible_sheet_with_anything_in_it_is_read() -> None:
    """A cover page that is empty or hidden is passed over."""
    book = Workbook()
    book.create_sheet("Skjult").append(["Navn", "Sag"])
    book["Skjult"].sheet_state = "hidden"
    book.create_sheet("Log").append(list(HEADERS))
    stream = io.BytesIO()
    book.save(stream)
    assert table_of(stream.getvalue()).headers == HEADERS


@pytest.mark.parametrize("number", ["0", "-3", "99999999999", "1"])
def test_a_row_number_that_cannot_be_ends_the_reading(number: str) -> None:
    """Excel has 1,048,576 rows in their order; gaps are not filled one by one."""
    xml = '<row r="1"><c t="inlineStr"><is><t>Dato</t></is></c></row><row r="2"><c><v>1</v></c></row>'
    rows = list(table_of(sheet_with(f'{xml}<row r="{number}"><c><v>2</v></c></row>')).rows())
    assert [(row.number, row.problem) for row in rows] == [(2, None), (3, CellProblem.DAMAGED)]


def test_a_gap_of_a_million_rows_costs_nothing() -> None:
    """The number is read, not counted up to; a cell far to the right is one too many."""
    head = '<row r="1"><c t="inlineStr"><is><t>Dato</t></is></c></row>'
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert [(row.number, row.problem) for row in table_of(sheet_with(head + last)).rows()] == [
        (1_048_576, CellProblem.TOO_MANY_COLUMNS)
    ]


def test_a_document_type_is_refused() -> None:
    """It may multiply itself while it is read."""

    def laugh(name: str, part: bytes) -> bytes:
        bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
        return (
            part.replace(b"<worksheet", bomb + b"<worksheet", 1)
            if name.startswith("xl/worksheets/")
            else part
        )

    assert problem_of(repacked(PLAIN, laugh)) is FileProblem.NOT_A_WORKBOOK


def test_declared_sizes_are_judged_before_anything_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb is refused by its own words."""
    bomb = repacked(
        PLAIN, lambda _name, part: part, **{"xl/big.xml": b" " * (archives.OTHER_PART_BYTES_MAX + 1)}
    )
    assert len(bomb) < 100_000

    def refuse(*_words: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", refuse)
    assert problem_of(bomb) is FileProblem.TOO_LARGE


def test_a_row_without_an_end_is_refused() -> None:
    """Millions of cells in one row would all be held at once."""
    xml = '<row r="1">' + "<c/>" * (archives.ROW_BYTES_MAX // 4 + 1) + "</row>"
    assert problem_of(sheet_with(xml)) is FileProblem.TOO_LARGE


def test_an_encrypted_archive_is_one_with_a_password() -> None:
    """As some tools pack it."""
    content = bytearray(PLAIN)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(mark, at + 4)
    assert problem_of(bytes(content)) is FileProblem.PASSWORD


def test_rows_can_be_read_again() -> None:
    """The count before and the reading after see the same."""
    for content in (b"Dato;Sag\n1;x\n2;y\n", PLAIN):
        table = table_of(content)
        assert list(table.rows()) == list(table.rows()) != []


PLAIN = workbook(HEADERS, [date(2026, 11, 3), "gul", 14, "x"], ["4", "rød", 15, "y"])
PARTS = tuple(zipfile.ZipFile(io.BytesIO(PLAIN)).namelist())
