"""What is said of absence: its days, the duties it hits and who takes them; never a cause."""

from collections.abc import Iterable, Sequence
from datetime import date

from nsk_tui import wording
from nsk_tui.duty_words import days
from nsk_tui.explanations import explain
from nsk_tui.rules.duties import Absence, DutyRef, Line
from nsk_tui.screens import rota_words
from nsk_tui.services.absences import AbsenceEffect, DutyHit, ReportedAbsence
from nsk_tui.wording import _, ngettext

NAMED_MAX = 3
HEAD_CELLS = 12


def effect(found: AbsenceEffect, lines: Sequence[Line], span: tuple[date, date], today: date) -> str:
    """Return what an absence would mean, on a few lines."""
    first, last = span
    when = _("{weekday} {day}").format(weekday=wording.weekday(first), day=wording.day(first, today))
    told = [(_("Days"), when if first == last else days(first, last, today))]
    hits = [_hit(one, lines) for one in found.duties_hit] or [_("no duties")]
    told += [(_("Hits") if at == 0 else "", text) for at, text in enumerate(hits[: NAMED_MAX + 1])]
    if found.duties_not_hit:
        told.append((_("Stays"), _named(found.duties_not_hit, lines)))
    if found.follow_ups:
        told.append((_("Follow-ups"), _threads(found)))
    return "\n".join(f"{head:<{HEAD_CELLS}}{text}" for head, text in told)


def _hit(one: DutyHit, lines: Sequence[Line]) -> str:
    duty = rota_words.duty_named(one.ref, lines, one.period.start == one.period.end)
    if one.suggested is None:
        return _("■ {duty}: nobody can take it").format(duty=duty)
    return _("{duty}: {member} can take it").format(duty=duty, member=one.suggested)


def _named(refs: Iterable[DutyRef], lines: Sequence[Line]) -> str:
    names = [rota_words.duty_named(ref, lines) for ref in refs]
    more = f" (+{len(names) - 1})" if len(names) > 1 else ""
    return names[0] + more


def _threads(found: AbsenceEffect) -> str:
    codes = [line.code_name for line in found.follow_ups]
    more = f" (+{len(codes) - NAMED_MAX})" if len(codes) > NAMED_MAX else ""
    count = ngettext("{count} due then:", "{count} due then:", len(codes)).format(count=len(codes))
    return f"{count} {', '.join(codes[:NAMED_MAX])}{more}"


def shown_to(seen_by: Sequence[str]) -> str:
    """Return who would see the follow-ups meanwhile; empty where it is not known."""
    if not seen_by:
        return _("show them to whoever has duty")
    return _("show them to the duty: {members}").format(members=", ".join(seen_by[:NAMED_MAX]))


def refused(error: Exception) -> str:
    """Return why days cannot be reported."""
    return explain(error).happened


def reported(done: ReportedAbsence, lines: Sequence[Line], today: date) -> str:
    """Return what was reported, who took what, and what stands open."""
    absence = done.absence
    told = [_("Absence {days} is reported.").format(days=days(absence.first, absence.last, today))]
    for one in done.moved[:1]:
        taken = _("{member} has {duty} now.")
        told.append(taken.format(member=one.member, duty=rota_words.duty_named(one.ref, lines)))
    if done.open:
        told.append(
            ngettext("■ {count} duty stands open.", "■ {count} duties stand open.", len(done.open)).format(
                count=len(done.open)
            )
        )
    return " ".join([*told, _("u undoes.")])


def row(one: Absence, today: date) -> tuple[str, str, str]:
    """Return an absence as the list writes it: who, which days, whether it is now."""
    here = _("now") if one.first <= today <= one.last else ""
    return one.member, days(one.first, one.last, today), here
