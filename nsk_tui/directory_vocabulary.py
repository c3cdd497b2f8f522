"""The words of the directory's codes: a part of the vocabulary.

Source
    docs/glossary.md
"""

from collections.abc import Callable
from enum import StrEnum

from nsk_tui.rules.coverage import Cover, Nearness
from nsk_tui.rules.directory import CompetenceLevel, CompetenceState, ContactFault, Freshness
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.wording import _, pgettext


def _competence_levels() -> dict[StrEnum, str]:
    return {
        CompetenceLevel.SEEN: pgettext("competence", "seen"),
        CompetenceLevel.PRACTISED: pgettext("competence", "practised"),
        CompetenceLevel.CONFIDENT: pgettext("competence", "confident"),
    }


def _competence_states() -> dict[StrEnum, str]:
    return {
        CompetenceState.LEARNING: pgettext("competence", "is learning"),
        CompetenceState.HELD: pgettext("competence", "counts"),
        CompetenceState.EXPIRES_SOON: pgettext("competence", "expires soon"),
        CompetenceState.EXPIRED: pgettext("competence", "has expired"),
    }


def _freshness() -> dict[StrEnum, str]:
    return {
        Freshness.FRESH: pgettext("freshness", "fresh"),
        Freshness.AGEING: pgettext("freshness", "ageing"),
        Freshness.DOUBTFUL: pgettext("freshness", "doubtful"),
        Freshness.STALE: pgettext("freshness", "stale"),
    }


def _covers() -> dict[StrEnum, str]:
    return {
        Cover.NOBODY: _("nobody can"),
        Cover.ONE: _("only one can"),
        Cover.SEVERAL: _("several can"),
        Cover.NOT_NEEDED: _("not needed"),
    }


def _nearness() -> dict[StrEnum, str]:
    return {
        Nearness.LEARNING: _("has seen it done"),
        Nearness.ELSEWHERE: _("does it in another department"),
        Nearness.SAME_DEPARTMENT: _("works in the department"),
    }


def _contact_faults() -> dict[StrEnum, str]:
    return {
        ContactFault.NO_BODY: _("the body is missing"),
        ContactFault.NO_NAME: _("the name is missing"),
        ContactFault.WRONG_NUMBER: _("the number cannot be rung, nor written to"),
        ContactFault.WRONG_HOURS: _("the hours cannot be read"),
        ContactFault.NO_SOURCE: _("the source is missing"),
        ContactFault.CHECKED_LATER: _("it cannot be checked on a day to come"),
        ContactFault.INTRODUCED_LATER: _("you cannot have met on a day to come"),
        ContactFault.TOO_LONG: _("a line is longer than 200 signs"),
    }


def _owned_kinds() -> dict[StrEnum, str]:
    return {
        OwnedKind.THREAD: pgettext("owned", "thread"),
        OwnedKind.FOLLOW_UP: pgettext("owned", "follow-up"),
        OwnedKind.ACTION: pgettext("owned", "action"),
        OwnedKind.TAKEN_OVER: pgettext("owned", "taken over"),
        OwnedKind.DUTY: pgettext("owned", "duty"),
        OwnedKind.SWAP: pgettext("owned", "swap"),
        OwnedKind.OWED_DUTY: pgettext("owned", "owed duty"),
        OwnedKind.COMPETENCE: pgettext("owned", "competence"),
        OwnedKind.CONTACT: pgettext("owned", "contact"),
        OwnedKind.ACTION_POINT: pgettext("owned", "action point"),
        OwnedKind.AGENDA_ITEM: pgettext("owned", "agenda item"),
        OwnedKind.SERIES: pgettext("owned", "series of meetings"),
        OwnedKind.ACCESS: pgettext("owned", "access"),
        OwnedKind.FINDING_TASK: pgettext("owned", "finding"),
        OwnedKind.DRAFT: pgettext("owned", "draft"),
    }


WORDS: dict[type[StrEnum], Callable[[], dict[StrEnum, str]]] = {
    CompetenceLevel: _competence_levels,
    CompetenceState: _competence_states,
    Freshness: _freshness,
    Cover: _covers,
    Nearness: _nearness,
    ContactFault: _contact_faults,
    OwnedKind: _owned_kinds,
}
