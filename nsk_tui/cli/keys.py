"""``nsk keys --print``: every key on one page."""

from typing import Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.main import actions
from nsk_tui.cli.options import JsonOption
from nsk_tui.wording import _

app = new_app()


@app.command(cls=Verb, help=N_("Prints every key, for the wall beside the screen."))
def keys(
    as_page: Annotated[bool, typer.Option("--print", help=N_("as plain text on stdout"))] = False,
    as_json: JsonOption = False,
) -> int:
    """Print the key card; return the exit code."""
    if as_json:
        streams.say_json(
            [
                {"id": one.id, "keys": list(one.keys), "where": [str(place) for place in one.where]}
                for one in actions()
            ]
        )
        return 0
    streams.say(_("The keys of nsk"))
    for one in actions():
        if one.keys:
            streams.say(f"  {' '.join(one.keys):<16}{one.label:<20}{one.explained}".rstrip())
    return 0
