"""``nsk consult``: what goes in from JSON comes out in lists, threads and searches."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsk_tui.rules.consultation_input import INPUT_KEYS
from tests.cli.conftest import Answer, Nsk

LEAST: Mapping[str, object] = {"level": "yellow", "age_band": "12-17"}
CPR = "010190-1234"
FULL: Mapping[str, object] = {
    "date": "2026-11-18",
    "level": "red",
    "area": "children",
    "age_band": "12-17",
    "concerns": ["control", "threats"],
    "outcome": "notification",
    "channel": "phone",
    "asked": "options",
    "basis": "anonymised",
    "minutes": 25,
    "asker_department": "Skoler",
    "asker_role": "lærer",
    "signs": ["følges til skole", "har ingen penge"],
    "text": "En kollega er bekymret for en ung.",
    "advice": "Tal med den unge alene.",
    "learned": "",
    "follow_up": {"on": "2026-12-01"},
}

json_noise = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*INPUT_KEYS, "x"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@pytest.fixture
def consult(nsk: Nsk, store: Path) -> Any:
    """Return ``nsk consult`` on the small store, as K-01 unless told otherwise."""
    nsk.use(store)

    def call(*words: str, stdin: object = "", as_: str = "K-01") -> Answer:
        content = stdin if isinstance(stdin, str | bytes) else json.dumps(stdin)
        return nsk("consult", *words, stdin=content, as_=as_)

    return call


def listed(consult: Any, *filters: str) -> list[dict[str, Any]]:
    """Return the list as JSON."""
    answer = consult("list", "--json", *filters)
    assert (answer.code, answer.err) == (0, "")
    found: list[dict[str, Any]] = answer.json
    return found


def add(consult: Any, *bodies: Mapping[str, object], as_: str = "K-01") -> list[str]:
    """Add consultations; return their threads."""
    answer = consult("add", "--from", "-", "--json", stdin=list(bodies), as_=as_)
    assert answer.code == 0, answer.err
    return [one["thread"] for one in answer.json["added"]]


def test_what_is_added_comes_back_the_same(consult: Any) -> None:
    """Every field of the input stands in the list, with what the store adds."""
    answer = consult("add", "--from", "-", "--json", stdin=FULL)
    assert answer.code == 0
    (one,) = answer.json["added"]
    assert answer.json["refused"] == []
    assert set(one) == {"index", "id", "thread", "warnings"}
    (entry,) = listed(consult)
    expected = {
        **FULL,
        "signs": "følges til skole, har ingen penge",
        "follow_up": {"on": "2026-12-01", "owner": "K-01"},
    }
    assert {key: entry[key] for key in expected} == expected
    assert (entry["id"], entry["thread"], entry["member"]) == (one["id"], one["thread"], "K-01")
    assert entry["created_at"].endswith("Z")


def test_one_object_and_a_list_of_one_mean_the_same(consult: Any) -> None:
    """A single consultation need not be wrapped."""
    assert len(consult("add", "--from", "-", "--json", stdin=LEAST).json["added"]) == 1
    assert len(consult("add", "--from", "-", "--json", stdin=[LEAST]).json["added"]) == 1
    assert consult("add", "--from", "-", "--json", stdin=[]).json == {"added": [], "refused": []}
    assert len(listed(consult)) == 2


def test_a_strong_finding_refuses_its_one_and_keeps_the_others(consult: Any) -> None:
    """The refused one is told with its findings and stands nowhere; the exit code is 1."""
    bad = {**LEAST, "text": f"Det er {CPR}."}
    answer = consult("add", "--from", "-", "--json", stdin=[LEAST, bad, LEAST])
    assert answer.code == 1
    assert [one["index"] for one in answer.json["added"]] == [0, 2]
    (refused,) = answer.json["refused"]
    assert refused["index"] == 1
    (finding,) = refused["findings"]
    assert set(finding) == {"field", "start", "end", "label", "strength", "reason"}
    assert (finding["field"], finding["start"], finding["end"]) == ("text", 7, 18)
    assert (finding["label"], finding["strength"]) == ("CPR", "strong")
    assert finding["reason"].endswith(".")
    assert CPR not in answer.out + answer.err
    assert len(listed(consult)) == 2


def test_the_reason_is_said_in_the_readers_language(consult: Any, nsk: Nsk) -> None:
    """A Danish reader gets a Danish sentence in the JSON too."""
    nsk.set("NSK_LANGUAGE", "da")
    answer = consult("add", "--from", "-", "--json", stdin={**LEAST, "text": CPR})
    assert "cpr" in answer.json["refused"][0]["findings"][0]["reason"].lower()


def test_refused_text_is_told_to_people_without_the_word(consult: Any) -> None:
    """Without ``--json`` the code names go to stdout and the findings to stderr."""
    answer = consult("add", "--from", "-", stdin=[LEAST, {**LEAST, "text": CPR}])
    assert answer.code == 1
    assert answer.out.startswith("Saved: ")
    assert "number 1" in answer.err
    assert CPR not in answer.out + answer.err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"levl": "red", **LEAST}, ("'levl'", "level")),
        ({"level": "oragne", "area": "adults"}, ("level", "orange")),
        ({"area": "adults"}, ("level is missing", "yellow, orange, red")),
        ({"level": "red"}, ("area", "age_band")),
        ({**LEAST, "date": "2026-02-29"}, ("date", "day that exists")),
        ({**LEAST, "follow_up": {"on": "2026-13-01"}}, ("follow_up.on",)),
        ({**LEAST, "follow_up": {}}, ("follow_up.on is missing.",)),
        ({**LEAST, "minutes": 1.5}, ("minutes", "1440")),
        ({**LEAST, "text": "ab\x1b[2J"}, ("text", "position 2")),
        ({**LEAST, "text": "abc\u202ed"}, ("text", "position 3")),
        ({**LEAST, "concerns": "control"}, ("concerns", "list")),
        (7, ("JSON object",)),
    ],
)
def test_a_wrong_object_stores_nothing_and_is_named(
    consult: Any, wrong: object, told: tuple[str, ...]
) -> None:
    """One wrong object anywhere and none is stored; index, field and what would do are told."""
    answer = consult("add", "--from", "-", stdin=[LEAST, wrong])
    assert (answer.code, answer.out) == (2, "")
    assert "Number 1:" in answer.err
    for words in told:
        assert words in answer.err
    assert listed(consult) == []


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "nul",
        '{"level": NaN}',
        '{"level": "red", "level": "red"}',
        "[" * 100_000,
        "1" * 5000,
        "{}{}",
        b"\xff",
        "\x00",
    ],
)
def test_what_is_not_json_is_wrong_input(consult: Any, broken: str | bytes) -> None:
    """Any bytes at all end in a sentence and exit code 2."""
    answer = consult("add", "--from", "-", stdin=broken)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=json_noise)
def test_any_json_is_added_refused_or_explained(nsk: Nsk, noise: object) -> None:
    """Whatever JSON holds, reading it ends with a code of the table; only right input asks for a store."""
    answer = nsk.use(nsk.home / "none")("consult", "add", "--from", "-", stdin=json.dumps(noise))
    assert answer.code in {2, 3}
    assert "Traceback" not in answer.err


def test_a_byte_order_mark_is_no_fault(consult: Any) -> None:
    """Some editors write one."""
    assert consult("add", "--from", "-", stdin=b"\xef\xbb\xbf" + json.dumps(LEAST).encode()).code == 0


def test_a_file_is_read_by_its_name(consult: Any, tmp_path: Path) -> None:
    """``--from FILE`` and ``--from -`` mean the same."""
    file = tmp_path / "in.json"
    file.write_text(json.dumps(LEAST))
    assert consult("add", "--from", str(file)).code == 0
    assert consult("add", "--from", str(tmp_path / "none")).code == 2
    assert len(listed(consult)) == 1


def test_stdin_cannot_carry_both_passphrase_and_consultations(nsk: Nsk, store: Path) -> None:
    """The one would be read as the other."""
    answer = nsk.use(store)("consult", "add", "--from", "-", "--passphrase-fd", "0", "--as", "K-01")
    assert answer.code == 2
    assert "Stdin" in answer.err


def test_a_thread_goes_on_by_its_code_name(consult: Any) -> None:
    """``thread`` continues one; an unknown one is wrong input and stores nothing."""
    (thread,) = add(consult, LEAST)
    assert add(consult, {**LEAST, "level": "orange", "thread": thread}) == [thread]
    assert [entry["number"] for entry in listed(consult)] == [2, 1]
    answer = consult("add", "--from", "-", stdin=[LEAST, {**LEAST, "thread": "ingen-havn"}])
    assert answer.code == 2
    assert len(listed(consult)) == 2


def test_an_unknown_owner_is_wrong_input(consult: Any) -> None:
    """A follow-up can only be owned by a member; nothing is stored."""
    answer = consult(
        "add", "--from", "-", stdin={**LEAST, "follow_up": {"on": "2026-12-01", "owner": "K-99"}}
    )
    assert answer.code == 2
    assert "K-99" in answer.err
    assert listed(consult) == []


def test_an_auditor_may_neither_add_nor_read(consult: Any) -> None:
    """The role is refused with exit code 4."""
    assert consult("add", "--from", "-", stdin=LEAST, as_="R-01").code == 4
    assert consult("list", as_="R-01").code == 4


def test_the_list_is_narrowed_by_each_filter(consult: Any) -> None:
    """Level, area, department, member, days, open and limit each narrow."""
    add(consult, {**LEAST, "level": "red", "date": "2026-01-05", "asker_department": "Skoler"})
    add(consult, {**LEAST, "age_band": "24+", "date": "2026-06-05"}, as_="K-02")
    assert len(listed(consult)) == 2
    for filters in (
        ("--level", "red"),
        ("--area", "children"),
        ("--department", "Skoler"),
        ("--member", "K-01"),
        ("--until", "2026-01-05"),
    ):
        (one,) = listed(consult, *filters)
        assert one["level"] == "red", filters
    for filters in (("--area", "adults"), ("--since", "2026-01-06"), ("--member", "K-02")):
        (one,) = listed(consult, *filters)
        assert one["level"] == "yellow", filters
    assert len(listed(consult, "--limit", "1")) == 1
    assert len(listed(consult, "--open")) == 2
    assert listed(consult, "--department", "Jobcenter") == []


def test_people_get_short_lines(consult: Any) -> None:
    """A row names day, level, thread and member; an empty list says so."""
    assert consult("list").out == "No consultations.\n"
    (thread,) = add(consult, FULL)
    (row,) = consult("list").out.splitlines()
    for words in ("2026-11-18", "red", thread, "K-01", "Skoler"):
        assert words in row


def test_a_thread_is_shown_by_its_code_name(consult: Any) -> None:
    """As JSON with its entries, as lines with its texts; an unknown one is wrong usage."""
    (thread,) = add(consult, FULL)
    shown = consult("show", thread, "--json").json
    assert (shown["thread"], shown["level"], shown["state"]) == (thread, "red", "open")
    assert [entry["text"] for entry in shown["entries"]] == [FULL["text"]]
    assert shown["follow_up_on"] == "2026-12-01"
    assert FULL["text"] in consult("show", thread).out
    missing = consult("show", "ingen-havn")
    assert (missing.code, missing.out) == (2, "")


def test_a_search_finds_words_and_their_beginnings(consult: Any) -> None:
    """As JSON like the list, with a snippet; as lines with the hit marked."""
    (thread,) = add(consult, FULL)
    add(consult, LEAST)
    (hit,) = consult("search", "bekymret", "--json").json
    assert (hit["thread"], hit["text"]) == (thread, FULL["text"])
    assert "\x02" not in hit["snippet"]
    assert "[bekymret]" in consult("search", "bekymret").out
    assert consult("search", "findesikke").out == "Nothing was found.\n"
    assert consult("search", "findesikke", "--json").json == []


@pytest.mark.parametrize(
    "query", ['"', "AND", "a* OR b", "NEAR(", "' --", "()", "*", ":", "-", "ø" * 300, "", " "]
)
def test_a_search_for_signs_is_only_a_search(consult: Any, query: str) -> None:
    """What means something to the index means nothing from a person."""
    add(consult, FULL)
    answer = consult("search", "--json", query)
    assert answer.code == 0, answer.err


def test_the_wrong_passphrase_opens_nothing(nsk: Nsk, store: Path) -> None:
    """Exit code 3, and the same for a member that is not there."""
    nsk.use(store)
    for member in ("K-01", "K-99"):
        answer = nsk("consult", "list", "--as", member, secrets=["det er helt forkert"])
        assert (answer.code, answer.out) == (3, "")


def test_among_several_members_one_must_say_who(nsk: Nsk, store: Path) -> None:
    """``--as`` is named; a member in the settings will do as well."""
    nsk.use(store)
    answer = nsk("consult", "list", secrets=["x"])
    assert answer.code == 2
    assert "--as" in answer.err
    file = nsk.home / "config" / "nsk_tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('member = "K-01"\n')
    from tests.conftest import PASSPHRASES

    assert nsk("consult", "list", secrets=[PASSPHRASES["K-01"]]).code == 0
