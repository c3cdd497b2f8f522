"""``nsk init``: a store and its first coordinator."""

from typing import Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import new_passphrase, secrets_for
from nsk_tui.wording import _

app = new_app()


@app.command(cls=Verb, help=N_("Makes a store with you as its first coordinator."))
def init(
    ctx: Call,
    network: Annotated[
        str, typer.Option("--network", metavar=N_("NAME"), help=N_("what the group is called"))
    ],
    member: Annotated[
        str, typer.Option("--member", metavar=N_("ID"), help=N_("your short name, such as K-04"))
    ],
    name: Annotated[str, typer.Option("--name", metavar=N_("NAME"), help=N_("your name"))],
    municipality: Annotated[
        str, typer.Option("--municipality", metavar=N_("NAME"), help=N_("the municipality"))
    ] = "",
    department: Annotated[
        list[str] | None,
        typer.Option("--department", metavar=N_("NAME"), help=N_("a department; may come several times")),
    ] = None,
    store: StoreOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Make a store; return the exit code."""
    own = settings_of(ctx, store)
    from nsk_tui.services.setup import NewNetwork, create_store

    new = NewNetwork(network, municipality, tuple(department or ()))
    passphrase = secrets_for(passphrase_fd).ask_new(new_passphrase())
    session = create_store(own.store, new, member, name, passphrase)
    session.lock()
    if as_json:
        streams.say_json({"store": str(own.store), "network": network, "member": member})
    else:
        streams.say(_("The store is made: %(folder)s") % {"folder": own.store})
        streams.say(_("%(member)s is its coordinator. 'nsk' opens it.") % {"member": member})
    return 0
