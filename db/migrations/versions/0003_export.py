"""What leaves the store: members' age recipients, and what waits in the outbox."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE recipient (
      member TEXT NOT NULL CONSTRAINT pk_recipient PRIMARY KEY,
      text TEXT NOT NULL CONSTRAINT ck_recipient_text CHECK (length(text) = 62 AND text LIKE 'age1%'),
      set_at TEXT NOT NULL,
      confirmed_by TEXT CONSTRAINT ck_recipient_confirmed_by CHECK (confirmed_by <> member),
      confirmed_at TEXT CONSTRAINT ck_recipient_confirmed_at CHECK
        ((confirmed_at IS NULL) = (confirmed_by IS NULL))
    ) STRICT
    """,
    """
    CREATE TABLE outbox (
      ticket TEXT NOT NULL CONSTRAINT pk_outbox PRIMARY KEY
        CONSTRAINT ck_outbox_ticket CHECK (length(ticket) = 7),
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      suffix TEXT NOT NULL,
      receiver TEXT,
      purpose TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      last_day TEXT NOT NULL,
      digest TEXT NOT NULL CONSTRAINT ck_outbox_digest CHECK (length(digest) = 64),
      state TEXT NOT NULL CONSTRAINT ck_outbox_state CHECK
        (state IN ('waiting','fetched','expired','withdrawn')),
      ended_at TEXT,
      ended_by TEXT
    ) STRICT
    """,
)

INDEXES = (
    "CREATE INDEX ix_outbox_waiting ON outbox (last_day) WHERE state = 'waiting'",
    "CREATE INDEX ix_outbox_subject ON outbox (kind, subject, made_at)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
