"""Change an agenda item: its title, what it is for, how long it takes, who presents it."""

from functools import partial

from textual.widget import Widget

from nsk_tui.rules.agenda import (
    ITEM_MINUTES_MAX,
    ITEM_MINUTES_MIN,
    PURPOSE_CHARACTERS_MAX,
    TITLE_CHARACTERS_MAX,
    AgendaItem,
    NewItem,
)
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import agenda_item_fields as fields
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_findings import answer_findings
from nsk_tui.screens.meeting_people import member_options, working_members
from nsk_tui.services import agenda
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.wording import _, pgettext


class ItemEditScreen(DialogScreen[str], FieldsScreen):
    """Shows an item and changes it; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "agenda_item.tcss"

    def __init__(self, item: AgendaItem) -> None:
        """Change an item."""
        super().__init__()
        self.item = item

    def body(self) -> tuple[Widget, ...]:
        """Return the title and what it is for, then what is chosen."""
        body = self.item.body
        coded = (
            CodedField("kind", _("Type"), fields.kinds()),
            CodedField("who", _("By"), ()),
        )
        return (
            LineField("title-line", _("Title"), body.title, limit=TITLE_CHARACTERS_MAX),
            LineField("purpose", _("What for?"), body.purpose, limit=PURPOSE_CHARACTERS_MAX),
            LineField("minutes", pgettext("agenda", "Minutes"), str(body.minutes), limit=3),
            CodedFields(coded, id="coded"),
            TextBlock(f"\n   {fields.made_from(body.origins)}" if body.origins else "", id="hint"),
        )

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Edit the item")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("EDIT THE ITEM"), _("Esc closes")

    def on_mount(self) -> None:
        """Show what stands, and fetch who could present it."""
        super().on_mount()
        self.coded["kind"].put([self.item.body.kind.value])
        self.query_one("#title-line").focus()
        self.run_service(working_members, self.session, done=self._know)

    def _know(self, members: tuple[MemberId, ...]) -> None:
        own = self.item.body.presenter
        self.coded["who"].options = member_options(members, own)
        self.coded["who"].put([own] if own else [])

    @property
    def coded(self) -> CodedFields:
        """The kind, and who presents it."""
        return self.query_one(CodedFields)

    def label(self, action: Action) -> str:
        """Return the word for an act in the box."""
        return pgettext("form", "Save") if action.id == "form.save" else super().label(action)

    def do_form_next(self) -> None:
        """Go from line to line, then to what is chosen."""
        lines: list[LineInput] = self.lines_shown()
        if self.focused in lines[:-1]:
            lines[lines.index(self.focused) + 1].focus()
        elif self.focused in lines:
            self.coded.go_to("kind")
        else:
            self.coded.take("enter", None)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go back to the lines before the first field; after the last the box can be saved."""
        if message.step < 0:
            self.query_one("#minutes").focus()
        else:
            self.say(_("F8 saves."))

    def do_form_save(self) -> None:
        """Save, once every line can be understood."""
        minutes = self.value("minutes").strip()
        is_number = minutes.isdecimal() and ITEM_MINUTES_MIN <= int(minutes) <= ITEM_MINUTES_MAX
        if not self.value("title-line").strip():
            self.go_to("title-line", _("What is it about? A few words."))
        elif not is_number:
            told = _("The minutes are a number from {least} to {most}.")
            self.go_to("minutes", told.format(least=ITEM_MINUTES_MIN, most=ITEM_MINUTES_MAX))
        else:
            texts = {"title": self.value("title-line").strip(), "purpose": self.value("purpose").strip()}
            self._send(texts, ())

    def _send(self, texts: dict[str, str], stances: tuple[Stance, ...]) -> None:
        self.query_one("#title-line", LineInput).value = texts["title"]
        self.query_one("#purpose", LineInput).value = texts["purpose"]
        who = self.coded["who"].code
        body = NewItem(
            kind=fields.kind_of(self.coded["kind"].code or self.item.body.kind),
            title=texts["title"],
            minutes=int(self.value("minutes")),
            purpose=texts["purpose"],
            presenter=MemberId(who) if who else None,
        )
        self.run_service(
            agenda.change_item, self.session, self.item.id, body, self.item.version, stances,
            done=partial(self._saved, texts),
        )  # fmt: skip

    def _saved(self, texts: dict[str, str], outcome: AgendaItem | NotAnonymous) -> None:
        if isinstance(outcome, NotAnonymous):
            answer_findings(self, texts, outcome, self._send)
        else:
            self.dismiss(_("The item is changed."))
