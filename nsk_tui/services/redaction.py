"""Mending an old record: a word is taken out of every version and the index, audited, at any time."""

import re
from dataclasses import dataclass, replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.rules.anonymity.replace import replace_all_same
from nsk_tui.rules.consultations import FREE_TEXT_FIELDS
from nsk_tui.rules.ids import CodeName, ConsultationId, TaskId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, recording
from nsk_tui.services.anonymity import scan
from nsk_tui.services.errors import NotAllowed, ReplacementRefused, SpanRefused, TextRefused, UnknownThread
from nsk_tui.services.session import Session
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import entries, findings, search
from nsk_tui.store.change import Change, change
from nsk_tui.store.entries import StoredTexts
from nsk_tui.store.errors import Missing

SPAN_CHARACTERS_MAX = 500


@dataclass(frozen=True)
class Redacted:
    """What was mended: where, and in how many versions."""

    thread: CodeName
    number: int
    versions: int


def redact(
    session: Session,
    entry: ConsultationId,
    field: str,
    start: int,
    end: int,
    replacement: str = "",
) -> Redacted:
    """Replace a span everywhere in a record where the same words stand, its earlier versions included.

    The author or a coordinator may do it, at any time. An empty replacement removes the words.

    Errors
        UnknownThread, NotAllowed. SpanRefused: the span is not in the text.
        ReplacementRefused: the replacement would itself identify somebody. TextRefused.
    """
    session.must(Act.REDACT)
    refuse_replacement(replacement)
    with change(session.database, session.member, session.now) as writing:
        versions = _versions(writing, entry)
        _refuse_stranger(session, versions[0])
        words = _words(versions[0], field, start, end)
        asked = findings.open_of(writing.session, versions[0].key)
        for stored in versions:
            texts = {name: without(text, words, replacement) for name, text in stored.texts.items()}
            entries.put_redacted(writing.session, stored, texts, writing.now)
        findings.forget_spans(writing.session, versions[0].key)
        _ask_again(writing, entry, versions[0], asked)
        recording.index(writing, entry, versions[0].key)
        search.forget_removed(writing.session)
        writing.audit("redact", versions[0].thread, f"{field} {len(versions)}")
        writing.commit()
    session.database.fold_log()
    return Redacted(versions[0].thread, versions[0].number, len(versions))


def _ask_again(
    writing: Change,
    entry: ConsultationId,
    before: StoredTexts,
    asked: tuple[tuple[str, str, Finding], ...],
) -> None:
    """Ask again what was still asked about the entry, where its words stand now."""
    after = entries.texts_of(writing.session, entry)[0]
    for member, field, finding in asked:
        word = before.texts[field][finding.start : finding.end]
        places = [match.start() for match in re.finditer(re.escape(word), after.texts[field])] if word else []
        if places:
            start = min(places, key=lambda place: abs(place - finding.start))
            moved = replace(finding, start=start, end=start + len(word))
            task = TaskId(chance.new_id())
            findings.add_task(writing.session, task, before.key, member, field, moved, writing.now)


def _versions(writing: Change, entry: ConsultationId) -> tuple[StoredTexts, ...]:
    try:
        return entries.texts_of(writing.session, entry)
    except Missing:
        raise UnknownThread("") from None


def _refuse_stranger(session: Session, stored: StoredTexts) -> None:
    if stored.member != session.member and session.role is not Role.COORDINATOR:
        raise NotAllowed(Act.REDACT.value)


def refuse_replacement(replacement: str) -> None:
    """Refuse words to put instead that would identify somebody themselves.

    Errors
        ReplacementRefused, TextRefused.
    """
    if not replacement:
        return
    must_be_a_name("replacement", replacement)
    if scan(replacement):
        raise ReplacementRefused


def _words(stored: StoredTexts, field: str, start: int, end: int) -> str:
    if field not in FREE_TEXT_FIELDS:
        raise TextRefused(field if field.isidentifier() else "")
    return words_at(stored.texts[field], field, start, end)


def words_at(text: str, field: str, start: int, end: int) -> str:
    """Return the words of a span that are to go.

    Errors
        SpanRefused: it is not in the text, is blank or too long.
    """
    words = text[start:end]
    if not 0 <= start < end <= len(text) or not words.strip() or len(words) > SPAN_CHARACTERS_MAX:
        raise SpanRefused(field)
    return words


def without(text: str, words: str, replacement: str) -> str:
    """Return a text with the words replaced wherever they stand, in any case."""
    anywhere = re.compile(re.escape(words), re.IGNORECASE)
    found = anywhere.search(text)
    if found is None:
        return text
    finding = Finding(found.start(), found.end(), Label.OTHER, Strength.STRONG, Reason.COMBINATION)
    mended = replace_all_same(text, finding, replacement)
    return anywhere.sub(lambda _match: replacement, mended)
