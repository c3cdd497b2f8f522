"""What can go wrong with keys and files; every class has a stable code and holds no secret."""


class VaultError(Exception):
    """A fault of the ground floor that keeps keys and files.

    Shape
        ``code`` is stable. ``detail`` is a file name, a mode or a field, never a secret and
        never text that a person wrote.
    """

    code = "vault"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class NoStore(VaultError):
    """There is no store in the folder."""

    code = "no_store"


class ForeignStore(VaultError):
    """The files are not a store of this program, or not of this store."""

    code = "foreign_store"


class DamagedStore(VaultError):
    """A file is cut, empty, edited or unreadable."""

    code = "damaged_store"


class TooOpen(VaultError):
    """Others than the owner can reach the files."""

    code = "too_open"


class NotOurs(VaultError):
    """The files belong to another account."""

    code = "not_ours"


class NewerFormat(VaultError):
    """A later version of the program made the files."""

    code = "newer_format"


class OverLimit(VaultError):
    """A file asks for more than a reader should give: memory, length, count."""

    code = "over_limit"


class WrongPassphrase(VaultError):
    """No slot opens with this member and passphrase; which of the two is not told."""

    code = "wrong_passphrase"


class WrongInvitation(VaultError):
    """No invitation opens with this member and code."""

    code = "wrong_invitation"


class InvitationExpired(VaultError):
    """The invitation was not taken up in time."""

    code = "invitation_expired"


class BadSignature(VaultError):
    """The list of members was not signed by a coordinator that the store knows."""

    code = "bad_signature"


class BadMac(VaultError):
    """The keyring was changed by somebody without the data key."""

    code = "bad_mac"


class RolledBack(VaultError):
    """Keyring and database are of different times: an older file was put back."""

    code = "rolled_back"


class StoreBusy(VaultError):
    """The lock was not had in time."""

    code = "store_busy"


class StoreFull(VaultError):
    """The disk is full."""

    code = "disk_full"


class StoreReadOnly(VaultError):
    """The folder or its files cannot be written."""

    code = "read_only"


class FolderNotEmpty(VaultError):
    """A new store was asked for where something already lies."""

    code = "folder_not_empty"


class AccessClosed(VaultError):
    """The member's slot is gone: her access was closed while she was here."""

    code = "access_closed"


class WrongShares(VaultError):
    """The shares do not fit together, are too few, misspelt, or of another store."""

    code = "wrong_shares"


class NoRecovery(VaultError):
    """No recovery shares have been made for this store."""

    code = "no_recovery"


class BadBackup(VaultError):
    """The file is no backup, is cut or changed, or is of another store."""

    code = "bad_backup"


class BadCheckpoint(VaultError):
    """The words are no checkpoint: too few, misspelt, or none of ours."""

    code = "bad_checkpoint"


class WrongRecipient(VaultError):
    """A text is no age recipient that can be sealed to; the text itself is never repeated.

    Shape
        ``detail`` is the fault's word.
    """

    code = "wrong_recipient"


class DocumentTooLarge(VaultError):
    """A document is larger than a finished one can be."""

    code = "document_too_large"


class TooLittleMemory(VaultError):
    """There was not enough memory to make a key of a passphrase."""

    code = "too_little_memory"


class NoTicket(VaultError):
    """Nothing waits under the ticket: it never did, or it was fetched."""

    code = "no_ticket"


class TicketExpired(VaultError):
    """What waited under the ticket may not be fetched any more; the detail is its last day."""

    code = "ticket_expired"
