"""The demo's meetings: what was said at those that were held, what comes, and a poll under way.

Days are counted from each meeting, so that the demo never grows old.

Source
    docs/rules/meetings.md, "The demo"
"""

from dataclasses import dataclass

from nsk_tui.rules.agenda import ItemKind
from nsk_tui.rules.content import Table, read_table
from nsk_tui.rules.minutes_lines import LINE_CHARACTERS_MAX, LineKind

PARTS_MAX = 40


@dataclass(frozen=True)
class DemoLine:
    """A line of the minutes.

    Shape
        ``owner`` is a place among the members, from 1; 0: the line is no action. ``carried``
        is how many of the next meetings took the action along. ``supersedes`` is an earlier decision of
        the demo, counted from 1; 0: none.
    Units
        Days after the meeting: ``days`` when it is due, ``done_days`` when it was done, 0 for not.
    """

    kind: LineKind
    text: str
    owner: int
    days: int
    done_days: int
    carried: int
    supersedes: int


@dataclass(frozen=True)
class DemoItem:
    """An item of an agenda, and what was written under it; ``by`` is a place among the members, from 1."""

    kind: ItemKind
    minutes: int
    title: str
    purpose: str
    by: int
    lines: tuple[DemoLine, ...]


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting that was held; ``remark`` and ``addendum`` are empty where nobody said anything."""

    items: tuple[DemoItem, ...]
    remark: str
    addendum: str


@dataclass(frozen=True)
class DemoPoll:
    """A poll under way: ``weekdays`` from Tuesday on, in each of ``weeks``.

    Units
        Days from today: ``answer_days`` until it closes, ``ahead_days`` until its first week.
        ``answered`` counts the members who have.
    """

    title: str
    minutes: int
    answer_days: int
    ahead_days: int
    weekdays: int
    weeks: int
    answered: int


@dataclass(frozen=True)
class DemoMeetings:
    """What a demo knows of meetings; ``chair`` and ``minute_taker`` are places among the members, from 1."""

    title: str
    place: str
    chair: int
    minute_taker: int
    past: tuple[DemoMeeting, ...]
    coming: tuple[DemoItem, ...]
    poll: DemoPoll


def read_meetings(text: str) -> DemoMeetings:
    """Return the demo meetings of a file.

    Errors
        ContentError: the shipped file is damaged (a test holds it whole).
    """
    table = read_table(text)
    found = DemoMeetings(
        title=table.text("title"),
        place=table.text("place"),
        chair=table.count("chair"),
        minute_taker=table.count("minute_taker"),
        past=table.each("past", _meeting, PARTS_MAX),
        coming=table.each("coming", _item, PARTS_MAX),
        poll=_poll(table.table("poll")),
    )
    table.finish()
    return found


def _meeting(table: Table) -> DemoMeeting:
    return DemoMeeting(
        items=table.each("items", _item, PARTS_MAX),
        remark=_text(table, "remark"),
        addendum=_text(table, "addendum"),
    )


def _item(table: Table) -> DemoItem:
    return DemoItem(
        kind=table.choice("kind", ItemKind),
        minutes=table.count("minutes"),
        title=table.text("title"),
        purpose=_text(table, "purpose"),
        by=table.count("by"),
        lines=table.each("lines", _line, PARTS_MAX),
    )


def _line(table: Table) -> DemoLine:
    return DemoLine(
        kind=table.choice("kind", LineKind),
        text=table.text("text", LINE_CHARACTERS_MAX),
        owner=_count(table, "owner"),
        days=_count(table, "days"),
        done_days=_count(table, "done_days"),
        carried=_count(table, "carried"),
        supersedes=_count(table, "supersedes"),
    )


def _poll(table: Table) -> DemoPoll:
    poll = DemoPoll(
        title=table.text("title"),
        minutes=table.count("minutes"),
        answer_days=table.count("answer_days"),
        ahead_days=table.count("ahead_days"),
        weekdays=table.count("weekdays"),
        weeks=table.count("weeks"),
        answered=table.count("answered"),
    )
    table.finish()
    return poll


def _text(table: Table, name: str) -> str:
    return table.text(name) if table.has(name) else ""


def _count(table: Table, name: str) -> int:
    return table.count(name) if table.has(name) else 0
