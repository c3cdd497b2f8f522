"""Content that people edit by hand in TOML: every wrong thing is named, with its line.

Source
    docs/rules/cards.md, "When a file is wrong"
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, TypeVar

from nsk_tui.rules.text import find_forbidden

Language = Literal["da", "en"]

FILE_CHARACTERS_MAX = 256_000
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_LINE_IN_MESSAGE = re.compile(r"at line (\d+)")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")

_Choice = TypeVar("_Choice", bound=StrEnum)
_Part = TypeVar("_Part")


class FaultCode(StrEnum):
    """What is wrong with a file of content."""

    NOT_TOML = "not_toml"
    TOO_LARGE = "too_large"
    FORBIDDEN_CHARACTER = "forbidden_character"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    WRONG_KIND = "wrong_kind"
    WRONG_VALUE = "wrong_value"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TWICE = "twice"


@dataclass(frozen=True)
class BothLanguages:
    """The same words in Danish and in English."""

    da: str
    en: str


class ContentError(Exception):
    """A file of content cannot be used; caught by the reader that asked for it.

    Shape
        ``field`` reads as an editor would say it, lists counted from 1: ``steps[3].da``. It is
        empty when the whole file is at fault. ``line`` None means: search by ``field``.
    """

    def __init__(self, code: FaultCode, field: str = "", line: int | None = None) -> None:
        super().__init__(code, field, line)
        self.code = code
        self.field = field
        self.line = line


def in_language(value: BothLanguages, language: Language) -> str:
    """Return the words in the reader's language.

    >>> in_language(BothLanguages("Fare nu", "Danger now"), "en")
    'Danger now'
    """
    return value.en if language == "en" else value.da


class Table:
    """A TOML table being read: it knows where it stands and which fields nobody asked for."""

    def __init__(self, values: dict[str, object], path: str = "") -> None:
        self._values = values
        self._path = path
        self._asked: set[str] = set()

    def where(self, name: str) -> str:
        """Return the field's full name."""
        return f"{self._path}.{name}" if self._path else name

    def text(self, name: str, most: int = 200, may_be_empty: bool = False) -> str:
        """Return a text field, stripped."""
        value = self._take(name)
        if not isinstance(value, str):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        if not value.strip() and not may_be_empty:
            raise ContentError(FaultCode.EMPTY, self.where(name))
        if len(value) > most:
            raise ContentError(FaultCode.TOO_LONG, self.where(name))
        return value.strip()

    def name(self, name: str) -> str:
        """Return a short name of lower-case letters, digits and hyphens."""
        value = self.text(name, most=40)
        if not _NAME.match(value):
            raise ContentError(FaultCode.WRONG_VALUE, self.where(name))
        return value

    def choice(self, name: str, kind: type[_Choice]) -> _Choice:
        """Return one of a fixed list of values."""
        value = self.text(name)
        if value not in tuple(kind):
            raise ContentError(FaultCode.WRONG_VALUE, self.where(name))
        return kind(value)

    def count(self, name: str) -> int:
        """Return a whole number from 1."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        if value < 1:
            raise ContentError(FaultCode.WRONG_VALUE, self.where(name))
        return value

    def day(self, name: str) -> date:
        """Return a date."""
        value = self._take(name)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        return value

    def yes(self, name: str) -> bool:
        """Return a field that is true or false; false when it is left out."""
        value = self._take(name) if name in self._values else False
        if not isinstance(value, bool):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        return value

    def has(self, name: str) -> bool:
        """Return whether a field stands in the table."""
        return name in self._values

    def words(self, name: str, kind: type[StrEnum] | None = None) -> tuple[str, ...]:
        """Return a list of words, none of them twice; ``kind`` None means that any word will do."""
        value = self._take(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        if len(set(value)) < len(value):
            raise ContentError(FaultCode.TWICE, self.where(name))
        if kind and not set(value) <= set(kind):
            raise ContentError(FaultCode.WRONG_VALUE, self.where(name))
        return tuple(value)

    def table(self, name: str) -> "Table":
        """Return a table inside this one."""
        value = self._take(name)
        if not isinstance(value, dict):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        return Table(value, self.where(name))

    def both(self, name: str, most: int = 200) -> BothLanguages:
        """Return a field that holds Danish and English."""
        inner = self.table(name)
        words = inner.own_languages(most)
        inner.finish()
        return words

    def own_languages(self, most: int = 200) -> BothLanguages:
        """Return the Danish and the English that stand in this very table."""
        return BothLanguages(self.text("da", most), self.text("en", most))

    def each(self, name: str, read: Callable[["Table"], _Part], most: int) -> tuple[_Part, ...]:
        """Return what ``read`` makes of each table of a list; left out means an empty list."""
        value = self._take(name) if name in self._values else []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise ContentError(FaultCode.WRONG_KIND, self.where(name))
        if len(value) > most:
            raise ContentError(FaultCode.TOO_MANY, self.where(name))
        return tuple(
            _read_one(Table(item, f"{self.where(name)}[{at}]"), read) for at, item in enumerate(value, 1)
        )

    def finish(self) -> None:
        """Refuse a field that nobody asked for: a typing error would else go unseen."""
        for name in self._values:
            if name not in self._asked:
                raise ContentError(FaultCode.UNKNOWN_FIELD, self.where(name))

    def _take(self, name: str) -> object:
        self._asked.add(name)
        if name not in self._values:
            raise ContentError(FaultCode.MISSING, self.where(name))
        return self._values[name]


def read_table(text: str) -> Table:
    """Return a file's outermost table.

    A byte order mark at the start is what some editors leave, and is passed over.

    Errors
        ContentError: too large, a character that may not reach a terminal, or no TOML.
    """
    if len(text) > FILE_CHARACTERS_MAX:
        raise ContentError(FaultCode.TOO_LARGE)
    body = text.removeprefix("\ufeff").replace("\r\n", "\n")
    forbidden = find_forbidden(body)
    if forbidden:
        raise ContentError(FaultCode.FORBIDDEN_CHARACTER, line=_line_at(body, forbidden[0].position))
    try:
        values = tomllib.loads(body)
    except (ValueError, RecursionError) as fault:
        # A number of thousands of digits and brackets a thousand deep are no TOMLDecodeError.
        raise ContentError(FaultCode.NOT_TOML, line=_line_of_message(str(fault))) from None
    _refuse_escaped(values)
    return Table(values)


def line_of(text: str, field: str) -> int | None:
    r"""Return the line, from 1, on which an editor finds a field; None when it stands nowhere.

    A missing field has the line of the table that lacks it.

    >>> line_of('title = 1\n[[steps]]\nda = "a"\n[[steps]]\nen = "b"\n', "steps[2].en")
    5
    """
    lines, at = text.splitlines(), 0
    for name, count in _STEP.findall(field):
        found = _line_after(lines, at, name, int(count or 1))
        if found is None:
            break
        at = found
    return at or None


def _line_after(lines: list[str], start: int, name: str, count: int) -> int | None:
    header = re.compile(rf"\s*\[\[?\s*{name}\s*\]")
    key = re.compile(rf"\s*{name}\s*=")
    for number, line in enumerate(lines[start:], start + 1):
        if start and line.lstrip().startswith("[["):
            return None
        count -= bool(header.match(line) or key.match(line))
        if count == 0:
            return number
    return None


def _read_one(table: Table, read: Callable[[Table], _Part]) -> _Part:
    part = read(table)
    table.finish()
    return part


def _refuse_escaped(values: dict[str, object]) -> None:
    """TOML can write an escape character as a code: look at the values too, not only the file."""
    pending: list[tuple[str, object]] = [("", values)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, dict):
            pending += [(f"{path}.{name}".lstrip("."), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            pending += [(f"{path}[{at}]", inner) for at, inner in enumerate(value, 1)]
        elif isinstance(value, str) and find_forbidden(value):
            raise ContentError(FaultCode.FORBIDDEN_CHARACTER, path)


def _line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _line_of_message(message: str) -> int | None:
    found = _LINE_IN_MESSAGE.search(message)
    return int(found[1]) if found else None
