"""An existing log taken over: every row once, whatever is wrong with the file and whatever stops the run."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from nsk_tui.rules.consultation_input import InputProblem
from nsk_tui.rules.consultations import FollowUp, ThreadState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.import_mapping import ImportMapping
from nsk_tui.rules.import_rows import CellProblem, FileFault, FileProblem
from nsk_tui.rules.lists import EntryFilter, ListFilter, Sort, View
from nsk_tui.services import imports, quarantine, threads, undo
from nsk_tui.services.consultations import add
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.imports import ImportReport, Plan, RowFate
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from tests.services.test_consultations import CLEAN, everything

HEADERS = ("Dato", "Niveau", "Alder", "Afdeling", "Udfald", "Opfølgning", "Sag")
CLEAN_TEXT = "En ung må ikke deltage i lejrtur."
CPR = "010203-1234"


def row(text: str = CLEAN_TEXT, **changed: str) -> list[str]:
    """Return a row of the log."""
    said = dict(zip(HEADERS, ("3/11-2026", "Gul", "14 år", "Skoler", "Råd givet", "", text), strict=True))
    return [*{**said, **changed}.values()]


def log(*rows: Sequence[str]) -> bytes:
    """Return a log as Danish Excel writes it."""
    lines = (";".join(f'"{cell}"' if "\n" in cell else cell for cell in one) for one in (HEADERS, *rows))
    return "\r\n".join(lines).encode("cp1252", "surrogateescape")


def mapping_of(content: bytes) -> ImportMapping:
    """Return the mapping that a log's headers suggest."""
    proposal = imports.propose_for(content)
    assert isinstance(proposal, imports.Proposal)
    return proposal.mapping


def taken(session: Session, content: bytes, mapping: ImportMapping | None = None) -> ImportReport:
    """Import a log that can be read; ``mapping`` None takes the proposed one."""
    report = imports.run(session, content, mapping or mapping_of(content))
    assert isinstance(report, ImportReport), report
    return report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Return how many were imported, quarantined, there already, faulty."""
    return report.imported, report.quarantined, report.already, report.faulty


def texts_of(session: Session) -> list[str]:
    """Return the text of every entry in the store, sorted."""
    found = threads.list_entries(session, EntryFilter(None, None, "", "", None, None, False, 500))
    return sorted(entry.body.text for entry in found)


def test_a_row_becomes_a_consultation_of_its_day(session: Session) -> None:
    """With its codes, its text and its age as a band, in the importer's name."""
    assert counts(taken(session, log(row()))) == (1, 0, 0, 0)
    (entry,) = threads.list_entries(session, EntryFilter(None, None, "", "", None, None, False, 5))
    body = entry.body
    assert (entry.member, body.day, body.level, body.age_band) == (
        "K-01",
        date(2026, 11, 3),
        "yellow",
        "12-17",
    )
    assert (body.asker_department, body.outcome, body.text) == ("Skoler", "advice_given", CLEAN_TEXT)
    assert len(threads.search(session, "lejrtur")) == 1


def test_a_second_run_takes_nothing_twice(unlocked: Callable[[str], Session]) -> None:
    """Whoever runs it, and also when the log was sorted anew, or grew by a column and a row."""
    rows = [row(), row("Noget andet."), row(f"Ring {CPR}")]
    assert counts(taken(unlocked("K-01"), log(*rows))) == (2, 1, 0, 0)
    assert counts(taken(unlocked("K-02"), log(*reversed(rows)))) == (0, 0, 3, 0)
    grown = "\n".join(
        ";".join(cells) for cells in ([*HEADERS, "Ny"], *([*one, ""] for one in rows), [*row("Ny."), "x"])
    )
    assert counts(taken(unlocked("K-02"), grown.encode())) == (1, 0, 3, 0)


def test_the_same_log_as_workbook_is_the_same_log(session: Session) -> None:
    """A day is that day in any writing."""
    taken(session, log(row()))
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(HEADERS))
    sheet.append([date(2026, 11, 3), *row()[1:]])
    stream = io.BytesIO()
    book.save(stream)
    assert counts(taken(session, stream.getvalue())) == (0, 0, 1, 0)


def test_rows_that_say_the_same_stay_several(session: Session) -> None:
    """Two conversations alike are two; a third that comes later is a third."""
    assert counts(taken(session, log(row(), row()))) == (2, 0, 0, 0)
    assert counts(taken(session, log(row(), row(), row()))) == (1, 0, 2, 0)
    assert texts_of(session) == [CLEAN_TEXT] * 3


lines = st.one_of(
    st.builds(row, st.sampled_from([CLEAN_TEXT, "Noget andet.", ""])),
    st.builds(row, st.sampled_from([f"Nummer {CPR}.", "Sofie ringede i går."])),
    st.builds(lambda day: row(Dato=day), st.sampled_from(["31/2-2026", "", "i går"])),
    st.just(["", ""]),
    st.just(["3/11-2026", "Gul"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(lines, max_size=8), st.lists(lines, max_size=4))
def test_every_row_is_accounted_for_once(
    session: Session, rows: list[list[str]], more: list[list[str]]
) -> None:
    """Imported, quarantined, there already or faulty; and a second run finds all that it took."""
    before = (len(texts_of(session)), quarantine.count(session))
    first = taken(session, log(*rows))
    filled = sum(any(one) for one in rows)
    assert first.rows == sum(counts(first)) == filled
    assert (len(texts_of(session)), quarantine.count(session)) == (
        before[0] + first.imported,
        before[1] + first.quarantined,
    )
    second = taken(session, log(*rows))
    assert counts(second) == (0, 0, filled - second.faulty, second.faulty)
    third = taken(session, log(*rows, *more))
    assert third.rows == sum(counts(third)) == filled + sum(any(one) for one in more)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(session: Session) -> None:
    """What was stored stands, and the rest comes with the next run."""
    content = log(*(row(f"Nummer et {number}.") for number in range(imports.BATCH_ROWS + 30)))

    def stop(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imports.run(session, content, mapping_of(content), stop)
    assert len(texts_of(session)) == imports.BATCH_ROWS
    seen: list[int] = []
    report = imports.run(session, content, mapping_of(content), seen.append)
    assert isinstance(report, ImportReport)
    assert counts(report) == (30, 0, imports.BATCH_ROWS, 0)
    assert seen == [imports.BATCH_ROWS, imports.BATCH_ROWS + 30]


def test_two_at_once_take_each_row_once(unlocked: Callable[[str], Session]) -> None:
    """What another member took over while a batch was being checked is left to her."""
    first, second = unlocked("K-01"), unlocked("K-02")
    content = log(
        *(row(f"Nummer et {number}.") for number in range(imports.BATCH_ROWS)), row(f"Nu {CPR}"), row()
    )
    mapping = mapping_of(content)
    reports: list[ImportReport | FileFault] = []

    def overtake(done: int) -> None:
        if done == imports.BATCH_ROWS:
            reports.append(imports.run(second, content, mapping))

    reports.append(imports.run(first, content, mapping, overtake))
    assert [counts(one) for one in reports if isinstance(one, ImportReport)] == [
        (1, 1, imports.BATCH_ROWS, 0),
        (imports.BATCH_ROWS, 0, 2, 0),
    ]
    assert (quarantine.count(first), quarantine.count(second)) == (0, 1)


def test_what_is_settled_is_closed_and_what_is_owed_is_open(session: Session) -> None:
    """Old conversations do not fill the list of open ones; a red one needs two to close."""
    ahead, gone = "1/12-2026", "1/12-2024"
    content = log(
        row("a", Udfald="Råd givet", Opfølgning=gone), row("b", Udfald="i gang", Opfølgning=gone),
        row("c", Opfølgning=ahead), row("d", Niveau="rød"), row("e", Udfald=""),
    )  # fmt: skip
    assert counts(taken(session, content)) == (5, 0, 0, 0)
    found = threads.list_entries(session, EntryFilter(None, None, "", "", None, None, False, 9))
    lines = {entry.body.text: threads.open_thread(session, entry.thread).line for entry in found}
    assert {text for text, line in lines.items() if line.state is ThreadState.CLOSED} == {"a"}
    assert {text: line.follow_up_on for text, line in lines.items() if line.follow_up_on} == {
        "b": date(2024, 12, 1),
        "c": date(2026, 12, 1),
    }
    assert {entry.body.text: entry.body.follow_up for entry in found}["a"] == FollowUp(
        date(2024, 12, 1), MemberId("K-01")
    )
    assert threads.thread_keys(session, ListFilter(View.OPEN, Sort.NEWEST)).open_count == 4


def test_an_import_is_not_undone_by_a_key(session: Session) -> None:
    """Its rows would not come back at the next run; the act before it can be undone still."""
    assert isinstance(add(session, CLEAN), Added)
    taken(session, log(row()))
    assert isinstance(undo.undo(session), undo.UndoDone)
    assert texts_of(session) == [CLEAN_TEXT]
    assert undo.undo(session) == undo.NothingToUndo()


def test_the_audit_has_a_line_for_each_row_and_each_batch(session: Session) -> None:
    """With code names and counts, never with text."""
    taken(session, log(row(), row(f"Nummer {CPR}."), row("")))
    with session.database.reading() as reading:
        lines_ = audit.lines(reading)
    assert len([line for line in lines_ if line.act == "import"]) == 2
    assert [(line.subject, line.purpose) for line in lines_ if line.act == "import_rows"] == [("2", "1")]
    before = len(lines_)
    taken(session, log(row(), row(f"Nummer {CPR}."), row("")))
    with session.database.reading() as reading:
        assert len(audit.lines(reading)) == before


def test_an_auditor_imports_nothing(unlocked: Callable[[str], Session]) -> None:
    """Neither a look nor a row; the refusal is audited."""
    auditor = unlocked("R-01")
    for refused in (
        lambda: imports.plan(auditor, log(row())),
        lambda: imports.run(auditor, log(row()), ImportMapping()),
        lambda: quarantine.rows(auditor),
        lambda: quarantine.discard(auditor, "x"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert quarantine.count(auditor) == 0


def test_a_plan_says_what_a_run_would_do_and_writes_nothing(session: Session) -> None:
    """The first rows with their fate, every fault of the file, what is left behind."""
    content = log(row(), row(f"Nummer {CPR}."), row(Dato="31/2-2026"), ["x"])
    taken(session, log(row()))
    before = everything(session)
    plan = imports.plan(session, content)
    assert isinstance(plan, Plan)
    assert [(one.row, one.fate) for one in plan.first] == [
        (2, RowFate.ALREADY), (3, RowFate.QUARANTINED), (4, RowFate.FAULTY), (5, RowFate.FAULTY),
    ]  # fmt: skip
    assert plan.first[1].findings == 1
    assert (plan.rows, plan.faulty, plan.proposal.unused, plan.proposal.lacks) == (4, 2, (), None)
    assert everything(session) == before
    assert quarantine.count(session) == 0


def test_a_plan_without_a_level_says_so(session: Session) -> None:
    """The rows are counted; nothing can be done before the mapping has it."""
    plan = imports.plan(session, b"Dato;Sag\n1/1-2026;x\n")
    assert isinstance(plan, Plan)
    assert (plan.rows, plan.first) == (1, ())
    assert plan.proposal.lacks == FileFault(FileProblem.MISSING_FIELD, "level")
    assert imports.run(session, b"Dato;Sag\n1/1-2026;x\n", plan.proposal.mapping) == plan.proposal.lacks


def test_faults_are_kept_up_to_a_limit_and_counted_beyond(session: Session) -> None:
    """A mapping that fits no row does not fill the memory."""
    content = log(*[row(Dato="i går")] * (imports.FAULTS_KEPT_MAX + 5))
    report = taken(session, content)
    assert (report.faulty, len(report.faults)) == (imports.FAULTS_KEPT_MAX + 5, imports.FAULTS_KEPT_MAX)


BAD_ROWS = [
    (["3/11-2026", "Gul"], "Alder", CellProblem.TOO_FEW_COLUMNS),
    ([*row(), "x"], "", CellProblem.TOO_MANY_COLUMNS),
    (row("x" * 1_000_000), "Sag", CellProblem.TOO_LONG),
    (row("ab\x1b[2J"), "Sag", InputProblem.FORBIDDEN_CHARACTER),
    (row('"aldrig lukket'), "Sag", CellProblem.OPEN_QUOTE),
    (row("bl\udc81"), "Sag", CellProblem.BROKEN_ENCODING),
    (row(Niveau="grøn"), "Niveau", InputProblem.NOT_ALLOWED),
]


@pytest.mark.parametrize(("bad", "column", "problem"), BAD_ROWS)
def test_a_bad_row_is_told_with_row_and_column_and_the_rest_imported(
    session: Session, bad: list[str], column: str, problem: object
) -> None:
    """Its number as Excel shows it, its header; the rows before and after it are there."""
    content = log(row("Før."), bad, row("Efter."))
    report = taken(session, content)
    assert counts(report) == (2, 0, 0, 1)
    assert [(fault.row, fault.column, fault.problem) for fault in report.faults] == [(3, column, problem)]
    assert texts_of(session) == ["Efter.", "Før."]


def test_what_is_wrong_in_a_workbook_is_told_with_row_and_column(session: Session) -> None:
    """A formula that nobody computed, the hidden cells of a merged range; the rest is imported."""
    book = Workbook()
    sheet: Any = book.active
    for cells in (HEADERS, row("Før."), row("=A1"), row("Efter."), row("Flettet."), row("Sidst.")):
        sheet.append(list(cells))
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("E4:E6")
    stream = io.BytesIO()
    book.save(stream)
    report = taken(session, stream.getvalue())
    assert [(fault.row, fault.column, fault.problem) for fault in report.faults] == [
        (3, "Sag", CellProblem.NO_VALUE),
        (6, "Niveau", CellProblem.MERGED),
    ]
    assert counts(report) == (3, 0, 0, 2)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b"%PDF-1.7" + bytes(range(200)), FileProblem.NOT_TEXT),
        (b"PK\x03\x04rubbish", FileProblem.DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), FileProblem.PASSWORD),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(
    session: Session, content: bytes, problem: FileProblem
) -> None:
    """In the look before as in the run."""
    assert imports.plan(session, content) == FileFault(problem)
    assert imports.run(session, content, ImportMapping()) == FileFault(problem)


def test_any_bytes_can_be_planned(session: Session) -> None:
    """Also those that look like a log and are none."""
    for content in (b"\x00", b"\xff\xfe", b'"', b"a;b\n" * 3, "Niveau;Alder\nrød;14".encode("utf-16")):
        found = imports.plan(session, content)
        assert isinstance(found, Plan | FileFault)
