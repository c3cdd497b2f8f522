"""Workbooks: what their cells say, and every kind of damage; a bomb is refused by its own words."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from nsk_tui.exchange import archives
from nsk_tui.exchange.sheets import Sheet, open_sheet
from nsk_tui.rules.import_rows import CellProblem, FileProblem, Row
from tests.exchange.test_sheets import HEADERS, cells_of, problem_of, table_of, workbook

PLAIN = workbook(HEADERS, [date(2026, 11, 3), "gul", 14, "x"], ["4", "rød", 15, "y"])
PARTS = tuple(zipfile.ZipFile(io.BytesIO(PLAIN)).namelist())


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
    xml += row.format(4, "e", "<v>#N/A</v>") + row.format(5, "str", "<v></v>") + row.format(6, "n", "<v/>")
    assert cells_of(sheet_with(xml)) == [
        ("2", "gul"), ("3", CellProblem.NO_VALUE), ("4", CellProblem.NO_VALUE), ("5", ""),
        ("6", CellProblem.NO_VALUE),
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


def test_a_workbook_saved_with_a_password_is_told_as_one() -> None:
    """As Excel's own encryption writes it."""
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(PLAIN)).encrypt("fjord-kande-7", sealed)
    assert problem_of(sealed.getvalue()) is FileProblem.PASSWORD


def test_an_encrypted_archive_is_one_with_a_password() -> None:
    """As some tools pack it."""
    content = bytearray(PLAIN)
    for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flag] |= 1
            at = content.find(mark, at + 4)
    assert problem_of(bytes(content)) is FileProblem.PASSWORD


def test_a_cell_over_the_limit_costs_itself_alone() -> None:
    """A megabyte in one cell, which other programs than Excel write."""
    cells = '<c t="inlineStr"><is><t>{}</t></is></c><c t="inlineStr"><is><t>{}</t></is></c>'
    xml = "".join(
        f"<row>{cells.format(*row)}</row>" for row in (("Dato", "Sag"), ("1", "x" * 1_000_000), ("2", "y"))
    )
    assert cells_of(sheet_with(xml)) == [("1", CellProblem.TOO_LONG), ("2", "y")]
