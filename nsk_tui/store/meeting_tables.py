"""The rows of meetings: series, meetings, agendas, what was pressed, minutes, actions, decisions, polls."""

from sqlalchemy import Integer, Text
from sqlmodel import Field

from nsk_tui.store.tables import Row


class SeriesRow(Row, table=True):
    """Meetings that come again, and what each of them begins with."""

    __tablename__ = "meeting_series"
    id: str = Field(primary_key=True, sa_type=Text)
    title: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    rhythm: str = Field(sa_type=Text)
    every: int = Field(sa_type=Integer)
    weekday: int = Field(sa_type=Integer)
    nth: int = Field(sa_type=Integer)
    on_holiday: str = Field(sa_type=Text)
    first: str = Field(sa_type=Text)
    until: str | None = Field(default=None, sa_type=Text)
    start: str = Field(sa_type=Text)
    minutes: int = Field(sa_type=Integer)
    chair: str | None = Field(default=None, sa_type=Text)
    minute_taker: str | None = Field(default=None, sa_type=Text)
    confidential: int = Field(sa_type=Integer)
    template: str = Field(sa_type=Text)
    created_by: str = Field(sa_type=Text)
    version: int = Field(sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class MeetingRow(Row, table=True):
    """One meeting; without a day while a poll looks for one."""

    __tablename__ = "meeting"
    id: str = Field(primary_key=True, sa_type=Text)
    series: str | None = Field(default=None, sa_type=Text, foreign_key="meeting_series.id")
    title: str = Field(sa_type=Text)
    place: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    day: str | None = Field(default=None, sa_type=Text)
    start: str | None = Field(default=None, sa_type=Text)
    minutes: int = Field(sa_type=Integer)
    chair: str | None = Field(default=None, sa_type=Text)
    minute_taker: str | None = Field(default=None, sa_type=Text)
    confidential: int = Field(sa_type=Integer)
    minutes_state: str = Field(sa_type=Text)
    remarks_until: str | None = Field(default=None, sa_type=Text)
    locked_on: str | None = Field(default=None, sa_type=Text)
    digest: str = Field(default="", sa_type=Text)
    mended: int = Field(default=0, sa_type=Integer)
    sequence: int = Field(default=0, sa_type=Integer)
    created_by: str = Field(sa_type=Text)
    version: int = Field(sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class AttendanceRow(Row, table=True):
    """Whether somebody was there."""

    __tablename__ = "attendance"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    member: str = Field(primary_key=True, sa_type=Text)
    state: str = Field(sa_type=Text)


class AgendaItemRow(Row, table=True):
    """An item of an agenda; without a meeting it waits for one."""

    __tablename__ = "agenda_item"
    id: str = Field(primary_key=True, sa_type=Text)
    meeting: str | None = Field(default=None, sa_type=Text, foreign_key="meeting.id")
    position: int = Field(sa_type=Integer)
    standing: str | None = Field(default=None, sa_type=Text)
    kind: str = Field(sa_type=Text)
    title: str = Field(sa_type=Text)
    purpose: str = Field(sa_type=Text)
    minutes: int = Field(sa_type=Integer)
    presenter: str | None = Field(default=None, sa_type=Text)
    origins: str = Field(sa_type=Text)
    proposed_by: str = Field(sa_type=Text)
    is_wish: int = Field(sa_type=Integer)
    state: str = Field(sa_type=Text)
    came_from: str | None = Field(default=None, sa_type=Text)
    used_seconds: int | None = Field(default=None, sa_type=Integer)
    version: int = Field(sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class MeetingEventRow(Row, table=True):
    """What was pressed while a meeting ran; the clock is computed from these."""

    __tablename__ = "meeting_event"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    number: int = Field(primary_key=True, sa_type=Integer)
    press: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)
    item: str | None = Field(default=None, sa_type=Text)
    speaker: str | None = Field(default=None, sa_type=Text)
    pressed_by: str = Field(sa_type=Text)


class MeetingLeadRow(Row, table=True):
    """On which screen a meeting is led; one whose process is gone leads nothing."""

    __tablename__ = "meeting_lead"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    member: str = Field(sa_type=Text)
    process: int = Field(sa_type=Integer)
    process_started: str = Field(sa_type=Text)
    since: str = Field(sa_type=Text)


class MinutesLineRow(Row, table=True):
    """A line of the minutes; what was agreed in it stays, whoever the action is given to later."""

    __tablename__ = "minutes_line"
    id: str = Field(primary_key=True, sa_type=Text)
    meeting: str = Field(sa_type=Text, foreign_key="meeting.id")
    item: str | None = Field(default=None, sa_type=Text)
    position: int = Field(sa_type=Integer)
    kind: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    agreed_owner: str | None = Field(default=None, sa_type=Text)
    due: str | None = Field(default=None, sa_type=Text)
    written_by: str = Field(sa_type=Text)
    written_at: str = Field(sa_type=Text)
    changed_by: str | None = Field(default=None, sa_type=Text)
    version: int = Field(sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class RemarkRow(Row, table=True):
    """What somebody says to minutes before they are locked."""

    __tablename__ = "remark"
    id: str = Field(primary_key=True, sa_type=Text)
    meeting: str = Field(sa_type=Text, foreign_key="meeting.id")
    item: str | None = Field(default=None, sa_type=Text)
    text: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    settled_by: str | None = Field(default=None, sa_type=Text)


class AddendumRow(Row, table=True):
    """What was added under locked minutes."""

    __tablename__ = "addendum"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    number: int = Field(primary_key=True, sa_type=Integer)
    text: str = Field(sa_type=Text)
    member: str = Field(sa_type=Text)
    made_at: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)


class DecisionRow(Row, table=True):
    """The number of a decision, and what has taken its place; what it says stands in its line."""

    __tablename__ = "decision"
    year: int = Field(primary_key=True, sa_type=Integer)
    number: int = Field(primary_key=True, sa_type=Integer)
    line: str = Field(sa_type=Text, foreign_key="minutes_line.id")
    superseded_year: int | None = Field(default=None, sa_type=Integer)
    superseded_number: int | None = Field(default=None, sa_type=Integer)
    votes_for: int | None = Field(default=None, sa_type=Integer)
    votes_against: int | None = Field(default=None, sa_type=Integer)
    votes_neither: int | None = Field(default=None, sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class ActionRow(Row, table=True):
    """An action, its number, and how far it has come; what it says stands in its line."""

    __tablename__ = "action_point"
    id: str = Field(primary_key=True, sa_type=Text)
    day: str = Field(sa_type=Text)
    number: int = Field(sa_type=Integer)
    line: str = Field(sa_type=Text, foreign_key="minutes_line.id")
    owner: str | None = Field(default=None, sa_type=Text)
    due: str | None = Field(default=None, sa_type=Text)
    state: str = Field(sa_type=Text)
    carried: int = Field(sa_type=Integer)
    carried_at: str | None = Field(default=None, sa_type=Text)
    closed_on: str | None = Field(default=None, sa_type=Text)
    closed_by: str | None = Field(default=None, sa_type=Text)
    reason: str = Field(sa_type=Text)
    version: int = Field(sa_type=Integer)
    gone: int = Field(default=0, sa_type=Integer)


class PollRow(Row, table=True):
    """The poll for the date of a meeting."""

    __tablename__ = "poll"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    answer_by: str = Field(sa_type=Text)
    settled_on: str | None = Field(default=None, sa_type=Text)


class PollDateRow(Row, table=True):
    """A date that is asked about."""

    __tablename__ = "poll_date"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    day: str = Field(primary_key=True, sa_type=Text)
    start: str = Field(sa_type=Text)


class PollAnswerRow(Row, table=True):
    """What somebody said to a date; whoever has not answered has no row."""

    __tablename__ = "poll_answer"
    meeting: str = Field(primary_key=True, sa_type=Text, foreign_key="meeting.id")
    day: str = Field(primary_key=True, sa_type=Text)
    member: str = Field(primary_key=True, sa_type=Text)
    answer: str = Field(sa_type=Text)
