"""What the network has decided about its rota: one line for each decision."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from textual.widget import Widget

from nsk_tui.rules.duties import ANSWER_DAYS_MAX, RotaKind, RotaSettings
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import rota_settings
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option
from nsk_tui.wording import _, pgettext

YES, NO = "yes", "no"
DIGIT_MAX, WEIGHT_MAX = 9, 5
HOURS = 24
FALLBACK_CHARACTERS_MAX, CLOSED_CHARACTERS_MAX = 80, 500
YES_OR_NO = ("with_backup", "weekends", "load_visible", "card_names", "card_phones")


class SettingsScreen(FormScreen[None], FieldsScreen):
    """Shows and changes them."""

    NOUN = Place.FORM
    CSS_PATH = "rota_settings.tcss"

    def __init__(self) -> None:
        """Begin with nothing; the settings are fetched when the screen is shown."""
        super().__init__()
        self.found: RotaSettings | None = None

    def body(self) -> tuple[Widget, ...]:
        """Return the coded decisions, then the typed ones."""
        yes_no = (Option("1", YES, _("yes")), Option("2", NO, _("no")))
        kinds = (Option("1", RotaKind.WEEK, _("a week")), Option("2", RotaKind.DAY, _("a day")))
        rest = [Option(str(one), str(one), "", said=str(one)) for one in range(DIGIT_MAX)]
        weight = [Option(str(one), str(one), "", said=str(one)) for one in range(1, WEIGHT_MAX + 1)]
        questions = {
            "with_backup": pgettext("rota", "Backup"),
            "weekends": _("Weekends"),
            "load_visible": _("Load shown"),
            "card_names": _("Card: names"),
            "card_phones": _("Card: nos."),
        }
        coded = (
            CodedField("kind", _("A period is"), kinds),
            CodedField("rest_periods", _("Rest"), rest),
            CodedField("holiday_weight", _("Holiday"), weight),
            *(CodedField(name, label, yes_no) for name, label in questions.items()),
        )
        return (
            CodedFields(coded, id="coded"),
            LineField("handover_hour", _("Changes hands at"), limit=2, remark=_("o'clock")),
            LineField("answer_days", _("Days to answer"), limit=2, remark=_("when a swap is asked")),
            LineField("fallback", _("Else call"), limit=FALLBACK_CHARACTERS_MAX),
            LineField("closed", _("Closed"), limit=CLOSED_CHARACTERS_MAX),
            TextBlock(self._explained(), id="hint"),
        )

    def _explained(self) -> str:
        return "\n".join(
            (
                _("Rest: periods free of duty after each. Holiday: what a week with one counts."),
                _("Load shown: members see each other's load. Card: what everybody may read."),
                _("Closed: 23/12-2026 - 03/01-2027; 12/07-2027 - 25/07-2027."),
            )
        )

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("ROTA SETTINGS"), _("F8 saves, Esc closes")

    def on_mount(self) -> None:
        """Fetch the settings."""
        super().on_mount()
        self.coded.focus()
        self.run_service(rota_settings.settings, self.session, done=self._show)

    @property
    def coded(self) -> CodedFields:
        """The coded decisions."""
        return self.query_one(CodedFields)

    def _show(self, found: RotaSettings) -> None:
        self.found = found
        self.coded["kind"].put([found.kind])
        for name in ("rest_periods", "holiday_weight"):
            self.coded[name].put([str(getattr(found, name))])
        for name in YES_OR_NO:
            self.coded[name].put([YES if getattr(found, name) else NO])
        for name in ("handover_hour", "answer_days", "fallback"):
            self._put(name, str(getattr(found, name)))
        self._put("closed", "; ".join(f"{written(first)} - {written(last)}" for first, last in found.closed))

    def _put(self, name: str, value: str) -> None:
        self.query_one(f"#{name}").value = value  # type: ignore[attr-defined]

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the typed decisions."""
        if message.step > 0:
            self.query_one("#handover_hour").focus()

    def do_app_back(self) -> None:
        """Close; nothing is changed."""
        self.dismiss(None)

    def do_form_save(self) -> None:
        """Save, once every line can be understood."""
        if self.found is None:
            return
        hour, days = self.value("handover_hour").strip(), self.value("answer_days").strip()
        closed = read_ranges(self.value("closed"), self.session.today)
        if not hour.isdecimal() or int(hour) >= HOURS:
            self.go_to("handover_hour", _("The hour is a number from 0 to 23."))
        elif not days.isdecimal() or not 0 < int(days) <= ANSWER_DAYS_MAX:
            self.go_to(
                "answer_days", _("The days are a number from 1 to {most}.").format(most=ANSWER_DAYS_MAX)
            )
        elif closed is None:
            self.go_to("closed", _("Write the days as 23/12-2026 - 03/01-2027; a semicolon between."))
        else:
            self._save(self.found, int(hour), int(days), closed)

    def _save(
        self, before: RotaSettings, hour: int, days: int, closed: tuple[tuple[date, date], ...]
    ) -> None:
        chosen = {name: self.coded[name].code == YES for name in YES_OR_NO}
        changed = replace(
            before,
            kind=RotaKind(self.coded["kind"].code or before.kind),
            rest_periods=int(self.coded["rest_periods"].code or before.rest_periods),
            holiday_weight=int(self.coded["holiday_weight"].code or before.holiday_weight),
            handover_hour=hour,
            answer_days=days,
            fallback=self.value("fallback").strip(),
            closed=closed,
            **chosen,
        )
        self.run_service(rota_settings.change_settings, self.session, changed, done=self._saved)

    def _saved(self, _new: RotaSettings) -> None:
        self.dismiss(None)
        self.program.everywhere.say(_("Saved. What is published stays until the next plan."))


def read_ranges(text: str, today: date) -> tuple[tuple[date, date], ...] | None:
    """Return ranges of days as they were typed; None when one cannot be understood.

    >>> read_ranges("23/12-2026 - 3/1-2027", date(2026, 11, 20))
    ((datetime.date(2026, 12, 23), datetime.date(2027, 1, 3)),)
    """
    found: list[tuple[date, date]] = []
    for part in filter(None, (one.strip() for one in text.split(";"))):
        days = [read_day(one, today) for one in _ends(part)]
        if len(days) != 2 or days[0] is None or days[1] is None or days[0] > days[1]:
            return None
        found.append((days[0], days[1]))
    return tuple(found)


def _ends(part: str) -> Sequence[str]:
    pieces = part.split(" - ")
    return pieces if len(pieces) > 1 else (part, part)
