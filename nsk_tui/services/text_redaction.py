"""Texts that are no consultation, swept and mended: in every field, version and copy of the record."""

import re
from dataclasses import dataclass, replace
from functools import partial

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Declaration, Finding
from nsk_tui.rules.ids import MemberId, TaskId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, minutes_mending
from nsk_tui.services.anonymity import scan
from nsk_tui.services.errors import NotAllowed, SpanRefused, UnknownTask
from nsk_tui.services.redaction import refuse_replacement, without, words_at
from nsk_tui.services.session import Session
from nsk_tui.store import declared_words, text_tasks
from nsk_tui.store.change import Change, change
from nsk_tui.store.errors import Missing
from nsk_tui.store.text_sources import BY_KIND, SOURCES
from nsk_tui.store.text_tasks import TextTask
from nsk_tui.store.worded_texts import TextSource, WordedText

_PAGE = 200


@dataclass(frozen=True)
class MendedText:
    """A record that was mended: what it is about, and how many of its texts changed."""

    kind: str
    about: str
    texts: int


@dataclass(frozen=True)
class SweptText:
    """What today's lists find in a stored text, and whose task it is."""

    kind: str
    ref: str
    about: str
    member: MemberId
    field: str
    finding: Finding


@dataclass(frozen=True)
class WaitingText:
    """A finding in a worded text of mine that I have yet to answer, and what the text is about."""

    task: TextTask
    about: str


def redact(
    session: Session, kind: str, ref: str, field: str, start: int, end: int, replacement: str = ""
) -> MendedText:
    """Replace a span everywhere in a record where the same words stand, copies included.

    Who worded the text or a coordinator may do it, at any time. An empty replacement removes the words.

    Errors
        NotAllowed. SpanRefused: there is no such text, or the span is not in it.
        ReplacementRefused: the replacement would itself identify somebody. TextRefused.
    """
    session.must(Act.REDACT)
    refuse_replacement(replacement)
    source = BY_KIND.get(kind)
    if source is None:
        raise SpanRefused(field)
    with change(session.database, session.member, session.now) as writing:
        worded = _worded(writing, source, ref, field)
        if worded.member != session.member and session.role is not Role.COORDINATOR:
            raise NotAllowed(Act.REDACT.value)
        words = words_at(worded.texts[field], field, start, end)
        asked = text_tasks.open_of(writing.session, kind, ref)
        before = _texts(writing, source, ref)
        changed = source.mend(writing.session, ref, partial(without, words=words, replacement=replacement))
        minutes_mending.hash_again(writing, session, kind, ref)
        text_tasks.forget_spans(writing.session, kind, ref)
        _ask_again(writing, source, ref, before, asked)
        writing.audit("redact", worded.about, f"{kind} {changed}")
        writing.commit()
    session.database.fold_log()
    return MendedText(kind, worded.about, changed)


def sweep(session: Session) -> tuple[int, tuple[SweptText, ...]]:
    """Check every worded text with today's lists; return how many records were read, and what is new.

    Errors
        NotAllowed
    """
    session.must(Act.SWEEP)
    found: list[SweptText] = []
    count = 0
    for source in SOURCES:
        ref = ""
        while refs := _refs(session, source, ref):
            found += _sweep_page(session, source, refs)
            ref, count = refs[-1], count + len(refs)
    return count, tuple(found)


def waiting_texts(session: Session) -> tuple[WaitingText, ...]:
    """Return what the member is asked about her worded texts, the oldest question first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        tasks = text_tasks.open_tasks(reading, session.member)
        refs: dict[str, set[str]] = {}
        for task in tasks:
            refs.setdefault(task.kind, set()).add(task.ref)
        worded = [one for kind, many in refs.items() for one in BY_KIND[kind].read(reading, many)]
    about = {(one.kind, one.ref): one.about for one in worded}
    return tuple(WaitingText(task, about.get((task.kind, task.ref), "")) for task in tasks)


def task_text(session: Session, task: TextTask) -> WordedText:
    """Return the text that a task is about.

    Errors
        NotAllowed. UnknownTask: the text has changed since.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        many = BY_KIND[task.kind].read(reading, (task.ref,)) if task.kind in BY_KIND else ()
    for one in many:
        if task.finding.end <= len(one.texts.get(task.field, "")):
            return one
    raise UnknownTask


def settle(session: Session, task: TaskId, declaration: Declaration | None) -> None:
    """Answer a weak finding in a worded text; ``declaration`` None means seen and accepted.

    Errors
        NotAllowed, UnknownTask.
    """
    session.must(Act.WRITE_HANDOVER)
    answer = declaration.value if declaration else None
    with change(session.database, session.member, session.now) as writing:
        try:
            settled = text_tasks.settle(writing.session, task, session.member, answer, writing.now)
        except Missing:
            raise UnknownTask from None
        label, reason = settled.finding.label.value, settled.finding.reason.value
        writing.audit("declare", settled.kind, f"{settled.field} {label} {reason} {answer or 'accepted'}")
        writing.commit()


def _refs(session: Session, source: TextSource, after: str) -> tuple[str, ...]:
    with session.database.reading() as reading:
        return source.after(reading, after, _PAGE)


def _sweep_page(session: Session, source: TextSource, refs: tuple[str, ...]) -> list[SweptText]:
    with session.database.reading() as reading:
        worded = source.read(reading, refs)
        seen = {ref: text_tasks.known_spans(reading, source.kind, ref) for ref in refs}
    suspect = [
        SweptText(one.kind, one.ref, one.about, one.member, name, finding)
        for one in worded
        for name, text in one.texts.items()
        for finding in scan(text)
        if (name, finding.start, finding.end) not in seen[one.ref]
    ]
    texts = {(one.ref, name): text for one in worded for name, text in one.texts.items()}
    with change(session.database, session.member, session.now) as writing:
        new = [one for one in suspect if _is_new(writing, session, one, texts[one.ref, one.field])]
        for one in new:
            _add(writing, one)
        writing.audit("sweep", str(len(refs)), str(len(new)))
        writing.commit()
    return new


def _add(writing: Change, one: SweptText) -> None:
    task = TaskId(chance.new_id())
    text_tasks.add(writing.session, task, one.kind, one.ref, one.member, one.field, one.finding, writing.now)


def _is_new(writing: Change, session: Session, one: SweptText, text: str) -> bool:
    if not one.finding.may_be_declared:
        return True
    word = text[one.finding.start : one.finding.end]
    return declared_words.answer_for(writing.session, word, one.member, session.today) is None


def _worded(writing: Change, source: TextSource, ref: str, field: str) -> WordedText:
    for one in source.read(writing.session, (ref,)):
        if field in one.texts:
            return one
    raise SpanRefused(field if field.replace(".", "").isalnum() else "")


def _texts(writing: Change, source: TextSource, ref: str) -> dict[str, str]:
    return {name: text for one in source.read(writing.session, (ref,)) for name, text in one.texts.items()}


def _ask_again(
    writing: Change, source: TextSource, ref: str, before: dict[str, str], asked: tuple[TextTask, ...]
) -> None:
    """Ask again what was still asked about the record, where its words stand now."""
    after = _texts(writing, source, ref)
    for task in asked:
        word = before.get(task.field, "")[task.finding.start : task.finding.end]
        places = _places(word, after.get(task.field, ""))
        if places:
            start = min(places, key=lambda place: abs(place - task.finding.start))
            moved = replace(task.finding, start=start, end=start + len(word))
            _add(writing, SweptText(task.kind, ref, "", MemberId(task.member), task.field, moved))


def _places(word: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(word), text)] if word else []
