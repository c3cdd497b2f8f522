"""What the rota knows of a member, written for tests: through the directory, as the program writes it."""

from dataclasses import replace

from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.duties import RotaMember
from nsk_tui.services import competences, directory
from nsk_tui.services.session import Session

_OF_THE_ROTA = ("share_percent", "languages", "since", "phone", "leaves_on")


def set_rota_member(session: Session, member: RotaMember) -> None:
    """Let the rota know this of a member; her name stays as it is, and competences are only added."""
    found = directory.entry(session, member.id)
    known = replace(found.person, **{name: getattr(member, name) for name in _OF_THE_ROTA})
    directory.set_person(session, known, member.lines, found.version)
    has = {one.competence.name for one in found.competences}
    for name in (one for one in member.competences if one not in has):
        new = Competence(name, CompetenceLevel.PRACTISED, since=session.today)
        competences.add_competence(session, member.id, new)
