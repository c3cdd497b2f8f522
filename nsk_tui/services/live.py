"""Noticing what others save: two looks that cost microseconds and write nothing."""

from nsk_tui.services.session import Session
from nsk_tui.store.watch import Watcher

LOOKS_PER_SECOND = 4


class Watch:
    """Looks whether the store has changed since the last look."""

    def __init__(self, session: Session) -> None:
        """Begin to look; what was saved before is not told."""
        self._watcher = Watcher(session.database)

    def has_changed(self) -> bool:
        """Return whether somebody else saved something since the last look.

        Errors
            AccessClosed: this member's access was closed. StoreError, VaultError: as found.
        """
        return self._watcher.has_changed()

    def close(self) -> None:
        """Look no more."""
        self._watcher.close()
