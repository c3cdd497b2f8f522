"""The rows of what leaves the store: to whom it can be sealed, and what waits to be fetched."""

from sqlalchemy import Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class RecipientRow(Row, table=True):
    """A member's public key for age; it counts when somebody else has heard its words from her."""

    __tablename__ = "recipient"
    member: str = Field(primary_key=True, sa_type=Text)
    text: str = Field(sa_type=Text)
    set_at: str = Field(sa_type=Text)
    confirmed_by: str | None = Field(default=None, sa_type=Text)
    confirmed_at: str | None = Field(default=None, sa_type=Text)


class OutboxRow(Row, table=True):
    """A sealed file under a ticket: what it is, for whom, and what has become of it."""

    __tablename__ = "outbox"
    ticket: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    suffix: str = Field(sa_type=Text)
    receiver: str | None = Field(default=None, sa_type=Text)
    purpose: str = Field(sa_type=Text)
    made_by: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    last_day: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    ended_at: str | None = Field(default=None, sa_type=Text)
    ended_by: str | None = Field(default=None, sa_type=Text)
