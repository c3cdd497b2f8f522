"""Documents as Markdown, plain text and Word: the same words, only ever text, and nothing of us."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from nsk_tui.exchange.documents import TEXT_COLUMNS, to_markdown, to_text
from nsk_tui.exchange.word_document import to_docx
from nsk_tui.rules.documents import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    UnevenTable,
    WrongHeading,
    clean,
    one_line,
)
from nsk_tui.rules.text import find_forbidden
from tests.exchange.handover_document import HANDOVER

ROOT = Path(__file__).resolve().parent.parent.parent
GOLDEN = ROOT / "tests" / "data" / "documents"
DAY = date(2026, 11, 20)

ANY = st.text(max_size=30)
NASTY = st.sampled_from(
    [
        "# ikke en overskrift", "- ikke et punkt", "1. ikke et tal", "1) heller ikke", "> intet citat",
        "    kode",
        "***", "---", "===", "| a | b |", "<b>fed</b>", "<!-- -->", "[navn](http://x)", "![x](y)", "`kode`",
        "_a_ *b* ~~c~~", "a\nb", "a\n\nb", "&amp;", "&#35;", "\\", "a\\", "http://x.invalid", "+ plus", "$x$",
        "[x]: y", "<http://x>", "\u202eomvendt", "\x1b[31mrød", "\ufffe", "2026. november", "``` ", "^[note]",
        ": begreb", "7\\. x", "-", "+", "1.", "#", "[^1]",
    ]
)  # fmt: skip
TEXT = ANY | NASTY | st.tuples(NASTY, ANY).map("".join)
BLOCKS = st.lists(
    st.builds(Heading, st.integers(1, 3), TEXT)
    | st.builds(Paragraph, TEXT)
    | st.builds(Listing, st.lists(TEXT, max_size=3).map(tuple), st.booleans())
    | st.integers(1, 3).flatmap(
        lambda width: st.builds(
            Table,
            st.lists(TEXT, min_size=width, max_size=width).map(tuple),
            st.lists(st.lists(TEXT, min_size=width, max_size=width).map(tuple), max_size=2).map(tuple),
        )
    ),
    max_size=5,
).map(tuple)
DOCUMENTS = st.builds(
    Document, TEXT, TEXT, st.just(DAY), st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple), TEXT, BLOCKS
)


def part(content: bytes, name: str) -> bytes:
    """Return one part of a Word file."""
    return ZipFile(BytesIO(content)).read(name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("handover.md", to_markdown(HANDOVER)),
        ("handover.txt", to_text(HANDOVER)),
        ("handover.xml", part(to_docx(HANDOVER), "word/document.xml")),
    ],
)
def test_the_file_is_the_golden_one(name: str, content: bytes) -> None:
    """Byte for byte: a hash of it stands in the audit."""
    assert content == (GOLDEN / name).read_bytes()


def spoken(block: Block) -> list[str]:
    """Return the texts of a block, in order."""
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Paragraph):
        return block.text.split("\n")
    if isinstance(block, Listing):
        return list(block.entries)
    return [cell for row in (block.head, *block.rows) for cell in row]


def inline_text(token: Any) -> str:
    """Return what a reader of Markdown shows of a line, and fail for anything but text."""
    shown = ""
    for child in token.children or []:
        assert child.type in ("text", "hardbreak", "text_special")
        shown += "\n" if child.type == "hardbreak" else child.content
    return shown


@given(DOCUMENTS)
@settings(deadline=None)
def test_markdown_is_read_back_as_the_same_text_and_as_nothing_else(document: Document) -> None:
    """No link, picture, code, HTML, emphasis or list that nobody wrote; every word as it was."""
    plain = clean(document)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(to_markdown(document).decode())
    shown = [inline_text(token) for token in tokens if token.type == "inline"]
    wanted = [plain.title, plain.sender, *(f"{label}: {value}" for label, value in plain.marks)]
    expected = [text for text in map(str.strip, wanted) if text]
    for block in plain.blocks:
        expected += ["\n".join(spoken(block))] if isinstance(block, Paragraph) else spoken(block)
    assert [one for one in shown if one] == [one for one in expected if one]
    kinds = {token.type.removesuffix("_open") for token in tokens if token.type.endswith("_open")}
    assert kinds <= {
        "heading", "paragraph", "bullet_list", "ordered_list", "list_item",
        "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    others = {token.content for token in tokens if token.type in ("html_block", "fence", "code_block", "hr")}
    assert others <= {"<!-- -->\n", "<!-- -->"}


@given(DOCUMENTS)
@settings(deadline=None)
def test_headings_and_lists_are_what_they_were(document: Document) -> None:
    """As many of each, at their levels, and numbered where they were."""
    plain = clean(document)
    tokens = MarkdownIt("commonmark").enable("table").parse(to_markdown(document).decode())
    levels = [int(token.tag[1:]) for token in tokens if token.type == "heading_open"]
    inside = [block.level + 1 for block in plain.blocks if isinstance(block, Heading)]
    assert levels == ([1] if plain.title else []) + inside
    lists = [block.is_numbered for block in plain.blocks if isinstance(block, Listing)]
    kinds = [token.type == "ordered_list_open" for token in tokens if token.type.endswith("list_open")]
    assert kinds == ([False] if plain.marks else []) + lists


@given(DOCUMENTS)
def test_plain_text_says_every_word_in_order_within_its_width(document: Document) -> None:
    """A word that is longer than the line is the only one that is cut."""
    plain = clean(document)
    shown = to_text(document).decode()
    assert all(len(line) <= TEXT_COLUMNS for line in shown.split("\n"))
    assert find_forbidden(shown) == ()
    squeezed, at = "".join(shown.split()), 0
    for block in plain.blocks:
        texts = spoken(block) if not isinstance(block, Table) else [c for row in block.rows for c in row]
        for word in (word for text in texts for word in text.split()):
            at = squeezed.find(word, at)
            assert at >= 0
            at += len(word)


def said_in_word(content: bytes) -> list[str]:
    """Return every text of a Word file's body in order, tables cell by cell."""
    body = docx.Document(BytesIO(content)).element.body
    texts = []
    for paragraph in body.iter(qn("w:p")):
        parts = [
            "\n" if one.tag == qn("w:br") else one.text or "" for one in paragraph.iter(qn("w:t"), qn("w:br"))
        ]
        texts.append("".join(parts))
    return [text for text in texts if text]


@given(DOCUMENTS)
@settings(max_examples=40, deadline=None)
def test_word_says_the_same_in_the_same_order(document: Document) -> None:
    """Whatever somebody wrote, the file opens and shows it."""
    plain = clean(document)
    wanted = [plain.title, plain.sender, *(f"{label}: {value}" for label, value in plain.marks)]
    for block in plain.blocks:
        wanted += ["\n".join(spoken(block))] if isinstance(block, Paragraph) else spoken(block)
    assert said_in_word(to_docx(document)) == [text for text in wanted if text]


def test_the_same_document_is_the_same_bytes_in_every_process() -> None:
    """Another zone, another order of sets, another user's name: nothing of it shows."""
    script = (
        "import sys; from tests.exchange.handover_document import HANDOVER\n"
        "from nsk_tui.exchange.word_document import to_docx\n"
        "sys.stdout.buffer.write(to_docx(HANDOVER))\n"
    )
    environments = (
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "USER": "ane", "LANG": "C"},
        {"TZ": "UTC", "PYTHONHASHSEED": "2", "LOGNAME": "bo", "LANG": "da_DK.UTF-8"},
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", script], env=env, cwd=ROOT, capture_output=True, check=True, timeout=120
        ).stdout
        for env in environments
    ]
    assert made[0] == made[1] == to_docx(HANDOVER)


def test_a_word_file_tells_nothing_of_us() -> None:
    """No author, no other day, no picture, no program, nothing that is fetched from elsewhere."""
    content = to_docx(HANDOVER)
    archive = ZipFile(BytesIO(content))
    assert {(one.date_time, one.compress_type) for one in archive.infolist()} == {
        ((1980, 1, 1, 0, 0, 0), ZIP_STORED)
    }
    assert archive.namelist() == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/fontTable.xml", "word/footer1.xml", "word/header1.xml",
        "word/numbering.xml", "word/settings.xml", "word/styles.xml", "word/theme/theme1.xml",
    ]  # fmt: skip
    properties = docx.Document(BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert (properties.title, properties.language) == ("Overlevering fra K-09", "da-DK")
    assert properties.created is not None
    assert properties.modified is not None
    assert properties.created.date() == DAY == properties.modified.date()
    whole = b"".join(archive.read(name) for name in archive.namelist())
    for trace in (b"python-docx", b"Macintosh", b'TargetMode="External"', b"rsid", b'val="en-US"', b"docId"):
        assert trace not in whole


def test_what_must_be_known_stands_on_every_page_with_its_number() -> None:
    """Classification and expiry above, the title and the page below."""
    made = docx.Document(BytesIO(to_docx(HANDOVER)))
    section = made.sections[0]
    assert section.header.paragraphs[0].text == (
        "Eksempelkøbing Kommune · Videnspersonerne · Fortroligt · udløber 30/12-2026"
    )
    footer = section.footer.paragraphs[0]
    assert footer.text == "Overlevering fra K-09 · Side 1 af 1"
    codes = [one.text for one in footer._p.iter(qn("w:instrText"))]
    assert codes == [" PAGE ", " NUMPAGES "]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_every_numbered_list_begins_with_one() -> None:
    """Two in one document have numberings of their own, each told to start anew."""
    made = docx.Document(BytesIO(to_docx(HANDOVER)))
    numbers = [
        paragraph._p.pPr.numPr.numId.val  # type: ignore[union-attr]
        for paragraph in made.paragraphs
        if paragraph.style is not None and paragraph.style.name == "List Number"
    ]
    assert numbers == [numbers[0]] * 2 + [numbers[2]] * 2
    assert numbers[0] != numbers[2]
    numbering = made.part.numbering_part.element
    for number in set(numbers):
        assert numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val == 1


def test_the_head_of_a_table_is_repeated_and_no_row_is_torn() -> None:
    """The overview may be longer than a page."""
    table = docx.Document(BytesIO(to_docx(HANDOVER))).tables[0]
    heads = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows
    ]
    whole = [
        row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows
    ]
    assert heads == [True, False, False, False, False]
    assert all(whole)


def test_a_code_in_a_narrow_column_stays_on_one_line() -> None:
    """Beside a long column "K-01" was torn into two lines."""
    rows = (("tråd " + "lang-kode " * 4, "K-01", "modtaget 24/11 med et forbehold, der er langt nok"),)
    made = to_docx(replace(HANDOVER, blocks=(Table(("Punkt", "Til", "Tilstand"), rows),)))
    widths = [column.width for column in docx.Document(BytesIO(made)).tables[0].columns]
    assert widths[1] is not None
    assert widths[1].mm >= 15
    assert sum(width.mm for width in widths if width is not None) == pytest.approx(170, abs=1)


def test_writing_a_document_writes_no_file() -> None:
    """The kernel counts every byte that a process writes: none before the document is sealed."""
    script = (
        "from tests.exchange.handover_document import HANDOVER\n"
        "from nsk_tui.exchange.documents import to_markdown, to_text\n"
        "from nsk_tui.exchange.word_document import to_docx\n"
        "def written():\n    return int(open('/proc/self/io').read().split('wchar: ')[1].split()[0])\n"
        "before = written()\n"
        "to_docx(HANDOVER), to_markdown(HANDOVER), to_text(HANDOVER)\n"
        "print(written() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout == "0\n"


@given(DOCUMENTS)
def test_cleaning_twice_changes_nothing_and_leaves_nothing_forbidden(document: Document) -> None:
    """Not in the title, and not in a cell."""
    plain = clean(document)
    assert clean(plain) == plain
    texts = [plain.title, plain.sender, plain.running, *(text for mark in plain.marks for text in mark)]
    texts += [text for block in plain.blocks for text in spoken(block)]
    assert all(find_forbidden(text) == () and "\n" not in text and "\t" not in text for text in texts)
    assert all("\ufffe" not in text and "\uffff" not in text for text in texts)


@given(TEXT)
def test_one_line_is_one_line(text: str) -> None:
    """Without blanks around it, or two in a row."""
    line = one_line(text)
    assert line == line.strip()
    assert "  " not in line
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize("writer", [to_markdown, to_text, to_docx])
def test_a_document_that_cannot_be_is_refused_by_each_writer(writer: Any) -> None:
    """A level that there is not; a row that does not fit; a table without columns."""
    document = replace(HANDOVER, blocks=())
    for level in (0, 4):
        with pytest.raises(WrongHeading):
            writer(replace(document, blocks=(Heading(level, "x"),)))
    for table in (Table((), ()), Table(("a", "b"), (("1",),))):
        with pytest.raises(UnevenTable):
            writer(replace(document, blocks=(table,)))


@pytest.mark.parametrize("writer", [to_markdown, to_text, to_docx])
def test_an_empty_document_is_still_one(writer: Any) -> None:
    """Nothing to say is no fault."""
    assert writer(Document("", "", DAY))


def test_no_text_of_a_document_stands_in_a_repr() -> None:
    """A log or a crash report shows what a repr shows."""
    shown = repr(HANDOVER) + "".join(map(repr, HANDOVER.blocks))
    assert "rejse i julen" not in shown
    assert "ring til skolen" not in shown
