"""A box in which somebody words something short: checked, kept as a draft, stored as it passed."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from nsk_tui.rules.anonymity.findings import Finding, Stance
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.writer import Writer
from nsk_tui.services import drafts, word_list
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.worded import Saved, find_in
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.finding_list import meter
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _


class WordsBox(DialogScreen[str]):
    """One text; its answer is what was done with it, in words.

    Shape
        ``DRAFTS`` names the drafts of the box, ``FIELD`` the text in a finding.
    """

    DRAFTS: ClassVar[str] = ""
    FIELD: ClassVar[str] = ""
    CSS_PATH = "words_box.tcss"

    def __init__(self, draft_id: str | None = None) -> None:
        """Begin empty; a draft is opened again."""
        super().__init__()
        self.writer: Writer[Saved] = Writer(self, self, self.DRAFTS, draft_id)
        self.known_words: frozenset[str] = frozenset()

    # What a box says of itself ----------------------------------------------------------------

    def above(self) -> tuple[Widget, ...]:
        """Return what stands above the text."""
        return ()

    def about(self) -> str:
        """Return what a draft is listed under."""
        return ""

    def holds(self) -> dict[str, object]:
        """Return what a draft must hold beside the text."""
        return {}

    @abstractmethod
    def store(self, text: str, stances: tuple[Stance, ...]) -> Saved | NotAnonymous:
        """Store the text; made to run in a thread."""

    def told(self, saved: Saved) -> str:
        """Return what was done, in words."""
        del saved
        return _("Saved.")

    def is_wanted(self) -> bool:
        """Return whether there is a text to write now."""
        return True

    # The box ----------------------------------------------------------------------------------

    def body(self) -> tuple[Widget, ...]:
        """Return what stands above, the text, and how the check sees it."""
        return (*self.above(), GuardedText(self._check, id="words"), TextBlock(id="meter"))

    def on_mount(self) -> None:
        """Learn which words may stand, and open the draft again."""
        self.begin_here()
        self.run_service(word_list.answered, self.session, done=self._learn)
        if self.writer.draft_id is not None:
            self.run_service(drafts.load_draft, self.session, self.writer.draft_id, done=self._reopen)
        else:
            self.writer.known = self.payload()

    def begin_here(self) -> None:
        """Give the keys to what is asked first."""
        self.box.focus()

    def _learn(self, answered: frozenset[str]) -> None:
        self.known_words = answered
        self.box.check_now()

    def _reopen(self, payload: dict[str, object]) -> None:
        self.box.load_clean(str(payload.get("text") or ""))
        self.writer.known = self.payload()

    @property
    def box(self) -> GuardedText:
        """The text."""
        return self.query_one(GuardedText)

    def _check(self, text: str) -> tuple[Finding, ...]:
        return find_in({self.FIELD: text}, self.known_words).get(self.FIELD, ())

    def on_guarded_text_checked(self) -> None:
        """Count what was found."""
        self.query_one("#meter", TextBlock).show(meter(self.box.findings))

    def on_text_area_changed(self) -> None:
        """Keep the draft in step."""
        self.writer.touched()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the text."""
        self.say(message.sentence)

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        return self.box_title() if self.is_mounted and self.box.text.strip() else ""

    def do_form_save(self) -> None:
        """Store it."""
        if not self.writer.is_storing:
            self.writer.store()

    def do_app_back(self) -> None:
        """Close; what was written stays as a draft."""
        if self.box.text.strip() and self.writer.is_touched:
            self.writer.when_drafted(partial(self._close, _("The draft is saved. Today opens it.")))
        else:
            self._close("")

    def _close(self, told: str) -> None:
        self.dismiss(None)
        self.program.everywhere.say(told)

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_mounted and self.box.text.strip():
            self.writer.save_draft_now()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return what the draft is listed under."""
        return self.about()

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        return {**self.holds(), "text": self.box.text}

    def free_texts(self) -> dict[str, str]:
        """Return the text as it would be stored."""
        return {self.FIELD: self.box.text.strip()} if self.is_wanted() else {}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return {self.FIELD: list(self.box.answered)}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show the text in which findings were resolved."""
        self.box.load_clean(texts.get(self.FIELD, ""), answered.get(self.FIELD, ()))
        self.box.focus()

    def storing(
        self, stances: tuple[Stance, ...], draft_id: str | None
    ) -> Callable[[], Saved | NotAnonymous]:
        """Return the call that stores it and lets the draft go."""
        session, text = self.session, self.free_texts().get(self.FIELD, "")

        def store() -> Saved | NotAnonymous:
            outcome = self.store(text, stances)
            if draft_id is not None and isinstance(outcome, Saved):
                drafts.discard_draft(session, draft_id)
            return outcome

        return store

    def stored(self, kept: Saved) -> None:
        """Close: it is stored."""
        told = self.told(kept)
        self.dismiss(told)
        self.program.everywhere.say(told)

    def outrun(self) -> None:
        """Say that somebody saved first; the text stays in the box, and in the draft."""
        self.box.focus()
        self.say(_("Somebody saved before you. Your words stay here; Esc closes, look at it again."))
