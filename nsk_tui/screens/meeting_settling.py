"""What becomes of an action: done, taken along, dropped, escalated; the third time it is asked which."""

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.widget import Widget

from nsk_tui import meeting_words
from nsk_tui.rules.actions import REASON_CHARACTERS_MAX, Action, ActionMove
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen, FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.meeting_findings import answer_findings
from nsk_tui.services import actions
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

Front = FrameScreen[Any]
Told = Callable[[str], None]


def settle(
    front: Front, action: Action, move: ActionMove, told: Told, meeting: MeetingId | None = None
) -> None:
    """Say what becomes of an action; ``meeting`` is the one that is being opened, None: none is."""
    if move is ActionMove.CARRY and action.must_be_settled:
        _ask_which(front, action, told, meeting)
    elif move in (ActionMove.DROP, ActionMove.ESCALATE):
        ask_why(front, action, move, told, meeting)
    else:
        front.run_service(
            actions.move, front.session, action.id, move, action.version, meeting,
            done=partial(_moved, front, move, told),
        )  # fmt: skip


def _ask_which(front: Front, action: Action, told: Told, meeting: MeetingId | None) -> None:
    label = meeting_words.action_label(action, front.session.today)
    text = _("It has been taken along {count} times: {text}").format(count=action.carried, text=action.text)
    choices = (_("drop it: nobody does it"), _("escalate it: somebody above the group"), _("leave it open"))
    question = ConfirmScreen(_("{number}: drop or escalate?").format(number=label), text, choices)
    front.app.push_screen(question, partial(_which, front, action, told, meeting))


def _which(front: Front, action: Action, told: Told, meeting: MeetingId | None, answer: int | None) -> None:
    if answer in (0, 1):
        move = ActionMove.DROP if answer == 0 else ActionMove.ESCALATE
        ask_why(front, action, move, told, meeting)


def ask_why(front: Front, action: Action, move: ActionMove, told: Told, meeting: MeetingId | None) -> None:
    """Ask for the reason, and drop or escalate."""
    front.app.push_screen(WhyScreen(action, move, meeting), lambda said: told(said) if said else None)


def _moved(front: Front, move: ActionMove, told: Told, outcome: Action | NotAnonymous) -> None:
    if not isinstance(outcome, NotAnonymous):
        told(said(outcome, move, front))


def said(action: Action, move: ActionMove, front: Front) -> str:
    """Return what became of an action, in words."""
    texts = {
        ActionMove.DONE: _("{number} is done. u undoes."),
        ActionMove.CARRY: _("{number} is taken along to the next meeting. u undoes."),
        ActionMove.DROP: _("{number} is dropped. u undoes."),
        ActionMove.ESCALATE: _("{number} is escalated. u undoes."),
        ActionMove.REOPEN: _("{number} is open again. u undoes."),
    }
    return texts[move].format(number=meeting_words.action_label(action, front.session.today))


class WhyScreen(DialogScreen[str], FieldsScreen):
    """Asks why an action is dropped, or where it is taken; its answer is what became of it, in words."""

    NOUN = Place.FORM
    CSS_PATH = "meeting_box.tcss"

    def __init__(self, action: Action, move: ActionMove, meeting: MeetingId | None) -> None:
        """Drop or escalate an action; ``meeting`` None: none is being opened."""
        super().__init__()
        self.action, self.move, self.meeting = action, move, meeting

    def body(self) -> tuple[Widget, ...]:
        """Return the action, and the line for the reason."""
        label = _("Why") if self.move is ActionMove.DROP else _("To whom")
        return (
            TextBlock(f"\n{self.action.text}\n"),
            LineField("reason", label, limit=REASON_CHARACTERS_MAX),
            TextBlock(_("It stands in the list of actions. Never a word about a citizen."), id="hint"),
        )

    def box_title(self) -> str:
        """Return what is done with which action."""
        label = meeting_words.action_label(self.action, self.session.today)
        named = _("Drop {number}") if self.move is ActionMove.DROP else _("Escalate {number}")
        return named.format(number=label)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return self.box_title().upper(), _("Esc closes")

    def on_mount(self) -> None:
        """Ask at once."""
        super().on_mount()
        self.query_one("#reason").focus()

    def do_form_save(self) -> None:
        """Do it, once there is a reason."""
        reason = self.value("reason").strip()
        if not reason:
            self.go_to("reason", _("Write the reason in a few words first."))
        else:
            self._send({"reason": reason}, ())

    def _send(self, texts: dict[str, str], stances: tuple[Stance, ...]) -> None:
        self.query_one("#reason").value = texts["reason"]  # type: ignore[attr-defined]
        self.run_service(
            actions.move, self.session, self.action.id, self.move, self.action.version, self.meeting,
            texts["reason"], stances, done=partial(self._done, texts),
        )  # fmt: skip

    def _done(self, texts: dict[str, str], outcome: Action | NotAnonymous) -> None:
        if isinstance(outcome, NotAnonymous):
            answer_findings(self, texts, outcome, self._send)
        else:
            self.dismiss(said(outcome, self.move, self))
