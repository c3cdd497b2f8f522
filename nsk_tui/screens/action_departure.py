"""The acts of a departure: rows of the table of acts.

Knows nothing of Textual, so that the command line can print the card.
"""

from nsk_tui.rules.access import Act
from nsk_tui.screens.action_kinds import N_, Action
from nsk_tui.screens.action_kinds import act as _act

_START = Act.START_DEPARTURE

DEPARTURE_ACTIONS: tuple[Action, ...] = (
    _act("departure.start", "x", N_("Departure"), "people", N_("she leaves: a checklist of ten steps"),
         verb="row.remove", act=_START, needs_row=True),
    _act("departure.show", "", N_("Departure"), "person members", N_("the checklist of whoever leaves"),
         act=Act.READ_HANDOVER, needs_row=True),
    _act("departure_step.run", "Enter", N_("Carry out"), "departure", N_("goes where the step is done"),
         verb="row.open", needs_row=True),
    _act("departure_step.done", "d", N_("Done"), "departure", N_("what no record shows; again takes it back"),
         verb="row.done", act=_START, needs_row=True),
    _act("handover.export", "E", N_("Sealed file"), "departure handover", N_("DOCX or Markdown, sealed"),
         verb="row.export", act=Act.EXPORT),
)  # fmt: skip
