"""The parts of the directory that undo turns: each state is the row's columns as one text.

What somebody wrote in a note is in no state: what she took out must not wait here.
"""

import json
from typing import cast

from sqlmodel import Session, col, delete, select

from nsk_tui.store.directory import empty_page
from nsk_tui.store.directory_tables import CompetenceRow, ContactRow, PersonRow, PlaceRow
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import DepartmentRow

PLACES_MAX = 1_000
GONE = "gone"
"""The state of a row that is not there, or was taken back."""

_Row = PersonRow | CompetenceRow | ContactRow | DepartmentRow
_TABLES: dict[str, tuple[type[_Row], tuple[str, ...]]] = {
    "person": (
        PersonRow,
        ("share_percent", "lines", "languages", "since", "phone", "leaves_on", "network_role"),
    ),
    "competence": (CompetenceRow, ("name", "level", "evidence", "since", "expires_on", "ended_on")),
    "contact": (
        ContactRow,
        ("body", "name", "number", "hours", "owner", "introduced_on", "source", "checked_on", "checked_by"),
    ),
    "department": (DepartmentRow, ("has_citizen_contact", "areas", "competences")),
}


def key(kind: str, name: str) -> str:
    """Return how an act names a row: its kind (``person``, ``competence`` ...), and its id."""
    return f"{kind}:{name}"


def state_of(session: Session, text: str) -> str:
    """Return the state in which a row is now."""
    kind, _colon, name = text.partition(":")
    row = _row(session, kind, name) or (empty_page(name) if kind == "person" else None)
    if row is None or (isinstance(row, CompetenceRow | ContactRow) and row.gone):
        return GONE
    columns: list[object] = [getattr(row, one) for one in _TABLES[kind][1]]
    if kind == "person":
        columns.append(_places(session, name))
    return json.dumps(columns, ensure_ascii=False)


def put(session: Session, text: str, state: str) -> None:
    """Put a row into a state; it is another version then.

    Errors
        Missing: there is no such row.
    """
    kind, _colon, name = text.partition(":")
    row = _row(session, kind, name)
    if row is None:
        raise Missing(kind)
    columns = json.loads(state) if state != GONE else []
    for one, value in zip(_TABLES[kind][1], columns, strict=False):
        setattr(row, one, value)
    if isinstance(row, CompetenceRow | ContactRow):
        row.gone = int(state == GONE)
    row.version += 1
    session.add(row)
    if kind == "person" and columns:
        _put_places(session, name, columns[-1])
    session.flush()


def _row(session: Session, kind: str, name: str) -> _Row | None:
    return cast("_Row | None", session.get(_TABLES[kind][0], name))


def _places(session: Session, member: str) -> list[list[str]]:
    query = (
        select(PlaceRow)
        .where(PlaceRow.member == member)
        .order_by(col(PlaceRow.department), col(PlaceRow.area))
        .limit(PLACES_MAX)
    )
    return [[row.department, row.area] for row in session.exec(query)]


def _put_places(session: Session, member: str, places: list[list[str]]) -> None:
    session.exec(delete(PlaceRow).where(col(PlaceRow.member) == member))
    session.add_all(PlaceRow(member=member, department=name, area=area) for name, area in places)
