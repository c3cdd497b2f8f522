"""The options that every verb knows, so that they are called the same everywhere."""

from typing import Annotated

import typer

from nsk_tui.cli.grammar import N_

Call = typer.Context
"""What a verb is called with; its ``obj`` are the settings."""

StoreOption = Annotated[
    str | None, typer.Option("--store", metavar=N_("DIR"), help=N_("the store, else the one in the settings"))
]
MemberOption = Annotated[str | None, typer.Option("--as", metavar=N_("MEMBER"), help=N_("who you are"))]
JsonOption = Annotated[bool, typer.Option("--json", help=N_("the answer as JSON"))]
PassphraseOption = Annotated[
    str | None,
    typer.Option("--passphrase-fd", metavar="N", help=N_("read passphrases from file descriptor N")),
]
YesOption = Annotated[bool, typer.Option("--yes", help=N_("does it without asking"))]
