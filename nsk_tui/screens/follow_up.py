"""A follow-up in three keys: how it went, and the rest from the thread and the result."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget

from nsk_tui import vocabulary
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import FollowUpResult, ThreadLine
from nsk_tui.rules.ids import CodeName
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens import follow_up_conflict
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.consultation_words import help_of
from nsk_tui.screens.follow_up_note import (
    KIND,
    USUAL_MINUTES,
    begin,
    note_of,
    store,
    usual_level,
    usual_next,
)
from nsk_tui.screens.live_check import LiveCheck
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.screens.writer import Outcome, Writer
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.finding_list import combination, meter
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.options import Option
from nsk_tui.widgets.safe_text import shown
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _, pgettext


class FollowUpScreen(DialogScreen[Added]):
    """Notes how a follow-up went; every field but the first is filled in beforehand."""

    NOUN = Place.FOLLOW_UP
    CSS_PATH = "follow_up.tcss"

    def __init__(self, code_name: str, line: ThreadLine | None = None, draft_id: str | None = None) -> None:
        """Note on a thread; line None fetches it, draft_id None begins anew."""
        super().__init__()
        self.thread_code, self.line = CodeName(code_name), line
        self.writer = Writer(self, self, KIND, draft_id)
        self.ahead, self.begun = TypedAhead(), TypedAhead()
        self.check = LiveCheck()

    def body(self) -> tuple[Widget, ...]:
        """Return the four coded fields and the text."""
        today = self.now.date()
        results = zip("12340", FollowUpResult, strict=True)
        offered = [Option(key, one.value, vocabulary.word(one)) for key, one in results]
        coded = (
            CodedField("result", _("Result"), offered),
            CodedField("level", _("Level"), fields.levels()),
            CodedField("next", pgettext("follow-up", "Next"), fields.follow_ups(today)),
            CodedField("minutes", _("Minutes"), fields.minutes()),
        )
        return (
            CodedFields(coded, id="coded"),
            TextBlock(id="text-label"),
            GuardedText(self.check.of_note(lambda: self.line), id="text"),
            TextBlock(id="hint"),
        )

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("FOLLOW-UP"), _("Esc closes; the draft is kept")

    def on_mount(self) -> None:
        """Fetch what is not known, and ask how it went."""
        super().on_mount()
        self._label_text()
        self.check.learn(self, self.box.check_now)
        self.query_one("#hint", TextBlock).show("\n   " + _("Enter goes on. F8 saves with what stands here."))
        self.coded.focus()
        self.ahead.open()
        begun = partial(begin, self.session, self.thread_code, self.line, self.writer.draft_id)
        self.run_service(begun, done=self._start)

    def _start(self, known: tuple[ThreadLine, fields.Answers]) -> None:
        self.line, answers = known
        title = f"{_('Follow-up')} · {self.line.code_name} · {vocabulary.marked_level(self.line.level)}"
        self.query_one(DialogBox).border_title = shown(title)
        untouched = not any(one.value for one in self.coded.fields.values())
        fields.put_answers(self.coded.fields, answers, self.now.date())
        if answers.texts["text"]:
            self.box.load_clean(answers.texts["text"])
        if not self.field("level").value:
            self.field("level").put([self.line.level.value])
        if not self.field("minutes").value:
            self.field("minutes").put([USUAL_MINUTES])
        self._follow_result(only_open=True)
        if untouched:
            self.writer.known = self.payload()
        self.begun.open()

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    def field(self, name: str) -> CodedField:
        """Return a coded field."""
        return self.coded[name]

    @property
    def box(self) -> GuardedText:
        """The text."""
        return self.query_one(GuardedText)

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        ahead = self.is_mounted and self.writer.is_touched
        return _("follow-up {code}").format(code=self.thread_code) if ahead else ""

    def field_help(self) -> str | None:
        """Return what the focused field asks for."""
        name = "text" if self.focused is self.box else self.coded.here
        return help_of({"next": "follow_up"}.get(name, name))

    def label(self, action: Action) -> str:
        """Return the word for an act in the box."""
        return _("Close; the draft is kept") if action.id == "app.back" else super().label(action)

    # Going through it -------------------------------------------------------------------------

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the text after the last field."""
        if message.step > 0:
            self.box.focus()

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the text had the focus."""
        self.box.insert(message.sign)

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Let the result propose level and day."""
        if message.field.id == "result":
            self._follow_result()
        self.writer.touched()

    def _follow_result(self, only_open: bool = False) -> None:
        code = self.field("result").code
        if not code or self.line is None:
            return
        result = FollowUpResult(code)
        level = usual_level(result, self.line.level)
        days = fields.follow_ups(self.now.date())
        if not (only_open and self.field("next").value):
            self.field("level").put([level.value])
            self.field("next").put([days[usual_next(result, level)].code])
        if result is FollowUpResult.WORSE:
            raised = level is not self.line.level
            higher = _("Worse: a higher level is proposed. F9 shows the red card.")
            self.say(higher if raised else _("Worse: F9 shows the red card."))

    def on_text_area_changed(self) -> None:
        """Keep the draft in step."""
        self._label_text()
        self.writer.touched()

    def on_guarded_text_checked(self) -> None:
        """Count the findings."""
        self._label_text()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the text."""
        self.say(message.sentence)

    def _label_text(self) -> None:
        found = combination(self.box.text, self.box.findings) or meter(self.box.findings)
        said = found or (_("(empty)") if not self.box.text else "")
        label = f"   {_('Text'):<12}{said}"
        block = self.query_one("#text-label", TextBlock)
        if block.content.plain != label:
            block.show(Content(label))

    def do_pane_next(self) -> None:
        """Go to the next field."""
        self.ahead.do(lambda: self._step(1))

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        self.ahead.do(lambda: self._step(-1))

    def _step(self, step: int) -> None:
        if self.focused is not self.box:
            self.coded.step(step)
        elif step < 0:
            self.coded.go_to(self.coded.stops()[-1])

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take(digit, digit))

    def do_form_next(self) -> None:
        """Take an Enter that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take("enter", None))

    # Saving -----------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Save with what stands, once there is a result."""
        self.ahead.do(lambda: self.begun.do(self._save))

    def _save(self) -> None:
        if self.writer.is_storing:
            return
        self._follow_result(only_open=True)
        open_field = next((name for name in ("result", "level") if not self.field(name).value), "")
        if open_field:
            self.coded.go_to(open_field)
            self.say(_("How did it go, and how serious is it? The digit chooses."))
        else:
            self.writer.store()

    def do_app_back(self) -> None:
        """Close; what was written stays as a draft."""
        self.ahead.do(self._back)

    def _back(self) -> None:
        if self.writer.is_touched:
            self.writer.when_drafted(partial(self._close, _("The draft is saved. Today opens it.")))
        else:
            self._close("")

    def _close(self, told: str) -> None:
        self.dismiss(None)
        self.program.everywhere.say(told)

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_mounted:
            self.writer.save_draft_now()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return the thread's code name."""
        return self.thread_code

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        values = {name: one.code for name, one in self.coded.fields.items() if one.value}
        version = self.line.version if self.line is not None else None
        return {"values": values, "text": self.box.text, "version": version}

    def free_texts(self) -> dict[str, str]:
        """Return the text as it would be stored."""
        return {"text": self.box.text.rstrip()} if self.box.text.strip() else {}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return {"text": list(self.box.answered)}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show the text in which findings were resolved."""
        self.box.load_clean(texts.get("text", ""), answered.get("text", ()))
        self.box.focus()

    def note(self) -> FollowUpNote:
        """Return the follow-up that stands in the box."""
        values = {name: one.code for name, one in self.coded.fields.items()}
        return note_of(values, self.free_texts().get("text", ""))

    def storing(self, stances: tuple[Stance, ...], draft_id: str | None) -> Callable[[], Outcome]:
        """Return the call that stores it."""
        version = self.line.version if self.line is not None else None
        return partial(store, self.session, self.thread_code, self.note(), version, stances, draft_id)

    def stored(self, kept: Added) -> None:
        """Close: it is stored."""
        self.dismiss(kept)
        self.program.everywhere.say(_("Saved. u undoes."))

    def outrun(self) -> None:
        """Ask what shall become of it: somebody worked on the thread first."""
        follow_up_conflict.settle(self)
