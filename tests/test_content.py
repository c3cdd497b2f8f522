"""The shipped content: every fact has a source, every text fits, nothing identifies anybody."""

import math
import re
import textwrap
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from nsk_tui.rules.agenda import NewItem, judge
from nsk_tui.rules.cards import (
    ActionCard,
    Audience,
    BothLanguages,
    CardNumber,
    Certainty,
    read_card,
    read_numbers,
    unknown_numbers,
)
from nsk_tui.rules.consultations import AgeBand, Area, Asked, Channel, Concern, ConcernLevel, Outcome, area_of
from nsk_tui.rules.demo_meetings import read_meetings
from nsk_tui.rules.demo_people import read_directory
from nsk_tui.rules.demo_texts import DemoThread, expand, most_alternatives, read_network, read_threads
from nsk_tui.rules.directory import ContactPerson, contact_faults
from nsk_tui.rules.ids import ContactId, is_member_id
from nsk_tui.rules.members import PassphraseFault, Role, judge_passphrase
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.rules.poll import DATES_MAX
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services.anonymity import scan

CONTENT = Path(__file__).parents[1] / "db" / "content"
CARD_NAMES = [f"{level}-{area}" for level, area in product(ConcernLevel, Area)]
LINE = 64
SCREEN_ROWS_FOR_LISTS = 14
GAPS = {"reception", "social-duty", "security-consultant"}
PUBLISHED = {
    "112",
    "114",
    "1888",
    "70 27 76 86",
    "70 27 76 66",
    "72 42 40 00",
    "70 16 18 18",
    "+45 33 92 11 12",
}


def _read(name: str) -> str:
    return (CONTENT / name).read_text("utf-8")


def _card(name: str) -> ActionCard:
    card = read_card(_read(f"cards/{name}.toml"))
    assert isinstance(card, ActionCard), card
    return card


def _numbers() -> tuple[CardNumber, ...]:
    numbers = read_numbers(_read("cards/numbers.toml"))
    assert isinstance(numbers, tuple), numbers
    return numbers


def _threads() -> tuple[DemoThread, ...]:
    return read_threads(_read("demo/consultations.toml"))


def _templates() -> list[str]:
    entries = [entry for thread in _threads() for entry in thread.entries]
    return [text for entry in entries for text in (entry.text, entry.advice, entry.learned) if text]


def _alternatives(template: str) -> set[str]:
    """Every alternative of every slot stands in at least one of these."""
    return {expand(template, at.__mod__) for at in range(most_alternatives(template))}


def test_there_is_a_card_for_every_level_and_age() -> None:
    """Three levels, under and over 18, and no other card."""
    assert sorted(path.stem for path in (CONTENT / "cards").glob("*.toml")) == sorted(
        [*CARD_NAMES, "numbers"]
    )


@pytest.mark.parametrize("name", CARD_NAMES)
def test_a_shipped_card_reads_and_is_what_its_name_says(name: str) -> None:
    """The file's name, its id, its level and its area agree; nobody has approved it for a municipality."""
    card = _card(name)

    assert (card.id, f"{card.level}-{card.area}") == (name, name)
    assert card.approved is None
    assert unknown_numbers(card, _numbers()) == ()


@pytest.mark.parametrize("name", CARD_NAMES)
def test_a_shipped_card_fits(name: str) -> None:
    """Six steps of one line of 64 beside the tick and the clock, in both languages."""
    card = _card(name)
    steps = [step.text for step in card.steps]
    lines = [*steps, *card.use_when, *card.do_not]

    assert len(steps) <= 6
    assert all(len(words.da) <= LINE and len(words.en) <= LINE for words in steps)
    assert all(len(textwrap.wrap(text, LINE)) <= 2 for words in lines for text in (words.da, words.en))


@pytest.mark.parametrize("area", list(Area))
def test_the_red_card_fits_a_small_screen(area: Area) -> None:
    """Numbers, steps and don'ts of the acute card take one row each, fourteen in all, on 80x24."""
    card = _card(f"red-{area}")

    assert len(card.numbers) + len(card.steps) + len(card.do_not) <= SCREEN_ROWS_FOR_LISTS
    assert all(len(words.da) <= LINE for words in card.do_not)
    assert card.numbers[:2] == ("112", "114")


@pytest.mark.parametrize("name", CARD_NAMES)
def test_a_card_is_written_in_two_languages(name: str) -> None:
    """Neither language is a copy of the other."""
    card = _card(name)
    words: list[BothLanguages] = [card.title, card.owner, card.escalate_to, *card.use_when, *card.do_not]
    words += [step.text for step in card.steps]
    words += [law.about for law in card.law]

    assert [both for both in words if both.da == both.en] == []


@pytest.mark.parametrize("area", list(Area))
def test_what_must_never_be_done_stands_on_the_red_card(area: Area) -> None:
    """No talk with the family, no message that others may read, whatever the age."""
    do_not = " ".join(words.da for words in _card(f"red-{area}").do_not)

    assert "familie" in do_not
    assert "sms" in do_not


@pytest.mark.parametrize("name", CARD_NAMES)
def test_every_paragraph_carries_its_day_and_its_source(name: str) -> None:
    """And stands in SOURCES.md, so that whoever checks the law finds all of it in one place."""
    sources = _read("SOURCES.md")
    laws = _card(name).law

    assert laws
    assert all(law.source and f"`{law.id}`" in sources for law in laws)


def test_a_paragraph_that_was_not_found_says_so() -> None:
    """The old § 49 a ships without a number, not with a guessed one."""
    law = next(law for law in _card("orange-children").law if law.id == "early-exchange")

    assert law.certainty is Certainty.MISSING
    assert "§" not in law.name.da


def test_every_number_has_a_source_and_a_day() -> None:
    """Only the three local gaps are empty, and they say that they are missing."""
    numbers = _numbers()
    empty = [number for number in numbers if not number.is_filled_in]
    filled = [number for number in numbers if number.is_filled_in]

    assert {number.id for number in empty} == GAPS
    assert all(number.local and number.certainty is Certainty.MISSING for number in empty)
    assert all(number.source and number.checked for number in filled)
    assert all(f"`{number.id}`" in _read("SOURCES.md") for number in numbers)


def test_an_undated_source_asks_somebody_to_ring() -> None:
    """The two numbers of RED contradict each other on official pages."""
    asked = {number.id for number in _numbers() if number.confirm}

    assert asked >= {"red-professional", "red-advice"}
    assert {number.audience for number in _numbers()} == set(Audience)


def test_no_other_telephone_number_ships() -> None:
    """Published office numbers only; the one misprint that SOURCES.md warns of is no other."""
    shape = re.compile(r"(?<![\d/.-])\+?\d{2}(?: ?\d{2}){3,4}(?![\d/-])")
    texts = [path.read_text("utf-8") for path in CONTENT.rglob("*") if path.suffix in (".toml", ".md")]
    found = {number for text in texts for number in shape.findall(text)}

    assert {number.number for number in _numbers()} - {""} == PUBLISHED
    assert found <= PUBLISHED | {"72 41 40 00"}


def test_there_are_enough_demo_consultations_of_every_kind() -> None:
    """At least seventy; every level, age, concern, outcome, channel and question occurs."""
    threads = _threads()
    entries = [entry for thread in threads for entry in thread.entries]

    assert len(entries) >= 70
    assert {entry.level for entry in entries} == set(ConcernLevel)
    assert {concern for entry in entries for concern in entry.concerns} == set(Concern)
    assert {entry.outcome for entry in entries} == set(Outcome)
    assert {entry.channel for entry in entries} == set(Channel)
    assert {entry.asked for entry in entries} == set(Asked)
    assert {thread.age_band for thread in threads} == set(AgeBand)
    assert {len(thread.entries) for thread in threads} >= {1, 2, 3, 4}


def test_a_demo_thread_runs_forward() -> None:
    """Entries come in order of days, the first on day 0; an area contradicts no age."""
    for thread in _threads():
        days = [entry.days for entry in thread.entries]

        assert days == sorted(set(days))
        assert days[0] == 0
        if thread.area and thread.age_band not in (AgeBand.YOUNG, AgeBand.UNKNOWN):
            assert thread.area is area_of(thread.age_band)
        if thread.age_band is AgeBand.UNKNOWN:
            assert thread.area is not None


def test_thousands_of_texts_can_be_made() -> None:
    """The slots alone give more different texts than a large demo needs."""
    entries = [entry for thread in _threads() for entry in thread.entries]
    different = sum(
        math.prod(slot.count("|") + 1 for slot in re.findall(r"\{([^{}]*)\}", entry.text))
        for entry in entries
    )

    assert different >= 3_000


def test_every_demo_text_expands_to_plain_sentences() -> None:
    """No brace is left, no digit, no capital inside a sentence, no blank before a full stop."""
    texts = [text for template in _templates() for text in _alternatives(template)]

    assert [text for text in texts if re.search(r"[{}|\d]|  | [.,?]", text)] == []
    assert [text for text in texts if re.search(r"[^.?!] [A-ZÆØÅ]", text)] == []
    assert [text for text in texts if text and not re.match(r"[A-ZÆØÅ].*[.?]\Z", text)] == []
    assert all(find_forbidden(text) == () for text in texts)


def test_no_demo_text_has_a_finding() -> None:
    """The demo shows what good notes look like: nothing strong, nothing weak, in any alternative."""
    texts = {text for template in _templates() for text in _alternatives(template)}
    texts |= {word for thread in _threads() for word in (thread.department, thread.asker_role)}

    assert [(text, found) for text in sorted(texts) for found in scan(text)] == []


def test_the_demo_network_is_whole() -> None:
    """Twelve knowledge persons first, then an auditor, then more; each in a known department."""
    network = read_network(_read("demo/network.toml"))
    ids = [member.id for member in network.members]
    lines = {line.id for line in network.lines}

    assert (network.name, network.municipality) == ("Videnspersonerne", "Eksempelkøbing")
    assert ids[:13] == [*(f"K-{number:02}" for number in range(1, 13)), "R-01"]
    assert len(set(ids)) == len(ids)
    assert all(is_member_id(member.id) and 0 < member.share <= 1 for member in network.members)
    assert all(len(member.name.split()) == 2 for member in network.members)
    assert len({member.name for member in network.members}) == len(ids)
    assert all(member.department in network.departments for member in network.members)
    assert all(set(member.lines) <= lines for member in network.members)
    assert all(member.lines or member.role is Role.AUDITOR for member in network.members)
    assert network.members[0].role is Role.COORDINATOR
    assert len(network.departments) >= 8


def test_every_asking_department_exists_and_one_has_nobody() -> None:
    """The coverage matrix has something to show; one department without citizens needs nobody."""
    network = read_network(_read("demo/network.toml"))

    assert {thread.department for thread in _threads()} <= set(network.departments)
    without = set(network.departments) - {member.department for member in network.members}
    assert without == {"Integration", "Løn og økonomi"}


def test_the_demo_directory_is_whole() -> None:
    """Known departments, people and owners; contacts without a fault; notes that pass the check."""
    network = read_network(_read("demo/network.toml"))
    found = read_directory(_read("demo/people.toml"))
    members = {member.id for member in network.members}
    today = date(2026, 11, 20)

    assert {one.name for one in found.departments} <= set(network.departments)
    assert {one.name for one in found.departments if not one.has_citizen_contact} == {"Løn og økonomi"}
    assert all(is_member_id(one.id) and (one.id in members) != bool(one.name) for one in found.people)
    assert len({one.id for one in found.people}) == len(found.people)
    assert {place.department for one in found.people for place in one.places} <= set(network.departments)
    assert all(one.note_days if one.note else not one.note_days for one in found.people)
    assert {one.owner for one in found.contacts} <= members
    for one in found.contacts:
        made = ContactPerson(
            ContactId("P-01"), one.body, one.name, one.number, one.hours, one.owner, None, one.source, today
        )
        assert contact_faults(made, today) == ()
    notes = [*(one.note for one in found.people), *(one.note for one in found.contacts)]
    assert [note for note in notes if scan(note)] == []


def test_the_demo_meetings_are_whole() -> None:
    """Items that may be proposed, actions with an owner and a day, and nothing the check would find."""
    found = read_meetings(_read("demo/meetings.toml"))
    items = [*found.coming, *(item for meeting in found.past for item in meeting.items)]
    lines = [line for item in items for line in item.lines]
    actions = [line for line in lines if line.kind is LineKind.ACTION]

    assert [judge(NewItem(one.kind, one.title, one.minutes, one.purpose)) for one in items] == [()] * len(
        items
    )
    assert all(one.owner and one.days for one in actions)
    assert not any(one.owner or one.days or one.carried for one in lines if one not in actions)
    assert all(one.carried < len(found.past) for one in actions)
    assert found.poll.weekdays * found.poll.weeks <= DATES_MAX
    texts = [*(one.text for one in lines), *(text for one in items for text in (one.title, one.purpose))]
    texts += [said for one in found.past for said in (one.remark, one.addendum)]
    assert [text for text in texts if scan(text)] == []


def test_a_common_passphrase_is_refused() -> None:
    """Every line of the list is long enough to matter and written as the rule compares it."""
    lines = _read("common_passphrases.txt").splitlines()
    common = frozenset(lines)

    assert len(lines) >= 300
    assert lines == sorted(common)
    assert all(len(line) >= 15 and line == line.casefold() and " " not in line for line in lines)
    assert {judge_passphrase(line, common) for line in lines} == {PassphraseFault.COMMON}
    assert judge_passphrase("Eksempel Kommune 2026", common) is PassphraseFault.COMMON


def test_the_easy_words_are_easy() -> None:
    """At least 512 different words of four to nine Danish letters."""
    words = _read("diceware_da.txt").splitlines()

    assert len(words) >= 512
    assert words == sorted(set(words))
    assert all(re.fullmatch("[a-zæøå]{4,9}", word) for word in words)
