"""The numbers that lines of the minutes give: a decision's and an action's follow what the line is."""

from datetime import date

from nsk_tui.rules import actions as action_rules
from nsk_tui.rules import decisions as decision_rules
from nsk_tui.rules.actions import ActionRef
from nsk_tui.rules.decisions import DecisionRef, Votes
from nsk_tui.rules.ids import ActionId, MinutesLineId
from nsk_tui.rules.meetings import Meeting
from nsk_tui.rules.minutes_lines import LineKind, MinutesLine
from nsk_tui.services import chance
from nsk_tui.services.meeting_change import Work
from nsk_tui.store import actions, decisions
from nsk_tui.store.engine import Reading

Numbers = tuple[DecisionRef | None, ActionRef | None, Votes | None]
"""The number of a decision, that of an action, and how a vote went; None where there is none."""

NO_NUMBERS: Numbers = (None, None, None)


def numbers(reading: Reading, meeting: str) -> dict[MinutesLineId, Numbers]:
    """Return the numbers of a meeting's lines, those of plain lines left out."""
    found: dict[MinutesLineId, Numbers] = {
        line: (ref, None, votes) for line, ref, votes in decisions.of_meeting(reading, meeting)
    }
    for action in actions.of_meeting(reading, meeting):
        found[action.line] = (None, action.ref, None)
    return found


def follow_kind(
    work: Work,
    meeting: Meeting,
    line: MinutesLine,
    votes: Votes | None = None,
    before: MinutesLine | None = None,
) -> Numbers:
    """Let decision and action follow what a line is now; return its numbers.

    ``votes`` None: nobody voted. ``before`` is what the line was; None: it is new. An action takes
    over owner and day only where the line's own have changed: somebody may have given it away since.
    """
    day = meeting.day or work.session.today
    ref = _follow_decision(work, line, day, votes) if line.kind is LineKind.DECISION else None
    action = _follow_action(work, line, before or line, day) if line.kind is LineKind.ACTION else None
    if ref is None:
        _drop_decision(work, line)
    if action is None:
        _drop_action(work, line)
    return ref, action, votes if ref is not None else None


def take_away(work: Work, line: MinutesLine) -> None:
    """Take away what a line made; its number is not given again."""
    _drop_decision(work, line)
    _drop_action(work, line)


def _follow_decision(work: Work, line: MinutesLine, day: date, votes: Votes | None) -> DecisionRef:
    rows = work.writing.session
    had = decisions.ever_of_line(rows, line.id)
    if had is not None:
        decisions.set_gone(rows, had, False)
        return had
    ref = decision_rules.next_number(decisions.refs_of_year(rows, day.year), day)
    decisions.add(rows, ref, line.id, votes)
    return ref


def _follow_action(work: Work, line: MinutesLine, before: MinutesLine, day: date) -> ActionRef:
    rows = work.writing.session
    had = actions.ever_of_line(rows, line.id)
    if had is not None:
        actions.set_gone(rows, had, False)
        found = actions.get(rows, had)
        owner = line.owner if line.owner != before.owner else found.owner
        actions.set_agreed(rows, had, owner, line.due if line.due != before.due else found.due)
        return found.ref
    ref = action_rules.next_number(actions.refs_of_day(rows, day), day)
    actions.add(rows, ActionId(chance.new_id()), ref, line.id, line.owner, line.due)
    return ref


def _drop_decision(work: Work, line: MinutesLine) -> None:
    had = decisions.ever_of_line(work.writing.session, line.id)
    if had is not None:
        decisions.set_gone(work.writing.session, had, True)


def _drop_action(work: Work, line: MinutesLine) -> None:
    had = actions.ever_of_line(work.writing.session, line.id)
    if had is not None:
        actions.set_gone(work.writing.session, had, True)
