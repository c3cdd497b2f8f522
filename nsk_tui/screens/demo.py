"""Demo data: its members and their passphrases, shown once."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from nsk_tui import vocabulary
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.services.demo import DemoSlot, DemoStore
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import EMPTY, Line, Lines, line
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session


def open_demo(folder: Path, member: str, passphrase: str) -> "Session":
    """Unlock a demo store; runs in a thread."""
    from nsk_tui.services import session

    return session.unlock(folder, member, passphrase)


class DemoScreen(FormScreen[None]):
    """Shows who is in the demo, and goes in as its first coordinator."""

    NOUN = Place.SETUP

    def __init__(self, made: DemoStore) -> None:
        """Show a demo store that was just made."""
        super().__init__()
        self.made = made

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DEMO DATA: everything is invented"), ""

    def duty_texts(self) -> tuple[str, str]:
        """Say where it lies."""
        return str(self.made.folder), ""

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (Lines(id="demo"),)

    def on_mount(self) -> None:
        """Fill the lines."""
        super().on_mount()
        view = self.query_one(Lines)
        view.can_focus = False
        view.show([*(_member_line(one) for one in self.made.members), EMPTY, *_words()])
        self.say(_("The passphrases open only this demo."))

    def label(self, action: Action) -> str:
        """Name what Enter does."""
        if action.id in ("form.next", "form.save"):
            return _("Open as {member}").format(member=self.made.members[0].id)
        return super().label(action)

    def impossible(self, action: Action) -> str | None:
        """Say why Esc leads nowhere."""
        return _("the demo is made; Enter opens it") if action.id == "app.back" else None

    def do_form_next(self) -> None:
        """Open the demo as its first member."""
        first = self.made.members[0]
        self.run_service(
            open_demo, self.made.folder, first.id, first.passphrase,
            done=self.program.unlocked, doing=_("Unlocking ..."),
        )  # fmt: skip

    def do_form_save(self) -> None:
        """F8 does what Enter does."""
        self.do_form_next()


def _member_line(one: DemoSlot) -> Line:
    role = vocabulary.word(one.role)
    return ((f" {one.id:<8}{role:<14}", ""), (f"{cut(one.name, 16):<17}", "faint"), (one.passphrase, "bold"))


def _words() -> list[Line]:
    return [line(" " + _("Write one down if you want to come back. Lock with F12 to try another person."))]
