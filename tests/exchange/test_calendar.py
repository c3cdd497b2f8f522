"""The calendar file: neutral, right across summer time, and updated instead of doubled."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from nsk_tui.exchange.calendar import SEQUENCE_MAX, ZONE, CalendarDuty, calendar_file, uid_of
from nsk_tui.rules.duties import DutyRef, DutyRole
from nsk_tui.rules.ids import LineId
from tests.e2e.conftest import needed

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "calendar"
MADE_AT = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
NETWORK = "5c1e9a40"
WALL = ZoneInfo(ZONE)
WEEK = timedelta(days=6)
CHILDREN, ADULTS = LineId("children"), LineId("adults")


def duty(start: date, role: DutyRole = DutyRole.DUTY, line: LineId = ADULTS, **other: object) -> CalendarDuty:
    """Return a duty of a week."""
    about = {"title": f"{'Vagt' if role is DutyRole.DUTY else 'Bagvagt'} Voksne", **other}
    return CalendarDuty(DutyRef(line, start, role), start + WEEK, **about)  # type: ignore[arg-type]


FIRST = (
    duty(date(2026, 12, 28)),
    duty(date(2026, 10, 19), about="K-07"),
    duty(date(2026, 3, 23), DutyRole.BACKUP),
    duty(date(2026, 11, 30), line=CHILDREN, title="Vagt Børn, unge; skole"),
)
"""Across the change to and from summer time, week 53 and New Year, signs that must be escaped."""

SECOND = tuple(
    replace(one, sequence=9, is_taken_away=one.ref.start == date(2026, 10, 19), about="") for one in FIRST
)


def written(*duties: CalendarDuty, made_at: datetime = MADE_AT, hour: int = 8) -> bytes:
    """Return the file of some duties."""
    return calendar_file(duties, NETWORK, "Vagt", hour, made_at)


def read(content: bytes) -> dict[str, dict[str, object]]:
    """Return each event by its UID, as a parser reads it."""
    events = Calendar.from_ical(content).walk("VEVENT")
    return {str(event["uid"]): dict(event.items()) for event in events}


@pytest.mark.parametrize(("name", "duties"), [("first.ics", FIRST), ("republished.ics", SECOND)])
def test_the_file_is_the_golden_one(name: str, duties: tuple[CalendarDuty, ...]) -> None:
    """Byte for byte: what a calendar already knows must not change under it."""
    assert written(*duties) == (GOLDEN / name).read_bytes()


def test_republishing_changes_the_events_and_adds_none() -> None:
    """Same UIDs, a higher SEQUENCE, and what was taken away is crossed out."""
    before, after = read(written(*FIRST)), read(written(*SECOND))
    assert set(before) == set(after)
    assert {one["SEQUENCE"] for one in before.values()} == {0}
    assert {one["SEQUENCE"] for one in after.values()} == {9}
    gone = uid_of(FIRST[1].ref, NETWORK)
    assert {uid for uid, one in after.items() if one["STATUS"] == "CANCELLED"} == {gone}
    assert {one["STATUS"] for one in before.values()} == {"CONFIRMED"}


def test_a_uid_names_a_slot_and_nobody_in_it() -> None:
    """Whoever has the duty, the calendar sees the same event; each slot has one of its own."""
    one = duty(date(2026, 11, 30), about="K-07")
    assert set(read(written(one))) == set(read(written(replace(one, about="K-02"))))
    refs = [
        DutyRef(line, day, role)
        for line in (CHILDREN, ADULTS)
        for day in (date(2026, 11, 23), date(2026, 11, 30))
        for role in DutyRole
    ]
    assert len({uid_of(ref, network) for ref in refs for network in ("a", "b")}) == 2 * len(refs)


def test_the_title_is_neutral() -> None:
    """Nothing but the word and the line; no word of the subject anywhere in the file."""
    events = read(written(*FIRST))
    assert {str(one["SUMMARY"]) for one in events.values()} == {
        "Vagt Voksne", "Bagvagt Voksne", "Vagt Børn, unge; skole",
    }  # fmt: skip
    text = written(*FIRST).decode().casefold()
    assert [
        word for word in ("sparring", "kontrol", "social", "videns", "ære", "consult") if word in text
    ] == []


@pytest.mark.parametrize(
    "start", [date(2026, 3, 23), date(2026, 10, 19), date(2026, 12, 28), date(2027, 1, 4)]
)
def test_a_duty_goes_from_eight_to_eight_whatever_the_clocks_do(start: date) -> None:
    """Into and out of summer time, week 53, New Year: read with the file's own table of zones."""
    content = written(duty(start))
    zone = tzical(StringIO(content.decode().replace("\r\n", "\n"))).get(ZONE)
    event = next(iter(read(content).values()))
    for key, day in (("DTSTART", start), ("DTEND", start + timedelta(days=7))):
        naive = event[key].dt.replace(tzinfo=None)  # type: ignore[attr-defined]
        assert naive == datetime.combine(day, datetime.min.time()) + timedelta(hours=8)
        assert naive.replace(tzinfo=zone).astimezone(UTC) == naive.replace(tzinfo=WALL).astimezone(UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001 - wall times
def test_the_files_own_summer_time_is_the_danish_one(naive: datetime) -> None:
    """At any hour that exists, as far as the world's table says how clocks turn."""
    zone = tzical(StringIO(written().decode().replace("\r\n", "\n"))).get(ZONE)
    here = naive.replace(tzinfo=WALL)
    exists = here.astimezone(UTC).astimezone(WALL).replace(tzinfo=None) == naive
    if exists and here.replace(fold=1).utcoffset() == here.utcoffset():
        assert naive.replace(tzinfo=zone).utcoffset() == here.utcoffset()


@given(
    st.lists(
        st.builds(
            CalendarDuty,
            ref=st.builds(
                DutyRef, st.sampled_from([CHILDREN, ADULTS]), st.dates(date(1990, 1, 1), date(2100, 1, 1)),
                st.sampled_from(DutyRole),
            ),
            end=st.just(date(2100, 1, 7)),
            title=st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=200),
            about=st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=20),
            is_taken_away=st.booleans(),
            sequence=st.integers(0, 2**40),
        ),
        max_size=8,
        unique_by=lambda one: one.ref,
    )
)  # fmt: skip
def test_whatever_a_line_is_called_a_parser_reads_it_back(duties: list[CalendarDuty]) -> None:
    """No line longer than 75 bytes, CRLF throughout, the titles as they were, in any order the same bytes."""
    content = written(*duties)
    assert content == written(*reversed(duties))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    events = read(content)
    assert {uid: str(one["SUMMARY"]) for uid, one in events.items()} == {
        uid_of(one.ref, NETWORK): one.title for one in duties
    }
    assert all(0 <= one["SEQUENCE"] <= SEQUENCE_MAX for one in events.values())  # type: ignore[operator]


def test_a_title_cannot_smuggle_an_event_in() -> None:
    """Line ends in a name are escaped, so that they end no property."""
    content = written(duty(date(2026, 11, 30), title="Vagt\nEND:VEVENT\r\nBEGIN:VEVENT"))
    assert len(read(content)) == 1
    assert content.count(b"\r\nBEGIN:VEVENT") == 1


KHAL = """[calendars]
[[duty]]
path = {folder}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
default_timezone = Europe/Copenhagen
local_timezone = Europe/Copenhagen
[sqlite]
path = {cache}
"""


def khal(home: Path, *words: str) -> str:
    """Return what khal says about a calendar folder of its own."""
    folder, config = home / "calendar", home / "khal.conf"
    folder.mkdir(exist_ok=True)
    config.write_text(KHAL.format(folder=folder, cache=home / "khal.db"), "utf-8")
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [needed("khal"), "-c", str(config), *words],
        capture_output=True, text=True, timeout=60, check=True, env=environment,
    )  # fmt: skip
    return done.stdout


def test_khal_opens_the_file_and_its_update_doubles_nothing(tmp_path: Path) -> None:
    """A calendar program shows four duties from 08:00 to 08:00, and after the second file still four."""
    days = ("2026-03-01", "2027-02-01")
    shown = ("--format", "{start} {end} {title} {status}", "--once", "--day-format", "")
    for name, confirmed in (("first.ics", 4), ("republished.ics", 3)):
        khal(tmp_path, "import", "--batch", "-a", "duty", str(GOLDEN / name))
        lines = sorted({line for line in khal(tmp_path, "list", *shown, *days).splitlines() if line.strip()})
        assert len(list((tmp_path / "calendar").glob("*.ics"))) == 4
        assert [line for line in lines if "2026-03-23 08:00 2026-03-30 08:00 Bagvagt Voksne" in line]
        assert [line for line in lines if "2026-10-19 08:00 2026-10-26 08:00 Vagt Voksne" in line]
        assert (len(lines), sum("CANCELLED" not in line for line in lines)) == (4, confirmed)
