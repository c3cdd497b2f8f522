"""The law of the floors as data, and a reader of source that reports every breach of it.

Source
    docs/architecture.md
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FUNCTION_LINES_MAX = 30
CLASS_LINES_MAX = 250
FILE_LINES_MAX = 400

HALL = frozenset(
    {
        *("paths", "settings", "hardening"),
        *("wording", "vocabulary", "audit_words", "duty_words", "explanations", "rota_explanations"),
        *("directory_words", "directory_explanations", "directory_vocabulary", "export_explanations"),
        *("handover_words", "handover_explanations", "departure_words"),
        *("meeting_words", "meeting_faults", "meeting_explanations", "meeting_audit_words"),
    }
)
"""Root modules that are no floor: the corridor beside the stairs."""


@dataclass(frozen=True)
class Passport:
    """What the files of one floor may import.

    Shape
        ``inner`` names floors and hall modules of ours; ``outside`` names packages from
        elsewhere; ``stdlib`` None means the whole standard library.
    """

    inner: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    stdlib: frozenset[str] | None = None


def _passport(inner: str = "", outside: str = "", stdlib: str | None = None) -> Passport:
    return Passport(
        frozenset(inner.split()),
        frozenset(outside.split()),
        None if stdlib is None else frozenset(stdlib.split()),
    )


_PURE = (
    "__future__ abc array bisect collections dataclasses datetime decimal difflib enum fractions functools "
    "hashlib heapq html itertools json math numbers operator re statistics string struct sys.byteorder "
    "textwrap tomllib types typing unicodedata zlib"
)
_HALL = " ".join(sorted(HALL))

PASSPORTS: dict[str, Passport] = {
    "rules": _passport(stdlib=_PURE),
    "vault": _passport("paths", "cryptography argon2 sqlcipher3 shamir_mnemonic pyrage msoffcrypto"),
    "store": _passport("paths rules vault", "sqlmodel sqlalchemy alembic sqlcipher3"),
    "exchange": _passport("paths rules", "docx icalendar openpyxl"),
    "services": _passport(f"rules vault store exchange {_HALL}", "holidays"),
    "widgets": _passport(f"rules {_HALL}", "textual rich"),
    "screens": _passport(f"services widgets rules {_HALL}", "textual rich"),
    "cli": _passport(f"services rules {_HALL}", "typer click"),
    "paths": _passport(stdlib="os pathlib"),
    "settings": _passport("paths"),
    "wording": _passport("paths"),
    "vocabulary": _passport("rules wording directory_vocabulary"),
    "directory_vocabulary": _passport("rules wording"),
    "audit_words": _passport("rules vocabulary handover_words departure_words meeting_audit_words wording"),
    "duty_words": _passport("rules vocabulary wording"),
    "explanations": _passport(
        "rules vocabulary wording settings rota_explanations directory_explanations export_explanations"
        " handover_explanations meeting_explanations"
    ),
    "rota_explanations": _passport(""),
    "meeting_explanations": _passport(""),
    "meeting_audit_words": _passport("wording"),
    "meeting_words": _passport("rules vocabulary wording"),
    "meeting_faults": _passport("rules wording"),
    "directory_explanations": _passport(""),
    "directory_words": _passport("rules vocabulary wording duty_words"),
    "export_explanations": _passport(""),
    "departure_words": _passport("rules vocabulary wording"),
    "handover_words": _passport("rules vocabulary duty_words wording"),
    "handover_explanations": _passport(""),
    "hardening": _passport(),
    "__main__": _passport("cli hardening"),
    "__init__": _passport(stdlib=""),
}
"""A folder of nsk_tui, or a module at its root: what it may import besides itself."""

LAZY_INNER: dict[str, frozenset[str]] = {
    "cli/main.py": frozenset({"screens"}),
    "cli/shell.py": frozenset({"screens"}),
    "explanations.py": frozenset({"vault", "store", "services"}),
}
"""Doors that open only inside a function: the command line starts the program."""

MIGRATIONS = _passport("paths", "alembic sqlalchemy")

IMPURE_CALLS = frozenset(
    {"open", "input", "print", "exec", "eval", "compile", "breakpoint", "hash", "id"}
    | {"globals", "locals", "vars", "__import__"}
)
"""Builtins that reach outside, or that answer differently in another process."""

CLOCK_CALLS = frozenset({"now", "utcnow", "today"})
BROAD = frozenset({"Exception", "BaseException"})


def breaches(place: str, source: str) -> list[str]:
    """Return one line for each breach in a file of nsk_tui; ``place`` is its path inside it.

    Shape
        ``rules/ids.py`` belongs to the floor ``rules``, ``paths.py`` to the hall module
        ``paths``; a floor without a passport is itself a breach.
    """
    floor = place.split("/")[0].removesuffix(".py")
    if floor not in PASSPORTS:
        return [f"{place}: {floor} has no passport"]
    tree = ast.parse(source)
    found = [*_imports(place, floor, tree), *_sizes(place, tree), *_broad_catches(place, tree)]
    return found + (_impurities(place, tree) if floor == "rules" else [])


def migration_breaches(place: str, source: str) -> list[str]:
    """Return one line for each import that a migration script may not make."""
    tree = ast.parse(source)
    imports = [_judged(place, MIGRATIONS, frozenset(), name, line) for name, line, _ in _imported(tree)]
    return [line for line in imports if line] + _broad_catches(place, tree)


def size_breaches(place: str, source: str) -> list[str]:
    """Return one line for each function, class or file that is longer than the house allows."""
    return _sizes(place, ast.parse(source))


def broad_catches(place: str, source: str) -> list[str]:
    """Return one line for each handler that would catch what it cannot know."""
    return _broad_catches(place, ast.parse(source))


def _imports(place: str, floor: str, tree: ast.Module) -> list[str]:
    lazily = LAZY_INNER.get(place, frozenset())
    found = []
    for name, line, is_lazy in _imported(tree):
        own = frozenset({floor}) | (lazily if is_lazy else frozenset())
        found.append(_judged(place, PASSPORTS[floor], own, name, line))
    return [line for line in found if line]


def _judged(place: str, passport: Passport, own: frozenset[str], name: str, line: int) -> str:
    top, _, rest = name.partition(".")
    if name.startswith("."):
        return f"{place}:{line}: relative import"
    if top == "importlib":
        return f"{place}:{line}: importlib hides what is imported"
    if top == "nsk_tui":
        inner = rest.split(".")[0]
        return "" if not inner or inner in passport.inner | own else f"{place}:{line}: imports {name}"
    if top in sys.stdlib_module_names:
        return "" if _knows(passport.stdlib, top, name) else f"{place}:{line}: imports {name}"
    return "" if top in passport.outside else f"{place}:{line}: {top} is not in the passport"


def _knows(stdlib: frozenset[str] | None, top: str, name: str) -> bool:
    return stdlib is None or top in stdlib or name in stdlib


def _imported(tree: ast.Module) -> Iterator[tuple[str, int, bool]]:
    lazy = {id(inner) for node in ast.walk(tree) if _is_run_later(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        for name in _names(node):
            yield name, node.lineno, id(node) in lazy  # type: ignore[attr-defined]


def _is_run_later(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    if node.level:
        return ["."]
    if node.module == "nsk_tui":
        return [_inside_package(alias.name) for alias in node.names]
    return [f"sys.{alias.name}" for alias in node.names] if node.module == "sys" else [node.module or ""]


def _inside_package(name: str) -> str:
    return "nsk_tui" if name.startswith("__") else f"nsk_tui.{name}"


def _impurities(place: str, tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name) and called.id in IMPURE_CALLS:
            found.append(f"{place}:{node.lineno}: calls {called.id}()")
        if isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS:
            found.append(f"{place}:{node.lineno}: reads the clock with {called.attr}()")
    return found


def _sizes(place: str, tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found += _over(f"{place}:{node.lineno}: {node.name}", _lines(node), FUNCTION_LINES_MAX)
        if isinstance(node, ast.ClassDef):
            found += _over(f"{place}:{node.lineno}: {node.name}", _lines(node), CLASS_LINES_MAX)
    last = max((node.end_lineno or 0 for node in tree.body), default=0)
    return found + _over(place, last, FILE_LINES_MAX)


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
    """Count the lines of a definition, its docstring left out: the contract is no burden."""
    first = node.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (node.end_lineno or 0) - node.lineno + 1 - docstring


def _over(what: str, lines: int, limit: int) -> list[str]:
    return [f"{what} has {lines} lines, more than {limit}"] if lines > limit else []


def _broad_catches(place: str, tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _swallows_everything(node):
            found.append(f"{place}:{node.lineno}: catches everything")
        if isinstance(node, ast.Call) and _is_suppress(node.func) and any(map(_names_broad, node.args)):
            found.append(f"{place}:{node.lineno}: suppresses everything")
    return found


def _swallows_everything(handler: ast.ExceptHandler) -> bool:
    """Tell a handler that keeps what it cannot know from one that tidies up and lets it go on."""
    last = handler.body[-1]
    lets_go = isinstance(last, ast.Raise) and last.exc is None
    return not lets_go and (handler.type is None or _names_broad(handler.type))


def _names_broad(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id in BROAD for part in ast.walk(node))


def _is_suppress(node: ast.expr) -> bool:
    return "suppress" in (getattr(node, "id", ""), getattr(node, "attr", ""))


def sources(folder: Path) -> list[tuple[str, str]]:
    """Return every Python file under a folder: its path inside it, and its text."""
    return [
        (file.relative_to(folder).as_posix(), file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.py"))
        if "__pycache__" not in file.parts
    ]
