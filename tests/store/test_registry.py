"""The registers of what people word and what people own are complete."""

import pytest
from sqlalchemy import Text
from sqlmodel import SQLModel

from nsk_tui.rules.consultations import FREE_TEXT_FIELDS
from nsk_tui.store import (
    departure_tables,
    directory_tables,
    export_tables,
    handover_tables,
    meeting_tables,
    rota_tables,
    tables,
)
from nsk_tui.store.registry import NOT_OWNED, OWNER_COLUMNS, PERSON_COLUMNS, TEXT_COLUMNS, Wording

TABLES = SQLModel.metadata.tables


def test_the_tables_are_loaded() -> None:
    """The register is held against the real tables."""
    named = (
        *(rota_tables.LineRow, directory_tables.PersonRow, handover_tables.HandoverRow),
        *(meeting_tables.MeetingRow, departure_tables.DepartureRow, export_tables.OutboxRow),
    )
    assert {row.__tablename__ for row in (tables.IdentityRow, *named)} <= set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_text_column_says_what_it_holds(name: str) -> None:
    """A new column is stored only when somebody has said whether the check must see it."""
    columns = {column.name for column in TABLES[name].columns if isinstance(column.type, Text)}
    assert set(TEXT_COLUMNS.get(name, {})) == columns


def test_the_guarded_columns_of_an_entry_are_the_free_text_fields() -> None:
    """What the check sees and what the table holds are the same list."""
    guarded = {name for name, kind in TEXT_COLUMNS["entry"].items() if kind is Wording.GUARDED}
    assert guarded == set(FREE_TEXT_FIELDS)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_that_names_a_person_says_whether_she_owns_it(name: str) -> None:
    """A handover must find every record kind with an owner."""
    names_a_person = PERSON_COLUMNS & {column.name for column in TABLES[name].columns}
    assert bool(names_a_person) == (name in OWNER_COLUMNS or name in NOT_OWNED)
    assert not (name in OWNER_COLUMNS and name in NOT_OWNED)
    if name in OWNER_COLUMNS:
        assert set(OWNER_COLUMNS[name]) <= {column.name for column in TABLES[name].columns}


def test_every_constraint_has_a_name() -> None:
    """A migration can only drop what it can name."""
    unnamed = [
        (table.name, constraint)
        for table in TABLES.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []
