"""The demo network: invented people, and templates from which thousands of texts are drawn.

Source
    docs/rules/consultations.md, "Demo texts"
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from nsk_tui.rules.consultations import AgeBand, Area, Asked, Channel, Concern, ConcernLevel, Outcome
from nsk_tui.rules.content import BothLanguages, Table, read_table
from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role

TEMPLATE_CHARACTERS_MAX = 2_000
THREADS_MAX = 200
ENTRIES_MAX = 6
MEMBERS_MAX = 60
SHARE_PERCENT_MAX = 100
PHRASES = ("opening", "urgent", "later", "closing")
_SLOT = re.compile(r"\{([^{}]*)\}")


class BrokenTemplateError(RuleError):
    """A template has a brace without its partner, or one inside another."""

    code = "broken_template"


@dataclass(frozen=True)
class DemoEntry:
    """One entry of a demo thread; the three texts are templates, ``learned`` often empty.

    Units
        ``days`` after the first entry of its thread; ``minutes`` of the conversation.
    """

    days: int
    level: ConcernLevel
    concerns: tuple[Concern, ...]
    outcome: Outcome
    channel: Channel
    minutes: int
    asked: Asked
    text: str
    advice: str
    learned: str


@dataclass(frozen=True)
class DemoThread:
    """A demo thread; ``area`` None means that the age band decides."""

    department: str
    asker_role: str
    age_band: AgeBand
    area: Area | None
    entries: tuple[DemoEntry, ...]


@dataclass(frozen=True)
class DemoMember:
    """An invented member; ``phone`` is a local number that is nobody's.

    Shape
        ``like`` is of whom she is a copy: whose page of the directory she has, too. None: of nobody.
    Units
        ``share`` of full time, 0 to 1.
    """

    id: MemberId
    name: str
    role: Role
    department: str
    share: float
    lines: tuple[str, ...]
    languages: tuple[str, ...] = ()
    phone: str = ""
    like: MemberId | None = None


@dataclass(frozen=True)
class DemoLine:
    """A line of the rota, with the words for it."""

    id: str
    name: BothLanguages


@dataclass(frozen=True)
class DemoNetwork:
    """The invented network: its members stand in the order in which a demo takes them."""

    name: str
    municipality: str
    departments: tuple[str, ...]
    lines: tuple[DemoLine, ...]
    members: tuple[DemoMember, ...]


def expand(template: str, choose: Callable[[int], int]) -> str:
    """Return a template with one alternative taken for each slot.

    Shape
        A slot is ``{a|b|c}``; an alternative may be empty, slots do not stand in each other.
        Runs of blanks become one. ``choose(n)`` returns a whole number from 0 to n - 1.
    Errors
        BrokenTemplateError: a brace is left over.

    >>> expand("{En ung|Eleven} bliver {ofte|} hentet.", lambda n: n - 1)
    'Eleven bliver hentet.'
    """

    def pick(slot: re.Match[str]) -> str:
        alternatives = slot[1].split("|")
        return alternatives[choose(len(alternatives))]

    filled = _SLOT.sub(pick, template)
    if "{" in filled or "}" in filled:
        raise BrokenTemplateError
    return " ".join(filled.split())


def most_alternatives(template: str) -> int:
    """Return how many alternatives the richest slot has; 1 without a slot.

    So many expansions, with ``choose`` answering round after round, use every alternative.

    >>> most_alternatives("{a|b} og {c|d|e}")
    3
    """
    return max((slot.count("|") + 1 for slot in _SLOT.findall(template)), default=1)


def read_threads(text: str) -> tuple[DemoThread, ...]:
    """Return the demo threads of a file.

    Errors
        ContentError: the shipped file is damaged (a test holds it whole).
    """
    table = read_table(text)
    phrases = _phrases(table.table("phrases"))
    threads = table.each("threads", lambda part: read_thread(part, phrases), THREADS_MAX)
    table.finish()
    return threads


def read_network(text: str) -> DemoNetwork:
    """Return the demo network of a file.

    Errors
        ContentError: the shipped file is damaged (a test holds it whole).
    """
    table = read_table(text)
    network = DemoNetwork(
        name=table.text("name"),
        municipality=table.text("municipality"),
        departments=table.words("departments"),
        lines=table.each("lines", lambda line: DemoLine(line.name("id"), line.both("name")), MEMBERS_MAX),
        members=table.each("members", _member, MEMBERS_MAX),
    )
    table.finish()
    return network


def read_thread(table: Table, phrases: Mapping[str, str] = MappingProxyType({})) -> DemoThread:
    """Return a demo thread of a table; ``phrases`` stand for lists that its templates share.

    Errors
        ContentError
    """
    return DemoThread(
        department=table.text("department"),
        asker_role=table.text("asker_role"),
        age_band=table.choice("age_band", AgeBand),
        area=table.choice("area", Area) if table.has("area") else None,
        entries=table.each("entries", lambda part: _entry(part, phrases), ENTRIES_MAX),
    )


def _phrases(table: Table) -> dict[str, str]:
    """Return for each shared list the slot that stands for it in a template."""
    slots = {"{" + name + "}": "{" + "|".join(table.words(name)) + "}" for name in PHRASES}
    table.finish()
    return slots


def _template(table: Table, name: str, phrases: Mapping[str, str]) -> str:
    template = table.text(name, TEMPLATE_CHARACTERS_MAX)
    for shared, slot in phrases.items():
        template = template.replace(shared, slot)
    return template


def _entry(table: Table, phrases: Mapping[str, str]) -> DemoEntry:
    return DemoEntry(
        days=table.count("days") if table.has("days") else 0,
        level=table.choice("level", ConcernLevel),
        concerns=tuple(Concern(word) for word in table.words("concerns", Concern)),
        outcome=table.choice("outcome", Outcome),
        channel=table.choice("channel", Channel),
        minutes=table.count("minutes"),
        asked=table.choice("asked", Asked),
        text=_template(table, "text", phrases),
        advice=_template(table, "advice", phrases),
        learned=_template(table, "learned", phrases) if table.has("learned") else "",
    )


def _member(table: Table) -> DemoMember:
    return DemoMember(
        id=MemberId(table.text("id")),
        name=table.text("name"),
        role=table.choice("role", Role),
        department=table.text("department"),
        share=table.count("share_percent") / SHARE_PERCENT_MAX,
        lines=table.words("lines"),
        languages=table.words("languages") if table.has("languages") else (),
        phone=table.text("phone") if table.has("phone") else "",
    )
