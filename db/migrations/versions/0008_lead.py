"""Meetings: on which screen a meeting is led."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

LEAD = """
    CREATE TABLE meeting_lead (
      meeting TEXT NOT NULL CONSTRAINT fk_meeting_lead_meeting REFERENCES meeting (id)
        CONSTRAINT pk_meeting_lead PRIMARY KEY,
      member TEXT NOT NULL,
      process INTEGER NOT NULL,
      process_started TEXT NOT NULL,
      since TEXT NOT NULL
    ) STRICT
    """


def upgrade() -> None:
    """Make the table."""
    op.execute(LEAD)
