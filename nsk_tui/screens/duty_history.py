"""What happened to a duty, told in a box."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from nsk_tui import wording
from nsk_tui.rules.duties import DutyRef, Line
from nsk_tui.screens import rota_words
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.services import rota
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.rota import HistoryLine
from nsk_tui.wording import _, pgettext

WHEN_CELLS, WHO_CELLS = 14, 9


def show_history(front: FrameScreen[Any], ref: DutyRef, lines: Sequence[Line]) -> None:
    """Fetch what happened to a duty, and tell it."""
    front.run_service(rota.history, front.session, ref, done=partial(_tell, front, ref, tuple(lines)))


def _tell(front: FrameScreen[Any], ref: DutyRef, lines: Sequence[Line], found: Sequence[HistoryLine]) -> None:
    today = front.session.today
    told = [history_line(one, today) for one in found] or [_("Nothing has happened to this duty yet.")]
    title = _("History: {duty}").format(duty=rota_words.duty_named(ref, lines))
    front.app.push_screen(NoteScreen(title, told))


def history_line(one: HistoryLine, today: date) -> str:
    """Return one thing that happened, on a line."""
    at = on_the_wall(one.at) if one.at else None
    when = f"{wording.day(at.date(), today)} {wording.clock(at)}" if at else ""
    what = f"{way_word(one.way)}: {one.member or _('nobody')}"
    note = f" «{one.note}»" if one.note else ""
    gone = " " + _("(taken back)") if one.gone else ""
    by = _("by {member}").format(member=one.by)
    return f"{when:<{WHEN_CELLS}}{what}{note}{gone}  {by}"


def way_word(way: str) -> str:
    """Return by which way somebody came to a duty."""
    words = {
        "plan": pgettext("way", "the plan gave it to"),
        "swap": pgettext("way", "swapped to"),
        "take": pgettext("way", "taken over by"),
        "set": pgettext("way", "set by the coordinator"),
        "override": pgettext("way", "changed by the coordinator"),
        "pass": pgettext("way", "passed on to"),
        "freed": pgettext("way", "became free"),
        "left": pgettext("way", "left the network, open"),
        "handover": pgettext("way", "handed over to"),
        "shadow": pgettext("way", "followed by"),
    }
    return words.get(way, way)
