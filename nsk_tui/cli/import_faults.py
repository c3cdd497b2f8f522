"""What is wrong with a file to import, its mapping or its rows, as sentences; never what stands there."""

from enum import StrEnum

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.input_faults import sentence
from nsk_tui.rules.consultation_input import InputFault
from nsk_tui.rules.consultations import AgeBand, Area, Asked, Basis, Channel, Concern, ConcernLevel, Outcome
from nsk_tui.rules.import_file import MappingFault, MappingProblem
from nsk_tui.rules.import_rows import CellProblem, FileFault, FileProblem, RowFault
from nsk_tui.vocabulary import word
from nsk_tui.wording import _

NAME_CHARACTERS_MAX = 60
_KINDS: dict[str, type[StrEnum]] = {
    "level": ConcernLevel,
    "area": Area,
    "age_band": AgeBand,
    "concerns": Concern,
    "outcome": Outcome,
    "channel": Channel,
    "asked": Asked,
    "basis": Basis,
}
"""Whose words are told instead of the codes: a log holds words."""


def file_refusal(fault: FileFault) -> UsageFault:
    """Return the fault of a file of which nothing can be used; nothing was stored."""
    happened, todo = _file_words()[fault.problem]
    return UsageFault(happened % {"name": shown(fault.name)}, todo)


def mapping_refusal(faults: tuple[MappingFault, ...]) -> UsageFault:
    """Return one fault for a whole mapping file."""
    lines = [_mapping_line(fault) for fault in faults]
    return UsageFault(_("The mapping cannot be used; nothing was stored."), "\n     ".join(lines))


def row_line(fault: RowFault) -> str:
    """Return what is wrong with a row as one line: row, column, what would do."""
    return f"{_('Row %(row)d') % {'row': fault.row}}: {_row_words(fault)}"


def shown(name: str) -> str:
    """Return a header or field as a message repeats it."""
    line = streams.one_line(name)
    return line if len(line) <= NAME_CHARACTERS_MAX else f"{line[:NAME_CHARACTERS_MAX]}…"


def _row_words(fault: RowFault) -> str:
    name = shown(fault.column) or fault.field
    if isinstance(fault.problem, CellProblem):
        return _cell_words()[fault.problem] % {"column": name}
    kind = _KINDS.get(fault.field)
    allowed = fault.allowed if kind is None else tuple(word(kind(code)) for code in fault.allowed)
    return sentence(InputFault(name, fault.problem, allowed, limit=fault.limit, position=fault.position))


def _cell_words() -> dict[CellProblem, str]:
    return {
        CellProblem.BROKEN_ENCODING: _("%(column)s holds letters that got lost when the file was saved."),
        CellProblem.TOO_LONG: _("%(column)s is longer than a text may be."),
        CellProblem.NO_VALUE: _("%(column)s is a formula without a value. Open and save the file in Excel."),
        CellProblem.MERGED: _("%(column)s is part of a merged cell, and must stand in every row."),
        CellProblem.OPEN_QUOTE: _("%(column)s begins with a quotation mark that is not closed."),
        CellProblem.TOO_FEW_COLUMNS: _("too few columns; %(column)s is the first that is missing."),
        CellProblem.TOO_MANY_COLUMNS: _("more columns than there are headers."),
        CellProblem.DAMAGED: _("the file is damaged from here on."),
    }


def _file_words() -> dict[FileProblem, tuple[str, str]]:
    as_workbook = _("Save it as .xlsx or as CSV, and try again.")
    return {
        FileProblem.EMPTY: (_("There is nothing in the file."), ""),
        FileProblem.NOT_TEXT: (_("The file is neither a workbook nor text."), as_workbook),
        FileProblem.NOT_A_WORKBOOK: (_("The file is not an Excel workbook."), as_workbook),
        FileProblem.OLD_WORKBOOK: (_("The file is a workbook of the old kind."), as_workbook),
        FileProblem.PASSWORD: (
            _("The workbook is protected by a password."),
            _("Open it in Excel, take the password off, and save it under another name."),
        ),
        FileProblem.DAMAGED: (_("The workbook is damaged."), _("Open and save it in Excel, and try again.")),
        FileProblem.TOO_LARGE: (
            _("The file is larger than can be read, or unpacks to more."),
            _("Divide it, and import the parts one after another."),
        ),
        FileProblem.TOO_MANY_COLUMNS: (_("The file has more columns than can be read."), ""),
        FileProblem.MISSING_COLUMN: (
            _("The file has no column '%(name)s', which the mapping names."),
            _("Write the header as it stands in the file."),
        ),
        FileProblem.MISSING_FIELD: (
            _("No column is the field %(name)s."),
            _("Name one in a mapping under [columns], or give a value for all rows under [defaults]."),
        ),
    }


def _mapping_line(fault: MappingFault) -> str:
    said = _mapping_words()[fault.problem] % {
        "place": fault.place,
        "allowed": ", ".join(fault.allowed),
    }
    if fault.line is not None:
        said = f"{said} {_('Line %(line)d.') % {'line': fault.line}}"
    return f"{said} {_('Nearest: %(word)s.') % {'word': fault.nearest}}" if fault.nearest else said


def _mapping_words() -> dict[MappingProblem, str]:
    return {
        MappingProblem.NOT_TOML: _("It is not TOML."),
        MappingProblem.TOO_LONG: _("It is too long."),
        MappingProblem.UNKNOWN_TABLE: _("There is no table [%(place)s]. Possible: %(allowed)s."),
        MappingProblem.UNKNOWN_FIELD: _("%(place)s: there is no such field."),
        MappingProblem.NOT_A_TABLE: _("%(place)s must be a table."),
        MappingProblem.NOT_HEADERS: _("%(place)s must be a header, or a list of headers."),
        MappingProblem.ONE_COLUMN_ONLY: _("%(place)s is made of one column; only texts have several."),
        MappingProblem.USED_TWICE: _("%(place)s names a column that is taken already."),
        MappingProblem.NOT_CODED: _("%(place)s takes any text; words are given for: %(allowed)s."),
        MappingProblem.UNKNOWN_CODE: _("%(place)s gives a code that does not exist. Possible: %(allowed)s."),
        MappingProblem.NOT_TEXT: _("%(place)s must be a text without control characters."),
        MappingProblem.BAD_DEFAULT: _("%(place)s cannot be read as a value of the field."),
    }
