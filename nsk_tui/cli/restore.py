"""``nsk restore``: a backup becomes the store, after it has been opened; nothing is overwritten."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import streams
from nsk_tui.cli.asking import agreed
from nsk_tui.cli.checks import ANSWER_IS_NO
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of, who_asks
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption, YesOption
from nsk_tui.cli.secrets import secrets_for
from nsk_tui.services.store_place import look
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.backup import Restored

app = new_app()


@app.command(
    cls=Verb,
    help=N_("Opens a backup beside the store, and puts it in its place; the store before it is kept beside."),
)
def restore(
    ctx: Call,
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("a file that nsk backup made"))],
    yes: YesOption = False,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Restore a backup; return the exit code."""
    own = settings_of(ctx, store, member)
    place = look(own.store)
    who = who_asks(own, () if place is None else place.members)
    asked = _("Passphrase of %(member)s, as it was when the backup was made") % {"member": who}
    passphrase = secrets_for(passphrase_fd).ask(asked)
    question = _("What was saved after the backup will not be in the store. Go on?")
    if place is not None and not agreed(question, yes):
        return ANSWER_IS_NO
    from nsk_tui.services import backup

    _say(backup.restore(Path(file), own.store, who, passphrase), as_json)
    return 0


def _say(done: "Restored", as_json: bool) -> None:
    before = None if done.before is None else str(done.before)
    if as_json:
        streams.say_json({"store": str(done.folder), "before": before, "made_at": done.made_at})
        return
    told = {"folder": done.folder, "moment": done.made_at, "before": before}
    streams.say(_("The store is as it was at %(moment)s: %(folder)s") % told)
    if before is not None:
        streams.say(_("The store before it lies here, whole: %(before)s") % told)
