"""``nsk rota``: planned, published after a look, swapped, corrected, explained and exported."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.rota_values import duty, moment
from nsk_tui.rules.duties import DutyRole
from nsk_tui.services.session import unlock
from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES
from tests.tools.published_rota import CHILDREN, stand


@pytest.fixture
def group(nsk: Nsk, store: Path) -> Nsk:
    """Return the command line on a store whose three people stand on the children's line."""
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    for member in ("K-01", "K-02", "K-03"):
        stand(session, member, CHILDREN, phone="12 34 56 78")
    session.lock()
    return nsk.use(store)


@pytest.fixture
def planned(group: Nsk) -> Nsk:
    """Return the same with seven weeks and the running one published."""
    assert group("rota", "plan", "--periods", "7", as_="K-01").code == 0
    assert group("rota", "publish", "--yes", "--fallback", "K-01", as_="K-01").code == 0
    return group


def board(nsk: Nsk) -> list[dict[str, str]]:
    """Return the coming duties of the children's line, the running period left out."""
    found = nsk("rota", "show", "--json", as_="K-01").json
    now = found["periods"][found["now"]]["start"]
    return [
        one for one in found["duties"] if one["start"] > now and one["line"] == CHILDREN and one["member"]
    ]


def first(nsk: Nsk, member: str, role: str = "duty") -> str:
    """Return a member's first coming duty as it is typed."""
    one = next(one for one in board(nsk) if one["member"] == member and one["role"] == role)
    return f"{one['line']}/{one['start']}/{one['role']}"


def holder(nsk: Nsk, name: str) -> str | None:
    """Return who has a duty; None for nobody."""
    found = nsk("rota", "show", "--json", as_="K-01").json["duties"]
    return next(
        (one["member"] for one in found if f"{one['line']}/{one['start']}/{one['role']}" == name), None
    )


def test_a_draft_is_shown_and_nobody_sees_it_before_it_is_published(group: Nsk) -> None:
    """Planned, shown, still nothing published; published with a yes; then it is there."""
    drafted = group("rota", "plan", "--json", as_="K-01")
    assert (drafted.code, drafted.json["changed"]) == (0, [])
    assert len(drafted.json["added"]) >= 8
    assert {one["line"] for one in drafted.json["gaps"]} == {"adults"}
    assert group("rota", "show", "--json", as_="K-02").json["duties"] == []
    assert group("rota", "show", "--draft", "--json", as_="K-01").json["duties"] != []
    done = group("rota", "publish", "--yes", "--fallback", "K-01", "--json", as_="K-01")
    assert (done.code, sorted(done.json)) == (0, ["changed", "gaps", "settled", "through"])
    assert group("rota", "show", "--json", as_="K-02").json["published_through"] == done.json["through"]


def test_publishing_shows_the_difference_first_and_asks(group: Nsk) -> None:
    """Without a terminal and without --yes nothing is published, and the difference has been shown."""
    group("rota", "plan", as_="K-01")
    answer = group("rota", "publish", "--fallback", "K-01", as_="K-01")
    assert answer.code == 2
    assert "+ children/" in answer.out
    assert "--yes" in answer.err
    assert group("rota", "show", "--json", as_="K-01").json["published_through"] is None


def test_gaps_need_somebody_named(group: Nsk) -> None:
    """Refused with the mend; the draft stands."""
    group("rota", "plan", as_="K-01")
    refused = group("rota", "publish", "--yes", as_="K-01")
    assert (refused.code, "fallback" in refused.err) == (1, True)
    assert group("rota", "publish", "--yes", "--fallback", "Døgnvagten", as_="K-01").code == 0


def test_a_draft_can_be_dropped_and_is_then_gone(group: Nsk) -> None:
    """Once yes, twice no; and there is nothing to publish."""
    group("rota", "plan", as_="K-01")
    assert group("rota", "plan", "--discard", as_="K-01").code == 0
    assert group("rota", "plan", "--discard", "--json", as_="K-01").json == {"discarded": False}
    assert group("rota", "publish", "--yes", as_="K-01").code == 4


def test_only_a_coordinator_plans_and_corrects(planned: Nsk) -> None:
    """A member and an auditor may look; the auditor changes nothing at all."""
    name = first(planned, "K-02")
    for words in (("plan",), ("publish", "--yes"), ("override", name, "K-03", "--reason", "aftalt")):
        assert planned("rota", *words, as_="K-02").code == 4
    assert planned("rota", "show", as_="R-01").code == 0
    assert planned("rota", "swap", name, "--take", as_="R-01").code == 4


def test_the_rota_is_shown_as_lines_a_person_can_read(planned: Nsk) -> None:
    """A period a line, the running one marked, and how far it is published."""
    lines = planned("rota", "show", "--periods", "3", as_="K-02").out.splitlines()
    assert len(lines) == 5
    assert "Children" in lines[0]
    assert sum("◂" in line for line in lines) == 1
    assert lines[-1].startswith("Published through 20")


def test_a_swap_is_asked_and_answered(planned: Nsk) -> None:
    """It stays hers until the other says yes; then it has changed hands."""
    name = first(planned, "K-02")
    candidates = planned("rota", "swap", name, "--json", as_="K-02").json
    assert {one["member"] for one in candidates} == {"K-01", "K-03"}
    spare = free_taker(planned, name)
    asked = planned("rota", "swap", name, "--ask", spare, "--later", "--json", as_="K-02")
    assert (asked.code, asked.json["state"], holder(planned, name)) == (0, "asked", "K-02")
    waiting = planned("rota", "swap", "--json", as_=spare).json
    assert [one["id"] for one in waiting["for_me"]] == [asked.json["id"]]
    done = planned("rota", "swap", "--accept", asked.json["id"], "--json", as_=spare)
    assert (done.code, done.json["state"], holder(planned, name)) == (0, "accepted", spare)
    assert planned("rota", "swap", "--json", as_=spare).json["owed"][0]["debtor"] == "K-02"
    assert planned("rota", "swap", "--accept", asked.json["id"], as_=spare).code == 4


def free_taker(nsk: Nsk, name: str) -> str:
    """Return the fairest who can take a duty of K-02's."""
    found = nsk("rota", "swap", name, "--json", as_="K-02").json
    return str(next(one["member"] for one in found if one["can"]))


def test_a_swap_can_be_declined_and_withdrawn(planned: Nsk) -> None:
    """The duty stays where it was."""
    name = first(planned, "K-02")
    taker = free_taker(planned, name)
    for answer, who in (("--decline", taker), ("--withdraw", "K-02")):
        swap = planned("rota", "swap", name, "--ask", taker, "--json", as_="K-02").json["id"]
        assert planned("rota", "swap", answer, swap, as_=who).code == 0
        assert holder(planned, name) == "K-02"
    assert "No swap waits" in planned("rota", "swap", as_="K-02").out


def test_a_duty_is_taken_set_corrected_and_freed(planned: Nsk) -> None:
    """By oneself, by the coordinator, and back again."""
    name = first(planned, "K-02")
    taker = free_taker(planned, name)
    assert planned("rota", "swap", name, "--take", "--json", as_=taker).json["member"] == taker
    assert planned("rota", "override", name, "--nobody", "--reason", "efter aftale", as_="K-01").code == 0
    assert holder(planned, name) is None
    assert planned("rota", "override", name, "--clear", as_="K-01").code == 0
    assert holder(planned, name) == taker
    assert planned("rota", "swap", name, "--set", "K-02", "--reason", "aftalt", as_="K-01").code == 0
    assert holder(planned, name) == "K-02"


@pytest.mark.parametrize(
    "words",
    [
        ("swap", "--ask", "K-03"),
        ("swap", "children/2026-12-07", "--accept", "x"),
        ("swap", "children/2026-12-07", "--take", "--ask", "K-03"),
        ("swap", "children"),
        ("swap", "children/2026-13-07"),
        ("override", "children/2026-12-07"),
        ("override", "children/2026-12-07", "K-02", "--nobody"),
        ("why", "children/2026-12-07/chief"),
        ("why", "x/2026-12-07"),
        ("plan", "--periods", "0"),
        ("show", "--periods", "1000"),
        ("show", "--from", "tomorrow"),
        ("absence", "2026-02-30"),
        ("absence", "2031-01-02", "2031-01-01"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(planned: Nsk, words: tuple[str, ...]) -> None:
    """Two sentences, no traceback, and the rota as it was."""
    before = planned("rota", "show", "--json", as_="K-01").out
    answer = planned("rota", *words, as_="K-01")
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert planned("rota", "show", "--json", as_="K-01").out == before


def test_absence_is_previewed_reported_listed_and_taken_back(planned: Nsk) -> None:
    """The backup takes the duty; no cause is asked for or shown."""
    name = first(planned, "K-02")
    start = name.split("/")[1]
    seen = planned("rota", "absence", start, "--preview", "--json", as_="K-02").json
    assert name in {f"{one['line']}/{one['start']}/{one['role']}" for one in seen["duties"]}
    assert planned("rota", "absence", "--json", as_="K-02").json == []
    done = planned("rota", "absence", start, "--json", as_="K-02").json
    assert (done["from"], done["to"], holder(planned, name)) == (start, start, done["moved"][0]["member"])
    listed = planned("rota", "absence", "--json", as_="K-03").json
    assert listed == [{"id": done["id"], "member": "K-02", "from": start, "to": start}]
    assert planned("rota", "absence", start, as_="K-02").code == 2
    assert planned("rota", "absence", "--withdraw", done["id"], as_="K-02").code == 0
    assert planned("rota", "absence", "--of", "K-03", start, as_="K-02").code == 4
    assert planned("rota", "absence", "--of", "K-03", start, "--keep", as_="K-01").code == 0


def test_why_has_a_line_for_each_candidate(planned: Nsk) -> None:
    """In words for people, in codes and numbers for scripts."""
    name = first(planned, "K-02")
    found = planned("rota", "why", name, "--json", as_="K-03").json
    assert {one["member"] for one in found["candidates"]} == {"K-01", "K-02", "K-03"}
    assert [one["member"] for one in found["candidates"] if one["verdict"] == "picked"] == ["K-02"]
    lines = planned("rota", "why", name, as_="K-03").out.splitlines()
    assert len(lines) == 2 + 3
    assert any("picked" in line and "K-02" in line for line in lines)


def events(content: str) -> dict[str, tuple[int, str]]:
    """Return each event of a calendar file: its SEQUENCE and its STATUS."""
    return {
        str(one["uid"]): (int(str(one["sequence"])), str(one["status"]))
        for one in Calendar.from_ical(content).walk("VEVENT")
    }


def test_the_calendar_file_follows_a_duty_that_was_taken_away(planned: Nsk) -> None:
    """Same UIDs, a higher SEQUENCE, crossed out for her and there for the other; nothing doubles."""
    name = first(planned, "K-02")
    before, group_before = (events(planned("rota", "ics", *how, as_="K-02").out) for how in ((), ("--all",)))
    taker = free_taker(planned, name)
    planned("rota", "swap", name, "--take", as_=taker)
    after, group_after = (events(planned("rota", "ics", *how, as_="K-02").out) for how in ((), ("--all",)))
    uid = next(uid for uid in before if uid.startswith("-".join(name.split("/"))))
    assert set(before) == set(after)
    assert set(group_before) == set(group_after)
    assert all(after[one][0] > before[one][0] for one in before)
    assert (before[uid][1], after[uid][1]) == ("CONFIRMED", "CANCELLED")
    assert events(planned("rota", "ics", as_=taker).out)[uid][1] == "CONFIRMED"
    assert group_after[uid][1] == "CONFIRMED"


def test_the_calendar_file_names_nobody_but_in_the_groups(planned: Nsk) -> None:
    """And no word of what the group does."""
    own, whole = planned("rota", "ics", as_="K-02").out, planned("rota", "ics", "--all", as_="K-02").out
    assert "K-0" not in own
    assert "DESCRIPTION:K-02" in whole.replace("\r\n", "\n")
    assert "sparring" not in (own + whole).casefold()
    assert planned("audit", as_="R-01").out.count("wrote a calendar file") == 2


def test_the_people_are_listed_with_what_the_rota_knows(planned: Nsk) -> None:
    """Share as a part of full time; an auditor is none of them, and does not see them."""
    planned("rota", "absence", "2031-01-01", as_="K-03")
    found = planned("people", "list", "--json", as_="K-02").json
    assert [one["id"] for one in found] == ["K-01", "K-02", "K-03"]
    assert (found[0]["share"], found[0]["lines"]) == (1.0, [CHILDREN])
    assert len(planned("people", "list", as_="K-03").out.splitlines()) == 3
    assert planned("people", "list", as_="R-01").code == 4


def test_who_carries_the_work_is_told_in_words_and_figures(planned: Nsk) -> None:
    """Three sentences and what to do; as JSON null where nothing can be computed."""
    few = planned("rota", "load", "--json", as_="K-01").json
    assert (few["consultations"]["total"], few["consultations"]["top_share"]) == (0, None)
    one = {"level": "yellow", "age_band": "12-17"}
    for member, count in (("K-02", 9), ("K-03", 2), ("K-01", 1)):
        planned("consult", "add", "--from", "-", stdin=json.dumps([one] * count), as_=member)
    found = planned("rota", "load", "--line", "children", "--json", as_="K-03").json
    calls = found["consultations"]
    assert (calls["total"], calls["top"], calls["carry_half"], calls["top_share"]) == (12, "K-02", 1, 0.75)
    assert found["by_rota"] + found["past_rota"] == 12
    lines = planned("rota", "load", as_="K-03").out
    assert "K-02 took 75 % of the consultations. The group works as 1.7 people." in lines
    assert "Ask somebody with room" in lines
    assert planned("rota", "load", "--line", "x", as_="K-03").code == 2


def test_whom_to_ask_comes_with_reasons(planned: Nsk) -> None:
    """Numbered for people, codes for scripts; a language nobody speaks is said to be so."""
    found = planned("rota", "who", "--line", "children", "--language", "arabisk", "--json", as_="K-02").json
    assert [one["reasons"][0]["code"] for one in found] == ["does_not_speak"] * 3
    assert found[0]["reasons"][1]["code"] == "has_duty"
    lines = planned("rota", "who", as_="K-02").out.splitlines()
    assert [line[:3] for line in lines] == [" 1.", " 2.", " 3."]


@given(st.text(max_size=40))
def test_any_text_is_a_duty_or_wrong_usage(text: str) -> None:
    """What is read names a line, a day and a role."""
    try:
        assert duty(text).role in DutyRole
    except UsageFault:
        return


@given(st.text(max_size=30) | st.datetimes().map(str) | st.dates().map(str))
def test_any_text_is_a_moment_or_wrong_usage(text: str) -> None:
    """Never a traceback, whatever year."""
    try:
        assert moment("--at", text).tzinfo is not None
    except UsageFault:
        return
