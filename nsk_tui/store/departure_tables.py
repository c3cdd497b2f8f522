"""The rows of a departure: it belongs to a handover, and adds who answers for it and what was ticked."""

from sqlalchemy import Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class DepartureRow(Row, table=True):
    """Somebody leaves, and somebody sees to it."""

    __tablename__ = "departure"
    handover: str = Field(primary_key=True, sa_type=Text, foreign_key="handover.id")
    responsible: str = Field(sa_type=Text)
    begun_at: str = Field(sa_type=Text)
    finished_by: str | None = Field(default=None, sa_type=Text)
    finished_at: str | None = Field(default=None, sa_type=Text)


class TickRow(Row, table=True):
    """A step that somebody says is done."""

    __tablename__ = "departure_tick"
    handover: str = Field(primary_key=True, sa_type=Text, foreign_key="departure.handover")
    step: str = Field(primary_key=True, sa_type=Text)
    ticked_by: str = Field(sa_type=Text)
    ticked_at: str = Field(sa_type=Text)
