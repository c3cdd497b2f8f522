"""Consultations as plain lines, for a person at a terminal or a screen reader."""

from typing import TYPE_CHECKING

from nsk_tui import vocabulary
from nsk_tui.cli.streams import one_line
from nsk_tui.rules.consultations import Consultation, Thread
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.threads import SearchHit

_MARKS = str.maketrans({"\x02": "[", "\x03": "]"})
_NO_MARKS = str.maketrans({"\x02": None, "\x03": None})


def unmarked(snippet: str) -> str:
    """Return a snippet without the marks around the hit."""
    return snippet.translate(_NO_MARKS)


def entry_line(entry: Consultation) -> str:
    """Return a consultation as one row: day, level, thread, member, department, concerns."""
    body = entry.body
    concerns = ", ".join(vocabulary.word(concern) for concern in body.concerns)
    cells = (
        f"{body.day or entry.created_at.date()}",
        f"{vocabulary.level(body.level):<6}",
        f"{entry.thread:<20}",
        f"{entry.member:<6}",
        one_line(" · ".join(part for part in (body.asker_department, concerns) if part)),
    )
    return "  ".join(cells).rstrip()


def hit_line(hit: "SearchHit") -> str:
    """Return what was found as one row, the hit in square brackets."""
    return f"{hit.entry.thread:<20}  {one_line(hit.snippet.translate(_MARKS))}".rstrip()


def thread_lines(thread: Thread) -> list[str]:
    """Return a thread as lines: what it is, then each entry with what stands in it."""
    line = thread.line
    lines = [
        f"{line.code_name} · {vocabulary.level(line.level)} · {vocabulary.word(line.state)}",
        _("Owner: %(member)s") % {"member": line.owner},
    ]
    if line.follow_up_on is not None:
        lines.append(_("Follow-up: %(day)s") % {"day": line.follow_up_on.isoformat()})
    for entry in thread.entries:
        lines += ["", *_entry_lines(entry)]
    return lines


def _entry_lines(entry: Consultation) -> list[str]:
    body = entry.body
    words = [
        vocabulary.word(entry.area),
        vocabulary.word(body.age_band),
        ", ".join(vocabulary.word(concern) for concern in body.concerns),
        vocabulary.word(body.outcome),
        body.asker_department,
        body.asker_role,
    ]
    lines = [f"{entry.number}. {body.day or entry.created_at.date()} {entry.member}"]
    lines.append("   " + one_line(" · ".join(word for word in words if word)))
    for text in (body.text, body.advice, body.learned):
        lines += [f"   {line}".rstrip() for line in text.splitlines()]
    return lines
