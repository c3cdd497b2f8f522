"""What an act of the audit is called: one word or two, in the past, as one says who did what."""

from nsk_tui import vocabulary
from nsk_tui.rules.consultations import ReadPurpose
from nsk_tui.wording import pgettext


def act(code: str) -> str:
    """Return an act in the reader's language; one that is not known here keeps its code."""
    return {**_work(), **_keeping()}.get(code, code)


def purpose(code: str) -> str:
    """Return a purpose in the reader's language; what is no purpose of reading keeps its code."""
    return vocabulary.word(ReadPurpose(code)) if code in tuple(ReadPurpose) else code


def _work() -> dict[str, str]:
    return {
        "read": pgettext("audit line", "read"),
        "list": pgettext("audit line", "listed"),
        "search": pgettext("audit line", "searched"),
        "add": pgettext("audit line", "added"),
        "note": pgettext("audit line", "noted a follow-up"),
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
        "rehearse_recovery": pgettext("audit line", "rehearsed the shares"),
        "use_recovery": pgettext("audit line", "used the shares"),
        "use_up_recovery": pgettext("audit line", "voided the shares"),
        "prove_backup": pgettext("audit line", "proved a backup"),
        "restore": pgettext("audit line", "restored a backup"),
        "read_audit": pgettext("audit line", "read the audit"),
        "extract": pgettext("audit line", "made an extract"),
    }
