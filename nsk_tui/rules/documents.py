"""A finished document, before it is Markdown, plain text or Word: headings, paragraphs, lists, tables.

Source
    docs/rules/documents.md
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.text import tidy

HEADING_LEVELS = (1, 2, 3)
LANGUAGE = "da-DK"

_NOT_IN_XML = str.maketrans("", "", "\ufffe\uffff")


class WrongHeading(RuleError):
    """A heading has a level that no document has."""

    code = "wrong_heading"


class UnevenTable(RuleError):
    """A table has no columns, or a row with more or fewer cells than it has columns."""

    code = "uneven_table"


@dataclass(frozen=True)
class Heading:
    """A heading inside the document; the title stands above all of them, level 1 next to it."""

    level: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class Paragraph:
    """Text; a line end in it begins a new line and not a new paragraph."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class Listing:
    """A list; numbered ones begin with 1."""

    entries: tuple[str, ...] = field(repr=False)
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a head; each row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True)
class Document:
    """All that is written, in the reader's language.

    Shape
        ``sender`` is the municipality. ``marks`` are what must be known before reading, such as
        classification, date and expiry, label by label; ``running`` says the most important of
        it on each page. ``page_words`` stand before the page's number and before the last one's.
        ``made_on`` is the only day in the file's properties.
    """

    title: str
    sender: str
    made_on: date
    marks: tuple[tuple[str, str], ...] = ()
    running: str = ""
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    page_words: tuple[str, str] = ("Side", "af")
    language: str = LANGUAGE


def clean(document: Document) -> Document:
    r"""Return the document as any file may hold it.

    Shape
        Control, direction and invisible characters are gone; blanks in a row are one; blank lines
        in a paragraph are gone, and so are blocks without text. Cleaning twice changes nothing.
    Errors
        WrongHeading, UnevenTable
    Source
        docs/rules/documents.md, "What is cleaned"

    >>> clean(Document("A\tB", "", date(2026, 11, 20), blocks=(Paragraph("a  b\n\nc"),))).title
    'A B'
    """
    return replace(
        document,
        title=one_line(document.title),
        sender=one_line(document.sender),
        marks=tuple(mark for mark in map(_cleaned_mark, document.marks) if any(mark)),
        running=one_line(document.running),
        blocks=tuple(_kept(map(_cleaned, document.blocks))),
        page_words=(one_line(document.page_words[0]), one_line(document.page_words[1])),
    )


def one_line(text: str) -> str:
    r"""Return a text on one line, without characters that a file may not hold.

    >>> one_line(" tør\n kaffe\x1b ")
    'tør kaffe'
    """
    return " ".join(tidy(text)[0].translate(_NOT_IN_XML).split())


def _lines(text: str) -> str:
    lines = (one_line(line) for line in tidy(text)[0].split("\n"))
    return "\n".join(line for line in lines if line)


def _cleaned_mark(mark: tuple[str, str]) -> tuple[str, str]:
    return one_line(mark[0]), one_line(mark[1])


def _cleaned(block: Block) -> Block:
    if isinstance(block, Heading):
        if block.level not in HEADING_LEVELS:
            raise WrongHeading
        return Heading(block.level, one_line(block.text))
    if isinstance(block, Paragraph):
        return Paragraph(_lines(block.text))
    if isinstance(block, Listing):
        entries = (one_line(entry) for entry in block.entries)
        return Listing(tuple(entry for entry in entries if entry), block.is_numbered)
    return _cleaned_table(block)


def _cleaned_table(table: Table) -> Table:
    if not table.head or any(len(row) != len(table.head) for row in table.rows):
        raise UnevenTable
    rows = (tuple(map(one_line, row)) for row in table.rows)
    return Table(tuple(map(one_line, table.head)), tuple(rows))


def _kept(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        has_text = block.entries if isinstance(block, Listing) else isinstance(block, Table) or block.text
        if has_text:
            yield block
