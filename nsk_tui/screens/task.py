"""A finding in a stored text: its author puts a wider word, says why it is nobody, or lets it stand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from textual.content import Content

from nsk_tui.rules.anonymity.findings import Finding, Strength
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.resolution import OpenFinding, Resolution
from nsk_tui.screens.resolve import FINDING_STYLES, Choice, ResolveScreen
from nsk_tui.services import anonymity, redaction, text_redaction, threads, today
from nsk_tui.services.errors import UnknownTask
from nsk_tui.services.session import Session
from nsk_tui.services.text_redaction import WaitingText
from nsk_tui.services.today import WaitingTask
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

Task = WaitingTask | WaitingText

SIGHT_CHARACTERS = 200
"""So much of the text is shown before and after the finding."""


@dataclass
class TaskAnswer(Resolution):
    """One finding of a stored text, and what its author answers.

    Shape
        ``words`` None: the text stays as it is. Empty words take the finding out.
    """

    words: str | None = field(default=None)

    def put(self, words: str, checked: bool = True) -> None:
        """Remember the words; they are put, and checked, where the record is mended."""
        self.words = self._inflected(self.current, words)
        self.waiting.clear()


class TaskScreen(ResolveScreen):
    """Shows the text around a finding and the ways to answer it."""

    NOUN = Place.TASK
    CSS_PATH = "resolve.tcss"

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("A FINDING IN A STORED TEXT"), _("Esc closes; it waits")

    def assurance(self) -> str:
        """Return what a wider word means for what is stored."""
        return _("Another word goes into every version, the old ones too. It cannot be undone.")

    def label(self, action: Action) -> str:
        """Return the word for an act in this box."""
        return _("Close; it waits") if action.id == "app.back" else super().label(action)

    def _around(self, current: OpenFinding) -> Content:
        text, finding = self.resolution.texts[current.field], current.finding
        before = text[max(0, finding.start - SIGHT_CHARACTERS) : finding.start]
        after = text[finding.end : finding.end + SIGHT_CHARACTERS]
        word = shown(self.resolution.word(current), FINDING_STYLES[finding.strength])
        head = "…" if finding.start > SIGHT_CHARACTERS else ""
        tail = "…" if finding.end + SIGHT_CHARACTERS < len(text) else ""
        return Content.assemble(head, shown(before), word, shown(after), tail)

    def _standing(self, may_be_declared: bool, strength: Strength) -> list[Choice]:
        if not may_be_declared:
            return []
        why = Choice(_("it is not a person"), _("asks you why"), None, self._ask_why)
        stands = Choice(_("let it stand"), _("it reveals nobody here"), None, partial(self._let_stand, None))
        return [why, stands] if strength is Strength.WEAK else [why]


def open_task(front: FrameScreen[Any], task: Task, settled: Callable[[str], object]) -> None:
    """Show a task; ``settled`` gets the sentence that tells what came of it."""
    front.run_service(
        load, front.session, task, done=partial(_ask, front, task, settled), doing=_("Opening the text ...")
    )


def load(session: Session, task: Task) -> TaskAnswer:
    """Return the text that a task is about, with the finding as it is found today.

    Opening the text of a consultation is audited.

    Errors
        UnknownTask: the text has changed since.
    """
    if isinstance(task, WaitingText):
        field, asked = task.task.field, task.task.finding
        text = text_redaction.task_text(session, task.task).texts[field]
    else:
        field, asked = task.field, task.finding
        text = _consultation_text(session, task)
    waiting = [OpenFinding(field, _found_today(text, asked))]
    return TaskAnswer({field: text}, waiting, anonymity.scan, anonymity.lexicon())


def _consultation_text(session: Session, task: WaitingTask) -> str:
    entries = threads.open_thread(session, task.thread).entries
    entry = next((one for one in entries if one.id == task.entry), None)
    text = str(getattr(entry.body, task.field)) if entry is not None else ""
    if task.finding.end > len(text):
        raise UnknownTask
    return text


def _found_today(text: str, asked: Finding) -> Finding:
    """Return the finding with its proposals: a task keeps none."""
    same = (one for one in anonymity.scan(text) if (one.start, one.end) == (asked.start, asked.end))
    return next(same, asked)


def answer(session: Session, task: Task, given: TaskAnswer) -> str:
    """Carry out what the author answered, and return the sentence that tells it."""
    if given.words is not None:
        _mend(session, task, given.words)
        return _("Mended in every version. It stands in the audit without the word.")
    ((said,),) = given.answered.values()
    if isinstance(task, WaitingText):
        text_redaction.settle(session, task.task.id, said.declaration)
    else:
        today.settle_task(session, task.id, said.declaration)
    return _("Answered. It stands in the audit without the word.")


def _mend(session: Session, task: Task, words: str) -> None:
    asked = task.task.finding if isinstance(task, WaitingText) else task.finding
    if isinstance(task, WaitingText):
        one = task.task
        text_redaction.redact(session, one.kind, one.ref, one.field, asked.start, asked.end, words)
    else:
        redaction.redact(session, task.entry, task.field, asked.start, asked.end, words)


def _ask(front: FrameScreen[Any], task: Task, settled: Callable[[str], object], found: TaskAnswer) -> None:
    def closed(given: Resolution | None) -> None:
        if isinstance(given, TaskAnswer) and given.is_done:
            front.run_service(answer, front.session, task, given, done=settled, doing=_("Saving ..."))

    front.app.push_screen(TaskScreen(found), closed)
