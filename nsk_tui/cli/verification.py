"""``nsk verify``: is the store whole?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from nsk_tui.cli import backup
from nsk_tui.cli.checks import say_checks
from nsk_tui.cli.faults import USAGE, expected_faults, told_apart
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.reading import STDIN, read_text
from nsk_tui.cli.secrets import can_ask, secrets_for
from nsk_tui.explanations import explain
from nsk_tui.services.store_place import look
from nsk_tui.settings import Settings
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session
    from nsk_tui.services.upkeep import Check, Verification

app = new_app()


@dataclass(frozen=True)
class Further:
    """What is looked at besides the store.

    Shape
        ``backup`` None: no file. ``words`` None: no words from old minutes.
    """

    backup: str | None
    words: str | None

    @property
    def is_wanted(self) -> bool:
        """Whether there is anything; only somebody with a key can look at it."""
        return self.backup is not None or self.words is not None


@app.command(cls=Verb, help=N_("Checks that the store is whole. Without a passphrase only from outside."))
def verify(
    ctx: Call,
    copy: Annotated[
        str | None, typer.Option("--backup", metavar=N_("FILE"), help=N_("prove that this backup opens"))
    ] = None,
    words: Annotated[
        str | None,
        typer.Option(
            "--checkpoint",
            metavar=N_("WORDS"),
            help=N_("twelve words from old minutes; - reads them on stdin"),
        ),
    ] = None,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Verify the store; return the exit code, which is 1 for every kind of no."""
    own = settings_of(ctx, store, member)
    printed = read_text(STDIN) if words == STDIN else words
    from nsk_tui.services import upkeep

    further = Further(copy, printed)
    can_open = further.is_wanted or can_ask(passphrase_fd)
    seen = _inside(own, passphrase_fd, further) if can_open else None
    if seen is None:
        seen = upkeep.verification([*upkeep.verify(own.store, None).checks, _seen_from_outside()])
    return say_checks(seen.checks, seen.ok, as_json)


def _inside(own: Settings, passphrase_fd: str | None, further: Further) -> "Verification | None":
    """Return the verdict of somebody with a key; None when she gave no passphrase."""
    from nsk_tui.services import upkeep

    key = credentials(own, secrets_for(passphrase_fd))
    if not key.passphrase and not further.is_wanted and look(own.store) is not None:
        return None
    try:
        with unlocked(own, key) as session:
            return _seen_with(session, further)
    except expected_faults() as fault:
        told = explain(told_apart(fault))
        if told.exit_code == USAGE:
            raise
        return upkeep.not_opened(own.store, told.happened, " ".join(told.todo))


def _seen_with(session: "Session", further: Further) -> "Verification":
    """Return the verdict on the store, with a backup and old words where they were handed in.

    Errors
        BadCheckpoint: the words are none of ours. NotAllowed.
    """
    from nsk_tui.services import oversight, upkeep

    compared = None if further.words is None else oversight.compare(session, further.words)
    extra = [] if further.backup is None else [backup.proven(session, further.backup)]
    seen = upkeep.verify(session.folder, session)
    whole = upkeep.verification([*seen.checks, *extra])
    return whole if compared is None else upkeep.compared(whole, compared)


def _seen_from_outside() -> "Check":
    from nsk_tui.services.upkeep import WARNING, Check

    return Check(
        "inside",
        ok=False,
        level=WARNING,
        detail=_("Only seen from outside: there was no passphrase."),
        mend=_("Put one in a file that NSK_PASSPHRASE_FILE names, and say who you are with --as."),
    )
