"""The mapping as a file that a person can read and change: TOML, strictly read, written to be read back.

Source
    docs/rules/import.md, section "The mapping file"
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.consultation_input import InputProblem
from nsk_tui.rules.import_mapping import FIELDS, JOINED_FIELDS, ImportMapping, read_written
from nsk_tui.rules.import_words import VALUES, fold
from nsk_tui.rules.nearest import nearest
from nsk_tui.rules.text import find_forbidden, tidy

MAPPING_CHARACTERS_MAX = 100_000
FAULTS_MAX = 20
TABLES = ("columns", "values", "defaults")
_LINE = re.compile(r"\(at line (\d+),")


class MappingProblem(StrEnum):
    """What is wrong with a mapping file."""

    NOT_TOML = "not_toml"
    TOO_LONG = "too_long"
    UNKNOWN_TABLE = "unknown_table"
    UNKNOWN_FIELD = "unknown_field"
    NOT_A_TABLE = "not_a_table"
    NOT_HEADERS = "not_headers"
    ONE_COLUMN_ONLY = "one_column_only"
    USED_TWICE = "used_twice"
    NOT_CODED = "not_coded"
    UNKNOWN_CODE = "unknown_code"
    NOT_TEXT = "not_text"
    BAD_DEFAULT = "bad_default"


@dataclass(frozen=True)
class MappingFault:
    """One thing in a mapping file that cannot be used.

    Shape
        ``place`` is the table and field, such as ``columns.level``; ``nearest`` the word that was
        probably meant, empty where any would do. ``line`` None means that it has no one line.
    """

    problem: MappingProblem
    place: str = ""
    nearest: str = ""
    allowed: tuple[str, ...] = ()
    line: int | None = None


def read_mapping(text: str) -> ImportMapping | tuple[MappingFault, ...]:
    r"""Return the mapping that a file holds, or everything wrong with it, at most 20 things.

    >>> read_mapping('[columns]\nlevel = "Farve"\n[values.level]\n"blå" = "red"').values
    {'level': {'blaa': 'red'}}
    >>> [(f.place, f.nearest) for f in read_mapping('[columns]\nlevl = "Farve"')]
    [('columns.levl', 'level')]
    """
    if len(text) > MAPPING_CHARACTERS_MAX:
        return (MappingFault(MappingProblem.TOO_LONG),)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        line = _LINE.search(str(fault))
        return (MappingFault(MappingProblem.NOT_TOML, line=int(line[1]) if line else None),)
    except (RecursionError, ValueError):
        return (MappingFault(MappingProblem.NOT_TOML),)
    faults = [*_table_faults(tables)]
    if not faults:
        faults = [*_column_faults(tables), *_value_faults(tables), *_default_faults(tables)]
    return tuple(faults[:FAULTS_MAX]) if faults else _mapping(tables)


def write_mapping(mapping: ImportMapping, unused: Sequence[str] = ()) -> str:
    """Return a mapping as a file that ``read_mapping`` reads as the same one.

    ``unused`` are the headers that are left out; they stand as comments.

    >>> print(write_mapping(ImportMapping({"level": ("Farve",)}, {}, {"age_band": "unknown"}), ["Navn"]))
    [columns]
    level = "Farve"
    # "Navn" is not taken over
    <BLANKLINE>
    [defaults]
    age_band = "unknown"
    <BLANKLINE>
    """
    lines = ["[columns]"]
    lines += [f"{name} = {_headers(mapping.columns[name])}" for name in FIELDS if name in mapping.columns]
    lines += [f"# {_quoted(header)} is not taken over" for header in unused]
    for name, words in mapping.values.items():
        lines += ["", f"[values.{name}]"]
        lines += [f"{_quoted(word)} = {_quoted(code)}" for word, code in words.items()]
    if mapping.defaults:
        lines += ["", "[defaults]"]
        lines += [f"{name} = {_quoted(text)}" for name, text in mapping.defaults.items()]
    return "\n".join([*lines, ""])


def _mapping(tables: Mapping[str, dict[str, object]]) -> ImportMapping:
    columns = {
        name: (value,) if isinstance(value, str) else tuple(_strings(value))
        for name, value in tables.get("columns", {}).items()
    }
    values = {
        name: {fold(word): str(code) for word, code in _table(words).items()}
        for name, words in tables.get("values", {}).items()
    }
    return ImportMapping(
        columns, values, {name: str(text) for name, text in tables.get("defaults", {}).items()}
    )


def _table_faults(tables: Mapping[str, object]) -> list[MappingFault]:
    faults = []
    for name, table in tables.items():
        if name not in TABLES:
            faults.append(
                MappingFault(MappingProblem.UNKNOWN_TABLE, _shown(name), nearest(name, TABLES), TABLES)
            )
        elif not isinstance(table, dict):
            faults.append(MappingFault(MappingProblem.NOT_A_TABLE, name))
        else:
            faults += _unknown_fields(name, table)
    return faults


def _unknown_fields(table: str, fields: Mapping[str, object]) -> list[MappingFault]:
    unknown = [name for name in fields if name not in FIELDS][:FAULTS_MAX]
    return [
        MappingFault(MappingProblem.UNKNOWN_FIELD, f"{table}.{_shown(name)}", nearest(name, FIELDS), FIELDS)
        for name in unknown
    ]


def _column_faults(tables: Mapping[str, dict[str, object]]) -> list[MappingFault]:
    faults = []
    used: set[str] = set()
    for name, value in tables.get("columns", {}).items():
        headers = [value] if isinstance(value, str) else _strings(value)
        place = f"columns.{name}"
        if not headers or not all(headers):
            faults.append(MappingFault(MappingProblem.NOT_HEADERS, place))
        elif len(headers) > 1 and name not in JOINED_FIELDS:
            faults.append(MappingFault(MappingProblem.ONE_COLUMN_ONLY, place))
        elif used.intersection(headers) or len(set(headers)) < len(headers):
            faults.append(MappingFault(MappingProblem.USED_TWICE, place))
        used.update(headers)
    return faults


def _value_faults(tables: Mapping[str, dict[str, object]]) -> list[MappingFault]:
    faults = []
    for name, words in tables.get("values", {}).items():
        place = f"values.{name}"
        if name not in VALUES:
            faults.append(MappingFault(MappingProblem.NOT_CODED, place, "", tuple(VALUES)))
        elif not isinstance(words, dict):
            faults.append(MappingFault(MappingProblem.NOT_A_TABLE, place))
        else:
            codes = tuple(dict.fromkeys(VALUES[name].values()))
            wrong = next((code for code in words.values() if code != "" and code not in codes), None)
            if wrong is not None:
                near = nearest(wrong, codes) if isinstance(wrong, str) else ""
                faults.append(MappingFault(MappingProblem.UNKNOWN_CODE, place, near, codes))
    return faults


def _default_faults(tables: Mapping[str, dict[str, object]]) -> list[MappingFault]:
    faults = []
    for name, text in tables.get("defaults", {}).items():
        place = f"defaults.{name}"
        if not isinstance(text, str) or find_forbidden(text):
            faults.append(MappingFault(MappingProblem.NOT_TEXT, place))
        elif isinstance(read_written(name, text, VALUES.get(name, {})), InputProblem):
            allowed = tuple(dict.fromkeys(VALUES.get(name, {}).values()))
            faults.append(MappingFault(MappingProblem.BAD_DEFAULT, place, "", allowed))
    return faults


def _strings(value: object) -> list[str]:
    """Return a list of texts; empty when it is anything else."""
    whole = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return list(value) if isinstance(value, list) and whole else []


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _shown(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]{1,32}", name) else "…"


def _headers(names: Sequence[str]) -> str:
    return _quoted(names[0]) if len(names) == 1 else f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """Return a TOML string; what a terminal would act on or a reader drop is written as its number."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if ord(character) < 32 or tidy(character)[0] != character:
        return f"\\U{ord(character):08X}"
    return character
