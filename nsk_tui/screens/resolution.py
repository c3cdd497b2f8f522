"""How an author answers finding after finding; plain values, no terminal.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from nsk_tui.rules.anonymity.findings import Declaration, Finding, Stance
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.anonymity.replace import replace as put_words
from nsk_tui.widgets.marks import Answered, carried, carried_answers

Scan = Callable[[str], tuple[Finding, ...]]

CONTEXT_CHARACTERS = 30
"""How much of the text is shown before and after a finding."""


@dataclass(frozen=True)
class OpenFinding:
    """A finding that is yet to be answered, and the field it stands in."""

    field: str
    finding: Finding


@dataclass(frozen=True)
class Around:
    """A finding's word with what stands before and after it, on one line."""

    before: str
    word: str
    after: str

    def with_word(self, word: str) -> str:
        """Return the line with another word in its place."""
        return f"{self.before}{word}{self.after}"


@dataclass(frozen=True)
class _Step:
    """How everything stood before an answer."""

    texts: dict[str, str]
    waiting: list[OpenFinding]
    answered: dict[str, list[Answered]]
    total: int


@dataclass
class Resolution:
    """The texts of a form while their findings are answered one after the other.

    Shape
        ``waiting`` holds what is still open, in the order of the fields; ``answered`` what may
        stand, by field. ``total`` counts the findings met so far, the answered ones included.
    """

    texts: dict[str, str]
    waiting: list[OpenFinding]
    scan: Scan
    lexicon: Lexicon
    answered: dict[str, list[Answered]] = field(default_factory=dict)
    total: int = 0
    _steps: list[_Step] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.total = self.total or len(self.waiting)

    @property
    def is_done(self) -> bool:
        """Whether every finding has been answered."""
        return not self.waiting

    @property
    def current(self) -> OpenFinding:
        """The finding to answer now."""
        return self.waiting[0]

    @property
    def text(self) -> str:
        """The text that the finding to answer now stands in."""
        return self.texts[self.current.field]

    @property
    def can_step_back(self) -> bool:
        """Whether there is an answer to take back."""
        return bool(self._steps)

    @property
    def place(self) -> int:
        """Which finding this is, counted from 1."""
        return self.total - len(self.waiting) + 1

    def word(self, one: OpenFinding) -> str:
        """Return the word that a finding is about."""
        return self.texts[one.field][one.finding.start : one.finding.end]

    def same(self) -> list[OpenFinding]:
        """Return every open finding of the word that is to be answered now."""
        wanted = self._stem(self.current)
        return [one for one in self.waiting if self._stem(one) == wanted]

    def around(self) -> Around:
        """Return the current word and what stands around it."""
        text, finding = self.text, self.current.finding
        before = text[_context_start(text, finding.start) : finding.start]
        after = text[finding.end : _context_end(text, finding.end)]
        return Around(*(part.replace("\n", " ") for part in (before, self.word(self.current), after)))

    def becomes(self, words: str) -> str:
        """Return the line around the current finding as it will read with these words."""
        text, finding = self.text, self.current.finding
        changed = put_words(text, finding, self._inflected(self.current, words))
        end = finding.end + len(changed) - len(text)
        line = changed[_context_start(text, finding.start) : _context_end(changed, max(end, 0))]
        return line.replace("\n", " ")

    def put(self, words: str, checked: bool = True) -> None:
        """Put words wherever the current word was found; empty words remove it.

        ``checked`` False is for words of the author's own: they are checked like the rest.
        """
        self._remember()
        for one in sorted(self.same(), key=lambda each: each.finding.start, reverse=True):
            self._put_at(one, words, checked)

    def let_stand(self, declaration: Declaration | None) -> None:
        """Answer the current word wherever it was found: it is no person."""
        self._remember()
        for one in self.same():
            self.waiting.remove(one)
            self.answered.setdefault(one.field, []).append(Answered(one.finding, declaration))

    def step_back(self) -> None:
        """Take the last answer back; nothing happens before the first."""
        if self._steps:
            step = self._steps.pop()
            self.texts, self.waiting = step.texts, step.waiting
            self.answered, self.total = step.answered, step.total

    def stances(self) -> tuple[Stance, ...]:
        """Return the author's answers as the service takes them."""
        return stances_of(self.answered)

    def _remember(self) -> None:
        answered = {name: list(many) for name, many in self.answered.items()}
        self._steps.append(_Step(dict(self.texts), list(self.waiting), answered, self.total))

    def _put_at(self, one: OpenFinding, words: str, checked: bool) -> None:
        before = self.texts[one.field]
        if one not in self.waiting:
            return  # the edit of its neighbour reached into it; the service checks the whole text again
        self.waiting.remove(one)
        words = self._inflected(one, words)
        after = put_words(before, one.finding, words)
        self.texts[one.field] = after
        self._carry(one.field, before, after)
        if not checked and words:
            self._check(one.field, one.finding.start, one.finding.start + len(words))

    def _stem(self, one: OpenFinding) -> str:
        word = self.word(one)
        return word[: len(word) - len(genitive(word, self.lexicon))].casefold()

    def _inflected(self, one: OpenFinding, words: str) -> str:
        """Return the words with the genitive of the word they replace: Sofies mor, den unges mor."""
        return words + "s" if words and genitive(self.word(one), self.lexicon) else words

    def _carry(self, name: str, before: str, after: str) -> None:
        others = [one for one in self.waiting if one.field != name]
        here = [one.finding for one in self.waiting if one.field == name]
        moved = [OpenFinding(name, finding) for finding in carried(here, before, after)]
        self.waiting = self._in_order([*others, *moved])
        kept = self.answered.get(name, [])
        self.answered[name] = carried_answers(kept, before, after)

    def _check(self, name: str, start: int, end: int) -> None:
        text = self.texts[name]
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        known = {one.finding.start for one in self.waiting if one.field == name}
        for found in self.scan(line):
            finding = replace(found, start=found.start + line_start, end=found.end + line_start)
            if finding.start < end and finding.end > start and finding.start not in known:
                self.waiting.append(OpenFinding(name, finding))
                self.total += 1
        self.waiting = self._in_order(self.waiting)

    def _in_order(self, findings: Sequence[OpenFinding]) -> list[OpenFinding]:
        fields = list(self.texts)
        return sorted(findings, key=lambda one: (fields.index(one.field), one.finding.start))


def _context_start(text: str, start: int) -> int:
    """Where the shown line begins: at a whole word."""
    place = max(0, start - CONTEXT_CHARACTERS)
    if place == 0 or text[place - 1].isspace():
        return place
    gap = re.search(r"\s", text[place:start])
    return place if gap is None else place + gap.end()


def _context_end(text: str, end: int) -> int:
    """Where the shown line ends: behind a whole word."""
    place = min(len(text), end + CONTEXT_CHARACTERS)
    if place == len(text) or text[place].isspace():
        return place
    return (
        max(text.rfind(" ", end, place), text.rfind("\n", end, place), end)
        if " " in text[end:place]
        else place
    )


def stances_of(answered: Mapping[str, Sequence[Answered]]) -> tuple[Stance, ...]:
    """Return answers by field as the service takes them."""
    return tuple(
        Stance(name, one.finding.start, one.finding.end, one.declaration)
        for name, answers in answered.items()
        for one in answers
    )


def genitive(word: str, lexicon: Lexicon) -> str:
    """Return the genitive ending of a name, or nothing: Sofies has one, Jens is a name by itself.

    >>> lexicon = Lexicon.small(first_names=["Sofie", "Jens", "Jen"])
    >>> genitive("Sofies", lexicon), genitive("Jens", lexicon), genitive("Sofie's", lexicon)
    ('s', '', "'s")
    """
    if word[-2:] in ("'s", "’s"):
        return word[-2:]
    is_name = word in lexicon.frequent_names or word[-1:] != "s"
    stem = word[:-1]
    return "" if is_name or not (stem in lexicon.first_names or stem in lexicon.surnames) else "s"
