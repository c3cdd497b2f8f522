"""``nsk shell``: what an SSH key opens. The key says who somebody is; the passphrase opens.

Whatever is refused is told in one line, and neither told nor written down with its own text.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer

from nsk_tui import __version__, hardening
from nsk_tui.cli import forced, streams
from nsk_tui.cli.cards import card
from nsk_tui.cli.faults import USAGE, UsageFault
from nsk_tui.cli.forced import Request, Wish
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.main import has_terminal, schema_version
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, StoreOption
from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.services.store_place import look
from nsk_tui.wording import _

NOT_OPEN = 3
REFUSED = 4

app = new_app()


@app.command(
    cls=Verb,
    help=N_(
        "What an SSH key opens: the screens, or duty, card, waiting, fetch, --version. "
        "Stands in authorized_keys."
    ),
)
def shell(
    ctx: Call,
    member: Annotated[
        str, typer.Option("--member", metavar=N_("ID"), help=N_("the member that the key belongs to"))
    ],
    store: StoreOption = None,
) -> int:
    """Do what was asked for over the line; return the exit code."""
    forced.keep_only_what_a_line_may_bring(os.environ)
    own = settings_of(ctx, store)
    if not is_member_id(member):
        raise UsageFault(_("%(option)s needs a member's short name, such as K-04.") % {"option": "--member"})
    ctx.obj = replace(own, member=member)
    request = forced.read_request(forced.take_command(os.environ))
    if request is None:
        return _told(REFUSED, _("This key does not open that. It opens: %(all)s.") % {"all": _all()})
    if _has_left(ctx):
        return _told(NOT_OPEN, _("Your access to this store is closed. Ask the coordinator."))
    return _answers()[request.wish](ctx, request)


def _all() -> str:
    return "ssh -t …, card [red|orange|yellow], duty, ssh -t … waiting, fetch …, nsk --version"


def _answers() -> dict[Wish, Callable[[Call, Request], int]]:
    return {
        Wish.SCREENS: _screens,
        Wish.VERSION: _version,
        Wish.DUTY: _duty,
        Wish.CARD: _card,
        Wish.WAITING: _waiting,
        Wish.FETCH: _fetch,
    }


def _screens(ctx: Call, _request: Request) -> int:
    if not has_terminal():
        return _told(USAGE, _("The screens need a terminal: ssh -t …"))
    if look(ctx.obj.store) is None:
        return _told(
            NOT_OPEN, _("There is no store where this key leads. Tell whoever looks after the server.")
        )
    hardening.quiet_terminal_layer()
    from nsk_tui.screens.forced import run

    return run(ctx.obj, ctx.obj.store, MemberId(ctx.obj.member))


def _version(_ctx: Call, _request: Request) -> int:
    streams.say(f"nsk_tui {__version__}\nschema {schema_version()}")
    return 0


def _duty(ctx: Call, _request: Request) -> int:
    from nsk_tui.cli.duty import duty

    return duty(ctx)


def _card(ctx: Call, request: Request) -> int:
    return card(ctx, level=request.argument or ConcernLevel.RED)


def _waiting(ctx: Call, _request: Request) -> int:
    if not has_terminal():
        return _told(USAGE, _("What waits is sealed, so the passphrase is needed: ssh -t … waiting"))
    from nsk_tui.cli.waiting import waiting

    return waiting(ctx)


def _fetch(ctx: Call, request: Request) -> int:
    from nsk_tui.cli.fetch import hand_over

    return hand_over(ctx.obj.store, request.argument, ctx.obj.member)


def _has_left(ctx: Call) -> bool:
    """Return whether the store names its members and this one is not among them.

    A store that cannot be read names nobody: the red card answers then, too.
    """
    place = look(ctx.obj.store)
    known = () if place is None else (*place.members, *place.invited)
    return bool(known) and ctx.obj.member not in known


def _told(code: int, message: str) -> int:
    streams.tell(f"nsk: {message}")
    return code
