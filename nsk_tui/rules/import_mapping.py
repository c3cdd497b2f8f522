"""Which column of a foreign log is which field, and from a row to the object that is read as a consultation.

Source
    docs/rules/import.md
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nsk_tui.rules.consultation_input import INPUT_KEYS, InputFault, InputProblem, read_consultation
from nsk_tui.rules.consultations import FREE_TEXT_FIELDS, AgeBand, NewConsultation
from nsk_tui.rules.import_rows import CellProblem, FileFault, FileProblem, Row, RowFault
from nsk_tui.rules.import_values import age_in, code_in, codes_in, day_in, minutes_in
from nsk_tui.rules.import_words import HEADERS, NOTHING, VALUES, fold

FIELDS: tuple[str, ...] = tuple(key for key in INPUT_KEYS if key != "thread")
"""What a column may be taken over as; a log of other people's knows no code names of ours."""

JOINED_FIELDS = frozenset(FREE_TEXT_FIELDS)
"""Fields that may be made of several columns."""

LONG_FIELDS = frozenset({"text", "advice", "learned"})
NEEDED = (("level",), ("area", "age_band"))
"""One of each group must come from a column or a default."""

_BESIDE_FIELD = frozenset({"level", "date", "area", "age_band"})
"""Where an empty cell is a fault when nothing stands in for it."""


@dataclass(frozen=True)
class ImportMapping:
    """How a file's columns become our fields.

    Shape
        ``columns`` maps a field to the headers that it is made of; only a free text has more
        than one. ``values`` maps a field to code by folded word, before our own words.
        ``defaults`` maps a field to what stands in for an empty cell.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BoundMapping:
    """A mapping that was held against a file's headers.

    Shape
        ``places`` maps a field to the places of its columns, from 0.
    """

    headers: tuple[str, ...]
    mapping: ImportMapping
    places: Mapping[str, tuple[int, ...]]
    words: Mapping[str, Mapping[str, str]]


def propose(headers: Sequence[str]) -> ImportMapping:
    """Return the mapping that a file's headers suggest; a header that nothing fits is left out.

    The age group stands as not known where a cell is empty, since it so often is.

    >>> dict(propose(["Dato", "Niveau", "Barnets alder", "Navn", "Sag"]).columns)
    {'date': ('Dato',), 'level': ('Niveau',), 'age_band': ('Barnets alder',), 'text': ('Sag',)}
    """
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for _fit, place, name in sorted(_candidates(headers), key=lambda one: (one[0], -one[1]), reverse=True):
        if place not in taken and (name not in found or name == "text"):
            found.setdefault(name, []).append(place)
            taken.add(place)
    columns = {
        name: tuple(headers[place] for place in sorted(found[name])) for name in FIELDS if name in found
    }
    return ImportMapping(columns, {}, {"age_band": AgeBand.UNKNOWN.value})


def unused(mapping: ImportMapping, headers: Sequence[str]) -> tuple[str, ...]:
    """Return the headers whose columns are not taken over.

    >>> unused(ImportMapping({"level": ("Niveau",)}), ["Niveau", "Navn"])
    ('Navn',)
    """
    used = {header for many in mapping.columns.values() for header in many}
    return tuple(header for header in headers if header not in used)


def bind(mapping: ImportMapping, headers: Sequence[str]) -> BoundMapping | FileFault:
    """Return a mapping bound to a file's columns, or what the file or the mapping lacks.

    >>> bind(ImportMapping({"level": ("Farve",)}), ["Niveau"])
    FileFault(problem=<FileProblem.MISSING_COLUMN: 'missing_column'>, name='Farve')
    """
    by_name = {fold(name): place for place, name in reversed(list(enumerate(headers)))}
    by_name |= {name: place for place, name in enumerate(headers)}
    places = {}
    for name, many in mapping.columns.items():
        lost = next((header for header in many if _place(by_name, header) is None), None)
        if lost is not None:
            return FileFault(FileProblem.MISSING_COLUMN, lost)
        places[name] = tuple(by_name.get(header, by_name.get(fold(header), 0)) for header in many)
    for group in NEEDED:
        if not any(name in places or name in mapping.defaults for name in group):
            return FileFault(FileProblem.MISSING_FIELD, group[0])
    words = {name: {**VALUES[name], **mapping.values.get(name, {})} for name in VALUES}
    return BoundMapping(tuple(headers), mapping, places, words)


def to_raw(row: Row, bound: BoundMapping) -> dict[str, object] | tuple[RowFault, ...]:
    """Return a row as the object that ``read_consultation`` reads, or everything that keeps it out.

    >>> bound = bind(propose(["Niveau", "Alder", "Tekst"]), ["Niveau", "Alder", "Tekst"])
    >>> to_raw(Row(2, ("Rødt", "14 år", "")), bound)
    {'level': 'red', 'age_band': '12-17'}
    """
    if row.problem is not None:
        short = row.problem is CellProblem.TOO_FEW_COLUMNS
        return (RowFault(row.number, _first_empty(row, bound) if short else "", "", row.problem),)
    raw: dict[str, object] = {}
    faults = []
    for name in FIELDS:
        value = _field(name, row, bound)
        if isinstance(value, RowFault):
            faults.append(value)
        elif isinstance(value, dict):
            raw = {**value, **raw}
        elif value is not None:
            raw[name] = value
    return tuple(faults) if faults else raw


def read_row(row: Row, bound: BoundMapping) -> NewConsultation | tuple[RowFault, ...]:
    """Return the consultation of a row, or everything that keeps it out."""
    raw = to_raw(row, bound)
    if isinstance(raw, tuple):
        return raw
    read = read_consultation(raw)
    if isinstance(read, NewConsultation):
        return read
    return tuple(_in_the_file(row, fault, bound) for fault in read)


def read_written(name: str, text: str, words: Mapping[str, str]) -> object | InputProblem:
    """Return what a written value means in the object for a field, or why it means nothing.

    Shape
        None: the field stays empty. A dictionary gives two fields: an age tells an area, too.

    >>> read_written("date", "20/11-2026", {}), read_written("minutes", "0:25", {})
    ('2026-11-20', 25)
    """
    return _READERS.get(name, _as_it_stands)(text, words)


def _candidates(headers: Sequence[str]) -> Iterator[tuple[tuple[int, int], int, str]]:
    """Give how well a header fits a field: the kind of match, then how long the matching phrase is."""
    for place, header in enumerate(headers):
        folded = fold(header)
        for name, phrases in HEADERS.items():
            fits = [(_likeness(folded, phrase), len(phrase)) for phrase in phrases]
            best = max(fits)
            if best[0]:
                yield best, place, name


def _likeness(header: str, phrase: str) -> int:
    if header == phrase:
        return 3
    if header.startswith(f"{phrase} "):
        return 2
    return int(f" {phrase} " in f" {header} ")


def _place(by_name: Mapping[str, int], header: str) -> int | None:
    """Return the place of a column; None when the file has none of that name."""
    return by_name.get(header, by_name.get(fold(header)))


def _first_empty(row: Row, bound: BoundMapping) -> str:
    filled = max((place for place, cell in enumerate(row.cells) if cell), default=-1)
    return bound.headers[min(filled + 1, len(bound.headers) - 1)]


def _field(name: str, row: Row, bound: BoundMapping) -> object:
    """Return what a row gives for a field, a fault, or None when it gives nothing."""
    parts = []
    for place in bound.places.get(name, ()):
        cell = row.cells[place]
        if isinstance(cell, str):
            parts.append(cell)
        elif cell is not CellProblem.MERGED or _is_needed(name, bound):
            return RowFault(row.number, bound.headers[place], name, cell)
    written = ("\n\n" if name in LONG_FIELDS else ", ").join(part for part in parts if part)
    return _value(name, written or bound.mapping.defaults.get(name, ""), row, bound)


def _value(name: str, written: str, row: Row, bound: BoundMapping) -> object:
    if not written:
        lacks = name in bound.places and name in ("level", "date")
        return _fault(row, name, InputProblem.MISSING, bound) if lacks else None
    value = read_written(name, written, bound.words.get(name, {}))
    return _fault(row, name, value, bound) if isinstance(value, InputProblem) else value


def _is_needed(name: str, bound: BoundMapping) -> bool:
    return name in ("level", "date") or (name in _BESIDE_FIELD and name not in bound.mapping.defaults)


def _fault(row: Row, name: str, problem: InputProblem, bound: BoundMapping) -> RowFault:
    allowed = tuple(dict.fromkeys(VALUES[name].values())) if name in VALUES else ()
    return RowFault(row.number, _header_of(name, bound), name, problem, allowed)


def _in_the_file(row: Row, fault: InputFault, bound: BoundMapping) -> RowFault:
    name = fault.field.partition(".")[0]
    return RowFault(
        row.number, _header_of(name, bound), name, fault.problem, fault.allowed, fault.limit, fault.position
    )


def _header_of(name: str, bound: BoundMapping) -> str:
    places = bound.places.get(name, ())
    return bound.headers[places[0]] if places else ""


def _as_it_stands(text: str, _words: Mapping[str, str]) -> object:
    return text


def _day(text: str, _words: Mapping[str, str]) -> object:
    day = day_in(text)
    return InputProblem.NOT_A_DATE if day is None else day.isoformat()


def _follow_up(text: str, words: Mapping[str, str]) -> object:
    if fold(text) in NOTHING:
        return None
    day = _day(text, words)
    return day if isinstance(day, InputProblem) else {"follow_up": {"on": day}}


def _minutes(text: str, _words: Mapping[str, str]) -> object:
    if fold(text) in NOTHING:
        return None
    minutes = minutes_in(text)
    return InputProblem.NOT_A_NUMBER if minutes is None else minutes


def _age(text: str, words: Mapping[str, str]) -> object:
    folded = fold(text)
    if folded in words:
        return words[folded] or None
    found = age_in(text)
    if found is None:
        return None if folded in NOTHING else InputProblem.NOT_ALLOWED
    band, area = found
    return {"age_band": band.value, "area": area.value} if area else band.value


def _code(text: str, words: Mapping[str, str]) -> object:
    code = code_in(text, words)
    return InputProblem.NOT_ALLOWED if code is None else code or None


def _codes(text: str, words: Mapping[str, str]) -> object:
    codes = codes_in(text, words)
    return InputProblem.NOT_ALLOWED if codes is None else codes


_READERS: dict[str, Callable[[str, Mapping[str, str]], object]] = {
    **dict.fromkeys(VALUES, _code),
    "date": _day,
    "minutes": _minutes,
    "age_band": _age,
    "concerns": _codes,
    "follow_up": _follow_up,
}
