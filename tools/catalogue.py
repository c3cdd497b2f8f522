"""Make the Danish catalogue from its fragments, and tell what is missing.

catalogue.py           compile nsk_tui/locale/da/*.po into one .mo
catalogue.py --check   write nothing; exit 1 when a message of the code has no Danish, or the .mo is stale
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
FRAGMENTS = ROOT / "nsk_tui" / "locale" / "da"
COMPILED = FRAGMENTS / "LC_MESSAGES" / "nsk_tui.mo"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

FIXED_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in the header, so that the same fragments give the same bytes."""

Message = str | tuple[str, ...]


def merged() -> Catalog:
    """Return all fragments as one catalogue; a message given twice must say the same."""
    whole = Catalog(locale="da", charset="utf-8")
    for file in sorted(FRAGMENTS.glob("*.po")):
        with file.open("rb") as stream:
            for message in read_po(stream, locale="da", charset="utf-8"):
                if message.id:
                    _refuse_contradiction(whole, message, file)
                    whole.add(message.id, message.string, context=message.context)
    return whole


def _refuse_contradiction(whole: Catalog, message: object, file: Path) -> None:
    earlier = whole.get(message.id, message.context)  # type: ignore[attr-defined]
    if earlier is not None and earlier.string != message.string:  # type: ignore[attr-defined]
        raise SystemExit(f"{file.name}: two Danish wordings for {message.id!r}")  # type: ignore[attr-defined]


def compiled(whole: Catalog) -> bytes:
    """Return the bytes of the .mo, the same for the same fragments."""
    whole.header_comment = ""
    whole.creation_date = whole.revision_date = FIXED_MOMENT
    buffer = io.BytesIO()
    write_mo(buffer, whole)
    return buffer.getvalue()


def used_messages() -> list[tuple[Message, str | None, str]]:
    """Return every message that the code says, with its context and where it stands."""
    found = extract_from_dir(str(ROOT / "nsk_tui"), [("**.py", "python")], keywords=KEYWORDS)
    return [(message, context, f"{file}:{line}") for file, line, message, _comments, context in found]


def missing(whole: Catalog) -> list[str]:
    """Return one line for each message without Danish."""
    lines = []
    for message, context, place in used_messages():
        entry = whole.get(message, context)
        if entry is None or not _is_complete(entry.string):
            lines.append(f"{place}: {message!r}")
    return lines


def _is_complete(danish: object) -> bool:
    return all(danish) if isinstance(danish, tuple | list) else bool(danish)


def main(arguments: list[str]) -> int:
    """Compile, or check; return the exit code."""
    whole = merged()
    data = compiled(whole)
    gaps = missing(whole)
    if "--check" in arguments:
        stale = not COMPILED.is_file() or COMPILED.read_bytes() != data
        gaps += [f"{COMPILED.name} is stale: run tools/catalogue.py"] if stale else []
        sys.stdout.write("".join(line + "\n" for line in gaps))
        return 1 if gaps else 0
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(data)
    sys.stdout.write(f"{len(whole)} messages; without Danish: {len(gaps)}\n")
    sys.stdout.write("".join(f"  {gap}\n" for gap in gaps))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
