"""The tools that build and measure the word lists."""

import io
import json
import lzma
import tarfile
from pathlib import Path

import pytest

from tools.bench_anonymity import main as bench
from tools.build_wordlists import Affixes, danish_dictionary, english_words, without
from tools.manners import manners

AFFIXES = """
FLAG num
FORBIDDENWORD 6
NEEDAFFIX 8
ONLYINCOMPOUND 36
SFX 2 Y 2
SFX 2 0 n/34 e\t+BESTEMT
SFX 2 0 en/34 [^e]\t+BESTEMT
SFX 3 Y 1
SFX 3 0 p/2,8 p\t+DOBBELT
SFX 4 Y 1
SFX 4 t de/34 .\t+FLERTAL
SFX 5 Y 1
SFX 5 0 s/36 .
"""


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("hus", {"hus"}),
        ("pige/2", {"pige", "pigen"}),
        ("dreng/2", {"dreng", "drengen"}),
        ("klap/3", {"klap", "klappen"}),
        ("mødt/4", {"mødt", "mødde"}),
        ("land/5", {"land"}),
        ("bandeord/6", set()),
    ],
)
def test_a_dictionary_entry_gives_its_forms(entry: str, forms: set[str]) -> None:
    """Law: suffixes apply where their condition holds; forbidden and unfinished forms are none."""
    assert forms == set(Affixes.read(AFFIXES).expand(entry))


def test_a_frequent_name_is_taken_out_of_the_words_unless_it_is_common() -> None:
    """Law: 'jens' is a person in a note, 'mark' may be a field."""
    kept = without({"jens", "mark", "hus"}, {"JENS", "MARK"}, {"mark"})
    assert {"mark", "hus"} == kept


def test_the_bench_counts_what_is_caught_and_what_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: recall and false words are counted by label, errors are shown on request."""
    rows = [
        {"text": "Sofie ringede fra 22 44 18 67.", "spans": [[0, 5, "NAME"], [18, 29, "PHONE"]]},
        {"text": "Hun kom hjem.", "spans": [[0, 3, "NAME"]]},
    ]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert bench([str(gold), "--errors", "5"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert any(line.split()[:4] == ["NAME", "2", "1", "0.500"] for line in shown)
    assert any(line.split()[:4] == ["PHONE", "1", "1", "1.000"] for line in shown)
    assert any(line.startswith("missed NAME") for line in shown)


@pytest.mark.parametrize("manner", sorted(manners()))
def test_a_text_in_another_manner_keeps_its_spans_on_their_words(manner: str) -> None:
    """Law: names are written otherwise, what stands around them and the other spans are the same."""
    row = {
        "text": "Pigen Sofie Lund, tlf. 22 44 18 67, og Ali.",
        "spans": [[6, 16, "NAME"], [23, 34, "PHONE"], [39, 42, "NAME"]],
    }
    changed = manners()[manner](row)
    words = [changed["text"][start:end] for start, end, _label in changed["spans"]]
    assert words[1] == "22 44 18 67"
    assert "Sofie Lund" not in changed["text"]
    assert changed["text"].lower().startswith(f"pigen {words[0].lower()}, tlf.")
    assert changed["text"].lower().endswith(f"og {words[2].lower()}.")


def _package(folder: Path, name: str, files: dict[str, str]) -> Path:
    """Write a Debian package that holds some text files."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as tar:
        for path, text in files.items():
            entry = tarfile.TarInfo(path)
            entry.size = len(text.encode())
            tar.addfile(entry, io.BytesIO(text.encode()))
    body = lzma.compress(data.getvalue())
    head = f"{'data.tar.xz':<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(body):<10}`\n".encode()
    package = folder / name
    package.write_bytes(b"!<arch>\n" + head + body)
    return package


def test_a_dictionary_package_gives_each_entry_with_its_forms(tmp_path: Path) -> None:
    """Law: capital entries are left out, an everyday word brings all its forms."""
    files = {"hunspell/da_DK.aff": AFFIXES, "hunspell/da_DK.dic": "3\npige/2\nklap/3\nDanmark\n"}
    package = _package(tmp_path, "hunspell-da_1.deb", files)
    assert danish_dictionary(package) == {"pige": {"pige", "pigen"}, "klap": {"klap", "klappen"}}


def test_the_english_list_gives_small_letter_words(tmp_path: Path) -> None:
    """Law: names and single letters are left out."""
    package = _package(tmp_path, "words.deb", {"dict/american-english-small": "A\na\nAmy\nhouse\nhouse's\n"})
    assert english_words(package) == {"house", "house's"}
