"""Checks as JSON and as lines: what was looked at, whether it is right, and how to mend it."""

from typing import TYPE_CHECKING

from nsk_tui.cli import streams
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.upkeep import Check

ANSWER_IS_NO = 1


def say_checks(checks: "tuple[Check, ...]", ok: bool, as_json: bool) -> int:
    """Write checks; return the exit code that they make: only an error is a no."""
    if as_json:
        streams.say_json({"ok": ok, "checks": [_object(check) for check in checks]})
    else:
        for check in checks:
            streams.say(f"{_mark(check)}  {check.name}: {streams.one_line(check.detail)}".rstrip(": "))
            if not check.ok and check.mend:
                streams.say(f"       {streams.one_line(check.mend)}")
        streams.say(_verdict(checks, ok))
    return 0 if ok else ANSWER_IS_NO


def _verdict(checks: "tuple[Check, ...]", ok: bool) -> str:
    if not ok:
        return _("Something is wrong.")
    if all(check.ok for check in checks):
        return _("Everything is in order.")
    return _("Nothing is wrong; read the notes.")


def _mark(check: "Check") -> str:
    if check.ok:
        return _("OK   ")
    return _("ERROR") if check.level == "error" else _("NOTE ")


def _object(check: "Check") -> dict[str, object]:
    return {
        "name": check.name,
        "ok": check.ok,
        "level": str(check.level),
        "detail": check.detail,
        "mend": check.mend,
    }
