"""The acts of a handover: rows of the table of acts.

Knows nothing of Textual, so that the command line can print the card.
"""

from nsk_tui.rules.access import Act
from nsk_tui.screens.action_kinds import N_, Action
from nsk_tui.screens.action_kinds import act as _act

_WRITE, _READ = Act.WRITE_HANDOVER, Act.READ_HANDOVER

HANDOVER_ACTIONS: tuple[Action, ...] = (
    _act("handover.start", "O", N_("Handover"), "handover coverage consultation people person",
         N_("of a whole person, or of one thread"), act=_WRITE),
    _act("handover_item.new", "n", N_("New item"), "handover", N_("what no record stands for"),
         verb="row.new", act=_WRITE),
    _act("handover_item.edit", "r e", N_("Edit"), "handover", N_("what the receiver must know"),
         verb="row.edit", act=_WRITE, needs_row=True),
    _act("handover_item.withdraw", "x", N_("Withdraw"), "handover", N_("it is not handed over after all"),
         verb="row.remove", act=_WRITE, needs_row=True),
    _act("handover.send", "P", N_("Send"), "handover", N_("you see first what is still missing"),
         verb="row.publish", act=_WRITE),
    _act("handover.history", "i", N_("History"), "handover", N_("who sent and answered it, in which words"),
         verb="row.history", act=_READ, needs_row=True),
    _act("handover.next", ",", N_("Next handover"), "handover", verb="list.filter", act=_READ),
    _act("handover.close", "d", N_("Close the handover"), "handover", N_("when everything is received"),
         verb="row.done", act=_WRITE),
    _act("handover.thread", "", N_("Open the thread"), "handover", N_("what the item is about"), act=_READ,
         needs_row=True),
    _act("handover.remainder", "", N_("Not handed over"), "handover",
         N_("say what is left out, or that nothing is"), act=_WRITE),
    _act("handover.duties", "", N_("Move the duties"), "handover", N_("those after the last day, to others"),
         act=Act.OVERRIDE_DUTY),
    _act("handover.shadow", "", N_("Shadow weeks"), "handover", N_("the receiver follows the giver on duty"),
         act=Act.SWAP_DUTY),
    _act("handover.days", "", N_("Move the last day"), "handover", act=_WRITE),
    _act("handover.drop", "", N_("Drop the handover"), "handover", N_("somebody stays after all"),
         act=_WRITE),
    _act("handover.deadline", "", N_("Days before a reminder"), "handover", N_("for the coordinator"),
         act=Act.CHANGE_SETTING),
)  # fmt: skip
