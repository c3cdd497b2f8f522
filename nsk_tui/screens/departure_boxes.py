"""The two heavy steps of a departure: beginning it, and closing the leaver's access."""

from dataclasses import dataclass
from datetime import date

from textual.widget import Widget

from nsk_tui import departure_words
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.passphrase import say_wrong_or_explain
from nsk_tui.services import departures
from nsk_tui.services.departures import DepartureView
from nsk_tui.services.membership import ClosedAccess
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

DAY_CHARACTERS_MAX = 10


@dataclass(frozen=True)
class Closed:
    """What closing an access came to."""

    found: DepartureView
    access: ClosedAccess


class StartDepartureScreen(DialogScreen[DepartureView], FieldsScreen):
    """Asks for the last day; its answer is the departure that has begun."""

    NOUN = Place.FORM
    CSS_PATH = "passphrase.tcss"

    def __init__(self, member: MemberId, day: date | None, has_handover: bool) -> None:
        """Begin for a member; ``day`` None: no last day is known. A handover under way has one already."""
        super().__init__()
        self.member, self.day, self.has_handover = member, day, has_handover

    def box_title(self) -> str:
        """Return the box's title."""
        return _("{member} leaves").format(member=self.member)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DEPARTURE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return what begins, and the line for the day."""
        told = _(
            "A checklist of ten steps begins, with a handover of everything that {member} has open. "
            "Both of you see it. The access stays open until you close it."
        ).format(member=self.member)
        if self.has_handover:
            return (TextBlock(f"{told}\n\n{_('The handover is under way already; its last day counts.')}\n"),)
        day = written(self.day) if self.day else ""
        return (TextBlock(told + "\n"), LineField("day", _("Last day"), day, limit=DAY_CHARACTERS_MAX))

    def label(self, action: Action) -> str:
        """Name what happens next."""
        return _("Begin") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Begin, once the day can be read."""
        day = None if self.has_handover else read_day(self.value("day"), self.session.today)
        if day is None and not self.has_handover:
            self.go_to("day", _("Write the day as 01/12-2026."))
            return
        self.run_service(departures.start, self.session, self.member, day, done=self.dismiss)


class CloseAccessScreen(DialogScreen[Closed], FieldsScreen):
    """Says what closing an access does and cannot take back, and asks for the passphrase."""

    NOUN = Place.FORM
    CSS_PATH = "passphrase.tcss"

    def __init__(self, found: DepartureView) -> None:
        """Close the access of who leaves."""
        super().__init__()
        self.found = found

    def box_title(self) -> str:
        """Return the question."""
        return _("Close the access of {member}?").format(member=self.found.leaver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CLOSE THE ACCESS"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return what happens, what cannot be taken back, and the line for the passphrase."""
        told = _("{member} is out at once, on every screen, and the group gets another key. Others work on.")
        limits = departure_words.limits(self.found.leaver)
        return (
            TextBlock(f"{told.format(member=self.found.leaver)}\n\n{limits}\n"),
            LineField("own", _("Your passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
        )

    def label(self, action: Action) -> str:
        """Name what happens next."""
        return _("Close the access") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Close it, when the passphrase fits."""
        typed = self.value("own")
        if not typed:
            self.go_to("own", _("This line must be filled in."))
            return
        self.empty("own")
        self.run_service(
            departures.close_access, self.session, self.found.view.handover.id, typed,
            done=self._access_closed, failed=self._failed,
            doing=_("Changing the group's key; others can go on ..."),
        )  # fmt: skip

    def _access_closed(self, done: tuple[DepartureView, ClosedAccess]) -> None:
        self.dismiss(Closed(*done))

    def _failed(self, error: Exception) -> None:
        say_wrong_or_explain(self, error, "own")
