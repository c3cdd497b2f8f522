"""The big screen: a meeting before a room, and nothing else of the program.

It draws what changed: each second a figure, each minute a line. What was pressed is stored with
its time, so a lost line, a kill or another terminal finds the same item and the same clock.
"""

import os
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.timer import Timer

from nsk_tui.rules.meeting_clock import Phase, Press, can
from nsk_tui.screens import facilitator_words as words
from nsk_tui.screens.actions import BY_ID, Action, Place
from nsk_tui.screens.facilitator_acts import TOGGLES, FacilitatorActs
from nsk_tui.screens.facilitator_lines import FRAME_ROWS, Window, laid_out
from nsk_tui.screens.facilitator_picture import Picture, is_due, picture_of, seconds_to_next
from nsk_tui.screens.facilitator_presses import Presses
from nsk_tui.services import big_screen
from nsk_tui.services.big_screen import BigScreen
from nsk_tui.widgets.big_digits import BigDigits
from nsk_tui.widgets.frame import WIDE_CELLS, FrameLine, KeyLine, is_drawn
from nsk_tui.widgets.lines import Lines
from nsk_tui.wording import _

SLOW_LINE = "SSH_TTY"
"""Set where the terminal is at the far end of a line: there the clock goes by the minute."""

AFTER_SECONDS = 0.02
"""So long after a second has turned it is drawn: earlier, and it might not have turned."""


class FacilitatorScreen(FacilitatorActs):
    """A meeting before a room. Every key acts on the meeting, shows the red card, or leaves.

    Whoever leaves gives her passphrase: behind this screen is all that she may read.
    """

    NOUN = Place.FACILITATOR
    KIND = Place.FACILITATOR
    FOR_THE_ROOM = True
    CSS_PATH = "facilitator.tcss"
    PRESSES: ClassVar[dict[str, Press]] = {
        "agenda_item.next": Press.NEXT,
        "agenda_item.previous": Press.PREVIOUS,
        "agenda_item.longer": Press.LONGER,
        "agenda_item.shorter": Press.SHORTER,
        "agenda_item.carry": Press.POSTPONE,
        "facilitator.take_back": Press.RESTORE,
        "facilitator.heard": Press.SPOKE,
        "meeting.end": Press.END,
    }

    def __init__(self, name: str) -> None:
        """Show the meeting that a word names: its id, its day, or ``next``."""
        super().__init__()
        self.name_of_meeting = name
        self.holds_the_room = True
        self.meeting = ""
        self.found: BigScreen | None = None
        self.drawn: Picture | None = None
        self.is_blank = False
        self.by_the_minute = bool(os.environ.get(SLOW_LINE))
        self.presses = Presses(self)
        self._ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines, the figures, and the frame's lower lines."""
        yield FrameLine("title")
        yield Vertical(Lines("above"), BigDigits("figures"), Lines("below"), id="body")
        yield FrameLine("message")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fetch the meeting, and lead it if nobody else does."""
        super().on_mount()
        for name in ("above", "below"):
            self.query_one(f"#{name}").can_focus = False
        self.enter()

    def enter(self) -> None:
        """Open the meeting."""
        self.run_service(
            big_screen.enter, self.session, self.meeting or self.name_of_meeting,
            done=self._entered, doing=_("Opening the meeting ..."),
        )  # fmt: skip

    def _entered(self, found: BigScreen) -> None:
        self.take(found)
        self.ask_who_leads(found)

    def take(self, found: BigScreen) -> None:
        """Show a meeting as it was found, unless more has been pressed than it knows of."""
        if self.found is not None and found.run.seen < self.found.run.seen:
            return
        lost = self.found is not None and self.found.leads and found.lead is not None and not found.leads
        self.found, self.meeting = found, found.run.meeting.id
        self._hold()
        self.draw()
        self._tick_soon()
        if lost and found.lead is not None:
            self.presses.forget()
            self.say(_("{member} has taken over. You watch.").format(member=found.lead.member))

    def refresh_records(self) -> None:
        """Fetch where the meeting stands."""
        if self.program.session is not None and self.meeting:
            self.run_service(
                big_screen.look, self.session, self.meeting, done=self.take, exclusive="big-screen"
            )

    def forget_records(self) -> None:
        """Let go of what was read; it is fetched again after the lock."""
        self.found = self.drawn = None
        for view in self.query(Lines):
            view.show([])

    def store_changed(self) -> None:
        """Show what was written in the minutes, or pressed on another screen."""
        self.refresh_records()

    def on_screen_resume(self) -> None:
        """Stay open until the meeting is long over, also after a lock."""
        super().on_screen_resume()
        self._hold()

    def on_unmount(self) -> None:
        """Let the quiet minutes count again."""
        self.program.idle.let_go()

    def _hold(self) -> None:
        if self.found is None or self.program.session is None:
            return
        clock = self.found.run.clock
        left = (self.found.run.locks_at - self.session.now).total_seconds()
        # One that is days away must not keep the store open for days.
        is_today = clock.plan.starts.date() == self.now.date() or clock.phase is not Phase.BEFORE
        if left > 0 and is_today:
            self.program.idle.hold(left, _("Locked {time}: the meeting should long be over."))

    # Drawing ----------------------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return which meeting it is, and how the time stands."""
        if self.drawn is None:
            return _("BIG SCREEN"), ""
        return words.title_texts(self.drawn, self.size.width >= WIDE_CELLS)

    def refresh_frame(self) -> None:
        """Draw title and footer; there is no duty line before a room."""
        if is_drawn(self):
            self.query_one("#title", FrameLine).say(*self.title_texts())
            self.refresh_footer()

    def draw(self) -> None:
        """Draw what changed since the last time."""
        if self.found is None or not self.is_mounted:
            return
        self.drawn = picture_of(self.found, self.now)
        laid = laid_out(self.drawn, Window(self.size.width, self.size.height - FRAME_ROWS))
        for name, lines in (("above", laid.above), ("below", laid.below)):
            view = self.query_one(f"#{name}", Lines)
            view.styles.height = len(lines)
            view.show(lines)
        digits = self.query_one(BigDigits)
        digits.styles.height = laid.figure_rows
        digits.show(*words.figures_and_sign(self.drawn, self.by_the_minute))
        self.refresh_frame()

    def on_resize(self) -> None:
        """Lay out for the new size."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def tick(self) -> None:
        """Draw the second that has turned, or on a slow line the minute."""
        if self.found is not None and self.program.session is not None:
            seen = picture_of(self.found, self.now)
            if is_due(self.drawn, seen, self.by_the_minute):
                self.draw()
        self._tick_soon()

    def _tick_soon(self) -> None:
        if self._ticking is not None:
            self._ticking.stop()
        if self.found is not None:
            wait = seconds_to_next(self.found.run.clock, self.now)
            self._ticking = self.set_timer(wait + AFTER_SECONDS, self.tick)

    # Keys -------------------------------------------------------------------------------------

    async def action_act(self, action_id: str, key: str = "") -> None:
        """Carry out an act; on a screen that was switched off any key first brings it back."""
        if self.is_blank:
            self.set_blank(False)
            if action_id != "emergency.show":
                return
        if self._may_take_the_lead(action_id):
            self.enter()
            return
        await super().action_act(action_id, key)

    def _may_take_the_lead(self, action_id: str) -> bool:
        """Return whether a key of the meeting comes from somebody who watches and could lead it."""
        found = self.found
        if found is None or found.leads or not found.may_lead:
            return False
        acts_on_it = Place.FACILITATOR in BY_ID[action_id].where and action_id != "facilitator.blank"
        return acts_on_it and found.run.clock.phase is not Phase.ENDED

    def on_key(self, event: Key) -> None:
        """Bring a screen that was switched off back; answer a key that means nothing."""
        if self.is_blank:
            event.stop()
            event.prevent_default()
            self.set_blank(False)
        elif event.is_printable and event.key not in self._bindings.key_to_bindings:
            self.say_unused(event.character or event.key)

    def set_blank(self, is_blank: bool) -> None:
        """Switch the screen off, or on again; the clock goes on."""
        self.is_blank = is_blank
        self.set_class(is_blank, "-blank")

    def say_unused(self, key: str) -> None:
        """Say that a key means nothing here."""
        self.say(_("{key} is not used here. F1 shows the keys.").format(key=key))

    def label(self, action: Action) -> str:
        """Say what Space does now."""
        if action.id == "timer.toggle" and self.found is not None:
            return words.toggle(self.found.run.clock.phase)
        return super().label(action)

    def impossible(self, action: Action) -> str | None:
        """Say why a key does nothing now."""
        if Place.FACILITATOR not in action.where or action.id == "facilitator.blank":
            return None
        if self.found is None:
            return _("the meeting is not open")
        if not self.found.leads:
            return words.why_watching(self.found)
        clock = self.found.run.clock
        key = self.PRESSES.get(action.id)
        if action.id == "timer.toggle":
            key = TOGGLES.get(clock.phase, Press.RESUME)
        if key is not None and not can(clock, key):
            return words.why_not(key, clock.phase)
        return words.why_no_decision(self.drawn) if action.id == "decision.record" else None
