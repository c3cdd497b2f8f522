"""The views behind the digits, to be gone to by name: rows of the table of acts.

Knows nothing of Textual, so that the command line can print the card. An act is called like the
view it goes to, and so is the screen's own id in ``view_acts``.
"""

from nsk_tui.rules.access import Act
from nsk_tui.screens.action_kinds import N_, Action
from nsk_tui.screens.action_kinds import act as _act

_SEE, _MEET, _DUTY = Act.READ_DIRECTORY, Act.READ_MEETING, Act.SWAP_DUTY
_GROUP, _MEETINGS, _ROTA, _SYSTEM = (
    N_("a view of Group (4)"),
    N_("a view of Meetings (5)"),
    N_("a view of Duty (3)"),
    N_("a view of System (9)"),
)

VIEW_ACTIONS: tuple[Action, ...] = (
    _act("rota.plan", "", N_("The plan"), "palette", _ROTA, act=_DUTY),
    _act("rota.load", "", N_("Load"), "palette", _ROTA, act=_DUTY),
    _act("rota.absences", "", N_("List of absences"), "palette", _ROTA, act=_DUTY),
    _act("group.coverage", "", N_("Coverage"), "palette", _GROUP, act=_SEE),
    _act("group.people", "", N_("People"), "palette", _GROUP, act=_SEE),
    _act("group.handovers", "", N_("Handovers"), "palette", _GROUP, act=_SEE),
    _act("group.turnover", "", N_("Turnover"), "palette", _GROUP, act=_SEE),
    _act("meetings.coming", "", N_("Coming meetings"), "palette", _MEETINGS, act=_MEET),
    _act("meetings.actions", "", N_("Actions"), "palette", _MEETINGS, act=_MEET),
    _act("meetings.decisions", "", N_("Decisions"), "palette", _MEETINGS, act=_MEET),
    _act("meetings.minutes", "", N_("Minutes of meetings"), "palette", _MEETINGS, act=_MEET),
    _act("system.members", "", N_("Members"), "palette", _SYSTEM),
    _act("system.audit", "", N_("Audit"), "palette", _SYSTEM),
    _act("system.verify", "", N_("Check"), "palette", _SYSTEM),
    _act("system.backup", "", N_("Backup"), "palette", _SYSTEM, act=Act.READ_CONSULTATION),
)  # fmt: skip
