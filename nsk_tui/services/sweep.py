"""Looking through the whole store again with today's lists: what would be found now becomes a task."""

from collections.abc import Callable
from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.ids import CodeName, ConsultationId, MemberId, TaskId
from nsk_tui.services import chance, text_redaction
from nsk_tui.services.anonymity import scan
from nsk_tui.services.session import Session
from nsk_tui.services.text_redaction import SweptText
from nsk_tui.store import declared_words, entries, findings
from nsk_tui.store.change import Change, change
from nsk_tui.store.entries import StoredTexts

_PAGE = 500


@dataclass(frozen=True)
class SweptFinding:
    """What today's lists find in a stored text, and whose task it is."""

    entry: ConsultationId
    thread: CodeName
    number: int
    member: MemberId
    field: str
    finding: Finding


@dataclass(frozen=True)
class Swept:
    """The outcome of a sweep: how many entries were read, and what is new since the last one.

    Shape
        ``texts`` counts records that are no consultation, ``in_texts`` is what is new in those.
    """

    entries: int
    findings: tuple[SweptFinding, ...]
    texts: int = 0
    in_texts: tuple[SweptText, ...] = ()


def sweep(session: Session, progress: Callable[[int], None] | None = None) -> Swept:
    """Check every stored text with today's lists, and give each author what is new as tasks.

    What was asked about before, or declared to be no person, is not asked again. ``progress``
    is told how many entries were read; None tells nobody.

    Errors
        NotAllowed
    """
    session.must(Act.SWEEP)
    found: list[SweptFinding] = []
    key = count = 0
    while page := _page(session, key):
        found += _sweep_page(session, page)
        key, count = page[-1].key, count + len(page)
        if progress is not None:
            progress(count)
    return Swept(count, tuple(found), *text_redaction.sweep(session))


def _page(session: Session, key: int) -> tuple[StoredTexts, ...]:
    with session.database.reading() as reading:
        return entries.texts_after(reading, key, _PAGE)


def _sweep_page(session: Session, page: tuple[StoredTexts, ...]) -> list[SweptFinding]:
    with session.database.reading() as reading:
        seen = {stored.key: findings.known_spans(reading, stored.key) for stored in page}
    suspect = [(stored, field, one) for stored in page for field, one in _all(session, stored)]
    fresh = [
        (stored, field, one)
        for stored, field, one in suspect
        if (field, one.start, one.end) not in seen[stored.key]
    ]
    with change(session.database, session.member, session.now) as writing:
        new = [one for one in fresh if _is_new(writing, session, *one)]
        for stored, field, one in new:
            task = TaskId(chance.new_id())
            findings.add_task(writing.session, task, stored.key, stored.member, field, one, writing.now)
        writing.audit("sweep", str(len(page)), str(len(new)))
        writing.commit()
    return [
        SweptFinding(stored.entry, stored.thread, stored.number, stored.member, field, one)
        for stored, field, one in new
    ]


def _all(session: Session, stored: StoredTexts) -> list[tuple[str, Finding]]:
    coded = stored.texts["asker_department"] in session.departments
    return [
        (field, one)
        for field, text in stored.texts.items()
        if text and not (field == "card" or (coded and field == "asker_department"))
        for one in scan(text)
    ]


def _is_new(writing: Change, session: Session, stored: StoredTexts, field: str, one: Finding) -> bool:
    if not one.may_be_declared:
        return True
    word = stored.texts[field][one.start : one.end]
    return declared_words.answer_for(writing.session, word, stored.member, session.today) is None
