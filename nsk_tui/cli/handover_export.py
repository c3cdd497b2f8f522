"""``nsk handover export``: a handover leaves sealed, and waits under a ticket for each receiver."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import findings, streams, values
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb
from nsk_tui.cli.handover import NameArgument, app
from nsk_tui.cli.leaving import PassphraseFlag, ToOption, WordFlag, say_exported, sealed_to
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import secrets_for
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingForm, LeavingPurpose, SealedTo
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.clearing import FieldFinding
    from nsk_tui.services.handover_export import Wanted
    from nsk_tui.services.session import Session

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
    way, receivers = _to_whom(to, passphrase, word)
    forms = tuple(values.choice(LeavingForm, "--form")(one) for one in form or (LeavingForm.WORD,))
    until = values.day("--expires")(expires) if expires else None
    own = settings_of(ctx, store, member)
    key = credentials(own, secrets_for(passphrase_fd))
    with unlocked(own, key) as session:
        from nsk_tui.services import handover_export
        from nsk_tui.services.clearing import NotAnonymous

        wanted = _wanted(session, name, forms, way, receivers, why, until)
        done = handover_export.export(session, wanted, key.passphrase)
    if isinstance(done, NotAnonymous):
        return _say_found(done.findings, as_json)
    return say_exported(done, as_json)


def _to_whom(to: list[str] | None, passphrase: bool, word: bool) -> tuple[SealedTo, tuple[MemberId, ...]]:
    found = sealed_to(to, passphrase, word)
    if found is None:
        raise UsageFault(_("Seal to one of: --to MEMBER, --passphrase, --word."))
    return found


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
