"""What a member may not or cannot do now; every class has a stable code and holds no text of a citizen."""


class ServiceError(Exception):
    """A verb that could not be carried out.

    Shape
        ``code`` is stable. ``detail`` is a code name, a member id or a field's name.
    """

    code = "service"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.detail = detail


class NotAllowed(ServiceError):
    """The member's role does not allow it."""

    code = "not_allowed"


class BadMemberId(ServiceError):
    """The text cannot name a member."""

    code = "bad_member_id"


class UnknownMember(ServiceError):
    """No member is called that."""

    code = "unknown_member"


class MemberExists(ServiceError):
    """A member is called that already."""

    code = "member_exists"


class LastCoordinator(ServiceError):
    """The network would be left without a coordinator."""

    code = "last_coordinator"


class PassphraseRefused(ServiceError):
    """The new passphrase is too weak; the detail is the rule's code."""

    code = "passphrase_refused"


class TextRefused(ServiceError):
    """A text is empty, too long, or holds characters that may not be stored; the detail is its field."""

    code = "text_refused"


class UnknownThread(ServiceError):
    """No thread is called that."""

    code = "unknown_thread"


class UnknownDraft(ServiceError):
    """The draft is gone."""

    code = "unknown_draft"


class UnknownTask(ServiceError):
    """The task is gone, or is somebody else's."""

    code = "unknown_task"


class TooLateToCorrect(ServiceError):
    """An entry is corrected by its author within 24 hours; afterwards one adds to the thread."""

    code = "too_late_to_correct"


class SavedByAnotherFirst(ServiceError):
    """Somebody saved the record after it was read."""

    code = "saved_by_another"


class Locked(ServiceError):
    """The session is locked."""

    code = "locked"


class DemoTextRefused(ServiceError):
    """A text of the shipped demo does not pass the anonymity check (a fault in the content)."""

    code = "demo_text_refused"


class UnknownSession(ServiceError):
    """The screen is closed already."""

    code = "unknown_session"


class BadShares(ServiceError):
    """That many shares cannot be made: at least 2 are needed to open, at most 16 are made."""

    code = "bad_shares"


class BackupFolderRefused(ServiceError):
    """The folder for backups is the store itself, or inside it."""

    code = "backup_folder_refused"


class SpanRefused(ServiceError):
    """The span is not in the text, is empty or too long; the detail is the field."""

    code = "span_refused"


class ReplacementRefused(ServiceError):
    """The replacement would itself identify somebody."""

    code = "replacement_refused"


class UnknownWord(ServiceError):
    """The word is not on the list."""

    code = "unknown_word"


class OwnAccess(ServiceError):
    """A coordinator cannot close her own access: somebody who stays has to sign."""

    code = "own_access"
