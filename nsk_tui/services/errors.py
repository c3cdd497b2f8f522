"""What a member may not or cannot do now; every class has a stable code and holds no text of a citizen."""

from nsk_tui.rules.directory import ContactFault
from nsk_tui.rules.duties import Hindrance


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


class UnknownDuty(ServiceError):
    """No published plan speaks of the duty; the detail is the duty."""

    code = "unknown_duty"


class PastDuty(ServiceError):
    """The duty is over; the detail is the duty."""

    code = "past_duty"


class AlreadyTaken(ServiceError):
    """Somebody took the duty first; the detail is who."""

    code = "already_taken"


class NotYourDuty(ServiceError):
    """The duty is somebody else's; the detail is whose."""

    code = "not_your_duty"


class DutyRefused(ServiceError):
    """Somebody cannot have the duty; the detail is who, the hindrance says why."""

    code = "duty_refused"

    def __init__(self, detail: str, hindrance: Hindrance) -> None:
        super().__init__(detail)
        self.hindrance = hindrance


class SwapWithSelf(ServiceError):
    """A swap needs somebody else."""

    code = "swap_with_self"


class UnknownSwap(ServiceError):
    """The swap is gone, is answered, or is not the member's to answer."""

    code = "unknown_swap"


class UnknownAbsence(ServiceError):
    """The absence is gone, or is somebody else's."""

    code = "unknown_absence"


class AbsenceRefused(ServiceError):
    """The days are not in order, are over, or lie too far ahead."""

    code = "absence_refused"


class AbsenceOverlaps(ServiceError):
    """The member is absent on some of these days already; the detail is from when to when."""

    code = "absence_overlaps"


class UnknownLine(ServiceError):
    """The rota has no such line."""

    code = "unknown_line"


class LineInUse(ServiceError):
    """Duties on the line are published, or it is the last one; the detail is the line."""

    code = "line_in_use"


class NobodyOnLine(ServiceError):
    """Nobody can have duty on a line; the detail is the line."""

    code = "nobody_on_line"


class NoDraft(ServiceError):
    """There is no draft of a plan."""

    code = "no_draft"


class FallbackNeeded(ServiceError):
    """The plan has gaps, and nobody is named for them; the detail is how many."""

    code = "fallback_needed"


class PlanConflicts(ServiceError):
    """The draft has people on duty who cannot; the detail is how many duties."""

    code = "plan_conflicts"


class ClockSetBack(ServiceError):
    """The clock stands before the last publication; the detail is when that was."""

    code = "clock_set_back"


class BadRotaSetting(ServiceError):
    """A value that the rota cannot have; the detail is the field."""

    code = "bad_rota_setting"


class UnknownRecipient(ServiceError):
    """Somebody has no age key, or nobody has confirmed it; the detail is who."""

    code = "unknown_recipient"


class OwnRecipient(ServiceError):
    """Nobody confirms her own age key: somebody else must have heard the words."""

    code = "own_recipient"


class WordsDiffer(ServiceError):
    """The words are not those of the age key; the detail is whose key."""

    code = "words_differ"


class ExportRefused(ServiceError):
    """What is to leave does not go together; the detail is which part."""

    code = "export_refused"


class UnknownTicket(ServiceError):
    """Nothing waits under the ticket any more."""

    code = "unknown_ticket"


class ReasonReveals(ServiceError):
    """A text about the rota says what identifies a person; the detail is its field."""

    code = "reason_reveals"


class BadPerson(ServiceError):
    """A value that the directory cannot have of a person; the detail is the field."""

    code = "bad_person"


class UnknownDepartment(ServiceError):
    """The network has no such department; the detail is its name as it was asked for."""

    code = "unknown_department"


class DepartmentExists(ServiceError):
    """A department is called that already."""

    code = "department_exists"


class BadCompetence(ServiceError):
    """A value that a competence cannot have; the detail is the field."""

    code = "bad_competence"


class UnknownCompetence(ServiceError):
    """The competence is gone, or has ended."""

    code = "unknown_competence"


class HasCompetence(ServiceError):
    """The person has a competence of that name already; the detail is the name."""

    code = "has_competence"


class BadContact(ServiceError):
    """A contact that cannot be saved; the detail names everything that is missing or wrong."""

    code = "bad_contact"

    def __init__(self, faults: tuple[ContactFault, ...]) -> None:
        super().__init__(", ".join(fault.value for fault in faults))
        self.faults = faults


class UnknownContact(ServiceError):
    """The contact is gone."""

    code = "unknown_contact"


class NoNote(ServiceError):
    """There is no page "if I am gone tomorrow" to confirm."""

    code = "no_note"
