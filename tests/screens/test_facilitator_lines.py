"""The big screen laid out: nothing cut at 80x24, figures for the back of the room from 120x40 on."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from nsk_tui import wording
from nsk_tui.rules.agenda import PURPOSE_CHARACTERS_MAX, TITLE_CHARACTERS_MAX, ItemKind, NewItem
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.screens import facilitator_words as words
from nsk_tui.screens.facilitator_lines import FRAME_ROWS, Laid, Window, laid_out
from nsk_tui.screens.facilitator_picture import Picture, figures, is_due
from nsk_tui.widgets.frame import ends
from nsk_tui.widgets.lines import Line
from tests.screens.meeting_records import TOPICS, USUAL, picture, written

SIZES = [(80, 24), (100, 30), (120, 40), (160, 45)]


def plain(lines: Sequence[Line]) -> list[str]:
    """Return lines as they are read."""
    return ["".join(text for text, _role in one).rstrip() for one in lines]


def laid(shown: Picture, size: tuple[int, int] = (80, 24)) -> Laid:
    """Return a picture laid out for a terminal."""
    return laid_out(shown, Window(size[0], size[1] - FRAME_ROWS))


def read(shown: Picture, size: tuple[int, int] = (80, 24)) -> list[str]:
    """Return the words of a picture, row by row."""
    found = laid(shown, size)
    return [*plain(found.above), *plain(found.below)]


def test_the_picture_at_80x24() -> None:
    """Item, purpose, bar, what was agreed, what comes: every word of it."""
    assert read(picture()) == [
        " " + "═" * 78,
        " 3 af 5   DRØFTELSE   K-07",
        "",
        "     Sager om rejser i julen",
        "     Mål: én fælles måde at spørge om rejser på",
        "",
        "",
        "     tilbage af 20 min.   █████████████░░░░░░░░░░░░░░░░░░░░░░░   35 % brugt",
        "",
        " BESLUTNINGER OG OPGAVER (skrevet af K-05)",
        "   B  Vagtplan uge 53-4 er godkendt",
        "   B  Vi bruger spørgsmålene fra rødt kort, udgave 3                         ny",
        "   O  K-11  spørger sundhedsplejen, om de kan komme                 10/12    ny",
        "",
        " Næste: 4 orientering, Nyt fra styregruppen, K-11, 10 min.",
        " I fare, hvis tempoet holder: ingen beslutninger, 1 orientering",
    ]


def test_the_title_says_how_the_time_stands() -> None:
    """The time, when it will end, when it should, and how late it is, in words."""
    left, right = words.title_texts(picture(), is_wide=False)
    assert (left, right) == ("GRUPPEMØDE 26/11", "kl. 13:35 · slut 14:03 (14:00) · 3 min. bagud")
    left, right = words.title_texts(picture(), is_wide=True)
    assert left == "GRUPPEMØDE · torsdag 26. november"
    assert right == "kl. 13:35 · slut 14:03, planlagt 14:00 · 3 min. bagud"


def test_who_is_on_time_or_early_is_told_so() -> None:
    """No number where there is nothing to tell."""
    on_time, early = picture(0, [(0, Press.START)]), picture(3, [(0, Press.START), (2, Press.NEXT)])
    assert words.title_texts(on_time, is_wide=False)[1] == "kl. 13:00 · slut 14:00 · til tiden"
    assert words.title_texts(early, is_wide=False)[1] == "kl. 13:03 · slut 13:57 (14:00) · 3 min. foran"


def test_wide_windows_show_the_agenda_with_planned_and_used_minutes() -> None:
    """Finished items have a tick and their minutes; the one that is on has the mark."""
    rows = [" ".join(row[:50].split()) for row in read(picture(), (120, 40))]
    assert "[x] 0. Opgaver fra sidst 5 min (6)" in rows
    assert "[x] 1. Vagtens nummer i 10 min (12)" in rows
    assert "mailsignatur" in rows
    assert "▸ 3. Sager om rejser i julen 20 min" in rows
    assert "4. Nyt fra styregruppen 10 min" in rows


def test_what_goes_to_the_next_meeting_is_marked() -> None:
    """A postponed item has an arrow and is nobody's next."""
    shown = picture(29, (*USUAL, (28.5, Press.POSTPONE)))
    rows = read(shown, (120, 40))
    assert any(row.startswith(" →   3. Sager om rejser") for row in rows)
    assert any(row.startswith(" ▸   4. Nyt fra styregruppen") for row in rows)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("spoken", [(), ("K-01",)])
def test_the_picture_fills_its_window(size: tuple[int, int], language: str, spoken: tuple[str, ...]) -> None:
    """Rows and figures together are as many as there are, and none is wider than the window."""
    wording.use(language)
    shown = picture(spoken=spoken)
    found = laid(shown, size)
    rows = [*plain(found.above), *plain(found.below)]
    assert len(rows) + found.figure_rows + FRAME_ROWS == size[1]
    assert max(map(cell_len, rows)) <= size[0]
    assert found.figure_rows >= (8 if size[0] >= 120 else 5)


LONG_TOPIC = NewItem(
    ItemKind.DECISION, "Ordene " * 11 + "ud", 600, "Vi skal " * 14 + "nå det", TOPICS[1].presenter
)  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_longest_item_is_not_cut_at_80x24(language: str) -> None:
    """Title, purpose and next item as long as they may be, every word in sight."""
    wording.use(language)
    assert len(LONG_TOPIC.title) in range(TITLE_CHARACTERS_MAX - 5, TITLE_CHARACTERS_MAX + 1)
    assert len(LONG_TOPIC.purpose) in range(PURPOSE_CHARACTERS_MAX - 5, PURPOSE_CHARACTERS_MAX + 1)
    shown = picture(1, [(0, Press.START)], [LONG_TOPIC, LONG_TOPIC], spoken=("K-01",))
    rows = read(shown)
    assert len(rows) + 5 + FRAME_ROWS == 24
    assert not any("…" in row for row in rows)
    assert " ".join(" ".join(rows).split()).count("ud") >= 2


def test_the_title_of_a_long_meeting_gives_way_to_the_time() -> None:
    """How late it is, is never cut."""
    shown = picture(title="Et møde om alt det, som vi ikke nåede på de sidste seks møder i efteråret")
    assert ends(*words.title_texts(shown, is_wide=False), 80).rstrip().endswith("3 min. bagud")


def test_a_small_window_keeps_one_row_of_each() -> None:
    """60x16: still the item, the figures, the time, the newest line and what comes."""
    rows = read(picture(spoken=("K-01",)), (60, 16))
    assert len(rows) + 5 + FRAME_ROWS == 16
    assert max(map(cell_len, rows)) <= 60
    assert any("rejser i julen" in row for row in rows)
    assert any("sundhedsplejen" in row for row in rows)


def test_before_the_start_the_first_item_waits() -> None:
    """The whole of its time is shown, and which key begins."""
    shown = picture(-10, [])
    rows = read(shown)
    assert rows[1] == " 0 af 5   FAST   K-01   IKKE STARTET: Space starter"
    assert shown.remaining_seconds == 300
    assert any(row.startswith(" Næste: 1 beslutning, Vagtens nummer") for row in rows)


def test_a_pause_is_said() -> None:
    """Time that stands is not taken for time that runs."""
    shown = picture(30, (*USUAL, (29, Press.PAUSE)))
    assert read(shown)[1] == " 3 af 5   DRØFTELSE   K-07   PAUSE: Space går videre"


def test_when_all_is_taken_the_screen_says_how_to_end() -> None:
    """Nobody has to guess the key."""
    taken = picture(20, [(0, Press.START), *((1 + step, Press.NEXT) for step in range(6))])
    assert read(taken)[1] == " ALLE PUNKTER ER TAGET"
    assert any("d slutter mødet" in row for row in read(taken))
    over = picture(30, [(0, Press.START), (20, Press.END)])
    assert read(over)[1] == " MØDET ER SLUT"
    assert any("sluttede 13:20" in row for row in read(over))


def test_an_empty_agenda_is_no_fault() -> None:
    """There is nothing to start, and the screen says so."""
    rows = read(picture(0, [], []))
    assert rows[1] == " INGEN PUNKTER"
    assert len(rows) + 5 + FRAME_ROWS == 24


def test_who_has_not_spoken_stands_small_at_the_foot() -> None:
    """Only where somebody notes it, and with how many first."""
    assert not any("Ikke hørt" in row for row in read(picture()))
    assert read(picture(spoken=("K-01", "K-03")))[-1].startswith(" Ikke hørt endnu (10): K-02 K-04")


def test_a_decision_as_long_as_the_feed_is_shown_from_its_beginning() -> None:
    """The newest line has the room first."""
    long = written(LineKind.DECISION, "Vi beslutter det. " * 30, 34)
    rows = read(picture(feed=[written(LineKind.DECISION, "Kort", 33), long]))
    assert sum("Vi beslutter det." in row for row in rows) == 3
    assert not any("Kort" in row for row in rows)


def test_a_line_is_new_for_a_few_minutes() -> None:
    """Whoever was looking away sees what came."""
    line = written(LineKind.DECISION, "Ja", 10)
    assert [picture(minutes).is_new(line) for minutes in (10, 12.9, 13.1)] == [True, True, False]


def test_figures_by_the_minute_change_once_a_minute_until_five_are_left() -> None:
    """On a slow line nothing is drawn between two minutes; below five the seconds count."""
    before = picture(35.1)
    assert not is_due(before, picture(35.9), by_the_minute=True)
    assert is_due(before, picture(35.9), by_the_minute=False)
    assert is_due(before, picture(36.1), by_the_minute=True)
    assert is_due(picture(45), picture(45.02), by_the_minute=True)
    assert is_due(None, picture(35), by_the_minute=True)


@given(st.integers(-36_000, 36_000))
def test_figures_say_the_time_to_the_second(seconds: int) -> None:
    """What is drawn can be read back, with its sign."""
    drawn = figures(seconds)
    minutes, rest = drawn.lstrip("+").split(":")
    value = int(minutes) * 60 + int(rest)
    assert (-value if drawn.startswith("+") else value) == seconds
