"""``nsk handover``: begin one, see which are under way, read one with all that is missing."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import handover_words
from nsk_tui.cli import handover_plain, handover_values, streams, values
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.handover import HandoverLine
    from nsk_tui.services.handover_view import HandoverView

app = new_app(N_("Handing over what somebody knows and has promised, before she goes."))

KindOption = Annotated[
    str, typer.Option("--kind", metavar=N_("WHY"), help=N_("leave, long_leave or role_change"))
]
LastDayOption = Annotated[str, typer.Option("--last-day", metavar=N_("DAY"), help=N_("such as 2026-11-30"))]
BackOption = Annotated[
    str, typer.Option("--back-on", metavar=N_("DAY"), help=N_("when somebody on long leave is back"))
]
OfOption = Annotated[
    str, typer.Option("--of", metavar=N_("MEMBER"), help=N_("somebody else's, as the coordinator"))
]
ThreadOption = Annotated[
    str, typer.Option("--thread", metavar=N_("CODE"), help=N_("one thread alone; its owner stays"))
]
NameArgument = Annotated[
    str, typer.Argument(metavar=N_("HANDOVER"), help=N_("its id, its member or its thread"))
]
AllOption = Annotated[bool, typer.Option("--all", help=N_("also those that are closed or dropped"))]


@app.callback()
def noun() -> None:
    """Keep the noun a noun: Typer makes an app of a single verb into that verb."""


@app.command(cls=Verb, help=N_("Begins a handover, which writes itself from what is open."))
def start(
    ctx: Call,
    kind: KindOption = HandoverKind.LEAVE.value,
    last_day: LastDayOption = "",
    back_on: BackOption = "",
    of: OfOption = "",
    thread: ThreadOption = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Begin a handover; return the exit code."""
    why = values.choice(HandoverKind, "--kind")(kind)
    gone = values.day("--last-day")(last_day) if last_day else None
    back = values.day("--back-on")(back_on) if back_on else None
    if why is HandoverKind.THREAD or (gone is None) == (not thread):
        raise UsageFault(_("Say the last day with --last-day, or one thread with --thread."))
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import handover

        if gone is None:
            view = handover.start_thread(session, thread)
        else:
            view = handover.start(session, handover.NewHandover(why, gone, of or None, back))
        return _say_view(view, session.today.isoformat(), as_json)


@app.command("list", cls=Verb, help=N_("Lists the handovers under way, and how far each has come."))
def list_(
    ctx: Call,
    every: AllOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """List handovers; return the exit code."""
    from nsk_tui.rules.handover import HandoverState

    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import handover

        found = handover.lines(session, None if every else HandoverState.OPEN)
    if as_json:
        streams.say_json([handover_values.line_object(one) for one in found])
        return 0
    for one in found:
        streams.say(_line(one))
    return 0


@app.command(cls=Verb, help=N_("Shows a handover: its items, what is missing, what was missing afterwards."))
def show(
    ctx: Call,
    name: NameArgument,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Show a handover; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import handover

        view = handover.read(session, handover.find(session, name))
        return _say_view(view, session.today.isoformat(), as_json)


def _say_view(view: "HandoverView", today: str, as_json: bool) -> int:
    if as_json:
        streams.say_json(handover_values.view_object(view))
        return 0
    for line in handover_plain.view_lines(view, today):
        streams.say(line)
    return 0


def _line(one: "HandoverLine") -> str:
    found = one.handover
    parts = (
        f"{found.thread or found.giver:<16}",
        f"{found.last_day.isoformat()}",
        f"{handover_words.kind(found.kind):<12}",
        handover_words.tally(one.tally) if found.is_open else handover_words.ended(found.state),
        _("%(count)d without an answer for too long") % {"count": one.escalated} if one.escalated else "",
        found.id,
    )
    return "  ".join(part for part in parts if part).rstrip()
