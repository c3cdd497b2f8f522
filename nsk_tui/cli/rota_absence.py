"""``nsk rota absence``: from when to when, never why."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import rota_values, streams, values
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.rota import app
from nsk_tui.cli.rota_values import NOBODY
from nsk_tui.rules.duties import Absence
from nsk_tui.wording import _, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.absences import AbsenceEffect, ReportedAbsence


FirstArgument = Annotated[
    str, typer.Argument(metavar=N_("FROM"), help=N_("the first day, such as 2026-11-20"))
]
LastArgument = Annotated[
    str, typer.Argument(metavar=N_("TO"), help=N_("the last day; the first when nothing is said"))
]
OfOption = Annotated[
    str, typer.Option("--of", metavar=N_("MEMBER"), help=N_("somebody else's, as the coordinator"))
]
KeepOption = Annotated[
    bool, typer.Option("--keep", help=N_("leaves duties where they are; else the backup takes them"))
]
KeepFollowUpsOption = Annotated[
    bool,
    typer.Option(
        "--keep-follow-ups", help=N_("leaves what is due to her alone; else whoever has duty sees it, too")
    ),
]
PreviewOption = Annotated[bool, typer.Option("--preview", help=N_("only shows what it would hit"))]
WithdrawOption = Annotated[
    str, typer.Option("--withdraw", metavar=N_("ABSENCE"), help=N_("takes an absence back"))
]


@app.command(
    cls=Verb, help=N_("Reports absence, first and last day, never why; with nothing it lists who is away.")
)
def absence(
    ctx: Call,
    first: FirstArgument = "",
    last: LastArgument = "",
    of: OfOption = "",
    keep: KeepOption = False,
    keep_follow_ups: KeepFollowUpsOption = False,
    preview: PreviewOption = False,
    withdraw: WithdrawOption = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Report absence; return the exit code."""
    begin = values.day(_("FROM"))(first) if first else None
    end = values.day(_("TO"))(last) if last else begin
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import absences

        if withdraw:
            return _say_absences((absences.withdraw(session, withdraw),), as_json)
        if begin is None or end is None:
            return _say_absences(absences.absences(session), as_json)
        if preview:
            return _say_effect(absences.preview(session, begin, end, of or None), as_json)
        done = absences.report(session, begin, end, of or None, not keep, not keep_follow_ups)
        return _say_reported(done, as_json)


def _say_absences(found: tuple[Absence, ...], as_json: bool) -> int:
    if as_json:
        streams.say_json([_absence_object(one) for one in found])
        return 0
    for one in found:
        streams.say(f"{one.member:<16}  {one.first.isoformat()}  {one.last.isoformat()}  {one.id}")
    return 0


def _say_effect(found: "AbsenceEffect", as_json: bool) -> int:
    hits = [{**rota_values.duty_object(one.ref), "suggested": one.suggested} for one in found.duties_hit]
    if as_json:
        threads = [line.code_name for line in found.follow_ups]
        streams.say_json({"duties": hits, "follow_ups": threads, "shown_to": list(found.stand_ins)})
        return 0
    for one in found.duties_hit:
        streams.say(f"{rota_values.duty_text(one.ref)} → {one.suggested or NOBODY}")
    for line in found.follow_ups:
        streams.say(_("Follow-up: %(day)s") % {"day": f"{line.follow_up_on} {line.code_name}"})
    if not found.duties_hit:
        streams.say(_("No duty is hit."))
    return 0


def _say_reported(done: "ReportedAbsence", as_json: bool) -> int:
    if as_json:
        streams.say_json(
            {
                **_absence_object(done.absence),
                "moved": [{**rota_values.duty_object(one.ref), "member": one.member} for one in done.moved],
                "open": [rota_values.duty_object(ref) for ref in done.open],
            }
        )
        return 0
    streams.say(_("Absence is noted from %(first)s to %(last)s.") % _days(done.absence))
    for one in done.moved:
        streams.say(f"{rota_values.duty_text(one.ref)} → {one.member}")
    for ref in done.open:
        streams.say(f"■ {rota_values.duty_text(ref)}: {pgettext('rota', 'nobody')}")
    return 0


def _days(one: Absence) -> dict[str, str]:
    return {"first": one.first.isoformat(), "last": one.last.isoformat()}


def _absence_object(one: Absence) -> dict[str, object]:
    return {"id": one.id, "member": one.member, "from": one.first.isoformat(), "to": one.last.isoformat()}
