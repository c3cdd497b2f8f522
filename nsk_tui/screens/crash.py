"""A report of an unexpected stop: where in the program, never what was written.

No local variables and no messages of exceptions: both can hold a citizen's words.
"""

import os
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsk_tui import __version__, paths
from nsk_tui.wording import _

EXIT_CODE = 70
"""EX_SOFTWARE: a fault in the program itself, apart from every exit code a verb gives."""

REPORTS_KEPT_MAX = 20


@dataclass(frozen=True)
class CrashNote:
    """What the user is told; ``file`` None means that no report could be written."""

    id: str
    file: Path | None


def note(error: BaseException | None, now: datetime) -> CrashNote:
    """Write a report to a file that only this account reads, and return its name."""
    crash_id = f"N-{os.urandom(3).hex()}"
    folder = paths.state_dir()
    file = folder / f"crash-{now:%Y%m%d}-{crash_id}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(report(error, crash_id, now))
        _drop_old(folder)
    except OSError:
        return CrashNote(crash_id, None)
    return CrashNote(crash_id, file)


def report(error: BaseException | None, crash_id: str, now: datetime) -> str:
    """Return the report: versions, kinds of error, and the lines of the program they passed."""
    lines = [f"{crash_id}  {now:%Y-%m-%d %H:%M}  nsk_tui {__version__}  Python {sys.version.split()[0]}"]
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__, limit=None)
        ]
        error = error.__cause__ or error.__context__
    return "\n".join(lines) + "\n"


def _drop_old(folder: Path) -> None:
    reports = sorted(folder.glob("crash-*.txt"), key=lambda file: file.stat().st_mtime)
    for file in reports[:-REPORTS_KEPT_MAX]:
        file.unlink(missing_ok=True)


def told(crash: CrashNote) -> str:
    """Return the one line that the user reads after a fault of ours."""
    if crash.file is None:
        return _("nsk_tui stopped because of a fault in the program. Drafts are saved. Code {id}.").format(
            id=crash.id
        )
    return _(
        "nsk_tui stopped because of a fault in the program. Drafts are saved. Code {id}. "
        "The report holds nothing of what you wrote: {file}"
    ).format(id=crash.id, file=crash.file)
