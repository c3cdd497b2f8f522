"""``nsk recovery``: paper shares, for the day when nobody can open the store."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from nsk_tui.cli import paper, streams, values
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.cli.secrets import Secrets, new_passphrase, secrets_for
from nsk_tui.rules.access import Act, may
from nsk_tui.wording import _

SHARES_MAX = 16
app = new_app(N_("Paper shares: several people together open the store when nobody else can."))


@app.command(cls=Verb, help=N_("Makes new paper shares and shows them one at a time; earlier ones are void."))
def make(
    ctx: Call,
    shares: Annotated[
        str, typer.Option("--shares", metavar="N", help=N_("how many; 3 when nothing is said"))
    ] = "3",
    needed: Annotated[
        str, typer.Option("--needed", metavar="K", help=N_("how many open; 2 when nothing is said"))
    ] = "2",
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Make paper shares; return the exit code."""
    count = values.whole_number("--shares", 2, SHARES_MAX)(shares)
    enough = values.whole_number("--needed", 2, count)(needed)
    show = _way_to_show(as_json, enough)
    own = settings_of(ctx, store, member)
    with unlocked(own, credentials(own, secrets_for(passphrase_fd))) as session:
        from nsk_tui.services import recovery

        again = recovery.state(session).made_on is not None and may(session.role, Act.MAKE_RECOVERY)
        if again and not agreed(_("The shares made earlier open nothing any more. Go on?"), yes):
            return ANSWER_IS_NO
        made = recovery.make(session, enough, count)
    return show(made)


@app.command(cls=Verb, help=N_("Asks for enough shares and says whether they fit; opens nothing."))
def rehearse(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Rehearse with the paper shares; return the exit code."""
    own, secrets = settings_of(ctx, store, member), secrets_for(passphrase_fd)
    with unlocked(own, credentials(own, secrets)) as session:
        from nsk_tui.services import paper_shares, recovery

        day = recovery.rehearse(session, _asked(secrets, paper_shares.needed(own.store)))
    if as_json:
        streams.say_json({"rehearsed_on": day.isoformat()})
    else:
        streams.say(_("The shares fit. Rehearsed %(day)s.") % {"day": day.isoformat()})
    return 0


@app.command(
    cls=Verb, help=N_("Opens the store with enough shares, for a coordinator with a new passphrase.")
)
def use(
    ctx: Call,
    who: Annotated[
        str,
        typer.Option(
            "--member", metavar=N_("ID"), help=N_("who becomes coordinator: a member, or a new one")
        ),
    ],
    name: Annotated[str, typer.Option("--name", metavar=N_("NAME"), help=N_("her name"))],
    store: StoreOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Open the store with paper shares; return the exit code."""
    own, secrets = settings_of(ctx, store), secrets_for(passphrase_fd)
    from nsk_tui.services import paper_shares, recovery

    shares = _asked(secrets, paper_shares.needed(own.store))
    passphrase = secrets.ask_new(new_passphrase())
    recovery.use(own.store, shares, who, name, passphrase).lock()
    if as_json:
        streams.say_json({"member": who, "store": str(own.store)})
        return 0
    streams.say(_("%(member)s is coordinator, and 'nsk' opens the store.") % {"member": who})
    streams.say(_("The shares are used up. Make new ones: nsk recovery make"))
    return 0


def _asked(secrets: Secrets, count: int) -> list[str]:
    if secrets.twice:
        return paper.typed_shares(count)
    return [
        secrets.ask(_("Share %(number)d of %(count)d") % {"number": number, "count": count})
        for number in range(1, count + 1)
    ]


def _way_to_show(as_json: bool, enough: int) -> Callable[[tuple[str, ...]], int]:
    """Return how new shares will be shown, before any are made: what nobody sees would be lost.

    Errors
        UsageFault: they would stay on the screen, or there is none to show them on.
    """
    if not as_json:
        paper.must_have_terminal()
        return lambda made: paper.show_shares(made, enough)
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageFault(
            _("Shares as JSON do not go to a screen, where they would stay."),
            _("Without --json they are shown one at a time."),
        )
    return lambda made: _say_shares(made, enough)


def _say_shares(made: tuple[str, ...], enough: int) -> int:
    streams.say_json({"shares": list(made), "needed": enough})
    return 0
