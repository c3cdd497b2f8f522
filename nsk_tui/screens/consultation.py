"""A thread: its entries from the first to the last, what is alike, who has read it."""

from datetime import date

from textual.widget import Widget

from nsk_tui import vocabulary, wording
from nsk_tui.rules.consultations import (
    Consultation,
    Outcome,
    Thread,
    ThreadLine,
    ThreadState,
    may_correct,
)
from nsk_tui.screens import handover_thread, thread_words
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.services import consultations, threads
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import ends
from nsk_tui.widgets.page import Block, Page
from nsk_tui.wording import _

LEVEL_STYLE = "${level}-level"


class ConsultationScreen(TabbedScreen, WithReference):
    """One thread, opened. The opening is audited; drawing it again is no new reading."""

    NOUN = Place.CONSULTATION
    CSS_PATH = "consultation.tcss"

    def __init__(self, code_name: str) -> None:
        """Show a thread by its code name; where the cursor stood before the lock is None but after it."""
        super().__init__()
        self.code_name = code_name
        self.thread: Thread | None = None
        self._place: int | None = None

    def body(self) -> tuple[Widget, ...]:
        """Return the codes, the entries, and what stands below them."""
        return (TextBlock(id="codes"), Page(id="entries"), TextBlock(id="around"))

    @property
    def page(self) -> Page:
        """The entries."""
        return self.query_one(Page)

    def on_mount(self) -> None:
        """Begin on the newest entry."""
        super().on_mount()
        self.page.focus()

    def refresh_records(self) -> None:
        """Fetch the thread; the message line of an act just done is left alone."""
        doing = _("Opening {code} ...").format(code=self.code_name)
        self.run_service(
            threads.open_thread, self.session, self.code_name,
            done=self._show, doing="" if self.thread else doing, exclusive="thread",
        )  # fmt: skip

    def _show(self, thread: Thread) -> None:
        if thread == self.thread:
            return
        first, self.thread = self.thread is None, thread
        grown = not first and len(thread.entries) != len(self.page.blocks)
        if first or grown:
            cursor, self._place = len(thread.entries) - 1 if self._place is None else self._place, None
        else:
            cursor = self.page.cursor
        self.page.show([block_of(entry, self.now.date()) for entry in thread.entries], cursor)
        self._frame_texts()
        self.refresh_frame()
        if first:
            self.say(_("The reading is noted in the audit."))

    def forget_records(self) -> None:
        """Let go of what was read; whoever unlocks fetches it again, and stands where the cursor stood."""
        self._place = self.page.cursor if self.thread is not None else None
        self.thread = None
        self.page.show((), 0)
        for name in ("#codes", "#around"):
            self.query_one(name, TextBlock).show("")

    def _frame_texts(self) -> None:
        if self.thread is None:
            return
        width = self.size.width
        rule = "─" * max(0, width - 2)
        above, below = head_lines(self.thread, self.now.date(), width), foot_line(self.thread, width)
        self.query_one("#codes", TextBlock).show(f"{above}\n {rule}")
        self.query_one("#around", TextBlock).show(f" {rule}\n{below}")

    def on_resize(self) -> None:
        """Draw the lines around the entries as wide as the window."""
        super().on_resize()
        self._frame_texts()

    def on_page_moved(self) -> None:
        """Offer what fits the entry."""
        self.refresh_footer()

    def entry(self) -> Consultation | None:
        """Return the entry under the cursor; None before the thread is there."""
        if self.thread is None or not self.is_mounted or not self.thread.entries:
            return None
        return self.thread.entries[min(self.page.cursor, len(self.thread.entries) - 1)]

    def has_row(self) -> bool:
        """Return whether there is an entry."""
        return self.entry() is not None

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the thread or the entry."""
        entry, closed = self.entry(), self._is_closed()
        if closed and action.id in ("consultation.close", "follow_up.new", "row.new", "handover.start"):
            return _("the thread is closed")
        correctable = entry is not None and may_correct(entry, self.session.member, self.session.now)
        if action.id == "consultation.edit" and not correctable:
            return _("only your own entry, for 24 hours; n adds to the thread")
        if action.id == "handover.start" and self.thread is not None:
            return handover_thread.refusal(self.session, self.thread.line.owner)
        return None

    def label(self, action: Action) -> str:
        """Return the word for an act on this screen."""
        return _("Go on") if action.id == "row.new" else super().label(action)

    def _is_closed(self) -> bool:
        return self.thread is not None and self.thread.line.state is ThreadState.CLOSED

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the thread's code name."""
        return self.code_name

    def do_follow_up_new(self) -> None:
        """Note how the follow-up went."""
        from nsk_tui.screens.follow_up import FollowUpScreen

        if self.thread is not None:
            self.app.push_screen(FollowUpScreen(self.code_name, self.thread.line))

    def do_row_new(self) -> None:
        """Go on in this thread with a new entry."""
        from nsk_tui.screens.consultation_form import ConsultationFormScreen

        self.app.push_screen(ConsultationFormScreen(thread=self.code_name))

    def do_consultation_edit(self) -> None:
        """Correct the entry under the cursor."""
        from nsk_tui.screens.consultation_form import ConsultationFormScreen

        self.app.push_screen(ConsultationFormScreen(correcting=self.entry()))

    def do_handover_start(self) -> None:
        """Hand the thread over to a colleague."""
        handover_thread.hand_over(self, self.code_name)

    def do_consultation_close(self) -> None:
        """Close the thread; a red one needs a second member's yes."""
        self.run_service(consultations.close_thread, self.session, self.code_name, done=self._after_closing)

    def _after_closing(self, answer: consultations.Closed | consultations.SecondNeeded) -> None:
        self.refresh_records()
        self.say(thread_words.closing_told(answer))


def block_of(entry: Consultation, today: date) -> Block:
    """Return an entry as a block: when, who, how, how serious; its texts; what came of it."""
    body = entry.body
    moment = on_the_wall(entry.created_at)
    head = f"{entry.number}. {wording.day(moment.date(), today)} {wording.clock(moment)}  {entry.member}"
    how = ", ".join(_how(entry))
    paragraphs = [body.text] if body.text else []
    paragraphs += [_("Advised: {text}").format(text=body.advice)] if body.advice else []
    paragraphs += [_("Learned: {text}").format(text=body.learned)] if body.learned else []
    codes = " · ".join(_codes(entry, today))
    return Block(
        f"{head}  {how}".rstrip(),
        vocabulary.marked_level(body.level),
        (*paragraphs, codes) if codes else tuple(paragraphs),
        LEVEL_STYLE.format(level=body.level.value),
    )


def _how(entry: Consultation) -> list[str]:
    parts = [vocabulary.word(entry.body.channel)] if entry.body.channel else []
    minutes = entry.body.minutes
    return parts + ([_("{count} min.").format(count=minutes)] if minutes else [])


def _codes(entry: Consultation, today: date) -> list[str]:
    body, parts = entry.body, []
    if body.outcome is not Outcome.OPEN:
        parts.append(_("Outcome: {outcome}").format(outcome=vocabulary.word(body.outcome)))
    if body.referred_to:
        parts.append(_("Referred to: {whom}").format(whom=body.referred_to))
    if body.follow_up is not None:
        when = thread_words.named_day(body.follow_up.on, today)
        parts.append(_("Follow-up {when} by {member}").format(when=when, member=body.follow_up.owner))
    if entry.changed_at is not None:
        when = thread_words.local_day(entry.changed_at, today)
        parts.append(_("corrected {when}").format(when=when))
    return parts


def head_lines(thread: Thread, today: date, width: int) -> str:
    """Return the two lines above the entries: the codes, whose it is and when it is due."""
    line = thread.line
    role = next((entry.body.asker_role for entry in reversed(thread.entries) if entry.body.asker_role), "")
    age = vocabulary.word(line.age_band)
    codes = [line.department, role, _("{age} years").format(age=age) if age[:1].isdigit() else age]
    first = f"{vocabulary.marked_level(line.level)}  {line.code_name}   " + " · ".join(filter(None, codes))
    with_whom = " · ".join((_("With {member}").format(member=line.owner), thread_words.concerns(line)))
    if thread.closing_asked_by is not None:
        with_whom += "   " + _("{member} wants to close it: d says yes").format(
            member=thread.closing_asked_by
        )
    return f"{ends(first, '', width)}\n{ends(with_whom, _state(line, today), width)}"


def _state(line: ThreadLine, today: date) -> str:
    state = vocabulary.word(line.state)
    if line.state is ThreadState.CLOSED or line.follow_up_on is None:
        return state
    return f"{state} · {thread_words.long_due(line.follow_up_on, today)}"


def foot_line(thread: Thread, width: int) -> str:
    """Return the line below the entries: threads alike by their codes, and who has read this one."""
    glyphs = vocabulary.LEVEL_GLYPHS
    alike = " · ".join(f"{one.code_name} {glyphs[one.level]}" for one in thread.similar)
    left = _("Alike (codes only): {threads}").format(threads=alike) if alike else _("No thread is like it.")
    return ends(left, _("Read by: {members}").format(members=", ".join(thread.readers)), width)
