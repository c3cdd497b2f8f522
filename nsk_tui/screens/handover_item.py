"""The giver's form: who receives it, and what the receiver must know, in the order of I-PASS."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from textual.containers import VerticalScroll
from textual.widget import Widget

from nsk_tui import handover_words, vocabulary
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.rules.handover_lines import TEXT_FIELDS, ItemForm
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.screens import handover_form
from nsk_tui.screens.actions import Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.handover_form import KIND, OWN, Start
from nsk_tui.screens.parts_form import PartsForm
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.worded import Saved
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.worded_parts import WordedParts
from nsk_tui.wording import _, ngettext


class HandoverItemScreen(PartsForm[Saved]):
    """An item being written; after F8 the next one that is not whole opens by itself."""

    NOUN = Place.HANDOVER_ITEM
    DRAFTS = KIND
    CSS_PATH = "handover_item.tcss"

    def __init__(
        self,
        view: HandoverView | None = None,
        one: ItemView | None = None,
        draft_id: str | None = None,
    ) -> None:
        """Write an item; None makes one that stands for no record. A draft knows both by itself."""
        super().__init__(draft_id)
        self.start = Start(view, one)

    def body(self) -> tuple[Widget, ...]:
        """Return the coded fields, what was asked, the texts, and what is missing."""
        coded = (
            CodedField("receiver", _("To"), ()),
            CodedField("kind", _("Kind"), handover_form.kinds()),
            CodedField("level", _("Level"), handover_form.levels()),
        )
        return (
            VerticalScroll(
                CodedFields(coded, id="coded"),
                TextBlock(id="asked"),
                TextBlock(id="record"),
                WordedParts(self.look, handover_form.names(), id="parts"),
                id="sheet",
                can_focus=False,
            ),
            TextBlock(id="meter"),
            TextBlock(id="hint"),
        )

    def on_mount(self) -> None:
        """Fetch what the form needs; the receiver can be chosen at once."""
        super().on_mount()
        self.coded.focus()
        begun = partial(handover_form.begin, self.session, self.start, self.writer.draft_id)
        self.run_service(begun, done=self._start)

    def _start(self, beginning: handover_form.Beginning) -> None:
        self.start, self.codes = beginning.start, beginning.codes
        self.known_words = beginning.answered
        self.coded["receiver"].offer(handover_form.receivers(beginning.receivers))
        self._show_fields()
        untouched = not any(one.value for one in self.coded.fields.values())
        self._put(beginning)
        if untouched and beginning.is_as_stored:
            self.writer.known = self.payload()
        self.refresh_frame()
        self._tell_missing()
        self.ahead.open()
        self.begun.open()
        self.parts.check_soon()

    def _put(self, beginning: handover_form.Beginning) -> None:
        for name, value in beginning.values.items():
            if value and not self.coded[name].value:
                self.coded[name].put([value])
        self.parts.put(beginning.texts, {})

    def _show_fields(self) -> None:
        is_own = self.item is None or not self.item.covers
        self.coded["kind"].display = self.item is None
        self.coded["level"].display = is_own
        self.parts.parts["label"].display = is_own
        record = handover_form.record_lines(self.item, self.now.date()) if self.item else ""
        self.query_one("#record", TextBlock).show(record)
        self.query_one("#record").display = bool(record)
        asked = handover_form.asked(self.start.one) if self.start.one else ""
        self.query_one("#asked", TextBlock).show(asked)
        self.query_one("#asked").display = bool(asked)

    @property
    def item(self) -> HandoverItem | None:
        """The item as it was read; None for one that is new."""
        return self.start.one.item if self.start.one else None

    # What the frame says ----------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return which item it is, and its place among all."""
        if self.item is None or self.start.view is None or self.start.one is None:
            return _("HANDOVER ITEM   new"), _("Esc closes; the draft is kept")
        level = vocabulary.marked_level(self.item.level) if self.item.level else ""
        name = " ".join(filter(None, (handover_words.item_name(self.item), level)))
        place = _("item {place} of {count}").format(
            place=self.start.one.number, count=len(self.start.view.items)
        )
        saved = (
            _("draft saved {time}").format(time=self.writer.saved_clock) if self.writer.saved_clock else ""
        )
        return _("HANDOVER ITEM   {item}").format(item=name), " · ".join(filter(None, (place, saved)))

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        touched = self.is_mounted and self.writer.is_touched
        return _("handover item {item}").format(item=self.code_name()) if touched else ""

    def field_help(self) -> str | None:
        """Return what the focused field asks for."""
        return handover_form.help_of(self.parts.here or self.coded.here)

    def _tell_missing(self) -> None:
        """Say what the item still lacks, as it stands in the form."""
        view = self.start.view
        if view is None:
            return
        lacks = handover_form.lacks(self.form(), self.item, view, self.now.date())
        told = (
            _("Missing: {what}.").format(what=lacks)
            if lacks
            else _("Nothing is missing: F8, then P sends it.")
        )
        self.query_one("#hint", TextBlock).show(f" {told}")

    # Going through it -------------------------------------------------------------------------

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the texts."""
        if message.step > 0:
            self.parts.go_to(self.parts.shown()[0])

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the text had the focus."""
        self.parts.box(self.parts.shown()[0]).insert(message.sign)

    def changed(self) -> None:
        """Tell what is still missing."""
        self._tell_missing()

    def checked(self, box: GuardedText) -> None:
        """Count the findings."""
        self.query_one("#meter", TextBlock).show(f" {self.told_of_findings(box)}")

    def step(self, step: int) -> None:
        """Go to the next field or text, or to the one before."""
        if not self.parts.here:
            self.coded.step(step)
        elif not self.parts.step(step) and step < 0:
            self.coded.go_to(self.coded.stops()[-1])
        self.refresh_footer()

    # Saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Store it, once it can be."""
        if self.writer.is_storing:
            return
        if self.parts.parts["label"].display and not self.parts.box("label").text.strip():
            self.parts.go_to("label")
            self.say(_("What is it called? A few words."))
        else:
            self.writer.store()

    # What the writer asks ---------------------------------------------------------------------

    def code_name(self) -> str:
        """Return what the draft is listed under."""
        if self.item is not None:
            return handover_words.label(self.item.kind, self.item.label)
        return self.parts.box("label").text.strip() or _("new item")

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        view, one = self.start.view, self.start.one
        return {
            "handover": view.handover.id if view else "",
            "item": one.item.id if one else "",
            "version": one.version if one else 0,
            "values": {name: field.code for name, field in self.coded.fields.items() if field.value},
            "texts": self.parts.texts(),
        }

    def form(self) -> ItemForm:
        """Return what stands in the form."""
        receiver, level = self.coded["receiver"].code, self.coded["level"].code
        return ItemForm(
            self.parts.texts(),
            MemberId(receiver) if receiver else None,
            ConcernLevel(level) if level in tuple(ConcernLevel) else None,
        )

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored."""
        return {name: text for name, text in self.parts.texts().items() if name in TEXT_FIELDS}

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved."""
        self.parts.put(texts, answered)
        self.parts.go_to(next(iter(texts), self.parts.shown()[0]))

    def storing(
        self, stances: tuple[Stance, ...], draft_id: str | None
    ) -> Callable[[], Saved | NotAnonymous]:
        """Return the call that stores it and lets the draft go."""
        kind = self.coded["kind"].code
        own_kind = OwnedKind(kind) if kind and kind != OWN else None
        return partial(
            handover_form.store, self.session, self.start, self.form(), own_kind, stances, draft_id
        )

    def stored(self, kept: Saved) -> None:
        """Open the next item that is not whole, or close."""
        self.run_service(handover_form.next_open, self.session, self.start, kept, done=self._go_on)

    def _go_on(self, after: handover_form.After) -> None:
        if after.next is None or self.item is None:
            self.dismiss(None)
            self.program.everywhere.say(_told(after))
        else:
            self.app.switch_screen(HandoverItemScreen(after.view, after.next))
            self.app.call_later(self.program.everywhere.say, _told(after))

    def outrun(self) -> None:
        """Ask whose shall stand: somebody wrote the item first."""
        question = ConfirmScreen(
            _("Somebody wrote this item before you"),
            _("Nothing is overwritten yet. What they wrote stands in the archive, yours in the draft."),
            (_("use mine, over theirs"), _("look at theirs; mine stays as a draft")),
        )
        self.app.push_screen(question, self._settled)

    def _settled(self, answer: int | None) -> None:
        if answer == 0:
            self.run_service(handover_form.again, self.session, self.start, done=self._store_over)
        elif answer == 1:
            self.writer.when_drafted(partial(self.close_with, _("The draft is saved. Today opens it.")))
        else:
            self.coded.focus()

    def _store_over(self, start: Start) -> None:
        self.start = start
        self.writer.store()


def _told(after: handover_form.After) -> str:
    """Return what was saved, what it lacks, and how many are left."""
    if after.lacks:
        said = _("Saved. Missing: {what}.").format(what=after.lacks)
    else:
        said = _("Saved; it is ready. P in the list sends it.")
    if after.left:
        left = ngettext("{count} more to write.", "{count} more to write.", after.left)
        said += " " + left.format(count=after.left)
    return said
