"""The box of a new agenda item: its lines and choices, and how keys go through them."""

from functools import partial

from textual import events
from textual.widget import Widget

from nsk_tui.rules.agenda import PURPOSE_CHARACTERS_MAX, TITLE_CHARACTERS_MAX
from nsk_tui.screens import agenda_item_fields as fields
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.wording import _, pgettext


class ItemBox(DialogScreen[str], FieldsScreen):
    """A title, coded fields, a purpose; what is typed before the box stands is kept."""

    NOUN = Place.AGENDA_ITEM
    CSS_PATH = "agenda_item.tcss"

    def __init__(self) -> None:
        """Open with empty lines."""
        super().__init__()
        self.ahead = TypedAhead()

    def body(self) -> tuple[Widget, ...]:
        """Return the title, what it is for and how long, at which meeting, and what comes of it."""
        coded = (
            CodedField("kind", _("Type"), fields.kinds()),
            CodedField("minutes", pgettext("agenda", "Minutes"), fields.minutes()),
            CodedField("meeting", _("Meeting"), ()),
        )
        return (
            LineField("title-line", _("Title"), limit=TITLE_CHARACTERS_MAX),
            CodedFields(coded, id="coded"),
            LineField("purpose", _("What for?"), limit=PURPOSE_CHARACTERS_MAX),
            TextBlock(id="by"),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title until the meetings are known."""
        return _("New agenda item")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NEW AGENDA ITEM"), _("Esc closes; the draft is kept")

    @property
    def title_line(self) -> LineInput:
        """The line of the title."""
        return self.query_one("#title-line", LineInput)

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    # Going through it -------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take what was typed before the title had the focus."""
        if self.focused is None and event.is_printable and event.character is not None:
            event.stop()
            self.ahead.do(partial(self._type, event.character))

    def _type(self, sign: str) -> None:
        if self.coded.has_focus:
            self.coded.take(sign, sign)
        else:
            self.title_line.insert_text_at_cursor(sign)

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before anything had the focus."""
        self.ahead.do(partial(self._type, digit))

    def do_form_next(self) -> None:
        """Go from the title to the coded fields; from the purpose back to them."""
        self.ahead.do(self._next)

    def _next(self) -> None:
        if self.coded.has_focus:
            self.coded.take("enter", None)
        elif not self.title_line.value.strip():
            self.go_to("title-line", _("What is it about? A few words."))
        elif self.focused is self.query_one("#purpose"):
            self.do_form_save()
        else:
            self.coded.go_to("kind")

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the purpose after the last field, back to the title before the first."""
        self.query_one("#purpose" if message.step > 0 else "#title-line").focus()

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the purpose had the focus."""
        self.query_one("#purpose", LineInput).insert_text_at_cursor(message.sign)

    def step_fields(self, step: int) -> None:
        """Go to the next field, or to the one before."""
        if self.coded.has_focus:
            self.coded.step(step)
        elif self.focused is self.title_line:
            self.coded.go_to(self.coded.stops()[0]) if step > 0 else self.query_one("#purpose").focus()
        else:
            self.coded.go_to(self.coded.stops()[-1]) if step < 0 else self.title_line.focus()

    def label(self, action: Action) -> str:
        """Return the word for an act in the box."""
        return pgettext("form", "Save") if action.id == "form.save" else super().label(action)
