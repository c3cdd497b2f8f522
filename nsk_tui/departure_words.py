"""A departure in words: its steps, what stands in the way, what it cannot take back.

One wording for the screen, the command line and the receipt.
"""

from datetime import date

from nsk_tui import wording
from nsk_tui.rules.departure import TALK_DAYS, DepartureFacts, DepartureStep, Obstacle, StepStatus
from nsk_tui.wording import _, ngettext, pgettext


def short(step: DepartureStep) -> str:
    """Return what a step is called in the audit."""
    return {
        DepartureStep.AGREED: pgettext("departure", "day and receivers"),
        DepartureStep.ALONE: pgettext("departure", "what only she can"),
        DepartureStep.SHADOW: pgettext("departure", "followed on duty"),
        DepartureStep.DUTIES: pgettext("departure", "duties moved"),
        DepartureStep.TASKS: pgettext("departure", "tasks shared out"),
        DepartureStep.INTRODUCED: pgettext("departure", "introduced"),
        DepartureStep.RECEIVED: pgettext("departure", "handover received"),
        DepartureStep.EXPORTED: pgettext("departure", "sealed file"),
        DepartureStep.CLOSED: pgettext("departure", "access closed"),
        DepartureStep.TALK: pgettext("departure", "talk afterwards"),
    }[step]


def step(value: DepartureStep, facts: DepartureFacts) -> str:
    """Return what a step says, with what the records count."""
    return {
        DepartureStep.AGREED: _("Day and receivers agreed"),
        DepartureStep.ALONE: _alone(facts),
        DepartureStep.SHADOW: _("A receiver has followed on duty, or need not"),
        DepartureStep.DUTIES: _duties(facts),
        DepartureStep.TASKS: _("Tasks from the meetings shared out"),
        DepartureStep.INTRODUCED: _("Introduced to partners: {met} of {all}").format(
            met=facts.met, all=facts.to_meet
        ),
        DepartureStep.RECEIVED: _("Handover received: {count} of {all}").format(
            count=facts.tally.received, all=facts.tally.items
        ),
        DepartureStep.EXPORTED: _("Sealed file for the receivers"),
        DepartureStep.CLOSED: _("Close the access, end {member}'s screens, change the group's key").format(
            member=facts.leaver
        ),
        DepartureStep.TALK: _("Talk after {days} days: what was missing?").format(days=TALK_DAYS),
    }[value]


def standing(status: StepStatus, today: date) -> str:
    """Return who did a step and when, or what stands in the way."""
    if status.is_done:
        return who(status, today)
    return cannot(status, today) if status.obstacle is not None else ""


def who(status: StepStatus, today: date) -> str:
    """Return who did a step that is done, and when; a step that ticked itself says so."""
    if status.tick is None:
        return pgettext("departure", "by itself")
    return f"{status.tick.by}   {wording.day(status.tick.on, today)}"


def cannot(status: StepStatus, today: date) -> str:
    """Return what stands in the way of a step."""
    if status.obstacle is Obstacle.STEP and status.waits_for is not None:
        return _("cannot: {number}").format(number=status.waits_for.number)
    if status.obstacle is Obstacle.BEFORE_DAY and status.not_before is not None:
        return _("cannot before {day}").format(day=wording.day(status.not_before, today))
    if status.obstacle is Obstacle.ONLY_COORDINATOR:
        return _("cannot: the only coordinator")
    return _("cannot: another coordinator must")


def limits(member: str) -> str:
    """Return what closing an access cannot take back."""
    return _(
        "Older copies that {member} may have cannot be called back. The other key protects what is "
        "written from then on. What {member} wrote stays, under the same name."
    ).format(member=member)


def progress(done: int, all_steps: int) -> str:
    """Return how far a departure has come."""
    return _("{done} of {all}").format(done=done, all=all_steps)


def last_day(facts: DepartureFacts) -> str:
    """Return the last day, and how far off it is."""
    day = wording.day(facts.last_day, facts.today)
    days = (facts.last_day - facts.today).days
    if days == 0:
        return _("last day {day} (today)").format(day=day)
    if days < 0:
        return _("last day was {day}").format(day=day)
    off = ngettext("in {count} day", "in {count} days", days).format(count=days)
    return _("last day {day} ({off})").format(day=day, off=off)


def _alone(facts: DepartureFacts) -> str:
    count = facts.competences + facts.contacts
    if not count:
        return _("Only {member} can: nothing").format(member=facts.leaver)
    parts = (
        ngettext("{count} competence", "{count} competences", facts.competences).format(
            count=facts.competences
        ),
        ngettext("{count} contact", "{count} contacts", facts.contacts).format(count=facts.contacts),
    )
    left = _(", {count} without an item").format(count=facts.alone_left) if facts.alone_left else ""
    return _("Only {member} can: {what}").format(member=facts.leaver, what=", ".join(parts)) + left


def _duties(facts: DepartureFacts) -> str:
    if not facts.duties_left:
        return _("Duties after the last day moved")
    return ngettext(
        "{count} duty after the last day is still {member}'s",
        "{count} duties after the last day are still {member}'s",
        facts.duties_left,
    ).format(count=facts.duties_left, member=facts.leaver)
