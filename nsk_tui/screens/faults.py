"""Which faults are expected: they have an explanation, and end nothing."""

import sys

_FAMILIES = (
    ("nsk_tui.vault.errors", "VaultError"),
    ("nsk_tui.store.errors", "StoreError"),
    ("nsk_tui.services.errors", "ServiceError"),
    ("nsk_tui.rules.errors", "RuleError"),
)


def expected() -> tuple[type[Exception], ...]:
    """Return the families of faults that have an explanation, and those of the machine.

    A family whose module nobody imported cannot have been raised, so none is imported for this.
    """
    found = (getattr(sys.modules.get(module), name, None) for module, name in _FAMILIES)
    return (OSError, *(family for family in found if isinstance(family, type)))
