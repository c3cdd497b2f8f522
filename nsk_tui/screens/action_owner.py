"""Give an action to somebody, or another day; the minutes keep what was agreed."""

from textual.widget import Widget

from nsk_tui import meeting_words
from nsk_tui.rules.actions import Action
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Action as Key
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_people import NOBODY, member_options, working_members
from nsk_tui.services import actions
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, pgettext


class ActionOwnerScreen(DialogScreen[str], FieldsScreen):
    """Asks who, and by when; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "meeting_box.tcss"

    def __init__(self, action: Action) -> None:
        """Change who has an action."""
        super().__init__()
        self.action = action

    def body(self) -> tuple[Widget, ...]:
        """Return the action, who has it, and by when."""
        due = written(self.action.due) if self.action.due else ""
        return (
            TextBlock(f"\n{self.action.text}\n"),
            CodedFields((CodedField("owner", _("Who"), ()),), id="coded"),
            LineField("due", _("By"), due, limit=10, remark=_("for example 24/11; may be empty")),
            TextBlock(_("The minutes keep what was agreed at the meeting."), id="hint"),
        )

    def box_title(self) -> str:
        """Return which action it is."""
        return _("Action {number}").format(number=meeting_words.action_label(self.action, self.session.today))

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("OWNER AND DAY"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch who could have it."""
        super().on_mount()
        self.coded.focus()
        self.run_service(working_members, self.session, done=self._know)

    def _know(self, members: tuple[MemberId, ...]) -> None:
        self.coded["owner"].options = member_options(members, self.action.owner, _("nobody yet"))
        self.coded["owner"].put([self.action.owner or NOBODY])

    @property
    def coded(self) -> CodedFields:
        """The field of the owner."""
        return self.query_one(CodedFields)

    def label(self, key: Key) -> str:
        """Return the word for an act in the box."""
        return pgettext("form", "Save") if key.id == "form.save" else super().label(key)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the day."""
        if message.step > 0:
            self.query_one("#due").focus()

    def do_form_save(self) -> None:
        """Save, once the day can be understood."""
        typed = self.value("due").strip()
        due = read_day(typed, self.session.today) if typed else None
        if typed and due is None:
            self.go_to("due", _("Write the day as 01/12-2026."))
            return
        code = self.coded["owner"].code
        owner = MemberId(code) if code and code != NOBODY else None
        self.run_service(
            actions.assign, self.session, self.action.id, owner, due, self.action.version, done=self._done
        )

    def _done(self, action: Action) -> None:
        number = meeting_words.action_label(action, self.session.today)
        due = meeting_words.due(action.due, self.session.today)
        told = _("{number}: {member}, by {day}. u undoes.")
        self.dismiss(told.format(number=number, member=action.owner or _("nobody yet"), day=due))
