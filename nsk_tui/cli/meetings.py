"""``nsk meeting``: what comes and what was held, and the calendar file."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import meeting_words
from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.meeting_records import line_object
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from datetime import date

    from nsk_tui.services.meeting_list import MeetingLine

app = new_app()

MeetingArgument = Annotated[
    str,
    typer.Argument(
        metavar=N_("MEETING"), help=N_("next, a day such as 2026-11-26, or the beginning of an id")
    ),
]
PastOption = Annotated[bool, typer.Option("--past", help=N_("those that were held, the latest first"))]


@app.command("list", cls=Verb, help=N_("Lists the meetings that come, and how far each agenda is."))
def list_(
    ctx: Call,
    past: PastOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the meetings; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import meeting_list

        page, today = meeting_list.overview(session), session.today
    found = page.past if past else page.coming
    if as_json:
        streams.say_json([line_object(one) for one in found])
        return 0
    for one in found:
        streams.say(_line(one, today))
    if not found:
        streams.tell(_("No meeting was held yet.") if past else _("No meeting is planned: nsk, then 5 and n"))
    return 0


@app.command(cls=Verb, help=N_("Writes the meetings as a calendar file, or one of them."))
def ics(
    ctx: Call,
    meeting: MeetingArgument = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
) -> int:
    """Write a calendar file to stdout; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import meeting_calendar, meeting_list

        wanted = meeting_list.find(session, meeting).id if meeting else None
        content = meeting_calendar.calendar(session, wanted)
    streams.hand_over(content)
    return 0


def _line(one: "MeetingLine", today: "date") -> str:
    meeting = one.meeting
    cells = (
        f"{meeting.id[:8]}",
        f"{meeting_words.meeting_day(meeting, today):<19}",
        f"{streams.one_line(meeting.body.title):<28}",
        _state(one),
    )
    return "  ".join(cells).rstrip()


def _state(one: "MeetingLine") -> str:
    if one.poll is not None:
        return _("{answered} of {asked} have answered").format(
            answered=one.poll.answered, asked=one.poll.asked
        )
    if one.meeting.minutes_state is not MinutesState.NONE and not one.meeting.is_ahead:
        said = meeting_words.word(one.meeting.minutes_state)
        return _("minutes: {state}").format(state=said)
    items = ngettext("{count} item", "{count} items", one.items).format(count=one.items)
    room = _("{used} of {minutes} min.").format(used=one.used_minutes, minutes=one.meeting.body.minutes)
    return f"{meeting_words.word(one.meeting.state)}: {items}, {room}"
