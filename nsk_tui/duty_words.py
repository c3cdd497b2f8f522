"""The rota in words: lines and roles, why somebody has a duty, who is the bottleneck, what to do.

One wording for the screens and the command line.
"""

from datetime import date

from nsk_tui import vocabulary, wording
from nsk_tui.rules.bottleneck import CASES_MIN, MEAN_MIN, Bottleneck, Telling, Trend
from nsk_tui.rules.calendar import week_number
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import DutyRole, Hindrance, Line
from nsk_tui.rules.duty_why import Verdict, Why, WhyCode, WhyLine
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.load_advice import Advice, Suggestion
from nsk_tui.rules.routing import Reason, RouteReason
from nsk_tui.wording import _, ngettext, pgettext

FULL_TIME_PERCENT = 100


def role(value: DutyRole) -> str:
    """Return a role in small letters: vagt, bagvagt, føl."""
    return {
        DutyRole.DUTY: pgettext("rota", "duty"),
        DutyRole.BACKUP: pgettext("rota", "backup"),
        DutyRole.SHADOW: pgettext("rota", "follower"),
    }[value]


def called(line: LineId, name: str, area: Area | None) -> str:
    """Return what a line is called: its own name, else its area's; ``area`` None has neither."""
    if name or area is None:
        return name or line
    said = vocabulary.word(area)
    return said[:1].upper() + said[1:]


def line_name(line: Line) -> str:
    """Return what a line is called."""
    return called(line.id, line.name, line.area)


def percent(share: float) -> str:
    """Return a share of all: 57 %."""
    return _("{number} %").format(number=round(share * 100))


def load(value: float) -> str:
    """Return a load for each full time, with one decimal."""
    return wording.decimal(value, 1)


def days(first: date, last: date, today: date) -> str:
    """Return some days: 20/11, or 20/11-24/11."""
    if first == last:
        return wording.day(first, today)
    return f"{wording.day(first, today)}-{wording.day(last, today)}"


# Why somebody has a duty --------------------------------------------------------------------


def why_rule() -> str:
    """Return the rule in one sentence."""
    return _("The rule: the fewest duties for her time in 52 weeks, among those who can.")


def why_lines(why: Why, today: date) -> list[tuple[str, str, str, str]]:
    """Return a line a candidate: who, what became of her, her number before, why."""
    is_day = why.period.start == why.period.end
    return [
        (line.member, verdict(line), _number(line), why_reason(line, today, is_day)) for line in why.lines
    ]


def verdict(line: WhyLine) -> str:
    """Return what became of a candidate; whoever has another role then is called by that."""
    if line.verdict is Verdict.PASSED and line.hindrance is Hindrance.OTHER_DUTY and line.other is not None:
        return _("has {role}").format(role=role(line.other.role))
    return {
        Verdict.PICKED: pgettext("why", "picked"),
        Verdict.PASSED: pgettext("why", "not picked"),
        Verdict.CANNOT: pgettext("why", "cannot"),
    }[line.verdict]


def why_reason(line: WhyLine, today: date, is_day: bool = False) -> str:
    """Return why a candidate was picked or not, with numbers and days; never a cause of absence."""
    parts = [] if line.code is WhyCode.HINDERED else [_codes()[line.code]]
    if line.hindrance is not None:
        parts.append(_kept_from(line, today, is_day))
    if line.verdict is Verdict.PICKED and line.share_percent:
        parts.append(_after(line))
    if line.is_new:
        parts.append(_("new here"))
    return ", ".join(parts)


def hindrance(value: Hindrance) -> str:
    """Return what keeps somebody from a duty, without its days."""
    return {
        Hindrance.NOT_ON_LINE: _("does not stand on the line"),
        Hindrance.NO_SHARE: _("has no share of full time"),
        Hindrance.NOT_YET: _("has not begun yet"),
        Hindrance.LEAVES: _("leaves before the end"),
        Hindrance.ABSENT: _("is absent"),
        Hindrance.HAS_IT: _("has it already"),
        Hindrance.OTHER_DUTY: _("has another duty then"),
        Hindrance.RESTS: _("rests after a duty"),
    }[value]


def when_begins(start: date, is_day: bool = False) -> str:
    """Return the period that begins on a day, in a sentence: uge 47, or the day itself."""
    return f"{start:%d/%m}" if is_day else _("week {week}").format(week=week_number(start))


def _kept_from(line: WhyLine, today: date, is_day: bool) -> str:
    value, first, last = line.hindrance, line.first, line.last
    if value is Hindrance.ABSENT and first is not None and last is not None:
        return _("absent {days}").format(days=days(first, last, today))
    if value is Hindrance.RESTS and line.other is not None:
        when = when_begins(line.other.start, is_day)
        return _("has {role} in {when}, and rests").format(role=role(line.other.role), when=when)
    if value is Hindrance.NOT_YET and first is not None:
        return _("begins {day}").format(day=wording.day(first, today))
    if value is Hindrance.LEAVES and first is not None:
        return _("last day {day}").format(day=wording.day(first, today))
    return hindrance(value) if value is not None else ""


def _number(line: WhyLine) -> str:
    return load(line.before) if line.share_percent and line.verdict is not Verdict.CANNOT else "-"


def _after(line: WhyLine) -> str:
    if line.share_percent == FULL_TIME_PERCENT:
        return _("{after} with it").format(after=load(line.after))
    return _("{after} with it ({share} % of full time)").format(
        after=load(line.after), share=line.share_percent
    )


def _codes() -> dict[WhyCode, str]:
    return {
        WhyCode.LEAST: _("the lowest"),
        WhyCode.WHOLE_PLAN: _("the plan as a whole is more even so"),
        WhyCode.BY_SWAP: _("by a swap"),
        WhyCode.BY_OVERRIDE: _("set by the coordinator"),
        WhyCode.MORE: _("has more"),
        WhyCode.EQUAL: _("has the same"),
        WhyCode.LESS: _("has less here, the plan as a whole is more even so"),
    }


# Who should take a call ---------------------------------------------------------------------


def route_reasons(reasons: tuple[Reason, ...]) -> str:
    """Return why somebody stands where she stands in the order."""
    return ", ".join(_route_reason(reason) for reason in reasons)


def _route_reason(reason: Reason) -> str:
    if reason.code is RouteReason.LOAD:
        return _("{load} consultations per full time").format(load=load(reason.number))
    return {
        RouteReason.ABSENT: _("absent today"),
        RouteReason.SPEAKS: _("speaks {word}"),
        RouteReason.DOES_NOT_SPEAK: _("does not speak {word}"),
        RouteReason.KNOWS: _("knows {word}"),
        RouteReason.DOES_NOT_KNOW: _("does not know {word}"),
        RouteReason.HAS_DUTY: _("has duty"),
        RouteReason.HAS_BACKUP: _("has backup"),
        RouteReason.FOLLOWS: _("follows"),
        RouteReason.ON_LINE: _("stands on the line"),
        RouteReason.NOT_ON_LINE: _("does not stand on the line"),
    }[reason.code].replace("{word}", reason.word)


# The bottleneck -----------------------------------------------------------------------------


def told(seen: Bottleneck, what: str, may_name: bool = True) -> list[str]:
    """Return what a window says: three sentences, or why there are none.

    Shape
        ``what`` is what was counted, as in "of the consultations". Without ``may_name`` nobody
        but the reader herself is named: the network does not show each other's load.
    """
    if seen.telling is Telling.NOTHING or seen.top is None:
        return [_("None in this time.")]
    who = seen.top if may_name else _("One person")
    if seen.telling is Telling.TOO_FEW:
        counts = _("{top} of {total}: {who}.").format(top=seen.most, total=seen.total, who=who)
        return [_("Too few to compute on (under {least}).").format(least=CASES_MIN), counts]
    if seen.telling is Telling.COUNTS:
        too_few = _("Under {mean} each in the mean: nothing is computed.").format(mean=MEAN_MIN)
        return [_spread(seen), too_few]
    return [
        _("{who} took {share} of {what}.").format(who=who, share=percent(seen.top_share), what=what),
        _("The group works as {people} people.").format(people=load(seen.effective_people)),
        ngettext(
            "{count} person carries more than half.",
            "{count} people carry more than half.",
            seen.carry_half,
        ).format(count=seen.carry_half),
    ]


def trend(value: Trend) -> str:
    """Return where it has gone since the window before; empty where nothing can be said."""
    return {
        Trend.UNKNOWN: "",
        Trend.NARROWER: _("More comes to the same person than in the time before."),
        Trend.SAME: _("About as in the time before."),
        Trend.WIDER: _("It is shared by more than in the time before."),
    }[value]


def advice(one: Suggestion) -> str:
    """Return one piece of advice as a sentence."""
    top = one.top or ""
    room = ", ".join(one.room)
    return {
        Advice.PRINT_DUTY_NUMBER: _("Put the duty's number first in mail signatures and on the intranet."),
        Advice.ASK_WITH_ROOM: _("Ask somebody with room: {room}."),
        Advice.LET_FOLLOW: _("Let {room} follow {top} for some weeks."),
        Advice.SHARE_REDS: _("Let somebody beside {top} take part in red cases."),
        Advice.PLAN_AGAIN: _("Lay the rota again: the duties themselves are uneven."),
        Advice.TAKE_TO_MEETING: _("Take it up at the meeting."),
    }[one.code].format(top=top, room=room)


def warning(top: MemberId | None, share: float, room: tuple[MemberId, ...]) -> str:
    """Return the warning of the front page in one line; ``top`` None is nobody the reader may see."""
    said = _("{who} takes {share} of the consultations.").format(
        who=top or _("One person"), share=percent(share)
    )
    return f"{said} {_('Room: {room}.').format(room=', '.join(room))}" if room else said


def _spread(seen: Bottleneck) -> str:
    people = len(seen.counts)
    return ngettext(
        "{total} in all with {people} person.",
        "{total} in all, shared by {people} people: from {least} to {most}, a difference of {apart}.",
        people,
    ).format(total=seen.total, people=people, least=seen.least, most=seen.most, apart=seen.most - seen.least)
