"""The first tables: identity, members, threads and entries, audit, the rota, search."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LEVEL = "('yellow','orange','red')"
_AREA = "('children','adults')"
_AGE = "('0-11','12-17','18-23','24+','unknown')"
_OUTCOME = "('advice_given','referred','notification','meeting_agreed','other','open')"
_ROLE = "('duty','backup','shadow')"

TABLES = (
    """
    CREATE TABLE identity (
      id INTEGER NOT NULL CONSTRAINT pk_identity PRIMARY KEY CONSTRAINT ck_identity_one CHECK (id = 1),
      store TEXT NOT NULL CONSTRAINT ck_identity_store CHECK (length(store) = 32),
      generation INTEGER NOT NULL CONSTRAINT ck_identity_generation CHECK (generation >= 1),
      epoch INTEGER NOT NULL CONSTRAINT ck_identity_epoch CHECK (epoch >= 1),
      chain_key BLOB NOT NULL CONSTRAINT ck_identity_chain_key CHECK (length(chain_key) = 32),
      created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE setting (
      name TEXT NOT NULL CONSTRAINT pk_setting PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE pin (
      member TEXT NOT NULL CONSTRAINT pk_pin PRIMARY KEY,
      sign_key BLOB NOT NULL CONSTRAINT ck_pin_sign_key CHECK (length(sign_key) = 32),
      since TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE member (
      id TEXT NOT NULL CONSTRAINT pk_member PRIMARY KEY,
      name TEXT NOT NULL CONSTRAINT ck_member_name CHECK (length(name) BETWEEN 1 AND 120),
      department TEXT NOT NULL,
      language TEXT NOT NULL CONSTRAINT ck_member_language CHECK (language IN ('da','en')),
      theme TEXT,
      joined_at TEXT,
      last_seen TEXT,
      last_asker_role TEXT NOT NULL,
      last_channel TEXT,
      last_minutes INTEGER,
      young_area TEXT
    ) STRICT
    """,
    """
    CREATE TABLE department (
      name TEXT NOT NULL CONSTRAINT pk_department PRIMARY KEY,
      position INTEGER NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE thread (
      key INTEGER NOT NULL CONSTRAINT pk_thread PRIMARY KEY,
      id TEXT NOT NULL CONSTRAINT uq_thread_id UNIQUE,
      code_name TEXT NOT NULL CONSTRAINT uq_thread_code_name UNIQUE,
      level_rank INTEGER NOT NULL CONSTRAINT ck_thread_level_rank CHECK (level_rank BETWEEN 0 AND 2),
      state TEXT NOT NULL CONSTRAINT ck_thread_state CHECK (state IN ('open','closed')),
      area TEXT NOT NULL CONSTRAINT ck_thread_area CHECK (area IN {_AREA}),
      age_band TEXT NOT NULL CONSTRAINT ck_thread_age_band CHECK (age_band IN {_AGE}),
      concerns TEXT NOT NULL,
      outcome TEXT NOT NULL CONSTRAINT ck_thread_outcome CHECK (outcome IN {_OUTCOME}),
      department TEXT NOT NULL,
      owner TEXT NOT NULL,
      follow_up_on TEXT,
      entries INTEGER NOT NULL CONSTRAINT ck_thread_entries CHECK (entries >= 0),
      created_at TEXT NOT NULL,
      last_entry_at TEXT NOT NULL,
      last_entry_by TEXT NOT NULL,
      closing_asked_by TEXT,
      version INTEGER NOT NULL
    ) STRICT
    """,
    f"""
    CREATE TABLE entry (
      key INTEGER NOT NULL CONSTRAINT pk_entry PRIMARY KEY,
      id TEXT NOT NULL CONSTRAINT uq_entry_id UNIQUE,
      thread_key INTEGER NOT NULL CONSTRAINT fk_entry_thread_key REFERENCES thread (key),
      number INTEGER NOT NULL CONSTRAINT ck_entry_number CHECK (number >= 1),
      version INTEGER NOT NULL CONSTRAINT ck_entry_version CHECK (version >= 1),
      member TEXT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT,
      withdrawn INTEGER NOT NULL CONSTRAINT ck_entry_withdrawn CHECK (withdrawn IN (0,1)),
      area TEXT NOT NULL CONSTRAINT ck_entry_area CHECK (area IN {_AREA}),
      age_band TEXT NOT NULL CONSTRAINT ck_entry_age_band CHECK (age_band IN {_AGE}),
      level TEXT NOT NULL CONSTRAINT ck_entry_level CHECK (level IN {_LEVEL}),
      concerns TEXT NOT NULL,
      outcome TEXT NOT NULL CONSTRAINT ck_entry_outcome CHECK (outcome IN {_OUTCOME}),
      channel TEXT,
      asked TEXT,
      basis TEXT NOT NULL,
      statute_ref TEXT NOT NULL,
      day TEXT NOT NULL,
      minutes INTEGER CONSTRAINT ck_entry_minutes CHECK (minutes BETWEEN 0 AND 1440),
      asker_department TEXT NOT NULL,
      asker_role TEXT NOT NULL,
      signs TEXT NOT NULL,
      card TEXT NOT NULL,
      referred_to TEXT NOT NULL,
      text TEXT NOT NULL CONSTRAINT ck_entry_text CHECK (length(text) <= 100000),
      advice TEXT NOT NULL,
      learned TEXT NOT NULL,
      follow_up_on TEXT,
      follow_up_owner TEXT,
      by_rota INTEGER CONSTRAINT ck_entry_by_rota CHECK (by_rota IN (0,1)),
      CONSTRAINT uq_entry_thread_key_number UNIQUE (thread_key, number)
    ) STRICT
    """,
    """
    CREATE TABLE entry_version (
      entry_key INTEGER NOT NULL CONSTRAINT fk_entry_version_entry_key REFERENCES entry (key),
      version INTEGER NOT NULL,
      saved_at TEXT NOT NULL,
      body TEXT NOT NULL,
      CONSTRAINT pk_entry_version PRIMARY KEY (entry_key, version)
    ) STRICT
    """,
    """
    CREATE TABLE follow_up (
      id TEXT NOT NULL CONSTRAINT pk_follow_up PRIMARY KEY,
      thread_key INTEGER NOT NULL CONSTRAINT fk_follow_up_thread_key REFERENCES thread (key),
      due_on TEXT NOT NULL,
      owner TEXT NOT NULL,
      set_by TEXT NOT NULL,
      set_at TEXT NOT NULL,
      done_at TEXT,
      done_by TEXT,
      result TEXT
    ) STRICT
    """,
    """
    CREATE TABLE seal (
      thread_key INTEGER NOT NULL CONSTRAINT pk_seal PRIMARY KEY
        CONSTRAINT fk_seal_thread_key REFERENCES thread (key) ON DELETE CASCADE,
      line INTEGER NOT NULL CONSTRAINT ck_seal_line CHECK (line >= 1),
      mark BLOB NOT NULL CONSTRAINT ck_seal_mark CHECK (length(mark) = 32)
    ) STRICT
    """,
    """
    CREATE TABLE finding_task (
      id TEXT NOT NULL CONSTRAINT pk_finding_task PRIMARY KEY,
      entry_key INTEGER NOT NULL CONSTRAINT fk_finding_task_entry_key REFERENCES entry (key),
      member TEXT NOT NULL,
      field TEXT NOT NULL,
      span_start INTEGER NOT NULL,
      span_end INTEGER NOT NULL,
      label TEXT NOT NULL,
      strength TEXT NOT NULL CONSTRAINT ck_finding_task_strength CHECK (strength IN ('strong','weak')),
      reason TEXT NOT NULL,
      made_at TEXT NOT NULL,
      settled_at TEXT,
      declaration TEXT
    ) STRICT
    """,
    """
    CREATE TABLE declared_word (
      word TEXT NOT NULL CONSTRAINT ck_declared_word_word CHECK (length(word) BETWEEN 1 AND 200),
      member TEXT NOT NULL,
      label TEXT NOT NULL,
      declaration TEXT NOT NULL,
      declared_at TEXT NOT NULL,
      expires_on TEXT NOT NULL,
      confirmed_by TEXT,
      rejected_by TEXT,
      CONSTRAINT pk_declared_word PRIMARY KEY (word, member)
    ) STRICT
    """,
    """
    CREATE TABLE imported (
      mark BLOB NOT NULL CONSTRAINT pk_imported PRIMARY KEY
        CONSTRAINT ck_imported_mark CHECK (length(mark) = 32),
      imported_at TEXT NOT NULL,
      member TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE act (
      number INTEGER NOT NULL CONSTRAINT pk_act PRIMARY KEY,
      member TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      thread_key INTEGER CONSTRAINT fk_act_thread_key REFERENCES thread (key),
      entry_key INTEGER,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      done_at TEXT NOT NULL,
      undone INTEGER NOT NULL CONSTRAINT ck_act_undone CHECK (undone IN (0,1))
    ) STRICT
    """,
    """
    CREATE TABLE presence (
      id TEXT NOT NULL CONSTRAINT pk_presence PRIMARY KEY,
      member TEXT NOT NULL,
      process INTEGER NOT NULL,
      process_started TEXT NOT NULL,
      since TEXT NOT NULL,
      ended_by TEXT
    ) STRICT
    """,
    """
    CREATE TABLE audit (
      number INTEGER NOT NULL CONSTRAINT pk_audit PRIMARY KEY,
      at TEXT NOT NULL,
      member TEXT NOT NULL,
      act TEXT NOT NULL,
      subject TEXT NOT NULL,
      purpose TEXT NOT NULL,
      link BLOB NOT NULL CONSTRAINT ck_audit_link CHECK (length(link) = 32)
    ) STRICT
    """,
)

ROTA = (
    f"""
    CREATE TABLE rota_line (
      id TEXT NOT NULL CONSTRAINT pk_rota_line PRIMARY KEY,
      name TEXT NOT NULL CONSTRAINT ck_rota_line_name CHECK (length(name) <= 120),
      area TEXT CONSTRAINT ck_rota_line_area CHECK (area IN {_AREA}),
      position INTEGER NOT NULL,
      removed_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE rota_member (
      member TEXT NOT NULL CONSTRAINT pk_rota_member PRIMARY KEY,
      share_percent INTEGER NOT NULL
        CONSTRAINT ck_rota_member_share_percent CHECK (share_percent BETWEEN 0 AND 100),
      lines TEXT NOT NULL,
      languages TEXT NOT NULL,
      competences TEXT NOT NULL,
      since TEXT,
      phone TEXT NOT NULL,
      leaves_on TEXT
    ) STRICT
    """,
    """
    CREATE TABLE rota_plan (
      number INTEGER NOT NULL CONSTRAINT pk_rota_plan PRIMARY KEY,
      state TEXT NOT NULL CONSTRAINT ck_rota_plan_state CHECK (state IN ('draft','published','undone')),
      made_by TEXT NOT NULL,
      made_at TEXT NOT NULL,
      published_by TEXT,
      published_at TEXT,
      fallback TEXT NOT NULL,
      seen INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE rota_period (
      plan INTEGER NOT NULL CONSTRAINT fk_rota_period_plan REFERENCES rota_plan (number) ON DELETE CASCADE,
      start TEXT NOT NULL,
      last TEXT NOT NULL CONSTRAINT ck_rota_period_last CHECK (last >= start),
      weight INTEGER NOT NULL CONSTRAINT ck_rota_period_weight CHECK (weight >= 0),
      CONSTRAINT pk_rota_period PRIMARY KEY (plan, start)
    ) STRICT
    """,
    f"""
    CREATE TABLE planned_duty (
      plan INTEGER NOT NULL CONSTRAINT fk_planned_duty_plan REFERENCES rota_plan (number) ON DELETE CASCADE,
      line TEXT NOT NULL CONSTRAINT fk_planned_duty_line REFERENCES rota_line (id),
      start TEXT NOT NULL,
      role TEXT NOT NULL CONSTRAINT ck_planned_duty_role CHECK (role IN {_ROLE}),
      member TEXT,
      CONSTRAINT pk_planned_duty PRIMARY KEY (plan, line, start, role)
    ) STRICT
    """,
    f"""
    CREATE TABLE duty_change (
      number INTEGER NOT NULL CONSTRAINT pk_duty_change PRIMARY KEY,
      line TEXT NOT NULL CONSTRAINT fk_duty_change_line REFERENCES rota_line (id),
      start TEXT NOT NULL,
      role TEXT NOT NULL CONSTRAINT ck_duty_change_role CHECK (role IN {_ROLE}),
      layer TEXT NOT NULL CONSTRAINT ck_duty_change_layer CHECK (layer IN ('swap','override')),
      way TEXT NOT NULL,
      member TEXT,
      set_by TEXT NOT NULL,
      set_at TEXT NOT NULL,
      note TEXT NOT NULL CONSTRAINT ck_duty_change_note CHECK (length(note) <= 80),
      gone INTEGER NOT NULL CONSTRAINT ck_duty_change_gone CHECK (gone IN (0,1))
    ) STRICT
    """,
    f"""
    CREATE TABLE swap (
      id TEXT NOT NULL CONSTRAINT pk_swap PRIMARY KEY,
      line TEXT NOT NULL CONSTRAINT fk_swap_line REFERENCES rota_line (id),
      start TEXT NOT NULL,
      role TEXT NOT NULL CONSTRAINT ck_swap_role CHECK (role IN {_ROLE}),
      giver TEXT NOT NULL,
      taker TEXT NOT NULL CONSTRAINT ck_swap_taker CHECK (taker <> giver),
      return_line TEXT,
      return_start TEXT,
      return_role TEXT,
      later INTEGER NOT NULL CONSTRAINT ck_swap_later CHECK (later IN (0,1)),
      asked_at TEXT NOT NULL,
      answer_by TEXT NOT NULL,
      state TEXT NOT NULL CONSTRAINT ck_swap_state
        CHECK (state IN ('asked','accepted','declined','withdrawn','expired'))
    ) STRICT
    """,
    """
    CREATE TABLE iou (
      number INTEGER NOT NULL CONSTRAINT pk_iou PRIMARY KEY,
      debtor TEXT NOT NULL,
      creditor TEXT NOT NULL CONSTRAINT ck_iou_creditor CHECK (creditor <> debtor),
      weight INTEGER NOT NULL CONSTRAINT ck_iou_weight CHECK (weight >= 1),
      since TEXT NOT NULL,
      plan INTEGER CONSTRAINT fk_iou_plan REFERENCES rota_plan (number),
      gone INTEGER NOT NULL CONSTRAINT ck_iou_gone CHECK (gone IN (0,1))
    ) STRICT
    """,
    """
    CREATE TABLE absence (
      id TEXT NOT NULL CONSTRAINT pk_absence PRIMARY KEY,
      member TEXT NOT NULL,
      first TEXT NOT NULL,
      last TEXT NOT NULL CONSTRAINT ck_absence_last CHECK (last >= first),
      set_by TEXT NOT NULL,
      set_at TEXT NOT NULL,
      gone INTEGER NOT NULL CONSTRAINT ck_absence_gone CHECK (gone IN (0,1))
    ) STRICT
    """,
)

INDEXES = (
    "CREATE INDEX ix_thread_urgent ON thread (state, level_rank DESC, follow_up_on, key)",
    "CREATE INDEX ix_thread_owner ON thread (owner, state)",
    "CREATE INDEX ix_thread_newest ON thread (last_entry_at, key)",
    "CREATE INDEX ix_entry_created_at ON entry (created_at)",
    "CREATE INDEX ix_entry_member ON entry (member, created_at)",
    "CREATE UNIQUE INDEX uq_follow_up_open ON follow_up (thread_key) WHERE done_at IS NULL",
    "CREATE INDEX ix_follow_up_owner ON follow_up (owner, due_on) WHERE done_at IS NULL",
    "CREATE INDEX ix_finding_task_open ON finding_task (member) WHERE settled_at IS NULL",
    "CREATE INDEX ix_act_member ON act (member, number)",
    "CREATE UNIQUE INDEX uq_rota_plan_draft ON rota_plan (state) WHERE state = 'draft'",
    "CREATE INDEX ix_rota_period_start ON rota_period (start)",
    "CREATE INDEX ix_planned_duty_start ON planned_duty (start)",
    "CREATE INDEX ix_duty_change_start ON duty_change (start) WHERE gone = 0",
    "CREATE INDEX ix_swap_asked ON swap (start) WHERE state = 'asked'",
    "CREATE INDEX ix_absence_last ON absence (last) WHERE gone = 0",
    "CREATE INDEX ix_audit_subject ON audit (subject, act, number)",
)

# Search keeps no second copy of the text: contentless, so that mending a record mends the index.
SEARCH = (
    """
    CREATE VIRTUAL TABLE entry_search USING fts5 (
      code_name, words, text, advice, learned,
      content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
    )
    """,
    "INSERT INTO entry_search (entry_search, rank) VALUES ('secure-delete', 1)",
)


def upgrade() -> None:
    """Make the tables."""
    for statement in (*TABLES, *ROTA, *INDEXES, *SEARCH):
        op.execute(statement)
