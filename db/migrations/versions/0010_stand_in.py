"""Whether whoever has duty sees the follow-ups of somebody who is away."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; those who are away already showed theirs to nobody."""
    op.execute(
        "ALTER TABLE absence ADD COLUMN follow_ups_shown INTEGER NOT NULL DEFAULT 0"
        " CONSTRAINT ck_absence_follow_ups_shown CHECK (follow_ups_shown IN (0,1))"
    )
