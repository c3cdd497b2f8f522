"""Backups in words: when one was made, when one was last proven, a row for each."""

from datetime import date, datetime

from nsk_tui import wording
from nsk_tui.screens.system import pointer
from nsk_tui.services.backup import stamped_at
from nsk_tui.services.copies import Copies, Copy
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.upkeep import BACKUP_DAYS_MAX
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext

MADE_CELLS, SIZE_CELLS = 16, 14
BYTES_PER_KIB = 1024


def titles() -> Line:
    """Return the names of the columns."""
    return line(f"   {_('Made'):<{MADE_CELLS}}{_('Size'):<{SIZE_CELLS}}{_('File')}", "faint")


def made_words(stamp: str, today: date) -> str:
    """Return the moment in a backup's manifest, on the wall's clock; what is no moment is kept."""
    moment = stamped_at(stamp)
    return stamp if moment is None else _moment(moment, today)


def _moment(moment: datetime, today: date) -> str:
    local = on_the_wall(moment)
    return f"{wording.day(local.date(), today)} {wording.clock(local)}"


def proven_words(found: Copies, today: date) -> str:
    """Return when a copy was last proven to open."""
    if found.proven_at is None:
        return _("Last proven: never.  ! A copy that nobody has read may be no copy.")
    moment = on_the_wall(found.proven_at)
    days = (today - moment.date()).days
    ago = ngettext("{count} day ago", "{count} days ago", days).format(count=days) if days else _("today")
    told = _("Last proven: {day} {time}, {ago}. Limit: {limit} days.").format(
        day=wording.day(moment.date(), today), time=wording.clock(moment), ago=ago, limit=BACKUP_DAYS_MAX
    )
    return told + ("  " + _("? look") if days > BACKUP_DAYS_MAX else "")


def copy_words(one: Copy, today: date) -> str:
    """Return when a copy was made; its file's name where that does not say."""
    if one.made_at is None:
        return one.path.name
    return _moment(one.made_at, today)


def folder_words(found: Copies) -> str:
    """Return which folder the copies lie in."""
    if found.folder is None:
        return _("Folder: none chosen yet. A coordinator chooses it with r.")
    return _("Folder: {folder}").format(folder=found.folder)


def row(one: Copy, at_cursor: bool, today: date) -> Line:
    """Return a copy as a row."""
    size = f"{wording.number(-(-one.size_bytes // BYTES_PER_KIB))} KiB"
    return (
        (f"{pointer(at_cursor)}{copy_words(one, today):<{MADE_CELLS}}{size:<{SIZE_CELLS}}", ""),
        (one.path.name, "faint"),
    )
