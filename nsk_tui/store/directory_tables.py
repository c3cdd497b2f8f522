"""The rows of the directory: who is there, where she answers, what she can, and whom we know outside."""

from sqlalchemy import Integer, Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class PersonRow(Row, table=True):
    """Somebody in the directory, and what the rota needs to know of her; lists are one item a line.

    Her name stands with the members, also when she has no key to the store.
    """

    __tablename__ = "person"
    member: str = Field(primary_key=True, sa_type=Text)
    share_percent: int = Field(sa_type=Integer)
    lines: str = Field(sa_type=Text)
    languages: str = Field(sa_type=Text)
    since: str | None = Field(default=None, sa_type=Text)
    phone: str = Field(sa_type=Text)
    leaves_on: str | None = Field(default=None, sa_type=Text)
    network_role: str = Field(default="", sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    note_written_on: str | None = Field(default=None, sa_type=Text)
    note_version: int = Field(default=0, sa_type=Integer)
    version: int = Field(default=1, sa_type=Integer)


class PlaceRow(Row, table=True):
    """A department and an area in which somebody can be asked."""

    __tablename__ = "person_place"
    member: str = Field(primary_key=True, sa_type=Text)
    department: str = Field(primary_key=True, sa_type=Text)
    area: str = Field(primary_key=True, sa_type=Text)


class CompetenceRow(Row, table=True):
    """Something that somebody can, or could until it ended: turnover asks who had what when."""

    __tablename__ = "competence"
    id: str = Field(primary_key=True, sa_type=Text)
    member: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    evidence: str = Field(sa_type=Text)
    since: str | None = Field(default=None, sa_type=Text)
    expires_on: str | None = Field(default=None, sa_type=Text)
    recorded_on: str = Field(sa_type=Text)
    ended_on: str | None = Field(default=None, sa_type=Text)
    gone: int = Field(default=0, sa_type=Integer)
    version: int = Field(default=1, sa_type=Integer)


class StayRow(Row, table=True):
    """Days on which somebody belonged to the group before she left and came back."""

    __tablename__ = "stay"
    member: str = Field(primary_key=True, sa_type=Text)
    first: str = Field(primary_key=True, sa_type=Text)
    last: str = Field(sa_type=Text)


class ContactRow(Row, table=True):
    """Somebody outside who can be rung, and who of us knows her."""

    __tablename__ = "contact"
    id: str = Field(primary_key=True, sa_type=Text)
    body: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    hours: str = Field(sa_type=Text)
    owner: str = Field(sa_type=Text)
    introduced_on: str | None = Field(default=None, sa_type=Text)
    source: str = Field(sa_type=Text)
    checked_on: str = Field(sa_type=Text)
    checked_by: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    gone: int = Field(default=0, sa_type=Integer)
    version: int = Field(default=1, sa_type=Integer)
