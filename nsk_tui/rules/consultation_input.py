"""A consultation as a file words it: the JSON object, read strictly and written the same way.

Source
    docs/cli.md
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any

from nsk_tui.rules.consultations import (
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
from nsk_tui.rules.ids import CodeName, MemberId, is_code_name, is_member_id
from nsk_tui.rules.nearest import nearest
from nsk_tui.rules.text import find_forbidden, tidy

UNKNOWN_KEYS_MAX = 20
"""As many unknown keys are told of: comparing words is slow, and nobody reads more."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}\Z")


class InputProblem(StrEnum):
    """What is wrong with one field of a file."""

    NOT_AN_OBJECT = "not_an_object"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    NOT_TEXT = "not_text"
    NOT_A_LIST = "not_a_list"
    NOT_ALLOWED = "not_allowed"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_DATE = "not_a_date"
    NOT_A_MEMBER = "not_a_member"
    NOT_A_CODE_NAME = "not_a_code_name"
    FORBIDDEN_CHARACTER = "forbidden_character"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class InputFault:
    """One thing in a file that cannot be read; never carries what was written there.

    Shape
        ``field`` is the key, empty when the whole object is wrong or the key is no plain word.
        ``allowed`` are the values that would do and ``nearest`` the one most alike, both empty
        where any value of the kind would do. ``limit`` None means that no number bounds it.
        ``position`` counts code points from 0; None when the fault has no place in a text.
    """

    field: str
    problem: InputProblem
    allowed: tuple[str, ...] = ()
    nearest: str = ""
    limit: int | None = None
    position: int | None = None


def read_consultation(raw: object) -> NewConsultation | tuple[InputFault, ...]:
    """Return the consultation that a parsed JSON object holds, or everything wrong with it.

    Shape
        A key that is absent and a key that is null mean the same. A follow-up without an owner
        has the empty owner; see ``owned_by``.

    >>> read_consultation({"level": "red", "area": "adults"}).level.value
    'red'
    >>> [(f.field, f.nearest) for f in read_consultation({"levl": "red", "area": "adults"})]
    [('levl', 'level'), ('level', '')]
    """
    if not isinstance(raw, dict):
        return (InputFault("", InputProblem.NOT_AN_OBJECT),)
    values: dict[str, Any] = {}
    faults = [*_unknown_keys(raw), *_missing_keys(raw)]
    for key, reader in _READERS.items():
        if raw.get(key) is None:
            continue
        value = reader(key, raw[key])
        if isinstance(value, InputFault):
            faults.append(value)
        else:
            values[_ATTRIBUTES.get(key, key)] = value
    return tuple(faults) if faults else NewConsultation(**values)


def owned_by(new: NewConsultation, author: MemberId) -> NewConsultation:
    """Return the consultation with its author as owner of a follow-up that names nobody."""
    if new.follow_up is None or new.follow_up.owner:
        return new
    return replace(new, follow_up=replace(new.follow_up, owner=author))


def write_consultation(body: NewConsultation) -> dict[str, object]:
    """Return the JSON object that ``read_consultation`` reads as the same consultation.

    >>> write_consultation(NewConsultation(ConcernLevel.RED, AgeBand.TEEN))["age_band"]
    '12-17'
    """
    written: dict[str, object] = {
        key: _plain(getattr(body, _ATTRIBUTES.get(key, key))) for key in _READERS if key != "follow_up"
    }
    follow_up = body.follow_up
    written["follow_up"] = follow_up and {"on": follow_up.on.isoformat(), "owner": follow_up.owner}
    return written


def _unknown_keys(raw: Mapping[object, object], prefix: str = "") -> list[InputFault]:
    known = tuple(_FOLLOW_UP_READERS if prefix else _READERS)
    unknown = islice((key for key in raw if key not in known), UNKNOWN_KEYS_MAX)
    return [
        InputFault(prefix + _shown(key), InputProblem.UNKNOWN_KEY, known, prefix + nearest(str(key), known))
        for key in unknown
    ]


def _shown(key: object) -> str:
    return key if isinstance(key, str) and _FIELD_NAME.match(key) else ""


def _missing_keys(raw: Mapping[object, object]) -> list[InputFault]:
    faults = []
    if raw.get("level") is None:
        faults.append(InputFault("level", InputProblem.MISSING, tuple(ConcernLevel)))
    if raw.get("area") is None and raw.get("age_band") is None:
        faults.append(InputFault("area", InputProblem.MISSING, ("area", "age_band")))
    return faults


def _choice(kind: type[StrEnum], field: str, value: object) -> StrEnum | InputFault:
    allowed = tuple(kind)
    if not isinstance(value, str):
        return InputFault(field, InputProblem.NOT_TEXT, allowed)
    if value not in allowed:
        return InputFault(field, InputProblem.NOT_ALLOWED, allowed, nearest(value, allowed))
    return kind(value)


def _concerns(field: str, value: object) -> tuple[StrEnum, ...] | InputFault:
    if not isinstance(value, list):
        return InputFault(field, InputProblem.NOT_A_LIST, tuple(Concern))
    chosen: dict[StrEnum, None] = {}
    for item in value:
        concern = _choice(Concern, field, item)
        if isinstance(concern, InputFault):
            return concern
        chosen[concern] = None
    return tuple(chosen)


def _text(limit: int, field: str, value: object) -> str | InputFault:
    if not isinstance(value, str):
        return InputFault(field, InputProblem.NOT_TEXT)
    if forbidden := find_forbidden(value):
        return InputFault(field, InputProblem.FORBIDDEN_CHARACTER, position=forbidden[0].position)
    if len(value) > limit:
        return InputFault(field, InputProblem.TOO_LONG, limit=limit)
    return tidy(value)[0]


def _signs(field: str, value: object) -> str | InputFault:
    if not isinstance(value, list):
        return _text(TEXT_CHARACTERS_MAX, field, value)
    if not all(isinstance(item, str) for item in value):
        return InputFault(field, InputProblem.NOT_TEXT)
    return _text(TEXT_CHARACTERS_MAX, field, ", ".join(value))


def _minutes(field: str, value: object) -> int | InputFault:
    whole = isinstance(value, int) and not isinstance(value, bool)
    if isinstance(value, int) and whole and 0 <= value <= MINUTES_MAX:
        return value
    return InputFault(field, InputProblem.NOT_A_NUMBER, limit=MINUTES_MAX)


def read_date(field: str, value: object) -> date | InputFault:
    """Return the day that a text names as year-month-day, or why it names none.

    >>> read_date("date", "2026-02-29").problem.value
    'not_a_date'
    """
    if isinstance(value, str) and _DATE.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    return InputFault(field, InputProblem.NOT_A_DATE)


def _member(field: str, value: object) -> MemberId | InputFault:
    if isinstance(value, str) and is_member_id(value):
        return MemberId(value)
    return InputFault(field, InputProblem.NOT_A_MEMBER)


def _code_name(field: str, value: object) -> CodeName | InputFault:
    if isinstance(value, str) and is_code_name(value):
        return CodeName(value)
    return InputFault(field, InputProblem.NOT_A_CODE_NAME)


def _follow_up(field: str, value: object) -> FollowUp | InputFault:
    if not isinstance(value, dict):
        return InputFault(field, InputProblem.NOT_AN_OBJECT, tuple(_FOLLOW_UP_READERS))
    prefix = f"{field}."
    if unknown := _unknown_keys(value, prefix):
        return unknown[0]
    if value.get("on") is None:
        return InputFault(prefix + "on", InputProblem.MISSING)
    on = read_date(prefix + "on", value["on"])
    owner = MemberId("") if value.get("owner") is None else _member(prefix + "owner", value["owner"])
    if isinstance(on, InputFault):
        return on
    return owner if isinstance(owner, InputFault) else FollowUp(on, owner)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [item.value for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


_Reader = Callable[[str, object], object]
_long_text: _Reader = partial(_text, TEXT_CHARACTERS_MAX)
_short_text: _Reader = partial(_text, SHORT_TEXT_CHARACTERS_MAX)

_FOLLOW_UP_READERS: dict[str, _Reader] = {"on": read_date, "owner": _member}
_ATTRIBUTES = {"date": "day"}
_READERS: dict[str, _Reader] = {
    "date": read_date,
    "level": partial(_choice, ConcernLevel),
    "area": partial(_choice, Area),
    "age_band": partial(_choice, AgeBand),
    "concerns": _concerns,
    "outcome": partial(_choice, Outcome),
    "channel": partial(_choice, Channel),
    "asked": partial(_choice, Asked),
    "basis": partial(_choice, Basis),
    "statute_ref": _short_text,
    "minutes": _minutes,
    "asker_department": _short_text,
    "asker_role": _short_text,
    "signs": _signs,
    "card": _short_text,
    "referred_to": _short_text,
    "text": _long_text,
    "advice": _long_text,
    "learned": _long_text,
    "follow_up": _follow_up,
    "thread": _code_name,
}

INPUT_KEYS: tuple[str, ...] = tuple(_READERS)
"""Every key of the JSON object, in the order in which it is written."""
