"""``nsk fetch``: a sealed file that waits under a ticket, to stdout; needs no passphrase."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from nsk_tui.cli import last_byte, streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, StoreOption
from nsk_tui.services import tickets
from nsk_tui.wording import _, number

CUT_OFF = 4

app = new_app()


@app.command(
    cls=Verb,
    help=N_("Hands out the sealed file under a ticket, once: nsk fetch TICKET > FILE. No passphrase."),
)
def fetch(
    ctx: Call,
    ticket: Annotated[
        str, typer.Argument(metavar=N_("TICKET"), help=N_("what the export was given, such as 7F3K-Q2"))
    ],
    store: StoreOption = None,
) -> int:
    """Hand a sealed file out; return the exit code."""
    return hand_over(settings_of(ctx, store).store, ticket)


def hand_over(folder: Path, ticket: str, by: str = "") -> int:
    """Write a sealed file to stdout and use its ticket up when the last byte is through.

    Shape
        ``by`` is the member whose SSH key asks; empty where the account itself does.
    Errors
        UsageFault: stdout is a terminal. NoTicket, TicketExpired, and what is wrong with the file.
    """
    if sys.stdout is None or sys.stdout.isatty():
        raise UsageFault(
            _("The file is sealed, and no terminal can show it."),
            _("Let it go into a file: fetch TICKET > FILE"),
        )
    parcel = tickets.find(folder, ticket)
    if not _is_written(parcel.sealed):
        streams.tell(_("nsk: The line was cut off before everything was through."))
        streams.tell(_("     The ticket is still good. Fetch it again."))
        return CUT_OFF
    tickets.spend(folder, parcel, by)
    told = {"size": number((len(parcel.sealed) + 1023) // 1024), "suffix": parcel.suffix}
    streams.tell(_("Fetched: %(size)s KiB. Let its name end in .%(suffix)s. The ticket is used up.") % told)
    return 0


def _is_written(sealed: bytes) -> bool:
    try:
        streams.hand_over(sealed)
        streams.flush()
    except BrokenPipeError:
        streams.give_up_output()
        return False
    return last_byte.is_through(sys.stdout.fileno())
