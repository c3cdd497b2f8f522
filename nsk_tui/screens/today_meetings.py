"""What Today says of meetings: one's own actions, polls to answer, and the next agenda."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from nsk_tui import meeting_words, wording
from nsk_tui.rules.actions import Action, ActionMove
from nsk_tui.screens import meeting_settling
from nsk_tui.screens.agenda_item_fields import KIND as ITEM_DRAFT
from nsk_tui.services import actions, agenda, poll
from nsk_tui.services.agenda import Room
from nsk_tui.services.drafts import DraftLine
from nsk_tui.services.poll import PollPage
from nsk_tui.services.session import Session
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.rows import Cell
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.screens.today import TodayScreen

TITLE_CELLS = 18


@dataclass(frozen=True)
class ActionToDo:
    """An action of the reader's that is open."""

    action: Action


@dataclass(frozen=True)
class PollToAnswer:
    """A poll in which the reader has something left to say."""

    page: PollPage


@dataclass(frozen=True)
class MeetingsToday:
    """The meetings' part of Today.

    Shape
        ``next`` None: no meeting is planned.
    """

    actions: tuple[ActionToDo, ...]
    polls: tuple[PollToAnswer, ...]
    next: Room | None


MeetingItem = ActionToDo | PollToAnswer


def fetch(session: Session) -> MeetingsToday:
    """Return what the meetings have for Today."""
    return MeetingsToday(
        actions=tuple(map(ActionToDo, actions.mine(session))),
        polls=tuple(map(PollToAnswer, poll.unanswered(session))),
        next=next(iter(agenda.rooms(session)), None),
    )


# Rows -----------------------------------------------------------------------------------------


def words(item: MeetingItem, today: date) -> tuple[Cell, str, Cell, str]:
    """Return the cells of a row: what, which, why, whose."""
    if isinstance(item, ActionToDo):
        one = item.action
        return Cell(_("action")), meeting_words.action_label(one, today), _due(one, today), _("yours")
    page = item.page
    count = len(page.poll.dates)
    asked = ngettext("{count} date", "{count} dates", count).format(count=count)
    told = _("date poll, {dates}, answer by {day}").format(
        dates=asked, day=wording.day(page.poll.answer_by, today)
    )
    return Cell(_("answer")), cut(page.meeting.body.title, TITLE_CELLS), Cell(told), _("yours")


def _due(one: Action, today: date) -> Cell:
    if one.due is None:
        return Cell(one.text)
    day = wording.day(one.due, today)
    if one.due < today:
        return Cell(_("late, by {day}: {text}").format(day=day, text=one.text), "late")
    return Cell(_("by {day}: {text}").format(day=day, text=one.text))


def reference(item: ActionToDo, today: date) -> str:
    """Return the number of an action."""
    return meeting_words.action_label(item.action, today)


def group(found: MeetingsToday, today: date) -> list[tuple[str, str]]:
    """Return the line about the next meeting; none when no meeting is planned."""
    room = found.next
    if room is None:
        return []
    told = _("{day}   {title}, {used} of {minutes} min.   p adds an item").format(
        day=meeting_words.meeting_day(room.meeting, today),
        title=cut(room.meeting.body.title, TITLE_CELLS),
        used=room.used_minutes,
        minutes=room.meeting.body.minutes,
    )
    return [(_("meeting"), told)]


# Acts -----------------------------------------------------------------------------------------


def open_item(front: "TodayScreen", item: MeetingItem) -> None:
    """Answer the poll, or go to the action in its list."""
    if isinstance(item, PollToAnswer):
        from nsk_tui.screens.poll import PollScreen

        front.app.push_screen(PollScreen(item.page.meeting.id))
    else:
        # In the app's own task: a screen that waits to be left would wait for itself.
        front.app.call_later(_go_to, front, item)


def open_draft(front: "TodayScreen", draft: DraftLine) -> bool:
    """Go on with an item that was not finished; False: the draft is of something else."""
    if draft.kind != ITEM_DRAFT:
        return False
    front.program.everywhere.go_on_with_item(draft.id)
    return True


async def _go_to(front: "TodayScreen", item: ActionToDo) -> None:
    from nsk_tui.screens.meeting_actions import ActionsScreen
    from nsk_tui.screens.meeting_views import ACTIONS, MEETINGS

    everywhere, program = front.program.everywhere, front.program
    await everywhere.turn_to(MEETINGS, ACTIONS)
    if isinstance(program.screen, ActionsScreen):
        program.screen.show_mine(item.action.id)


def done(front: "TodayScreen", item: ActionToDo) -> None:
    """Say that the action is done."""

    def told(said: str) -> None:
        front.refresh_records()
        front.say(said)

    meeting_settling.settle(front, item.action, ActionMove.DONE, told)
