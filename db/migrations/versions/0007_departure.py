"""Departures: who answers for one, and what somebody ticked by hand."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE departure (
      handover TEXT NOT NULL CONSTRAINT pk_departure PRIMARY KEY
        CONSTRAINT fk_departure_handover REFERENCES handover (id),
      responsible TEXT NOT NULL,
      begun_at TEXT NOT NULL,
      finished_by TEXT,
      finished_at TEXT CONSTRAINT ck_departure_finished_at CHECK
        ((finished_at IS NULL) = (finished_by IS NULL))
    ) STRICT
    """,
    """
    CREATE TABLE departure_tick (
      handover TEXT NOT NULL CONSTRAINT fk_departure_tick_handover REFERENCES departure (handover),
      step TEXT NOT NULL,
      ticked_by TEXT NOT NULL,
      ticked_at TEXT NOT NULL,
      CONSTRAINT pk_departure_tick PRIMARY KEY (handover, step)
    ) STRICT
    """,
)


def upgrade() -> None:
    """Make the tables."""
    for statement in TABLES:
        op.execute(statement)
