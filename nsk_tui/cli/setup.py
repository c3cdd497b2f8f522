"""``nsk init``: a store and its first coordinator."""

from typing import Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import new_passphrase, secrets_for
from nsk_tui.wording import _

NetworkOption = Annotated[
    str, typer.Option("--network", metavar=N_("NAME"), help=N_("what the group is called"))
]
IdOption = Annotated[
    str, typer.Option("--member", metavar=N_("ID"), help=N_("your short name, such as K-04"))
]
NameOption = Annotated[str, typer.Option("--name", metavar=N_("NAME"), help=N_("your name"))]
MunicipalityOption = Annotated[
    str, typer.Option("--municipality", metavar=N_("NAME"), help=N_("the municipality"))
]
DepartmentsOption = Annotated[
    list[str] | None,
    typer.Option("--department", metavar=N_("NAME"), help=N_("a department; may come several times")),
]

app = new_app()


@app.command(cls=Verb, help=N_("Makes a store with you as its first coordinator."))
def init(
    ctx: Call,
    network: NetworkOption,
    member: IdOption,
    name: NameOption,
    municipality: MunicipalityOption = "",
    department: DepartmentsOption = None,
    store: StoreOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Make a store; return the exit code."""
    own = settings_of(ctx, store)
    from nsk_tui.services.setup import NewNetwork, create_store

    new = NewNetwork(network, municipality, tuple(department or ()))
    passphrase = secrets_for(passphrase_fd).ask_new(new_passphrase())
    create_store(own.store, new, member, name, passphrase, language=own.language).lock()
    if as_json:
        streams.say_json({"store": str(own.store), "network": network, "member": member})
    else:
        streams.say(_("The store is made: %(folder)s") % {"folder": own.store})
        streams.say(_("%(member)s is its coordinator. 'nsk' opens it.") % {"member": member})
    return 0
