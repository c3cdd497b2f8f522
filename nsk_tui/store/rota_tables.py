"""The rows of the rota. What somebody took back stays as a row that is gone: undo puts it there again."""

from sqlalchemy import Integer, Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class LineRow(Row, table=True):
    """A line of the rota; without a name it is called what its area is called."""

    __tablename__ = "rota_line"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    area: str | None = Field(default=None, sa_type=Text)
    position: int = Field(sa_type=Integer)
    removed_at: str | None = Field(default=None, sa_type=Text)


class PlanRow(Row, table=True):
    """A plan: a draft, published, or published and undone; of published ones the newest counts."""

    __tablename__ = "rota_plan"
    number: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    state: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    published_by: str | None = Field(default=None, sa_type=Text)
    published_at: str | None = Field(default=None, sa_type=Text)
    fallback: str = Field(default="", sa_type=Text)
    seen: int = Field(default=0, sa_type=Integer)


class PeriodRow(Row, table=True):
    """A period of a plan, with the weight that it had when it was planned."""

    __tablename__ = "rota_period"
    plan: int = Field(primary_key=True, sa_type=Integer, foreign_key="rota_plan.number")
    start: str = Field(primary_key=True, sa_type=Text)
    last: str = Field(sa_type=Text)
    weight: int = Field(sa_type=Integer)


class PlannedRow(Row, table=True):
    """Who a plan gives a duty; nobody is a gap."""

    __tablename__ = "planned_duty"
    plan: int = Field(primary_key=True, sa_type=Integer, foreign_key="rota_plan.number")
    line: str = Field(primary_key=True, sa_type=Text)
    start: str = Field(primary_key=True, sa_type=Text)
    role: str = Field(primary_key=True, sa_type=Text)
    member: str | None = Field(default=None, sa_type=Text)


class DutyChangeRow(Row, table=True):
    """A duty that a swap or an override gave somebody else than the plan did."""

    __tablename__ = "duty_change"
    number: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    line: str = Field(sa_type=Text)
    start: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    layer: str = Field(sa_type=Text)
    way: str = Field(sa_type=Text)
    member: str | None = Field(default=None, sa_type=Text)
    set_by: str = Field(sa_type=Text)
    set_at: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    gone: int = Field(default=0, sa_type=Integer)


class SwapRow(Row, table=True):
    """A swap that somebody asked for."""

    __tablename__ = "swap"
    id: str = Field(primary_key=True, sa_type=Text)
    line: str = Field(sa_type=Text)
    start: str = Field(sa_type=Text)
    role: str = Field(sa_type=Text)
    giver: str = Field(sa_type=Text)
    taker: str = Field(sa_type=Text)
    return_line: str | None = Field(default=None, sa_type=Text)
    return_start: str | None = Field(default=None, sa_type=Text)
    return_role: str | None = Field(default=None, sa_type=Text)
    later: int = Field(sa_type=Integer)
    asked_at: str = Field(sa_type=Text)
    answer_by: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)


class IouRow(Row, table=True):
    """A duty that somebody owes; ``plan`` is the one that settles it, as long as that one stands."""

    __tablename__ = "iou"
    number: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    debtor: str = Field(sa_type=Text)
    creditor: str = Field(sa_type=Text)
    weight: int = Field(sa_type=Integer)
    since: str = Field(sa_type=Text)
    plan: int | None = Field(default=None, sa_type=Integer, foreign_key="rota_plan.number")
    gone: int = Field(default=0, sa_type=Integer)


class AbsenceRow(Row, table=True):
    """Days on which somebody does not work; there is no column for the cause."""

    __tablename__ = "absence"
    id: str = Field(primary_key=True, sa_type=Text)
    member: str = Field(sa_type=Text)
    first: str = Field(sa_type=Text)
    last: str = Field(sa_type=Text)
    set_by: str = Field(sa_type=Text)
    set_at: str = Field(sa_type=Text)
    gone: int = Field(default=0, sa_type=Integer)
    follow_ups_shown: int = Field(default=0, sa_type=Integer)
