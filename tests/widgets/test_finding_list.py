"""The list of findings below a text, and the texts of a form."""

import pytest
from textual.app import App, ComposeResult

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength, Suggestion
from nsk_tui.widgets.finding_list import FindingList, ListedFinding, meter
from nsk_tui.widgets.guarded_texts import GuardedTexts
from nsk_tui.widgets.marks import Answered
from tests.widgets import sight

NAME = Finding(0, 5, Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST, (Suggestion.A_YOUNG_PERSON,))
PHONE = Finding(6, 17, Label.PHONE, Strength.STRONG, Reason.PHONE_SHAPE)
CLASS = Finding(9, 12, Label.OTHER, Strength.WEAK, Reason.SCHOOL_CLASS, (Suggestion.LOWER_SECONDARY,))


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ((), ""),
        ((NAME,), "1 fund: 1 !"),
        ((NAME, PHONE, CLASS), "3 fund: 2 ! og 1 ?"),
        ((CLASS,), "1 fund: 1 ?"),
    ],
)
def test_the_meter_counts_in_words(findings: tuple[Finding, ...], said: str) -> None:
    """How many there are, and of which kind."""
    assert meter(findings) == said


def listed(*findings: Finding) -> list[ListedFinding]:
    """Return findings as the list names them."""
    return [ListedFinding(f"linje {place}", "ord", finding) for place, finding in enumerate(findings, 1)]


def test_each_finding_has_its_place_its_word_and_its_proposal() -> None:
    """What, where, and what to do about it, on one line; below it what the check cannot see."""
    panel = FindingList()
    panel.listed, panel.unwritten = tuple(listed(NAME, PHONE)), False
    lines = [line.plain for line in panel.lines(80, 8)]
    assert lines[0].startswith(" ! linje 1    ord")
    assert "forslag: en ung" in lines[0]
    assert "forslag: (fjern)" in lines[1]
    assert "Tjekket ser ikke alt" in lines[-1]
    assert max(map(len, lines)) <= 80


def test_more_findings_than_lines_are_counted() -> None:
    """A low window says how many are out of sight."""
    panel = FindingList()
    panel.listed, panel.unwritten = tuple(listed(*[NAME] * 20)), False
    lines = [line.plain for line in panel.lines(80, 6)]
    assert len(lines) <= 6
    assert any("og 16 til" in line for line in lines)


@pytest.mark.parametrize(
    ("unwritten", "unread", "said"),
    [
        (True, False, "Tom er fint"),
        (False, True, "Tjekket læser med"),
        (False, False, "Ingen fund"),
    ],
)
def test_nothing_is_said_of_a_text_that_was_not_read_yet(unwritten: bool, unread: bool, said: str) -> None:
    """'No findings' is said of what was checked, never of what is still being typed."""
    panel = FindingList()
    panel.unwritten, panel.unread = unwritten, unread
    assert said in panel.lines(80, 6)[0].plain


class Texts(App[None]):
    """A form of two texts."""

    def compose(self) -> ComposeResult:
        yield GuardedTexts(
            lambda texts: lambda: {n: (NAME,) for n, text in texts.items() if text.startswith("Sofie")},
            {"text": "tekst", "advice": "råd"},
        )

    @property
    def texts(self) -> GuardedTexts:
        return self.query_one(GuardedTexts)


async def test_one_text_is_open_at_a_time() -> None:
    """Closed: one line says how much is written; open: the others wait in the rule."""
    app = Texts()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "(tom)" in sight.text(app)
        app.texts.open_box("advice")
        await pilot.press("x")
        assert "tekst · ▸råd◂" in sight.text(app)
        app.texts.close()
        await pilot.pause()
        assert "råd: 1 tegn" in sight.text(app)
        assert app.texts.texts() == {"text": "", "advice": "x"}


async def test_findings_of_a_closed_text_are_listed_too() -> None:
    """Nothing hides in a text that is not open, and the way to the next finding leads there."""
    app = Texts()
    async with app.run_test(size=(80, 24)) as pilot:
        app.texts.put({"text": "", "advice": "Sofie"}, {})
        app.texts.open_box("text")
        await pilot.pause(0.6)
        assert "1 fund: 1 !" in sight.text(app)
        assert " ! råd" in sight.text(app)
        assert app.texts.go_to_next_finding()
        assert app.texts.open_name == "advice"


async def test_an_answered_finding_is_marked_no_more() -> None:
    """What may stand is neither counted nor underlined."""
    app = Texts()
    async with app.run_test(size=(80, 24)) as pilot:
        app.texts.put({"text": "Sofie er et ord her"}, {"text": [Answered(NAME, None)]})
        app.texts.open_box("text")
        await pilot.pause(0.6)
        assert app.texts.findings() == {}
        assert "Ingen fund." in sight.text(app)
        assert not app.texts.go_to_next_finding()
