"""``nsk meeting``: listed, printed, as a calendar file and sealed; nothing that may not leave does."""

from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from nsk_tui.rules.agenda import ItemKind, NewItem
from nsk_tui.services import agenda, minutes
from nsk_tui.services.session import unlock
from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES
from tests.gathered import meet


@pytest.fixture
def planned(nsk: Nsk, store: Path) -> str:
    """Return the id of a meeting with an item and a line, in a store that the command line opens."""
    nsk.use(store)
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    day = session.today + timedelta(days=3)
    meeting = meet(session, day=day)
    agenda.propose(session, NewItem(ItemKind.DECISION, "Vagtplan uge 53", 10, "Godkendes"))
    minutes.add_line(session, meeting.id, None, "Alle er her")
    session.lock()
    return meeting.id


def test_meetings_are_listed_in_lines_and_in_json(nsk: Nsk, planned: str) -> None:
    """With how far the agenda is; ``--past`` lists those that were held."""
    told = nsk("meeting", "list", as_="K-02")
    assert told.code == 0
    assert "Gruppemøde" in told.out
    assert "1 item, 20 of 60 min." in told.out
    (one,) = nsk("meeting", "list", "--json", as_="K-02").json
    assert (one["id"], one["state"], one["items"], one["chair"]) == (planned, "planned", 1, "K-01")
    past = nsk("meeting", "list", "--past", as_="K-02")
    assert (past.code, past.out) == (0, "")
    assert "No meeting was held yet." in past.err


def test_an_agenda_is_printed_as_text_markdown_and_json(nsk: Nsk, planned: str) -> None:
    """The next one when none is named."""
    told = nsk("meeting", "agenda", as_="K-02")
    assert told.code == 0
    assert "Vagtplan uge 53" in told.out
    assert nsk("meeting", "agenda", planned[:8], "--form", "md", as_="K-02").out.startswith("# Agenda")
    found = nsk("meeting", "agenda", "next", "--json", as_="K-02").json
    assert [one["title"] or one["standing"] for one in found["items"]] == [
        "actions", "Vagtplan uge 53", "closing",
    ]  # fmt: skip
    assert (found["items"][1]["start"], found["air_minutes"], found["end"]) == ("13:05", 40, "13:20")


def test_minutes_are_printed_with_the_twelve_words(nsk: Nsk, planned: str) -> None:
    """As text, and as JSON with every line's id."""
    told = nsk("meeting", "minutes", planned, as_="K-02")
    assert told.code == 0
    assert "Alle er her" in told.out
    found = nsk("meeting", "minutes", "next", "--json", as_="K-02").json
    assert [one["text"] for one in found["lines"]] == ["Alle er her"]
    assert (len(found["words"]), found["digest"], found["meeting"]["minutes_state"]) == (12, None, "draft")


def test_a_calendar_file_has_the_meetings(nsk: Nsk, planned: str) -> None:
    """All that come, or the one that is named."""
    for words in (("meeting", "ics"), ("meeting", "ics", planned[:8])):
        told = nsk(*words, as_="K-02")
        assert told.code == 0
        (event,) = Calendar.from_ical(told.out).walk("VEVENT")
        assert str(event["summary"]) == "Gruppemøde"


def test_a_confidential_paper_is_not_printed_but_sealed(nsk: Nsk, store: Path) -> None:
    """Six words open it, shown once."""
    nsk.use(store)
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    meet(session, day=session.today + timedelta(days=3), confidential=True)
    session.lock()
    for more in ((), ("--json",), ("--form", "md")):
        refused = nsk("meeting", "agenda", *more, as_="K-01")
        assert (refused.code, refused.out) == (4, "")
        assert "seal_first" in refused.err
    done = nsk("meeting", "agenda", "--passphrase", "--json", as_="K-01").json
    assert [one["form"] for one in done["tickets"]] == ["docx.age"]
    assert len(done["passphrase"].split()) == 6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("agenda", "2020-01-01"), 2),
        (("minutes", "zz"), 2),
        (("agenda", "--form", "pdf"), 2),
        (("agenda", "--form", "docx", "--json"), 2),
        (("agenda", "--passphrase", "--word"), 2),
    ],
)
def test_what_cannot_be_used_is_told(nsk: Nsk, planned: str, words: tuple[str, ...], code: int) -> None:
    """Without a traceback, and nothing on stdout."""
    told = nsk("meeting", *words, as_="K-01")
    assert (told.code, told.out) == (code, "")
    assert "Traceback" not in told.err


def test_an_auditor_sees_no_meeting(nsk: Nsk, planned: str) -> None:
    """Her role does not allow it."""
    for words in (("list",), ("agenda",), ("minutes", planned), ("ics",)):
        assert nsk("meeting", *words, as_="R-01").code == 4
