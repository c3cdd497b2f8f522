"""The pages say what the program does: every verb, key, setting, error and word, and every link leads."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from nsk_tui import settings, vocabulary
from nsk_tui.cli.verbs import LINES
from nsk_tui.screens.actions import ACTIONS, keys_page
from tests import floors
from tools import errors_doc

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
NOT_OURS = {".venv", ".git", "dist", "node_modules"}
PAGES = sorted(path for path in ROOT.rglob("*.md") if not NOT_OURS & set(path.relative_to(ROOT).parts))
FAULTS_OF_THE_PROGRAM = {"vault", "store", "rule", "no_audit_line", "refused_row", "demo_text_refused"}
"""Codes that no user can cause: shown as the fallback is."""

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SOURCE = re.compile(r"(docs/[\w./-]+\.md)((?:,? (?:and )?(?:sections? )?\"[^\"]+\")*)")


def text_of(page: str) -> str:
    """Return a page of docs."""
    return (DOCS / page).read_text("utf-8")


def verbs() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return every verb as it is typed, with its options."""
    for noun, line in LINES.items():
        command = get_command(line.open_app())
        for name, verb in getattr(command, "commands", {"": command}).items():
            options = [option for param in verb.params for option in param.opts if option.startswith("--")]
            yield f"nsk {noun} {name}".strip(), tuple(options)


def headings(page: Path) -> set[str]:
    """Return a page's headings, without the code within them."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {line.strip().replace("`", "") for line in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def anchor(heading: str) -> str:
    """Return how a heading is linked to.

    >>> anchor("What was tried, and how")
    'what-was-tried-and-how'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize(("verb", "options"), list(verbs()), ids=lambda value: str(value)[:40])
def test_every_verb_and_option_is_documented(verb: str, options: tuple[str, ...]) -> None:
    """A verb that stands on no page is found by nobody."""
    page = text_of("cli.md")
    assert [option for option in options if option not in page] == []


def test_every_key_is_documented() -> None:
    """The page of keys is the registry, printed."""
    assert text_of("keys.md") == keys_page()


def test_the_five_keys_of_the_readme_do_what_it_says() -> None:
    """A key in the README belongs to the act that stands beside it."""
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"^\| `([^`]+)` \| ", readme.split("## Five keys")[1], re.MULTILINE)[:5]
    acts = {key: action.id for action in reversed(ACTIONS) for key in action.keys}
    assert [acts[key] for key in shown] == [
        "emergency.show", "consultation.new", "app.search", "app.help", "app.back",
    ]  # fmt: skip


@pytest.mark.parametrize("key", settings._KEYS)
def test_every_setting_is_documented(key: str) -> None:
    """What can be set stands in the README's table."""
    assert f"| `{key}` |" in (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_errors_is_made_from_the_explanations() -> None:
    """Whoever changes an explanation runs ``make errors``."""
    assert text_of("errors.md") == errors_doc.page()


def test_every_error_code_has_an_explanation() -> None:
    """A code without an explanation would be told as a fault of the program."""
    from nsk_tui.explanations import TABLE

    assert set(errors_doc.known_codes()) - set(TABLE) == FAULTS_OF_THE_PROGRAM


def test_every_outcome_of_the_format_is_an_error_that_can_be_explained() -> None:
    """The codes in the specification are codes of the program."""
    table = text_of("format/store-v1.md").split("## Outcomes")[1].split("## ")[0]
    assert set(re.findall(r"`([a-z]+_[a-z_]+)`", table)) <= set(errors_doc.known_codes())


def test_every_coded_noun_stands_in_the_glossary() -> None:
    """One vocabulary: what the screen says and the code says is joined on one page."""
    glossary = text_of("glossary.md")
    assert [kind.__name__ for kind in vocabulary._WORDS if f"`{kind.__name__}" not in glossary] == []


def test_the_glossary_gives_one_english_word_for_a_danish_one() -> None:
    """A Danish term stands once; two rows would be two vocabularies."""
    terms = re.findall(r"^\| ([^|]+?) \|", text_of("glossary.md"), re.MULTILINE)
    assert len(terms) == len(set(terms)) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link names a file or a folder that is there, and a heading that it has."""
    dead = []
    for link in LINK.findall(page.read_text("utf-8")):
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if link.startswith("http"):
            continue
        anchors = {anchor(one) for one in headings(target)} if heading and target.is_file() else set()
        if not target.exists() or (heading and heading not in anchors):
            dead.append(link)
    assert dead == []


def test_every_page_of_docs_can_be_reached_from_the_readme() -> None:
    """A page that nothing links to is read by nobody."""
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.is_file() or page.suffix != ".md":
            continue
        reached.add(page)
        for link in LINK.findall(page.read_text("utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            waiting += sorted(target.glob("*.md")) if target.is_dir() else [target]
    assert sorted(str(page.relative_to(ROOT)) for page in set(DOCS.rglob("*.md")) - reached) == []


def sources(place: str, source: str) -> list[tuple[str, str]]:
    """Return the pages and headings that a file's docstrings name under ``Source``."""
    named = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            part = (ast.get_docstring(node) or "").partition("\nSource\n")[2]
            for page, quoted in SOURCE.findall(" ".join(part.split())):
                named += [(page, heading) for heading in re.findall(r'"([^"]+)"', quoted) or [""]]
    return named


@pytest.mark.parametrize(
    ("place", "source"),
    [pytest.param(*item, id=item[0]) for item in floors.sources(ROOT / "nsk_tui") if "\nSource\n" in item[1]
     or "    Source\n" in item[1]],
)  # fmt: skip
def test_every_source_named_in_the_code_exists(place: str, source: str) -> None:
    """A rule names the policy it carries out: a page that is there, and a heading on it."""
    lost = [
        f"{page} {heading}".strip()
        for page, heading in sources(place, source)
        if not (ROOT / page).is_file() or (heading and heading not in headings(ROOT / page))
    ]
    assert lost == []


def test_a_source_that_is_not_there_is_caught() -> None:
    """The reader of sources sees a page and a quoted heading, also over a line's end."""
    planted = (
        'def f():\n    """One.\n\n    Source\n        docs/rules/rota.md,\n        section "Fair"\n    """'
    )
    assert sources("rules/rota.py", planted) == [("docs/rules/rota.md", "Fair")]


def test_every_module_of_rules_that_decides_names_its_source() -> None:
    """A rule without a policy behind it is an opinion; types, ids and errors decide nothing."""
    undecided = {"__init__.py", "errors.py", "ids.py", "members.py", "access.py", "calendar.py"}
    undecided |= {"findings.py", "lists.py", "nearest.py"}
    rules = floors.sources(ROOT / "nsk_tui" / "rules")
    assert [p for p, text in rules if Path(p).name not in undecided and "Source\n" not in text] == []


def test_the_tests_read_the_real_command_line() -> None:
    """There are verbs to look for; an empty list would prove nothing."""
    assert len(list(verbs())) >= 10
    assert all(isinstance(line.open_app(), typer.Typer) for line in LINES.values())
