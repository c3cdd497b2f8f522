"""What the box of a swap says: its three acts, who could, what is given back, what will happen."""

from nsk_tui import duty_words
from nsk_tui.rules.duties import DutyRef
from nsk_tui.screens import rota_words
from nsk_tui.screens.rows_box import pointer
from nsk_tui.services.swaps import SwapCandidate
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, pgettext

ASK, TAKE, SET = 0, 1, 2
MEMBER_CELLS, CAN_CELLS, CHOICE_CELLS = 10, 30, 37


def choices(chosen: int, refusals: tuple[str, str, str]) -> str:
    """Return the three acts with their digits; one that is not possible says why."""
    words = (_("Ask somebody to take it"), _("Take it over yourself"), _("Set somebody on it"))
    told = []
    for place, (word, reason) in enumerate(zip(words, refusals, strict=True)):
        why = _("cannot: {reason}").format(reason=reason) if reason else ""
        told.append(f"{pointer(place == chosen)}{place + 1} {word:<{CHOICE_CELLS}}{why}".rstrip())
    return "\n".join(told) + "\n"


def titles(chosen: int, ref: DutyRef, by_day: bool) -> str:
    """Return what the columns of people are called."""
    who = (pgettext("swap", "Ask"), pgettext("swap", "You"), pgettext("swap", "Set"))[chosen]
    can = _("can, {when}").format(when=duty_words.when_begins(ref.start, by_day))
    return f"{who:<{MEMBER_CELLS + 2}}{can:<{CAN_CELLS}}{_('duties per full time after')}"


def person(one: SwapCandidate, at_cursor: bool) -> Line:
    """Return somebody who could take the duty, or could not and why."""
    before, after = map(duty_words.load, (one.per_full_time_before, one.after))
    load = f"{before} → {after}" if one.can else ""
    who = cut(one.member, MEMBER_CELLS - 1)
    can = cut(rota_words.hindrance(one.why_code), CAN_CELLS - 1)
    text = f"{pointer(at_cursor)}{who:<{MEMBER_CELLS}}{can:<{CAN_CELLS}}{load}"
    return line(text, "" if one.can else "faint")


def again(back: DutyRef | None, returns: bool, later: bool, by_day: bool) -> str:
    """Return what is given back, ticked; ``back`` None: she has no duty that could be taken."""
    if back is None:
        first = _("you take one of hers (none is in sight)")
    else:
        first = _("you take her duty: {duty}").format(duty=duty_words.when_begins(back.start, by_day))
    ticks = ["x" if on else " " for on in (returns and back is not None, later)]
    head = _("In return:")
    second = _("is agreed later; the next plan counts it")
    return f"\n{head} 4 [{ticks[0]}] {first}\n{' ' * len(head)} 5 [{ticks[1]}] {second}"


def hint(chosen: int, member: str, days: int) -> str:
    """Return what Enter will do."""
    if chosen == ASK:
        told = _("Enter asks. The duty stays yours until {member} says yes. Time to answer: {days} days.")
        return told.format(member=member, days=days)
    if chosen == TAKE:
        return _("Enter takes the duty over at once. u undoes.")
    told = _("Write the reason; Enter sets {member} on the duty. Never a word about a citizen.")
    return told.format(member=member)


def act(chosen: int, member: str) -> str:
    """Return the name of what Enter does."""
    names = (_("Ask {member}"), _("Take it"), _("Set {member}"))
    return names[chosen].format(member=member)
