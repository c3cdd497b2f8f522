"""A form of short fields for one record: coded first, then typed; two who change it are brought together."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Generic, TypeVar

from textual.widget import Widget

from nsk_tui.rules.merge import Value, merge_values
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.wording import _

Record = TypeVar("Record")


class RecordForm(FormScreen[str], FieldsScreen, Generic[Record]):
    """A form. Its answer is what was done, in words.

    Shape
        ``base`` is what the fields held when the record was read; None: there was no record.
    """

    NOUN = Place.FORM
    CSS_PATH = "record_form.tcss"

    def __init__(self) -> None:
        """Begin with what the form says of itself."""
        super().__init__()
        self.base: dict[str, Value] | None = None
        self.is_saving = False

    # What a form says of itself ---------------------------------------------------------------

    def coded_parts(self) -> tuple[CodedField, ...]:
        """Return the coded fields, the first first; at least one."""
        return ()

    def typed_parts(self) -> tuple[LineField, ...]:
        """Return the typed fields."""
        return ()

    def hint(self) -> str:
        """Return what stands below the fields."""
        return ""

    @abstractmethod
    def begin(self) -> dict[str, Value]:
        """Return what the fields hold at first, by field."""

    @abstractmethod
    def fault(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """Return which field to go to and why; None when everything can be understood."""

    @abstractmethod
    def saving(self, values: Mapping[str, Value]) -> Callable[[], Any]:
        """Return the call that saves the record; made to run in a thread."""

    @abstractmethod
    def saved(self, answer: Any) -> None:
        """Close: it is saved."""

    def fetching(self) -> Callable[[], Record] | None:
        """Return the call that reads the record again; None: there is none yet."""
        return None

    @abstractmethod
    def take_newer(self, record: Record) -> dict[str, Value]:
        """Go on from a newer version of the record; return what its fields hold."""

    # The form ---------------------------------------------------------------------------------

    def body(self) -> tuple[Widget, ...]:
        """Return the coded fields, the typed ones, what they mean."""
        return (
            CodedFields(self.coded_parts(), id="coded"),
            *self.typed_parts(),
            TextBlock(self.hint(), id="hint"),
        )

    def on_mount(self) -> None:
        """Fill the fields, and begin with the coded ones."""
        super().on_mount()
        self.put(self.begin())
        self.base = self.values()
        self.coded.focus()

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    def values(self) -> dict[str, Value]:
        """Return what the fields hold, by field; a typed line is one word."""
        typed = {one.id or "": (one.value.strip(),) for one in self.query(LineInput)}
        return {**{name: one.value for name, one in self.coded.fields.items()}, **typed}

    def put(self, values: Mapping[str, Value]) -> None:
        """Fill the fields."""
        for name, value in values.items():
            if name in self.coded.fields:
                self.coded[name].put(value)
            else:
                self.query_one(f"#{name}", LineInput).value = "".join(value)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the typed fields."""
        lines = self.lines_shown()
        if message.step > 0 and lines:
            lines[0].focus()

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the line had the focus."""
        lines = self.lines_shown()
        if lines:
            lines[0].insert_text_at_cursor(message.sign)

    def step_fields(self, step: int) -> None:
        """Go to the next field, or to the one before."""
        lines: list[Any] = self.lines_shown()
        at = lines.index(self.focused) if self.focused in lines else -1
        if at < 0:
            self.coded.step(step)
        elif at + step < 0:
            self.coded.go_to(self.coded.stops()[-1])
        elif at + step < len(lines):
            lines[at + step].focus()

    # Saving -----------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Save, once every field can be understood."""
        if self.is_saving:
            return
        values = self.values()
        if self.fetching() is not None and values == self.base:
            self.dismiss(_("Nothing was changed."))
            return
        fault = self.fault(values)
        if fault is not None:
            name, why = fault
            (self.coded.go_to if name in self.coded.fields else self.go_to)(name)
            self.say(why)
            return
        self.is_saving = True
        self.run_service(self.saving(values), done=self._saved, failed=self._failed, doing=_("Saving ..."))

    def _saved(self, answer: Any) -> None:
        self.is_saving = False
        self.saved(answer)

    def _failed(self, error: Exception) -> None:
        self.is_saving = False
        again = self.fetching()
        if isinstance(error, SavedByAnotherFirst) and again is not None:
            self.run_service(again, done=self._bring_together)
        else:
            self.program.show_error(error)

    def _bring_together(self, record: Record) -> None:
        """Take what only they changed; ask where both changed the same."""
        before, mine = self.base or {}, self.values()
        theirs = self.take_newer(record)
        merged, clashes = merge_values(before, theirs, mine)
        self.base = theirs
        self.put(merged)
        if not clashes:
            self.say(_("Somebody saved first: both changes stand here now. F8 saves."))
            return
        names = ", ".join(self._label(name) for name in clashes)
        told = _("Somebody saved first, and changed the same as you: {fields}.").format(fields=names)
        choices = (_("keep mine"), _("take theirs"))
        chosen = partial(self._chosen, {name: theirs[name] for name in clashes})
        self.app.push_screen(ConfirmScreen(_("Saved before you"), told, choices), chosen)

    def _chosen(self, theirs: Mapping[str, Value], answer: int | None) -> None:
        if answer == 1:
            self.put(theirs)
        self.say(_("Nothing is saved yet. F8 saves what stands here."))

    def _label(self, name: str) -> str:
        if name in self.coded.fields:
            return self.coded[name].label
        line = self.query_one(f"#{name}", LineInput)
        return line.parent.label.content.plain if isinstance(line.parent, LineField) else name

    def do_app_back(self) -> None:
        """Close; what was changed is asked about first."""
        if self.base is None or self.values() == self.base:
            self.dismiss(None)
            return
        title, text = _("Close without saving?"), _("What you changed here is not saved.")
        self.app.push_screen(
            ConfirmScreen(title, text, (_("go on writing"), _("close without saving"))), self._leave
        )

    def _leave(self, answer: int | None) -> None:
        if answer == 1:
            self.dismiss(None)
