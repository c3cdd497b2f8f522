"""What can be done with a handover: begun, sent, closed, its days and duties moved, its items opened."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial

from nsk_tui import handover_words
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.handover_boxes import DutiesScreen, SendScreen, ShadowScreen
from nsk_tui.screens.handover_say import CloseScreen, RemainderScreen
from nsk_tui.screens.handover_start import DeadlineScreen, HandoverDaysScreen, HandoverStartScreen
from nsk_tui.services import handover
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.worded import Saved
from nsk_tui.wording import _


class HandoverActs(FrameScreen[None]):
    """The acts of the overview; the screen says which handover and which item they are for."""

    wanted: str | None

    @property
    @abstractmethod
    def found(self) -> HandoverView | None:
        """The handover that is looked at; None while there is none."""

    @property
    @abstractmethod
    def item(self) -> ItemView | None:
        """The item under the cursor; None while there is none."""

    # Items ------------------------------------------------------------------------------------

    def open_form(self, view: HandoverView, one: ItemView | None) -> None:
        """Write an item; None writes one that stands for no record."""
        from nsk_tui.screens.handover_item import HandoverItemScreen

        self.app.push_screen(HandoverItemScreen(view, one))

    def open_answer(self, view: HandoverView, one: ItemView) -> None:
        """Take an item, or return it."""
        from nsk_tui.screens.handover_answer import HandoverAnswerScreen

        self.app.push_screen(HandoverAnswerScreen(view.handover.id, one.item.id))

    def open_reading(self, view: HandoverView, one: ItemView) -> None:
        """Read an item in full."""
        from nsk_tui.screens.handover_reading import HandoverReadingScreen

        self.app.push_screen(HandoverReadingScreen(view.handover, one))

    def do_handover_thread(self) -> None:
        """Open the thread that the item is about."""
        from nsk_tui.screens.consultation import ConsultationScreen

        item = self.item.item if self.item else None
        if item is not None and is_about_thread(item):
            self.app.push_screen(ConsultationScreen(item.label))
        else:
            self.say(_("This item is about no thread."))

    # The whole --------------------------------------------------------------------------------

    def do_handover_start(self) -> None:
        """Begin a handover."""
        self.app.push_screen(HandoverStartScreen(), self._begun)

    def _begun(self, handover_id: str | None) -> None:
        if handover_id is not None:
            self.wanted = handover_id
            self.refresh_records()

    def do_handover_send(self) -> None:
        """Show what is missing, and send what is whole."""
        self._over(SendScreen)

    def do_handover_duties(self) -> None:
        """Show the duties after the last day, and who should take them."""
        self._over(DutiesScreen)

    def do_handover_days(self) -> None:
        """Move the last day."""
        self._over(HandoverDaysScreen)

    def _over(self, box: Callable[[HandoverView], FrameScreen[str]]) -> None:
        if self.found is not None:
            self.app.push_screen(box(self.found), self._told)

    def do_handover_shadow(self) -> None:
        """Let a receiver follow the giver in the duties that are left."""
        view = self.found
        if view is not None:
            receivers = sorted({one.item.receiver for one in view.items if one.item.receiver})
            self.app.push_screen(ShadowScreen(view, receivers), self._told)

    def do_handover_deadline(self) -> None:
        """Decide after how many days a coordinator is told."""
        if self.found is not None:
            self.app.push_screen(DeadlineScreen(self.found.escalate_days), self._told)

    def do_handover_export(self) -> None:
        """Ask for what is to leave sealed, and to whom."""
        from nsk_tui.screens.sealed_export import export_handover

        if self.found is not None:
            export_handover(self, self.found.handover.id)

    def do_handover_remainder(self) -> None:
        """Say what is not handed over."""
        if self.found is not None:
            self.app.push_screen(RemainderScreen(self.found.handover), self._told)

    def do_handover_close(self) -> None:
        """Close it: at once when all is received, else with what is missing before one's eyes."""
        view = self.found
        if view is None:
            return
        if view.faults:
            self.app.push_screen(CloseScreen(view), self._told)
            return
        self.app.push_screen(
            ConfirmScreen(
                _("Close the handover of {member}?").format(member=view.handover.giver),
                _("Everything is received. Afterwards nothing in it changes any more."),
                (_("close it"), _("not yet")),
            ),
            partial(self._close, view.handover.id),
        )

    def _close(self, handover_id: str, answer: int | None) -> None:
        if answer == 0:
            self.run_service(handover.close, self.session, handover_id, done=self._is_closed)

    def _is_closed(self, _outcome: Saved | NotAnonymous) -> None:
        self._told(_("The handover is closed. What was received stays."))

    def do_handover_drop(self) -> None:
        """Drop it, after asking."""
        view = self.found
        if view is None:
            return
        received = view.tally.received
        told = _("She stays. The rota forgets the last day; {count} received stay with whoever took them.")
        self.app.push_screen(
            ConfirmScreen(
                _("Drop the handover of {member}?").format(member=view.handover.giver),
                told.format(count=received) + " " + _("It cannot be undone."),
                (_("drop it"), _("keep it")),
            ),
            partial(self._drop, view.handover.id),
        )

    def _drop(self, handover_id: str, answer: int | None) -> None:
        if answer == 0:
            self.run_service(handover.drop, self.session, handover_id, done=self._dropped)

    def _dropped(self, _nothing: None) -> None:
        self.wanted = None
        self._told(_("The handover is dropped."))

    def _told(self, told: str | None) -> None:
        if told:
            self.refresh_records()
            self.say(told)


def is_about_thread(item: HandoverItem) -> bool:
    """Return whether an item is about a thread that can be opened."""
    return item.kind is not None and handover_words.has_thread(item.kind)
