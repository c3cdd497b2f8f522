"""The box that goes from finding to finding: replace, remove, or say why it is no person."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from textwrap import fill

from textual import events
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from nsk_tui import vocabulary
from nsk_tui.rules.anonymity.findings import Declaration, Strength, Suggestion
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.resolution import OpenFinding, Resolution
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.guarded_text import GUTTER_GLYPHS
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _, ngettext

SUGGESTIONS_SHOWN_MAX = 5
LEFT_SHOWN_MAX = 3
ROW_CELLS, BECOMES_CELLS = 68, 54
_INDENT = "  "
FINDING_STYLES = {Strength.STRONG: "bold underline", Strength.WEAK: "underline"}


@dataclass(frozen=True)
class Choice:
    """One way to answer: its words, a remark, and what it does.

    Shape
        ``becomes`` are the words that will stand in the text; None leaves the text as it is.
    """

    label: str
    remark: str
    becomes: str | None
    act: Callable[[], object]


class ResolveScreen(DialogScreen[Resolution]):
    """Answers the findings of a form; closes with the resolution, done or not.

    Enter takes the marked choice, which is the proposal at first: as many times Enter as there
    are findings takes all proposals.
    """

    NOUN = Place.RESOLVE
    AUTO_FOCUS = ""
    CSS_PATH = "resolve.tcss"

    def __init__(self, resolution: Resolution) -> None:
        super().__init__()
        self.resolution = resolution
        self.at = 0
        self.asks_why = False
        self.choices: list[Choice] = []

    def body(self) -> tuple[Widget, ...]:
        """Return the word in its line, why it was found, the choices, and what they lead to."""
        return (
            TextBlock(id="around"),
            TextBlock(id="reason"),
            TextBlock(id="choices"),
            LineField("own", _("Own words")),
            TextBlock(id="becomes"),
            TextBlock(id="left"),
        )

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("RESOLVE FINDINGS"), _("Esc: correct in the text yourself")

    def on_mount(self) -> None:
        """Show the first finding."""
        super().on_mount()
        self._show()
        self.say(self.assurance())

    def assurance(self) -> str:
        """Return what is said first: what has happened to the text so far."""
        return _("Nothing is in the archive yet. The draft is encrypted.")

    # What is seen -----------------------------------------------------------------------------

    def _show(self) -> None:
        self.at, self.asks_why = 0, False
        self.choices = self._answers()
        self.set_class(False, "-own")
        current = self.resolution.current
        label = vocabulary.word(current.finding.label)
        title = _("Finding {place} of {total} · {what}")
        self.query_one(DialogBox).border_title = shown(
            title.format(place=self.resolution.place, total=self.resolution.total, what=label)
        )
        self.query_one("#around", TextBlock).show(self._around(current))
        self.query_one("#reason", TextBlock).show(f"\n{_indented(self._reason(current))}\n")
        self.query_one("#left", TextBlock).show("\n" + _indented(self._left()))
        self._mark()
        self.refresh_footer()

    def _around(self, current: OpenFinding) -> Content:
        around = self.resolution.around()
        style = FINDING_STYLES[current.finding.strength]
        line = Content.assemble("  ", shown(around.before), shown(around.word, style), shown(around.after))
        return line.truncate(ROW_CELLS, ellipsis=True)

    def _mark(self) -> None:
        """Show the choices with the marked one, and what it leads to."""
        lines = [_choice_line(place, choice, place == self.at) for place, choice in enumerate(self.choices)]
        self.query_one("#choices", TextBlock).show(Content("\n").join(lines))
        words = self.choices[self.at].becomes
        becomes = "" if words is None else cut(self.resolution.becomes(words), BECOMES_CELLS)
        self.query_one("#becomes", TextBlock).show(
            "\n  "
            + (_("Becomes:  {text}").format(text=becomes) if becomes else _("The text stays as it is."))
        )

    def _reason(self, current: OpenFinding) -> str:
        must = current.finding.strength is Strength.STRONG
        rule = _("It must be resolved.") if must else _("Take a stance.")
        return f"{vocabulary.word(current.finding.reason)} {rule}"

    def _left(self) -> str:
        word = self.resolution.word(self.resolution.current).casefold()
        rest = [one for one in self.resolution.waiting if self.resolution.word(one).casefold() != word]
        if not rest:
            return _("This is the last one.")
        named = ", ".join(
            f"{self.resolution.word(one)} ({GUTTER_GLYPHS[one.finding.strength]})"
            for one in rest[:LEFT_SHOWN_MAX]
        )
        more = len(rest) - LEFT_SHOWN_MAX
        return _("Left: {words}").format(words=named) + (
            ngettext(" and {count} more", " and {count} more", more).format(count=more) if more > 0 else ""
        )

    # Choices ----------------------------------------------------------------------------------

    def _answers(self) -> list[Choice]:
        finding, count = self.resolution.current.finding, len(self.resolution.same())
        where = ngettext("in {count} place", "in {count} places", count).format(count=count)
        codes = finding.suggestions[:SUGGESTIONS_SHOWN_MAX]
        answers = [self._proposal(code) for code in codes]
        answers.append(Choice(_("write it yourself"), "", None, self._ask_own_words))
        if Suggestion.LEAVE_OUT not in codes:
            removal = Choice(_("remove the word"), "", "", partial(self._put, ""))
            answers.insert(len(answers) if codes else 0, removal)
        first = answers[0]
        answers[0] = Choice(first.label, where, first.becomes, first.act)
        return answers + self._standing(finding.may_be_declared, finding.strength)

    def _proposal(self, code: Suggestion) -> Choice:
        word = vocabulary.stand_in(code, self.resolution.text)
        words = "" if code is Suggestion.LEAVE_OUT else word
        return Choice(word, "", words, partial(self._put, words))

    def _standing(self, may_be_declared: bool, strength: Strength) -> list[Choice]:
        if not may_be_declared:
            return []
        if strength is Strength.WEAK:
            return [
                Choice(_("let it stand"), _("it reveals nobody here"), None, partial(self._let_stand, None))
            ]
        return [Choice(_("it is not a person"), _("asks you why"), None, self._ask_why)]

    def _ask_why(self) -> None:
        self.asks_why, self.at = True, 0
        self.choices = [
            Choice(vocabulary.word(one), "", None, partial(self._let_stand, one)) for one in Declaration
        ]
        self._mark()

    def _ask_own_words(self) -> None:
        self.set_class(True, "-own")
        self.query_one("#own", Input).value = ""
        self.query_one("#own", Input).focus()

    def _put(self, words: str) -> None:
        self.resolution.put(words)
        self._go_on()

    def _let_stand(self, declaration: Declaration | None) -> None:
        self.resolution.let_stand(declaration)
        self._go_on()

    def _go_on(self) -> None:
        if self.resolution.is_done:
            self.dismiss(self.resolution)
        else:
            self._show()

    # Keys -------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Move the mark up and down."""
        if event.key in ("up", "down") and not self.has_class("-own"):
            event.stop()
            self.at = (self.at + (1 if event.key == "down" else -1)) % len(self.choices)
            self._mark()

    def do_form_choose(self, digit: str) -> None:
        """Take a choice by its digit."""
        place = int(digit) - 1
        if 0 <= place < len(self.choices):
            self.choices[place].act()

    def do_form_next(self) -> None:
        """Take the marked choice."""
        self.choices[self.at].act()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Put the author's own words, which are checked like the rest."""
        event.stop()
        words = event.value.strip()
        if words:
            self.set_focus(None)
            self.resolution.put(words, checked=False)
            self._go_on()

    def do_text_undo(self) -> None:
        """Take the last answer back."""
        if self.has_class("-own") or self.asks_why:
            self.do_app_back()
        else:
            self.resolution.step_back()
            self._show()

    def impossible(self, action: Action) -> str | None:
        """Return why an act is not possible now; None when it is: there is no answer to take back."""
        if action.id == "text.undo" and not self.resolution.can_step_back:
            return _("nothing is answered yet")
        return super().impossible(action)

    def do_app_back(self) -> None:
        """Go back to the choices, or to the text."""
        if self.has_class("-own") or self.asks_why:
            self.set_focus(None)
            self._show()
        else:
            self.dismiss(self.resolution)

    def label(self, action: Action) -> str:
        """Return the word for an act in this box."""
        nearer = {"form.next": _("Take the proposal"), "app.back": _("Correct it yourself")}
        return nearer.get(action.id) or super().label(action)


def _indented(words: str) -> str:
    """Return a paragraph as lines of the box, all of which begin below each other."""
    return fill(words, ROW_CELLS + len(_INDENT), initial_indent=_INDENT, subsequent_indent=_INDENT)


def _choice_line(place: int, choice: Choice, marked: bool) -> Content:
    head = f"  {'▸' if marked else ' '} {place + 1}  "
    return Content.assemble((head, "bold"), shown(f"{choice.label:<34}"), (choice.remark, "$text-muted"))
