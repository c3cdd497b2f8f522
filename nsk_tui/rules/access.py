"""Who may do what: one table."""

from enum import StrEnum

from nsk_tui.rules.members import Role


class Act(StrEnum):
    """Everything a member can be refused."""

    READ_CONSULTATION = "read_consultation"
    WRITE_CONSULTATION = "write_consultation"
    LIST_MEMBERS = "list_members"
    INVITE_MEMBER = "invite_member"
    CHANGE_ROLE = "change_role"
    CHANGE_SETTING = "change_setting"
    CHANGE_OWN_PASSPHRASE = "change_own_passphrase"
    VERIFY = "verify"
    READ_AUDIT = "read_audit"
    REMOVE_MEMBER = "remove_member"
    ROTATE_KEY = "rotate_key"
    MAKE_RECOVERY = "make_recovery"
    END_SESSION = "end_session"
    BACK_UP = "back_up"
    REVIEW_WORDS = "review_words"
    SWEEP = "sweep"
    REDACT = "redact"
    IMPORT = "import"
    READ_ROTA = "read_rota"
    SWAP_DUTY = "swap_duty"
    REPORT_ABSENCE = "report_absence"
    OVERRIDE_DUTY = "override_duty"
    PLAN_ROTA = "plan_rota"
    SET_ROTA = "set_rota"
    READ_DIRECTORY = "read_directory"
    WRITE_DIRECTORY = "write_directory"
    SET_DIRECTORY = "set_directory"
    SET_RECIPIENT = "set_recipient"
    EXPORT = "export"
    START_DEPARTURE = "start_departure"
    READ_HANDOVER = "read_handover"
    WRITE_HANDOVER = "write_handover"
    MANAGE_HANDOVER = "manage_handover"
    READ_MEETING = "read_meeting"
    WRITE_MEETING = "write_meeting"


_ALL = frozenset(Role)
_WORKING = frozenset({Role.COORDINATOR, Role.MEMBER})
_COORDINATOR = frozenset({Role.COORDINATOR})

WHO_MAY: dict[Act, frozenset[Role]] = {
    Act.READ_CONSULTATION: _WORKING,
    Act.WRITE_CONSULTATION: _WORKING,
    Act.LIST_MEMBERS: _ALL,
    Act.INVITE_MEMBER: _COORDINATOR,
    Act.CHANGE_ROLE: _COORDINATOR,
    Act.CHANGE_SETTING: _COORDINATOR,
    Act.CHANGE_OWN_PASSPHRASE: _ALL,
    Act.VERIFY: _ALL,
    Act.READ_AUDIT: _ALL,
    Act.REMOVE_MEMBER: _COORDINATOR,
    Act.ROTATE_KEY: _COORDINATOR,
    Act.MAKE_RECOVERY: _COORDINATOR,
    Act.END_SESSION: _COORDINATOR,
    Act.BACK_UP: _ALL,
    Act.REVIEW_WORDS: _COORDINATOR,
    Act.SWEEP: _WORKING,
    Act.REDACT: _WORKING,
    Act.IMPORT: _WORKING,
    Act.READ_ROTA: _ALL,
    Act.SWAP_DUTY: _WORKING,
    Act.REPORT_ABSENCE: _WORKING,
    Act.OVERRIDE_DUTY: _COORDINATOR,
    Act.PLAN_ROTA: _COORDINATOR,
    Act.SET_ROTA: _COORDINATOR,
    Act.READ_DIRECTORY: _WORKING,
    Act.WRITE_DIRECTORY: _WORKING,
    Act.SET_DIRECTORY: _COORDINATOR,
    Act.SET_RECIPIENT: _WORKING,
    Act.EXPORT: _WORKING,
    Act.START_DEPARTURE: _COORDINATOR,
    Act.READ_HANDOVER: _WORKING,
    Act.WRITE_HANDOVER: _WORKING,
    Act.MANAGE_HANDOVER: _COORDINATOR,
    Act.READ_MEETING: _WORKING,
    Act.WRITE_MEETING: _WORKING,
}


def may(role: Role, act: Act) -> bool:
    """Return whether a role is allowed an act.

    >>> may(Role.AUDITOR, Act.READ_CONSULTATION), may(Role.MEMBER, Act.READ_CONSULTATION)
    (False, True)
    """
    return role in WHO_MAY[act]
