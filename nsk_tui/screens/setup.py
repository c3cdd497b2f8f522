"""The set-up: where there is no store yet, make the group's own or look at demo data."""

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical
from textual.widget import Widget

from nsk_tui import __version__, wording
from nsk_tui.rules.ids import is_member_id
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.confirm import numbered
from nsk_tui.screens.fields import FieldsScreen, passphrase_fault
from nsk_tui.screens.recovery_words import NUMBERS
from nsk_tui.screens.setup_steps import (
    PEOPLE_LINES,
    Answers,
    Built,
    Person,
    build,
    build_demo,
    check_text,
    departments_of,
    group_step,
    people_step,
    person_of,
    recovery_choices,
    recovery_step,
    you_step,
)
from nsk_tui.screens.unlock import remember_member
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineInput
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.demo import DemoStore

START, GROUP, YOU, RECOVERY, PEOPLE, CHECK = range(6)
PROGRESS_STEP = 20


class SetupScreen(FormScreen[None], FieldsScreen):
    """The wizard; nothing is written before its last step."""

    NOUN = Place.SETUP
    AUTO_FOCUS = ""
    """The first step has no line; a hidden one must not take its digits."""

    def __init__(self) -> None:
        """Begin with the choice between one's own store and demo data."""
        super().__init__()
        self.step = START
        self.shares = 0
        """Which of the choices about paper shares is taken."""
        self.busy = False

    # What is shown ----------------------------------------------------------------------------

    def body(self) -> tuple[Widget, ...]:
        """Return every step; one is displayed."""
        folder = self.program.folder
        start = Vertical(TextBlock(_start_text()), id="step-0")
        check = Vertical(TextBlock("", id="check"), id="step-5")
        return (start, group_step(folder), you_step(), recovery_step(), people_step(), check)

    def title_texts(self) -> tuple[str, str]:
        """Return the steps, the present one marked, and the version."""
        return steps_title(self.step)

    def duty_texts(self) -> tuple[str, str]:
        """Say how far it is, and that nothing is saved."""
        if self.step == START:
            return _("There is no store here yet."), ""
        return _("Step {step} of 5. Esc goes one step back. Nothing is saved yet.").format(step=self.step), ""

    def on_mount(self) -> None:
        """Show the choice."""
        super().on_mount()
        self.show_step(START)

    def show_step(self, step: int) -> None:
        """Show a step, its first empty line focused."""
        self.step = step
        for place in range(CHECK + 1):
            self.query_one(f"#step-{place}").display = place == step
        if step == CHECK:
            self.query_one("#check", TextBlock).show(check_text(self.answers(), self.program.folder))
        self.query_one("#recovery", TextBlock).show(numbered(recovery_choices(), self.shares))
        lines = self.lines_shown()
        self.set_focus(next((one for one in lines if not one.value), lines[0] if lines else None))
        self.refresh_frame()

    def lines_shown(self) -> list[LineInput]:
        """Return the lines of the step that is shown."""
        return list(self.query_one(f"#step-{self.step}").query(LineInput))

    def label(self, action: Action) -> str:
        """Name what the last step does."""
        if action.id in ("form.save", "form.next") and self.step == CHECK:
            return _("Make the store")
        return super().label(action)

    def impossible(self, action: Action) -> str | None:
        """Say what a step has no use for."""
        if action.id == "form.choose" and self.step not in (START, RECOVERY):
            return _("digits write here")
        if action.id == "app.back" and self.step == START:
            return _("this is the first step; F10 quits")
        return None

    # Going through ----------------------------------------------------------------------------

    def do_form_choose(self, digit: str) -> None:
        """Choose between one's own store and demo data."""
        if self.step == RECOVERY:
            self._choose_shares(int(digit) - 1)
        elif digit == "1":
            self.show_step(GROUP)
        elif digit == "2" and not self.busy:
            self.busy = True
            self.say(_("Making demo data ..."))
            self.run_service(
                build_demo, self.program.folder, self._progress, done=self._demo_made, failed=self._failed
            )

    def _choose_shares(self, place: int) -> None:
        if 0 <= place < len(recovery_choices()):
            self.shares = place
            self.show_step(PEOPLE)

    def do_form_next(self) -> None:
        """Go to the next line, or on."""
        if self.step == START:
            self.show_step(GROUP)
        elif self.step == RECOVERY:
            self.show_step(PEOPLE)
        else:
            super().do_form_next()

    def do_form_save(self) -> None:
        """Go on when the step is filled in; from the last one, make the store."""
        fault = self._fault()
        if fault is not None:
            self.go_to(*fault)
        elif self.step == CHECK:
            self._make()
        else:
            self.show_step(self.step + 1)

    def do_app_back(self) -> None:
        """Go one step back; what was written stays."""
        self.show_step(max(START, self.step - 1))

    def _fault(self) -> tuple[str, str] | None:
        checks = {GROUP: self._group_fault, YOU: self._you_fault, PEOPLE: self._people_fault}
        return checks[self.step]() if self.step in checks else None

    def _group_fault(self) -> tuple[str, str] | None:
        return None if self.value("network").strip() else ("network", _("The group needs a name."))

    def _you_fault(self) -> tuple[str, str] | None:
        if not is_member_id(self.value("member").strip()):
            return "member", _("A code is letters, digits and -, at most 16: K-01.")
        if not self.value("name").strip():
            return "name", _("Your name is missing. The group sees it.")
        return passphrase_fault(self.value("new"), self.value("again"))

    def _people_fault(self) -> tuple[str, str] | None:
        taken = {self.value("member").strip()}
        for number in range(1, PEOPLE_LINES + 1):
            text = self.value(f"person_{number}").strip()
            person = person_of(text)
            if text and person is None:
                return f"person_{number}", _("Write the code first, then the name: K-07 Mette.")
            if person is not None and person.member in taken:
                return f"person_{number}", _("{member} is there already.").format(member=person.member)
            taken |= {person.member} if person else set()
        return None

    def answers(self) -> Answers:
        """Return everything that is written."""
        return Answers(
            municipality=self.value("municipality").strip(),
            network=self.value("network").strip(),
            departments=departments_of(self.value("departments")),
            acute_number=self.value("acute_number").strip(),
            acute_source=self.value("acute_source").strip(),
            member=self.value("member").strip(),
            name=self.value("name").strip(),
            passphrase=self.value("new"),
            people=tuple(one for one in self._people() if one is not None),
            recovery=(*NUMBERS, None)[self.shares],
        )

    def _people(self) -> list[Person | None]:
        return [person_of(self.value(f"person_{number}")) for number in range(1, PEOPLE_LINES + 1)]

    # Making -----------------------------------------------------------------------------------

    def _make(self) -> None:
        if self.busy:
            return
        self.busy = True
        self.say(_("Making the store ..."))
        self.run_service(
            build,
            self.program.folder,
            self.answers(),
            wording.language(),
            done=self._made,
            failed=self._failed,
        )

    def _made(self, built: Built) -> None:
        self.busy = False
        self.empty("new", "again")
        remember_member(built.session.member)
        numbers = self.answers().recovery
        if numbers is None:
            self._hand_out(built)
            return
        from nsk_tui.screens.recovery import SharesScreen

        self.app.push_screen(
            SharesScreen(built.session, numbers, steps_title(RECOVERY)),
            lambda _proven: self._hand_out(built),
        )

    def _hand_out(self, built: Built) -> None:
        if not built.invitations:
            self.program.unlocked(built.session)
            return
        from nsk_tui.screens.invitations import CodeScreen

        self.app.push_screen(
            CodeScreen(built.invitations), lambda _none: self.program.unlocked(built.session)
        )

    def _failed(self, error: Exception) -> None:
        self.busy = False
        if getattr(error, "code", "") == "passphrase_refused":
            self.show_step(YOU)
            self.go_to("new", _("Many people have that passphrase. Choose another one."))
        else:
            self.program.show_error(error)

    def _progress(self, count: int) -> None:
        if count % PROGRESS_STEP == 0:
            self.app.call_from_thread(
                self.say, _("Making demo data: {count} consultations ...").format(count=count)
            )

    def _demo_made(self, made: "DemoStore") -> None:
        from nsk_tui.screens.demo import DemoScreen

        self.busy = False
        self.program.folder = made.folder
        self.app.push_screen(DemoScreen(made))

    def field_help(self) -> str | None:
        """Explain the line that is focused."""
        focused: Any = self.focused
        return _helps().get(focused.id or "") if focused is not None else None


def steps_title(step: int) -> tuple[str, str]:
    """Return the two ends of the title: the steps, one of them marked, and the version."""
    names = (_("The group"), _("You"), _("Recovery"), _("People"), _("Check"))
    marked = [f"{'▸' if place == step else ' '}{place} {name}" for place, name in enumerate(names, 1)]
    version = ".".join(__version__.split(".")[:2])
    return f"{_('SET-UP')} {' '.join(marked).lstrip()}", f"nsk_tui {version}"


def _start_text() -> str:
    own = _("make the group's own store")
    demo = _("look at the program with invented data first")
    return "\n".join(
        [
            _("Welcome. nsk_tui keeps your group's anonymised consultations, encrypted, in one place."),
            "",
            f"▸ 1  {own}",
            f"  2  {demo}",
            "",
            _("The demo is a store of its own. It can be deleted at any time and mixes with nothing."),
            "",
            _("Is somebody in danger now? F9 shows the red card; it needs no store."),
        ]
    )


def _helps() -> dict[str, str]:
    return {
        "departments": _(
            "Departments are chosen by number when a consultation is written. They can be changed later."
        ),
        "acute_number": _(
            "The municipality's social duty outside office hours. It stands on the red card for all."
        ),
        "acute_source": _(
            "Where the number is from and when it was checked, for example: the municipality's web site."
        ),
        "member": _("The code stands instead of your name in lists and on the rota."),
        "new": _("The passphrase opens your own key. Nobody else can see it or find it again."),
    }
