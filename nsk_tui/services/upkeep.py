"""Looking after a store: is it whole, and is this machine fit for it?"""

import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nsk_tui import __version__, wording
from nsk_tui.rules.access import Act
from nsk_tui.services import (
    backup,
    drafts,
    duty_card_check,
    local_time,
    outbox_checks,
    presence,
    quarantine,
    recovery,
)
from nsk_tui.services.cards import shelf
from nsk_tui.services.duty_card_check import CardState
from nsk_tui.services.oversight import Comparison, compare_with
from nsk_tui.services.session import Session
from nsk_tui.settings import Settings
from nsk_tui.store import checks
from nsk_tui.store.errors import StoreError
from nsk_tui.vault import checkpoint, files, kdf, keyring, outbox
from nsk_tui.vault.errors import VaultError
from nsk_tui.wording import _, ngettext, number

_FREE_BYTES_MIN = 200 * 1024 * 1024
BACKUP_DAYS_MAX = 7
ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Shape
        ``level`` is ``error`` or ``warning``: how heavy it is when ``ok`` is False.
        ``mend`` is empty when nothing needs mending.
    """

    name: str
    ok: bool
    level: str
    detail: str
    mend: str = ""


@dataclass(frozen=True)
class Verification:
    """All that was looked at; only errors make it not ok."""

    ok: bool
    checks: tuple[Check, ...]


def verify(folder: Path, session: Session | None) -> Verification:
    """Look a store over; ``session`` None means from outside only, without opening it."""
    found = list(_outside(folder))
    if session is not None:
        session.must(Act.VERIFY)
        found += _inside(session)
    return verification(found)


def verification(found: list[Check]) -> Verification:
    """Return the verdict on some checks."""
    return Verification(all(check.ok or check.level == WARNING for check in found), tuple(found))


def not_opened(folder: Path, happened: str, mend: str) -> Verification:
    """Return the verdict on a store that would not open."""
    return verification([*_outside(folder), Check("open", False, ERROR, happened, mend)])


def doctor(settings: Settings) -> tuple[Check, ...]:
    """Look at this machine: versions, terminal, language, where the store and settings come from."""
    return (
        Check("version", True, WARNING, f"nsk_tui {__version__}, Python {platform.python_version()}"),
        _python(),
        _encoding(),
        _terminal(),
        _store_place(settings),
        _free_room(settings),
        _sources(settings),
        _cards(settings.store),
    )


def _outside(folder: Path) -> Iterator[Check]:
    yield _modes(folder)
    yield _keyring(folder)
    yield _leftovers(folder)
    yield _quarantine(folder)
    yield _beside(folder)
    yield _outbox(folder)
    yield _cards(folder)


def _inside(session: Session) -> list[Check]:
    return [
        _told("identity", lambda: _identity(session)),
        _told("pages", lambda: _faults("pages", checks.cipher_faults(session.database))),
        _told("tables", lambda: _faults("tables", checks.table_faults(session.database))),
        _told("search", lambda: _faults("search", checks.search_faults(session.database))),
        _told("audit", lambda: _audit(session)),
        _told("checkpoint", lambda: _checkpoint(session)),
        _told("drafts", lambda: _drafts(session)),
        _told("duty_card", lambda: _duty_card(session)),
        _told("sealed_files", lambda: _sealed_files(session)),
        _told("backup", lambda: _backup(session)),
        _told("recovery", lambda: _recovery(session)),
        _told("sessions", lambda: _sessions(session)),
    ]


def compared(found: Verification, result: Comparison) -> Verification:
    """Return a verdict with the outcome of a comparison with printed words added to it."""
    texts = {
        Comparison.FITS: _("the audit holds everything that it held then"),
        Comparison.CUT: _("lines that stood then are gone: an older store was put back, or the end was cut"),
        Comparison.CHANGED: _("a line that stood then is another now"),
    }
    fits = result is Comparison.FITS
    mend = (
        "" if fits else _("Keep a copy of the files as they are. Find the newest backup that fits the words.")
    )
    return verification([*found.checks, Check("printed_checkpoint", fits, ERROR, texts[result], mend)])


def _told(name: str, look: Callable[[], Check]) -> Check:
    try:
        return look()
    except (VaultError, StoreError) as fault:
        detail = _("could not be read ({code})").format(code=fault.code)
        return Check(
            name, False, ERROR, detail, _("Leave the files as they are, and fetch the latest backup.")
        )


def _modes(folder: Path) -> Check:
    try:
        files.check_private(folder)
        for path in sorted(folder.rglob("*")):
            files.check_private(path)
    except VaultError as fault:
        mend = _("Close it: chmod 700 on the folder, chmod 600 on the files in it.")
        return Check("modes", False, ERROR, fault.detail or fault.code, mend)
    return Check("modes", True, ERROR, _("folder 0700, files 0600"))


def _keyring(folder: Path) -> Check:
    try:
        ring = keyring.load(folder)
    except VaultError as fault:
        mend = _("Leave the files as they are, and fetch the latest backup.")
        return Check("keyring", False, ERROR, f"{fault.code} {fault.detail}".strip(), mend)
    invited = sum(slot.expires_on is not None for slot in ring.slots)
    weak = [slot.member for slot in ring.slots if slot.kdf.memory_kib < kdf.RFC_9106_LOW_MEMORY.memory_kib]
    if weak:
        mend = _("Let them change their passphrase: nsk member passphrase")
        return Check(
            "keyring", False, WARNING, _("weak slots: {members}").format(members=", ".join(weak)), mend
        )
    text = ngettext("{count} key, {invited} invited", "{count} keys, {invited} invited", len(ring.slots))
    return Check("keyring", True, ERROR, text.format(count=len(ring.slots), invited=invited))


def _leftovers(folder: Path) -> Check:
    try:
        current = keyring.load(folder).file
    except VaultError:
        return Check("files", False, ERROR, _("the keyring does not say which file is the right one"))
    others = sorted(path.name for path in folder.glob("store-*.db") if path.name != current)
    if not (folder / current).is_file():
        mend = _("Leave the files as they are, and fetch the latest backup.")
        return Check("files", False, ERROR, _("{file} is missing").format(file=current), mend)
    if others:
        mend = _("Do not delete it before you know what it is.")
        return Check("files", False, WARNING, ", ".join(others), mend)
    size = (folder / current).stat().st_size
    return Check("files", True, ERROR, f"{current}, {number(size // 1024)} KiB")


def _quarantine(folder: Path) -> Check:
    place = folder / "quarantine"
    # Rows of an import that wait lie here too, in folders of their own.
    names = sorted(path.name for path in place.glob("store-*"))
    mend = _("A newer file was set aside: an older keyring was put back. Find out who did it, and why.")
    return Check("quarantine", not names, WARNING, ", ".join(names), mend if names else "")


def _beside(folder: Path) -> Check:
    names = backup.left_beside(folder)
    mend = _("Left by a restore that was cut off, or one that is running now. Look before you delete it.")
    return Check("beside", not names, WARNING, ", ".join(names), mend if names else "")


def _outbox(folder: Path) -> Check:
    found = outbox.contents(folder)
    names = (*found.torn, *found.strays)
    mend = _("No export put that there. Look at what it is before you delete it.")
    return Check("outbox", not names, WARNING, ", ".join(names), mend if names else "")


def _sealed_files(session: Session) -> Check:
    found = outbox_checks.compare(session)
    if found.changed:
        mend = _("Somebody may have put another file there. Take the export back, and make it again.")
        return Check("sealed_files", False, ERROR, ", ".join(found.changed), mend)
    if found.missing or found.unknown:
        mend = _("A file is gone that nobody fetched, or lies there without an export. Find out why.")
        return Check("sealed_files", False, WARNING, ", ".join((*found.missing, *found.unknown)), mend)
    text = ngettext("{count} file waits to be fetched", "{count} files wait to be fetched", found.waiting)
    return Check("sealed_files", True, WARNING, text.format(count=found.waiting))


def _identity(session: Session) -> Check:
    epoch = session.database.hold_against_keyring()
    return Check("identity", True, ERROR, _("epoch {epoch}").format(epoch=epoch))


def _faults(name: str, faults: tuple[str, ...]) -> Check:
    if faults:
        mend = _("Leave the files as they are, and fetch the latest backup.")
        return Check(name, False, ERROR, "; ".join(faults), mend)
    return Check(name, True, ERROR, _("whole"))


def _audit(session: Session) -> Check:
    broken = checks.chain_fault(session.database)
    if broken is not None:
        mend = _("Somebody may have edited the database. Keep a copy of the files as they are.")
        return Check("audit", False, ERROR, _("line {number} does not fit").format(number=broken), mend)
    count = checks.audit_lines(session.database)
    text = ngettext("{count} line, whole", "{count} lines, whole", count)
    return Check("audit", True, ERROR, text.format(count=number(count)))


def _checkpoint(session: Session) -> Check:
    mark = checkpoint.read(session.folder)
    if mark is None:
        return Check(
            "checkpoint", False, WARNING, _("none beside the database"), _("It comes with the next save.")
        )
    result = compare_with(session, mark)
    if result is Comparison.FITS:
        return Check("checkpoint", True, ERROR, _("line {number} stands").format(number=number(mark.count)))
    mend = _("The database is older than the mark beside it. Keep the files, and fetch the latest backup.")
    return Check("checkpoint", False, ERROR, result.value, mend)


def _duty_card(session: Session) -> Check:
    found = duty_card_check.look(session)
    texts = {
        CardState.NONE: _("no rota is published"),
        CardState.FITS: _("tells what the rota says"),
        CardState.MISSING: _("a rota is published, and there is no duty card"),
        CardState.CHANGED: _("it is not the one that was written last: somebody edited or exchanged it"),
        CardState.BEHIND: _("it tells something else than the rota"),
    }
    mend = _("Change anything in the rota and take it back: then the card is written anew.")
    ok = found in (CardState.NONE, CardState.FITS)
    level = ERROR if found is CardState.CHANGED else WARNING
    return Check("duty_card", ok, level, texts[found], "" if ok else mend)


def _drafts(session: Session) -> Check:
    damaged = drafts.damaged(session)
    if not damaged:
        return _drafts_put_back(session)
    text = ngettext("{count} draft of yours does not open", "{count} drafts of yours do not open", damaged)
    mend = _("It was cut or edited. The latest backup may have it whole.")
    return Check("drafts", False, WARNING, text.format(count=damaged), mend)


def _drafts_put_back(session: Session) -> Check:
    mend = _("Somebody can write to the folder of drafts. Read yours before you save them.")
    since = drafts.fell_back_at(session)
    if since is not None:
        day = wording.day(local_time.on_the_wall(since).date(), session.today)
        told = _("older drafts of yours were put back: found {day}").format(day=day)
        return Check("drafts", False, WARNING, told, mend)
    count = drafts.put_back(session, quarantine.SHELF)
    if count:
        text = ngettext(
            "{count} draft of yours is older than your last save, or gone",
            "{count} drafts of yours are older than your last save, or gone",
            count,
        )
        return Check("drafts", False, WARNING, text.format(count=count), mend)
    return Check("drafts", True, WARNING, _("all of yours open, each as it was saved last"))


def _backup(session: Session) -> Check:
    proven = backup.proven_at(session)
    mend = _("Make a copy and prove it: nsk backup FOLDER, then nsk verify --backup FILE")
    if proven is None:
        return Check("backup", False, WARNING, _("no copy was ever proven to open"), mend)
    days = (session.now - proven).days
    ago = ngettext("proven {count} day ago", "proven {count} days ago", days).format(count=days)
    text = ago if days else _("proven today")
    fresh = days <= BACKUP_DAYS_MAX
    return Check("backup", fresh, WARNING, text, "" if fresh else mend)


def _recovery(session: Session) -> Check:
    found = recovery.state(session)
    if found.made_on is None:
        mend = _("Make paper shares: nsk recovery make")
        return Check("recovery", False, WARNING, _("no paper shares: if all forget, the store is lost"), mend)
    if found.is_unproven:
        text = _("made, but nobody has shown that they stand on paper")
        return Check("recovery", False, WARNING, text, _("Make paper shares: nsk recovery make"))
    text = _("{threshold} of {shares} open").format(threshold=found.threshold, shares=found.shares)
    due = recovery.is_rehearsal_due(found, session.now)
    mend = _("Rehearse: nsk recovery rehearse") if due else ""
    return Check("recovery", not due, WARNING, text, mend)


def _sessions(session: Session) -> Check:
    here = presence.who_is_here(session)
    text = ngettext("{count} open screen", "{count} open screens", len(here)).format(count=len(here))
    return Check("sessions", True, WARNING, text)


def _cards(folder: Path) -> Check:
    found = shelf(folder if (folder / "cards").is_dir() else None)
    if found.faults:
        names = ", ".join(sorted({fault.file for fault in found.faults}))
        mend = _("Mend the file; until then the shipped card is shown.")
        return Check("cards", False, WARNING, names, mend)
    empty = [one for one in found.numbers if not one.is_filled_in]
    if empty:
        text = ngettext("{count} local number is missing", "{count} local numbers are missing", len(empty))
        mend = _("Fill them in: cards/numbers.toml")
        return Check("cards", False, WARNING, text.format(count=len(empty)), mend)
    return Check("cards", True, WARNING, str(len(found.cards)))


def _python() -> Check:
    return Check("python", sys.version_info >= (3, 11), ERROR, sys.version.split()[0])


def _encoding() -> Check:
    encoding = (getattr(sys.stdout, "encoding", "") or locale.getpreferredencoding(False)).lower()
    mend = _("Use a UTF-8 locale: export LANG=da_DK.UTF-8 or C.UTF-8")
    fits = encoding.replace("-", "") == "utf8"
    return Check("encoding", fits, WARNING, encoding, "" if fits else mend)


def _terminal() -> Check:
    size = shutil.get_terminal_size()
    fits = size.columns >= 80 and size.lines >= 24
    name = os.environ.get("TERM", "-")
    mend = "" if fits else _("Make the window at least 80 wide and 24 high.")
    return Check("terminal", fits, WARNING, f"{name} {size.columns}x{size.lines}", mend)


def _store_place(settings: Settings) -> Check:
    source = dict(settings.sources).get("store", _("the usual place"))
    if not settings.store.exists():
        return Check(
            "store", False, WARNING, f"{settings.store} ({source})", _("Make one: nsk init, or just: nsk")
        )
    mode = stat.S_IMODE(settings.store.stat().st_mode)
    mend = (
        ""
        if mode == files.FOLDER_MODE
        else _("Close it: chmod 700 on the folder, chmod 600 on the files in it.")
    )
    return Check("store", not mend, ERROR, f"{settings.store} {mode:04o} ({source})", mend)


def _free_room(settings: Settings) -> Check:
    place = next(path for path in (settings.store, *settings.store.parents) if path.exists())
    free = shutil.disk_usage(place).free
    mend = "" if free >= _FREE_BYTES_MIN else _("Make room on the disk of the store, and try again.")
    return Check("disk", not mend, WARNING, f"{number(free // (1024 * 1024))} MiB", mend)


def _sources(settings: Settings) -> Check:
    text = ", ".join(f"{key}: {source}" for key, source in settings.sources)
    return Check("settings", True, WARNING, text or _("the usual ones"))
