"""A new agenda item from any screen: the title, Enter, what it is for, how long it takes, F8."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual import on
from textual.widgets import Input

from nsk_tui.rules.agenda import NewItem, Origin, write_origins
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId
from nsk_tui.screens import agenda_item_fields as fields
from nsk_tui.screens.agenda_item_box import ItemBox
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.screens.writer import Writer
from nsk_tui.services import agenda
from nsk_tui.services.agenda import Proposed, Room
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.line_field import LineInput
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

KIND = fields.KIND


class AgendaItemScreen(ItemBox):
    """Writes an item down; its answer is where it stands, in words."""

    def __init__(
        self,
        meeting: MeetingId | None = None,
        origins: tuple[Origin, ...] = (),
        draft_id: str | None = None,
    ) -> None:
        """Write an item for a meeting, None: the next one; ``draft_id`` None begins anew."""
        super().__init__()
        self.wanted, self.origins = meeting, origins
        self.rooms: tuple[Room, ...] | None = None
        self.answers: dict[str, list[Answered]] = {}
        self.writer: Writer[Proposed] = Writer(self, self, KIND, draft_id)
        self.begun = TypedAhead()

    def on_mount(self) -> None:
        """Put the cursor in the title, and fetch which meetings take items."""
        super().on_mount()
        self.title_line.focus()
        by = _("{member} presents it").format(member=self.session.member)
        if self.origins:
            by = f"{by}   {fields.made_from(self.origins)}"
        self.query_one("#by", TextBlock).show(f"   {by}")
        self.say(_("The title goes through the anonymity check."))
        self.ahead.open()
        begun = partial(fields.begin, self.session, self.writer.draft_id)
        self.run_service(begun, done=self._start)

    def _start(self, known: tuple[tuple[Room, ...], dict[str, object] | None]) -> None:
        self.rooms, draft = known
        untouched = draft is None and not self.title_line.value and not self.coded["kind"].value
        self.coded["meeting"].options = fields.meetings(self.rooms, self.session.today)
        ids = [room.meeting.id for room in self.rooms]
        if draft is not None:
            self._put_draft(draft)
        if self.rooms and self.coded["meeting"].code not in ids:
            self.coded["meeting"].put([self.wanted if self.wanted in ids else ids[0]])
        if untouched:
            self.writer.known = self.payload()
        self._tell()
        self.begun.open()

    def _put_draft(self, draft: dict[str, object]) -> None:
        self.title_line.value = str(draft.get("title", ""))
        self.query_one("#purpose", LineInput).value = str(draft.get("purpose", ""))
        self.origins = fields.origins_of(draft)
        for name in ("kind", "minutes", "meeting"):
            code = str(draft.get(name, ""))
            if code in [one.code for one in self.coded[name].options]:
                self.coded[name].put([code])
        self.writer.known = self.payload()

    @property
    def room(self) -> Room | None:
        """The agenda that the item would go to; None while none is known."""
        code = self.coded["meeting"].code
        return next((one for one in self.rooms or () if one.meeting.id == code), None)

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        return _("agenda item") if self.is_mounted and self.writer.is_touched else ""

    # What comes of it -------------------------------------------------------------------------

    def _tell(self) -> None:
        room, today = self.room, self.session.today
        if room is None:
            told = _("No meeting is planned. The item waits for one.") if self.rooms == () else ""
            self.query_one("#hint", TextBlock).show(f"\n   {told}" if told else "")
            return
        named = fields.named(room, today)
        self.query_one(DialogBox).border_title = shown(_("New item · {meeting}").format(meeting=named))
        minutes = int(self.coded["minutes"].code or fields.USUAL_MINUTES)
        full = fields.full(room, minutes, today)
        self.query_one("#hint", TextBlock).show(f"\n   {full}" if full else "")

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Tell whether there is room for it."""
        self._tell()
        self.writer.touched()

    @on(Input.Changed)
    def keep_in_step(self) -> None:
        """Keep the draft in step."""
        self.writer.touched()

    # Saving -----------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Save with what stands, once there is a title and a kind."""
        self.ahead.do(lambda: self.begun.do(self._save))

    def _save(self) -> None:
        if self.writer.is_storing:
            return
        if not self.title_line.value.strip():
            self.go_to("title-line", _("What is it about? A few words."))
        elif not self.coded["kind"].code:
            self.coded.go_to("kind")
            self.say(_("A decision, a discussion, or information? The digit chooses."))
        else:
            self.writer.store()

    def do_app_back(self) -> None:
        """Close; what was written stays as a draft."""
        self.ahead.do(self._back)

    def _back(self) -> None:
        if self.writer.is_touched and self.title_line.value.strip():
            self.writer.when_drafted(partial(self.dismiss, _("The draft is saved. Today opens it.")))
        else:
            self.dismiss(None)

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_mounted and self.title_line.value.strip():
            self.writer.save_draft_now()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return no code name: an item is no thread."""
        return ""

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        codes: dict[str, object] = {name: one.code for name, one in self.coded.fields.items()}
        texts = {"title": self.title_line.value, "purpose": self.value("purpose")}
        return {**codes, **texts, "origins": write_origins(self.origins)}

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored."""
        return {"title": self.title_line.value.strip(), "purpose": self.value("purpose").strip()}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered to findings."""
        return self.answers

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show the texts in which findings were resolved."""
        self.title_line.value = texts.get("title", "")
        self.query_one("#purpose", LineInput).value = texts.get("purpose", "")
        self.answers = {name: list(many) for name, many in answered.items()}
        self.title_line.focus()

    def storing(
        self, stances: tuple[Stance, ...], draft_id: str | None
    ) -> Callable[[], Proposed | NotAnonymous]:
        """Return the call that stores it."""
        texts, room = self.free_texts(), self.room
        new = NewItem(
            kind=fields.kind_of(self.coded["kind"].code),
            title=texts["title"],
            minutes=int(self.coded["minutes"].code or fields.USUAL_MINUTES),
            purpose=texts["purpose"],
            origins=self.origins,
        )
        meeting = room.meeting.id if room else None
        return partial(fields.store, self.session, new, meeting, stances, draft_id)

    def stored(self, kept: Proposed) -> None:
        """Close, and say where it stands."""
        self.dismiss(fields.told(kept, self.session.today))

    def outrun(self) -> None:
        """Nobody saves a new item first; the meetings are fetched again."""
        self.run_service(agenda.rooms, self.session, done=lambda rooms: self._start((rooms, None)))
