"""``nsk rota plan`` and ``publish``: a draft, what it would change, and the yes that lets it count."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import duty_words, wording
from nsk_tui.cli import rota_values, streams, values
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.cli.rota import app
from nsk_tui.cli.rota_values import NOBODY
from nsk_tui.wording import _, ngettext, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.rota_plan import PlanChange, PlanDiff, Published

PERIODS = 8
PERIODS_MAX = 260


@app.command(cls=Verb, help=N_("Lays a draft of the coming periods and shows what it would change."))
def plan(
    ctx: Call,
    periods: Annotated[
        str, typer.Option("--periods", metavar="N", help=N_("how many new periods; 8 when nothing is said"))
    ] = str(PERIODS),
    discard: Annotated[bool, typer.Option("--discard", help=N_("drops the draft instead"))] = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Lay a draft; return the exit code."""
    count = values.whole_number("--periods", 1, PERIODS_MAX)(periods)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rota_plan

        if discard:
            return _dropped(rota_plan.discard(session), as_json)
        rota_plan.draft(session, count)
        found = rota_plan.diff(session)
    if as_json:
        streams.say_json(diff_object(found))
    else:
        streams.say("\n".join(diff_lines(found)))
        streams.tell(_("It is a draft: nobody sees it before 'nsk rota publish'."))
    return 0


@app.command(cls=Verb, help=N_("Shows what the draft changes, asks, and lets it count."))
def publish(
    ctx: Call,
    fallback: Annotated[
        str,
        typer.Option(
            "--fallback", metavar=N_("WHO"), help=N_("who is called when nobody has duty: a member, or words")
        ),
    ] = "",
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Publish the draft; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services import rota_plan

        found = rota_plan.diff(session)
        shown = streams.tell if as_json else streams.say
        shown("\n".join(diff_lines(found)))
        if not agreed(_question(found), yes):
            return ANSWER_IS_NO
        done = rota_plan.publish(session, fallback)
    if as_json:
        streams.say_json(_published_object(done))
    else:
        streams.say(_("Published through %(day)s.") % {"day": done.through.isoformat()})
    return 0


def diff_lines(found: "PlanDiff") -> list[str]:
    """Return what publishing would change, as plain lines."""
    count = len(found.changed) + len(found.removed)
    lines = [
        ngettext("%(count)d change in published periods", "%(count)d changes in published periods", count)
        % {"count": count}
        + ", "
        + ngettext("%(count)d new duty.", "%(count)d new duties.", len(found.added))
        % {"count": len(found.added)}
    ]
    for sign, changes in (("~", found.changed), ("−", found.removed), ("+", found.added)):
        lines += [_change_line(sign, one) for one in changes]
    lines += [f"■ {rota_values.duty_text(ref)}: {pgettext('rota', 'nobody')}" for ref in found.gaps]
    lines += [
        f"! {rota_values.duty_text(ref)}: {pgettext('rota', 'absent')}" for ref in found.absence_conflicts
    ]
    lines += [
        f"? {rota_values.duty_text(one.ref)}: {one.member} {duty_words.hindrance(one.why)}"
        for one in found.unusual
    ]
    lines.append(
        _("Difference between most and least: %(before)s, then %(after)s duties per full time.")
        % {"before": _decimal(found.spread_before), "after": _decimal(found.spread_after)}
    )
    if found.touched:
        lines.append(_("Concerns: %(members)s.") % {"members": ", ".join(found.touched)})
    return lines


def diff_object(found: "PlanDiff") -> dict[str, object]:
    """Return what publishing would change, as JSON."""
    return {
        **{
            name: [_change_object(one) for one in getattr(found, name)]
            for name in ("changed", "added", "removed")
        },
        "gaps": [rota_values.duty_object(ref) for ref in found.gaps],
        "absence_conflicts": [rota_values.duty_object(ref) for ref in found.absence_conflicts],
        "unusual": [
            {**rota_values.duty_object(one.ref), "member": one.member, "why": one.why.value}
            for one in found.unusual
        ],
        "spread_before": round(found.spread_before, 2),
        "spread_after": round(found.spread_after, 2),
        "touched": list(found.touched),
    }


def _question(found: "PlanDiff") -> str:
    if found.gaps:
        return ngettext("Publish with %(count)d gap?", "Publish with %(count)d gaps?", len(found.gaps)) % {
            "count": len(found.gaps)
        }
    return _("Publish?")


def _dropped(was_there: bool, as_json: bool) -> int:
    if as_json:
        streams.say_json({"discarded": was_there})
    else:
        streams.say(_("The draft is dropped.") if was_there else _("There was no draft."))
    return 0 if was_there else ANSWER_IS_NO


def _change_line(sign: str, one: "PlanChange") -> str:
    return f"{sign} {rota_values.duty_text(one.ref)}: {one.before or NOBODY} → {one.after or NOBODY}"


def _change_object(one: "PlanChange") -> dict[str, object]:
    return {**rota_values.duty_object(one.ref), "before": one.before, "after": one.after}


def _published_object(done: "Published") -> dict[str, object]:
    return {
        "through": done.through.isoformat(),
        "changed": done.changed,
        "gaps": done.gaps,
        "settled": done.settled,
    }


def _decimal(value: float) -> str:
    return wording.decimal(value, 1)
