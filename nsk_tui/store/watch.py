"""One open connection that is asked for the database's version, beside a look at the keyring."""

from sqlcipher3 import dbapi2

from nsk_tui.store.engine import Database
from nsk_tui.vault import generations


class Watcher:
    """Tells whether any other connection has committed, those of this process included."""

    def __init__(self, database: Database) -> None:
        """Open the connection."""
        self._database = database
        self._connection: dbapi2.Connection | None = None
        self._seen = -1
        self._open()

    def has_changed(self) -> bool:
        """Return whether the data or the keyring is another than at the last look."""
        if self._database.vault.has_changed():
            self._database.look_again()
            self._open()
            return True
        if self._database.vault.database != self._path:
            self._open()
            return True
        before, self._seen = self._seen, self._version()
        return before != self._seen

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> None:
        self.close()
        vault = self._database.vault
        self._path = vault.database
        self._connection = generations.connect(self._path, vault.data_key)
        self._seen = self._version()

    def _version(self) -> int:
        if self._connection is None:
            return self._seen
        with generations.driver_errors():
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
