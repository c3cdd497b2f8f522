"""The directory: people, where they answer, what they can, contacts outside, what departments need."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_AREA = "('children','adults')"
_LEVEL = "('seen','practised','confident')"
_BOTH_AREAS = "'children\nadults'"

# What the rota knows of somebody and what the directory knows of her is one row.
PERSON = (
    """
    CREATE TABLE person (
      member TEXT NOT NULL CONSTRAINT pk_person PRIMARY KEY,
      share_percent INTEGER NOT NULL
        CONSTRAINT ck_person_share_percent CHECK (share_percent BETWEEN 0 AND 100),
      lines TEXT NOT NULL,
      languages TEXT NOT NULL,
      since TEXT,
      phone TEXT NOT NULL,
      leaves_on TEXT,
      network_role TEXT NOT NULL,
      note TEXT NOT NULL CONSTRAINT ck_person_note CHECK (length(note) <= 4000),
      note_written_on TEXT,
      note_version INTEGER NOT NULL CONSTRAINT ck_person_note_version CHECK (note_version >= 0),
      version INTEGER NOT NULL CONSTRAINT ck_person_version CHECK (version >= 1),
      CONSTRAINT ck_person_note_day CHECK ((note = '') = (note_written_on IS NULL))
    ) STRICT
    """,
    """
    INSERT INTO person
      SELECT member, share_percent, lines, languages, since, phone, leaves_on, '', '', NULL, 0, 1
      FROM rota_member
    """,
)

TABLES = (
    f"""
    CREATE TABLE person_place (
      member TEXT NOT NULL,
      department TEXT NOT NULL,
      area TEXT NOT NULL CONSTRAINT ck_person_place_area CHECK (area IN {_AREA}),
      CONSTRAINT pk_person_place PRIMARY KEY (member, department, area)
    ) STRICT
    """,
    f"""
    CREATE TABLE competence (
      id TEXT NOT NULL CONSTRAINT pk_competence PRIMARY KEY,
      member TEXT NOT NULL,
      name TEXT NOT NULL CONSTRAINT ck_competence_name CHECK (length(name) BETWEEN 1 AND 120),
      level TEXT NOT NULL CONSTRAINT ck_competence_level CHECK (level IN {_LEVEL}),
      evidence TEXT NOT NULL,
      since TEXT,
      expires_on TEXT,
      recorded_on TEXT NOT NULL,
      ended_on TEXT,
      gone INTEGER NOT NULL CONSTRAINT ck_competence_gone CHECK (gone IN (0,1)),
      version INTEGER NOT NULL CONSTRAINT ck_competence_version CHECK (version >= 1)
    ) STRICT
    """,
    """
    CREATE TABLE stay (
      member TEXT NOT NULL,
      first TEXT NOT NULL,
      last TEXT NOT NULL CONSTRAINT ck_stay_last CHECK (last >= first),
      CONSTRAINT pk_stay PRIMARY KEY (member, first)
    ) STRICT
    """,
    """
    CREATE TABLE contact (
      id TEXT NOT NULL CONSTRAINT pk_contact PRIMARY KEY,
      body TEXT NOT NULL CONSTRAINT ck_contact_body CHECK (length(body) BETWEEN 1 AND 200),
      name TEXT NOT NULL CONSTRAINT ck_contact_name CHECK (length(name) BETWEEN 1 AND 200),
      number TEXT NOT NULL CONSTRAINT ck_contact_number CHECK (length(number) BETWEEN 1 AND 40),
      hours TEXT NOT NULL CONSTRAINT ck_contact_hours CHECK (length(hours) BETWEEN 1 AND 200),
      owner TEXT NOT NULL CONSTRAINT ck_contact_owner CHECK (length(owner) >= 1),
      introduced_on TEXT,
      source TEXT NOT NULL CONSTRAINT ck_contact_source CHECK (length(source) BETWEEN 1 AND 200),
      checked_on TEXT NOT NULL,
      checked_by TEXT NOT NULL,
      note TEXT NOT NULL CONSTRAINT ck_contact_note CHECK (length(note) <= 200),
      gone INTEGER NOT NULL CONSTRAINT ck_contact_gone CHECK (gone IN (0,1)),
      version INTEGER NOT NULL CONSTRAINT ck_contact_version CHECK (version >= 1)
    ) STRICT
    """,
)

# The rota kept competences as a list of names: each becomes one that counts, from her first day.
COMPETENCES = """
    WITH RECURSIVE word (member, since, name, rest) AS (
      SELECT member, since, '', competences || char(10) FROM rota_member
      UNION ALL
      SELECT member, since, substr(rest, 1, instr(rest, char(10)) - 1),
        substr(rest, instr(rest, char(10)) + 1)
      FROM word WHERE rest <> ''
    )
    INSERT INTO competence
      SELECT lower(hex(randomblob(16))), member, name, 'practised', '', NULL, NULL,
        coalesce(since, (SELECT substr(created_at, 1, 10) FROM identity)), NULL, 0, 1
      FROM word WHERE name <> ''
"""

DEPARTMENT = (
    """
    ALTER TABLE department ADD COLUMN has_citizen_contact INTEGER NOT NULL DEFAULT 1
      CONSTRAINT ck_department_has_citizen_contact CHECK (has_citizen_contact IN (0,1))
    """,
    f"ALTER TABLE department ADD COLUMN areas TEXT NOT NULL DEFAULT {_BOTH_AREAS}",
    "ALTER TABLE department ADD COLUMN competences TEXT NOT NULL DEFAULT ''",
    """
    ALTER TABLE department ADD COLUMN version INTEGER NOT NULL DEFAULT 1
      CONSTRAINT ck_department_version CHECK (version >= 1)
    """,
)

INDEXES = (
    "CREATE INDEX ix_competence_member ON competence (member) WHERE gone = 0",
    "CREATE INDEX ix_contact_owner ON contact (owner) WHERE gone = 0",
)


def upgrade() -> None:
    """Make the tables, and move what the rota knew of people into them."""
    for statement in (*PERSON, *TABLES, COMPETENCES, "DROP TABLE rota_member", *DEPARTMENT, *INDEXES):
        op.execute(statement)
