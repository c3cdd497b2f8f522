"""What every verb that lets something leave has alike: to whom it is sealed, and what is told afterwards."""

from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import vocabulary
from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import SealedTo, Ticket
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.sealing import Exported

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


def sealed_to(
    to: list[str] | None, passphrase: bool, word: bool
) -> tuple[SealedTo, tuple[MemberId, ...]] | None:
    """Return to whom something is sealed; None: nobody was named, and it is not sealed.

    Errors
        UsageFault: several ways were named.
    """
    named = sum((bool(to), passphrase, word))
    if named > 1:
        raise UsageFault(_("Seal to one of: --to MEMBER, --passphrase, --word."))
    if to:
        return SealedTo.MEMBERS, tuple(MemberId(one) for one in dict.fromkeys(to))
    if not named:
        return None
    return (SealedTo.WORD_PASSPHRASE if word else SealedTo.PASSPHRASE), ()


def say_exported(done: "Exported", as_json: bool) -> int:
    """Tell the tickets, and the words that open it; return the exit code."""
    if as_json:
        told = [ticket_object(one) for one in done.tickets]
        streams.say_json({"tickets": told, "passphrase": done.passphrase or None})
        return 0
    for one in done.tickets:
        streams.say(f"{one.ticket}  {one.receiver or '-':<16}  {one.suffix:<9}  {one.last_day.isoformat()}")
    if done.passphrase:
        streams.say(_("Passphrase: %(words)s") % {"words": done.passphrase})
        streams.tell(_("It is shown only now. Give it by telephone, never with the file."))
    streams.tell(_("Fetched once each: nsk fetch TICKET > FILE. What is out cannot be called back."))
    return 0


def ticket_object(one: Ticket) -> dict[str, object]:
    """Return a ticket as JSON."""
    return {
        "ticket": one.ticket,
        "receiver": one.receiver,
        "form": one.suffix,
        "purpose": one.purpose.value,
        "last_day": one.last_day.isoformat(),
        "state": one.state.value,
        "what": vocabulary.word(one.kind),
    }
