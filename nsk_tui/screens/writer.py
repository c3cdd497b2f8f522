"""How something that is written is kept as a draft, checked finding by finding, and stored."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from nsk_tui import wording
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.screens.autosave import Autosave
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.errors import ErrorScreen
from nsk_tui.screens.resolution import OpenFinding, Resolution, stances_of
from nsk_tui.screens.resolve import ResolveScreen
from nsk_tui.services import anonymity, drafts
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.recording import Added
from nsk_tui.widgets.marks import Answered
from nsk_tui.wording import _

Outcome = Added | NotAnonymous
"""What storing a consultation answers."""

Kept = TypeVar("Kept")
"""What storing answers when everything passed the check."""


class Manuscript(Protocol[Kept]):
    """What a screen must tell about what is written on it."""

    def code_name(self) -> str:
        """Return the thread's code name."""

    def payload(self) -> dict[str, object]:
        """Return all that a draft must hold."""

    def free_texts(self) -> dict[str, str]:
        """Return the texts as they would be stored, by field."""

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered, by field."""

    def put_texts(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show texts in which findings were resolved."""

    def storing(self, stances: tuple[Stance, ...], draft_id: str | None) -> Callable[[], Kept | NotAnonymous]:
        """Return the call that stores it and lets the draft go; made to run in a thread."""

    def stored(self, kept: Kept) -> None:
        """Close: it is stored."""

    def outrun(self) -> None:
        """Ask what shall become of it: somebody saved the same record first."""


class Writer(Generic[Kept]):
    """Keeps a manuscript: draft while it is written, check and store at the end.

    Shape
        ``draft_id`` None: nothing has been saved yet. ``saved_clock`` is when the draft was saved
        last, empty before that. ``known`` is what the draft, or the untouched form, holds.
    """

    def __init__(
        self, screen: FrameScreen[Any], manuscript: Manuscript[Kept], kind: str, draft_id: str | None
    ) -> None:
        """Keep what is written on a screen."""
        self.screen, self.manuscript, self.kind = screen, manuscript, kind
        self.draft_id = draft_id
        self.saved_clock = ""
        self.known: dict[str, object] | None = None
        self.is_storing = False
        self._is_drafting = False
        self._saves = self._saved = 0
        self._one_at_a_time = Lock()
        self._after_draft: Callable[[], object] | None = None
        self._autosave = Autosave(screen, self.save_draft)

    @property
    def is_touched(self) -> bool:
        """Whether there is anything that must not be lost."""
        return self.draft_id is not None or self.is_ahead

    @property
    def is_ahead(self) -> bool:
        """Whether more is written than the draft holds."""
        return self.manuscript.payload() != self.known

    # The draft --------------------------------------------------------------------------------

    def touched(self) -> None:
        """Note a change; it is in the draft after a pause, or two seconds."""
        if not self.is_storing and self.is_ahead:
            self._autosave.touched()

    def save_draft(self) -> None:
        """Save the draft beside the typing; one at a time, so that there is but one draft."""
        if self._is_drafting or self.is_storing or not self.is_ahead:
            return
        self._is_drafting = True
        self._autosave.forget()
        payload = self.manuscript.payload()
        self.screen.run_service(
            self._saving(payload), done=partial(self._drafted, payload), failed=self._not_drafted
        )

    def save_draft_now(self) -> None:
        """Save the draft before the keys are forgotten."""
        if self.is_ahead and self.screen.program.session is not None:
            payload = self.manuscript.payload()
            self._saving(payload)()
            self.known = payload

    def _saving(self, payload: dict[str, object]) -> Callable[[], None]:
        """Return the call that saves a draft, in a thread or at once."""
        self._saves += 1
        session, code, number = self.screen.session, self.manuscript.code_name(), self._saves

        def save() -> None:
            # A lock may save while a thread does: one draft, and never an older text over a newer.
            with self._one_at_a_time:
                if number > self._saved:
                    self.draft_id = drafts.save_draft(session, self.draft_id, self.kind, code, payload)
                    self._saved = number

        return save

    def _drafted(self, payload: dict[str, object], _nothing: None) -> None:
        self._is_drafting, self.known = False, payload
        self.saved_clock = wording.clock(self.screen.now)
        self.screen.refresh_frame()
        after, self._after_draft = self._after_draft, None
        if after is not None:
            after()
        else:
            self.touched()

    def _not_drafted(self, error: Exception) -> None:
        self._is_drafting, self._after_draft = False, None
        if not self.is_ahead:
            return
        self.screen.app.push_screen(ErrorScreen(error, _("The draft is not saved"), self.save_draft))

    def when_drafted(self, act: Callable[[], object]) -> None:
        """Do something once everything written is in the draft."""
        if self.is_ahead or self._is_drafting:
            self._after_draft = partial(self.when_drafted, act)
            self.save_draft()
        else:
            act()

    # Storing ----------------------------------------------------------------------------------

    def store(self) -> None:
        """Store what is written, after any draft that is on its way."""
        if self._is_drafting:
            self._after_draft = self.store
            return
        self.is_storing = True
        self._autosave.forget()
        self.screen.set_focus(None)
        stances = stances_of(self.manuscript.answered())
        self.screen.run_service(
            self.manuscript.storing(stances, self.draft_id),
            done=self._settled, failed=self._not_stored, doing=_("Saving ..."),
        )  # fmt: skip

    def _settled(self, outcome: Kept | NotAnonymous) -> None:
        self.is_storing = False
        if not isinstance(outcome, NotAnonymous):
            self.draft_id, self.known = None, self.manuscript.payload()
            self.manuscript.stored(outcome)
            return
        waiting = [OpenFinding(one.field, one.finding) for one in outcome.findings]
        texts, answered = self.manuscript.free_texts(), self.manuscript.answered()
        self.screen.app.push_screen(
            ResolveScreen(Resolution(texts, waiting, anonymity.scan, anonymity.lexicon(), answered)),
            self._resolved,
        )

    def _not_stored(self, error: Exception) -> None:
        self.is_storing = False
        self.save_draft()
        if isinstance(error, SavedByAnotherFirst):
            self.manuscript.outrun()
            return
        self.screen.app.push_screen(ErrorScreen(error, _("It is not saved yet"), self.store))

    def _resolved(self, resolution: Resolution | None) -> None:
        """Put the resolved texts in; store when nothing is left to resolve."""
        if resolution is None:
            return
        self.manuscript.put_texts(resolution.texts, resolution.answered)
        if resolution.is_done:
            self.store()
        else:
            self.touched()
            self.screen.say(_("Correct it in the text; F8 goes on with what is left."))
