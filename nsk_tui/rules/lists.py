"""Which consultations a list shows, and in which order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nsk_tui.rules.consultations import Area, ConcernLevel

ENTRIES_LISTED_MAX = 1_000_000


class View(StrEnum):
    """Which threads a list shows."""

    OPEN = "open"
    MINE = "mine"
    ALL = "all"


class Sort(StrEnum):
    """In which order: what is red or late first, the newest first, or by department."""

    URGENT = "urgent"
    NEWEST = "newest"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class ListFilter:
    """Which threads, in which order; ``words`` narrows them to those in which they stand."""

    view: View = View.OPEN
    sort: Sort = Sort.URGENT
    words: str = ""


@dataclass(frozen=True)
class EntryFilter:
    """Which entries; a None or empty part does not narrow.

    Shape
        ``since`` and ``until`` are days of the conversation, both inclusive.
    """

    level: ConcernLevel | None = None
    area: Area | None = None
    department: str = ""
    member: str = ""
    since: date | None = None
    until: date | None = None
    open_only: bool = False
    limit: int = ENTRIES_LISTED_MAX
