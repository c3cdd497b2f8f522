"""``nsk demo``: an invented network to try things on."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui import paths, vocabulary
from nsk_tui.cli import streams, values
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.main import has_terminal, open_screens
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.demo import DemoStore

CONSULTATIONS_MAX = 1_000_000
MEMBERS_MAX = 200
SEED_MAX = 2**32

DirOption = Annotated[
    str | None, typer.Option("--dir", metavar=N_("DIR"), help=N_("where; an empty folder, or a new one"))
]
CountOption = Annotated[str, typer.Option("--consultations", metavar="N", help=N_("how many consultations"))]
MembersOption = Annotated[str, typer.Option("--members", metavar="N", help=N_("how many members"))]
SeedOption = Annotated[
    str, typer.Option("--seed", metavar="S", help=N_("the same seed gives the same content"))
]
StayOption = Annotated[bool, typer.Option("--no-open", help=N_("do not open the screens afterwards"))]

app = new_app()


@app.command(cls=Verb, help=N_("Makes an invented network; prints passphrases that open nothing else."))
def demo(
    ctx: Call,
    folder: DirOption = None,
    consultations: CountOption = "240",
    members: MembersOption = "12",
    seed: SeedOption = "1",
    no_open: StayOption = False,
    as_json: JsonOption = False,
) -> int:
    """Make a demo store; return the exit code."""
    own = settings_of(ctx, folder)
    own = own if folder else replace(own, store=default_folder())
    counts = (
        values.whole_number("--consultations", 0, CONSULTATIONS_MAX)(consultations),
        values.whole_number("--members", 1, MEMBERS_MAX)(members),
        values.whole_number("--seed", 0, SEED_MAX)(seed),
    )
    from nsk_tui.services.demo import make_demo

    made = make_demo(own.store, *counts, progress=_progress(counts[0]))
    if as_json:
        streams.say_json(_demo_object(made))
        return 0
    _say(made)
    if no_open or not has_terminal():
        return 0
    streams.tell(_("Note a passphrase. Enter opens the screens, Ctrl+C leaves it at that."))
    sys.stdin.readline()
    return open_screens(replace(own, member=made.members[0].id))


def default_folder() -> Path:
    """Return where a demo lies when nobody said otherwise: beside the real store, never in it."""
    return paths.default_store().parent / "demo"


def _progress(wanted: int) -> Callable[[int], None] | None:
    """Return what shows how far the work is, on a terminal; None when nobody watches."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def show(made: int) -> None:
        sys.stderr.write("\r" + _("%(made)d of %(wanted)d consultations") % {"made": made, "wanted": wanted})
        sys.stderr.write("\n" if made >= wanted else "")
        sys.stderr.flush()

    return show


def _demo_object(made: "DemoStore") -> dict[str, object]:
    return {
        "store": str(made.folder),
        "members": [
            {"id": one.id, "name": one.name, "role": one.role.value, "passphrase": one.passphrase}
            for one in made.members
        ],
    }


def _say(made: "DemoStore") -> None:
    streams.say(_("The demo lies in %(folder)s. Everything in it is invented.") % {"folder": made.folder})
    streams.say(_("Its passphrases open nothing else:"))
    for one in made.members:
        streams.say(f"  {one.id:<6}  {vocabulary.word(one.role):<13}  {one.passphrase}")
    streams.say(_("Open it: nsk --store %(folder)s") % {"folder": made.folder})
