"""Meetings: series, agendas, what was pressed, minutes, actions, decisions, polls."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ITEM = "('decision','discussion','information')"
_LINE = "('text','decision','action')"


def _flag(table: str, name: str) -> str:
    return f"{name} INTEGER NOT NULL CONSTRAINT ck_{table}_{name} CHECK ({name} IN (0,1))"


def _version(table: str) -> str:
    return f"version INTEGER NOT NULL CONSTRAINT ck_{table}_version CHECK (version >= 1)"


def _minutes(table: str) -> str:
    return f"minutes INTEGER NOT NULL CONSTRAINT ck_{table}_minutes CHECK (minutes BETWEEN 1 AND 600)"


def _meeting(table: str) -> str:
    return f"CONSTRAINT fk_{table}_meeting REFERENCES meeting (id)"


MEETINGS = (
    f"""
    CREATE TABLE meeting_series (
      id TEXT NOT NULL CONSTRAINT pk_meeting_series PRIMARY KEY,
      title TEXT NOT NULL CONSTRAINT ck_meeting_series_title CHECK (length(title) BETWEEN 1 AND 80),
      place TEXT NOT NULL CONSTRAINT ck_meeting_series_place CHECK (length(place) <= 200),
      rhythm TEXT NOT NULL CONSTRAINT ck_meeting_series_rhythm CHECK (rhythm IN ('weeks','months')),
      every INTEGER NOT NULL CONSTRAINT ck_meeting_series_every CHECK (every BETWEEN 1 AND 12),
      weekday INTEGER NOT NULL CONSTRAINT ck_meeting_series_weekday CHECK (weekday BETWEEN 0 AND 6),
      nth INTEGER NOT NULL CONSTRAINT ck_meeting_series_nth CHECK (nth BETWEEN 1 AND 5),
      on_holiday TEXT NOT NULL
        CONSTRAINT ck_meeting_series_on_holiday CHECK (on_holiday IN ('skip','next_workday')),
      first TEXT NOT NULL,
      until TEXT,
      start TEXT NOT NULL,
      {_minutes("meeting_series")},
      chair TEXT,
      minute_taker TEXT,
      {_flag("meeting_series", "confidential")},
      template TEXT NOT NULL,
      created_by TEXT NOT NULL,
      {_version("meeting_series")},
      {_flag("meeting_series", "gone")}
    ) STRICT
    """,
    f"""
    CREATE TABLE meeting (
      id TEXT NOT NULL CONSTRAINT pk_meeting PRIMARY KEY,
      series TEXT CONSTRAINT fk_meeting_series REFERENCES meeting_series (id),
      title TEXT NOT NULL CONSTRAINT ck_meeting_title CHECK (length(title) BETWEEN 1 AND 80),
      place TEXT NOT NULL CONSTRAINT ck_meeting_place CHECK (length(place) <= 200),
      state TEXT NOT NULL CONSTRAINT ck_meeting_state
        CHECK (state IN ('poll','planned','sent','running','held','cancelled')),
      day TEXT,
      start TEXT,
      {_minutes("meeting")},
      chair TEXT,
      minute_taker TEXT,
      {_flag("meeting", "confidential")},
      minutes_state TEXT NOT NULL CONSTRAINT ck_meeting_minutes_state
        CHECK (minutes_state IN ('none','draft','remarks','locked')),
      remarks_until TEXT,
      locked_on TEXT,
      digest TEXT NOT NULL,
      {_flag("meeting", "mended")},
      sequence INTEGER NOT NULL CONSTRAINT ck_meeting_sequence CHECK (sequence >= 0),
      created_by TEXT NOT NULL,
      {_version("meeting")},
      {_flag("meeting", "gone")},
      CONSTRAINT ck_meeting_day CHECK ((day IS NULL) = (start IS NULL)),
      CONSTRAINT ck_meeting_locked CHECK ((minutes_state = 'locked') = (digest <> ''))
    ) STRICT
    """,
    f"""
    CREATE TABLE attendance (
      meeting TEXT NOT NULL {_meeting("attendance")},
      member TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT ck_attendance_state
        CHECK (state IN ('present','apologies','absent')),
      CONSTRAINT pk_attendance PRIMARY KEY (meeting, member)
    ) STRICT
    """,
    f"""
    CREATE TABLE agenda_item (
      id TEXT NOT NULL CONSTRAINT pk_agenda_item PRIMARY KEY,
      meeting TEXT {_meeting("agenda_item")},
      position INTEGER NOT NULL,
      standing TEXT CONSTRAINT ck_agenda_item_standing
        CHECK (standing IN ('actions','rota','coverage','partners','closing')),
      kind TEXT NOT NULL CONSTRAINT ck_agenda_item_kind CHECK (kind IN {_ITEM}),
      title TEXT NOT NULL CONSTRAINT ck_agenda_item_title CHECK (length(title) <= 80),
      purpose TEXT NOT NULL CONSTRAINT ck_agenda_item_purpose CHECK (length(purpose) <= 120),
      {_minutes("agenda_item")},
      presenter TEXT,
      origins TEXT NOT NULL,
      proposed_by TEXT NOT NULL,
      {_flag("agenda_item", "is_wish")},
      state TEXT NOT NULL CONSTRAINT ck_agenda_item_state
        CHECK (state IN ('planned','done','postponed')),
      came_from TEXT CONSTRAINT fk_agenda_item_came_from REFERENCES agenda_item (id),
      used_seconds INTEGER,
      {_version("agenda_item")},
      {_flag("agenda_item", "gone")},
      CONSTRAINT ck_agenda_item_called CHECK (standing IS NOT NULL OR title <> '')
    ) STRICT
    """,
    f"""
    CREATE TABLE meeting_event (
      meeting TEXT NOT NULL {_meeting("meeting_event")},
      number INTEGER NOT NULL CONSTRAINT ck_meeting_event_number CHECK (number >= 1),
      press TEXT NOT NULL,
      at TEXT NOT NULL,
      item TEXT CONSTRAINT fk_meeting_event_item REFERENCES agenda_item (id),
      speaker TEXT,
      pressed_by TEXT NOT NULL,
      CONSTRAINT pk_meeting_event PRIMARY KEY (meeting, number)
    ) STRICT
    """,
)

MINUTES = (
    f"""
    CREATE TABLE minutes_line (
      id TEXT NOT NULL CONSTRAINT pk_minutes_line PRIMARY KEY,
      meeting TEXT NOT NULL {_meeting("minutes_line")},
      item TEXT CONSTRAINT fk_minutes_line_item REFERENCES agenda_item (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT ck_minutes_line_kind CHECK (kind IN {_LINE}),
      text TEXT NOT NULL CONSTRAINT ck_minutes_line_text CHECK (length(text) <= 1000),
      agreed_owner TEXT,
      due TEXT,
      written_by TEXT NOT NULL,
      written_at TEXT NOT NULL,
      changed_by TEXT,
      {_version("minutes_line")},
      {_flag("minutes_line", "gone")}
    ) STRICT
    """,
    f"""
    CREATE TABLE remark (
      id TEXT NOT NULL CONSTRAINT pk_remark PRIMARY KEY,
      meeting TEXT NOT NULL {_meeting("remark")},
      item TEXT CONSTRAINT fk_remark_item REFERENCES agenda_item (id),
      text TEXT NOT NULL CONSTRAINT ck_remark_text CHECK (length(text) BETWEEN 1 AND 1000),
      member TEXT NOT NULL,
      made_at TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT ck_remark_state CHECK (state IN ('open','taken','noted')),
      settled_by TEXT
    ) STRICT
    """,
    f"""
    CREATE TABLE addendum (
      meeting TEXT NOT NULL {_meeting("addendum")},
      number INTEGER NOT NULL CONSTRAINT ck_addendum_number CHECK (number >= 1),
      text TEXT NOT NULL CONSTRAINT ck_addendum_text CHECK (length(text) BETWEEN 1 AND 1000),
      member TEXT NOT NULL,
      made_at TEXT NOT NULL,
      digest TEXT NOT NULL CONSTRAINT ck_addendum_digest CHECK (length(digest) = 64),
      CONSTRAINT pk_addendum PRIMARY KEY (meeting, number)
    ) STRICT
    """,
    f"""
    CREATE TABLE decision (
      year INTEGER NOT NULL,
      number INTEGER NOT NULL CONSTRAINT ck_decision_number CHECK (number >= 1),
      line TEXT NOT NULL CONSTRAINT fk_decision_line REFERENCES minutes_line (id)
        CONSTRAINT uq_decision_line UNIQUE,
      superseded_year INTEGER,
      superseded_number INTEGER,
      votes_for INTEGER,
      votes_against INTEGER,
      votes_neither INTEGER,
      {_flag("decision", "gone")},
      CONSTRAINT pk_decision PRIMARY KEY (year, number),
      CONSTRAINT fk_decision_superseded_year_superseded_number
        FOREIGN KEY (superseded_year, superseded_number) REFERENCES decision (year, number)
    ) STRICT
    """,
    f"""
    CREATE TABLE action_point (
      id TEXT NOT NULL CONSTRAINT pk_action_point PRIMARY KEY,
      day TEXT NOT NULL,
      number INTEGER NOT NULL CONSTRAINT ck_action_point_number CHECK (number >= 1),
      line TEXT NOT NULL CONSTRAINT fk_action_point_line REFERENCES minutes_line (id)
        CONSTRAINT uq_action_point_line UNIQUE,
      owner TEXT,
      due TEXT,
      state TEXT NOT NULL CONSTRAINT ck_action_point_state
        CHECK (state IN ('open','done','dropped','escalated')),
      carried INTEGER NOT NULL CONSTRAINT ck_action_point_carried CHECK (carried >= 0),
      carried_at TEXT CONSTRAINT fk_action_point_carried_at REFERENCES meeting (id),
      closed_on TEXT,
      closed_by TEXT,
      reason TEXT NOT NULL CONSTRAINT ck_action_point_reason CHECK (length(reason) <= 120),
      {_version("action_point")},
      {_flag("action_point", "gone")},
      CONSTRAINT uq_action_point_day_number UNIQUE (day, number),
      CONSTRAINT ck_action_point_closed CHECK ((state = 'open') = (closed_on IS NULL))
    ) STRICT
    """,
)

POLLS = (
    f"""
    CREATE TABLE poll (
      meeting TEXT NOT NULL {_meeting("poll")} CONSTRAINT pk_poll PRIMARY KEY,
      answer_by TEXT NOT NULL,
      settled_on TEXT
    ) STRICT
    """,
    f"""
    CREATE TABLE poll_date (
      meeting TEXT NOT NULL {_meeting("poll_date")},
      day TEXT NOT NULL,
      start TEXT NOT NULL,
      CONSTRAINT pk_poll_date PRIMARY KEY (meeting, day)
    ) STRICT
    """,
    f"""
    CREATE TABLE poll_answer (
      meeting TEXT NOT NULL {_meeting("poll_answer")},
      day TEXT NOT NULL,
      member TEXT NOT NULL,
      answer TEXT NOT NULL CONSTRAINT ck_poll_answer_answer CHECK (answer IN ('yes','if_needed','no')),
      CONSTRAINT pk_poll_answer PRIMARY KEY (meeting, day, member)
    ) STRICT
    """,
)

INDEXES = (
    "CREATE INDEX ix_meeting_day ON meeting (day) WHERE gone = 0",
    "CREATE INDEX ix_meeting_series ON meeting (series)",
    "CREATE INDEX ix_agenda_item_meeting ON agenda_item (meeting, position) WHERE gone = 0",
    "CREATE INDEX ix_agenda_item_came_from ON agenda_item (came_from)",
    "CREATE INDEX ix_minutes_line_meeting ON minutes_line (meeting, item, position) WHERE gone = 0",
    "CREATE INDEX ix_remark_meeting ON remark (meeting)",
    "CREATE INDEX ix_action_point_owner ON action_point (owner, due) WHERE state = 'open' AND gone = 0",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*MEETINGS, *MINUTES, *POLLS, *INDEXES):
        op.execute(statement)
