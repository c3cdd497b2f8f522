"""``nsk verify``: is the store whole?"""

from typing import TYPE_CHECKING

from nsk_tui.cli.checks import say_checks
from nsk_tui.cli.faults import expected_faults, told_apart
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import can_ask, secrets_for
from nsk_tui.explanations import explain
from nsk_tui.services.store_place import look
from nsk_tui.settings import Settings
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.upkeep import Check, Verification

app = new_app()


@app.command(cls=Verb, help=N_("Checks that the store is whole. Without a passphrase only from outside."))
def verify(
    ctx: Call,
    store: StoreOption = None,
    member: MemberOption = None,
    passphrase_fd: PassphraseOption = None,
    as_json: JsonOption = False,
) -> int:
    """Verify the store; return the exit code, which is 1 for every kind of no."""
    own = settings_of(ctx, store, member)
    from nsk_tui.services import upkeep

    seen = _inside(own, passphrase_fd) if can_ask(passphrase_fd) else None
    if seen is None:
        seen = upkeep.verification([*upkeep.verify(own.store, None).checks, _seen_from_outside()])
    return say_checks(seen.checks, seen.ok, as_json)


def _inside(own: Settings, passphrase_fd: str | None) -> "Verification | None":
    """Return the verdict of somebody with a key; None when she gave no passphrase."""
    from nsk_tui.services import upkeep

    key = credentials(own, secrets_for(passphrase_fd))
    if not key.passphrase and look(own.store) is not None:
        return None
    try:
        with unlocked(own, key) as session:
            return upkeep.verify(own.store, session)
    except expected_faults() as fault:
        told = explain(told_apart(fault))
        return upkeep.not_opened(own.store, told.happened, " ".join(told.todo))


def _seen_from_outside() -> "Check":
    from nsk_tui.services.upkeep import WARNING, Check

    return Check(
        "inside",
        ok=False,
        level=WARNING,
        detail=_("Only seen from outside: there was no passphrase."),
        mend=_("Put one in a file that NSK_PASSPHRASE_FILE names, and say who you are with --as."),
    )
