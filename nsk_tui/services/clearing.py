"""From what an author hands in to what may be stored: the anonymity check, with her answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.anonymity.clearance import Cleared, Uncleared, clear
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Finding, Stance
from nsk_tui.rules.consultations import AgeBand, Area, Concern, ConcernLevel, NewConsultation, free_texts
from nsk_tui.services.anonymity import lexicon, scan_together
from nsk_tui.store import declared_words
from nsk_tui.store.engine import Reading

RARE_CONCERNS = frozenset({Concern.FORCED_MARRIAGE, Concern.STAY_ABROAD})
"""Concerns that a department meets seldom enough to point at one family."""

CARD_IDS = frozenset(f"{level}-{area}" for level in ConcernLevel for area in Area) | frozenset(ConcernLevel)


@dataclass(frozen=True)
class FieldFinding:
    """A finding, and in which field of the record it stands."""

    field: str
    finding: Finding


@dataclass(frozen=True)
class NotAnonymous:
    """What was not stored, and why."""

    findings: tuple[FieldFinding, ...]


def coded_fields(new: NewConsultation, departments: tuple[str, ...]) -> dict[str, str]:
    """Return what was chosen from lists that the network keeps, and so needs no check."""
    coded = {}
    if new.asker_department in departments:
        coded["asker_department"] = new.asker_department
    if new.card in CARD_IDS:
        coded["card"] = new.card
    return coded


def clear_texts(
    reading: Reading,
    member: str,
    today: date,
    new: NewConsultation,
    coded: Mapping[str, str],
    stances: tuple[Stance, ...],
    weak_may_wait: bool,
) -> Cleared | Uncleared:
    """Check every free text; what she declared before, or a coordinator confirmed, counts as answered."""
    texts = {name: text for name, text in free_texts(new).items() if name not in coded}
    return clear_fields(reading, member, today, texts, stances, weak_may_wait, codes_of(new))


def clear_fields(
    reading: Reading,
    member: str,
    today: date,
    texts: Mapping[str, str],
    stances: tuple[Stance, ...],
    weak_may_wait: bool = False,
    codes: Codes = NO_CODES,
) -> Cleared | Uncleared:
    """Check the free texts of any record, as ``clear_texts`` does those of a consultation."""
    outcome = clear(texts, lexicon(), stances, weak_may_wait, codes)
    if isinstance(outcome, Cleared):
        return outcome
    known = remembered(reading, member, today, texts, outcome)
    if not known:
        return outcome
    return clear(texts, lexicon(), stances + known, weak_may_wait, codes)


def find_beside(
    new: NewConsultation, departments: tuple[str, ...], answered: frozenset[str]
) -> dict[str, tuple[Finding, ...]]:
    """Return what is found in a consultation while it is being written, field by field.

    It finds what ``clear_texts`` finds, but asks no database: ``answered`` are the words that
    count as answered, read once when the form was opened.
    """
    coded = coded_fields(new, departments)
    texts = {name: text for name, text in free_texts(new).items() if name not in coded}
    return {
        name: tuple(one for one in many if not is_answered(texts[name], one, answered))
        for name, many in scan_together(texts, codes_of(new)).items()
    }


def is_answered(text: str, finding: Finding, answered: frozenset[str]) -> bool:
    """Return whether a finding's word counts as answered already."""
    word = declared_words.folded(text[finding.start : finding.end])
    return finding.may_be_declared and word in answered


def codes_of(new: NewConsultation) -> Codes:
    """Return what the coded fields of a consultation add to a combination."""
    return Codes(
        age_known=new.age_band is not AgeBand.UNKNOWN,
        department_known=bool(new.asker_department),
        concern_is_rare=bool(RARE_CONCERNS & set(new.concerns)),
    )


def as_list(found: Uncleared) -> tuple[FieldFinding, ...]:
    """Return open findings as one list, field by field."""
    return tuple(FieldFinding(name, finding) for name, many in found.findings.items() for finding in many)


def words_declared(cleared: Cleared, stances: tuple[Stance, ...]) -> tuple[tuple[str, Stance], ...]:
    """Return the words that an author declared to be no person, each with her answer."""
    return tuple(
        (cleared.texts[stance.field][stance.start : stance.end], stance)
        for stance in stances
        if stance.declaration is not None and stance.field in cleared.texts
    )


def remembered(
    reading: Reading, member: str, today: date, texts: Mapping[str, str], found: Uncleared
) -> tuple[Stance, ...]:
    """Return the answers that a member gave before, or a coordinator confirmed, to what is found."""
    stances = []
    for name, finding in ((one.field, one.finding) for one in as_list(found)):
        word = texts[name][finding.start : finding.end]
        if not finding.may_be_declared:
            continue
        declaration = declared_words.answer_for(reading, word, member, today)
        if declaration is not None:
            stances.append(Stance(name, finding.start, finding.end, declaration))
    return tuple(stances)
