"""A departure: ten steps that mostly tick themselves, down to the receipt."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from textual.content import Content

from nsk_tui import departure_words
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.departure import BY_HAND, DepartureStep, StepStatus
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.screens import departure_rows, membership_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.departure_boxes import CloseAccessScreen, Closed, StartDepartureScreen
from nsk_tui.screens.group_views import GroupView, show_handover
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.system import RowsScreen
from nsk_tui.screens.text_page import TextPageScreen
from nsk_tui.services import departure_receipt, departures, directory, handover
from nsk_tui.services.departure_errors import NotDeparting
from nsk_tui.services.departures import DepartureView
from nsk_tui.services.session import Session
from nsk_tui.widgets.lines import Line
from nsk_tui.wording import _

_HEAVY = (DepartureStep.EXPORTED, DepartureStep.CLOSED)
"""What is not begun while another step stands in its way."""


@dataclass(frozen=True)
class Known:
    """What is known before a departure is shown, or begins.

    Shape
        ``departure`` None: none is under way. ``last_day`` None: the directory has none.
        ``has_key``: somebody without a key has no access to close, and nothing to hand over.
    """

    member: MemberId
    departure: DepartureView | None
    last_day: date | None
    has_handover: bool
    has_key: bool


def known(session: Session, member: MemberId) -> Known:
    """Return a member's departure, or what one would begin with; one that is over gives way to another.

    Errors
        NotAllowed
    """
    entry = directory.entry(session, member)
    try:
        found = departures.look(session, departures.find(session, member))
    except NotDeparting:
        found = None
    if found is not None and found.finished_on is not None and entry.is_there and entry.has_key:
        found = None
    under_way = any(
        one.handover.giver == member and one.handover.kind is HandoverKind.LEAVE
        for one in handover.lines(session)
    )
    return Known(member, found, entry.person.leaves_on, under_way, entry.has_key)


def show_departure(front: FrameScreen[Any], member: MemberId) -> None:
    """Show a member's departure; ask for its last day where none is under way."""
    front.run_service(known, front.session, member, done=partial(_open, front))


def _open(front: FrameScreen[Any], found: Known) -> None:
    if found.departure is not None:
        front.app.push_screen(DepartureScreen(found.departure))
    elif not found.has_key:
        front.say(_("{member} has no key: r writes the last day.").format(member=found.member))
    elif may(front.session.role, Act.START_DEPARTURE):
        front.app.push_screen(
            StartDepartureScreen(found.member, found.last_day, found.has_handover), partial(_begun, front)
        )
    else:
        front.say(_("{member} is not leaving. A coordinator begins a departure.").format(member=found.member))


def _begun(front: FrameScreen[Any], found: DepartureView | None) -> None:
    if found is not None:
        front.refresh_records()
        front.app.push_screen(DepartureScreen(found))


class DepartureScreen(GroupView, RowsScreen, WithReference):
    """The checklist. Its rows are the ten steps, and the receipt."""

    NOUN = Place.DEPARTURE
    VIEWS = ()

    def __init__(self, found: DepartureView) -> None:
        """Show a departure, with the cursor on the first step that is not done."""
        super().__init__()
        self.found = found
        self.at = next((at for at, one in enumerate(found.steps) if not one.is_done), len(found.steps))

    @property
    def handover(self) -> HandoverId:
        """The handover that the departure goes with."""
        return self.found.view.handover.id

    def refresh_records(self) -> None:
        """Look at the records again."""
        if self.program.session is not None:
            self.run_service(
                departures.look, self.session, self.handover, done=self._show, exclusive="departure"
            )

    def _show(self, found: DepartureView) -> None:
        self.found = found
        self.draw()

    def draw(self) -> None:
        """Draw the lines that changed."""
        if self.is_mounted:
            self.query_one("#head").styles.height = len(self.head_lines())
        super().draw()

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        return Content(departure_rows.heading(self.found, self.size.width)).stylize("bold")

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.found.steps) + 1

    @property
    def status(self) -> StepStatus | None:
        """The step at the cursor; None on the receipt."""
        return self.found.steps[self.at] if self.at < len(self.found.steps) else None

    def reference(self) -> str:
        """Return who leaves."""
        return self.found.view.handover.giver

    def head_lines(self) -> list[Line]:
        """Return how far it has come."""
        return departure_rows.head(self.found, self.size.width)

    def row_lines(self) -> list[Line]:
        """Return the steps and the receipt."""
        return departure_rows.rows(self.found, self.at, self.size.width)

    def foot_lines(self) -> list[Line]:
        """Return all about the step at the cursor."""
        return departure_rows.foot(self.found, self.status, self.size.width)

    # Acts -------------------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the step."""
        status = self.status
        if action.id == "departure_step.done":
            return self._why_not_by_hand(status)
        if action.id == "handover.export":
            status = self.found.step(DepartureStep.EXPORTED)
        elif action.id != "departure_step.run":
            return None
        if status is None or status.is_done or status.step not in _HEAVY or status.obstacle is None:
            return None
        return departure_words.cannot(status, self.found.facts.today)

    def _why_not_by_hand(self, status: StepStatus | None) -> str | None:
        if self.found.finished_on is not None:
            return _("the departure is finished")
        if status is None or status.step not in BY_HAND:
            return _("it ticks itself from the records")
        if status.obstacle is not None:
            return departure_words.cannot(status, self.found.facts.today)
        return None

    def do_departure_step_done(self) -> None:
        """Say that the step is done; or that it is not after all."""
        status = self.status
        if status is not None:
            self.run_service(
                departures.tick, self.session, self.handover, status.step, not status.is_done,
                done=self._ticked,
            )  # fmt: skip

    def _ticked(self, found: DepartureView) -> None:
        status = self.status
        self._show(found)
        if status is not None:
            told = _("Step {number} is not done.") if status.is_done else _("Step {number} is done.")
            self.say(told.format(number=status.step.number))

    def do_departure_step_run(self) -> None:
        """Go where the step at the cursor is done."""
        status = self.status
        if status is None:
            self._receipt()
        elif status.step is DepartureStep.ALONE:
            from nsk_tui.screens.person import PersonScreen

            self.app.push_screen(PersonScreen(self.found.leaver))
        elif status.step is DepartureStep.DUTIES:
            self.app.call_later(self.program.everywhere.do_screen_rota)
        elif status.step in (DepartureStep.INTRODUCED, DepartureStep.RECEIVED):
            self.app.call_later(show_handover, self, self.handover)
        elif status.step is DepartureStep.EXPORTED:
            self.do_handover_export()
        elif status.step is DepartureStep.CLOSED and not status.is_done:
            self.app.push_screen(CloseAccessScreen(self.found), self._access_closed)
        else:
            self.say(departure_rows.about(status, self.found))

    def do_handover_export(self) -> None:
        """Ask for what is to leave, and to whom."""
        from nsk_tui.screens.sealed_export import export_handover

        export_handover(self, self.handover)

    def _access_closed(self, done: Closed | None) -> None:
        if done is None:
            return
        self._show(done.found)
        told = _("{member} has no access any more. The group's key is no. {number} now.").format(
            member=done.access.member, number=done.access.key_number
        )
        if done.access.ssh_keys:
            lines = [told, "", *membership_words.ssh_left(done.access)]
            self.app.push_screen(NoteScreen(done.access.member, lines))
        self.say(told)

    # The receipt ------------------------------------------------------------------------------

    def _receipt(self) -> None:
        is_ready = self.found.finished_on is None and self.found.done == len(self.found.steps)
        if not is_ready or not may(self.session.role, Act.START_DEPARTURE):
            self._read_receipt(self.found)
            return
        title = _("Finish the departure of {member}?").format(member=self.found.leaver)
        text = _("Every step is done. The receipt says so, and nothing is ticked or taken back afterwards.")
        self.app.push_screen(ConfirmScreen(title, text, (_("finish it"), _("wait"))), self._finish)

    def _finish(self, answer: int | None) -> None:
        if answer == 0:
            self.run_service(departures.finish, self.session, self.handover, done=self._finished)

    def _finished(self, found: DepartureView) -> None:
        self._show(found)
        self._read_receipt(found)

    def _read_receipt(self, found: DepartureView) -> None:
        session = self.session
        page = departure_receipt.compose(found, session.network, session.municipality, session.today)
        self.app.push_screen(TextPageScreen(departure_rows.receipt(page, found.finished_on is not None)))

    def _turn(self, step: int) -> None:
        """Stay: a departure has no views."""
