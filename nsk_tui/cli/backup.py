"""``nsk backup``: the store as one file, made without a key, while others work."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, StoreOption
from nsk_tui.wording import _, number

if TYPE_CHECKING:
    from nsk_tui.services.session import Session
    from nsk_tui.services.upkeep import Check

BACKUP_FILE = "backup_file"
app = new_app()


@app.command(
    cls=Verb, help=N_("Copies the store into a new file in a folder, while others work. Needs no passphrase.")
)
def backup(
    ctx: Call,
    target: Annotated[
        str, typer.Argument(metavar=N_("DIR"), help=N_("a folder outside the store, best on another disk"))
    ],
    quiet: Annotated[
        bool, typer.Option("--quiet", help=N_("says nothing when it went well, for cron"))
    ] = False,
    store: StoreOption = None,
    as_json: JsonOption = False,
) -> int:
    """Make a backup; return the exit code."""
    own = settings_of(ctx, store)
    if not target:
        raise UsageFault(_("%(name)s is missing.") % {"name": _("DIR")})
    from nsk_tui.services import backup as backups

    made = backups.make(own.store, Path(target))
    if as_json:
        streams.say_json({"file": str(made.path), "bytes": made.size_bytes, "made_at": made.made_at})
    elif not quiet:
        streams.say(
            _("%(file)s, %(size)s KiB") % {"file": made.path, "size": number(made.size_bytes // 1024)}
        )
    return 0


def proven(session: "Session", file: str) -> "Check":
    """Open a backup to prove that it can be read, and return the outcome as a check."""
    from nsk_tui.cli.faults import expected_faults, told_apart
    from nsk_tui.explanations import explain
    from nsk_tui.services import backup as backups
    from nsk_tui.services.upkeep import ERROR, Check

    try:
        proof = backups.prove(session, Path(file))
    except expected_faults() as fault:
        told = explain(told_apart(fault))
        return Check(BACKUP_FILE, False, ERROR, told.happened, " ".join(told.todo))
    text = _("made %(moment)s, opens, and its %(count)s audit lines hang together")
    return Check(
        BACKUP_FILE, True, ERROR, text % {"moment": proof.made_at, "count": number(proof.audit_lines)}
    )
