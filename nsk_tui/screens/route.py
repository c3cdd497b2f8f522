"""Who takes the call? An order to ask in, with reasons: by duty, line, language, competence, load."""

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui import duty_words
from nsk_tui.rules.duties import Line, RotaMember
from nsk_tui.rules.routing import Suggested
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import load, rota_members, rota_settings
from nsk_tui.services.session import Session
from nsk_tui.widgets import lines as rows
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, inline
from nsk_tui.wording import _

MEMBER_CELLS, CHOICES_CELLS, WORD_CHARACTERS_MAX = 9, 66, 40
ANY = ""


class RouteScreen(RowsBox[None]):
    """Proposes whom to ask."""

    NOUN = Place.ROUTE

    def __init__(self) -> None:
        """Begin with nothing asked for."""
        super().__init__()
        self.lines: tuple[Line, ...] = ()
        self.names: dict[str, str] = {}
        self.line = ANY
        self.found: tuple[Suggested, ...] = ()

    def body(self) -> tuple[Widget, ...]:
        """Return what the call needs, and the order to ask in."""
        return (
            TextBlock(id="choices"),
            LineField("language", _("Language"), limit=WORD_CHARACTERS_MAX),
            LineField("competence", _("Competence"), limit=WORD_CHARACTERS_MAX),
            TextBlock(id="known"),
            BoxRows(id="people"),
            TextBlock(_("A proposal: whoever is called decides. Nothing is saved."), id="hint"),
        )

    def box_title(self) -> str:
        """Return the question."""
        return _("Who takes the call?")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WHO TAKES THE CALL?"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch lines and people, then ask."""
        super().on_mount()
        self.run_service(_known, self.session, done=self._begin)

    def _begin(self, known: tuple[tuple[Line, ...], tuple[RotaMember, ...]]) -> None:
        self.lines, members = known
        self.names = {one.id: one.name for one in members}
        words = sorted({word for one in members for word in (*one.languages, *one.competences)})
        told = _("Known: {words}").format(words=", ".join(words)) if words else _("Tab goes to the words.")
        self.query_one("#known", TextBlock).show(f"{told}\n")
        self._ask()

    def options(self) -> tuple[Option, ...]:
        """Return the lines with their digits; 0 asks for none."""
        found = [
            Option(str(at), one.id, duty_words.line_name(one)) for at, one in enumerate(self.lines[:9], 1)
        ]
        return (*found, Option("0", ANY, _("any line")))

    @on(Input.Changed)
    def _ask(self) -> None:
        choices = Content("\n").join(inline(self.options(), [self.line], CHOICES_CELLS))
        self.query_one("#choices", TextBlock).show(choices)
        competence, language = (self.query_one(f"#{one}", Input).value for one in ("competence", "language"))
        self.run_service(
            load.who_should_take, self.session, self.line or None, None, competence.strip(), language.strip(),
            done=self._show, exclusive="route",
        )  # fmt: skip

    def _show(self, found: tuple[Suggested, ...]) -> None:
        self.found = found
        self.draw_rows()

    def count(self) -> int:
        """Return how many people there are."""
        return len(self.found)

    def row_lines(self) -> list[rows.Line]:
        """Return the people in the order to ask in, each with her reasons."""
        return [
            rows.line(
                f"{pointer(place == self.at)}{cut(one.member, MEMBER_CELLS - 1):<{MEMBER_CELLS}}"
                f"{duty_words.route_reasons(one.reasons)}",
                "" if one.can else "faint",
            )
            for place, one in enumerate(self.found)
        ]

    def label(self, action: Action) -> str:
        """Name what the keys do here."""
        nearer = {"form.choose": _("Line"), "form.next": _("Next field")}
        return nearer.get(action.id) or super().label(action)

    def do_form_choose(self, digit: str) -> None:
        """Ask for a line."""
        chosen = next((one for one in self.options() if one.key == digit), None)
        if chosen is None:
            self.say(_("{digit} is not one of the values.").format(digit=digit))
            return
        self.line = chosen.code
        self._ask()

    def do_form_next(self) -> None:
        """Go to the next word."""
        self.focus_next()

    def on_input_submitted(self) -> None:
        """Enter in a word."""
        self.focus_next()


def _known(session: Session) -> tuple[tuple[Line, ...], tuple[RotaMember, ...]]:
    return rota_settings.lines(session), rota_members.rota_members(session)
