"""How far each member's drafts have come, so that older ones put back show."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.execute(
        """
        CREATE TABLE draft_state (
          member TEXT NOT NULL CONSTRAINT pk_draft_state PRIMARY KEY,
          number INTEGER NOT NULL CONSTRAINT ck_draft_state_number CHECK (number >= 0),
          put_back_at TEXT
        ) STRICT
        """
    )
