"""The page "if I am gone tomorrow": read by all, written by its owner with a draft and the check beside."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from textual.content import Content
from textual.widget import Widget

from nsk_tui import directory_words, wording
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.directory import NOTE_CHARACTERS_MAX, LivingNote, note_is_too_long
from nsk_tui.rules.merge import merge_text
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.live_check import LiveCheck
from nsk_tui.screens.text_page import TextPageScreen
from nsk_tui.screens.writer import Writer
from nsk_tui.services import directory, drafts, living_note
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.session import Session
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.finding_list import meter
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.page import Block
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _

KIND = "living_note"
FIELD = "note"


def page(entry: DirectoryEntry, note: LivingNote, today: date) -> TextPageScreen:
    """Return a person's page, to be read."""
    told = _("written {day}, {age} old {sign}").format(
        day=wording.day(note.written_on, today),
        age=directory_words.aged(note.written_on, today),
        sign=directory_words.sign(note.written_on, today),
    )
    title = _("If {member} is gone tomorrow").format(member=entry.person.id)
    paragraphs = ("", *(line or " " for line in note.text.split("\n")))
    return TextPageScreen([Block(title, told.strip(), paragraphs)])


def begin(session: Session, draft_id: str | None) -> tuple[DirectoryEntry, str | None, dict[str, object]]:
    """Return one's own page and what a draft holds; ``draft_id`` None takes the newest draft, if any."""
    found = directory.entry(session, session.member)
    kept = draft_id or next((one.id for one in drafts.drafts(session) if one.kind == KIND), None)
    return found, kept, drafts.load_draft(session, kept) if kept else {}


def store(
    session: Session, text: str, version: int, stances: tuple[Stance, ...], draft_id: str | None
) -> DirectoryEntry | NotAnonymous:
    """Save the page and let its draft go; ``draft_id`` None: there is none."""
    outcome = living_note.set_note(session, text, version, stances)
    if isinstance(outcome, DirectoryEntry) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome


class NoteFormScreen(FormScreen[str]):
    """Writes one's own page; its answer is what was done, in words."""

    NOUN = Place.NOTE
    CSS_PATH = "living_note.tcss"

    def __init__(self, draft_id: str | None = None) -> None:
        """Write on; ``draft_id`` None goes on with a draft that was left, or begins with the page."""
        super().__init__()
        self.writer: Writer[DirectoryEntry] = Writer(self, self, KIND, draft_id)
        self.check = LiveCheck()
        self.base, self.version = "", 0
        self.is_begun = False

    def body(self) -> tuple[Widget, ...]:
        """Return what the page is for, and the text."""
        return (
            TextBlock(self._explained(), id="explained"),
            TextBlock(id="label"),
            GuardedText(self.check.of_text(), id="text"),
        )

    def _explained(self) -> str:
        lines = (
            _("What must a colleague know on the first day without you? One page, plain words."),
            _("Where the keys and papers are, what runs by itself, what must not be forgotten, whom to ask."),
            _("Colleagues by their code (K-04). Numbers stand with the partners. Nothing about a citizen."),
        )
        return "\n".join(f" {line}" for line in lines) + "\n"

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        clock = self.writer.saved_clock
        kept = _("draft saved {clock}").format(clock=clock) if clock else _("Esc closes; the draft is kept")
        return _("IF I AM GONE TOMORROW"), kept

    def on_mount(self) -> None:
        """Fetch the page and the draft."""
        super().on_mount()
        self.check.learn(self, self.box.check_now)
        self.box.focus()
        self.run_service(begin, self.session, self.writer.draft_id, done=self._begin)

    def _begin(self, found: tuple[DirectoryEntry, str | None, dict[str, object]]) -> None:
        entry, draft_id, payload = found
        note = entry.person.note
        self.base, self.version = note.text if note else "", entry.note_version
        text = payload.get("text")
        version, base = payload.get("version"), payload.get("base")
        if isinstance(version, int) and isinstance(base, str):
            self.base, self.version = base, version
        typed = self.box.text
        self.box.load_clean(text if isinstance(text, str) else self.base)
        self.box.move_cursor(self.box.document.end)
        if typed:
            self.box.insert(typed)
        self.writer.draft_id = draft_id
        self.is_begun = True
        self.writer.known = self.payload()
        self._label()

    @property
    def box(self) -> GuardedText:
        """The text."""
        return self.query_one(GuardedText)

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        return _("if I am gone tomorrow") if self.is_begun and self.writer.is_touched else ""

    def label(self, action: Action) -> str:
        """Return the word for an act on the form."""
        return _("Close; the draft is kept") if action.id == "app.back" else super().label(action)

    def on_text_area_changed(self) -> None:
        """Keep the draft in step."""
        if self.is_begun:
            self.writer.touched()
        self._label()

    def on_guarded_text_checked(self) -> None:
        """Count the findings."""
        self._label()

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the text."""
        self.say(message.sentence)

    def _label(self) -> None:
        left = NOTE_CHARACTERS_MAX - len(self.box.text.strip())
        room = (
            _("{count} signs left").format(count=wording.number(left)) if left >= 0 else _("more than a page")
        )
        found = meter(self.box.findings)
        self.query_one("#label", TextBlock).show(Content(f" {room}" + (f" · {found}" if found else "")))

    def do_finding_next(self) -> None:
        """Go to the next finding."""
        if self.box.go_to_next_finding() is None:
            self.say(_("No findings."))

    def do_form_save(self) -> None:
        """Save the page."""
        if self.writer.is_storing or not self.is_begun:
            return
        if note_is_too_long(self.box.text.strip()):
            self.say(_("That is more than a page: what nobody reads on the day does not help."))
        else:
            self.writer.store()

    def do_app_back(self) -> None:
        """Close; what was written stays as a draft."""
        if self.is_begun and self.writer.is_touched:
            self.writer.when_drafted(partial(self.dismiss, _("The draft is saved. r goes on with it.")))
        else:
            self.dismiss(None)

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_begun and self.is_mounted:
            self.writer.save_draft_now()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return what the draft is called on Today: whose page it is."""
        return self.session.member

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        return {"text": self.box.text, "version": self.version, "base": self.base}

    def free_texts(self) -> dict[str, str]:
        """Return the text as it would be stored."""
        return {FIELD: self.box.text.strip()}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return {FIELD: list(self.box.answered)}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show the text in which findings were resolved."""
        self.box.load_clean(texts.get(FIELD, ""), answered.get(FIELD, ()))
        self.box.focus()

    def storing(
        self, stances: tuple[Stance, ...], draft_id: str | None
    ) -> Callable[[], DirectoryEntry | NotAnonymous]:
        """Return the call that stores it."""
        return partial(store, self.session, self.box.text.strip(), self.version, stances, draft_id)

    def stored(self, kept: DirectoryEntry) -> None:
        """Close: it is stored."""
        if kept.person.note is None:
            self.dismiss(_("The page is gone, and was kept nowhere."))
        else:
            self.dismiss(_("The page is saved. What it said before is kept nowhere."))

    def outrun(self) -> None:
        """Bring both texts together: the page was saved from another window."""
        self.run_service(directory.entry, self.session, self.session.member, done=self._bring_together)

    def _bring_together(self, entry: DirectoryEntry) -> None:
        theirs = entry.person.note.text if entry.person.note else ""
        merged = merge_text(self.base, theirs, self.box.text)
        self.base, self.version = theirs, entry.note_version
        self.box.load_clean(merged)
        self.box.focus()
        self.say(_("It was saved from another window meanwhile: both texts stand here. F8 saves."))
