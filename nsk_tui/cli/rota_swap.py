"""``nsk rota swap`` and ``override``: what people change in a published rota."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import duty_words
from nsk_tui.cli import rota_values, streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.rota import app
from nsk_tui.cli.rota_values import NOBODY
from nsk_tui.rules.duties import DutyRef, Iou, Swap, SwapState
from nsk_tui.wording import _, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.rota_change import ChangedDuty
    from nsk_tui.services.session import Session
    from nsk_tui.services.swaps import SwapCandidate, WaitingSwaps

_DUTY = N_("LINE/DAY or LINE/DAY/ROLE, such as adults/2026-11-30/backup")

OptionalDuty = Annotated[str, typer.Argument(metavar=N_("DUTY"), help=_DUTY)]
AskOption = Annotated[str, typer.Option("--ask", metavar=N_("MEMBER"), help=N_("asks her to take your duty"))]
ForOption = Annotated[
    str, typer.Option("--for", metavar=N_("DUTY"), help=N_("with --ask: the duty of hers that you take"))
]
LaterOption = Annotated[bool, typer.Option("--later", help=N_("with --ask: you take one another time"))]
TakeOption = Annotated[bool, typer.Option("--take", help=N_("takes the duty yourself"))]
SetOption = Annotated[
    str, typer.Option("--set", metavar=N_("MEMBER"), help=N_("sets somebody on it, as the coordinator"))
]
ReasonOption = Annotated[
    str, typer.Option("--reason", metavar=N_("WORDS"), help=N_("why, without a word about a citizen"))
]
AnswerOption = Annotated[
    str, typer.Option("--accept", metavar=N_("SWAP"), help=N_("says yes to what you were asked"))
]
DeclineOption = Annotated[
    str, typer.Option("--decline", metavar=N_("SWAP"), help=N_("says no to what you were asked"))
]
WithdrawOption = Annotated[
    str, typer.Option("--withdraw", metavar=N_("SWAP"), help=N_("takes back what you asked"))
]


@app.command(
    cls=Verb,
    help=N_(
        "Swaps a duty: with a duty alone it says who could take it, with nothing what waits for an answer."
    ),
)
def swap(
    ctx: Call,
    duty: OptionalDuty = "",
    ask: AskOption = "",
    returns: ForOption = "",
    later: LaterOption = False,
    take: TakeOption = False,
    set_on: SetOption = "",
    reason: ReasonOption = "",
    accept: AnswerOption = "",
    decline: DeclineOption = "",
    withdraw: WithdrawOption = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Swap a duty; return the exit code."""
    chosen = [one for one in (ask, take, set_on, accept, decline, withdraw) if one]
    if len(chosen) > 1 or (bool(duty) == bool(accept or decline or withdraw) and chosen):
        raise UsageFault(_("Say one thing: a duty with --ask, --take or --set, or a swap to answer."))
    ref = rota_values.duty(duty) if duty else None
    other = rota_values.duty(returns) if returns else None
    with session_of(ctx, store, member, passphrase_fd) as session:
        if ref is None:
            return _answered(session, accept, decline, withdraw, as_json)
        if ask:
            return _asked(session, ref, ask, other, later, as_json)
        if take or set_on:
            return _taken(session, ref, set_on, reason, as_json)
        return _candidates(session, ref, as_json)


@app.command(cls=Verb, help=N_("Changes who has a duty, as the coordinator; it stands over swap and plan."))
def override(
    ctx: Call,
    duty: Annotated[str, typer.Argument(metavar=N_("DUTY"), help=_DUTY)],
    who: Annotated[str, typer.Argument(metavar=N_("MEMBER"), help=N_("who shall have it"))] = "",
    reason: ReasonOption = "",
    nobody: Annotated[bool, typer.Option("--nobody", help=N_("leaves the duty open"))] = False,
    clear: Annotated[bool, typer.Option("--clear", help=N_("lifts the change again"))] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Change who has a duty; return the exit code."""
    ref = rota_values.duty(duty)
    if [bool(who), nobody, clear].count(True) != 1:
        raise UsageFault(_("Say one of: who shall have it, --nobody, --clear."))
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rota

        if clear:
            return _say_changed(rota.clear(session, ref), as_json)
        return _say_changed(rota.override(session, ref, who or None, reason), as_json)


def _answered(session: "Session", accept: str, decline: str, withdraw: str, as_json: bool) -> int:
    from nsk_tui.services import swaps

    if withdraw:
        return _say_swap(swaps.withdraw(session, withdraw), as_json)
    if accept or decline:
        return _say_swap(swaps.answer(session, accept or decline, bool(accept)), as_json)
    return _say_waiting(swaps.waiting(session), as_json)


def _asked(
    session: "Session", ref: DutyRef, taker: str, returns: DutyRef | None, later: bool, as_json: bool
) -> int:
    """Ask for a swap; ``returns`` None takes none of hers now."""
    from nsk_tui.services import swaps

    return _say_swap(swaps.ask(session, ref, taker, returns, later), as_json)


def _taken(session: "Session", ref: DutyRef, set_on: str, reason: str, as_json: bool) -> int:
    from nsk_tui.services import swaps

    done = swaps.set_person(session, ref, set_on, reason) if set_on else swaps.take(session, ref)
    return _say_changed(done, as_json)


def _candidates(session: "Session", ref: DutyRef, as_json: bool) -> int:
    from nsk_tui.services import swaps

    found = swaps.candidates(session, ref)
    if as_json:
        streams.say_json([_candidate_object(one) for one in found])
        return 0
    for one in found:
        why = duty_words.hindrance(one.why_code) if one.why_code else ""
        load = f"{duty_words.load(one.per_full_time_before)} → {duty_words.load(one.after)}"
        said = pgettext("swap", "yes") if one.can else pgettext("swap", "no")
        streams.say(f"{one.member:<16}  {said:<4}  {load:<12}  {why}".rstrip())
    return 0


def _say_swap(one: Swap, as_json: bool) -> int:
    if as_json:
        streams.say_json(_swap_object(one))
    else:
        streams.say(_swap_line(one))
    return 0


def _say_waiting(found: "WaitingSwaps", as_json: bool) -> int:
    groups = {
        "for_me": found.for_me,
        "mine": found.mine,
        "lapsed": found.lapsed,
        "declined": found.declined,
    }
    if as_json:
        lists = {name: [_swap_object(one) for one in swaps] for name, swaps in groups.items()}
        streams.say_json({**lists, "owed": [_iou_object(one) for one in found.ious]})
        return 0
    heads = {
        "for_me": _("For you"),
        "mine": _("You asked"),
        "lapsed": _("Not answered in time"),
        "declined": _("Answered no"),
    }
    lines = [f"{heads[name]}: {_swap_line(one)}" for name, swaps in groups.items() for one in swaps]
    lines += [_("%(debtor)s owes %(creditor)s a duty.") % _iou_object(one) for one in found.ious]
    streams.say("\n".join(lines) or _("No swap waits for an answer."))
    return 0


def _say_changed(done: "ChangedDuty", as_json: bool) -> int:
    if as_json:
        streams.say_json({**rota_values.duty_object(done.ref), "member": done.member})
    else:
        streams.say(f"{rota_values.duty_text(done.ref)}: {done.member or NOBODY}")
    return 0


def _candidate_object(one: "SwapCandidate") -> dict[str, object]:
    return {
        "member": one.member,
        "can": one.can,
        "why": one.why_code.value if one.why_code else None,
        "before": round(one.per_full_time_before, 2),
        "after": round(one.after, 2),
    }


def _swap_object(one: Swap) -> dict[str, object]:
    return {
        "id": one.id,
        **rota_values.duty_object(one.ref),
        "giver": one.giver,
        "taker": one.taker,
        "returns": rota_values.duty_object(one.returns) if one.returns else None,
        "later": one.later,
        "answer_by": one.answer_by.isoformat(),
        "state": one.state.value,
    }


def _swap_line(one: Swap) -> str:
    parts = (
        rota_values.duty_text(one.ref),
        f"{one.giver} → {one.taker}",
        _states()[one.state],
        _("answer by %(day)s") % {"day": one.answer_by.isoformat()},
        one.id,
    )
    return "  ".join(parts)


def _iou_object(one: Iou) -> dict[str, object]:
    return {"debtor": one.debtor, "creditor": one.creditor, "weight": one.weight}


def _states() -> dict[SwapState, str]:
    return {
        SwapState.ASKED: pgettext("swap", "asked"),
        SwapState.ACCEPTED: pgettext("swap", "yes"),
        SwapState.DECLINED: pgettext("swap", "no"),
        SwapState.WITHDRAWN: pgettext("swap", "withdrawn"),
        SwapState.EXPIRED: pgettext("swap", "lapsed"),
    }
