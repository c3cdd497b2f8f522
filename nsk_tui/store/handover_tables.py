"""The rows of a handover: items in parts, each move made with them, what was missing afterwards."""

from sqlalchemy import Integer, Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class HandoverRow(Row, table=True):
    """One handover; ``thread`` is empty when somebody hands over all that she has."""

    __tablename__ = "handover"
    id: str = Field(primary_key=True, sa_type=Text)
    giver: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    thread: str = Field(default="", sa_type=Text)
    started_by: str = Field(sa_type=Text)
    started_on: str = Field(sa_type=Text)
    last_day: str = Field(sa_type=Text)
    back_on: str | None = Field(default=None, sa_type=Text)
    state: str = Field(sa_type=Text)
    closed_by: str | None = Field(default=None, sa_type=Text)
    closed_on: str | None = Field(default=None, sa_type=Text)
    closing_reason: str = Field(default="", sa_type=Text)
    remainder_kind: str | None = Field(default=None, sa_type=Text)
    remainder_by: str | None = Field(default=None, sa_type=Text)
    remainder_on: str | None = Field(default=None, sa_type=Text)
    remainder_words: str = Field(default="", sa_type=Text)
    version: int = Field(default=1, sa_type=Integer)


class HandoverItemRow(Row, table=True):
    """One matter of a handover; its lists stand in tables of their own."""

    __tablename__ = "handover_item"
    id: str = Field(primary_key=True, sa_type=Text)
    handover: str = Field(sa_type=Text, foreign_key="handover.id")
    position: int = Field(sa_type=Integer)
    kind: str | None = Field(default=None, sa_type=Text)
    label: str = Field(sa_type=Text)
    level: str | None = Field(default=None, sa_type=Text)
    is_watched: int = Field(default=0, sa_type=Integer)
    watch: str = Field(default="", sa_type=Text)
    summary: str = Field(default="", sa_type=Text)
    receiver: str | None = Field(default=None, sa_type=Text)
    made_by: str = Field(sa_type=Text)
    changed_by: str = Field(sa_type=Text)
    changed_at: str = Field(sa_type=Text)
    version: int = Field(default=1, sa_type=Integer)


class CoverRow(Row, table=True):
    """A record that an item hands over."""

    __tablename__ = "handover_cover"
    item: str = Field(primary_key=True, sa_type=Text, foreign_key="handover_item.id")
    position: int = Field(primary_key=True, sa_type=Integer)
    kind: str = Field(sa_type=Text)
    ref: str = Field(sa_type=Text)


class ActionRow(Row, table=True):
    """Something to be done; ``matter`` columns name the record that it stands for."""

    __tablename__ = "handover_action"
    item: str = Field(primary_key=True, sa_type=Text, foreign_key="handover_item.id")
    position: int = Field(primary_key=True, sa_type=Integer)
    what: str = Field(sa_type=Text)
    owner: str | None = Field(default=None, sa_type=Text)
    due_on: str | None = Field(default=None, sa_type=Text)
    matter_kind: str | None = Field(default=None, sa_type=Text)
    matter_ref: str | None = Field(default=None, sa_type=Text)
    done_at: str | None = Field(default=None, sa_type=Text)
    done_by: str | None = Field(default=None, sa_type=Text)


class ContingencyRow(Row, table=True):
    """If this happens, then do that."""

    __tablename__ = "handover_contingency"
    item: str = Field(primary_key=True, sa_type=Text, foreign_key="handover_item.id")
    position: int = Field(primary_key=True, sa_type=Integer)
    if_this: str = Field(sa_type=Text)
    then_that: str = Field(sa_type=Text)


class IntroductionRow(Row, table=True):
    """Somebody the receiver should meet."""

    __tablename__ = "handover_introduction"
    item: str = Field(primary_key=True, sa_type=Text, foreign_key="handover_item.id")
    position: int = Field(primary_key=True, sa_type=Integer)
    whom: str = Field(sa_type=Text)
    meet_on: str | None = Field(default=None, sa_type=Text)
    is_done: int = Field(default=0, sa_type=Integer)


class MoveRow(Row, table=True):
    """Somebody moved an item on: who, when, in which words, and the digest of the text before her.

    A sent item keeps the exact text in ``body``; ``mended`` says that words were taken out of it since.
    """

    __tablename__ = "handover_move"
    number: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    item: str = Field(sa_type=Text, foreign_key="handover_item.id")
    kind: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)
    record_version: str = Field(default="", sa_type=Text)
    words: str = Field(default="", sa_type=Text)
    question: str = Field(default="", sa_type=Text)
    body: str = Field(default="", sa_type=Text)
    mended: int = Field(default=0, sa_type=Integer)


class EchoRow(Row, table=True):
    """What a receiver said was missing; no words say that nothing was."""

    __tablename__ = "handover_echo"
    handover: str = Field(primary_key=True, sa_type=Text, foreign_key="handover.id")
    member: str = Field(primary_key=True, sa_type=Text)
    days: int = Field(primary_key=True, sa_type=Integer)
    words: str = Field(sa_type=Text)
    answered_at: str = Field(sa_type=Text)


class TextTaskRow(Row, table=True):
    """A finding in a stored text that is no consultation, which waits for its author."""

    __tablename__ = "text_task"
    id: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(sa_type=Text)
    ref: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)
    field: str = Field(sa_type=Text)
    span_start: int = Field(sa_type=Integer)
    span_end: int = Field(sa_type=Integer)
    label: str = Field(sa_type=Text)
    strength: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    settled_at: str | None = Field(default=None, sa_type=Text)
    declaration: str | None = Field(default=None, sa_type=Text)
