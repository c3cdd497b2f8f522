"""The findings of a text as a list below it, with what to do about them in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from nsk_tui import vocabulary
from nsk_tui.rules.anonymity.findings import Finding, Reason, Strength
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.guarded_text import GUTTER_GLYPHS
from nsk_tui.widgets.rows import fit
from nsk_tui.widgets.safe_text import safe, shown
from nsk_tui.wording import _, ngettext

WORD_CELLS = 16
LABEL_CELLS = 22
PLACE_CELLS = 10


@dataclass(frozen=True)
class ListedFinding:
    """A finding as the list names it: where it stands, its word, itself, and the text around it."""

    place: str
    word: str
    finding: Finding
    text: str = ""


def meter(findings: Sequence[Finding]) -> str:
    """Return how many findings there are, in words: 3 findings: 2 ! and 1 ?; empty without any."""
    if not findings:
        return ""
    strong = sum(1 for finding in findings if finding.strength is Strength.STRONG)
    weak = len(findings) - strong
    total = ngettext("{count} finding", "{count} findings", len(findings)).format(count=len(findings))
    parts = [f"{count} {glyph}" for count, glyph in ((strong, "!"), (weak, "?")) if count]
    return _("{total}: {parts}").format(total=total, parts=_(" and ").join(parts))


def combination(text: str, findings: Sequence[Finding]) -> str:
    """Return which word to drop when the details together fit few; empty while they fit many."""
    found = next((one for one in findings if one.reason is Reason.COMBINATION), None)
    if found is None:
        return ""
    word = cut(safe(text[found.start : found.end]), WORD_CELLS)
    return _("taken together it fits few: drop for example «{word}»").format(word=word)


class FindingList(Widget):
    """What the anonymity check found, line by line; says what it does not see."""

    DEFAULT_CSS = "FindingList { height: 1fr; width: 100%; }"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, markup=False)
        self.listed: tuple[ListedFinding, ...] = ()
        self.unwritten = True
        self.unread = False

    def show(self, listed: Sequence[ListedFinding], unwritten: bool, unread: bool = False) -> None:
        """Show other findings.

        ``unwritten`` says that there is no text to find anything in, ``unread`` that the text was
        not checked yet as it stands: then nothing is said of what it holds.
        """
        width, height = self.size
        before = self.lines(width, height)
        self.listed, self.unwritten, self.unread = tuple(listed), unwritten, unread
        after = self.lines(width, height)
        # Only the lines that differ: the whole list is 5.8 KB on a wide terminal.
        changed = [y for y in range(height) if before[y : y + 1] != after[y : y + 1]]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def render(self) -> Content:
        """Return the lines there is room for."""
        return Content("\n").join(self.lines(self.size.width, self.size.height))

    def lines(self, width: int, height: int) -> list[Content]:
        """Return the list for a size; what the check cannot see is said as long as there is room."""
        if not self.listed:
            return [Content(f"   {self._nothing()}")]
        room = max(1, height - 1)
        rows = [_row(one, width) for one in self.listed[:room]]
        if len(self.listed) > room:
            rest = len(self.listed) - room + 1
            rows[-1:] = [
                Content("   " + ngettext("and {count} more", "and {count} more", rest).format(count=rest))
            ]
        return [*rows, *self._advice(height - len(rows))]

    def _nothing(self) -> str:
        """Return what is said where no finding is listed."""
        if self.unwritten:
            return _("Empty is fine: the codes are enough.")
        if self.unread:
            return _("The check reads along when you pause.")
        return _("No findings. Read it through: could anybody know the person?")

    def _advice(self, room: int) -> list[Content]:
        rules = _("! must be resolved before you can save.   ? you take a stance on.")
        blind = _("The check does not see all: a rare story can also tell who it is.")
        lines = [Content(""), Content(f"   {rules}"), Content(f"   {blind}")]
        return lines[max(0, len(lines) - room) :] if room > 0 else []


def _row(one: ListedFinding, width: int) -> Content:
    finding = one.finding
    glyph = GUTTER_GLYPHS[finding.strength]
    words = [vocabulary.stand_in(code, one.text) for code in finding.suggestions[:1]] or [_("(remove)")]
    proposal = _("proposal: {words}").format(words=words[0])
    head = f" {glyph} {fit(one.place, PLACE_CELLS)} "
    word = fit(one.word, WORD_CELLS)
    rest = f"  {fit(vocabulary.word(finding.label), LABEL_CELLS)}  {proposal}"
    room = max(0, width - cell_len(head) - cell_len(word))
    style = "bold underline" if finding.strength is Strength.STRONG else "underline"
    shown_word = Content.styled(word.rstrip(), style) + " " * (len(word) - len(word.rstrip()))
    return Content.assemble((head, "bold"), shown_word, shown(fit(rest, room)))
