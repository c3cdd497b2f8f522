"""Rehearsing recovery: enough shares are typed from paper, one at a time, and it is said whether they fit."""

from textual.widget import Widget

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.services import paper_shares, recovery
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _, ngettext

CLEAR_SCREEN_AND_SCROLLBACK = "\x1b[2J\x1b[3J"


class RehearsalScreen(FormScreen[bool]):
    """Asks for shares; the answer is True when they fitted.

    What is typed is seen: nobody writes 33 words blind.
    """

    NOUN = Place.SHARES
    CSS_PATH = "recovery.tcss"

    def __init__(self, needed: int) -> None:
        """Ask for as many shares as open the store."""
        super().__init__()
        self.needed = needed
        self.typed: list[str] = []

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("REHEARSE RECOVERY"), _("Esc goes back")

    def duty_texts(self) -> tuple[str, str]:
        """Say how to sit."""
        return _("Sit so that nobody sees your screen."), ""

    def body(self) -> tuple[Widget, ...]:
        """Return what a rehearsal is, which share is wanted, and where to write."""
        why = _("Fetch {count} envelopes. The shares are held against the store; nothing is opened.")
        return (
            TextBlock(why.format(count=self.needed), id="why"),
            TextBlock("", id="told"),
            TextBox(id="share"),
            TextBlock("\n" + _("33 words with blanks between; four letters of each are enough. F8 goes on.")),
        )

    def on_mount(self) -> None:
        """Ask for the first share."""
        super().on_mount()
        self._ask()

    @property
    def box(self) -> TextBox:
        """Where the words are written."""
        return self.query_one(TextBox)

    def _ask(self) -> None:
        self.query_one("#told", TextBlock).show(
            _("Share {number} of {count}").format(number=len(self.typed) + 1, count=self.needed)
        )
        self.box.text = ""
        self.box.focus()

    def label(self, action: Action) -> str:
        """Name what F8 does."""
        return _("Go on") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Take the share; after the last, hold them against the store."""
        fault = fault_of(self.box.text)
        if fault:
            self.say(fault)
            return
        self.typed.append(self.box.text)
        if len(self.typed) < self.needed:
            self._ask()
            return
        typed, self.typed = tuple(self.typed), []
        self._ask()
        self.run_service(
            recovery.rehearse, self.session, typed,
            done=lambda _day: self._leave(True), failed=self._failed, doing=_("One moment ..."),
        )  # fmt: skip

    def _failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "wrong_shares":
            self.say(_("The shares do not fit this store, or one was written twice. Begin with the first."))
        else:
            self.program.show_error(error)

    def do_app_back(self) -> None:
        """Leave; nothing was changed."""
        self._leave(False)

    def _leave(self, fitted: bool) -> None:
        self.save_draft_now()
        self.program.write_to_terminal(CLEAR_SCREEN_AND_SCROLLBACK)
        self.dismiss(fitted)

    def save_draft_now(self) -> None:
        """Wipe what was typed: a share is no draft."""
        self.typed = []
        self.box.text = ""
        self.box.forget_cut()


def fault_of(typed: str) -> str:
    """Return what is wrong with a share as it is typed; empty when nothing is seen to be."""
    unknown = paper_shares.unknown_words(typed)
    if unknown:
        places = ", ".join(str(place) for place in unknown)
        return ngettext(
            "Word {places} is not on the list. Look at the paper once more.",
            "Words {places} are not on the list. Look at the paper once more.",
            len(unknown),
        ).format(places=places)
    count = len(typed.split())
    if count == paper_shares.WORDS:
        return ""
    return _("A share has {wanted} words; here are {count}.").format(wanted=paper_shares.WORDS, count=count)
