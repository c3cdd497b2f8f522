"""``nsk doctor``: are the program, the terminal and the settings as they should be?"""

from nsk_tui.cli.checks import say_checks
from nsk_tui.cli.grammar import N_, Verb, new_app
from nsk_tui.cli.opening import settings_of
from nsk_tui.cli.options import Call, JsonOption, StoreOption

app = new_app()


@app.command(cls=Verb, help=N_("Checks the program, the terminal and the settings."))
def doctor(ctx: Call, store: StoreOption = None, as_json: JsonOption = False) -> int:
    """Check the surroundings; return the exit code."""
    from nsk_tui.services.upkeep import doctor as examine

    checks = examine(settings_of(ctx, store))
    ok = all(check.ok or check.level != "error" for check in checks)
    return say_checks(checks, ok, as_json)
