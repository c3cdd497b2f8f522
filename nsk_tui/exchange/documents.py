"""Finished documents as Markdown and as plain text; Word stands in ``word_document``.

Source
    docs/rules/documents.md
"""

import re
import textwrap
from collections.abc import Iterator

from nsk_tui.rules.documents import Block, Document, Heading, Listing, Paragraph, Table, clean

TEXT_COLUMNS = 72
_HARD_BREAK = "\\\n"
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$^])")
_BLOCK = re.compile(r"(?P<sign>[#+=:-])|(?P<number>\d{1,9})(?P<dot>[.)])")
_UNDERLINES = "=-"
"""Of a title and of a first heading; deeper ones have none."""


def to_markdown(document: Document) -> bytes:
    """Return a document as Markdown (CommonMark, with tables); the same one gives the same bytes.

    Errors
        WrongHeading, UnevenTable
    Source
        docs/rules/documents.md, "Markdown"
    """
    plain = clean(document)
    marks = "\n".join(f"- {_escaped(label)}: {_escaped(value)}" for label, value in plain.marks)
    title = f"# {_escaped(plain.title)}" if plain.title else ""
    head = [title, _paragraph(plain.sender), marks]
    parts = [*(part for part in head if part), *_markdown_blocks(plain)]
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def to_text(document: Document) -> bytes:
    """Return a document as plain text, 72 signs a line; the same one gives the same bytes.

    Errors
        WrongHeading, UnevenTable
    Source
        docs/rules/documents.md, "Plain text"
    """
    plain = clean(document)
    marks = "\n".join(_wrapped(f"{label}: {value}") for label, value in plain.marks)
    head = [_underlined(plain.title, 0), _wrapped(plain.sender), marks]
    parts = [*(part for part in head if part), *map(_text_block, plain.blocks)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def _markdown_blocks(document: Document) -> Iterator[str]:
    follows_a_list = bool(document.marks)
    for block in document.blocks:
        is_list = isinstance(block, Listing)
        if is_list and follows_a_list:
            # Two lists in a row would be read as one, numbered on.
            yield "<!-- -->"
        yield _markdown_block(block)
        follows_a_list = is_list


def _markdown_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {_escaped(block.text)}"
    if isinstance(block, Paragraph):
        return _paragraph(block.text)
    if isinstance(block, Listing):
        return "\n".join(
            f"{f'{number}.' if block.is_numbered else '-'} {_escaped(entry)}"
            for number, entry in enumerate(block.entries, 1)
        )
    return _markdown_table(block)


def _markdown_table(table: Table) -> str:
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    escaped = [row if at == 1 else tuple(map(_escaped, row)) for at, row in enumerate(rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in escaped)


def _paragraph(text: str) -> str:
    return _HARD_BREAK.join(map(_escaped, text.split("\n"))) if text else ""


def _escaped(line: str) -> str:
    """Return a line of text so that no reader of Markdown takes any of it for more."""
    escaped = _INLINE.sub(r"\\\1", line)
    start = _BLOCK.match(escaped)
    if start is None:
        return escaped
    if start["sign"]:
        return f"\\{escaped}"
    return f"{start['number']}\\{escaped[len(start['number']) :]}"


def _text_block(block: Block) -> str:
    if isinstance(block, Heading):
        return _underlined(block.text, block.level)
    if isinstance(block, Paragraph):
        return "\n".join(map(_wrapped, block.text.split("\n")))
    if isinstance(block, Listing):
        marks = [f"{number}." if block.is_numbered else "-" for number in range(1, len(block.entries) + 1)]
        entries = zip(marks, block.entries, strict=True)
        return "\n".join(_wrapped(entry, f"{mark} ") for mark, entry in entries)
    return "\n\n".join(_text_row(block, row) for row in block.rows)


def _text_row(table: Table, row: tuple[str, ...]) -> str:
    cells = zip(table.head, row, strict=True)
    return "\n".join(_wrapped(f"{head}: {cell}" if head else cell) for head, cell in cells if cell)


def _underlined(text: str, level: int) -> str:
    lines = _wrapped(text)
    if not lines or level >= len(_UNDERLINES):
        return lines
    return f"{lines}\n{_UNDERLINES[level] * max(map(len, lines.splitlines()))}"


def _wrapped(text: str, mark: str = "") -> str:
    """Return a text in lines, those after the first set in by the length of its mark."""
    if not text:
        return ""
    indent = " " * len(mark)
    return textwrap.fill(
        text, TEXT_COLUMNS, initial_indent=mark, subsequent_indent=indent, break_on_hyphens=False
    )
