"""Report absence in three keys: the days, never the cause; what it hits is told before anything is saved."""

from datetime import date, timedelta

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui.rules.access import Act, may
from nsk_tui.rules.duties import Line
from nsk_tui.rules.typed_days import read_day
from nsk_tui.screens import absence_words
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.services import absences, rota_members, rota_settings
from nsk_tui.services.absences import AbsenceEffect, ReportedAbsence
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.wording import _, pgettext

TODAY, TOMORROW, WEEK, RANGE = "today", "tomorrow", "week", "range"
MOVE, LEAVE = "move", "leave"
SHOW, KEEP = "show", "keep"
DAY = timedelta(days=1)
FRIDAY, SUNDAY = 4, 6


def span(choice: str, today: date) -> tuple[date, date]:
    """Return the first and last day of a choice; the rest of the week ends on Friday."""
    if choice == TOMORROW:
        return today + DAY, today + DAY
    if choice == WEEK:
        last = FRIDAY if today.weekday() <= FRIDAY else SUNDAY
        return today, today + DAY * (last - today.weekday())
    return today, today


def known(session: Session) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """Return the lines, and for a coordinator the members whose absence she may report."""
    lines = rota_settings.lines(session)
    others = rota_members.rota_members(session) if may(session.role, Act.PLAN_ROTA) else ()
    return lines, tuple(one.id for one in others if one.id != session.member)


class AbsenceFields(CodedFields):
    """The fields of an absence, whose digits are one row: 5 and 6 choose from wherever the keys are."""

    def take(self, key: str, sign: str | None) -> bool:
        """Hand a digit to the field that carries it, also after the last was answered."""
        carriers = [name for name in self.fields if sign is not None and self._carries(name, sign)]
        begins_a_day = self.has_left and self["when"].code == RANGE
        if not carriers or begins_a_day:
            return super().take(key, sign)
        carrier = self.here if self.here in carriers else carriers[0]
        if not self[carrier].display:
            # What the days hit is still being looked up: the answer counts, should it be asked for.
            self[carrier].take(key, sign)
            return True
        if carrier != self.here or self.has_left:
            self.go_to(carrier)
        return super().take(key, sign)

    def _carries(self, name: str, sign: str) -> bool:
        return any(option.key == sign for option in self[name].options)


class AbsenceScreen(DialogScreen[str]):
    """Asks for the days; its answer is what was reported, in words."""

    NOUN = Place.ABSENCE
    CSS_PATH = "absence.tcss"

    def __init__(self) -> None:
        """Report one's own absence, until a coordinator chooses somebody else."""
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.effect: AbsenceEffect | None = None
        self.ahead = TypedAhead()
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return the days, whose they are, what becomes of the duties, and what is hit."""
        choices = (
            (TODAY, _("today")),
            (TOMORROW, _("tomorrow")),
            (WEEK, _("the rest of the week")),
            (RANGE, _("from-to")),
        )
        days = [Option(str(at), code, word) for at, (code, word) in enumerate(choices, 1)]
        moving = (Option("1", MOVE, _("the backup takes it at once")), Option("2", LEAVE, _("stands open")))
        coded = (
            CodedField("when", pgettext("absence", "When"), days),
            CodedField("who", pgettext("absence", "Who"), ()),
            CodedField("moving", pgettext("absence", "The duty"), moving),
            CodedField("due", _("Follow-ups"), self._due_options(None)),
        )
        return (
            AbsenceFields(coded, id="coded"),
            LineField("first", _("First day"), limit=10, remark=_("for example 24/11")),
            LineField("last", _("Last day"), limit=10, remark=_("also away that day")),
            TextBlock(id="effect"),
            TextBlock(_("The cause is not written. Others see only the days."), id="hint"),
        )

    def box_title(self) -> str:
        """Return whose absence it is."""
        return _("Absence · {member}").format(member=self.session.member)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("REPORT ABSENCE"), _("Esc closes")

    def on_mount(self) -> None:
        """Ask for the days at once."""
        super().on_mount()
        self._show_fields()
        self.field("moving").put([MOVE])
        self.field("due").put([SHOW])
        self.coded.focus()
        self.ahead.open()
        self.run_service(known, self.session, done=self._know)

    def _know(self, found: tuple[tuple[Line, ...], tuple[str, ...]]) -> None:
        self.lines, others = found
        me = self.session.member
        options = (Option("1", me, _("{member} (me)").format(member=me)), *numbered((me, *others))[1:])
        self.field("who").options = options
        self.field("who").put([me])
        self._show_fields(others=bool(others))
        if self.effect is not None:
            self._tell(self.effect)

    @property
    def coded(self) -> CodedFields:
        """The coded fields."""
        return self.query_one(CodedFields)

    def field(self, name: str) -> CodedField:
        """Return a coded field."""
        return self.coded[name]

    @property
    def member(self) -> str | None:
        """Whose absence it is; None for one's own."""
        who = self.field("who").code
        return who if who and who != self.session.member else None

    def _show_fields(self, others: bool | None = None) -> None:
        if others is not None:
            self.field("who").display = others
        elif not self.field("who").options:
            self.field("who").display = False
        hit = self.effect is not None and bool(self.effect.duties_hit)
        self.field("moving").display = hit
        self.field("due").display = self.effect is not None and bool(self.effect.follow_ups)
        for name in ("first", "last"):
            self.query_one(f"#{name}").parent.display = self.field("when").code == RANGE  # type: ignore[union-attr]

    def days(self) -> tuple[date, date] | None:
        """Return the days that are chosen; None while they are not, or are none."""
        choice, today = self.field("when").code, self.session.today
        if not choice:
            return None
        if choice != RANGE:
            return span(choice, today)
        typed = [self.query_one(f"#{name}", Input).value for name in ("first", "last")]
        first = read_day(typed[0], today)
        last = read_day(typed[1] or typed[0], today)
        return (first, last) if first and last and first <= last else None

    # What it would mean -----------------------------------------------------------------------

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Look what the days would hit."""
        if message.field.id in ("moving", "due"):
            return
        self.effect = None
        self._show_fields()
        self._look()

    @on(Input.Changed)
    def look_again(self) -> None:
        """Look anew as days are typed."""
        self._look()

    def _look(self) -> None:
        days = self.days()
        if days is None:
            self.query_one("#effect", TextBlock).show("")
            return
        self.run_service(
            absences.preview, self.session, *days, self.member,
            done=self._tell, failed=self._cannot, exclusive="absence",
        )  # fmt: skip

    def _tell(self, effect: AbsenceEffect) -> None:
        self.effect = effect
        self.field("due").options = self._due_options(effect)
        self._show_fields()
        days = self.days()
        if days is not None:
            told = absence_words.effect(effect, self.lines, days, self.session.today)
            self.query_one("#effect", TextBlock).show(told)
        self.refresh_footer()

    def _due_options(self, effect: AbsenceEffect | None) -> tuple[Option, ...]:
        """Return what can become of her follow-ups; ``effect`` None: who has duty is not known yet."""
        member = self.member if effect is not None else None
        own = _("stay with {member}").format(member=member) if member else _("I see to them")
        seen_by = effect.stand_ins if effect is not None else ()
        return (Option("5", SHOW, absence_words.shown_to(seen_by)), Option("6", KEEP, own))

    def _cannot(self, error: Exception) -> None:
        self.effect = None
        self._show_fields()
        self.query_one("#effect", TextBlock).show(absence_words.refused(error))

    # Going through it -------------------------------------------------------------------------

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the typed days, where there are any."""
        if message.step > 0 and self.field("when").code == RANGE:
            self.query_one("#first").focus()

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take(digit, digit))

    def do_form_next(self) -> None:
        """Go from day to day; elsewhere Enter belongs to the fields."""
        if self.focused is self.query_one("#first"):
            self.query_one("#last").focus()
        elif isinstance(self.focused, Input):
            self.do_form_save()
        else:
            self.ahead.do(lambda: self.coded.take("enter", None))

    def on_input_submitted(self) -> None:
        """Enter in a day."""
        self.do_form_next()

    def do_pane_next(self) -> None:
        """Go to the next field."""
        self._step(1)

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self.coded.has_focus:
            self.coded.step(step)
        elif self.focused is self.query_one("#first") and step > 0:
            self.query_one("#last").focus()
        else:
            self.coded.focus()

    # Saving -----------------------------------------------------------------------------------

    def do_form_save(self) -> None:
        """Report it."""
        self.ahead.do(self._report)

    def _report(self) -> None:
        days = self.days()
        if self.is_sent:
            return
        if days is None:
            typed = self.field("when").code == RANGE
            self.say(_("Which days? Write them as 24/11.") if typed else _("Which days? The digit chooses."))
            return
        self.is_sent = True
        moves, shows = self.field("moving").code != LEAVE, self.field("due").code != KEEP
        self.run_service(
            absences.report, self.session, *days, self.member, moves, shows,
            done=self._reported, failed=self._failed,
        )  # fmt: skip

    def _reported(self, done: ReportedAbsence) -> None:
        told = absence_words.reported(done, self.lines, self.session.today)
        self.dismiss(told)
        self.program.duty.refresh()
        self.program.everywhere.say(told)

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)
