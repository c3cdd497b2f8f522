"""Which texts may be stored: only those whose findings are all resolved or answered for.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes, find_combination
from nsk_tui.rules.anonymity.findings import Declaration, Finding, Label, Reason, Stance, Strength
from nsk_tui.rules.anonymity.lexicon import Lexicon

_MADE_HERE = object()

Declared = tuple[str, Label, Reason, Declaration | None]
"""Field, label, reason and answer of one finding that stands; None: a weak one was accepted."""


@dataclass(frozen=True)
class Cleared:
    """Texts that passed the anonymity check; only ``clear`` makes one.

    Shape
        ``texts`` maps a field to its text. ``declared`` is for the audit log and never holds a
        word of the text. ``waiting`` are weak findings that the author has yet to answer.
    """

    texts: Mapping[str, str] = field(repr=False)
    declared: tuple[Declared, ...] = ()
    waiting: tuple[tuple[str, Finding], ...] = ()
    fields: tuple[str, ...] = field(init=False)
    token: object = field(default=None, repr=False, compare=False, kw_only=True)

    def __post_init__(self) -> None:
        if self.token is not _MADE_HERE:
            raise TypeError("Cleared is made by clear() alone")
        object.__setattr__(self, "texts", MappingProxyType(dict(self.texts)))
        object.__setattr__(self, "fields", tuple(self.texts))
        object.__setattr__(self, "token", None)


@dataclass(frozen=True)
class Uncleared:
    """What must still be resolved.

    Shape
        ``findings`` has an entry for each field that has any.
    """

    findings: Mapping[str, tuple[Finding, ...]]


def clear(
    texts: Mapping[str, str],
    lexicon: Lexicon,
    stances: tuple[Stance, ...] = (),
    weak_may_wait: bool = False,
    codes: Codes = NO_CODES,
) -> Cleared | Uncleared:
    """Check every text and say whether all of them may be stored.

    A name found in one text is looked for in all of them, and ``codes`` tell what the coded
    fields add to a combination.

    A strong finding needs a declaration for exactly its span, and a number has none. A weak
    one needs any answer for its span; an import (``weak_may_wait``) leaves it to the author.

    >>> lexicon = Lexicon.small(first_names=["Sofie"], words=["ringede", "moderen"])
    >>> clear({"text": "Moderen ringede"}, lexicon)
    Cleared(declared=(), waiting=(), fields=('text',))
    >>> [f.label.value for f in clear({"text": "Sofie ringede"}, lexicon).findings["text"]]
    ['NAME']
    """
    answers = {(stance.field, stance.start, stance.end): stance for stance in stances}
    open_findings: dict[str, tuple[Finding, ...]] = {}
    declared: list[Declared] = []
    waiting: list[tuple[str, Finding]] = []
    for name, found in find_all(texts, lexicon, codes).items():
        unanswered = []
        for finding in found:
            stance = answers.get((name, finding.start, finding.end))
            if stance is not None and _settles(stance, finding):
                declared.append((name, finding.label, finding.reason, stance.declaration))
            elif weak_may_wait and finding.strength is Strength.WEAK:
                waiting.append((name, finding))
            else:
                unanswered.append(finding)
        if unanswered:
            open_findings[name] = tuple(unanswered)
    if open_findings:
        return Uncleared(MappingProxyType(open_findings))
    return Cleared(texts, tuple(declared), tuple(waiting), token=_MADE_HERE)


def find_all(
    texts: Mapping[str, str], lexicon: Lexicon, codes: Codes = NO_CODES
) -> dict[str, tuple[Finding, ...]]:
    """Return what may reveal a person in some texts that belong together, field by field."""
    found = {name: find(text, lexicon) for name, text in texts.items()}
    names = {
        texts[name][one.start : one.end] for name, many in found.items() for one in many if _is_name(one)
    }
    if names and len(texts) > 1:
        found = {
            name: _with_reasons(find(text, lexicon, frozenset(names)), found[name])
            for name, text in texts.items()
        }
    together = find_combination(texts, found, codes)
    if together is not None:
        name, finding = together
        found[name] = tuple(sorted((*found[name], finding), key=lambda one: one.start))
    return found


def _with_reasons(together: tuple[Finding, ...], alone: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings with the reasons that their own text gives: a name found there is on no list."""
    reasons = {(one.start, one.end, one.strength): one.reason for one in alone}
    return tuple(_because(one, reasons.get((one.start, one.end, one.strength))) for one in together)


def _because(finding: Finding, reason: Reason | None) -> Finding:
    if reason is not None:
        return replace(finding, reason=reason)
    listed = finding.reason is Reason.FIRST_NAME_LIST
    return replace(finding, reason=Reason.NAME_FOUND_ELSEWHERE) if listed else finding


def _is_name(finding: Finding) -> bool:
    return finding.label is Label.NAME and finding.strength is Strength.STRONG


def _settles(stance: Stance, finding: Finding) -> bool:
    """Whether an answer to this very span is enough."""
    if finding.strength is Strength.WEAK:
        return True
    return finding.may_be_declared and stance.declaration is not None
