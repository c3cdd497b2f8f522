"""Make docs/errors.md from the table of explanations.

errors_doc.py           write docs/errors.md
errors_doc.py --check   write nothing; exit 1 when the page is not what the table says
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nsk_tui import explanations, wording  # noqa: E402

PAGE = ROOT / "docs" / "errors.md"
FAMILIES = (
    *("vault/errors.py", "store/errors.py", "services/errors.py", "services/handover_errors.py"),
    *("services/meeting_errors.py", "services/departure_errors.py", "rules/errors.py", "settings.py"),
)

HEAD = """# Errors

Every error that the program can show, with its code, its exit code, and what to do.
Made by `tools/errors_doc.py` from `nsk_tui/explanations.py`: do not edit this page.

An error says what happened, what was kept and what you can do.
The code is the same in every language and every later version.
`{detail}` stands for a file's name, a member id or a code name, never for what somebody wrote.

## Exit codes

| exit code | means |
| --- | --- |
| 0 | done; the answer is yes |
| 1 | the answer is no |
| 2 | what was asked for, or handed in, cannot be used |
| 3 | the store did not open |
| 4 | refused, or not possible now |
| 130 | ended with Ctrl+C |
| 141 | whoever read the output went away |

"""

TITLES = {
    explanations.EXIT_NOT_OPEN: "The store did not open (exit code 3)",
    explanations.EXIT_REFUSED: "Refused, or not possible now (exit code 4)",
    explanations.EXIT_USAGE: "What was asked for cannot be used (exit code 2)",
}

TAIL = """## Faults of the program

These are faults of ours, and are shown as `{fallback}` is, with their own code: {codes}.

Wrong usage of the command line has the code `usage`; its sentence says what is wrong and shows
the nearest word.
"""


def page() -> str:
    """Return the page's text."""
    parts = [HEAD]
    for exit_code, title in TITLES.items():
        codes = sorted(code for code, entry in explanations.TABLE.items() if entry.exit_code == exit_code)
        parts.append(f"## {title}\n\n" + "".join(_section(code) for code in codes))
    unexplained = sorted(set(known_codes()) - set(explanations.TABLE))
    shown = ", ".join(f"`{code}`" for code in unexplained)
    return "".join(parts) + TAIL.format(fallback=explanations.FALLBACK, codes=shown)


def known_codes() -> list[str]:
    """Return the code of every class of errors, read from the sources."""
    codes = []
    for family in FAMILIES:
        tree = ast.parse((ROOT / "nsk_tui" / family).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                codes += [code for statement in node.body if (code := _code_of(statement))]
    return codes


def _code_of(statement: ast.stmt) -> str:
    if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Constant):
        return ""
    is_code = any(isinstance(target, ast.Name) and target.id == "code" for target in statement.targets)
    return str(statement.value.value) if is_code else ""


def _section(code: str) -> str:
    entry = explanations.TABLE[code]
    rows = []
    for language, name in (("da", "dansk"), ("en", "English")):
        wording.use(language)
        todo = "<br>".join(wording._(line) for line in entry.todo)
        rows.append(f"| {name} | {wording._(entry.happened)} | {wording._(entry.kept)} | {todo} |\n")
    head = "| | what happened | what was kept | what to do |\n| --- | --- | --- | --- |\n"
    return f"### `{code}`\n\n{head}{''.join(rows)}\n"


def main(arguments: list[str]) -> int:
    """Write the page, or check it; return the exit code."""
    text = page()
    if "--check" not in arguments:
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text("utf-8") == text:
        return 0
    sys.stdout.write(f"{PAGE.name} is stale: run tools/errors_doc.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
