"""What the big screen says: the item, the time, who is late and what that puts at risk."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from nsk_tui import meeting_words, wording
from nsk_tui.rules.agenda import NewItem, Slot, may_decide
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Phase, Press
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.screens.facilitator_picture import Picture, figures
from nsk_tui.services import local_time
from nsk_tui.widgets.big_digits import NO_SIGN, Sign
from nsk_tui.wording import _, ngettext, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.big_screen import BigScreen
    from nsk_tui.services.minutes import Written

PERCENT = 100


def title_texts(picture: Picture, is_wide: bool) -> tuple[str, str]:
    """Return the two ends of the title: which meeting, and how the time stands."""
    heading, now = picture.heading, picture.now
    name = heading.title.upper()
    day = wording.day(heading.starts.date(), now.date())
    left = f"{name} · {_long_day(heading.starts)}" if is_wide else f"{name} {day}"
    clock, end = wording.clock(now), wording.clock(local_time.on_the_wall(picture.reading.calculated_end))
    planned = wording.clock(heading.ends)
    drift = meeting_words.drift(picture.reading.drift_minutes)
    return left, " · ".join((_at(clock), _ends(end, planned, is_wide), drift))


def _at(clock: str) -> str:
    return _("at {time}").format(time=clock)


def _ends(end: str, planned: str, is_wide: bool) -> str:
    if end == planned:
        return _("ends {time}").format(time=end)
    if is_wide:
        return _("ends {time}, planned {planned}").format(time=end, planned=planned)
    return _("ends {time} ({planned})").format(time=end, planned=planned)


def _long_day(day: datetime) -> str:
    return _("{weekday} {day}. {month}").format(
        weekday=wording.weekday(day), day=day.day, month=wording.month(day)
    )


# The item -------------------------------------------------------------------------------------


def aim(item: NewItem) -> str:
    """Return what shall be reached; empty where nobody has said."""
    return _("Aim: {purpose}").format(purpose=item.purpose) if item.purpose else ""


def place(number: int, last: int) -> str:
    """Return which item it is."""
    return _("{number} of {last}").format(number=number, last=last)


def place_wide(number: int, last: int) -> str:
    """Return which item it is, where there is room."""
    return _("ITEM {number} OF {last}").format(number=number, last=last)


def standing_still(phase: Phase) -> str:
    """Return why the time stands; empty while it runs."""
    if phase is Phase.BEFORE:
        return _("NOT STARTED: Space starts")
    return _("PAUSE: Space goes on") if phase is Phase.PAUSED else ""


def toggle(phase: Phase) -> str:
    """Return what Space does."""
    return {Phase.BEFORE: _("Start"), Phase.RUNNING: _("Pause")}.get(phase, _("Go on"))


def without_item(phase: Phase) -> str:
    """Return what is said where no item is on."""
    if phase is Phase.ENDED:
        return _("THE MEETING IS OVER")
    return _("NO ITEMS") if phase is Phase.BEFORE else _("ALL ITEMS ARE TAKEN")


def how_it_ends(picture: Picture) -> str:
    """Return what is left to do where no item is on."""
    phase = picture.reading.phase
    if phase is Phase.ENDED:
        end = wording.clock(local_time.on_the_wall(picture.reading.calculated_end))
        return _("It ended {time}. Esc leaves.").format(time=end)
    if phase is Phase.BEFORE:
        return _("The agenda is empty. Put items on it, then come back.")
    return _("d ends the meeting. Left takes the last item up again.")


def left_of(minutes: int, is_wide: bool) -> str:
    """Return of how much time the figures are what is left."""
    if is_wide:
        return ngettext("left of {count} minute", "left of {count} minutes", minutes).format(count=minutes)
    return _("left of {count} min.").format(count=minutes)


def used(share: float) -> str:
    """Return how much of the time has gone."""
    return _("{percent} % used").format(percent=int(share * PERCENT))


def over() -> str:
    """Return the sign for time that is up."""
    return _("■ over")


def minutes_sign() -> str:
    """Return what stands beside figures that are minutes alone."""
    return _("min.")


def pause_sign() -> str:
    """Return the sign for time that stands."""
    return _("pause")


def figures_and_sign(picture: Picture, by_the_minute: bool) -> tuple[str, Sign]:
    """Return the figures, and what stands beside them: over, pause, minutes."""
    phase, left = picture.reading.phase, picture.remaining_seconds
    if phase is Phase.ENDED or not picture.slots:
        return "", NO_SIGN
    drawn = figures(left, by_the_minute)
    if picture.current is None:
        return drawn, Sign(_("to the end") if left >= 0 else over(), "still")
    if phase is not Phase.RUNNING:
        return drawn, Sign(pause_sign() if phase is Phase.PAUSED else "", "still")
    if left < 0:
        return drawn, Sign(over(), "over")
    return drawn, NO_SIGN if ":" in drawn else Sign(minutes_sign())


# Who leads ------------------------------------------------------------------------------------


def leads_for(chair: MemberId | None, member: MemberId) -> str:
    """Return what a coordinator is told who leads in the place of the chair; empty for the chair."""
    return "" if chair in (None, member) else _("{chair} is the chair. You lead now.").format(chair=chair)


def why_watching(found: "BigScreen") -> str:
    """Return why keys do nothing on this screen; empty where the meeting is over."""
    chair = found.run.meeting.body.chair
    if found.run.clock.phase is Phase.ENDED:
        return _("the meeting is over")
    if found.lead is not None:
        return _("{member} leads the meeting; you watch").format(member=found.lead.member)
    if chair is None:
        return _("nobody is the chair; you watch")
    return _("{member} is the chair; you watch").format(member=chair)


def why_not(key: Press, phase: Phase) -> str:
    """Return why a key of the meeting does nothing now."""
    if phase is Phase.ENDED:
        return _("the meeting is over")
    if key is Press.PREVIOUS and phase is not Phase.BEFORE:
        return _("this is the first item")
    if key is Press.RESTORE:
        return _("nothing was moved to the next meeting")
    return _("Space starts the meeting first") if phase is Phase.BEFORE else _("all items are taken")


def why_no_decision(picture: Picture | None) -> str | None:
    """Return why nothing can be decided now; None where something can."""
    current = picture.current if picture else None
    if current is None or (picture is not None and picture.is_before):
        return _("no item is on")
    if not may_decide(current.item.body):
        return _("nothing is decided under any other business")
    return None


def decided(written: "Written") -> str:
    """Return that a decision stands in the minutes, with its number."""
    return _("Decision {number} stands in the minutes.").format(number=written.line.decision or "")


# Agenda and feed ------------------------------------------------------------------------------


def agenda_name() -> str:
    """Return the heading of the agenda."""
    return _("AGENDA")


def feed_name() -> str:
    """Return the heading of what was agreed."""
    return _("DECISIONS AND ACTIONS")


def feed_head(minute_taker: MemberId | None) -> str:
    """Return the heading of what was agreed, with who writes; None: nobody is named."""
    return f"{feed_name()} ({written_by(minute_taker, None)})"


def written_by(minute_taker: MemberId | None, last: datetime | None) -> str:
    """Return who writes, and when something was written last; None: nobody, or nothing yet."""
    who = _("written by {member}").format(member=minute_taker) if minute_taker else _("no minute-taker")
    if last is None:
        return who
    return _("{who}, last {time}").format(who=who, time=wording.clock(local_time.on_the_wall(last)))


def nothing_yet() -> str:
    """Return what is said while nothing was agreed."""
    return _("Nothing yet.")


def feed_letter(value: LineKind) -> str:
    """Return the letter of a decision or an action, as it is typed."""
    return pgettext("minutes", "D") if value is LineKind.DECISION else pgettext("minutes", "A")


def nobody() -> str:
    """Return what stands for an owner where there is none."""
    return "?"


def new() -> str:
    """Return the mark of a line that was just written."""
    return _("new")


def item_mark(picture: Picture, item: AgendaItemId, is_on: bool) -> str:
    """Return how far an item has come, as a mark."""
    if is_on:
        return "▸"
    if item in picture.reading.postponed:
        return "→"
    return "[x]" if item in picture.done else ""


def planned(minutes: int) -> str:
    """Return planned minutes in a column."""
    return _("{count} min").format(count=minutes)


# What comes -----------------------------------------------------------------------------------


def next_item(slot: Slot | None, phase: Phase) -> str:
    """Return what comes next; None: nothing."""
    if phase is Phase.ENDED:
        return ""
    if slot is None:
        return _("Next: nothing. This is the last item.")
    body = slot.item.body
    parts = (meeting_words.item_title(body), body.presenter or "", meeting_words.minutes(body.minutes))
    told = ", ".join(part for part in parts if part)
    return _("Next: {number} {kind}, {item}").format(
        number=slot.number, kind=meeting_words.item_kind(body), item=told
    )


def risk(picture: Picture) -> str:
    """Return what will not be finished in time if the tempo holds; decisions are always named."""
    items = picture.at_risk
    told = meeting_words.at_risk(items) if items else _("nothing")
    return _("At risk if the tempo holds: {items}").format(items=told)


def not_spoken(members: Sequence[MemberId]) -> str:
    """Return who has not spoken."""
    return _("Not heard yet ({count}): {members}").format(count=len(members), members=" ".join(members))
