"""A departure as lines: how far it has come, its ten steps, and what stands in the way."""

from dataclasses import replace
from textwrap import wrap

from nsk_tui import departure_words
from nsk_tui.rules.departure import DepartureStep, StepStatus
from nsk_tui.rules.documents import Document, Heading, Listing, Paragraph, Table
from nsk_tui.screens.system import pointer, rule
from nsk_tui.services.departures import DepartureView
from nsk_tui.widgets.bars import FULL, START, bar
from nsk_tui.widgets.frame import cut, ends
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.widgets.page import Block
from nsk_tui.wording import _

BAR_CELLS = 30
TELLING_LINES_MAX = 4


def heading(found: DepartureView, width: int) -> str:
    """Return who leaves and when, and who sees to it."""
    left = f"{_('DEPARTURE')}   {found.leaver} · {departure_words.last_day(found.facts)}"
    return ends(left, _("responsible: {member}").format(member=found.responsible), width)


def head(found: DepartureView, width: int) -> list[Line]:
    """Return how far it has come, as a bar and in numbers."""
    count = len(found.steps)
    done = bar([(found.done, FULL), (count - found.done, START)], count, BAR_CELLS)
    return [line(f" {done}  {departure_words.progress(found.done, count)}"), rule(width)]


def rows(found: DepartureView, at: int, width: int) -> list[Line]:
    """Return a line for each step, and one for the receipt."""
    steps = [_step(one, found, number == at, width) for number, one in enumerate(found.steps)]
    last = f"{pointer(at == len(steps))}    {_('Receipt, one page')}"
    return [*steps, ((last, "bold" if at == len(steps) else ""),)]


def _step(one: StepStatus, found: DepartureView, at_cursor: bool, width: int) -> Line:
    mark = "[x]" if one.is_done else "[ ]"
    left = f"{mark} {one.step.number}. {departure_words.step(one.step, found.facts)}"
    standing = departure_words.standing(one, found.facts.today)
    lead = pointer(at_cursor)
    text = ends(left, standing, width - len(lead) + 1)[1:]
    return ((lead, "bold"), (text, "bold" if at_cursor else "faint" if one.is_done else ""))


def foot(found: DepartureView, status: StepStatus | None, width: int) -> list[Line]:
    """Return what the step at the cursor is about; None: the cursor is on the receipt."""
    told = _receipt(found) if status is None else about(status, found)
    lines = [line(f" {part}") for part in wrap(told, max(20, width - 2))[:TELLING_LINES_MAX]]
    room = [EMPTY] * (TELLING_LINES_MAX - len(lines))
    said = cut(_("Steps 8 and 9 ask for your passphrase again."), width - 2)
    return [rule(width), *lines, *room, line(f" {said}", "faint")]


def about(status: StepStatus, found: DepartureView) -> str:
    """Return a step in full: what it says, what stands in the way, what can be done."""
    text = departure_words.step(status.step, found.facts)
    if status.is_done:
        return f"{text}: {departure_words.who(status, found.facts.today)}."
    parts = [f"{text}."]
    if status.obstacle is not None:
        parts.append(f"{departure_words.cannot(status, found.facts.today).capitalize()}.")
    return " ".join([*parts, _how(status.step, found)])


def _how(step: DepartureStep, found: DepartureView) -> str:
    """Return where a step is done, and by which key."""
    leaver = found.leaver
    return {
        DepartureStep.AGREED: _("Talk about it with {member}; d says that it is done."),
        DepartureStep.ALONE: _("It ticks itself when each has an item. Enter opens the page of {member}."),
        DepartureStep.SHADOW: _("d says that somebody has followed, or that nobody needs to."),
        DepartureStep.DUTIES: _("It ticks itself. Enter goes to the rota."),
        DepartureStep.TASKS: _("d says that they are shared out."),
        DepartureStep.INTRODUCED: _("It ticks itself from the items of the handover. Enter shows them."),
        DepartureStep.RECEIVED: _("It ticks itself. Enter shows what is missing."),
        DepartureStep.EXPORTED: _("Enter makes it; the receivers fetch it under a ticket."),
        DepartureStep.CLOSED: departure_words.limits(leaver),
        DepartureStep.TALK: _("The receivers are asked what was missing; d says that you have talked."),
    }[step].format(member=leaver)


def _receipt(found: DepartureView) -> str:
    if found.finished_on is not None:
        return _("The departure is finished. Enter shows the receipt.")
    if found.done == len(found.steps):
        return _("Every step is done. Enter finishes the departure and shows the receipt.")
    return _("When everything is ticked, the receipt says so on one page. Enter shows how far it has come.")


def receipt(page: Document, is_finished: bool) -> list[Block]:
    """Return a receipt as blocks: what it says of itself, then each heading with what stands below it."""
    title = page.title if is_finished else _("Receipt, not finished yet")
    found = [Block(title, page.sender, ("", *(f"{name}: {text}" for name, text in page.marks)))]
    for one in page.blocks:
        if isinstance(one, Heading):
            found.append(Block(one.text, "", ("",)))
        else:
            found[-1] = replace(found[-1], paragraphs=(*found[-1].paragraphs, *_lines(one)))
    return found


def _lines(one: Heading | Paragraph | Listing | Table) -> tuple[str, ...]:
    if isinstance(one, Listing):
        return one.entries
    if not isinstance(one, Table):
        return tuple(one.text.split("\n"))
    return tuple(f"{row[0]} {' · '.join(row[1:])}" for row in one.rows)
