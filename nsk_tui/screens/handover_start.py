"""Begin a handover in a few keys: who, why, the last day; and move its days."""

from dataclasses import dataclass
from datetime import date

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui import handover_words, wording
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.rules.owned import OwnedKind, collect, grouped, unfinished
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.typed_ahead import TypedAhead
from nsk_tui.services import handover, handover_days, rota_members
from nsk_tui.services.handover import NewHandover
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.wording import _, ngettext, pgettext

WHYS = (HandoverKind.LEAVE, HandoverKind.LONG_LEAVE, HandoverKind.ROLE_CHANGE)


@dataclass(frozen=True)
class Known:
    """What is known before somebody says anything: whose it may be, their last days, earlier answers."""

    members: tuple[str, ...]
    last_days: dict[str, date]
    earlier: tuple[str, ...]


def known(session: Session) -> Known:
    """Return whose handover may be begun, and what was missing in earlier ones."""
    people = rota_members.rota_members(session)
    others = [one.id for one in people if one.id != session.member]
    may_others = may(session.role, Act.MANAGE_HANDOVER)
    days: dict[str, date] = {one.id: one.leaves_on for one in people if one.leaves_on is not None}
    members = (session.member, *(others if may_others else ()))
    return Known(members, days, handover.earlier_answers(session))


class HandoverStartScreen(DialogScreen[str], FieldsScreen):
    """Asks for who, why and the last day; its answer is the handover that was begun."""

    NOUN = Place.HANDOVER_START
    CSS_PATH = "absence.tcss"

    def __init__(self, giver: str | None = None) -> None:
        """Begin for somebody; None asks, and proposes oneself."""
        super().__init__()
        self.proposed = giver
        self.facts: Known | None = None
        self.ahead = TypedAhead()
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return who, why, the days, what it will hold, and what was missing in earlier ones."""
        whys = [Option(str(at), one.value, handover_words.kind(one)) for at, one in enumerate(WHYS, 1)]
        coded = (
            CodedField("who", pgettext("handover", "Who"), ()),
            CodedField("why", pgettext("handover", "Why"), whys),
        )
        return (
            CodedFields(coded, id="coded"),
            LineField("last", _("Last day"), limit=10, remark=_("for example 30/11")),
            LineField("back", _("Back on"), limit=10, remark=_("empty when not known")),
            TextBlock(id="effect"),
            TextBlock(id="hint"),
        )

    def box_title(self) -> str:
        """Return what is begun."""
        return _("A handover begins")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("HANDOVER"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch what is known; ask why at once where it can only be oneself."""
        super().on_mount()
        self._show_fields()
        self.coded.focus()
        self.run_service(known, self.session, done=self._know)

    def _know(self, facts: Known) -> None:
        self.facts = facts
        me = self.session.member
        own = Option("1", me, _("{member} (me)").format(member=me))
        self.field("who").offer((own, *numbered(facts.members)[1:]))
        proposed = self.proposed if self.proposed in facts.members else ""
        if len(facts.members) == 1 or proposed:
            self.field("who").put([proposed or me])
            self.coded.go_to("why")
        self._propose_last_day()
        if facts.earlier:
            said = "\n".join(f"  «{one}»" for one in facts.earlier)
            self.query_one("#hint", TextBlock).show(_("Missing in earlier handovers:") + f"\n{said}")
        self._show_fields()
        self.ahead.open()

    @property
    def coded(self) -> CodedFields:
        """Who and why."""
        return self.query_one(CodedFields)

    def field(self, name: str) -> CodedField:
        """Return a coded field."""
        return self.coded[name]

    def _show_fields(self) -> None:
        self.field("who").display = self.facts is None or len(self.facts.members) > 1
        is_leave = self.field("why").code == HandoverKind.LONG_LEAVE
        self.query_one("#back").parent.display = is_leave  # type: ignore[union-attr]

    def on_coded_field_changed(self, message: CodedField.Changed) -> None:
        """Propose the last day that the rota knows."""
        self._show_fields()
        if message.field.id == "who":
            self._propose_last_day()
        self.tell()

    def _propose_last_day(self) -> None:
        day = self.facts.last_days.get(self.field("who").code) if self.facts else None
        line = self.query_one("#last", Input)
        if day is not None and not line.value:
            line.value = written(day)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the last day."""
        if message.step > 0:
            self.query_one("#last").focus()

    def on_coded_fields_typed_on(self, message: CodedFields.TypedOn) -> None:
        """Write what was typed before the day had the focus."""
        line = self.query_one("#last", Input)
        line.focus()
        line.value += message.sign

    @on(Input.Changed)
    def tell(self) -> None:
        """Say how far away the last day is."""
        new = self.wanted()
        told = ""
        if new is not None:
            days = (new.last_day - self.session.today).days
            ahead = ngettext("in {count} day", "in {count} days", days).format(count=days)
            day = wording.day(new.last_day, self.session.today) + (f" ({ahead})" if days > 0 else "")
            told = _("Last day {day}. What is open becomes items; you see them next.").format(day=day)
        self.query_one("#effect", TextBlock).show(told)

    def wanted(self) -> NewHandover | None:
        """Return what is asked for; None while something is missing, or is no day."""
        who, why, today = self.field("who").code, self.field("why").code, self.session.today
        last = read_day(self.value("last"), today)
        typed_back = self.value("back").strip() if why == HandoverKind.LONG_LEAVE else ""
        back = read_day(typed_back, today) if typed_back else None
        if not why or last is None or (typed_back and back is None):
            return None
        giver = who if who and who != self.session.member else None
        return NewHandover(HandoverKind(why), last, giver, back)

    def do_form_choose(self, digit: str) -> None:
        """Take a digit that came before the fields had the focus."""
        self.ahead.do(lambda: self.coded.take(digit, digit))

    def do_form_next(self) -> None:
        """Go from line to line; elsewhere Enter belongs to the fields."""
        if isinstance(self.focused, Input):
            super().do_form_next()
        else:
            self.ahead.do(lambda: self.coded.take("enter", None))

    def do_pane_next(self) -> None:
        """Go to the next field."""
        if self.coded.has_focus:
            self.coded.step(1)
        else:
            self.focus_next()

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        if self.coded.has_focus:
            self.coded.step(-1)
        else:
            self.coded.focus()

    def do_form_save(self) -> None:
        """Begin it."""
        self.ahead.do(self._begin)

    def _begin(self) -> None:
        new = self.wanted()
        if self.is_sent:
            return
        if not self.field("why").code:
            self.coded.go_to("why")
            self.say(_("Why? The digit chooses."))
        elif new is None:
            self.go_to("last", _("Write the day as 30/11."))
        else:
            self.is_sent = True
            self.run_service(
                handover.start, self.session, new,
                done=self._begun, failed=self._failed, doing=_("Looking for what is open ..."),
            )  # fmt: skip

    def _begun(self, view: HandoverView) -> None:
        self.program.duty.refresh()
        self.dismiss(view.handover.id)
        self.program.everywhere.say(told_begun(view))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)


class HandoverDaysScreen(DialogScreen[str], FieldsScreen):
    """Moves the last day, and the day on which somebody on leave is back."""

    NOUN = Place.HANDOVER_START
    CSS_PATH = "absence.tcss"

    def __init__(self, view: HandoverView) -> None:
        """Move the days of a handover."""
        super().__init__()
        self.found = view.handover

    def body(self) -> tuple[Widget, ...]:
        """Return the days."""
        back = written(self.found.back_on) if self.found.back_on else ""
        return (
            LineField("last", _("Last day"), written(self.found.last_day), limit=10),
            LineField("back", _("Back on"), back, limit=10, remark=_("empty when not known")),
            TextBlock(
                _("The rota follows. Duties after the new last day are told in the handover."), id="hint"
            ),
        )

    def box_title(self) -> str:
        """Return whose days they are."""
        return _("Days · handover of {member}").format(member=self.found.giver)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("MOVE THE DAYS"), _("Esc closes")

    def on_mount(self) -> None:
        """Begin with the last day."""
        super().on_mount()
        is_leave = self.found.kind is HandoverKind.LONG_LEAVE
        self.query_one("#back").parent.display = is_leave  # type: ignore[union-attr]
        self.query_one("#last").focus()

    def do_form_save(self) -> None:
        """Move them."""
        today, typed = self.session.today, self.value("back").strip()
        last, back = read_day(self.value("last"), today), read_day(typed, today) if typed else None
        if last is None or (typed and back is None):
            self.go_to("last" if last is None else "back", _("Write the day as 30/11."))
            return
        self.run_service(
            handover_days.set_days, self.session, self.found.id, last, back, self.found.version,
            done=self._moved,
        )  # fmt: skip

    def _moved(self, _nothing: None) -> None:
        self.program.duty.refresh()
        self.dismiss(_("The days are moved; the rota follows."))


class DeadlineScreen(DialogScreen[str], FieldsScreen):
    """Decides after how many days without an answer a coordinator is told."""

    NOUN = Place.FORM
    CSS_PATH = "absence.tcss"

    def __init__(self, days: int) -> None:
        """Begin with what is decided."""
        super().__init__()
        self.days = days

    def body(self) -> tuple[Widget, ...]:
        """Return the days."""
        return (
            LineField("days", _("Days"), str(self.days), limit=2),
            TextBlock(_("So long a receiver may think before a coordinator is told. 1 to 60."), id="hint"),
        )

    def box_title(self) -> str:
        """Return what is decided."""
        return _("Days to answer in a handover")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("DAYS TO ANSWER"), _("Esc closes")

    def on_mount(self) -> None:
        """Begin with the days."""
        super().on_mount()
        self.query_one("#days").focus()

    def do_form_save(self) -> None:
        """Decide it."""
        typed = self.value("days").strip()
        if not typed.isdecimal() or not handover.DAYS_MIN <= int(typed) <= handover.DAYS_MAX:
            self.go_to("days", _("The days are a number from 1 to {most}.").format(most=handover.DAYS_MAX))
            return
        self.run_service(handover.set_escalate_days, self.session, int(typed), done=self._saved)

    def _saved(self, _nothing: None) -> None:
        self.dismiss(_("Saved."))


def told_begun(view: HandoverView) -> str:
    """Return what a new handover holds, in words."""
    giver, owned = view.handover.giver, view.owned
    count = len(grouped(collect(giver, owned)))
    told = [ngettext("{count} item is made.", "{count} items are made.", count).format(count=count)]
    duties = sum(one.kind is OwnedKind.DUTY for one in collect(giver, owned))
    if duties:
        told.append(
            ngettext(
                "{count} duty lies after the last day.", "{count} duties lie after the last day.", duties
            ).format(count=duties)
        )
    if unfinished(giver, owned):
        told.append(_("Drafts and findings must be finished first."))
    return " ".join(told)
