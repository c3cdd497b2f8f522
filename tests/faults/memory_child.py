"""A process that unlocks, reads everything and locks, and stops at each point to be looked into.

Imports nothing of the tests, so that what is sought was never in its memory but through the store.
Reads from its standard input: the folder, the member, the passphrase; then a line to go on.
"""

import sys
from pathlib import Path

from nsk_tui import hardening
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import threads
from nsk_tui.services.session import Session, scrub_memory, unlock


def read_everything(session: Session) -> int:
    """Read every text by each of the ways that screens have; return how many there are."""
    entries = threads.list_entries(session, EntryFilter())
    for entry in entries:
        threads.open_thread(session, entry.thread)
    threads.search(session, "en")
    return len(entries)


def stop(where: str) -> None:
    """Say where we are, and wait."""
    print(where, flush=True)
    sys.stdin.readline()


def main() -> None:
    """Unlock, read, lock, and wait to be looked into at each point."""
    hardening.overwrite_freed()
    folder, member = sys.stdin.readline().rstrip("\n"), sys.stdin.readline().rstrip("\n")
    stop("begun")
    session = unlock(Path(folder), member, sys.stdin.readline().rstrip("\n"))
    read_everything(session)
    stop("open")
    session.lock()
    stop("locked")
    scrub_memory()
    stop("scrubbed")


if __name__ == "__main__":
    main()
