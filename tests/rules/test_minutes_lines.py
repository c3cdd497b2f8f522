"""Lines of the minutes: what is typed becomes what was meant, and nothing of it is lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.minutes_lines import (
    Hint,
    HintKind,
    LineKind,
    People,
    TypedLine,
    find_owner,
    mended,
    read_day,
    read_line,
    write_line,
)

TODAY = date(2026, 11, 26)
PEOPLE = People(
    frozenset(MemberId(f"K-{number:02d}") for number in range(1, 13)), frozenset({MemberId("K-21")})
)
WORDS = st.lists(
    st.sampled_from(
        ["ringer", "til", "skolen", "K-03", "K-3", "k-21", "K-99", "10/12", "31/2", "20/11", "b", "12"]
    ),
    max_size=8,
)


def actioned(typed: str) -> tuple[str | None, str, str, list[str]]:
    """Return owner, day, text and hints of an action as it is typed."""
    line = read_line(f"o: {typed}", TODAY, PEOPLE)
    assert line.kind is LineKind.ACTION
    return line.owner, str(line.due or ""), line.text, [hint.kind.value for hint in line.hints]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("b: Vi bruger rødt kort", LineKind.DECISION, "Vi bruger rødt kort"),
        ("B:Vi bruger rødt kort ", LineKind.DECISION, "Vi bruger rødt kort"),
        ("d: We use the red card", LineKind.DECISION, "We use the red card"),
        ("Tre afdelinger har mødt det", LineKind.TEXT, "Tre afdelinger har mødt det"),
        ("x: ikke et mærke", LineKind.TEXT, "x: ikke et mærke"),
        ("kl. 13: pause", LineKind.TEXT, "kl. 13: pause"),
        ("", LineKind.TEXT, ""),
        ("b", LineKind.TEXT, "b"),
    ],
)
def test_the_letter_before_the_colon_says_what_a_line_is(typed: str, kind: LineKind, text: str) -> None:
    """Danish and English letters; anything else is text as it was typed."""
    line = read_line(typed, TODAY, PEOPLE)
    assert (line.kind, line.text) == (kind, text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("K-11 10/12 spørger sundhedsplejen", ("K-11", "2026-12-10", "spørger sundhedsplejen", [])),
        ("10/12 K-11 spørger", ("K-11", "2026-12-10", "spørger", [])),
        ("k-11, 10.12: spørger", ("K-11", "2026-12-10", "spørger", [])),
        ("K-11 spørger senest 10/12", ("K-11", "2026-12-10", "spørger senest", [])),
        ("K-11 spørger senest 10/12.", ("K-11", "2026-12-10", "spørger senest", [])),
        ("K-11 2026-12-10 spørger", ("K-11", "2026-12-10", "spørger", [])),
        ("K-11 10/12-2027 spørger", ("K-11", "2027-12-10", "spørger", [])),
        ("K-11 10/12-27 spørger", ("K-11", "2027-12-10", "spørger", [])),
        ("K-11 spørger", ("K-11", "", "spørger", ["no_day"])),
        ("10/12 spørger", (None, "2026-12-10", "spørger", ["no_owner"])),
        ("spørger sundhedsplejen", (None, "", "spørger sundhedsplejen", ["no_owner", "no_day"])),
        ("K-3 10/12 spørger", (None, "", "K-3 10/12 spørger", ["unknown_owner", "no_day"])),
        ("K-21 10/12 spørger", (None, "", "K-21 10/12 spørger", ["left_owner", "no_day"])),
        ("K-11 31/2 spørger", ("K-11", "", "31/2 spørger", ["bad_day"])),
        ("K-11 20/11 spørger", ("K-11", "", "20/11 spørger", ["past_day"])),
        ("K-11 10/12", ("K-11", "2026-12-10", "", ["empty"])),
        ("", (None, "", "", ["no_owner", "no_day", "empty"])),
        ("K-11 K-05 ringer 1/12", ("K-11", "2026-12-01", "K-05 ringer", [])),
    ],
)
def test_owner_and_day_are_read_and_the_rest_stays_text(
    typed: str, expected: tuple[str | None, str, str, list[str]]
) -> None:
    """With what is worth a look in it."""
    assert actioned(typed) == expected


@pytest.mark.parametrize("typed", ["K-3", "K3", "k 3", "K-003", "K-03x", "K-033"])
def test_an_owner_who_is_none_gets_the_member_that_was_meant(typed: str) -> None:
    """The same with other noughts, else the most alike; what looks like no id is a word."""
    found = find_owner(typed, PEOPLE)
    if typed == "K-03x":
        assert found is None
    else:
        assert isinstance(found, Hint)
        assert (found.kind, found.meant) == (HintKind.UNKNOWN_OWNER, "K-03")


def test_tab_puts_in_what_was_meant() -> None:
    """One press, and the line reads as it should."""
    line = read_line("o: K-3 10/12 ringer til K-3", TODAY, PEOPLE)
    better = mended("o: K-3 10/12 ringer til K-3", line.hints[0])
    assert better == "o: K-03 10/12 ringer til K-3"
    assert read_line(better, TODAY, PEOPLE).owner == "K-03"
    assert mended("o: ringer", Hint(HintKind.NO_OWNER)) == "o: ringer"


def test_one_who_has_left_is_told_apart_and_nothing_is_lost() -> None:
    """The action has no owner, and the word stands in its text."""
    line = read_line("o: K-21 ringer", TODAY, PEOPLE)
    assert line.hints[0] == Hint(HintKind.LEFT_OWNER, "K-21")
    assert (line.owner, line.text) == (None, "K-21 ringer")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("26/11", "2026-11-26"), ("27/11", "2026-11-27"), ("1/1", "2027-01-01"), ("25/10", "2027-10-25"),
        ("26.11", "2026-11-26"), ("29/2", "bad_day"), ("25/11", "past_day"), ("27/10", "past_day"),
        ("31/4", "bad_day"), ("29/2-2028", "2028-02-29"), ("2025-01-01", "past_day"), ("0/1", "bad_day"),
        ("2026-13-01", "bad_day"),
    ],
)  # fmt: skip
def test_a_day_is_the_next_such_day_or_a_slip(word: str, expected: str) -> None:
    """Less than a month back is a slip; a day that does not exist is none."""
    found = read_day(word, TODAY)
    assert (found.kind.value if isinstance(found, Hint) else str(found)) == expected


@pytest.mark.parametrize("word", ["", "12", "1/2/3/4", "kl.", "10:12", "2,5", "10/12/2026/1", "½/1", "١/١"])
def test_what_is_no_day_is_a_word(word: str) -> None:
    """Also digits of other scripts: a date is written in ours."""
    assert read_day(word, TODAY) is None


@given(WORDS, st.booleans())
def test_every_word_of_an_action_is_owner_day_or_text(words: list[str], at_closing: bool) -> None:
    """Whatever was typed, in whatever order."""
    line = read_line("o: " + " ".join(words), TODAY, PEOPLE, at_closing)
    left = line.text.split()
    taken = [word for word in words if word not in left or words.count(word) > left.count(word)]
    assert len(words) == len(left) + (line.owner is not None) + (line.due is not None)
    assert all(word in words for word in left)
    for word in taken:
        assert find_owner(word, PEOPLE) == line.owner or read_day(word, TODAY) == line.due


@given(WORDS, st.sampled_from(LineKind), st.booleans())
def test_a_line_that_is_edited_is_read_as_it_was(words: list[str], kind: LineKind, english: bool) -> None:
    """Writing it out and reading it again changes nothing, in either language."""
    first = read_line(
        {LineKind.ACTION: "o: ", LineKind.DECISION: "b: ", LineKind.TEXT: ""}[kind] + " ".join(words),
        TODAY,
        PEOPLE,
    )
    again = read_line(write_line(first, english), TODAY, PEOPLE)
    assert (again.kind, again.owner, again.due, again.text) == (
        first.kind, first.owner, first.due, first.text,
    )  # fmt: skip


@given(st.text(max_size=60))
def test_any_text_is_read(typed: str) -> None:
    """Nothing that can be typed is too much."""
    line = read_line(typed, TODAY, PEOPLE)
    assert isinstance(line, TypedLine)
    assert line.due is None or line.due >= TODAY
    assert line.due is None or line.due < TODAY + timedelta(days=366 * 9000)


def test_a_decision_at_the_end_of_the_meeting_is_told() -> None:
    """And is not lost: it can become an item of the next meeting."""
    kinds = [hint.kind for hint in read_line("b: Ny aftale", TODAY, PEOPLE, at_closing=True).hints]
    assert kinds == [HintKind.CLOSING]
    assert read_line("o: K-03 1/12 ringer", TODAY, PEOPLE, at_closing=True).hints == ()
    assert read_line("b:", TODAY, PEOPLE).hints == (Hint(HintKind.EMPTY),)
