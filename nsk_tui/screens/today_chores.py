"""What else waits on Today: imported rows and words to judge; and whether there is a way back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nsk_tui.rules.access import Act, may
from nsk_tui.screens import today_meetings, today_rota
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.today_meetings import MeetingsToday
from nsk_tui.screens.today_rota import RotaToday
from nsk_tui.services import (
    contacts,
    handover_waiting,
    living_note,
    quarantine,
    recovery,
    text_redaction,
    today,
    word_list,
)
from nsk_tui.services.handover_waiting import HandoverWaiting
from nsk_tui.services.session import Session
from nsk_tui.services.text_redaction import WaitingText
from nsk_tui.services.today import Today
from nsk_tui.widgets.rows import Cell
from nsk_tui.wording import _, ngettext, pgettext


class ChoreKind(StrEnum):
    """What sort of thing waits."""

    ROWS = "rows"
    WORDS = "words"
    PAGE = "page"
    CALLS = "calls"


@dataclass(frozen=True)
class Chore:
    """Something that waits and is no thread; ``count`` of what, or for a page how many days old it is."""

    kind: ChoreKind
    count: int


@dataclass(frozen=True)
class FrontPage:
    """Today, rota, meetings, the chores beside its threads, and whether the reader lacks a way back."""

    today: Today
    rota: RotaToday
    meetings: MeetingsToday
    chores: tuple[Chore, ...]
    has_no_way_back: bool
    calls: int = 0
    """How many numbers outside, of anybody's, wait for a call."""
    handovers: tuple[HandoverWaiting, ...] = ()
    texts: tuple[WaitingText, ...] = ()


def fetch(session: Session) -> FrontPage:
    """Return what waits for the member; what only a coordinator can mend only for her."""
    counts = {ChoreKind.ROWS: quarantine.count(session) if may(session.role, Act.IMPORT) else 0}
    if may(session.role, Act.REVIEW_WORDS):
        counts[ChoreKind.WORDS] = word_list.count_unjudged(session)
    old = contacts.to_check(session) if may(session.role, Act.READ_DIRECTORY) else ()
    counts[ChoreKind.CALLS] = sum(one.contact.owner == session.member for one in old)
    counts[ChoreKind.PAGE] = living_note.days_overdue(session)
    chores = tuple(Chore(kind, count) for kind, count in counts.items() if count)
    may_mend = may(session.role, Act.MAKE_RECOVERY)
    found, duties, meet = today.today(session), today_rota.fetch(session), today_meetings.fetch(session)
    no_way_back = may_mend and recovery.state(session).made_on is None
    handovers, texts = handover_waiting.waiting(session), text_redaction.waiting_texts(session)
    return FrontPage(found, duties, meet, chores, no_way_back, len(old), handovers, texts)


def words(chore: Chore) -> tuple[Cell, str, Cell, str]:
    """Return a chore as the cells of its row: what, how many, why, whose."""
    count = chore.count
    if chore.kind is ChoreKind.ROWS:
        rows = ngettext("{count} row", "{count} rows", count).format(count=count)
        return Cell(_("import")), rows, Cell(_("waits; Enter opens the first")), _("only you")
    if chore.kind is ChoreKind.PAGE:
        days = ngettext("{count} day", "{count} days", count).format(count=count)
        return (
            Cell(_("your page")),
            _("if I am gone"),
            Cell(_("{age} old: read it, r or c").format(age=days)),
            _("yours"),
        )
    if chore.kind is ChoreKind.CALLS:
        numbers = ngettext("{count} number", "{count} numbers", count).format(count=count)
        return Cell(pgettext("today", "partner")), numbers, Cell(_("over 180 days old: ring")), _("yours")
    many = ngettext("{count} word", "{count} words", count).format(count=count)
    return Cell(_("word list")), many, Cell(_("to judge; Enter shows them")), _("yours")


def open_chore(front: FrameScreen[Any], chore: Chore) -> None:
    """Go to what waits."""
    if chore.kind is ChoreKind.ROWS:
        from nsk_tui.screens.quarantine import QuarantineScreen

        front.app.push_screen(QuarantineScreen())
    elif chore.kind is ChoreKind.PAGE:
        from nsk_tui.screens.person import PersonScreen

        front.app.push_screen(PersonScreen(front.session.member))
    elif chore.kind is ChoreKind.CALLS:
        front.program.everywhere.show_calls()
    else:
        front.program.everywhere.do_words_list()
