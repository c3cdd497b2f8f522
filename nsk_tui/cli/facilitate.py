"""``nsk facilitate``: the screens, straight into a meeting's big screen; nothing else opens from there."""

from typing import Annotated

import typer

from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, MemberOption, StoreOption

app = new_app()

MeetingArgument = Annotated[
    str, typer.Argument(metavar=N_("MEETING"), help=N_("its day, the beginning of its id, or 'next'"))
]


@app.command(cls=Verb, help=N_("Opens a meeting's big screen, for a projector; leaving it asks who you are."))
def facilitate(
    ctx: Call, meeting: MeetingArgument = "next", store: StoreOption = None, member: MemberOption = None
) -> int:
    """Open the big screen; return the exit code.

    Errors
        UsageFault: there is no terminal to draw on. VaultError: there is no store.
    """
    from nsk_tui.cli.main import open_screens
    from nsk_tui.services.session import must_be_there

    own = settings_of(ctx, store, member)
    must_be_there(own.store)
    return open_screens(own, meeting)
