"""Every fault in the reader's words: what happened, what was kept, what to do, and the exit code.

docs/errors.md is made from this table.
"""

import re
from dataclasses import dataclass

from nsk_tui import (
    directory_explanations,
    export_explanations,
    handover_explanations,
    meeting_explanations,
    rota_explanations,
)
from nsk_tui.wording import _


def N_(message: str) -> str:  # noqa: N802  the catalogue's own name for "translate later"
    """Mark a message for the catalogue; it is translated when it is shown."""
    return message


EXIT_NO = 1
EXIT_USAGE = 2
EXIT_NOT_OPEN = 3
EXIT_REFUSED = 4
FALLBACK = "service"
_DAYS = re.compile(r"\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)*")

UNTOUCHED = N_("Nothing was changed.")
KEPT_DRAFT = N_("Nothing was saved half. What you wrote is kept as an encrypted draft.")
STORE_STANDS = N_("The store is as it was.")
NOTHING_LEFT = N_("Nothing has left the store.")
ASK_OPERATOR = N_("Show this to whoever looks after the server.")
CARDS_WORK = N_("The action card and its numbers still work: F9, or: nsk card red")
RESTORE = N_("Leave the files as they are, and fetch the latest backup.")


@dataclass(frozen=True)
class Explanation:
    """A fault, explained.

    Shape
        ``code`` is stable and the same in every language; ``todo`` has at least one line.
    """

    code: str
    exit_code: int
    happened: str
    kept: str
    todo: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One row of the table; ``{detail}`` in it is a file's name, a member id or a code name."""

    exit_code: int
    happened: str
    kept: str
    todo: tuple[str, ...]


TABLE: dict[str, Entry] = {
    "no_store": Entry(
        EXIT_NOT_OPEN,
        N_("There is no store here: {detail}"),
        UNTOUCHED,
        (
            N_("Make one: nsk init, or just: nsk"),
            N_("Or say where it lies: --store FOLDER, or NSK_STORE."),
        ),
    ),
    "foreign_store": Entry(
        EXIT_NOT_OPEN,
        N_("{detail} does not belong to this store, or is not a store of nsk_tui at all."),
        UNTOUCHED,
        (N_("Check the folder. If a file was copied in by mistake, move it out."), RESTORE),
    ),
    "damaged_store": Entry(
        EXIT_NOT_OPEN,
        N_("The store cannot be read: {detail} is cut short, empty or changed."),
        STORE_STANDS,
        (RESTORE, N_("See what is wrong: nsk verify"), CARDS_WORK),
    ),
    "too_open": Entry(
        EXIT_NOT_OPEN,
        N_("Others on this machine can reach the store ({detail}), so it stays closed."),
        STORE_STANDS,
        (N_("Close it: chmod 700 on the folder, chmod 600 on the files in it."),),
    ),
    "not_ours": Entry(
        EXIT_NOT_OPEN,
        N_("{detail} belongs to another account."),
        STORE_STANDS,
        (N_("Sign in as the account that owns the store."), ASK_OPERATOR),
    ),
    "newer_format": Entry(
        EXIT_NOT_OPEN,
        N_("The store was made by a newer nsk_tui ({detail})."),
        STORE_STANDS,
        (N_("Update nsk_tui, and try again."),),
    ),
    "newer_schema": Entry(
        EXIT_NOT_OPEN,
        N_("The store was brought up to date by a newer nsk_tui (tables, version {detail})."),
        STORE_STANDS,
        (N_("Update nsk_tui, and try again."),),
    ),
    "over_limit": Entry(
        EXIT_NOT_OPEN,
        N_("{detail} asks for more memory or room than a store may."),
        STORE_STANDS,
        (RESTORE, ASK_OPERATOR),
    ),
    "wrong_passphrase": Entry(
        EXIT_NOT_OPEN,
        N_("That did not fit."),
        STORE_STANDS,
        (
            N_("Check the person and the passphrase, and try again."),
            N_("Not joined yet? Take up your invitation: nsk member join"),
        ),
    ),
    "wrong_invitation": Entry(
        EXIT_NOT_OPEN,
        N_("No invitation fits that person and code."),
        STORE_STANDS,
        (N_("Check the code, or ask the coordinator for a new invitation."),),
    ),
    "invitation_expired": Entry(
        EXIT_NOT_OPEN,
        N_("The invitation has expired."),
        STORE_STANDS,
        (N_("Ask the coordinator for a new one."),),
    ),
    "bad_signature": Entry(
        EXIT_NOT_OPEN,
        N_("The list of members was not signed by a coordinator that the store knows."),
        STORE_STANDS,
        (N_("Somebody may have edited keyring.json. Do not sign in before it is looked into."), RESTORE),
    ),
    "bad_mac": Entry(
        EXIT_NOT_OPEN,
        N_("keyring.json was changed by somebody without the group's key."),
        STORE_STANDS,
        (N_("Somebody may have edited keyring.json. Do not sign in before it is looked into."), RESTORE),
    ),
    "rolled_back": Entry(
        EXIT_NOT_OPEN,
        N_("The files of the store are from different days: an older one was put back ({detail})."),
        STORE_STANDS,
        (N_("Put back all files of the same backup, or the ones that were replaced."), RESTORE),
    ),
    "store_busy": Entry(
        EXIT_REFUSED,
        N_("The store did not answer in 20 seconds. Somebody else is writing."),
        KEPT_DRAFT,
        (N_("Try again in a moment."), CARDS_WORK),
    ),
    "disk_full": Entry(
        EXIT_REFUSED,
        N_("The disk is full, so nothing more can be saved."),
        KEPT_DRAFT,
        (N_("Make room on the disk of the store, and try again."), ASK_OPERATOR),
    ),
    "read_only": Entry(
        EXIT_REFUSED,
        N_("The store cannot be written: {detail} is read-only."),
        STORE_STANDS,
        (N_("Give this account the right to write in the folder, and try again."), ASK_OPERATOR),
    ),
    "folder_not_empty": Entry(
        EXIT_REFUSED,
        N_("Something lies in the folder already: {detail}"),
        UNTOUCHED,
        (N_("Choose an empty folder, or one that does not exist yet."),),
    ),
    "saved_by_another": Entry(
        EXIT_REFUSED,
        N_("Somebody else saved {detail} before you."),
        KEPT_DRAFT,
        (N_("Open it again, and see what they wrote."),),
    ),
    "not_allowed": Entry(
        EXIT_REFUSED,
        N_("Your role does not allow this."),
        UNTOUCHED,
        (N_("Ask a coordinator. Who may do what stands under System > Members."),),
    ),
    "bad_member_id": Entry(
        EXIT_USAGE,
        N_("A member is called by letters, digits, - and _, at most 16 of them: K-04."),
        UNTOUCHED,
        (N_("Choose another id."),),
    ),
    "unknown_member": Entry(
        EXIT_USAGE,
        N_("No member is called {detail}."),
        UNTOUCHED,
        (N_("See who there is: nsk member list"),),
    ),
    "member_exists": Entry(
        EXIT_REFUSED,
        N_("{detail} is a member already."),
        UNTOUCHED,
        (N_("Choose another id."),),
    ),
    "last_coordinator": Entry(
        EXIT_REFUSED,
        N_("{detail} is the only coordinator. Without one nobody can be invited."),
        UNTOUCHED,
        (N_("Make somebody else coordinator first."),),
    ),
    "passphrase_refused": Entry(
        EXIT_USAGE,
        N_("The passphrase is too easy to guess, or shorter than 15 characters."),
        UNTOUCHED,
        (N_("Four or five words that do not belong together are good."),),
    ),
    "text_refused": Entry(
        EXIT_USAGE,
        N_("The field {detail} is empty, too long, or holds characters that cannot be shown."),
        UNTOUCHED,
        (N_("Write it in plain letters on one line."),),
    ),
    "unknown_thread": Entry(
        EXIT_USAGE,
        N_("No thread is called {detail}."),
        UNTOUCHED,
        (N_("Find it: nsk consult search, or F3."),),
    ),
    "unknown_draft": Entry(
        EXIT_USAGE, N_("The draft is gone, or cannot be read."), STORE_STANDS, (N_("Begin a new one: F2."),)
    ),
    "unknown_task": Entry(
        EXIT_USAGE, N_("The task is solved already."), STORE_STANDS, (N_("Look at Today again."),)
    ),
    "too_late_to_correct": Entry(
        EXIT_REFUSED,
        N_("An entry can be corrected by its author for 24 hours."),
        UNTOUCHED,
        (N_("Add a new entry to the thread instead."),),
    ),
    "locked": Entry(EXIT_NOT_OPEN, N_("The store is locked."), KEPT_DRAFT, (N_("Unlock it again."),)),
    "settings_fault": Entry(
        EXIT_USAGE,
        N_("The settings file cannot be used: {detail}"),
        UNTOUCHED,
        (N_("Mend it or move it away. nsk doctor shows which files are read."),),
    ),
    "access_closed": Entry(
        EXIT_NOT_OPEN,
        N_("Your access was closed by the coordinator."),
        N_("What you saved stays in the store under your name."),
        (N_("Ask the coordinator if it is a mistake."),),
    ),
    "wrong_shares": Entry(
        EXIT_NOT_OPEN,
        N_("The shares do not fit: too few, a word misspelt, or of another store."),
        UNTOUCHED,
        (N_("Each share has 33 words; four letters of each are enough."),),
    ),
    "no_recovery": Entry(
        EXIT_NOT_OPEN,
        N_("No paper shares have been made for this store, or they have been used."),
        UNTOUCHED,
        (N_("A coordinator makes them: nsk recovery make"),),
    ),
    "bad_backup": Entry(
        EXIT_NOT_OPEN,
        N_("{detail} is no whole backup of this store."),
        STORE_STANDS,
        (N_("Try an earlier copy."),),
    ),
    "bad_checkpoint": Entry(
        EXIT_USAGE,
        N_("Those are not the twelve words of a checkpoint."),
        UNTOUCHED,
        (N_("Type them as they stand in the minutes; four letters of each are enough."),),
    ),
    "wrong_recipient": Entry(
        EXIT_USAGE,
        N_("That is no age recipient that can be sealed to."),
        UNTOUCHED,
        (
            N_("It begins with age1 and has 62 characters: copy it whole."),
            N_("Was it a secret key (AGE-SECRET-KEY)? Then make a new pair: it may have been seen."),
        ),
    ),
    "document_too_large": Entry(
        EXIT_REFUSED,
        N_("The document is too large to be sealed."),
        NOTHING_LEFT,
        (N_("Make two of it, each with some of the items."),),
    ),
    "too_little_memory": Entry(
        EXIT_REFUSED,
        N_("There is too little free memory to seal to a passphrase."),
        NOTHING_LEFT,
        (N_("Seal to an age recipient instead, or try again in a moment."), ASK_OPERATOR),
    ),
    "bad_shares": Entry(
        EXIT_USAGE,
        N_("That many shares cannot be made ({detail})."),
        UNTOUCHED,
        (N_("At least 2 must be needed to open, and at most 16 are made."),),
    ),
    "backup_folder_refused": Entry(
        EXIT_USAGE,
        N_("Backups cannot lie in the store itself: {detail}"),
        UNTOUCHED,
        (N_("Choose a folder on another disk."),),
    ),
    "unknown_session": Entry(
        EXIT_USAGE, N_("The screen is closed already."), UNTOUCHED, (N_("Look at the list again."),)
    ),
    "own_access": Entry(
        EXIT_REFUSED,
        N_("You cannot close your own access: whoever stays has to sign."),
        UNTOUCHED,
        (N_("Let another coordinator do it."),),
    ),
    "span_refused": Entry(
        EXIT_USAGE,
        N_("There is nothing to take out at that place in the field {detail}."),
        UNTOUCHED,
        (N_("Places count from 0; the end is not included: nsk consult show CODE"),),
    ),
    "replacement_refused": Entry(
        EXIT_USAGE,
        N_("The words to put instead would reveal somebody themselves."),
        UNTOUCHED,
        (N_("Use a coarser word: a young person, the child, a school."),),
    ),
    "unknown_word": Entry(
        EXIT_USAGE,
        N_("The word is not on the list."),
        UNTOUCHED,
        (N_("Look at the list again."),),
    ),
    "missing": Entry(
        EXIT_USAGE, N_("It is no longer in the store."), STORE_STANDS, (N_("Look at the list again."),)
    ),
    FALLBACK: Entry(
        EXIT_REFUSED,
        N_("The program made a mistake, so the change was not saved."),
        KEPT_DRAFT,
        (N_("Try again. If it happens again, report the code above."), CARDS_WORK),
    ),
}


for rows in (
    rota_explanations.ROWS,
    directory_explanations.ROWS,
    export_explanations.ROWS,
    handover_explanations.ROWS,
    meeting_explanations.ROWS,
):
    TABLE |= {code: Entry(*row) for code, row in rows.items()}


def explain(fault: Exception) -> Explanation:
    """Return the explanation of a fault of ours; one that is not in the table is a fault of the program."""
    code = str(getattr(fault, "code", FALLBACK))
    entry = TABLE.get(code, TABLE[FALLBACK])
    detail = _detail(fault)
    return Explanation(
        code=code,
        exit_code=entry.exit_code,
        happened=_(entry.happened).replace("{detail}", detail),
        kept=_(entry.kept),
        todo=tuple(_(line) for line in entry.todo),
    )


def _detail(fault: Exception) -> str:
    file = getattr(fault, "file", "")
    detail = str(getattr(fault, "detail", ""))
    whole = f"{file}: {detail}" if file else detail
    return as_read("".join(character for character in whole if character.isprintable())[:200])


def as_read(detail: str) -> str:
    """Return a detail as a person reads it: days as they are written, anything else as it is.

    >>> as_read("2026-11-23/2026-11-26"), as_read("copy-2026-11-23.nsk")
    ('23/11-2026 – 26/11-2026', 'copy-2026-11-23.nsk')
    """
    return " – ".join(map(_day_as_read, detail.split("/"))) if _DAYS.fullmatch(detail) else detail


def _day_as_read(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}-{year}"
