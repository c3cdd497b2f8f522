"""The check of the store in words: what each part is called, and what is done about it from here."""

from dataclasses import dataclass

from nsk_tui.services.upkeep import ERROR, Check
from nsk_tui.wording import _

ORDER = (
    "identity", "pages", "tables", "search", "files", "audit", "checkpoint", "printed_checkpoint", "keyring",
    "modes", "drafts", "sealed_files", "outbox", "quarantine", "beside", "sessions", "cards", "duty_card",
    "open", "backup_file", "backup", "recovery",
)  # fmt: skip
"""The auditor's order: the store itself, its log, its keys, then what people keep in order."""

_STORE = ("identity", "pages", "tables", "search", "files")
"""One row while all of them are in order; each one that is not has a row of its own."""

FINE, LOOK, FAULT = "", "orange", "red"


@dataclass(frozen=True)
class CheckRow:
    """A check as a row: its part's code and word, how it stands, what was seen, what to do."""

    code: str
    name: str
    stands: str
    role: str
    detail: str
    mend: str


def rows_of(checks: tuple[Check, ...]) -> tuple[CheckRow, ...]:
    """Return the checks as rows, in the auditor's order; what is unknown here comes last, by its code."""
    places = {name: place for place, name in enumerate(ORDER)}
    found = sorted(checks, key=lambda check: places.get(check.name, len(ORDER)))
    store = [check for check in found if check.name in _STORE]
    names = {check.name for check in found}
    others = [check for check in found if check.name not in _STORE and not _is_said(check, names)]
    if store and all(check.ok for check in store):
        whole = CheckRow(
            "store", _("The store"), _("in order"), FINE, _("every page, table and index was read"), ""
        )
        return (whole, *map(_row, others))
    return tuple(map(_row, [*store, *others]))


def _is_said(check: Check, names: set[str]) -> bool:
    """Return whether another row says it: an outbox in order is one with the files in it."""
    return check.name == "outbox" and check.ok and "sealed_files" in names


def _row(check: Check) -> CheckRow:
    name = _names().get(check.name, check.name)
    if check.ok:
        return CheckRow(check.name, name, _("in order"), FINE, check.detail or _("nothing"), "")
    is_fault = check.level == ERROR
    stands = _("■ fault") if is_fault else _("? look")
    return CheckRow(check.name, name, stands, FAULT if is_fault else LOOK, check.detail, mend(check))


def mend(check: Check) -> str:
    """Return what to do about a check that is not in order; from here, where it can be done here."""
    here = {
        "backup": _("Enter tries to read a copy. Nothing in the store changes."),
        "recovery": _("Enter makes paper shares, or rehearses with those that were made."),
    }
    return here.get(check.name, check.mend)


def _names() -> dict[str, str]:
    return {
        "identity": _("Identity"),
        "pages": _("Pages"),
        "tables": _("Tables"),
        "search": _("Search"),
        "files": _("Files"),
        "audit": _("Audit chain"),
        "checkpoint": _("Audit mark"),
        "printed_checkpoint": _("The minutes' words"),
        "keyring": _("Keys"),
        "modes": _("Permissions"),
        "drafts": _("Drafts"),
        "duty_card": _("Duty card"),
        "quarantine": _("Set aside"),
        "beside": _("Beside it"),
        "outbox": _("Outbox"),
        "sealed_files": _("Sealed files"),
        "sessions": _("Open screens"),
        "cards": _("Action cards"),
        "open": _("Opening"),
        "backup_file": _("The copy"),
        "backup": _("Backup"),
        "recovery": _("Recovery"),
    }
