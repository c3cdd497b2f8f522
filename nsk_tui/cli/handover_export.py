"""``nsk handover export``: a handover leaves sealed, and waits under a ticket for each receiver."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import vocabulary
from nsk_tui.cli import findings, streams, values
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.handover import NameArgument, app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import secrets_for
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, LeavingPurpose, SealedTo, Ticket
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.clearing import FieldFinding
    from nsk_tui.services.handover_export import Exported, Wanted
    from nsk_tui.services.session import Session

ToOption = Annotated[
    list[str] | None,
    typer.Option("--to", metavar=N_("MEMBER"), help=N_("a member with a confirmed age key; may be repeated")),
]
PassphraseFlag = Annotated[
    bool, typer.Option("--passphrase", help=N_("seals to six words that are drawn, with age"))
]
WordFlag = Annotated[
    bool, typer.Option("--word", help=N_("a DOCX that Word itself opens with six words; no age needed"))
]
FormOption = Annotated[
    list[str] | None, typer.Option("--form", metavar=N_("FORM"), help=N_("docx or md; may be repeated"))
]
PurposeOption = Annotated[
    str, typer.Option("--purpose", metavar=N_("WHY"), help=N_("handover, record or oversight; audited"))
]
ExpiresOption = Annotated[
    str,
    typer.Option(
        "--expires", metavar=N_("DAY"), help=N_("stands on it; 30 days after the last day, if left out")
    ),
]


@app.command(
    cls=Verb,
    help=N_(
        "Lets a handover leave, sealed: to members' age keys, or to six words. Prints a ticket for each."
    ),
)
def export(
    ctx: Call,
    name: NameArgument,
    purpose: PurposeOption,
    to: ToOption = None,
    passphrase: PassphraseFlag = False,
    word: WordFlag = False,
    form: FormOption = None,
    expires: ExpiresOption = "",
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Let a handover leave; return the exit code."""
    why = values.choice(LeavingPurpose, "--purpose")(purpose)
    sealed_to, receivers = _to_whom(tuple(to or ()), passphrase, word)
    forms = tuple(values.choice(LeavingForm, "--form")(one) for one in form or (LeavingForm.WORD,))
    until = values.day("--expires")(expires) if expires else None
    own = settings_of(ctx, store, member)
    key = credentials(own, secrets_for(passphrase_fd))
    with unlocked(own, key) as session:
        from nsk_tui.services import handover_export
        from nsk_tui.services.clearing import NotAnonymous

        wanted = _wanted(session, name, forms, sealed_to, receivers, why, until)
        done = handover_export.export(session, wanted, key.passphrase)
    if isinstance(done, NotAnonymous):
        return _say_found(done.findings, as_json)
    return _say_exported(done, as_json)


def _to_whom(to: tuple[str, ...], passphrase: bool, word: bool) -> tuple[SealedTo, tuple[MemberId, ...]]:
    if sum((bool(to), passphrase, word)) != 1:
        raise UsageFault(_("Seal to one of: --to MEMBER, --passphrase, --word."))
    if to:
        return SealedTo.MEMBERS, tuple(MemberId(one) for one in dict.fromkeys(to))
    return (SealedTo.WORD_PASSPHRASE if word else SealedTo.PASSPHRASE), ()


def _wanted(
    session: "Session",
    name: str,
    forms: tuple[LeavingForm, ...],
    sealed_to: SealedTo,
    receivers: tuple[MemberId, ...],
    purpose: LeavingPurpose,
    until: date | None,
) -> "Wanted":
    """Return the wish; ``until`` None: as the handover proposes."""
    from nsk_tui.services import handover, handover_export

    found = handover.find(session, name)
    expires_on = until or handover_export.offer(session, found).expires_on
    return handover_export.Wanted(found, forms, sealed_to, receivers, purpose, expires_on)


def _say_found(found: "tuple[FieldFinding, ...]", as_json: bool) -> int:
    if as_json:
        streams.say_json({"refused": [findings.as_object(one.field, one.finding) for one in found]})
    else:
        for one in found:
            streams.say(findings.as_line(one.field, one.finding))
        streams.tell(_("Nothing has left: a text in it may reveal somebody. Mend it, and try again."))
    return ANSWER_IS_NO


def _say_exported(done: "Exported", as_json: bool) -> int:
    if as_json:
        told = [_object(one) for one in done.tickets]
        streams.say_json({"tickets": told, "passphrase": done.passphrase or None})
        return 0
    for one in done.tickets:
        streams.say(f"{one.ticket}  {one.receiver or '-':<16}  {one.suffix:<9}  {one.last_day.isoformat()}")
    if done.passphrase:
        streams.say(_("Passphrase: %(words)s") % {"words": done.passphrase})
        streams.tell(_("It is shown only now. Give it by telephone, never with the file."))
    streams.tell(_("Fetched once each: nsk fetch TICKET > FILE. What is out cannot be called back."))
    return 0


def _object(one: Ticket) -> dict[str, object]:
    return {
        "ticket": one.ticket,
        "receiver": one.receiver,
        "form": one.suffix,
        "purpose": one.purpose.value,
        "last_day": one.last_day.isoformat(),
        "state": one.state.value,
        "what": vocabulary.word(one.kind),
    }
