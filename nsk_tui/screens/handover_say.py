"""What is said of a handover in own words: what is left out, why it is closed, what was missing."""

from functools import partial
from typing import Any

from textual.widget import Widget

from nsk_tui import handover_words
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.handover import Handover, RemainderKind
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.words_box import WordsBox
from nsk_tui.services import handover, handover_waiting
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _

NOTHING, SOMETHING = "nothing", "something"
REMAINDER_KIND, ECHO_KIND = "handover_remainder", "handover_echo"


class ChosenWords(WordsBox):
    """A text that is written only when the digit says that there is something to say."""

    def choices(self) -> tuple[str, str]:
        """Return the words for nothing and for something."""
        return "", ""

    def above(self) -> tuple[Widget, ...]:
        """Return the choice."""
        nothing, something = self.choices()
        options = (Option("1", NOTHING, nothing), Option("2", SOMETHING, something))
        return (CodedFields((CodedField("said", _("Answer"), options),), id="coded"),)

    @property
    def coded(self) -> CodedFields:
        """The choice."""
        return self.query_one(CodedFields)

    @property
    def chosen(self) -> str:
        """What was chosen; empty while nothing is."""
        return self.coded["said"].code

    def begin_here(self) -> None:
        """Ask for the choice first."""
        self._show()
        self.coded.focus()

    def _show(self) -> None:
        self.box.display = self.chosen == SOMETHING
        self.query_one("#meter").display = self.chosen == SOMETHING

    def _reopen(self, payload: dict[str, object]) -> None:
        self.coded["said"].put([SOMETHING])
        super()._reopen(payload)
        self._show()

    def is_wanted(self) -> bool:
        """Return whether there is something to say."""
        return self.chosen == SOMETHING

    def on_coded_field_changed(self) -> None:
        """Show the text when there is something to say."""
        self._show()

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the text, where there is one; the change itself is told later than this."""
        self._show()
        if message.step > 0 and self.box.display:
            self.box.focus()
        else:
            self.coded.go_to("said")

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the text had the focus; without one a digit chooses anew."""
        self._show()
        if self.box.display:
            self.box.insert(message.sign)
        else:
            self.coded.go_to("said")
            self.coded.take(message.sign, message.sign)

    def do_pane_next(self) -> None:
        """Go between choice and text."""
        (self.box if self.coded.has_focus and self.box.display else self.coded).focus()

    do_pane_previous = do_pane_next

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the choice had the focus."""
        self.coded.take(digit, digit)

    def do_form_save(self) -> None:
        """Store it, once something is chosen and said."""
        if not self.chosen:
            self.say(_("The digit chooses."))
        elif self.is_wanted() and not self.box.text.strip():
            self.box.focus()
            self.say(_("What is it? Write it, or choose 1."))
        else:
            super().do_form_save()


class RemainderScreen(ChosenWords):
    """Says what is not handed over: nothing, or what the words say."""

    NOUN = Place.HANDOVER_SAY
    DRAFTS, FIELD = REMAINDER_KIND, "remainder"

    def __init__(self, found: Handover, draft_id: str | None = None) -> None:
        """Say it of a handover."""
        super().__init__(draft_id)
        self.found = found

    def choices(self) -> tuple[str, str]:
        """Return nothing beyond the list, and something that is left out."""
        return _("nothing beyond the list"), _("this is left out on purpose")

    def box_title(self) -> str:
        """Return the question."""
        return _("What is not handed over? · {member}").format(member=self.found.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NOT HANDED OVER"), _("Esc closes")

    def about(self) -> str:
        """Return whose handover it is."""
        return self.found.giver

    def holds(self) -> dict[str, object]:
        """Return which handover it is."""
        return {"handover": self.found.id}

    def store(self, text: str, stances: tuple[Stance, ...]) -> Saved | NotAnonymous:
        """Say it."""
        kind = RemainderKind.LEFT_OUT if text else RemainderKind.NOTHING
        return handover.say_remainder(self.session, self.found.id, kind, text, self.found.version, stances)

    def told(self, saved: Saved) -> str:
        """Return that it is said."""
        return _("It is said, with your name and the day.")


class EchoScreen(ChosenWords):
    """Says what was missing, weeks after."""

    NOUN = Place.HANDOVER_SAY
    DRAFTS, FIELD = ECHO_KIND, "missing"

    def __init__(self, found: Handover, days: int, draft_id: str | None = None) -> None:
        """Answer for a handover, so many days after its last one."""
        super().__init__(draft_id)
        self.found, self.days = found, days

    def choices(self) -> tuple[str, str]:
        """Return nothing, and something."""
        return _("nothing was missing"), _("this was missing")

    def box_title(self) -> str:
        """Return the question."""
        told = _("What was missing in the handover from {member}? · after {days} days")
        return told.format(member=self.found.giver, days=self.days)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHAT WAS MISSING?"), _("Esc closes")

    def above(self) -> tuple[Widget, ...]:
        """Return what the answer is for, and the choice."""
        why = _("It is shown when the next handover begins. It changes nothing in this one.")
        return (TextBlock(why + "\n"), *super().above())

    def about(self) -> str:
        """Return whose handover it was."""
        return self.found.giver

    def holds(self) -> dict[str, object]:
        """Return which question it is."""
        return {"handover": self.found.id, "days": self.days}

    def store(self, text: str, stances: tuple[Stance, ...]) -> Saved | NotAnonymous:
        """Answer."""
        return handover_waiting.answer_echo(self.session, self.found.id, self.days, text, stances)

    def told(self, saved: Saved) -> str:
        """Return that it is answered."""
        return _("Thank you. It is shown when the next handover begins.")


class CloseScreen(WordsBox):
    """Closes a handover that is not finished: what is missing, and the coordinator's reason."""

    NOUN = Place.HANDOVER_CLOSE
    DRAFTS, FIELD = "handover_reason", "reason"

    def __init__(self, view: HandoverView) -> None:
        """Close a handover."""
        super().__init__()
        self.open = view

    def above(self) -> tuple[Widget, ...]:
        """Return what is missing."""
        told = [f"! {handover_words.handover_fault(fault)}" for fault in self.open.faults]
        asked = _("Close it in spite of this? Then say why; it stands with the handover and in the audit.")
        return (TextBlock("\n".join(told) + f"\n\n{asked}"),)

    def box_title(self) -> str:
        """Return the question."""
        return _("Close the handover of {member}?").format(member=self.open.handover.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NOT FINISHED"), _("Esc closes")

    def impossible(self, action: Action) -> str | None:
        """Say who may close it."""
        may_close = may(self.session.role, Act.MANAGE_HANDOVER)
        return None if action.id != "form.save" or may_close else _("coordinators only")

    def begin_here(self) -> None:
        """Let only a coordinator write a reason."""
        self.box.display = may(self.session.role, Act.MANAGE_HANDOVER)
        super().begin_here()

    def do_form_save(self) -> None:
        """Close it, once there is a reason."""
        if not self.box.text.strip():
            self.say(_("Write the reason first."))
        else:
            super().do_form_save()

    def do_app_back(self) -> None:
        """Close the box; a reason is not kept."""
        self.dismiss(None)

    def save_draft_now(self) -> None:
        """Keep nothing: the reason is a line."""

    def store(self, text: str, stances: tuple[Stance, ...]) -> Saved | NotAnonymous:
        """Close it."""
        return handover.close(self.session, self.open.handover.id, text, stances)

    def told(self, saved: Saved) -> str:
        """Return that it is closed."""
        return _("The handover is closed. What was received stays.")


def open_draft(front: Any, kind: str, payload: dict[str, object], draft_id: str) -> None:
    """Open a draft of these boxes again."""
    front.run_service(
        _handover_of, front.session, str(payload.get("handover")),
        done=partial(_reopen, front, kind, payload, draft_id),
    )  # fmt: skip


def _handover_of(session: Session, handover_id: str) -> Handover:
    return handover.read(session, handover_id).handover


def _reopen(front: Any, kind: str, payload: dict[str, object], draft_id: str, found: Handover) -> None:
    if kind == ECHO_KIND:
        front.app.push_screen(EchoScreen(found, int(str(payload.get("days") or 30)), draft_id))
    else:
        front.app.push_screen(RemainderScreen(found, draft_id))
