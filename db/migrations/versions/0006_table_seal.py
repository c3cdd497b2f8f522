"""A keyed mark over every table, so that an older page of a small one shows too."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; the store fills it when the migrations are done."""
    op.execute(
        """
        CREATE TABLE table_seal (
          name TEXT NOT NULL CONSTRAINT pk_table_seal PRIMARY KEY,
          line INTEGER NOT NULL CONSTRAINT ck_table_seal_line CHECK (line >= 0),
          count INTEGER NOT NULL,
          mark BLOB NOT NULL CONSTRAINT ck_table_seal_mark CHECK (length(mark) = 32)
        ) STRICT, WITHOUT ROWID
        """
    )
