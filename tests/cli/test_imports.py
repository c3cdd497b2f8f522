"""``nsk import consultations``: shown first, asked about, taken over; the file is left as it was."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from nsk_tui.rules.import_file import read_mapping
from nsk_tui.rules.import_mapping import ImportMapping
from tests.cli.conftest import Answer, Nsk, environment, program
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

HEADERS = "Dato;Niveau;Alder;Navn;Sag"
CPR = "010203-1234"
GOOD = "3/11-2026;Gul;14 år;x;En ung må ikke deltage i lejrtur."
OTHER = "4/11-2026;rødt;19;x;En kollega spørger, hvad vi kan gøre."
HELD = f"5/11-2026;Orange;15;x;Nummer {CPR}."
FAULTY = "31/2-2026;Gul;14;x;Noget."


def written(folder: Path, *rows: str, headers: str = HEADERS) -> Path:
    """Write a log as Danish Excel does."""
    path = folder / "log.csv"
    path.write_bytes("\r\n".join([headers, *rows, ""]).encode("cp1252"))
    return path


def mapped(folder: Path, text: str = "") -> Path:
    """Write a mapping file; the usual one, or another."""
    path = folder / "mapping.toml"
    usual = '[columns]\ndate="Dato"\nlevel="Niveau"\nage_band="Alder"\ntext="Sag"\n'
    path.write_text(text or usual, "utf-8")
    return path


@pytest.fixture
def imported(nsk: Nsk, store: Path) -> Any:
    """Return a way to import rows as K-01 with the usual mapping."""
    nsk.use(store)

    def call(
        *rows: str, options: Sequence[str] = ("--json",), mapping: str = "", as_: str = "K-01"
    ) -> Answer:
        file, chosen = written(nsk.home, *rows), mapped(nsk.home, mapping)
        return nsk("import", "consultations", str(file), "--mapping", str(chosen), *options, as_=as_)

    return call


def test_a_log_is_taken_over_and_told_as_json(imported: Any, nsk: Nsk) -> None:
    """Counts for every row, and what is wrong with the faulty ones."""
    answer = imported(GOOD, OTHER, HELD, FAULTY)
    assert (answer.code, answer.err) == (0, "")
    counts = answer.json
    faults = counts.pop("faults")
    assert counts == {"rows": 4, "imported": 2, "quarantined": 1, "already": 0, "faulty": 1}
    (fault,) = faults
    assert (fault["row"], fault["column"], fault["field"], fault["problem"]) == (
        5,
        "Dato",
        "date",
        "not_a_date",
    )
    listed = nsk("consult", "list", "--json", as_="K-01").json
    assert sorted((one["date"], one["level"], one["age_band"]) for one in listed) == [
        ("2026-11-03", "yellow", "12-17"),
        ("2026-11-04", "red", "18-23"),
    ]
    assert CPR not in answer.out


def test_people_read_a_line_for_each_fault(imported: Any) -> None:
    """With the row as Excel numbers it and the column; counts on stdout, the rest beside it."""
    answer = imported(GOOD, FAULTY, "x;y", HELD, options=())
    assert answer.out == "4 rows: taken over 1, in quarantine 1, there already 0, cannot be read 2.\n"
    assert "Row 3: Dato must be a day that exists" in answer.err
    assert "Row 4: too few columns; Alder is the first that is missing." in answer.err
    assert "1 row waits for you in quarantine" in answer.err
    assert "31/2" not in answer.err
    assert CPR not in answer.err


def test_a_danish_reader_reads_danish(imported: Any, nsk: Nsk) -> None:
    """Also about the rows of the file."""
    nsk.set("NSK_LANGUAGE", "da")
    answer = imported(GOOD, FAULTY, options=())
    assert answer.out == "2 rækker: hentet ind 1, i karantæne 0, var her allerede 0, kan ikke læses 1.\n"
    assert answer.err.startswith("Række 3: Dato skal være")


def test_a_row_is_told_which_words_would_do(imported: Any, nsk: Nsk) -> None:
    """Words as a log holds them, no codes."""
    nsk.set("NSK_LANGUAGE", "da")
    answer = imported(GOOD.replace("Gul", "Lilla", 1), options=())
    assert "skal være en af: gul, orange, rød." in answer.err


def test_a_second_run_takes_nothing_twice(imported: Any, nsk: Nsk) -> None:
    """It says so, and is no failure."""
    imported(GOOD, HELD)
    answer = imported(GOOD, HELD, OTHER)
    assert (answer.code, answer.json["already"], answer.json["imported"]) == (0, 2, 1)
    assert len(nsk("consult", "list", "--json", as_="K-01").json) == 2


def test_the_file_is_left_as_it_was(imported: Any, nsk: Nsk) -> None:
    """Not a byte, not a moment."""
    imported(GOOD)
    file = nsk.home / "log.csv"
    before = (file.read_bytes(), file.stat().st_mtime_ns, sorted(path.name for path in nsk.home.iterdir()))
    nsk("import", "consultations", str(file), "--mapping", str(nsk.home / "mapping.toml"), as_="K-01")
    assert before == (
        file.read_bytes(),
        file.stat().st_mtime_ns,
        sorted(path.name for path in nsk.home.iterdir()),
    )


def test_when_no_row_can_be_read_the_answer_is_no(imported: Any) -> None:
    """As long as one row is stored or waits, the import was done; an empty log is done, too."""
    assert imported(FAULTY, FAULTY).code == 1
    assert imported(FAULTY, HELD).code == 0
    assert imported().json["rows"] == 0
    assert imported().code == 0


def test_many_faults_are_told_up_to_a_limit(imported: Any) -> None:
    """And counted beyond it."""
    answer = imported(*[FAULTY] * 60, options=())
    assert answer.err.count("\nRow ") + answer.err.startswith("Row ") == 50
    assert "And 10 more." in answer.err


def test_without_a_terminal_the_proposal_is_printed_to_be_saved(nsk: Nsk, store: Path) -> None:
    """Exit 2; what stands on stdout is a mapping, and with it the same log goes in."""
    file = written(nsk.home, GOOD)
    answer = nsk.use(store)("import", "consultations", str(file), as_="K-01")
    assert answer.code == 2
    assert "--mapping" in answer.err
    assert '# "Navn" is not taken over' in answer.out
    assert isinstance(read_mapping(answer.out), ImportMapping)
    saved = mapped(nsk.home, answer.out)
    assert nsk("import", "consultations", str(file), "--mapping", str(saved), as_="K-01").code == 0
    assert len(nsk("consult", "list", "--json", as_="K-01").json) == 1


def test_a_log_without_a_level_gets_its_proposal_and_what_is_missing(nsk: Nsk, store: Path) -> None:
    """So that the line can be written in."""
    file = written(nsk.home, "1/1-2026;x", headers="Dato;Sag")
    answer = nsk.use(store)("import", "consultations", str(file), as_="K-01")
    assert answer.code == 2
    assert 'date = "Dato"' in answer.out
    assert "level" in answer.err


def test_a_file_without_headers_is_not_repeated(nsk: Nsk, store: Path) -> None:
    """Its first row may be about somebody."""
    file = written(nsk.home, headers=f"Sofie ringede;{CPR}")
    answer = nsk.use(store)("import", "consultations", str(file), as_="K-01")
    assert answer.code == 2
    assert "headers" in answer.err
    assert "Sofie" not in answer.out + answer.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "nothing in the file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither a workbook nor text"),
        (b"PK\x03\x04x", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "of the old kind"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_a_file_of_another_kind_is_wrong_input(nsk: Nsk, store: Path, content: bytes, told: str) -> None:
    """Exit 2 before a passphrase is asked for, with what helps."""
    file = nsk.home / "log.xlsx"
    file.write_bytes(content)
    answer = nsk.use(store)("import", "consultations", str(file), "--mapping", str(mapped(nsk.home)))
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[columns\n", "It is not TOML. Line 1."),
        ('[columns]\nlevl = "Niveau"', "Nearest: level."),
        ('[columns]\nlevel = "Farve"\n[defaults]\narea = "adults"', "no column 'Farve'"),
        ('[columns]\nlevel = "Niveau"', "area"),
        ('[values.level]\na = "gren"', "Possible: yellow, orange, red."),
    ],
)
def test_a_wrong_mapping_is_wrong_input(imported: Any, text: str, told: str) -> None:
    """With its place, the nearest word or what would do; nothing is stored."""
    answer = imported(GOOD, mapping=text)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_the_log_may_come_from_stdin(nsk: Nsk, store: Path) -> None:
    """But not together with the mapping or the passphrase."""
    chosen = str(mapped(nsk.home))
    content = "\n".join([HEADERS, GOOD])
    answer = nsk.use(store)(
        "import", "consultations", "-", "--mapping", chosen, "--json", stdin=content, as_="K-01"
    )
    assert answer.json["imported"] == 1
    assert nsk("import", "consultations", "-", "--mapping", "-", stdin=content, as_="K-01").code == 2
    words = ("import", "consultations", "-", "--mapping", chosen, "--passphrase-fd", "0")
    assert nsk(*words, "--as", "K-01", stdin=content).code == 2


def test_an_auditor_is_refused(imported: Any) -> None:
    """Exit 4, nothing stored."""
    assert imported(GOOD, as_="R-01").code == 4


def at_terminal(nsk: Nsk, store: Path, *rows: str) -> Terminal:
    """Open the import of a log on a terminal."""
    command = program("import", "consultations", str(written(nsk.home, *rows)), "--as", "K-01")
    return Terminal(command, environment(nsk.home, NSK_STORE=str(store)), columns=100)


@pytest.mark.parametrize(("typed", "code", "stored"), [("n", 1, 0), ("", 1, 0), ("ja", 0, 2)])
def test_a_person_sees_the_mapping_and_is_asked(
    nsk: Nsk, store: Path, typed: str, code: int, stored: int
) -> None:
    """Only a yes imports; a bar shows how far it is."""
    with at_terminal(nsk, store, GOOD, OTHER, HELD) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        shown.wait_for("Take 3 rows over")
        assert 'level = "Niveau"' in shown.text
        assert '"Navn" is not taken over' in shown.text
        assert "taken over 2, in quarantine 1" in shown.text
        shown.write_line(typed)
        assert shown.wait_exit() == code
        assert ("3 of 3 rows" in shown.text) is bool(stored)
    assert len(nsk.use(store)("consult", "list", "--json", as_="K-01").json) == stored


def test_a_long_line_of_the_file_cannot_act_on_the_terminal(nsk: Nsk, store: Path) -> None:
    """A header with an escape sequence is shown as its number."""
    file = nsk.home / "log.csv"
    file.write_bytes(b"Dato;Niveau;Sag;x\x1b[2J\n1/1-2026;gul;x;y\n")
    answer = nsk.use(store)("import", "consultations", str(file), as_="K-01")
    assert answer.code == 2
    assert "\x1b" not in answer.out + answer.err
    assert "\\U0000001B" in answer.out


def test_a_run_that_somebody_stops_says_that_what_is_in_stays(nsk: Nsk, store: Path) -> None:
    """Ctrl+C: exit 130, and the same command goes on with the others."""
    rows = [GOOD.replace("lejrtur", f"lejrtur {number}") for number in range(2_000)]
    file, chosen = written(nsk.home, *rows), mapped(nsk.home)
    words = ("import", "consultations", str(file), "--mapping", str(chosen))
    with Terminal(program(*words, "--as", "K-01"), environment(nsk.home, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.type(PASSPHRASES["K-01"])
        shown.press("enter")
        shown.wait_for("200 of 2000 rows")
        shown.type("\x03")
        assert shown.wait_exit() == 130
        assert "The rows so far stand" in shown.text
    stored = len(nsk.use(store)("consult", "list", "--json", "--limit", "3000", as_="K-01").json)
    assert 200 <= stored < 2_000
    assert stored % 200 == 0


def test_a_run_that_was_killed_goes_on_where_it_stopped(nsk: Nsk, store: Path) -> None:
    """Without any warning, in the middle: every row is stored or sealed once after the next run."""
    rows = [GOOD.replace("lejrtur", f"lejrtur {number}") for number in range(430)] + [HELD, f"{HELD} Ny."]
    file, chosen = written(nsk.home, *rows), mapped(nsk.home)
    words = ("import", "consultations", str(file), "--mapping", str(chosen))
    with Terminal(program(*words, "--as", "K-01"), environment(nsk.home, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.type(PASSPHRASES["K-01"])
        shown.press("enter")
        shown.wait_for("200 of 432 rows")
        shown.kill()
    again = nsk.use(store)(*words, "--json", as_="K-01").json
    assert again["already"] >= 200
    assert again["imported"] + again["quarantined"] + again["already"] == again["rows"] == 432
    texts = [one["text"] for one in nsk("consult", "list", "--json", "--limit", "500", as_="K-01").json]
    assert len(texts) == len(set(texts)) == 430
    assert nsk("verify", "--json", as_="K-01").json["ok"]
