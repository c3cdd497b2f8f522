"""What the rota knows of a member: share, lines, languages, competences, number, first and last day."""

from dataclasses import replace
from datetime import date

from textual.widget import Widget

from nsk_tui import duty_words
from nsk_tui.rules.duties import SHARE_PERCENT_MAX, Line, RotaMember
from nsk_tui.rules.ids import LineId
from nsk_tui.rules.typed_days import read_day, written
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import rota_members, rota_settings
from nsk_tui.services.session import Session
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.coded_fields import CodedFields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import DIGITS, Option
from nsk_tui.wording import _

WORDS_CHARACTERS_MAX = 200


def known(session: Session) -> tuple[tuple[RotaMember, ...], tuple[Line, ...]]:
    """Return the members who can be on the rota, and the lines."""
    return rota_members.rota_members(session), rota_settings.lines(session)


class RotaMemberScreen(DialogScreen[str], FieldsScreen):
    """Changes it; its answer is what was done, in words."""

    NOUN = Place.FORM
    CSS_PATH = "rota_member.tcss"

    def __init__(self, member: RotaMember, lines: tuple[Line, ...]) -> None:
        """Change what is known of a member."""
        super().__init__()
        self.member, self.lines = member, lines

    def body(self) -> tuple[Widget, ...]:
        """Return the lines she stands on, and the typed fields."""
        one = self.member
        options = [
            Option(DIGITS[at] if at < len(DIGITS) else "", line.id, duty_words.line_name(line))
            for at, line in enumerate(self.lines)
        ]
        lines = CodedField("lines", _("Lines"), options, many=True)
        commas = _("commas between")
        return (
            CodedFields((lines,), id="coded"),
            LineField("share", _("Share, %"), str(one.share_percent), limit=3),
            LineField("languages", _("Languages"), ", ".join(one.languages), limit=WORDS_CHARACTERS_MAX),
            LineField(
                "competences", _("Competences"), ", ".join(one.competences), limit=WORDS_CHARACTERS_MAX
            ),
            LineField("phone", _("Office number"), one.phone, limit=20),
            LineField("since", _("First day"), written(one.since) if one.since else "", limit=10),
            LineField("leaves_on", _("Last day"), written(one.leaves_on) if one.leaves_on else "", limit=10),
            TextBlock(
                _("Languages and competences: {commas}. Days: 01/12-2026.").format(commas=commas), id="hint"
            ),
        )

    def box_title(self) -> str:
        """Return whose rota data it is."""
        return _("Rota of {member}").format(member=self.member.id)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("ROTA OF THE MEMBER"), _("Esc closes")

    def on_mount(self) -> None:
        """Begin with the lines."""
        super().on_mount()
        self.coded["lines"].put(list(self.member.lines))
        self.coded.focus()

    @property
    def coded(self) -> CodedFields:
        """The field of lines."""
        return self.query_one(CodedFields)

    def on_coded_fields_left(self, message: CodedFields.Left) -> None:
        """Go on to the typed fields."""
        if message.step > 0:
            self.query_one("#share").focus()

    def on_coded_field_told(self, message: CodedField.Told) -> None:
        """Say why a key did nothing."""
        self.say(message.sentence)

    def do_form_save(self) -> None:
        """Save, once every line can be understood."""
        share = self.value("share").strip()
        if not share.isdecimal() or int(share) > SHARE_PERCENT_MAX:
            self.go_to("share", _("The share is a number from 0 to 100."))
            return
        days: list[date | None] = []
        for name in ("since", "leaves_on"):
            typed = self.value(name).strip()
            day = read_day(typed, self.session.today) if typed else None
            if typed and day is None:
                self.go_to(name, _("Write the day as 01/12-2026."))
                return
            days.append(day)
        self._save(int(share), days[0], days[1])

    def _save(self, share: int, since: date | None, leaves_on: date | None) -> None:
        """Save; ``since`` and ``leaves_on`` None: not known."""
        changed = replace(
            self.member,
            share_percent=share,
            lines=tuple(LineId(one) for one in self.coded["lines"].value),
            languages=_words(self.value("languages")),
            competences=_words(self.value("competences")),
            phone=self.value("phone").strip(),
            since=since,
            leaves_on=leaves_on,
        )
        self.run_service(rota_members.set_rota_member, self.session, changed, done=self._saved)

    def _saved(self, one: RotaMember) -> None:
        told = _("The rota knows it now. What is published for {member} stays until the next plan.")
        self.dismiss(told.format(member=one.id))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
