"""What every screen is made of: the frame, its keys, its message line, one service at a time."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.worker import Worker

from nsk_tui.screens import actions
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.calls import Calls
from nsk_tui.screens.readers_words import InReadersWords
from nsk_tui.widgets.dialog import DialogBox
from nsk_tui.widgets.frame import FrameLine, KeyLine, TabLine, is_drawn
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp
    from nsk_tui.services.session import Session
    from nsk_tui.widgets.coded_field import CodedField

Result = TypeVar("Result")
Answer = TypeVar("Answer")

PATIENCE_SECONDS = 0.3
"""After this long the message line says what is being done."""

SMALLEST_CELLS, SMALLEST_ROWS = 60, 16
"""Below this only a line and the red card are shown."""

STRONGEST = ("f9", "ctrl+r")
"""The keys of the red card go before everything that a focused widget binds."""

TABS = (
    "screen.today",
    "screen.consultations",
    "screen.rota",
    "screen.group",
    "screen.meetings",
    "screen.reference",
    "screen.system",
)


class LockedNow(RuntimeError):
    """A screen asked for the session while the store was locked (a fault in the caller)."""


class FrameScreen(InReadersWords[Result], inherit_bindings=False):
    """A screen with the frame; its keys come from the registry.

    Shape
        ``NOUN`` is its place in the registry, ``KIND`` the general place (a list or a form).
        ``LETTERS`` is False where somebody writes: letters are then no commands.
        Handlers are methods ``do_<action id with _ for .>``; a handler for the general verb
        serves when there is none for the special act.
    """

    NOUN: ClassVar[Place] = Place.ALL
    KIND: ClassVar[Place] = Place.LIST
    LETTERS: ClassVar[bool] = True
    TABBED: ClassVar[bool] = False
    FOR_THE_ROOM: ClassVar[bool] = False
    holds_the_room = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Bind the keys that the registry gives to this kind of screen."""
        cls.BINDINGS = cls._bindings_of()
        kwargs.setdefault("inherit_bindings", False)
        super().__init_subclass__(**kwargs)

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry that this screen stands in."""
        tabs = (Place.TABS,) if cls.TABBED else ()
        return (Place.ALL, *tabs, cls.KIND, cls.NOUN)

    @classmethod
    def _bindings_of(cls) -> list[Any]:
        return [
            Binding(
                key, f"act('{action.id}', '{key}')", action.english, show=False, priority=key in STRONGEST
            )
            for key, action in actions.bound(cls.places(), cls.LETTERS).items()
        ]

    def __init__(self, **textuals: Any) -> None:
        super().__init__(**textuals)
        self.calls = Calls(self)

    # What a screen says of itself -------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay the frame around the body."""
        yield self.top_line()
        yield FrameLine("duty")
        yield Vertical(*self.body(), id="body")
        yield FrameLine("message")
        yield KeyLine()

    def top_line(self) -> Widget:
        """Return row 1."""
        return TabLine() if self.TABBED else FrameLine("title")

    def body(self) -> tuple[Widget, ...]:
        """Return what stands between the frame's lines."""
        return ()

    def title_texts(self) -> tuple[str, str]:
        """Return the two ends of the title line of a screen without tabs."""
        return "", _("Esc closes")

    def has_row(self) -> bool:
        """Return whether something is chosen that row acts could act on."""
        return True

    def impossible(self, action: Action) -> str | None:
        """Return why an act is not possible on this screen now; None when it is."""
        return None

    def label(self, action: Action) -> str:
        """Return the word for an act on this screen."""
        return actions.label(action, self.NOUN)

    def field_help(self) -> str | None:
        """Return what the focused field means, for F1; None when no field is focused."""
        return None

    def save_draft_now(self) -> None:
        """Save what is being written, at once: called on lock, signal and end."""

    def draft_title(self) -> str:
        """Return what is being written here, ``sparring rund-lygte``; empty when nothing is."""
        return ""

    def refresh_records(self) -> None:
        """Fetch again what is shown: called when the screen comes back, and after undo."""

    def store_changed(self) -> None:
        """Take in that somebody else saved something; where somebody writes, nothing moves."""

    # The app behind ---------------------------------------------------------------------------

    @property
    def program(self) -> "NskApp":
        """The app, by its own type."""
        return cast("NskApp", self.app)

    @property
    def session(self) -> "Session":
        """The unlocked session.

        Errors
            LockedNow: the store is locked.
        """
        session = self.program.session
        if session is None:
            raise LockedNow
        return session

    @property
    def now(self) -> datetime:
        """The local time, as the program's clock has it."""
        return self.program.local_now()

    # Keys -------------------------------------------------------------------------------------

    async def action_act(self, action_id: str, key: str = "") -> None:
        """Carry out an act of the registry, or say why not."""
        action = actions.BY_ID[action_id]
        reason = self.why_not(action)
        if reason is not None:
            self.say(_("Cannot: {reason}.").format(reason=reason))
            return
        handler = self.handler(action)
        if handler is None:
            self.say_unused(action.keys[0] if action.keys else action.label)
            return
        outcome = cast("Callable[..., object]", handler)(*([key] if action.id == "form.choose" else []))
        if isawaitable(outcome):
            await outcome

    def handler(self, action: Action) -> Callable[[], object] | None:
        """Return the method that carries out an act here or in the app; None when there is none."""
        for owner in (self, self.program.everywhere):
            for name in (action.id, action.verb):
                found = getattr(owner, f"do_{name.replace('.', '_')}", None) if name else None
                if found is not None:
                    return cast("Callable[[], object]", found)
        return None

    def why_not(self, action: Action) -> str | None:
        """Return why an act is not possible now; None when it is."""
        program = self.program
        situation = actions.Situation(program.role, self.has_row(), program.is_before_a_room)
        return actions.refusal(action, situation) or self.impossible(action)

    def offered(self) -> tuple[Action, ...]:
        """Return the acts that are carried out here, those not possible now included."""
        keys = actions.bound(self.places(), self.LETTERS).values()
        without_keys = (action for action in actions.here((self.NOUN,)) if not action.keys)
        hidden = () if self.TABBED else ("row.menu",)
        every = dict.fromkeys((*keys, *without_keys))
        found = (action for action in every if self.handler(action) is not None)
        return tuple(action for action in found if action.id not in hidden)

    def say_unused(self, key: str) -> None:
        """Say that a key means nothing here."""
        self.say(_("{key} is not used here. m shows what you can do.").format(key=key))

    async def key_ctrl_c(self) -> None:
        """Say how to leave: Ctrl+C must never end a program that holds a draft."""
        self.say(_("F10 or Q signs out."))

    # The frame --------------------------------------------------------------------------------

    def say(self, message: str) -> None:
        """Write a sentence in the message line; it stays until the next key."""
        small = _("The window is too small ({width}x{height}). F9 works.")
        shown = small.format(width=self.size.width, height=self.size.height) if self.is_too_small else message
        self.query_one("#message", FrameLine).say(shown)

    def refresh_frame(self) -> None:
        """Draw the frame's lines again where they changed."""
        if not is_drawn(self):
            return
        if self.TABBED:
            self.query_one(TabLine).show(self._tabs(), actions.BY_ID[self.tab()].keys[0])
        else:
            self.query_one("#title", FrameLine).say(*self.title_texts())
        self.query_one("#duty", FrameLine).say(*self.duty_texts())
        self.refresh_footer()

    def refresh_footer(self) -> None:
        """Draw the footer again where what is possible changed."""
        possible = [action.id for action in self.offered() if self.why_not(action) is None]
        self.query_one(KeyLine).show(actions.footer(self.NOUN, self.KIND, possible, self.label))

    def tab(self) -> str:
        """Return the tab that is active while this screen is shown."""
        return {Place.TODAY: TABS[0], Place.MEMBERS: TABS[-1]}.get(self.NOUN, TABS[1])

    def _tabs(self) -> tuple[tuple[str, str], ...]:
        situation = actions.Situation(self.program.role)
        shown = [actions.BY_ID[one] for one in TABS]
        return tuple(
            (one.keys[0], self.program.tab_name(one)) for one in shown if not actions.refusal(one, situation)
        )

    def duty_texts(self) -> tuple[str, str]:
        """Return the two ends of the duty line."""
        return self.program.duty_texts()

    def on_mount(self) -> None:
        """Fill the frame."""
        self.refresh_frame()

    def on_screen_resume(self) -> None:
        """Draw what may have changed while another screen was in front."""
        self.refresh_frame()
        self.refresh_records()

    def on_resize(self) -> None:
        """Show one line instead of a torn screen when the window is too small."""
        was_small = self.has_class("-too-small")
        self.set_class(self.is_too_small, "-too-small")
        if was_small or self.is_too_small:
            self.say("")

    @property
    def is_too_small(self) -> bool:
        """Whether the window has no room for a screen."""
        return self.size.width < SMALLEST_CELLS or self.size.height < SMALLEST_ROWS

    def run_service(
        self,
        function: Callable[..., Answer],
        *arguments: Any,
        done: Callable[[Answer], object],
        failed: Callable[[Exception], object] | None = None,
        doing: str = "",
        exclusive: str = "",
    ) -> None:
        """Call a service in a thread; ``done`` gets its answer on the screen's own thread.

        Shape
            ``failed`` None shows the error dialog. ``doing`` is said when it takes long.
            Calls of the same ``exclusive`` group replace one another: only the last answers.
        """
        worker = self.calls.start(partial(function, *arguments), done, failed, exclusive)
        if doing:
            self.set_timer(PATIENCE_SECONDS, partial(self.calls.be_patient, worker, doing))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Hand on a service's answer or error."""
        self.calls.hand_on(event)


class TabbedScreen(FrameScreen[None]):
    """A screen of the tab line, with views and a cursor."""

    TABBED = True
    VIEWS: ClassVar[tuple[str, ...]] = ()

    view = 0

    def handler(self, action: Action) -> Callable[[], object] | None:
        """Return what carries out an act; the cursor is moved by the widget that has it."""
        if action.id.startswith("view.") and len(self.VIEWS) < 2:
            return None
        if action.id.startswith("cursor."):
            mover = getattr(self.focused, "move", None)
            return None if mover is None else partial(mover, action.id.removeprefix("cursor."))
        return super().handler(action)

    def on_key(self, event: Key) -> None:
        """Answer a letter that the registry does not know: silence would look like a fault."""
        if event.is_printable and event.key not in self._bindings.key_to_bindings:
            self.say_unused(event.character or event.key)

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return tuple(_(name) for name in self.VIEWS)

    def show_view(self, view: int) -> None:
        """Draw another view of the screen."""

    def store_changed(self) -> None:
        """Show what somebody else saved."""
        self.refresh_records()

    def do_view_next(self) -> None:
        """Go to the next view."""
        self._turn(1)

    def do_view_previous(self) -> None:
        """Go to the view before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if len(self.VIEWS) > 1:
            self.view = (self.view + step) % len(self.VIEWS)
            self.show_view(self.view)
            self.refresh_frame()


class FormScreen(FrameScreen[Result]):
    """A screen that is written in: a title line instead of tabs, letters write."""

    KIND = Place.FORM
    LETTERS = False

    def on_coded_field_told(self, message: "CodedField.Told") -> None:
        """Say why a key did nothing."""
        self.say(message.sentence)


class DialogScreen(ModalScreen[Result], FrameScreen[Result]):
    """A box over the screen it belongs to; closes with its answer."""

    KIND = Place.FORM
    LETTERS = False

    def compose(self) -> ComposeResult:
        """Lay a title, the box, a message line and a footer over the screen below."""
        yield FrameLine("title")
        yield DialogBox(self.box_title(), *self.body(), id="body")
        yield Vertical(FrameLine("message"), KeyLine(), id="foot-lines")

    def refresh_frame(self) -> None:
        """Draw title and footer; the duty line is that of the screen below."""
        if is_drawn(self):
            self.query_one("#title", FrameLine).say(*self.title_texts())
            self.refresh_footer()

    def on_coded_field_told(self, message: "CodedField.Told") -> None:
        """Say why a key did nothing."""
        self.say(message.sentence)

    def box_title(self) -> str:
        """Return what stands in the upper edge of the box."""
        return ""

    def do_app_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
