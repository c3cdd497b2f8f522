"""A date poll as a table: one's own row first, the dates as columns, below them the counts."""

from collections.abc import Mapping
from datetime import date

from nsk_tui import meeting_words, wording
from nsk_tui.meeting_words import word
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.poll import Answer, AnswerSource, DateCount, Known
from nsk_tui.services.poll import PollPage
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext, pgettext

WHO_CELLS, DATE_CELLS = 12, 11
UNANSWERED = "."
DIGITS: dict[str, Answer | None] = {
    "1": Answer.YES, "2": Answer.IF_NEEDED, "3": Answer.NO, "0": None,
}  # fmt: skip

Given = Mapping[date, Answer | None]


def columns(cells: int) -> int:
    """Return how many dates fit beside one another."""
    return max(1, (cells - WHO_CELLS - 2) // DATE_CELLS)


def first_shown(at: int, count: int, fitting: int) -> int:
    """Return the first date that is shown, so that the one at the cursor is.

    >>> first_shown(0, 6, 6), first_shown(8, 12, 6)
    (0, 3)
    """
    return max(0, min(at - fitting + 1, count - fitting))


def legend() -> str:
    """Return what the digits answer."""
    return "   ".join(f"{digit} {answer_word(given)}" for digit, given in DIGITS.items())


def answer_word(given: Answer | None) -> str:
    """Return the word for an answer; None: not answered."""
    return word(given) if given is not None else _("not answered")


def dates_line(page: PollPage, shown: range) -> Line:
    """Return the dates, each over its column."""
    days = [one.day for one in page.poll.dates]
    named = [f"{meeting_words.short_weekday(days[at])} {days[at]:%d/%m}" for at in shown]
    return line(_cells("", named), "bold")


def row(page: PollPage, member: MemberId, shown: range, given: Given, at: int | None) -> Line:
    """Return what somebody says to the dates; ``at`` is the cursor's date, None: her row has none."""
    said = []
    for place in shown:
        day = page.poll.dates[place].day
        text = (
            _said(page.known.get((member, day)), given, day) if at is not None else _known(page, member, day)
        )
        said.append(_marked(text, place == at))
    is_me = at is not None
    who = _("{member} (you)").format(member=member) if is_me else str(member)
    cells = "".join(f"{one:<{DATE_CELLS}}" for one in said)
    return line(f" {cut(who, WHO_CELLS - 2):<{WHO_CELLS - 1}}{cells}", "bold" if is_me else "")


def _marked(text: str, at_cursor: bool) -> str:
    """Return a cell with room for the cursor before it, and behind it where the text leaves some."""
    kept = cut(text, DATE_CELLS - 1)
    if not at_cursor:
        return f" {kept}"
    return f"▸{kept}◂" if len(kept) < DATE_CELLS - 1 else f"▸{kept}"


def _said(known: Known | None, given: Given, day: date) -> str:
    if day in given:
        answer = given[day]
        return _short(answer) if answer is not None else UNANSWERED
    return _shown(known)


def _known(page: PollPage, member: MemberId, day: date) -> str:
    return _shown(page.known.get((member, day)))


def _shown(known: Known | None) -> str:
    """Return an answer as a cell: where it was filled in beforehand, from what; None: not answered."""
    if known is None:
        return UNANSWERED
    if known.source is AnswerSource.ABSENCE:
        return _("no,absent")
    if known.source is AnswerSource.DUTY:
        return _("if,duty")
    return _short(known.answer)


def _short(answer: Answer) -> str:
    return pgettext("poll, short", "if need") if answer is Answer.IF_NEEDED else word(answer)


def counted(page: PollPage, shown: range) -> list[Line]:
    """Return how many say what to each date; nobody who has not answered is a no."""
    counts = [page.counts[at] for at in shown]
    rows = (
        (answer_word(Answer.YES), [one.yes for one in counts]),
        (_short(Answer.IF_NEEDED), [one.if_needed for one in counts]),
        (answer_word(Answer.NO), [one.no for one in counts]),
        (_("to answer"), [one.unanswered for one in counts]),
    )
    return [line(_cells(head, [str(len(who)) for who in many])) for head, many in rows]


def _cells(head: str, cells: list[str]) -> str:
    columns_ = "".join(f"{cut(one, DATE_CELLS - 1):<{DATE_CELLS}}" for one in cells)
    return f" {cut(head, WHO_CELLS - 1):<{WHO_CELLS}}{columns_}"


def more(count: int) -> Line:
    """Return that there are more people than rows."""
    return line(f" {ngettext('{count} more', '{count} more', count).format(count=count)}", "faint")


def best(page: PollPage, today: date) -> list[Line]:
    """Return the date with the most knowledge, who would be missing, and who has duty then."""
    if page.best is None:
        return [line(f" {_('Nobody has said yes to a date yet.')}")]
    day = page.best.date.day
    told = [_("Best so far: {day} ({why}).").format(day=dated(day, today), why=why(page.best))]
    duty = page.on_duty.get(day, ())
    if duty:
        told.append(_("On duty that day: {members}.").format(members=", ".join(dict.fromkeys(duty))))
    return [line(f" {text}") for text in (*told, *missing(page.best))]


def why(one: DateCount) -> str:
    """Return how a date stands: who can, who cannot, who has not said."""
    yes = ngettext("{count} yes", "{count} yes", len(one.yes)).format(count=len(one.yes))
    no = ngettext("{count} no", "{count} no", len(one.no)).format(count=len(one.no))
    parts = [yes, no if one.no else _("no no")]
    if one.unanswered:
        parts.append(_("{count} to answer").format(count=len(one.unanswered)))
    return ", ".join(parts)


def missing(one: DateCount) -> list[str]:
    """Return which departments would have nobody there, and which nobody knows of yet."""
    told = []
    if one.missing:
        told.append(_("Nobody from: {departments}.").format(departments=", ".join(one.missing)))
    if one.unsure:
        told.append(_("Not sure yet: {departments}.").format(departments=", ".join(one.unsure)))
    return told


def dated(day: date, today: date) -> str:
    """Return a day with its weekday in short."""
    return f"{meeting_words.short_weekday(day)} {wording.day(day, today)}"


def until(page: PollPage, today: date) -> str:
    """Return by when it is answered, and who chooses; when it is settled, which day was chosen."""
    if page.settled_on is not None:
        return _("settled: {day}").format(day=meeting_words.meeting_day(page.meeting, today))
    return _("answer by {day}, {chair} chooses the day").format(
        day=wording.day(page.poll.answer_by, today), chair=page.meeting.body.chair or "–"
    )


def answered(page: PollPage, member: str) -> str:
    """Return how many have answered, and whether the reader has something left to say."""
    said = _("{count} of {asked} have answered").format(count=len(page.answered), asked=len(page.poll.voters))
    left = "" if member in page.answered else f" · {_('you have something left to answer')}"
    return said + left
