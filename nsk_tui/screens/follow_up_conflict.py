"""Somebody worked on a thread while its follow-up was noted here: what she wrote, and what now."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.widget import Widget

from nsk_tui import vocabulary
from nsk_tui.rules.consultations import Thread, ThreadLine, ThreadState
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.confirm import numbered
from nsk_tui.screens.consultation import block_of
from nsk_tui.services import drafts, threads
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.wording import _, clock

if TYPE_CHECKING:
    from nsk_tui.screens.follow_up import FollowUpScreen

TEXT_CHARACTERS_MAX = 400
"""So much of each paragraph is shown; the whole stands in the thread."""

ON_TOP, DROPPED = 0, 1


@dataclass(frozen=True)
class Overtaken:
    """The thread as it was read when the note was begun, and as it stands now."""

    read: ThreadLine
    now: Thread

    @property
    def has_grown(self) -> bool:
        """Whether somebody wrote an entry meanwhile."""
        return self.now.line.entries > self.read.entries


class FollowUpConflictScreen(DialogScreen[int]):
    """Shows the newest entry; closes with ``ON_TOP``, ``DROPPED``, or None: nothing is decided."""

    NOUN = Place.CONFLICT
    AUTO_FOCUS = ""

    def __init__(self, overtaken: Overtaken) -> None:
        """Settle one conflict."""
        super().__init__()
        self.overtaken = overtaken

    def box_title(self) -> str:
        """Return what happened."""
        return _("Somebody saved before you")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("SAVED BEFORE YOU"), _("Esc closes; the draft is kept")

    def body(self) -> tuple[Widget, ...]:
        """Return who was first, what she wrote, and the choices."""
        block = block_of(self.overtaken.now.entries[-1], self.now.date())
        paragraphs = [_shortened(one) for one in block.paragraphs]
        entry = "\n".join([f"{block.heading}  {block.remark}", *(f"  {one}" for one in paragraphs)])
        choices = (_("add mine on top, as a new entry"), _("drop mine; its draft is deleted"))
        return (
            TextBlock(f"\n{told(self.overtaken)}\n"),
            TextBlock(entry + "\n"),
            TextBlock(numbered(choices) + "\n"),
        )

    def on_mount(self) -> None:
        """Say that nothing is lost."""
        super().on_mount()
        self.say(_("Nothing is overwritten, and your text is in the draft."))

    def do_form_choose(self, digit: str) -> None:
        """Answer with a digit."""
        if digit in ("1", "2"):
            self.dismiss(int(digit) - 1)

    def do_form_next(self) -> None:
        """Take the first choice."""
        self.dismiss(ON_TOP)


def told(overtaken: Overtaken) -> str:
    """Return who saved first, and what that changed for the thread."""
    line = overtaken.now.line
    if not overtaken.has_grown:
        said = _("{code} was changed while you wrote.").format(code=line.code_name)
    else:
        time = clock(on_the_wall(line.last_entry_at))
        said = _("{code}. {member} saved before you, at {time}.").format(
            code=line.code_name, member=line.last_entry_by, time=time
        )
    if line.state is ThreadState.CLOSED:
        said += " " + _("The thread is closed now.")
    if line.level.rank > overtaken.read.level.rank:
        said += " " + _("The level is {level} now; yours follows it.").format(
            level=vocabulary.marked_level(line.level)
        )
    return said


def _shortened(text: str) -> str:
    return text if len(text) <= TEXT_CHARACTERS_MAX else text[:TEXT_CHARACTERS_MAX].rstrip() + " …"


def settle(form: "FollowUpScreen") -> None:
    """Fetch the thread as it stands, and ask what becomes of the note."""
    read = form.line
    if read is not None:
        form.run_service(threads.open_thread, form.session, form.thread_code, done=partial(_ask, form, read))


def _ask(form: "FollowUpScreen", read: ThreadLine, thread: Thread) -> None:
    overtaken = Overtaken(read, thread)
    form.app.push_screen(FollowUpConflictScreen(overtaken), partial(_settled, form, overtaken))


def _settled(form: "FollowUpScreen", overtaken: Overtaken, answer: int | None) -> None:
    if answer is None:
        form.coded.focus()
        form.say(_("The draft is saved. F8 asks again."))
    elif answer == ON_TOP:
        _go_on(form, overtaken)
    else:
        _drop(form)


def _go_on(form: "FollowUpScreen", overtaken: Overtaken) -> None:
    """Note it all the same; the higher of the two levels stands."""
    theirs, mine = overtaken.now.line.level, form.note().level
    form.line = overtaken.now.line
    if theirs is not overtaken.read.level and theirs.rank > mine.rank:
        form.field("level").put([theirs.value])
    form.writer.store()


def _drop(form: "FollowUpScreen") -> None:
    draft_id = form.writer.draft_id

    def gone(_nothing: None) -> None:
        form.dismiss(None)
        form.program.everywhere.say(_("Yours is dropped. What was saved first stands."))

    if draft_id is None:
        gone(None)
    else:
        form.run_service(drafts.discard_draft, form.session, draft_id, done=gone)
