"""``nsk duty``: who can be called, without a passphrase, without a trace, whatever the card file holds."""

import json
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.duties import DutyRole
from nsk_tui.services import absences, rota, rota_settings
from nsk_tui.services.duty_card import CARD_NAME
from nsk_tui.services.rota_board import board
from nsk_tui.services.session import Session
from tests.cli.conftest import Nsk, environment, program
from tests.cli.test_main import HEAVY, SHOW_MODULES
from tests.faults.nonsense import NONSENSE
from tests.tools.published_rota import ADULTS, CHILDREN, first_duty, publish, stand

Unlock = Callable[[str], Session]


@pytest.fixture
def line(nsk: Nsk, session: Session) -> Nsk:
    """Return the command line on a store with the children's line published, nobody on the adults'."""
    for member in ("K-01", "K-02", "K-03"):
        stand(session, member, CHILDREN, phone=f"12 34 56 7{member[-1]}")
    publish(session, 7, fallback="Døgnvagten, lokal 4711")
    return nsk.use(session.folder)


def at(session: Session, weeks: int = 0, hours: int = 8) -> str:
    """Return a moment of the running period, or so many weeks later, as it is typed."""
    found = board(session)
    start = found.periods[found.now_index or 0].start + timedelta(weeks=weeks)
    return f"{start.isoformat()}T{hours:02}:00"


def test_somebody_can_be_called_without_a_passphrase(line: Nsk, session: Session) -> None:
    """Short name, name and number of duty and backup; how old it is."""
    answer = line("duty", "--area", "children", "--at", at(session))
    running = board(session)
    duty = running.cells[CHILDREN, DutyRole.DUTY][running.now_index or 0].member
    assert (answer.code, answer.err) == (0, "")
    first, second, published = answer.out.splitlines()[:3]
    assert f"duty: {duty}" in first
    assert f"12 34 56 7{str(duty)[-1]}" in first
    assert "backup: K-0" in second
    assert published.startswith("Published 20/11")


def test_nothing_is_written_and_nobody_is_audited(line: Nsk, session: Session) -> None:
    """Asking is no act: no file of the store changes."""
    before = {path.name: path.stat().st_mtime_ns for path in session.folder.iterdir()}
    assert line("duty", "--json").code == 1
    assert before == {path.name: path.stat().st_mtime_ns for path in session.folder.iterdir()}


def test_the_answer_in_json_has_the_shape_that_stays(line: Nsk, session: Session) -> None:
    """``at``, ``published_at``, and for each line duty, backup and fallback, null for nobody."""
    answer = line("duty", "--at", at(session), "--json")
    assert answer.code == 1
    assert {"at", "published_at", "lines"} <= set(answer.json)
    children, adults = answer.json["lines"]
    assert (children["line"], adults["line"]) == (CHILDREN, ADULTS)
    assert set(children["duty"]) == set(children["backup"]) == {"id", "name", "phone"}
    assert (adults["duty"], adults["backup"]) == (None, None)
    assert adults["fallback"] == {"id": "", "name": "Døgnvagten, lokal 4711", "phone": ""}
    assert answer.json["published_at"] == "2026-11-20T08:42:00Z"
    assert answer.json["at"].startswith("2026-11-16T08:00:00+01:00")


@pytest.mark.parametrize(
    ("area", "code"), [("children", 0), ("CHILDREN", 0), ("adults", 1), ("", 1), ("chldren", 2), ("æøå", 2)]
)
def test_a_line_can_be_asked_for_alone(line: Nsk, session: Session, area: str, code: int) -> None:
    """0 when somebody can be called, 1 when nobody, 2 for a line that is none."""
    words = ("--area", area) if area else ()
    assert line("duty", "--at", at(session), *words).code == code


def test_a_line_of_the_municipalitys_own_is_asked_for_by_its_name(line: Nsk, session: Session) -> None:
    """By its id too; it is on the card like the others."""
    own = rota_settings.add_line(session, "Skolernes linje")
    for wanted in (own.id, "skolernes linje"):
        answer = line("duty", "--area", wanted, "--json")
        assert (answer.code, [one["name"] for one in answer.json["lines"]]) == (1, ["Skolernes linje"])


def test_a_duty_changes_hands_at_eight_of_the_local_clock(line: Nsk, session: Session) -> None:
    """Also asked in another zone, and also on the day the clocks are turned."""
    told = {}
    for moment in (at(session, 1, 7), at(session, 1, 8), at(session, 1)[:10] + "T07:00:00Z"):
        told[moment] = line("duty", "--area", "children", "--at", moment, "--json").json["lines"][0]["duty"]
    before, after, zoned = told.values()
    found = board(session)
    held = [cell.member for cell in found.cells[CHILDREN, DutyRole.DUTY]]
    now = found.now_index or 0
    assert (before["id"], after["id"], zoned["id"]) == (held[now], held[now + 1], held[now + 1])


def test_who_is_away_today_is_not_called(line: Nsk, session: Session, unlocked: Unlock) -> None:
    """The backup is; and with both away nobody, though the plan names two."""
    ref = first_duty(session, "K-02")
    moment = f"{ref.start.isoformat()}T12:00"
    away = unlocked("K-02")
    absences.report(away, ref.start, ref.start, move_to_backup=False)
    lines = line("duty", "--area", "children", "--at", moment, "--json")
    assert (lines.code, lines.json["lines"][0]["duty"]) == (0, None)
    assert "duty: NOBODY" in line("duty", "--area", "children", "--at", moment).out
    rota.override(session, replace(ref, role=DutyRole.BACKUP), None, "efter aftale")
    assert line("duty", "--area", "children", "--at", moment).code == 1


def test_beyond_the_plan_nobody_can_be_called(line: Nsk) -> None:
    """The fallback is told, and the answer is no."""
    answer = line("duty", "--area", "children", "--at", "2030-01-01T12:00")
    assert (answer.code, "lokal 4711" in answer.out) == (1, True)


@pytest.mark.parametrize(
    "moment",
    ["x", "2026-13-01", "2026-11-20T25:00", "now", "", "20261120T0800x", "9999-12-31T23:59:59-12:00"],
)
def test_a_moment_that_is_none_is_wrong_usage(line: Nsk, moment: str) -> None:
    """And says how one is written."""
    answer = line("duty", "--at", moment or " ")
    assert (answer.code, answer.out) == (2, "")
    assert "2026-11-20T08:00" in answer.err


def test_without_a_published_rota_the_answer_is_no(nsk: Nsk, store: Path) -> None:
    """With where to turn instead; as JSON an empty list."""
    answer = nsk.use(store)("duty")
    assert (answer.code, answer.out, "card red" in answer.err) == (1, "", True)
    assert nsk("duty", "--json").json["lines"] == []


def test_without_a_store_it_is_not_open(nsk: Nsk, tmp_path: Path) -> None:
    """One line, and where to turn."""
    answer = nsk("duty", "--store", str(tmp_path / "none"))
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (3, "", 1)


@pytest.mark.parametrize("content", NONSENSE, ids=range(len(NONSENSE)))
def test_a_damaged_card_is_one_line_and_never_blocks_the_red_card(
    nsk: Nsk, store: Path, content: bytes
) -> None:
    """Exit code 3, no traceback; the numbers answer."""
    (store / CARD_NAME).write_bytes(content)
    answer = nsk.use(store)("duty")
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (3, "", 1)
    assert "112" in nsk("card", "red").out


def test_a_card_with_a_changed_name_shows_no_signs_that_steer_a_terminal(line: Nsk, session: Session) -> None:
    """Somebody who can write the file can lie on it, and no more."""
    path = session.folder / CARD_NAME
    table = json.loads(path.read_text("utf-8"))
    table["people"][0]["name"] = "\x1b[2J"
    path.write_text(json.dumps(table), "utf-8")
    assert line("duty").code == 3


def test_the_page_needs_nothing_but_itself(line: Nsk) -> None:
    """Bytes of a page, in the reader's language."""
    answer = line("duty", "--html")
    assert answer.code == 0
    assert answer.out.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<script" not in answer.out
    line.set("NSK_LANGUAGE", "da")
    assert '<html lang="da">' in line("duty", "--html").out


def test_it_answers_when_the_settings_are_wrong(line: Nsk, session: Session) -> None:
    """Whom to call does not depend on somebody's slip in a file."""
    file = line.home / "config" / "nsk_tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("mouse = 3\n")
    answer = line("duty", "--area", "children", "--at", at(session), "--store", str(session.folder))
    assert (answer.code, str(file) in answer.err) == (0, True)


def test_the_card_is_as_private_as_the_store(line: Nsk, session: Session) -> None:
    """Others on the machine read it through the program, or not at all; verify finds nothing wrong."""
    assert stat.S_IMODE((session.folder / CARD_NAME).stat().st_mode) == 0o600
    assert line("verify", as_="K-01").code == 0


def test_it_waits_for_no_database(line: Nsk, session: Session, tmp_path: Path) -> None:
    """No SQL, no keys, no screens, no calendar are imported to say whom to call."""
    told = subprocess.run(
        [program()[0], "-c", SHOW_MODULES, "duty", "--store", str(session.folder)],
        capture_output=True, env=environment(tmp_path), check=False, timeout=60,
    ).stdout.decode()  # fmt: skip
    answer, modules = told.split("MODULES")
    assert "K-0" in answer or "NOBODY" in answer
    assert set(modules.split()).isdisjoint({*HEAVY, "icalendar", "holidays"})
