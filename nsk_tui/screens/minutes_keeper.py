"""What is written in minutes until it stands in the store: on its way, kept back, or still being typed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from threading import Lock
from typing import Any, Protocol

from nsk_tui import vocabulary
from nsk_tui.explanations import explain
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import AgendaItemId, MinutesLineId
from nsk_tui.rules.minutes_lines import read_line
from nsk_tui.screens.autosave import Autosave
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.minutes_sheet import HeldLine
from nsk_tui.services import drafts, minutes, minutes_desk
from nsk_tui.services.clearing import FieldFinding, NotAnonymous
from nsk_tui.services.meeting_errors import UnknownMinutesLine
from nsk_tui.services.minutes import Written
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.services.session import Session
from nsk_tui.wording import _

CLOSED = "access_closed"

Payload = dict[str, object]


@dataclass(frozen=True)
class Begun:
    """Minutes that were opened, and what was not finished last time; ``draft_id`` None: nothing."""

    desk: MinutesDesk
    draft_id: str | None
    payload: Payload


class Scribe(Protocol):
    """What the screen must tell and hear about what is written on it."""

    def typing(self) -> Payload:
        """Return what is being typed, and where; empty when nothing is."""

    def stored(self, written: Written, one: HeldLine) -> None:
        """Show a line that stands in the store now."""

    def kept_back(self, one: HeldLine) -> None:
        """Show a line that was kept back."""

    def drafted(self) -> None:
        """Show that everything written is safe."""


def begin(session: Session, name: str) -> Begun:
    """Return the minutes that a word names, with the member's own draft of them."""
    desk = minutes_desk.open_desk(session, name)
    meeting = desk.page.meeting.id
    mine = (one for one in drafts.drafts(session) if one.kind == drafts.OF_MINUTES)
    own = next((one for one in mine if str(one.code_name) == meeting), None)
    return Begun(desk, own.id if own else None, drafts.load_draft(session, own.id) if own else {})


def store(
    session: Session, meeting: str, one: HeldLine, stances: tuple[Stance, ...]
) -> Written | NotAnonymous:
    """Store a line that was finished: a new one, or a change of one that stands.

    A line that somebody took away meanwhile stands as it was changed: no words are lost.
    """
    if one.changes is not None:
        with suppress(UnknownMinutesLine):
            return minutes.change_line(session, one.changes, one.base, one.text, stances)
    return minutes.add_line(session, meeting, one.item, one.text, stances=stances)


def unstored(held: list[HeldLine], desk: MinutesDesk, member: str, today: Any) -> list[HeldLine]:
    """Return the lines of a draft that do not stand yet: the end may have come between store and draft."""
    stands = {
        (one.line.item, one.line.kind, one.line.text, one.line.owner, one.line.due)
        for one in desk.page.lines
        if one.line.written_by == member
    }

    def parts(one: HeldLine) -> Any:
        read = read_line(one.text, today, desk.page.people)
        return one.item, read.kind, read.text, read.owner, read.due

    return [one for one in held if one.changes is not None or not one.is_finished or parts(one) not in stands]


class MinutesKeeper:
    """Hands finished lines to the store one after the other, and keeps the rest in an encrypted draft.

    Shape
        ``draft_id`` None: there is no draft. ``saved_at`` None: nothing has been saved yet.
    """

    def __init__(self, screen: FrameScreen[Any], scribe: Scribe) -> None:
        """Keep what is written on a screen."""
        self.screen, self.scribe = screen, scribe
        self.meeting = ""
        self.held: list[HeldLine] = []
        self.findings: dict[int, tuple[FieldFinding, ...]] = {}
        self.draft_id: str | None = None
        self.saved_at: datetime | None = None
        self._stances: dict[int, tuple[Stance, ...]] = {}
        self._count = 0
        self._sending: HeldLine | None = None
        self._known: Payload = {}
        self._one_at_a_time = Lock()
        self._saves = self._saved = 0
        self._autosave = Autosave(screen, self.save_draft)

    # Lines on their way -----------------------------------------------------------------------

    def hand_in(
        self,
        item: AgendaItemId | None,
        text: str,
        changes: MinutesLineId | None = None,
        base: str = "",
        stances: tuple[Stance, ...] = (),
    ) -> None:
        """Take a finished line in, and store it at once; the next may be written meanwhile.

        ``item`` None: it belongs to the meeting as a whole. ``changes`` None: it is a new line.
        """
        self._count += 1
        one = HeldLine(self._count, item, text, changes, base)
        self._stances[one.number] = stances
        self.held.append(one)
        self._send()
        self.touched()

    def set_aside(
        self, item: AgendaItemId | None, text: str, changes: MinutesLineId | None, base: str
    ) -> None:
        """Keep a line that is not finished, because another is written first."""
        self._count += 1
        self.held.append(HeldLine(self._count, item, text, changes, base, _("not finished."), False))
        self.touched()

    def take_back(self, one: HeldLine) -> None:
        """Let a line that was kept back go, because it is being written anew or thrown away."""
        self.held = [other for other in self.held if other.number != one.number]
        self.findings.pop(one.number, None)
        self.touched()

    def _send(self) -> None:
        one = next((each for each in self.held if not each.reason), None)
        if self._sending is not None or one is None:
            return
        self._sending = one
        self.screen.run_service(
            store, self.screen.session, self.meeting, one, self._stances.pop(one.number, ()),
            done=partial(self._answered, one), failed=partial(self._failed, one),
        )  # fmt: skip

    def _answered(self, one: HeldLine, outcome: Written | NotAnonymous) -> None:
        self._sending = None
        if isinstance(outcome, Written):
            self.held = [other for other in self.held if other.number != one.number]
            self.saved_at = self.screen.now
            self.scribe.stored(outcome, one)
        else:
            self.findings[one.number] = outcome.findings
            self._keep_back(one, vocabulary.word(outcome.findings[0].finding.reason))
        self._send()
        self.touched()

    def _failed(self, one: HeldLine, error: Exception) -> None:
        self._sending = None
        if getattr(error, "code", "") == CLOSED:
            self.screen.program.show_error(error)
            return
        self._keep_back(one, explain(error).happened)
        self._send()

    def _keep_back(self, one: HeldLine, reason: str) -> None:
        kept = replace(one, reason=reason)
        self.held = [kept if other.number == one.number else other for other in self.held]
        self.scribe.kept_back(kept)

    # The draft --------------------------------------------------------------------------------

    def take(self, begun: Begun, today: Any) -> Payload:
        """Take in what was not finished last time, and hand in what was; return what was being typed."""
        self.meeting, self.draft_id = begun.desk.page.meeting.id, begun.draft_id
        found = [one for one in _held(begun.payload) if one.text]
        for one in unstored(found, begun.desk, self.screen.session.member, today):
            take_in = self.hand_in if one.is_finished else self.set_aside
            take_in(one.item, one.text, one.changes, one.base)
        self._known = begun.payload
        typing = begun.payload.get("typing")
        return dict(typing) if isinstance(typing, dict) else {}

    def payload(self) -> Payload:
        """Return all that a draft must hold; empty when nothing is unfinished."""
        held = [
            {
                "item": one.item,
                "text": one.text,
                "changes": one.changes,
                "base": one.base,
                "done": one.is_finished,
            }
            for one in self.held
        ]
        typing = self.scribe.typing()
        return {"held": held, "typing": typing} if held or typing else {}

    def touched(self) -> None:
        """Note a change; it is in the draft after a pause, or two seconds."""
        if self.payload() != self._known:
            self._autosave.touched()

    def save_draft(self) -> None:
        """Save the draft beside the typing."""
        payload = self.payload()
        self._autosave.forget()
        if payload != self._known and self.meeting and self.screen.program.session is not None:
            self.screen.run_service(
                self._saving(payload), done=lambda _nothing: self._drafted(payload), failed=self._not_drafted
            )

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        payload = self.payload()
        if payload != self._known and self.meeting and self.screen.program.session is not None:
            self._saving(payload)()
            self._known = payload

    def _drafted(self, payload: Payload) -> None:
        self._known = payload
        if payload:
            self.saved_at = self.screen.now
        self.scribe.drafted()
        self.touched()

    def _not_drafted(self, error: Exception) -> None:
        self.screen.say(explain(error).happened)

    def _saving(self, payload: Payload) -> Callable[[], None]:
        """Return the call that saves a draft, or lets it go when nothing is left in it."""
        self._saves += 1
        session, number = self.screen.session, self._saves

        def save() -> None:
            # A lock may save while a thread does: one draft, and never an older text over a newer.
            with self._one_at_a_time:
                if number <= self._saved:
                    return
                self._saved = number
                if payload:
                    self.draft_id = drafts.save_draft(
                        session, self.draft_id, drafts.OF_MINUTES, self.meeting, payload
                    )
                elif self.draft_id is not None:
                    drafts.discard_draft(session, self.draft_id)
                    self.draft_id = None

        return save


def _held(payload: Payload) -> list[HeldLine]:
    rows = payload.get("held")
    return [_held_line(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _held_line(row: dict[str, object]) -> HeldLine:
    item, changes = row.get("item"), row.get("changes")
    return HeldLine(
        0,
        AgendaItemId(item) if isinstance(item, str) else None,
        str(row.get("text") or ""),
        MinutesLineId(changes) if isinstance(changes, str) else None,
        str(row.get("base") or ""),
        is_finished=row.get("done") is not False,
    )
