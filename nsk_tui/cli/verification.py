"""``nsk verify``: is the store whole?"""

from typing import TYPE_CHECKING

from nsk_tui.cli.checks import say_checks
from nsk_tui.cli.faults import expected_faults, told_apart
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import credentials, settings_of, unlocked
from nsk_tui.cli.options import Call, JsonOption, MemberOption, PassphraseOption, StoreOption
from nsk_tui.cli.secrets import can_ask, secrets_for
from nsk_tui.explanations import explain
from nsk_tui.settings import Settings
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.upkeep import Check

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
    checks = _inside(own, passphrase_fd) if can_ask(passphrase_fd) else _outside(own, _not_opened())
    ok = all(check.ok or check.level != "error" for check in checks)
    return say_checks(checks, ok, as_json)


def _inside(own: Settings, passphrase_fd: str | None) -> "tuple[Check, ...]":
    from nsk_tui.services import upkeep

    key = credentials(own, secrets_for(passphrase_fd))
    if not key.passphrase:
        return _outside(own, _not_opened())
    try:
        with unlocked(own, key) as session:
            return upkeep.verify(own.store, session).checks
    except expected_faults() as fault:
        return _outside(own, _does_not_open(fault))


def _outside(own: Settings, instead: "Check") -> "tuple[Check, ...]":
    """Return what can be seen without a key, and one check that says why it is no more."""
    from nsk_tui.services import upkeep

    return (*upkeep.verify(own.store, None).checks, instead)


def _not_opened() -> "Check":
    from nsk_tui.services.upkeep import Check

    return Check(
        "inside",
        ok=False,
        level="warning",
        detail=_("Only seen from outside: there was no passphrase."),
        mend=_("Put one in a file that NSK_PASSPHRASE_FILE names, and say who you are with --as."),
    )


def _does_not_open(fault: Exception) -> "Check":
    from nsk_tui.services.upkeep import Check

    told = explain(told_apart(fault))
    return Check("open", ok=False, level="error", detail=told.happened, mend=" ".join(told.todo))
