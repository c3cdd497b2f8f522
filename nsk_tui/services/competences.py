"""What people can: written down, changed, ended."""

from collections.abc import Collection
from datetime import date

from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.ids import CompetenceId
from nsk_tui.services import chance
from nsk_tui.store import competences as rows
from nsk_tui.store.change import Change


def follow_list(
    writing: Change, member: str, before: Collection[str], after: Collection[str], today: date
) -> None:
    """Let what somebody can follow a plain list of names, as the rota's form has it.

    A new name is practised from today; one that was taken out has ended. What she has only seen,
    and what has expired, is on no such list and stays.
    """
    standing = {one.competence.name: one for one in rows.of(writing.session, member)}
    for name in sorted({*before} ^ {*after}):
        found = standing.get(name)
        if found is not None:
            rows.end(writing.session, found.id, today, found.version)
        if name in after:
            evidence = found.competence.evidence if found else ""
            new = Competence(name, CompetenceLevel.PRACTISED, evidence, today)
            rows.add(writing.session, CompetenceId(chance.new_id()), member, new, today)
