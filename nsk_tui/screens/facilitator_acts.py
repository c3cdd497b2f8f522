"""What the keys of the big screen do: the clock, the decision, who was heard, the end, the way out."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from nsk_tui import meeting_words, wording
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Phase, Press
from nsk_tui.screens import facilitator_words as words
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.facilitator_boxes import DecisionScreen, HeardScreen
from nsk_tui.screens.facilitator_picture import Picture
from nsk_tui.screens.facilitator_presses import Pressed, Presses
from nsk_tui.screens.passphrase import AskAgainScreen
from nsk_tui.services import big_screen, meetings
from nsk_tui.services.big_screen import BigScreen
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.minutes import Written

CHOICES_MAX = 9
TOGGLES = {Phase.BEFORE: Press.START, Phase.RUNNING: Press.PAUSE}
"""What Space presses; it goes on where it can do neither."""
ALONE = 2
"""The lock and the big screen: nothing was open when it was opened."""


class FacilitatorActs(FrameScreen[None]):
    """The acts of the big screen, apart from how it is drawn.

    Shape
        ``found`` and ``drawn`` None: the meeting is not open yet.
    """

    found: BigScreen | None
    drawn: Picture | None
    presses: Presses

    @abstractmethod
    def enter(self) -> None:
        """Open the meeting."""

    @abstractmethod
    def take(self, found: BigScreen) -> None:
        """Show a meeting as it was found."""

    @abstractmethod
    def set_blank(self, is_blank: bool) -> None:
        """Switch the screen off, or on again."""

    # Who leads --------------------------------------------------------------------------------

    def ask_who_leads(self, found: BigScreen) -> None:
        """Say who leads where it is not whoever opened the screen, or ask what she wants to do."""
        meeting = found.run.meeting
        if found.leads:
            self.say(words.leads_for(meeting.body.chair, self.session.member))
        elif found.lead is not None and found.may_lead:
            since = wording.clock(found.lead.since.astimezone(self.now.tzinfo))
            said = _("{member} leads it on another screen since {time}.")
            self._ask(
                _("The meeting is being led"), said.format(member=found.lead.member, time=since),
                (_("watch"), _("take over; the other screen watches from then on")), self._take_over,
            )  # fmt: skip
        elif meeting.body.chair is None and found.lead is None and found.run.clock.phase is not Phase.ENDED:
            self._ask(
                _("Nobody is the chair"), _("Somebody must lead a meeting before it starts."),
                (_("I am the chair"), _("watch")), self._take_chair,
            )  # fmt: skip
        else:
            self.say(words.why_watching(found))

    def _ask(
        self, title: str, text: str, choices: tuple[str, ...], answered: Callable[[int | None], None]
    ) -> None:
        self.app.push_screen(ConfirmScreen(title, text, choices), answered)

    def _take_over(self, answer: int | None) -> None:
        if answer == 1 and self.found is not None:
            self.run_service(big_screen.lead, self.session, self.found.run.meeting.id, True, done=self._lead)

    def _lead(self, found: BigScreen) -> None:
        self.take(found)
        self.say(_("You lead the meeting now."))

    def _take_chair(self, answer: int | None) -> None:
        if answer == 0 and self.found is not None:
            self.run_service(
                meetings.take_chair, self.session, self.found.run.meeting.id,
                done=lambda _meeting: self.enter(),
            )  # fmt: skip

    # The clock --------------------------------------------------------------------------------

    def _press(self, key: Press, item: AgendaItemId | None = None) -> None:
        self.presses.add(Pressed(key, item))

    def do_timer_toggle(self) -> None:
        """Start, pause, or go on; a meeting of another day is asked about first."""
        if self.found is None:
            return
        phase, planned = self.found.run.clock.phase, self.found.run.clock.plan.starts
        if phase is Phase.BEFORE and planned.date() != self.now.date():
            said = _("It is planned for {day}, and today is another day.")
            self._ask(
                _("Start the meeting?"), said.format(day=wording.day(planned.date(), self.now.date())),
                (_("start it all the same"), _("wait")),
                lambda answer: self._press(Press.START) if answer == 0 else None,
            )  # fmt: skip
            return
        self._press(TOGGLES.get(phase, Press.RESUME))

    def do_agenda_item_next(self) -> None:
        """Finish the item, and go to the next one."""
        self._press(Press.NEXT)

    def do_agenda_item_previous(self) -> None:
        """Take the item before up again."""
        self._press(Press.PREVIOUS)

    def do_agenda_item_longer(self) -> None:
        """Give the item a minute."""
        self._press(Press.LONGER)

    def do_agenda_item_shorter(self) -> None:
        """Take a minute from the item."""
        self._press(Press.SHORTER)

    def do_agenda_item_carry(self) -> None:
        """Move the item to the next meeting."""
        current = self.drawn.current if self.drawn else None
        if current is not None:
            self._press(Press.POSTPONE, current.item.id)
            title = meeting_words.item_title(current.item.body)
            self.say(_("To the next meeting: {title}. u takes it back.").replace("{title}", title))

    def do_facilitator_take_back(self) -> None:
        """Take back an item that was moved to the next meeting."""
        moved = [self.drawn.slot(one) for one in self.drawn.reading.postponed] if self.drawn else []
        found = [one for one in moved if one is not None][:CHOICES_MAX]
        if len(found) == 1:
            self._press(Press.RESTORE, found[0].item.id)
            return
        choices = tuple(meeting_words.item_title(one.item.body) for one in found)
        self._ask(
            _("Which item comes back?"), _("These were moved to the next meeting."), choices,
            lambda answer: None if answer is None else self._press(Press.RESTORE, found[answer].item.id),
        )  # fmt: skip

    def do_meeting_end(self) -> None:
        """End the meeting, after a question."""
        if self.drawn is None:
            return
        left = len(self.drawn.waiting)
        said = ngettext(
            "{count} item was not taken and comes at the next meeting.",
            "{count} items were not taken and come at the next meeting.",
            left,
        ).format(count=left)
        text = _("The clock stops for good. The minutes stay open.")
        self._ask(
            _("End the meeting?"), f"{said}\n{text}" if left else text, (_("end the meeting"), _("go on")),
            lambda answer: self._press(Press.END) if answer == 0 else None,
        )  # fmt: skip

    # What is said -----------------------------------------------------------------------------

    def do_decision_record(self) -> None:
        """Write the item's decision down, with the vote if there was one."""
        current = self.drawn.current if self.drawn else None
        if self.found is not None and current is not None:
            box = DecisionScreen(self.found.run.meeting.id, current.item)
            self.app.push_screen(box, self._decided)

    def _decided(self, written: "Written | None") -> None:
        if written is not None:
            self.refresh_records()
            self.say(words.decided(written))

    def do_facilitator_heard(self) -> None:
        """Note who has spoken, so that those who have not can be asked."""
        if self.found is not None:
            run = self.found.run
            silent = tuple(one for one in run.present if one not in run.clock.spoken)
            self.app.push_screen(HeardScreen(silent), self._heard)

    def _heard(self, members: "tuple[MemberId, ...] | None") -> None:
        for member in members or ():
            self.presses.add(Pressed(Press.SPOKE, speaker=member))

    def do_facilitator_blank(self) -> None:
        """Switch the screen off; the clock goes on."""
        self.set_blank(True)

    # The way out ------------------------------------------------------------------------------

    def do_app_back(self) -> None:
        """Leave, with the passphrase: the room must see nothing of what is behind."""
        why = _(
            "The others in the room see this screen. Behind it stands what only you may read. "
            "The meeting's clock goes on."
        )
        self.app.push_screen(AskAgainScreen(why), self._leave)

    def _leave(self, proven: bool | None) -> None:
        if not proven:
            return
        if self.found is not None and self.found.leads:
            self.run_service(
                big_screen.let_go, self.session, self.found.run.meeting.id,
                done=lambda _nothing: self._close(), failed=lambda _error: self._close(),
            )  # fmt: skip
        else:
            self._close()

    def _close(self) -> None:
        self.holds_the_room = False
        if len(self.app.screen_stack) > ALONE:
            self.dismiss(None)
        else:
            self.program.everywhere.start_over()

    def do_app_sign_out(self) -> None:
        """End the program, after a question: Q lies beside other keys."""
        self._ask(
            _("Sign out?"), _("The meeting's clock goes on. Open it again, and you are where it is."),
            (_("sign out"), _("stay")),
            lambda answer: self.program.leave() if answer == 0 else None,
        )  # fmt: skip
