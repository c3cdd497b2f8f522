"""Write agenda or minutes to a file; what is confidential leaves sealed, under a ticket."""

from dataclasses import dataclass
from pathlib import Path

from textual.widget import Widget

from nsk_tui import vocabulary
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Meeting
from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX
from nsk_tui.rules.outbox import LeavingForm, RecipientState, SealedTo
from nsk_tui.rules.papers import PaperForm, PaperKind
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_ways import is_open
from nsk_tui.screens.notes import NoteScreen
from nsk_tui.services import meeting_papers, recipients
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.meeting_papers import WantedPaper
from nsk_tui.services.sealing import Exported
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.wording import _, pgettext

PATH_CHARACTERS_MAX = 200
OPEN = "open"
LINES = ("path", "passphrase")


@dataclass(frozen=True)
class Wrote:
    """A paper that was written to a file."""

    path: Path


def write(
    session: Session, meeting: Meeting, kind: PaperKind, form: PaperForm, path: Path
) -> Wrote | NotAnonymous:
    """Write a paper where it is wanted; what stood there is replaced.

    Errors
        as ``meeting_papers.paper``. OSError: the folder is missing or may not be written in.
    """
    made = meeting_papers.paper(session, meeting.id, kind, form)
    if isinstance(made, NotAnonymous):
        return made
    path.write_bytes(made)
    return Wrote(path)


def can_be_sealed_to(session: Session) -> tuple[MemberId, ...]:
    """Return the members whose age key somebody has confirmed."""
    known = recipients.list_recipients(session)
    return tuple(one.member for one in known if one.state is RecipientState.CONFIRMED)


class PaperExportScreen(DialogScreen[str], FieldsScreen):
    """Asks which paper, in which form, open or sealed; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "paper_export.tcss"

    def __init__(self, meeting: Meeting) -> None:
        """Write a paper of a meeting."""
        super().__init__()
        self.meeting = meeting

    def body(self) -> tuple[Widget, ...]:
        """Return which paper, in which form, how it leaves, and where to."""
        papers = (
            Option("1", PaperKind.AGENDA, _("agenda")),
            Option("2", PaperKind.MINUTES, pgettext("paper", "minutes")),
        )
        forms = (
            Option("1", PaperForm.TEXT, _("text, for an e-mail")),
            Option("2", PaperForm.WORD, _("Word")),
            Option("3", PaperForm.MARKDOWN, _("Markdown")),
        )
        coded = (
            CodedField("paper", _("Paper"), papers),
            CodedField("form", _("File type"), forms),
            CodedField("seal", _("It leaves"), self._ways()),
            CodedField("to", pgettext("sealed", "To"), (), many=True),
        )
        return (
            CodedFields(coded, id="coded"),
            LineField("path", _("File"), self._file_name(), limit=PATH_CHARACTERS_MAX),
            LineField("passphrase", _("Passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
            TextBlock(id="hint"),
        )

    def _ways(self) -> tuple[Option, ...]:
        ways = [
            (OPEN, _("open, not encrypted")),
            (SealedTo.WORD_PASSPHRASE.value, _("sealed, opened in Word with six words")),
            (SealedTo.PASSPHRASE.value, _("sealed with age, six words")),
            (SealedTo.MEMBERS.value, _("sealed with age, to members")),
        ]
        shown = [way for way in ways if way[0] != OPEN or not self.meeting.body.confidential]
        return tuple(Option(str(at), code, label) for at, (code, label) in enumerate(shown, 1))

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Agenda or minutes as a file")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("FILE"), _("Esc closes")

    def on_mount(self) -> None:
        """Propose the paper that is wanted now."""
        super().on_mount()
        paper = PaperKind.AGENDA if is_open(self.meeting) else PaperKind.MINUTES
        self.coded["paper"].put([paper])
        confidential = self.meeting.body.confidential
        self.coded["form"].put([PaperForm.WORD if confidential else PaperForm.TEXT])
        self.coded["seal"].put([SealedTo.WORD_PASSPHRASE if confidential else OPEN])
        self._show_fields()
        self.coded.focus()
        self.run_service(can_be_sealed_to, self.session, done=self._know)

    def _know(self, members: tuple[MemberId, ...]) -> None:
        self.coded["to"].options = numbered(members)
        self._show_fields()

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    @property
    def sealed_to(self) -> SealedTo | None:
        """To whom it is sealed; None: it leaves open."""
        code = self.coded["seal"].code
        return None if code in ("", OPEN) else SealedTo(code)

    def _file_name(self) -> str:
        day = self.meeting.day.isoformat() if self.meeting.day else ""
        paper = pgettext("file", "agenda") if is_open(self.meeting) else pgettext("file", "minutes")
        return f"~/{paper}-{day}.txt"

    # What is seen -----------------------------------------------------------------------------

    def _show_fields(self) -> None:
        sealed = self.sealed_to
        self.coded["to"].display = sealed is SealedTo.MEMBERS
        for name, is_shown in (("path", sealed is None), ("passphrase", sealed is not None)):
            self.query_one(f"#{name}").parent.display = is_shown  # type: ignore[union-attr]
        self.query_one("#hint", TextBlock).show(self._hint())

    def _hint(self) -> str:
        if self.sealed_to is None:
            return _("The file is not encrypted. It goes through the anonymity check once more.")
        if self.sealed_to is SealedTo.MEMBERS and not self.coded["to"].options:
            return _("Nobody has a confirmed age key yet: F4, age keys.")
        return _("Sealed, it waits in the outbox for 14 days and is fetched once with its ticket.")

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Show what belongs to the choice, and name the file after it."""
        if message.field.id in ("paper", "form"):
            self._name_file()
        self._show_fields()

    def _name_file(self) -> None:
        is_agenda = self.coded["paper"].code == PaperKind.AGENDA
        paper = pgettext("file", "agenda") if is_agenda else pgettext("file", "minutes")
        day = self.meeting.day.isoformat() if self.meeting.day else ""
        name = f"~/{paper}-{day}.{self.coded['form'].code or PaperForm.TEXT}"
        self.query_one("#path").value = name  # type: ignore[attr-defined]

    # Going through it -------------------------------------------------------------------------

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the line that is left."""
        if message.step > 0:
            self.query_one("#path" if self.sealed_to is None else "#passphrase").focus()

    def do_form_next(self) -> None:
        """Enter in the line writes; elsewhere it belongs to the fields."""
        if self.coded.has_focus:
            self.coded.take("enter", None)
        else:
            self.do_form_save()

    def label(self, action: Action) -> str:
        """Name what happens next."""
        if action.id != "form.save":
            return super().label(action)
        return _("Write the file") if self.sealed_to is None else _("Seal it")

    def do_form_save(self) -> None:
        """Write it, or seal it."""
        if self.sealed_to is not None:
            self._seal(self.sealed_to)
            return
        typed = self.value("path").strip()
        if not typed:
            self.go_to("path", _("This line must be filled in."))
            return
        form = PaperForm(self.coded["form"].code or PaperForm.TEXT)
        path = Path(typed).expanduser()
        self.run_service(write, self.session, self.meeting, self._paper(), form, path, done=self._wrote)

    def _paper(self) -> PaperKind:
        return PaperKind(self.coded["paper"].code or PaperKind.AGENDA)

    def _wrote(self, outcome: Wrote | NotAnonymous) -> None:
        if isinstance(outcome, NotAnonymous):
            self._refused(outcome)
        else:
            self.dismiss(_("Written: {path}. It is not encrypted.").format(path=outcome.path))

    def _seal(self, sealed_to: SealedTo) -> None:
        receivers = tuple(MemberId(one) for one in self.coded["to"].value)
        if sealed_to is SealedTo.MEMBERS and not receivers:
            self.coded.go_to("to")
            self.say(_("To whom? Space marks a member."))
        elif not self.value("passphrase"):
            self.go_to("passphrase", _("Your own passphrase, once more."))
        else:
            self._send(sealed_to, receivers if sealed_to is SealedTo.MEMBERS else ())

    def _send(self, sealed_to: SealedTo, receivers: tuple[MemberId, ...]) -> None:
        is_markdown = self.coded["form"].code == PaperForm.MARKDOWN
        word = not is_markdown or sealed_to is SealedTo.WORD_PASSPHRASE
        form = LeavingForm.WORD if word else LeavingForm.MARKDOWN
        wanted = WantedPaper(self.meeting.id, self._paper(), (form,), sealed_to, receivers)
        passphrase = self.value("passphrase")
        self.empty("passphrase")
        self.run_service(
            meeting_papers.export, self.session, wanted, passphrase,
            done=self._sealed, doing=_("Sealing ..."),
        )  # fmt: skip

    def _sealed(self, outcome: Exported | NotAnonymous) -> None:
        if isinstance(outcome, NotAnonymous):
            self._refused(outcome)
            return
        app = self.app
        self.dismiss(None)
        app.push_screen(NoteScreen(_("Sealed"), tickets_told(outcome)))

    def _refused(self, outcome: NotAnonymous) -> None:
        found = ", ".join(sorted({vocabulary.word(one.finding.label) for one in outcome.findings}))
        told = _("Nothing has left: a text in it may reveal somebody ({what}). Mend it first.")
        self.say(told.format(what=found))


def tickets_told(done: Exported) -> list[str]:
    """Return the tickets of what was sealed, and what opens it, a line each."""
    lines = [f"{one.ticket}   {one.receiver or ''}   {one.suffix}" for one in done.tickets]
    if done.passphrase:
        lines += ["", _("It opens with these six words, shown only now:"), done.passphrase]
        lines.append(_("Give them by telephone, never with the file."))
    return [*lines, "", _("Fetched once, on one's own machine: ssh nsk@server fetch TICKET > FILE")]
