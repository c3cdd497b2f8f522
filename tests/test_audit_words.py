"""The audit in words: every act that a service writes has one, in both languages, and no word is idle."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from nsk_tui import audit_words, wording
from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Declaration, Label
from nsk_tui.services.oversight import Kind, kind_of
from tests import floors

SERVICES = Path(__file__).resolve().parent.parent / "nsk_tui" / "services"
HANDS_ON = frozenset({"audit", "enter", "_note_list", "record", "write_entry"})
"""What takes the code of an act, at any place among its arguments."""

NEVER_AN_ACT = frozenset({"language", "theme", "backup_folder"})
"""Strings beside the code of an act: what it was done to."""


def codes_in(source: str) -> Iterator[str]:
    """Return the acts that a source writes down: as a word, as one of two, or as a named constant."""
    tree = ast.parse(source)
    named = {
        target.id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in HANDS_ON:
            for argument in call.args:
                yield from _codes(argument, named)
    yield from (default for node in ast.walk(tree) for default in _defaults(node))


def _codes(node: ast.expr, named: Mapping[str, object]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_codes(node.body, named), *_codes(node.orelse, named))
    elif isinstance(node, ast.Name) and isinstance(named.get(node.id), str):
        yield str(named[node.id])


def _defaults(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef) and node.name in HANDS_ON:
        yield from (
            str(one.value)
            for one in node.args.defaults
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        )


def written() -> set[str]:
    """Return every act that the services write down."""
    found = {code for _place, source in floors.sources(SERVICES) for code in codes_in(source)}
    return found - NEVER_AN_ACT


def test_every_act_that_is_written_has_a_word_in_both_languages() -> None:
    """A code in the audit would be English on a Danish screen, and mean nothing to an auditor."""
    for language in ("da", "en"):
        wording.use(language)
        words = audit_words.acts()
        assert sorted(written() - set(words)) == []
        assert all(words.values())


def test_no_act_has_a_word_that_is_never_written() -> None:
    """A word for what cannot happen is a promise."""
    words = audit_words.acts()
    assert sorted(words.keys() - written()) == []


def test_a_planted_act_is_seen() -> None:
    """The reader above hears a word, one of two, a constant and a default."""
    planted = (
        'ACT = "burn"\n'
        'def record(writing, kind="fold"):\n    writing.audit(kind)\n'
        'writing.audit("tear" if x else "mend", code)\nwriting.audit(ACT)\n'
    )
    assert set(codes_in(planted)) == {"burn", "fold", "tear", "mend"}


@pytest.mark.parametrize("kind", Kind)
def test_every_filter_has_a_word(kind: Kind) -> None:
    """The filter's line names them all."""
    assert audit_words.kind(kind.value)


@pytest.mark.parametrize("act", Act)
def test_every_refused_act_has_a_word(act: Act) -> None:
    """What somebody tried is said, not coded."""
    assert audit_words.subject("refused", act.value) != act.value


def test_a_word_knows_its_subject_and_its_purpose() -> None:
    """Counts, keys, settings, moments and purposes are said as a reader says them."""
    said = [
        audit_words.subject("list", "12"),
        audit_words.subject("rotate", "7"),
        audit_words.subject("setting", "theme"),
        audit_words.subject("prove_backup", "20261120T020000Z"),
        audit_words.subject("read", "stille-havn"),
        audit_words.purpose("follow_up"),
        audit_words.purpose("coordinator"),
        audit_words.purpose(f"text {Label.NAME} first_name_list {Declaration.ORDINARY_WORD}"),
        audit_words.purpose("noget andet"),
        audit_words.subject("take_duty", "adults/2026-11-30/backup"),
        audit_words.subject("rota_setting", "fallback"),
        audit_words.purpose(f"handover K-09 handover K-04 docx.age {'0f' * 32}"),
        audit_words.purpose(f"agenda M12-11 meeting passphrase md.age {'0f' * 32}"),
        audit_words.purpose("K-04 20261120T084200Z"),
        audit_words.purpose("- 20261120T084200Z"),
    ]
    assert said == [
        "12 indlæg", "nøgle nr. 7", "farver", "20/11-2026 02:00", "stille-havn",
        "opfølgning", "koordinator", "navn: et almindeligt ord", "noget andet",
        "adults 30/11-2026 bagvagt", "hvem der ringes til, når ingen har vagt",
        "overlevering → K-04: overlevering K-09, docx.age, SHA-256 0f0f0f0f0f0f…",
        "møde → en adgangssætning: dagsorden M12-11, md.age, SHA-256 0f0f0f0f0f0f…",
        "K-04 20/11-2026 08:42", "kontoen selv 20/11-2026 08:42",
    ]  # fmt: skip


def test_a_marked_line_says_why() -> None:
    """The sign alone would only worry."""
    assert (audit_words.mark("refused"), audit_words.mark("role"), audit_words.mark("read")) == ("?", "!", "")
    marked = [code for code in written() if audit_words.mark(code)]
    assert marked
    assert all(audit_words.why_marked(code) for code in marked)


def test_a_kind_is_made_of_acts_that_have_words() -> None:
    """Logins, keys and exports are found by their filter."""
    kinds = {kind_of(code) for code in written()}
    assert kinds == set(Kind) - {Kind.ALL}
