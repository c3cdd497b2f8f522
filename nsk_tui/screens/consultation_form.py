"""The form of a consultation: coded first, text second, nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from time import monotonic

from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import ConcernLevel, Consultation, NewConsultation, free_texts
from nsk_tui.rules.ids import CodeName
from nsk_tui.screens import conflict
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.consultation_draft import KIND, Assignment, Beginning, begin, payload_of, store
from nsk_tui.screens.consultation_sheet import ConsultationSheet
from nsk_tui.screens.consultation_words import help_of
from nsk_tui.screens.live_check import LiveCheck
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.screens.writer import Outcome, Writer
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.recording import Added
from nsk_tui.widgets.checked_together import Findings
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _


class ConsultationFormScreen(FormScreen[Added]):
    """A consultation being written; whatever is written is in an encrypted draft two seconds later."""

    NOUN = Place.CONSULTATION_FORM
    CSS_PATH = "consultation_form.tcss"

    def __init__(
        self,
        draft_id: str | None = None,
        level: ConcernLevel | None = None,
        card: str = "",
        thread: str | None = None,
        correcting: Consultation | None = None,
    ) -> None:
        """Write a consultation; the parameters say what is known beforehand.

        Without any the newest unfinished draft is opened again, if there is one.
        """
        super().__init__()
        code_name = correcting.thread if correcting is not None else CodeName(thread or "")
        continued = CodeName(thread) if thread else None
        self.assignment = Assignment(code_name, continued, correcting, level, card)
        self.writer = Writer(self, self, KIND, draft_id)
        self.ahead, self.begun = TypedAhead(), TypedAhead()
        self.check = LiveCheck()
        self._began, self._spent_seconds = monotonic(), 0

    def body(self) -> tuple[Widget, ...]:
        """Return the sheet."""
        return (ConsultationSheet(self.session.departments, self.now.date(), self._look, self.ahead),)

    def _look(self, _texts: Mapping[str, str]) -> Callable[[], Findings]:
        return self.check.look(fields.so_far(self.sheet.answers(), self.start_from()))

    @property
    def sheet(self) -> ConsultationSheet:
        """The fields and texts."""
        return self.query_one(ConsultationSheet)

    def on_mount(self) -> None:
        """Ask the store what to begin with; the first field can be answered at once."""
        super().on_mount()
        self.check.learn(self, self.sheet.texts.check_soon)
        self.fetch()

    def fetch(self) -> None:
        """Ask the store what to begin with."""
        self.run_service(begin, self.session, self.assignment, self.writer.draft_id, done=self._start)

    def _start(self, beginning: Beginning) -> None:
        reopened = beginning.draft_id is not None and self.writer.draft_id is None
        if reopened and self.sheet.answers().values:
            # Somebody typed on blindly: her answers must not end up in an older draft.
            self.run_service(begin, self.session, self.assignment, None, False, done=self._start)
            return
        self.assignment = beginning.assignment
        self.writer.draft_id = self.writer.draft_id or beginning.draft_id
        if self.sheet.begin_with(beginning.answers, beginning.young_area):
            self.writer.known = self.payload()
        if beginning.saved_at is not None:
            self.writer.saved_clock = wording.clock(on_the_wall(beginning.saved_at))
            self.say(_("Your draft from {time} is open again.").format(time=self.writer.saved_clock))
        self.refresh_frame()
        self.begun.open()

    # What the frame says ----------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return what is written, when its draft was saved, and how long it has taken."""
        what = _("NEW CONSULTATION") if self.assignment.thread is None else _("NEW ENTRY")
        what = _("CORRECTION") if self.assignment.correcting is not None else what
        minutes, seconds = divmod(self._spent_seconds, 60)
        passed = _("spent {minutes}:{seconds:02d}").format(minutes=minutes, seconds=seconds)
        clock = self.writer.saved_clock
        saved = _("draft saved {time}").format(time=clock) if clock else ""
        return f"{what}   {self.assignment.code_name}", " · ".join(filter(None, (saved, passed)))

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        if not self.is_mounted or not self.writer.is_touched:
            return ""
        return _("consultation {code}").format(code=self.assignment.code_name)

    def field_help(self) -> str | None:
        """Return what the field asks for in which somebody is."""
        return help_of(self.sheet.here)

    def label(self, action: Action) -> str:
        """Return the word for an act in the form."""
        if action.id == "app.back" and self.is_mounted:
            return _("Out of the text") if self.sheet.is_writing else _("Close; the draft is kept")
        return super().label(action)

    def impossible(self, action: Action) -> str | None:
        """Return why a digit chooses nothing in a text, and why there is no way to a finding."""
        if action.id == "finding.next" and self.is_mounted and not self.sheet.texts.findings():
            return _("there are no findings")
        chooses = action.id in ("form.choose", "form.next", "form.clear", "form.cycle")
        return _("here you write text") if chooses and self.is_mounted and self.sheet.is_writing else None

    def on_consultation_sheet_gone(self) -> None:
        """Offer what fits the field."""
        self.refresh_footer()

    def on_consultation_sheet_written(self) -> None:
        """Keep the draft in step."""
        self._spent_seconds = int(monotonic() - self._began)
        self.writer.touched()

    def on_guarded_text_checked(self) -> None:
        """Offer the way to the next finding as soon as there is one."""
        self.refresh_footer()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of a text."""
        self.say(message.sentence)

    # Acts -------------------------------------------------------------------------------------

    def do_pane_next(self) -> None:
        """Go to the next field or text."""
        self.ahead.do(lambda: self.sheet.step(1))

    def do_pane_previous(self) -> None:
        """Go to the field or text before."""
        self.ahead.do(lambda: self.sheet.step(-1))

    def do_finding_next(self) -> None:
        """Go to the next finding in the texts."""
        self.ahead.do(self._next_finding)

    def _next_finding(self) -> None:
        if not self.sheet.go_to_next_finding():
            self.say(_("No findings."))

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the fields had the focus."""
        self.ahead.do(lambda: self.sheet.take(digit, digit))

    def do_form_next(self) -> None:
        """Take an Enter that came before the fields had the focus."""
        self.ahead.do(lambda: self.sheet.take("enter", None))

    def do_form_clear(self) -> None:
        """Take a Backspace that came before the fields had the focus."""
        self.ahead.do(lambda: self.sheet.take("backspace", None))

    def do_form_cycle(self) -> None:
        """Take a Space that came before the fields had the focus."""
        self.ahead.do(lambda: self.sheet.take("space", " "))

    def do_form_save(self) -> None:
        """Save, as soon as the required fields are answered."""
        self.ahead.do(lambda: self.begun.do(self._save))

    def _save(self) -> None:
        if self.writer.is_storing:
            return
        wanting = self.wanting()
        if wanting:
            labels = fields.labels_of()
            self.sheet.go_to(wanting[0])
            self.say(_("Missing: {fields}.").format(fields=", ".join(labels[name] for name in wanting)))
        else:
            self.writer.store()

    def wanting(self) -> list[str]:
        """Return the required fields that are not answered."""
        return fields.missing(self.sheet.answers().values)

    def do_app_back(self) -> None:
        """Go out of the text; from the fields out of the form, the draft kept."""
        self.ahead.do(self._back)

    def _back(self) -> None:
        if self.sheet.is_writing:
            self.sheet.go_to(fields.REMEMBERED[-1])
            self.say(_("Here you fill in. Esc leaves the form; the draft is kept."))
        elif self.writer.is_touched:
            self.writer.when_drafted(partial(self._close, self.closing_words()))
        else:
            self._close("")

    def closing_words(self) -> str:
        """Return what is said when the form is closed with something written in it."""
        return _("The draft is saved. F2 opens it.")

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
        return self.assignment.code_name

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        return payload_of(self.assignment, fields.as_payload(self.sheet.answers()))

    def new(self) -> NewConsultation:
        """Return the consultation that stands in the form; every required field is answered."""
        return fields.as_new(self.sheet.answers(), self.start_from(), self.session.member)

    def start_from(self) -> NewConsultation:
        """Return what the form does not ask about."""
        return self.assignment.base

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored."""
        return free_texts(self.new())

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return self.sheet.answered()

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved."""
        self.sheet.put_texts(texts, answered)
        self.sheet.go_to("text")

    def storing(self, stances: tuple[Stance, ...], draft_id: str | None) -> Callable[[], Outcome]:
        """Return the call that stores it."""
        return partial(store, self.session, self.assignment, self.new(), stances, draft_id)

    def stored(self, kept: Added) -> None:
        """Close: it is stored."""
        self.dismiss(kept)
        self.program.everywhere.say(_("Saved. u undoes."))

    def outrun(self) -> None:
        """Ask what shall become of both versions: the entry was saved on another screen."""
        conflict.settle(self)
