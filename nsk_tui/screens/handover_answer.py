"""Take an item: read it, say it back in own words, then take it, with a reservation, or return it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from textual.containers import VerticalScroll
from textual.widget import Widget

from nsk_tui import handover_words, wording
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.handover_items import free_texts
from nsk_tui.rules.handover_state import ItemState, MoveKind, Refusal
from nsk_tui.rules.synthesis import CHARACTERS_MIN, SynthesisFault, judge_synthesis
from nsk_tui.screens import handover_rows
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.handover_reading import ReadingLines
from nsk_tui.screens.parts_form import PartsForm
from nsk_tui.services import drafts, handover, handover_items, handover_moves, word_list
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.handover_errors import ItemRefused
from nsk_tui.services.handover_moves import Answer, Moved
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.guarded_texts import ruled
from nsk_tui.widgets.lines import Lines
from nsk_tui.widgets.options import Option
from nsk_tui.widgets.worded_parts import PartName, WordedParts
from nsk_tui.wording import _, ngettext

KIND = "handover_answer"
WORDS, QUESTION = "words", "question"
_OUTRUN = frozenset({Refusal.WRONG_STATE, Refusal.TEXT_CHANGED, Refusal.NOT_RECEIVER})


@dataclass(frozen=True)
class Beginning:
    """The item as it stands, and what a draft holds; ``one`` None: it is gone."""

    view: HandoverView
    one: ItemView | None
    texts: dict[str, str]
    choice: str
    answered: frozenset[str]
    codes: Codes


def begin(session: Session, handover_id: str, item: str, draft_id: str | None) -> Beginning:
    """Return what the form begins with; ``draft_id`` None: no draft."""
    payload = drafts.load_draft(session, draft_id) if draft_id is not None else {}
    view = handover.read(session, str(payload.get("handover") or handover_id))
    one = view.item(str(payload.get("item") or item))
    texts = {name: str(payload.get(name) or "") for name in (WORDS, QUESTION)}
    codes = handover_items.thread_codes(session, one.item) if one else NO_CODES
    choice = str(payload.get("choice") or "")
    return Beginning(view, one, texts, choice, word_list.answered(session), codes)


def store(
    session: Session, given: Answer, stances: tuple[Stance, ...], draft_id: str | None
) -> Moved | NotAnonymous:
    """Answer, and let the draft go.

    Errors
        SavedByAnotherFirst: the item was answered or changed meanwhile. ItemRefused: the words.
    """
    try:
        outcome = handover_moves.answer(session, given, stances)
    except ItemRefused as fault:
        if fault.refused.reason in _OUTRUN:
            raise SavedByAnotherFirst(fault.detail) from None
        raise
    if isinstance(outcome, Moved) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome


class HandoverAnswerScreen(PartsForm[Moved]):
    """The receiver's form; after F8 the next waiting item opens by itself."""

    NOUN = Place.HANDOVER_ANSWER
    DRAFTS = KIND
    CSS_PATH = "handover_item.tcss"

    def __init__(self, handover_id: str, item: str, draft_id: str | None = None) -> None:
        """Answer an item; a draft knows by itself which."""
        super().__init__(draft_id)
        self.handover_id, self.item_id = handover_id, item
        self.view: HandoverView | None = None
        self.one: ItemView | None = None

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: a form beside lines that can be moved through."""
        return (Place.ALL, Place.ROWS, Place.FORM, cls.NOUN)

    def handler(self, action: Action) -> Callable[[], object] | None:
        """Cursor keys that no text takes scroll the item."""
        if action.id.startswith("cursor."):
            return lambda: self.query_one(ReadingLines).move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def body(self) -> tuple[Widget, ...]:
        """Return the item in full, and below it the answer."""
        names = {WORDS: PartName("S", _("OWN WORDS")), QUESTION: PartName("", _("QUESTION"))}
        coded = CodedFields((CodedField("answer", _("Answer"), _answers("")),), id="coded")
        parts = WordedParts(self.look, names, {WORDS: coded}, id="parts")
        return (
            ReadingLines(id="item"),
            TextBlock(id="rule"),
            VerticalScroll(parts, id="sheet", can_focus=False),
            TextBlock(id="count"),
        )

    def on_mount(self) -> None:
        """Fetch the item; own words can be written at once."""
        super().on_mount()
        self._show_question()
        self.parts.go_to(WORDS)
        begun = partial(begin, self.session, self.handover_id, self.item_id, self.writer.draft_id)
        self.run_service(begun, done=self._start)

    def _start(self, beginning: Beginning) -> None:
        untouched = not any(self.parts.texts().values())
        self._take_in(beginning)
        self.parts.put({name: text for name, text in beginning.texts.items() if text}, {})
        if beginning.choice and not self.coded["answer"].value:
            self.coded["answer"].put([beginning.choice])
        self._show_question()
        self._count()
        if untouched:
            self.writer.known = self.payload()
        self.ahead.open()
        self.begun.open()
        if self.one is None or self.one.state is not ItemState.SENT:
            self.say(_("It waits for nobody's answer now. Your words are still here; Esc closes."))

    def _take_in(self, beginning: Beginning) -> None:
        self.view, self.one, self.codes = beginning.view, beginning.one, beginning.codes
        self.known_words = beginning.answered
        if beginning.one is not None:
            self.handover_id, self.item_id = beginning.view.handover.id, beginning.one.item.id
            self.coded["answer"].offer(_answers(beginning.view.handover.giver))
        self._draw()
        self.refresh_frame()
        self.parts.check_soon()

    @property
    def kind(self) -> MoveKind | None:
        """What was chosen; None while nothing is."""
        return MoveKind(self.coded["answer"].code) if self.coded["answer"].code else None

    # What is seen -----------------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return what is taken from whom, and how many wait."""
        if self.one is None or self.view is None:
            return _("TAKE OVER"), _("Esc closes; the draft is kept")
        return _title(self.view, self.one, self.session.member, self.now.date())

    def _draw(self) -> None:
        lines = self.query_one("#item", Lines)
        if self.one is not None:
            told = handover_rows.parts(self.one.item, self.now.date(), self.size.width)
            lines.show(told)
            lines.styles.height = min(len(told), max(4, int(self.size.height * 0.5)))
        more = " " + _("PgDn reads the rest") if self._is_cut() else ""
        me = self.session.member
        said = ruled(_("your answer, {member}").format(member=me), more, self.size.width)
        self.query_one("#rule", TextBlock).show(said)

    def _is_cut(self) -> bool:
        lines = self.query_one("#item", Lines)
        height = lines.styles.height
        return height is not None and len(lines.lines) > int(height.value)

    def on_resize(self) -> None:
        """Draw as wide as the window."""
        super().on_resize()
        self._draw()

    def draft_title(self) -> str:
        """Return what is being written; empty when nothing is."""
        written = self.is_mounted and any(text.strip() for text in self.parts.texts().values())
        return _("answer to {item}").format(item=self.code_name()) if written else ""

    def field_help(self) -> str | None:
        """Return what the focused field asks for."""
        return _help_of(self.parts.here or "answer")

    # Going through it -------------------------------------------------------------------------

    def _show_question(self) -> None:
        self.parts.parts[QUESTION].display = self.kind in (MoveKind.RESERVE, MoveKind.RETURN)

    def changed(self) -> None:
        """Ask for a question only where there is one, and count the words."""
        self._show_question()
        self._count()

    def checked(self, _box: GuardedText) -> None:
        """Count the findings."""
        self._count()

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the question, where there is one; the change itself is told later than this."""
        self._show_question()
        if message.step < 0:
            self.parts.go_to(WORDS)
        elif self.parts.parts[QUESTION].display:
            self.parts.go_to(QUESTION)
        else:
            self.coded.go_to("answer")

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the question had the focus; without one a digit chooses anew."""
        self._show_question()
        if self.parts.parts[QUESTION].display:
            self.parts.box(QUESTION).insert(message.sign)
        else:
            self.coded.go_to("answer")
            self.coded.take(message.sign, message.sign)

    def _count(self) -> None:
        words = self.parts.box(WORDS)
        together = self.told_of_findings(words)
        short = max(0, CHARACTERS_MIN - len(words.text.strip()))
        missing = (
            ngettext("{count} sign more", "{count} signs more", short).format(count=short) if short else ""
        )
        told = " · ".join(filter(None, (missing, together)))
        kept = _("Your words, the time and the text that you answered are kept together.")
        self.query_one("#count", TextBlock).show(f" {told or kept}")

    def step(self, step: int) -> None:
        """Go to the next field or text, or to the one before."""
        stops: list[Any] = [self.parts.box(WORDS), self.coded]
        if self.parts.parts[QUESTION].display:
            stops.append(self.parts.box(QUESTION))
        if self._is_cut():
            stops.append(self.query_one("#item"))
        here = stops.index(self.focused) if self.focused in stops else 0
        stops[(here + step) % len(stops)].focus()
        self.refresh_footer()

    # Answering --------------------------------------------------------------------------------

    def save(self) -> None:
        """Store it, once it can be."""
        if self.writer.is_storing or self.one is None:
            return
        words, kind = self.parts.box(WORDS).text, self.kind
        fault = judge_synthesis(words, free_texts(self.one.item)) if kind is not MoveKind.RETURN else None
        if fault is not None:
            self.parts.go_to(WORDS)
            self.say(_said_of(fault))
        elif kind is None:
            self.coded.focus()
            self.say(_("Take it, with a reservation, or return it? The digit chooses."))
        elif kind is not MoveKind.ACCEPT and not self.parts.box(QUESTION).text.strip():
            self.parts.go_to(QUESTION)
            self.say(_("What do you ask? One line is enough."))
        else:
            self.writer.store()

    # What the writer asks ---------------------------------------------------------------------

    def is_written(self) -> bool:
        """Return whether there are words that must not be lost."""
        return bool(self.draft_title()) and self.writer.is_touched

    def code_name(self) -> str:
        """Return what the draft is listed under."""
        return handover_words.label(self.one.item.kind, self.one.item.label) if self.one else ""

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""
        said = {"handover": self.handover_id, "item": self.item_id, "choice": self.coded["answer"].code}
        return {**said, **self.parts.texts()}

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored."""
        texts = self.parts.texts()
        asks = self.kind is not MoveKind.ACCEPT
        return {WORDS: texts[WORDS].strip(), QUESTION: texts[QUESTION].strip() if asks else ""}

    def storing(
        self, stances: tuple[Stance, ...], draft_id: str | None
    ) -> Callable[[], Moved | NotAnonymous]:
        """Return the call that answers and lets the draft go."""
        texts = self.free_texts()
        digest = self.one.digest if self.one else ""
        given = Answer(self.item_id, self.kind or MoveKind.RETURN, digest, texts[WORDS], texts[QUESTION])
        return partial(store, self.session, given, stances, draft_id)

    def stored(self, kept: Moved) -> None:
        """Open the next item that waits, or close."""
        self.program.duty.refresh()
        read = partial(handover.read, self.session, self.handover_id)
        self.run_service(read, done=partial(self._go_on, kept))

    def _go_on(self, kept: Moved, view: HandoverView) -> None:
        waiting = view.waiting_for(self.session.member)
        told = _told(kept, len(waiting))
        if waiting:
            self.app.switch_screen(HandoverAnswerScreen(view.handover.id, waiting[0].item.id))
            self.app.call_later(self.program.everywhere.say, told)
        else:
            self.dismiss(None)
            self.program.everywhere.say(told)

    def outrun(self) -> None:
        """Show the item as it stands now; the words stay in the form."""
        begun = partial(begin, self.session, self.handover_id, self.item_id, None)
        self.run_service(begun, done=self._read_again)

    def _read_again(self, beginning: Beginning) -> None:
        self._take_in(beginning)
        self.parts.go_to(WORDS)
        if self.one is not None and self.one.state is ItemState.SENT:
            self.say(_("It was changed while you read it. Read it again; your words stand below."))
        else:
            self.say(
                _("It was answered, changed or withdrawn meanwhile. Your words stay as a draft; Esc closes.")
            )


def _title(view: HandoverView, one: ItemView, me: str, today: date) -> tuple[str, str]:
    waiting = [other.item.id for other in view.waiting_for(me)]
    place = waiting.index(one.item.id) + 1 if one.item.id in waiting else 0
    told = _("TAKE OVER   {item}, from {member}").format(
        item=handover_words.item_name(one.item), member=view.handover.giver
    )
    day = wording.day(one.status.since.date(), today) if one.status.since else ""
    return told, _("item {place} of {count} · sent {day}").format(place=place, count=len(waiting), day=day)


def _help_of(here: str) -> str:
    return {
        WORDS: _(
            "Say it back as you understand it: what matters, what you will do, when. At least 40 signs."
        ),
        QUESTION: _("What is not settled, or what you want to know before you take it."),
        "answer": _("1 takes it: the thread and its follow-up are yours at once. It cannot be undone."),
    }[here]


def _answers(giver: str) -> tuple[Option, ...]:
    """Return the three answers; an empty ``giver`` is not known yet."""
    back = _("return it to {member}").format(member=giver) if giver else _("return it")
    return (
        Option("1", MoveKind.ACCEPT, _("I take it")),
        Option("2", MoveKind.RESERVE, _("with a reservation")),
        Option("3", MoveKind.RETURN, back),
    )


def _said_of(fault: SynthesisFault) -> str:
    return {
        SynthesisFault.EMPTY: _("Own words first: say it back as you understand it."),
        SynthesisFault.TOO_SHORT: _("A little more: at least 40 signs and six words of your own."),
        SynthesisFault.TOO_LONG: _("At most 2000 signs: the most important is enough."),
        SynthesisFault.COPIED: _(
            "More than half of it stands in the item already. Say it in your own words."
        ),
    }[fault]


def _told(kept: Moved, left: int) -> str:
    """Return what was answered, and how many wait."""
    said = {
        ItemState.ACCEPTED: _("Taken over: {item} is yours now."),
        ItemState.RESERVED: _("Taken over with a reservation: {item} is yours now."),
    }.get(kept.status.state, _("Returned: {item} stays with the giver until she answers."))
    told = said.format(item=handover_words.item_name(kept.item))
    if left:
        told += " " + ngettext("{count} more waits.", "{count} more wait.", left).format(count=left)
    return told
