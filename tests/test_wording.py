"""Everything on a Danish screen is Danish."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from nsk_tui import vocabulary, wording
from nsk_tui.screens.actions import ACTIONS, Place
from tests import floors
from tools import catalogue

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nsk_tui"
WHOLE = catalogue.merged()
MESSAGES = [message for message in WHOLE if message.id]

Message = tuple[str | tuple[str, ...], str | None]
"""A message, or singular and plural, with its context; None where the English is plain."""

SAME_IN_BOTH = frozenset(
    {
        "orange", "video", "chat", "mail", "System", "Audit", "audit", "nsk_tui", "UTF-8", "JSON", "CSV",
        "DIR", "ID", "N", "FILE.json", "system", "Person", "person", "Status", "status", "text", "Start",
        "april", "august", "september", "november", "december", "isolation", "Find", "Filter", "Ring", "RING",
        "Send", "Mine", "Under 18", "UNDER 18", "SYSTEM", "min.", "import", "IMPORT",
        "Note", "NOTE", "Partner", "partner", "Drop", "Type", "Markdown", "Min", "5 min.",
        "■ over", "pause", "Pause", "min", "Start/pause", "For", "Form",
    }
)  # fmt: skip
"""Words that a Danish social worker and an English one share."""

ENGLISH_ONLY = frozenset(
    {"the", "and", "your", "you", "with", "this", "that", "not", "what", "when", "cannot", "please", "saved"}
)
"""Words that no Danish sentence has; 'is', 'for', 'at', 'under' and 'her' are Danish too."""

SAYS = {"_", "N_", "ngettext", "pgettext"}
SENTENCE = re.compile(r"[A-Za-zæøåÆØÅ']{2,} [a-zæøå']{2,}")
PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd]")
SPEAKING = ("screens", "widgets", "cli", "services")


def danish_of(message: object) -> list[str]:
    """Return a message's Danish texts: one, or one for each plural form."""
    text = message.string  # type: ignore[attr-defined]
    return [text] if isinstance(text, str) else list(text)


def english_of(message: object) -> list[str]:
    """Return a message's English texts: one, or singular and plural."""
    text = message.id  # type: ignore[attr-defined]
    return [text] if isinstance(text, str) else list(text)


def said(source: str) -> set[Message]:
    """Return every message that a source says, with its context; also those inside f-strings.

    The catalogue's own reader goes by tokens, and before Python 3.12 an f-string is one token.
    """
    found: set[Message] = set()
    for node in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [str(part.value) for part in node.args if isinstance(part, ast.Constant)]
        if name in ("_", "N_") and words:
            found.add((words[0], None))
        if name == "ngettext" and len(words) > 1:
            found.add(((words[0], words[1]), None))
        if name == "pgettext" and len(words) > 1:
            found.add((words[1], words[0]))
    return found


def all_said() -> set[Message]:
    """Return every message that the program says."""
    return {message for _place, source in floors.sources(PACKAGE) for message in said(source)}


def test_every_message_of_the_code_has_danish() -> None:
    """A message without Danish would be English in the middle of a Danish screen."""
    danish = {(message.id, message.context) for message in MESSAGES if all(danish_of(message))}
    assert sorted(map(str, all_said() - danish)) == []
    assert catalogue.missing(WHOLE) == []


def test_a_message_inside_an_f_string_is_heard() -> None:
    """``f"{_('FOR YOU')}"`` is said as loudly as any other."""
    assert said("f\"{_('FOR YOU')} {pgettext('today', 'open')}\"") == {("FOR YOU", None), ("open", "today")}


def test_the_compiled_catalogue_is_made_from_the_fragments() -> None:
    """Whoever changes a fragment runs ``make catalogue``."""
    assert catalogue.COMPILED.read_bytes() == catalogue.compiled(WHOLE)


def test_no_fragment_holds_danish_that_nobody_says() -> None:
    """A message that left the code leaves the catalogue too."""
    kept = {(message.id, message.context) for message in MESSAGES}
    known = all_said() | {(text, None) for text in spoken_by_the_terminal_layer()}
    assert sorted(map(str, kept - known)) == []


def spoken_by_the_terminal_layer() -> set[str]:
    """Return what Textual's own keys are called: the help translates them as it meets them."""
    kinds = (App, Screen, Widget, ScrollableContainer, Input, TextArea)
    bindings = [binding for kind in kinds for binding in kind.BINDINGS]
    return {binding.description if isinstance(binding, Binding) else binding[-1] for binding in bindings}


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: str(message.id)[:50])
def test_a_danish_message_is_danish_and_fills_in_the_same_values(message: object) -> None:
    """The Danish is not the English again, has no English word in it, and loses no value."""
    english = english_of(message)
    for text in danish_of(message):
        bare = PLACEHOLDER.sub("", text).strip(" :")
        assert text not in english or bare in SAME_IN_BOTH or not re.search("[A-Za-z]{2}", bare)
        words = re.findall(r"[a-z]+", bare.lower())
        assert set(words) & ENGLISH_ONLY == set()
        assert set(PLACEHOLDER.findall(text)) <= set(PLACEHOLDER.findall(" ".join(english)))
    assert set(PLACEHOLDER.findall(english[-1])) <= set(PLACEHOLDER.findall(danish_of(message)[-1]))


def test_every_code_of_the_work_has_a_word_in_both_languages() -> None:
    """A code on the screen would be English, and would mean nothing."""
    for language in ("da", "en"):
        wording.use(language)
        for kind, words in vocabulary._WORDS.items():
            assert set(words()) == set(kind), kind
            assert all(vocabulary.word(value) for value in kind)


def test_every_act_has_a_danish_word_and_a_danish_explanation() -> None:
    """Footer, menu, palette and help speak Danish."""
    english = {action.id for action in ACTIONS if action.label == action.english}
    assert {
        action.id for action in ACTIONS if action.id in english and action.label not in SAME_IN_BOTH
    } == set()
    assert [action.id for action in ACTIONS if not action.explained] == []


def unsaid_sentences(source: str) -> list[str]:
    """Return the sentences of a source that no message function says."""
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) if _is_said_or_silent(node) for part in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
        if SENTENCE.search(node.value) and not _is_a_list_of_names(node.value)
    ]


def _is_said_or_silent(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYS
    if isinstance(node, ast.Assign):
        return any(getattr(target, "id", "").endswith("_CSS") for target in node.targets)
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    makes_a_page = isinstance(node, ast.FunctionDef) and node.name == "keys_page"
    return is_docstring or makes_a_page


def _is_a_list_of_names(text: str) -> bool:
    names = {action.id for action in ACTIONS} | {str(place) for place in Place}
    names |= {"bold", "underline", "reverse", "dim", "italic", "strike", "not"}
    return set(re.split("[ /]", text.strip())) <= names


@pytest.mark.parametrize(
    ("place", "source"),
    [
        pytest.param(place, source, id=place)
        for place, source in floors.sources(PACKAGE)
        if place.split("/")[0] in SPEAKING or place in ("explanations.py", "vocabulary.py")
    ],
)
def test_a_sentence_in_the_code_is_said_through_the_catalogue(place: str, source: str) -> None:
    """A sentence that goes round the catalogue stays English for ever."""
    assert unsaid_sentences(source) == []


def test_a_planted_english_sentence_is_caught() -> None:
    """The reader above sees a bare sentence, and lets a said one pass."""
    planted = 'def f():\n    """One."""\n    show("Nothing was saved")\n    show(_("Nothing was saved"))'
    assert unsaid_sentences(planted) == ["Nothing was saved"]


def test_danish_is_what_an_account_without_settings_reads() -> None:
    """Danish is the first language, also before anybody chose one."""
    wording.use("")
    assert (wording.language(), wording._("yellow")) == ("da", "gul")


def test_english_needs_no_catalogue() -> None:
    """The messages in the code are the English."""
    wording.use("en")
    assert wording._("yellow") == "yellow"
    assert type(wording._tongue.catalogue) is gettext.NullTranslations


def test_plurals_follow_the_count() -> None:
    """One is one, and none is many, in Danish as in English."""
    plural = next(message for message in MESSAGES if isinstance(message.id, tuple))
    singular, several = english_of(plural)
    one, many = danish_of(plural)
    assert wording.ngettext(singular, several, 1) == one
    assert wording.ngettext(singular, several, 0) == wording.ngettext(singular, several, 2) == many
