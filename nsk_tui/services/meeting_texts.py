"""The anonymity check of what is written in and about meetings.

What must be resolved keeps a text from being stored; what is only worth a look is stored and
told. Colleagues may be named, by id and by name: a meeting is about who does what.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.clearance import Cleared, Uncleared
from nsk_tui.rules.anonymity.findings import Declaration, Finding, Label, Stance, Strength
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services.anonymity import scan
from nsk_tui.services.clearing import FieldFinding, NotAnonymous, as_list, clear_fields, words_declared
from nsk_tui.services.errors import TextRefused
from nsk_tui.services.meeting_errors import PlaceReveals
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.store import declared_words, members
from nsk_tui.store.change import Change
from nsk_tui.store.engine import Reading

PLACE = "place"
_WHERE = frozenset({Label.ADDRESS, Label.URL, Label.PLACE, Label.ORG, Label.OTHER})
"""What the place of a meeting is made of: it says where the group meets, not where a citizen lives."""

_AROUND = ".,;:()'\"!?"


@dataclass(frozen=True)
class Checked:
    """Texts that may be stored, and what in them is worth a look."""

    cleared: Cleared
    worth_a_look: tuple[FieldFinding, ...]


def check(
    reading: Reading, session: Session, texts: Mapping[str, str], stances: tuple[Stance, ...] = ()
) -> Checked | NotAnonymous:
    """Check texts that belong together; ``stances`` are the author's answers.

    Errors
        TextRefused: a text holds signs that may not be stored, or a line end.
    """
    for name, text in texts.items():
        if find_forbidden(text) or "\n" in text:
            raise TextRefused(name)
    given = {name: text.strip() for name, text in texts.items()}
    known = (*stances, *_about_colleagues(reading, given))
    outcome = clear_fields(reading, session.member, session.today, given, known, weak_may_wait=True)
    if isinstance(outcome, Uncleared):
        return NotAnonymous(as_list(outcome))
    return Checked(outcome, tuple(FieldFinding(name, one) for name, one in outcome.waiting))


@dataclass(frozen=True)
class Known:
    """What the check beside the typing knows of the store.

    Shape
        ``colleagues`` are the words of their names, and their ids; ``answered`` the words that
        may stand, as the list compares them. With nothing known more is found, never less.
    """

    colleagues: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()


def known(session: Session) -> Known:
    """Return what the check beside the typing knows; read once, when somebody begins to write.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        words = declared_words.answered(reading, session.member, session.today)
        return Known(_colleagues(reading), words)


def beside(text: str, known: Known) -> tuple[Finding, ...]:
    """Return what is found in a text while it is being written; ``check`` refuses what is strong of it."""
    return tuple(one for one in scan(text) if not _may_stand(text, one, known))


def _may_stand(text: str, one: Finding, known: Known) -> bool:
    if _words(text, one) <= known.colleagues:
        return True
    return one.may_be_declared and declared_words.folded(text[one.start : one.end]) in known.answered


def looks_again(reading: Reading, session: Session, texts: Mapping[str, str]) -> tuple[FieldFinding, ...]:
    """Return what today's lists find in stored texts that must be resolved before they leave."""
    found = []
    for name, text in texts.items():
        outcome = check(reading, session, {name.rpartition(":")[2]: " ".join(text.split())})
        if isinstance(outcome, NotAnonymous):
            found += [FieldFinding(name, one.finding) for one in outcome.findings]
    return tuple(found)


def note_stances(writing: Change, checked: Checked, stances: tuple[Stance, ...], subject: str) -> None:
    """Write down what the author declared herself; no word goes to the audit."""
    if words_declared(checked.cleared, stances):
        note_declared(writing, checked.cleared, stances, subject)


def must_be_a_place(reading: Reading, place: str) -> str:
    """Return the place of a meeting as it may be stored: an address or a link, and nobody who lives there.

    Errors
        TextRefused: it holds signs that may not be stored. PlaceReveals: it names somebody.
    """
    text = place.strip()
    if find_forbidden(text) or "\n" in text:
        raise TextRefused(PLACE)
    colleagues = {(one.start, one.end) for one in _about_colleagues(reading, {PLACE: text})}
    for one in scan(text):
        is_known = one.label in _WHERE or (one.start, one.end) in colleagues
        if one.strength is Strength.STRONG and not is_known:
            raise PlaceReveals
    return text


def _about_colleagues(reading: Reading, texts: Mapping[str, str]) -> tuple[Stance, ...]:
    known = _colleagues(reading)
    return tuple(
        Stance(name, one.start, one.end, Declaration.ORDINARY_WORD)
        for name, text in texts.items()
        for one in scan(text)
        if _words(text, one) <= known
    )


def _colleagues(reading: Reading) -> frozenset[str]:
    """Return the words of the members' names, and their ids, in small letters."""
    return frozenset(
        word.casefold()
        for member in members.all_members(reading).values()
        for word in (*member.name.split(), member.id)
    )


def _words(text: str, one: Finding) -> set[str]:
    return {word.strip(_AROUND).casefold() for word in text[one.start : one.end].split()} - {""}
