"""The audit in words: who did what to what and why, as one says it; and which lines are worth a question."""

from datetime import UTC, datetime
from enum import StrEnum

from nsk_tui import departure_words, handover_words, meeting_audit_words, vocabulary
from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Declaration, Label
from nsk_tui.rules.consultations import ReadPurpose
from nsk_tui.rules.departure import DepartureStep
from nsk_tui.rules.duties import read_ref
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.rules.members import Role
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose
from nsk_tui.wording import _, ngettext, number, pgettext

ASK, NOTE = "?", "!"
"""A line that should be asked about, and one that changed who can do what."""

_STAMP = "%Y%m%dT%H%M%SZ"
"""How a backup's moment is written, and when a file was fetched."""

LEAVING_PARTS = 6
"""What leaves, about whom, why, to whom, in which form, and the hash of the document."""

DIGEST_SIGNS = 12


def act(code: str) -> str:
    """Return an act in the reader's language; one that is not known here keeps its code."""
    return acts().get(code, code)


def acts() -> dict[str, str]:
    """Return every act that is written down, by its code."""
    return {
        **_work(),
        **_keeping(),
        **_rota(),
        **_directory(),
        **_leaving(),
        **_handovers(),
        **meeting_audit_words.meetings(),
    }


def purpose(code: str) -> str:
    """Return why something was done, in the reader's language; what is no known code is kept."""
    words = code.split()
    if len(words) == 4 and words[1] in tuple(Label):
        return _declared(words)
    if len(words) == LEAVING_PARTS and words[0] in tuple(LeavingKind):
        return _left(words)
    if len(words) == 2 and _moment(words[1]) != words[1]:
        return f"{_('the account') if words[0] == '-' else words[0]} {_moment(words[1])}"
    if code in tuple(DepartureStep):
        return departure_words.short(DepartureStep(code))
    kinds: tuple[type[StrEnum], ...] = (ReadPurpose, Role)
    for kind in kinds:
        if code in tuple(kind):
            return vocabulary.word(kind(code))
    if code in tuple(HandoverKind):
        return handover_words.kind(HandoverKind(code))
    known = {**_work(), **_rota(), **_directory(), **_values()}
    return {**known, **meeting_audit_words.meetings(), **meeting_audit_words.moves()}.get(code, code)


def subject(act_code: str, code: str) -> str:
    """Return what something was done to: a code name and a member's id stand for themselves."""
    if act_code == "refused" and code in tuple(Act):
        return _refusals()[Act(code)]
    if act_code in ("list", "search", "import_rows") and code.isdigit():
        return ngettext("{count} entry", "{count} entries", int(code)).format(count=number(int(code)))
    if act_code == "rotate":
        return _("key no. {number}").format(number=code)
    if act_code in ("prove_backup", "restore"):
        return _moment(code)
    if act_code == "rota_setting":
        return _rota_settings().get(code, code)
    if act_code in meeting_audit_words.meetings():
        return meeting_audit_words.matters().get(code, code)
    ref = read_ref(code)
    if ref is not None:
        return f"{ref.line} {ref.start:%d/%m-%Y} {vocabulary.word(ref.role)}"
    return _settings().get(code, code) if act_code == "setting" else code


def _moment(stamp: str) -> str:
    try:
        return f"{datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC):%d/%m-%Y %H:%M}"
    except ValueError:
        return stamp


def kind(code: str) -> str:
    """Return what a kind of lines is called in the filter."""
    return {
        "all": pgettext("audit kind", "all"),
        "reads": pgettext("audit kind", "readings"),
        "changes": pgettext("audit kind", "changes"),
        "logins": pgettext("audit kind", "logins"),
        "keys": pgettext("audit kind", "keys"),
        "exports": pgettext("audit kind", "exports"),
    }[code]


def mark(code: str) -> str:
    """Return the sign of a line that is worth a question; empty for an ordinary one."""
    return ASK if code == "refused" else NOTE if code in _heavy() else ""


def why_marked(code: str) -> str:
    """Return why a line has its sign; empty for an ordinary one."""
    if code == "refused":
        return _("Somebody tried what the role does not allow. It may be a slip: ask.")
    return _heavy().get(code, "")


def _heavy() -> dict[str, str]:
    who = _("It changed who can do what. Somebody should know of it beforehand.")
    way = _("It made or used a way into the store. Somebody should know of it beforehand.")
    gone = _("It changed what stands in the store. Somebody should know why.")
    return {
        **dict.fromkeys(("role", "remove_member", "ssh_key"), who),
        **dict.fromkeys(("make_recovery", "use_recovery", "skip_recovery"), way),
        **dict.fromkeys(("restore", "redact"), gone),
        "export": _("It left the store. Whoever received it can open it for ever."),
        "override_handover": _("It was closed though something was missing. The reason stands with it."),
    }


def _work() -> dict[str, str]:
    return {
        "read": pgettext("audit line", "read"),
        "list": pgettext("audit line", "listed"),
        "search": pgettext("audit line", "searched"),
        "add": pgettext("audit line", "added"),
        "follow_up": pgettext("audit line", "noted a follow-up"),
        "correct": pgettext("audit line", "corrected"),
        "close": pgettext("audit line", "closed"),
        "ask_to_close": pgettext("audit line", "asked to close"),
        "reopen": pgettext("audit line", "reopened"),
        "set_follow_up": pgettext("audit line", "set a follow-up"),
        "undo": pgettext("audit line", "undid"),
        "redo": pgettext("audit line", "did again"),
        "declare": pgettext("audit line", "answered a finding"),
        "redact": pgettext("audit line", "redacted"),
        "sweep": pgettext("audit line", "swept the texts"),
        "confirm_word": pgettext("audit line", "confirmed a word"),
        "reject_word": pgettext("audit line", "rejected a word"),
        "import": pgettext("audit line", "took over"),
        "import_rows": pgettext("audit line", "took a log over"),
        "drop_imported": pgettext("audit line", "dropped a row"),
    }


def _rota() -> dict[str, str]:
    return {
        "override": pgettext("audit line", "changed a duty"),
        "clear_override": pgettext("audit line", "lifted a change of a duty"),
        "pass_duty": pgettext("audit line", "let the backup take a duty"),
        "ask_swap": pgettext("audit line", "asked for a swap"),
        "accept_swap": pgettext("audit line", "said yes to a swap"),
        "decline_swap": pgettext("audit line", "said no to a swap"),
        "withdraw_swap": pgettext("audit line", "withdrew a swap"),
        "take_duty": pgettext("audit line", "took a duty"),
        "set_duty": pgettext("audit line", "set somebody on a duty"),
        "open_duty": pgettext("audit line", "left a duty open"),
        "report_absence": pgettext("audit line", "reported an absence"),
        "show_follow_ups": pgettext("audit line", "let the duty see follow-ups"),
        "withdraw_absence": pgettext("audit line", "withdrew an absence"),
        "draft_plan": pgettext("audit line", "drafted a plan"),
        "discard_plan": pgettext("audit line", "dropped a draft of a plan"),
        "publish_plan": pgettext("audit line", "published a plan"),
        "export_rota": pgettext("audit line", "wrote a calendar file"),
        "rota_setting": pgettext("audit line", "changed a setting of the rota"),
        "add_line": pgettext("audit line", "added a line"),
        "rename_line": pgettext("audit line", "renamed a line"),
        "remove_line": pgettext("audit line", "removed a line"),
    }


def _directory() -> dict[str, str]:
    return {
        "set_person": pgettext("audit line", "changed the page of"),
        "add_person": pgettext("audit line", "wrote into the directory"),
        "set_note": pgettext("audit line", "wrote the page «if I am gone tomorrow»"),
        "confirm_note": pgettext("audit line", "confirmed the page «if I am gone tomorrow»"),
        "add_competence": pgettext("audit line", "wrote a competence down for"),
        "change_competence": pgettext("audit line", "changed a competence of"),
        "end_competence": pgettext("audit line", "ended a competence of"),
        "add_contact": pgettext("audit line", "wrote a contact down"),
        "change_contact": pgettext("audit line", "changed a contact"),
        "confirm_contact": pgettext("audit line", "confirmed a contact"),
        "remove_contact": pgettext("audit line", "removed a contact"),
        "set_department": pgettext("audit line", "changed what a department needs"),
        "add_department": pgettext("audit line", "added a department"),
    }


def _leaving() -> dict[str, str]:
    return {
        "export": pgettext("audit line", "let a sealed file leave"),
        "fetch": pgettext("audit line", "took in that a file was fetched"),
        "expire_ticket": pgettext("audit line", "took away what nobody fetched"),
        "withdraw_ticket": pgettext("audit line", "took a file back"),
        "start_departure": pgettext("audit line", "began the departure of"),
        "tick_departure": pgettext("audit line", "ticked a step of the departure of"),
        "untick_departure": pgettext("audit line", "unticked a step of the departure of"),
        "finish_departure": pgettext("audit line", "finished the departure of"),
        "set_recipient": pgettext("audit line", "registered an age key"),
        "confirm_recipient": pgettext("audit line", "confirmed an age key"),
        "drop_recipient": pgettext("audit line", "took an age key away"),
    }


def _left(words: list[str]) -> str:
    """Return what left and to whom; the hash is cut short, and whole in the audit itself."""
    kind, about, why, receiver, suffix, digest = words
    said = vocabulary.word(LeavingPurpose(why)) if why in tuple(LeavingPurpose) else why
    to = _("a passphrase") if receiver == "passphrase" else receiver
    what = f"{vocabulary.word(LeavingKind(kind))} {about}"
    return f"{said} → {to}: {what}, {suffix}, SHA-256 {digest[:DIGEST_SIGNS]}…"


def _handovers() -> dict[str, str]:
    return {
        "start_handover": pgettext("audit line", "began the handover of"),
        "read_handover": pgettext("audit line", "read the handover of"),
        "refresh_handover": pgettext("audit line", "brought up to date the handover of"),
        "move_handover": pgettext("audit line", "moved the last day of"),
        "say_remainder": pgettext("audit line", "said what is not handed over of"),
        "close_handover": pgettext("audit line", "closed the handover of"),
        "override_handover": pgettext("audit line", "closed unfinished the handover of"),
        "drop_handover": pgettext("audit line", "dropped the handover of"),
        "add_item": pgettext("audit line", "added to the handover of"),
        "change_item": pgettext("audit line", "wrote in the handover of"),
        "send_item": pgettext("audit line", "sent an item of"),
        "withdraw_item": pgettext("audit line", "withdrew an item of"),
        "accept_item": pgettext("audit line", "took an item of"),
        "reserve_item": pgettext("audit line", "took with a reservation an item of"),
        "return_item": pgettext("audit line", "returned an item of"),
        "take_over": pgettext("audit line", "took over"),
        "tick_action": pgettext("audit line", "ticked off an action of"),
        "untick_action": pgettext("audit line", "took back the tick of an action of"),
        "answer_echo": pgettext("audit line", "said what was missing of"),
        "move_duty": pgettext("audit line", "moved a duty"),
        "set_shadow": pgettext("audit line", "set a follower"),
    }


def _rota_settings() -> dict[str, str]:
    return {
        "kind": _("length of a period"),
        "rest_periods": _("rest after a duty"),
        "with_backup": _("backup"),
        "handover_hour": _("hour of the handover"),
        "holiday_weight": _("weight of public holidays"),
        "closed": _("closed periods"),
        "answer_days": _("days to answer a swap"),
        "load_visible": _("whether members see each other's load"),
        "card_names": _("names on the duty card"),
        "card_phones": _("numbers on the duty card"),
        "fallback": _("who is called when nobody has duty"),
        "weekends": _("duty on Saturdays and Sundays"),
    }


def _keeping() -> dict[str, str]:
    return {
        "create_store": pgettext("audit line", "made the store"),
        "demo": pgettext("audit line", "made the demo"),
        "unlock": pgettext("audit line", "unlocked"),
        "refused": pgettext("audit line", "was refused"),
        "arrive": pgettext("audit line", "opened a screen"),
        "leave": pgettext("audit line", "left a screen"),
        "end_session": pgettext("audit line", "ended a screen"),
        "invite": pgettext("audit line", "invited"),
        "join": pgettext("audit line", "joined"),
        "role": pgettext("audit line", "changed a role"),
        "passphrase": pgettext("audit line", "changed the passphrase"),
        "setting": pgettext("audit line", "changed a setting"),
        "ssh_key": pgettext("audit line", "entered an SSH key"),
        "remove_member": pgettext("audit line", "removed a member"),
        "rotate": pgettext("audit line", "changed the store's key"),
        "make_recovery": pgettext("audit line", "made paper shares"),
        "prove_recovery": pgettext("audit line", "proved the shares"),
        "skip_recovery": pgettext("audit line", "made no shares"),
        "rehearse_recovery": pgettext("audit line", "rehearsed the shares"),
        "use_recovery": pgettext("audit line", "used the shares"),
        "use_up_recovery": pgettext("audit line", "voided the shares"),
        "prove_backup": pgettext("audit line", "proved a backup"),
        "restore": pgettext("audit line", "restored a backup"),
    }


def _settings() -> dict[str, str]:
    return {
        "language": _("language"),
        "theme": _("colours"),
        "backup_folder": _("folder of backups"),
        "handover_days": _("days to answer in a handover"),
    }


def _values() -> dict[str, str]:
    return {"da": "dansk", "en": "English"}


def _refusals() -> dict[Act, str]:
    return {
        **_refusals_of_the_group(),
        Act.READ_CONSULTATION: _("to read consultations"),
        Act.WRITE_CONSULTATION: _("to write a consultation"),
        Act.LIST_MEMBERS: _("to see the members"),
        Act.INVITE_MEMBER: _("to invite"),
        Act.CHANGE_ROLE: _("to change a role"),
        Act.CHANGE_SETTING: _("to change a setting"),
        Act.CHANGE_OWN_PASSPHRASE: _("to change a passphrase"),
        Act.VERIFY: _("to check the store"),
        Act.READ_AUDIT: _("to read the audit"),
        Act.REMOVE_MEMBER: _("to close an access"),
        Act.ROTATE_KEY: _("to change the key"),
        Act.MAKE_RECOVERY: _("paper shares"),
        Act.END_SESSION: _("to end a screen"),
        Act.BACK_UP: _("backups"),
        Act.REVIEW_WORDS: _("to judge words"),
        Act.SWEEP: _("to go through the texts"),
        Act.REDACT: _("to redact"),
        Act.IMPORT: _("to take a log over"),
    }


def _refusals_of_the_group() -> dict[Act, str]:
    return {
        Act.READ_ROTA: _("to see the rota"),
        Act.SWAP_DUTY: _("to swap a duty"),
        Act.REPORT_ABSENCE: _("to report an absence"),
        Act.OVERRIDE_DUTY: _("to change a duty"),
        Act.PLAN_ROTA: _("to plan the rota"),
        Act.SET_ROTA: _("to set the rota up"),
        **_refusals_since(),
    }


def _refusals_since() -> dict[Act, str]:
    """Return the words for what later parts of the program can refuse."""
    return {
        Act.READ_MEETING: _("to see the meetings"),
        Act.WRITE_MEETING: _("to work on a meeting"),
        Act.READ_DIRECTORY: _("to see the group"),
        Act.WRITE_DIRECTORY: _("to write in the directory"),
        Act.SET_DIRECTORY: _("to change somebody else's page"),
        Act.SET_RECIPIENT: _("age keys"),
        Act.EXPORT: _("to let something leave"),
        Act.START_DEPARTURE: _("to see to a departure"),
        Act.READ_HANDOVER: _("to read a handover"),
        Act.WRITE_HANDOVER: _("to write in a handover"),
        Act.MANAGE_HANDOVER: _("to hand over for somebody else"),
    }


def _declared(words: list[str]) -> str:
    found, answer = vocabulary.word(Label(words[1])), words[3]
    said = vocabulary.word(Declaration(answer)) if answer in tuple(Declaration) else _("accepted")
    return f"{found}: {said}"
