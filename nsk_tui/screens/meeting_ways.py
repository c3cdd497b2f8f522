"""Where a meeting leads: its poll, its opening or agenda, what came of it, its form, its files."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Meeting, MeetingRole, MeetingState, Series, Step, can
from nsk_tui.rules.members import Role
from nsk_tui.screens.actions import Action
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.services import meeting_series
from nsk_tui.services.meeting_list import MeetingLine
from nsk_tui.services.session import Session
from nsk_tui.wording import _

Front = FrameScreen[Any]

FOR_A_DAY = ("meeting.export", "meeting.facilitate", "minutes.write")
FOR_CHAIR = ("poll.settle", "meeting.cancel", "meeting.edit", "series.end")


def open_meeting(front: Front, one: MeetingLine) -> None:
    """Open a meeting where it is now."""
    meeting = one.meeting
    if meeting.state is MeetingState.POLL:
        from nsk_tui.screens.poll import PollScreen

        front.app.push_screen(PollScreen(meeting.id))
    elif is_open(meeting):
        open_agenda(front, meeting, opens=is_begun(meeting, front.now.date()))
    else:
        open_minutes(front, meeting.id)


def open_minutes(front: Front, meeting: MeetingId) -> None:
    """Open what was decided and agreed at a meeting, to read or to write on."""
    from nsk_tui.screens.minutes import MinutesScreen

    front.app.push_screen(MinutesScreen(meeting))


def open_agenda(front: Front, meeting: Meeting, opens: bool = False) -> None:
    """Open the agenda of a meeting; ``opens``: with what was agreed last time."""
    from nsk_tui.screens.agenda import AgendaScreen
    from nsk_tui.screens.meeting_opening import OpeningScreen

    front.app.push_screen(OpeningScreen(meeting.id) if opens else AgendaScreen(meeting.id))


def is_open(meeting: Meeting) -> bool:
    """Return whether a meeting has yet to be over."""
    return meeting.is_ahead or meeting.state is MeetingState.RUNNING


def is_begun(meeting: Meeting, today: date) -> bool:
    """Return whether a meeting is today, or running: then it begins with its opening."""
    return meeting.state is MeetingState.RUNNING or meeting.day == today


def edit(front: Front, meeting: Meeting, done: Callable[[str | None], None]) -> None:
    """Change a meeting; of one in a series it is asked whether the others follow."""
    if meeting.series is None:
        _open_form(front, meeting, done, None)
        return
    choices = (_("only this meeting"), _("the whole series"))
    text = _("With the series, the coming meetings follow in whatever they have not changed themselves.")
    title = _("Edit {title}").format(title=meeting.body.title)
    front.app.push_screen(ConfirmScreen(title, text, choices), partial(_chosen, front, meeting, done))


def _chosen(front: Front, meeting: Meeting, done: Callable[[str | None], None], answer: int | None) -> None:
    if answer == 0:
        _open_form(front, meeting, done, None)
    elif answer == 1:
        front.run_service(
            meeting_series.all_series, front.session, done=partial(_in_series, front, meeting, done)
        )


def _in_series(
    front: Front, meeting: Meeting, done: Callable[[str | None], None], found: tuple[Series, ...]
) -> None:
    series = next((one for one in found if one.id == meeting.series), None)
    if series is None:
        front.say(_("The series has ended."))
    else:
        _open_form(front, meeting, done, series)


def _open_form(
    front: Front, meeting: Meeting, done: Callable[[str | None], None], series: Series | None
) -> None:
    from nsk_tui.screens.meeting_edit import MeetingEditScreen

    front.app.push_screen(MeetingEditScreen(meeting, series), done)


def export(front: Front, meeting: Meeting) -> None:
    """Ask for the file, and write agenda or minutes."""
    from nsk_tui.screens.paper_export import PaperExportScreen

    front.app.push_screen(PaperExportScreen(meeting), lambda told: front.say(told) if told else None)


def impossible(action: Action, meeting: Meeting, session: Session) -> str | None:
    """Return why an act does not fit a meeting, or is not the reader's; None when it does and is."""
    leads = meeting.holds(session.member, MeetingRole.CHAIR) or session.role is Role.COORDINATOR
    if action.id in FOR_CHAIR and not leads and meeting.body.chair is not None:
        return _("{member} leads the meeting").format(member=meeting.body.chair)
    if action.id == "poll.settle" and not can(meeting, Step.SETTLE):
        return _("it has its day")
    if action.id == "meeting.cancel" and not can(meeting, Step.CANCEL):
        return _("it is over, or under way")
    if action.id in ("meeting.edit", "meeting.take_chair") and not is_open(meeting):
        return _("it is over")
    if action.id == "series.end" and meeting.series is None:
        return _("it is in no series")
    if action.id == "meeting.facilitate" and meeting.state is not MeetingState.POLL and not is_open(meeting):
        return _("it is over")
    if action.id in FOR_A_DAY and meeting.state is MeetingState.POLL:
        return _("it has no day yet")
    return None
