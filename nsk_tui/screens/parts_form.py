"""A form of coded fields and several short texts, checked together and kept as a draft."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.screens.actions import Action
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.screens.writer import Writer
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.worded import find_in
from nsk_tui.widgets.checked_together import Findings
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.finding_list import combination, meter
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.widgets.worded_parts import WordedParts
from nsk_tui.wording import _

Kept = TypeVar("Kept")


class PartsForm(FormScreen[None], Generic[Kept]):
    """What such forms share; who derives says what is in it and what storing means.

    Shape
        ``DRAFTS`` names its drafts.
    """

    DRAFTS: ClassVar[str] = ""

    def __init__(self, draft_id: str | None = None) -> None:
        """Begin empty; a draft is opened again."""
        super().__init__()
        self.codes: Codes = NO_CODES
        self.known_words: frozenset[str] = frozenset()
        self.writer: Writer[Kept] = Writer(self, self, self.DRAFTS, draft_id)
        self.ahead, self.begun = TypedAhead(), TypedAhead()

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    @property
    def parts(self) -> WordedParts:
        """The texts."""
        return self.query_one(WordedParts)

    def look(self, texts: Mapping[str, str]) -> Callable[[], Findings]:
        """Return the check of the texts; made to run in a thread."""
        return partial(find_in, dict(texts), self.known_words, self.codes)

    def told_of_findings(self, box: GuardedText) -> str:
        """Return what was found, as one line."""
        return combination(box.text, box.findings) or meter(self.parts.findings())

    # What a form says of itself ---------------------------------------------------------------

    def is_written(self) -> bool:
        """Return whether there is anything that must not be lost."""
        return self.writer.is_touched

    @abstractmethod
    def save(self) -> None:
        """Store it, once it can be."""

    @abstractmethod
    def step(self, step: int) -> None:
        """Go to the next field or text, or to the one before."""

    def changed(self) -> None:
        """Tell what a change means."""

    def checked(self, box: GuardedText) -> None:
        """Tell what was found."""

    # What they share --------------------------------------------------------------------------

    def impossible(self, action: Action) -> str | None:
        """Return why a digit chooses nothing while a text is written."""
        chooses = action.id in ("form.choose", "form.next", "form.clear", "form.cycle")
        return _("here you write text") if chooses and self.is_mounted and self.parts.here else None

    def on_coded_field_changed(self) -> None:
        """Keep the draft in step."""
        self.changed()
        self.writer.touched()

    def on_worded_parts_changed(self) -> None:
        """Keep the draft in step."""
        self.changed()
        self.writer.touched()

    def on_guarded_text_checked(self, message: GuardedText.Checked) -> None:
        """Tell what was found."""
        self.checked(message.box)

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of a text."""
        self.say(message.sentence)

    def do_pane_next(self) -> None:
        """Go to the next field or text."""
        self.ahead.do(lambda: self.step(1))

    def do_pane_previous(self) -> None:
        """Go to the field or text before."""
        self.ahead.do(lambda: self.step(-1))

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take(digit, digit))

    def do_form_next(self) -> None:
        """Take an Enter that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take("enter", None))

    def do_finding_next(self) -> None:
        """Go to the next finding in the texts."""
        if not self.parts.go_to_next_finding():
            self.say(_("No findings."))

    def do_form_save(self) -> None:
        """Store it, once everything is fetched."""
        self.ahead.do(lambda: self.begun.do(self.save))

    def do_app_back(self) -> None:
        """Close; what was written stays as a draft."""
        self.ahead.do(self._back)

    def _back(self) -> None:
        if self.is_written():
            self.writer.when_drafted(partial(self.close_with, _("The draft is saved. Today opens it.")))
        else:
            self.close_with("")

    def close_with(self, told: str) -> None:
        """Close, and say what was done."""
        self.dismiss(None)
        self.program.everywhere.say(told)

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_mounted and self.is_written():
            self.writer.save_draft_now()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return what the draft is listed under."""
        return ""

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        return {}

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored."""
        return self.parts.texts()

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return self.parts.answered()

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved."""
        self.parts.put(texts, answered)
        self.parts.go_to(self.parts.shown()[0])

    @abstractmethod
    def storing(self, stances: tuple[Stance, ...], draft_id: str | None) -> Callable[[], Kept | NotAnonymous]:
        """Return the call that stores it and lets the draft go."""

    @abstractmethod
    def stored(self, kept: Kept) -> None:
        """Close: it is stored."""

    @abstractmethod
    def outrun(self) -> None:
        """Ask what shall become of it: somebody saved the same record first."""
