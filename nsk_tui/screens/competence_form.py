"""Something that somebody can: which, how far she has come, how one knows, and how long it counts."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nsk_tui import vocabulary
from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.merge import Value
from nsk_tui.rules.typed_days import read_day, read_since, written
from nsk_tui.screens.record_form import RecordForm
from nsk_tui.services import competences
from nsk_tui.services.competences import StoredCompetence
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.wording import _, pgettext

EVIDENCE_CHARACTERS_MAX = 120


class CompetenceScreen(RecordForm[StoredCompetence]):
    """Writes down what somebody can, or changes it."""

    def __init__(self, member: MemberId, stored: StoredCompetence | None) -> None:
        """Change a competence; None writes a new one down."""
        super().__init__()
        self.member, self.stored = member, stored
        self.names: tuple[str, ...] = ()

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        told = _("COMPETENCE OF {member}") if self.stored else _("NEW COMPETENCE OF {member}")
        return told.format(member=self.member), _("F8 saves, Esc closes")

    def coded_parts(self) -> tuple[CodedField, ...]:
        """Return which competence, and how far she has come."""
        levels = [
            Option(str(at), level.value, vocabulary.word(level))
            for at, level in enumerate(CompetenceLevel, 1)
        ]
        return (
            CodedField("competence", _("Competence"), (), own_words=True),
            CodedField("level", pgettext("competence", "Level"), levels),
        )

    def typed_parts(self) -> tuple[LineField, ...]:
        """Return how one knows, since when, and how long it counts."""
        return (
            LineField(
                "evidence",
                _("Evidence"),
                limit=EVIDENCE_CHARACTERS_MAX,
                remark=_("a course, or who has seen it"),
            ),
            LineField("since", pgettext("competence", "Since"), limit=10, remark=_("day, month or year")),
            LineField("expires_on", _("Expires"), limit=10, remark=_("empty: it does not")),
        )

    def hint(self) -> str:
        """Return what the levels mean."""
        return _(
            "Seen: has seen it done, is learning. Practised: has done it. Confident: can teach it. "
            "Only practised and confident count in the coverage."
        )

    def on_mount(self) -> None:
        """Begin, and learn which competences the group speaks of."""
        super().on_mount()
        self.run_service(competences.names_known, self.session, done=self._learn)

    def _learn(self, names: tuple[str, ...]) -> None:
        field = self.coded["competence"]
        field.options = numbered(names)
        field.refresh(layout=True)

    def begin(self) -> dict[str, Value]:
        """Return what stands."""
        return self.values_of(self.stored.competence) if self.stored else {}

    def values_of(self, held: Competence) -> dict[str, Value]:
        """Return what the fields hold for a competence."""
        return {
            "competence": (held.name,),
            "level": (held.level.value,),
            "evidence": (held.evidence,),
            "since": (written(held.since) if held.since else "",),
            "expires_on": (written(held.expires_on) if held.expires_on else "",),
        }

    def fault(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """Return which field cannot be understood; None when all can."""
        if not values["competence"]:
            return "competence", _("Which one? Type it, or take one that the group speaks of.")
        if not values["level"]:
            return "level", _("How far has she come? The digit chooses.")
        since, expires_on = values["since"][0], values["expires_on"][0]
        if since and read_since(since, self.session.today) is None:
            return "since", _("Write the day as 01/12-2026, the month as 12/2026, or the year.")
        if expires_on and read_day(expires_on, self.session.today) is None:
            return "expires_on", _("Write the day as 01/12-2026.")
        return None

    def saving(self, values: Mapping[str, Value]) -> Callable[[], Any]:
        """Return the call that saves the competence."""
        since, expires_on, today = values["since"][0], values["expires_on"][0], self.session.today
        new = Competence(
            name=values["competence"][0],
            level=CompetenceLevel(values["level"][0]),
            evidence=values["evidence"][0],
            since=read_since(since, today) if since else None,
            expires_on=read_day(expires_on, today) if expires_on else None,
        )
        if self.stored is None:
            return partial(competences.add_competence, self.session, self.member, new)
        stored = self.stored
        return partial(competences.change_competence, self.session, stored.id, new, stored.version)

    def saved(self, answer: StoredCompetence) -> None:
        """Close: it is saved."""
        self.dismiss(_("Saved: {competence}. u undoes.").format(competence=answer.competence.name))

    def fetching(self) -> Callable[[], StoredCompetence] | None:
        """Return the call that reads the competence again; None for a new one."""
        if self.stored is None:
            return None
        return partial(competences.competence, self.session, self.stored.id)

    def take_newer(self, record: StoredCompetence) -> dict[str, Value]:
        """Go on from a newer version."""
        self.stored = record
        return self.values_of(record.competence)
