"""The tables of handovers, and the findings in texts that are no consultation."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LEVEL = "('yellow','orange','red')"

TABLES = (
    """
    CREATE TABLE handover (
      id TEXT NOT NULL CONSTRAINT pk_handover PRIMARY KEY,
      giver TEXT NOT NULL,
      kind TEXT NOT NULL CONSTRAINT ck_handover_kind
        CHECK (kind IN ('leave','long_leave','role_change','thread')),
      thread TEXT NOT NULL CONSTRAINT ck_handover_thread CHECK ((thread <> '') = (kind = 'thread')),
      started_by TEXT NOT NULL,
      started_on TEXT NOT NULL,
      last_day TEXT NOT NULL,
      back_on TEXT,
      state TEXT NOT NULL CONSTRAINT ck_handover_state CHECK (state IN ('open','closed','dropped')),
      closed_by TEXT,
      closed_on TEXT,
      closing_reason TEXT NOT NULL,
      remainder_kind TEXT CONSTRAINT ck_handover_remainder_kind
        CHECK (remainder_kind IS NULL OR remainder_kind IN ('nothing','left_out')),
      remainder_by TEXT,
      remainder_on TEXT,
      remainder_words TEXT NOT NULL,
      version INTEGER NOT NULL CONSTRAINT ck_handover_version CHECK (version >= 1),
      CONSTRAINT ck_handover_closed CHECK ((state = 'open') = (closed_on IS NULL))
    ) STRICT
    """,
    f"""
    CREATE TABLE handover_item (
      id TEXT NOT NULL CONSTRAINT pk_handover_item PRIMARY KEY,
      handover TEXT NOT NULL CONSTRAINT fk_handover_item_handover REFERENCES handover (id),
      position INTEGER NOT NULL,
      kind TEXT,
      label TEXT NOT NULL,
      level TEXT CONSTRAINT ck_handover_item_level CHECK (level IS NULL OR level IN {_LEVEL}),
      is_watched INTEGER NOT NULL CONSTRAINT ck_handover_item_is_watched CHECK (is_watched IN (0,1)),
      watch TEXT NOT NULL,
      summary TEXT NOT NULL,
      receiver TEXT,
      made_by TEXT NOT NULL,
      changed_by TEXT NOT NULL,
      changed_at TEXT NOT NULL,
      version INTEGER NOT NULL CONSTRAINT ck_handover_item_version CHECK (version >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE handover_cover (
      item TEXT NOT NULL CONSTRAINT fk_handover_cover_item REFERENCES handover_item (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      ref TEXT NOT NULL,
      CONSTRAINT pk_handover_cover PRIMARY KEY (item, position)
    ) STRICT
    """,
    """
    CREATE TABLE handover_action (
      item TEXT NOT NULL CONSTRAINT fk_handover_action_item REFERENCES handover_item (id),
      position INTEGER NOT NULL,
      what TEXT NOT NULL,
      owner TEXT,
      due_on TEXT,
      matter_kind TEXT,
      matter_ref TEXT,
      done_at TEXT,
      done_by TEXT,
      CONSTRAINT pk_handover_action PRIMARY KEY (item, position)
    ) STRICT
    """,
    """
    CREATE TABLE handover_contingency (
      item TEXT NOT NULL CONSTRAINT fk_handover_contingency_item REFERENCES handover_item (id),
      position INTEGER NOT NULL,
      if_this TEXT NOT NULL,
      then_that TEXT NOT NULL,
      CONSTRAINT pk_handover_contingency PRIMARY KEY (item, position)
    ) STRICT
    """,
    """
    CREATE TABLE handover_introduction (
      item TEXT NOT NULL CONSTRAINT fk_handover_introduction_item REFERENCES handover_item (id),
      position INTEGER NOT NULL,
      whom TEXT NOT NULL,
      meet_on TEXT,
      is_done INTEGER NOT NULL CONSTRAINT ck_handover_introduction_is_done CHECK (is_done IN (0,1)),
      CONSTRAINT pk_handover_introduction PRIMARY KEY (item, position)
    ) STRICT
    """,
    """
    CREATE TABLE handover_move (
      number INTEGER NOT NULL CONSTRAINT pk_handover_move PRIMARY KEY,
      item TEXT NOT NULL CONSTRAINT fk_handover_move_item REFERENCES handover_item (id),
      kind TEXT NOT NULL CONSTRAINT ck_handover_move_kind
        CHECK (kind IN ('send','accept','reserve','return','withdraw')),
      state TEXT NOT NULL CONSTRAINT ck_handover_move_state
        CHECK (state IN ('sent','accepted','reserved','returned','withdrawn')),
      member TEXT NOT NULL,
      made_at TEXT NOT NULL,
      digest TEXT NOT NULL CONSTRAINT ck_handover_move_digest CHECK (length(digest) = 64),
      record_version TEXT NOT NULL,
      words TEXT NOT NULL,
      question TEXT NOT NULL,
      body TEXT NOT NULL,
      mended INTEGER NOT NULL CONSTRAINT ck_handover_move_mended CHECK (mended IN (0,1))
    ) STRICT
    """,
    """
    CREATE TABLE handover_echo (
      handover TEXT NOT NULL CONSTRAINT fk_handover_echo_handover REFERENCES handover (id),
      member TEXT NOT NULL,
      days INTEGER NOT NULL CONSTRAINT ck_handover_echo_days CHECK (days IN (30,60,90)),
      words TEXT NOT NULL,
      answered_at TEXT NOT NULL,
      CONSTRAINT pk_handover_echo PRIMARY KEY (handover, member, days)
    ) STRICT
    """,
    """
    CREATE TABLE text_task (
      id TEXT NOT NULL CONSTRAINT pk_text_task PRIMARY KEY,
      kind TEXT NOT NULL,
      ref TEXT NOT NULL,
      member TEXT NOT NULL,
      field TEXT NOT NULL,
      span_start INTEGER NOT NULL,
      span_end INTEGER NOT NULL CONSTRAINT ck_text_task_span_end CHECK (span_end > span_start),
      label TEXT NOT NULL,
      strength TEXT NOT NULL CONSTRAINT ck_text_task_strength CHECK (strength IN ('strong','weak')),
      reason TEXT NOT NULL,
      made_at TEXT NOT NULL,
      settled_at TEXT,
      declaration TEXT
    ) STRICT
    """,
)

INDEXES = (
    "CREATE UNIQUE INDEX uq_handover_open ON handover (giver, thread) WHERE state = 'open'",
    "CREATE INDEX ix_handover_item_handover ON handover_item (handover, position)",
    "CREATE INDEX ix_handover_item_receiver ON handover_item (receiver)",
    "CREATE INDEX ix_handover_move_item ON handover_move (item, number)",
    "CREATE INDEX ix_handover_action_owner ON handover_action (owner, due_on) WHERE done_at IS NULL",
    "CREATE INDEX ix_text_task_open ON text_task (member) WHERE settled_at IS NULL",
    "CREATE INDEX ix_text_task_ref ON text_task (kind, ref)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, *INDEXES):
        op.execute(statement)
