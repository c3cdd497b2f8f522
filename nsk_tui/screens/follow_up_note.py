"""A follow-up's defaults, its draft, and how it is stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult, ThreadLine
from nsk_tui.rules.ids import CodeName
from nsk_tui.screens import consultation_fields as fields
from nsk_tui.screens.writer import Outcome
from nsk_tui.services import drafts, follow_ups, threads
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session

KIND = "follow_up"
USUAL_MINUTES = "10"

_SOON = (FollowUpResult.WORSE, FollowUpResult.NOT_REACHED)
_TOMORROW, _IN_A_WEEK, _IN_TWO_WEEKS, _IN_A_MONTH = range(4)


def usual_next(result: FollowUpResult, level: ConcernLevel) -> int:
    """Return which of the offered days fits a result: the sooner, the more serious it is.

    >>> usual_next(FollowUpResult.AS_AGREED, ConcernLevel.RED)
    1
    """
    if result in _SOON:
        return _TOMORROW
    if level is ConcernLevel.RED:
        return _IN_A_WEEK
    if level is ConcernLevel.ORANGE:
        return _IN_TWO_WEEKS if result is FollowUpResult.BETTER else _IN_A_WEEK
    return _IN_A_MONTH if result is FollowUpResult.BETTER else _IN_TWO_WEEKS


def usual_level(result: FollowUpResult, level: ConcernLevel) -> ConcernLevel:
    """Return the level that a result proposes: one higher when it got worse.

    >>> usual_level(FollowUpResult.WORSE, ConcernLevel.YELLOW).value
    'orange'
    """
    steps = list(ConcernLevel)
    worse = result is FollowUpResult.WORSE
    return steps[min(level.rank + 1, len(steps) - 1)] if worse else level


def begin(
    session: Session, code_name: CodeName, line: ThreadLine | None, draft_id: str | None
) -> tuple[ThreadLine, fields.Answers]:
    """Return the thread and what a draft holds; line None opens the thread, draft_id None: no draft.

    The version is the one that was read when the draft was begun.
    """
    known = line or threads.open_thread(session, code_name).line
    payload = drafts.load_draft(session, draft_id) if draft_id is not None else {}
    version = payload.get("version")
    known = replace(known, version=version) if isinstance(version, int) else known
    return known, of_payload(payload)


def of_payload(payload: Mapping[str, object]) -> fields.Answers:
    """Return the answers that a draft holds; what no longer fits is left out."""
    values = payload.get("values")
    named = values.items() if isinstance(values, dict) else ()
    codes = {str(name): (str(code),) for name, code in named if _fits(str(name), str(code))}
    return fields.Answers(codes, {"text": str(payload.get("text") or "")})


def _fits(name: str, code: str) -> bool:
    offered: dict[str, set[str]] = {
        "result": {one.value for one in FollowUpResult},
        "level": {one.value for one in ConcernLevel},
        "minutes": {str(count) for count in fields.MINUTES},
    }
    return code in offered[name] if name in offered else name == "next" and fields.is_follow_up(code)


def note_of(values: Mapping[str, str], text: str) -> FollowUpNote:
    """Return the follow-up that the codes of the fields and a text make."""
    due, length = values["next"], values["minutes"]
    return FollowUpNote(
        FollowUpResult(values["result"]),
        ConcernLevel(values["level"]),
        date.fromisoformat(due) if due not in ("", fields.NO_FOLLOW_UP) else None,
        minutes=int(length) if length else None,
        text=text,
    )


def store(
    session: Session,
    code_name: str,
    note: FollowUpNote,
    version: int | None,
    stances: tuple[Stance, ...],
    draft_id: str | None,
) -> Outcome:
    """Note the follow-up and let its draft go; draft_id None: there is none.

    ``version`` is that of the thread as it was read; None: it was not read.
    """
    outcome = follow_ups.note_follow_up(session, code_name, note, stances, version)
    if isinstance(outcome, Added) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome
