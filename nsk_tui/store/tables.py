"""The rows. Nothing else: a table model checks nothing, so records are made by rules first."""

from sqlalchemy import Integer, LargeBinary, MetaData, Text
from sqlmodel import Field, SQLModel

SCHEMA_VERSION = 10

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    """What every row has: a repr that shows no field, since fields hold what people wrote."""

    __table_args__ = {"sqlite_strict": True}

    def __repr__(self) -> str:
        """Say which row, never what is in it."""
        return f"{type(self).__name__}()"

    def __str__(self) -> str:
        """Say which row, never what is in it."""
        return repr(self)


class IdentityRow(Row, table=True):
    """The one row that says which store this is, and how far it has come."""

    __tablename__ = "identity"
    id: int = Field(default=1, primary_key=True, sa_type=Integer)
    store: str = Field(sa_type=Text)
    generation: int = Field(sa_type=Integer)
    epoch: int = Field(sa_type=Integer)
    chain_key: bytes = Field(sa_type=LargeBinary)
    created_at: str = Field(sa_type=Text)


class SettingRow(Row, table=True):
    """One setting of the network."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class PinRow(Row, table=True):
    """A coordinator whose signature the store accepts."""

    __tablename__ = "pin"
    member: str = Field(primary_key=True, sa_type=Text)
    sign_key: bytes = Field(sa_type=LargeBinary)
    since: str = Field(sa_type=Text)


class MemberRow(Row, table=True):
    """A member's name and own settings; her role and keys stand in the keyring."""

    __tablename__ = "member"
    id: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(sa_type=Text)
    department: str = Field(sa_type=Text)
    language: str = Field(sa_type=Text)
    theme: str | None = Field(default=None, sa_type=Text)
    joined_at: str | None = Field(default=None, sa_type=Text)
    last_seen: str | None = Field(default=None, sa_type=Text)
    last_asker_role: str = Field(default="", sa_type=Text)
    last_channel: str | None = Field(default=None, sa_type=Text)
    last_minutes: int | None = Field(default=None, sa_type=Integer)
    young_area: str | None = Field(default=None, sa_type=Text)


class DepartmentRow(Row, table=True):
    """A department, in the order that the network chose, and what somebody there must answer for."""

    __tablename__ = "department"
    name: str = Field(primary_key=True, sa_type=Text)
    position: int = Field(sa_type=Integer)
    has_citizen_contact: int = Field(default=1, sa_type=Integer)
    areas: str = Field(default="children\nadults", sa_type=Text)
    competences: str = Field(default="", sa_type=Text)
    version: int = Field(default=1, sa_type=Integer)


class ThreadRow(Row, table=True):
    """A thread; its codes are those of its last entry, kept here for lists."""

    __tablename__ = "thread"
    key: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    id: str = Field(sa_type=Text)
    code_name: str = Field(sa_type=Text)
    level_rank: int = Field(sa_type=Integer)
    state: str = Field(sa_type=Text)
    area: str = Field(sa_type=Text)
    age_band: str = Field(sa_type=Text)
    concerns: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    department: str = Field(sa_type=Text)
    owner: str = Field(sa_type=Text)
    follow_up_on: str | None = Field(default=None, sa_type=Text)
    entries: int = Field(sa_type=Integer)
    created_at: str = Field(sa_type=Text)
    last_entry_at: str = Field(sa_type=Text)
    last_entry_by: str = Field(sa_type=Text)
    closing_asked_by: str | None = Field(default=None, sa_type=Text)
    version: int = Field(default=1, sa_type=Integer)


class EntryRow(Row, table=True):
    """One consultation."""

    __tablename__ = "entry"
    key: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    id: str = Field(sa_type=Text)
    thread_key: int = Field(sa_type=Integer, foreign_key="thread.key")
    number: int = Field(sa_type=Integer)
    version: int = Field(sa_type=Integer)
    member: str = Field(sa_type=Text)
    created_at: str = Field(sa_type=Text)
    changed_at: str | None = Field(default=None, sa_type=Text)
    withdrawn: int = Field(default=0, sa_type=Integer)
    area: str = Field(sa_type=Text)
    age_band: str = Field(sa_type=Text)
    level: str = Field(sa_type=Text)
    concerns: str = Field(sa_type=Text)
    outcome: str = Field(sa_type=Text)
    channel: str | None = Field(default=None, sa_type=Text)
    asked: str | None = Field(default=None, sa_type=Text)
    basis: str = Field(sa_type=Text)
    statute_ref: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    minutes: int | None = Field(default=None, sa_type=Integer)
    asker_department: str = Field(sa_type=Text)
    asker_role: str = Field(sa_type=Text)
    signs: str = Field(sa_type=Text)
    card: str = Field(sa_type=Text)
    referred_to: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    advice: str = Field(sa_type=Text)
    learned: str = Field(sa_type=Text)
    follow_up_on: str | None = Field(default=None, sa_type=Text)
    follow_up_owner: str | None = Field(default=None, sa_type=Text)
    by_rota: int | None = Field(default=None, sa_type=Integer)


class EntryVersionRow(Row, table=True):
    """What an entry said before a correction."""

    __tablename__ = "entry_version"
    entry_key: int = Field(primary_key=True, sa_type=Integer, foreign_key="entry.key")
    version: int = Field(primary_key=True, sa_type=Integer)
    saved_at: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)


class FollowUpRow(Row, table=True):
    """When somebody looks at a thread again; at most one open for each thread."""

    __tablename__ = "follow_up"
    id: str = Field(primary_key=True, sa_type=Text)
    thread_key: int = Field(sa_type=Integer, foreign_key="thread.key")
    due_on: str = Field(sa_type=Text)
    owner: str = Field(sa_type=Text)
    set_by: str = Field(sa_type=Text)
    set_at: str = Field(sa_type=Text)
    done_at: str | None = Field(default=None, sa_type=Text)
    done_by: str | None = Field(default=None, sa_type=Text)
    result: str | None = Field(default=None, sa_type=Text)


class SealRow(Row, table=True):
    """What a thread said after its last change, as a keyed mark, and the audit line of that change."""

    __tablename__ = "seal"
    thread_key: int = Field(primary_key=True, sa_type=Integer, foreign_key="thread.key")
    line: int = Field(sa_type=Integer)
    mark: bytes = Field(sa_type=LargeBinary)


class TableSealRow(Row, table=True):
    """What the rows of a table add up to after its last change; without a name, a mark over all of these."""

    __tablename__ = "table_seal"
    name: str = Field(primary_key=True, sa_type=Text)
    line: int = Field(sa_type=Integer)
    count: int = Field(sa_type=Integer)
    mark: bytes = Field(sa_type=LargeBinary)


class TaskRow(Row, table=True):
    """A finding in a stored text, from a file or a later sweep, which waits for its author."""

    __tablename__ = "finding_task"
    id: str = Field(primary_key=True, sa_type=Text)
    entry_key: int = Field(sa_type=Integer, foreign_key="entry.key")
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


class DeclaredWordRow(Row, table=True):
    """A word that a member declared to be no person, for a time; others share it once confirmed."""

    __tablename__ = "declared_word"
    word: str = Field(primary_key=True, sa_type=Text)
    member: str = Field(primary_key=True, sa_type=Text)
    label: str = Field(sa_type=Text)
    declaration: str = Field(sa_type=Text)
    declared_at: str = Field(sa_type=Text)
    expires_on: str = Field(sa_type=Text)
    confirmed_by: str | None = Field(default=None, sa_type=Text)
    rejected_by: str | None = Field(default=None, sa_type=Text)


class ImportedRow(Row, table=True):
    """A row of a foreign log that was taken over: only its keyed mark, so that none comes twice."""

    __tablename__ = "imported"
    mark: bytes = Field(primary_key=True, sa_type=LargeBinary)
    imported_at: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)


class ActRow(Row, table=True):
    """A member's own act that can be undone; holds codes, never text."""

    __tablename__ = "act"
    number: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    member: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    thread_key: int | None = Field(default=None, sa_type=Integer, foreign_key="thread.key")
    entry_key: int | None = Field(default=None, sa_type=Integer)
    before: str = Field(sa_type=Text)
    after: str = Field(sa_type=Text)
    done_at: str = Field(sa_type=Text)
    undone: int = Field(default=0, sa_type=Integer)


class DraftStateRow(Row, table=True):
    """How far a member's drafts had come when she was last here, and when fewer were found than that."""

    __tablename__ = "draft_state"
    member: str = Field(primary_key=True, sa_type=Text)
    number: int = Field(sa_type=Integer)
    put_back_at: str | None = Field(default=None, sa_type=Text)


class PresenceRow(Row, table=True):
    """Somebody who has the store open on a screen now."""

    __tablename__ = "presence"
    id: str = Field(primary_key=True, sa_type=Text)
    member: str = Field(sa_type=Text)
    process: int = Field(sa_type=Integer)
    process_started: str = Field(sa_type=Text)
    since: str = Field(sa_type=Text)
    ended_by: str | None = Field(default=None, sa_type=Text)


class AuditRow(Row, table=True):
    """Who did what, when, to what and why; each line keyed to the one before."""

    __tablename__ = "audit"
    number: int = Field(primary_key=True, sa_type=Integer)
    at: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)
    act: str = Field(sa_type=Text)
    subject: str = Field(sa_type=Text)
    purpose: str = Field(sa_type=Text)
    link: bytes = Field(sa_type=LargeBinary)
