"""``nsk rota load`` and ``who``: who carries the work, from what happened; who should take a call."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import duty_words
from nsk_tui.cli import streams, values
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.opening import session_of
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.rota import app
from nsk_tui.rules.bottleneck import Bottleneck
from nsk_tui.rules.routing import Suggested
from nsk_tui.wording import _, pgettext

if TYPE_CHECKING:
    from nsk_tui.services.load import LoadPicture

DAYS = 90
DAYS_MAX = 3660

LineOption = Annotated[
    str, typer.Option("--line", metavar=N_("LINE"), help=N_("children, adults, or a line of the rota"))
]


@app.command(cls=Verb, help=N_("Says who carries the work, from what really happened, and what to do."))
def load(
    ctx: Call,
    days: Annotated[
        str, typer.Option("--days", metavar="N", help=N_("how many days back; 90 when nothing is said"))
    ] = str(DAYS),
    line: LineOption = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say who carries the work; return the exit code."""
    count = values.whole_number("--days", 1, DAYS_MAX)(days)
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.load import picture

        found = picture(session, count, line or None)
    if as_json:
        streams.say_json(_picture_object(found))
    else:
        streams.say("\n".join(_picture_lines(found)))
    return 0


@app.command(cls=Verb, help=N_("Says in which order to ask when a call comes, and why."))
def who(
    ctx: Call,
    line: LineOption = "",
    competence: Annotated[
        str, typer.Option("--competence", metavar=N_("WORD"), help=N_("what she must know"))
    ] = "",
    language: Annotated[
        str, typer.Option("--language", metavar=N_("WORD"), help=N_("what she must speak"))
    ] = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Say whom to ask; return the exit code."""
    with session_of(ctx, store, member, passphrase_fd) as session:
        from nsk_tui.services.load import who_should_take

        found = who_should_take(session, line or None, None, competence, language)
    if as_json:
        streams.say_json([_suggested_object(one) for one in found])
        return 0
    for number, one in enumerate(found, 1):
        reasons = streams.one_line(duty_words.route_reasons(one.reasons))
        streams.say(f"{number:>2}. {one.member:<16}  {reasons}".rstrip())
    return 0


def _picture_lines(found: "LoadPicture") -> list[str]:
    kinds = (
        (pgettext("load", "Consultations"), found.consultations, _("the consultations")),
        (pgettext("load", "Duties"), found.duties, _("the duties")),
        (pgettext("load", "Red"), found.reds, _("the red cases")),
    )
    lines = [_("From %(first)s to %(last)s.") % _span(found)]
    for head, seen, what in kinds:
        told = duty_words.told(seen, what, found.may_see_load or seen.top == _own(found))
        lines.append(f"{head} ({seen.total}): " + " ".join(told))
    lines += [f"  {row.member:<16}  {row.consultations:>4}  {row.duties:>3}" for row in found.rows]
    lines += [duty_words.trend(found.direction), *(duty_words.advice(one) for one in found.suggestions)]
    return [line for line in lines if line]


def _own(found: "LoadPicture") -> str | None:
    """Return the reader, where she sees her own row alone; None when she sees all."""
    return None if found.may_see_load or len(found.rows) != 1 else found.rows[0].member


def _span(found: "LoadPicture") -> dict[str, str]:
    return {"first": found.first.isoformat(), "last": found.last.isoformat()}


def _picture_object(found: "LoadPicture") -> dict[str, object]:
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "line": found.line.id if found.line else None,
        "consultations": _seen_object(found.consultations),
        "duties": _seen_object(found.duties),
        "reds": _seen_object(found.reds),
        "people": [
            {
                "member": row.member, "duties": row.duties, "consultations": row.consultations,
                "reds": row.reds, "per_full_time": round(row.per_full_time, 2),
            }
            for row in found.rows
        ],
        "trend": found.direction.value,
        "by_rota": found.by_rota,
        "past_rota": found.past_rota,
        "suggestions": [
            {"code": one.code.value, "top": one.top, "room": list(one.room)} for one in found.suggestions
        ],
    }  # fmt: skip


def _seen_object(seen: Bottleneck) -> dict[str, object]:
    """Return a window; figures that cannot be borne are null."""
    told = seen.has_index
    return {
        "total": seen.total,
        "telling": seen.telling.value,
        "top": seen.top or None,
        "top_share": round(seen.top_share, 4) if told else None,
        "effective_people": round(seen.effective_people, 2) if told else None,
        "carry_half": seen.carry_half if told else None,
        "most": seen.most,
        "least": seen.least,
        "idle": seen.idle,
    }


def _suggested_object(one: Suggested) -> dict[str, object]:
    reasons = [
        {"code": reason.code.value, "number": round(reason.number, 2), "word": reason.word}
        for reason in one.reasons
    ]
    return {"member": one.member, "can": one.can, "reasons": reasons}
