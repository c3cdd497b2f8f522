"""Finished documents for Word (DOCX): the same document is the same bytes, and tells nothing of us.

Source
    docs/rules/documents.md, "Word" and "What it tells of us"
"""

from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from nsk_tui.rules.documents import Block, Document, Heading, Listing, Paragraph, Table, clean

FONT = "Calibri"
BODY_POINTS = 11
SMALL_POINTS = 9
CELL_EDGE_POINTS = 2
PAGE_MM = (210, 297)
MARGIN_MM = 20
EDGE_MM = 10
"""From the paper's edge to what stands on every page."""

WIDEST_CELL_CHARACTERS = 40
NARROWEST_CELL_CHARACTERS = 4
SHORT_CELL_CHARACTERS, MM_PER_CHARACTER, LONG_CELLS_SHARE = 14, 2.3, 0.4
CELL_EDGE_CHARACTERS = 3
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The first that an archive can hold."""

_BLACK = RGBColor(0, 0, 0)
_TABLE_STYLE = "Table Grid"
_STYLES_KEPT = frozenset({"Normal Table", _TABLE_STYLE})
_RELATIONS_KEPT = frozenset(
    getattr(RELATIONSHIP_TYPE, name)
    for name in (
        "OFFICE_DOCUMENT",
        "CORE_PROPERTIES",
        "STYLES",
        "NUMBERING",
        "SETTINGS",
        "FONT_TABLE",
        "THEME",
    )
)
"""Of the library's template: not its picture of a page, the program it was made with, or its leftovers."""


def to_docx(document: Document) -> bytes:
    """Return a document for Word.

    Errors
        WrongHeading, UnevenTable
    Source
        docs/rules/documents.md, "Word" and "What it tells of us"
    """
    plain = clean(document)
    made = docx.Document()
    _forget_the_template(made)
    _set_properties(made, plain)
    _set_styles(made, plain)
    _set_page(made, plain)
    _write_head(made, plain)
    for block in plain.blocks:
        _write(made, block)
    return _fixed_archive(made)


def _forget_the_template(made: Any) -> None:
    for rels in (made.part.package.rels, made.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype not in _RELATIONS_KEPT]:
            del rels[key]
    styles = made.styles.element
    for style in list(styles.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if style.get(qn("w:type")) == "table" and name not in _STYLES_KEPT:
            styles.remove(style)
    _forget_sessions(made)


def _forget_sessions(made: Any) -> None:
    """Take out the marks by which Word tells who wrote what in which sitting."""
    for root in (made.element, made.styles.element, made.part.numbering_part.element):
        for element in root.iter():
            for key in [key for key in element.attrib if key.startswith(_qualified("w:rsid"))]:
                del element.attrib[key]
    for element in list(made.styles.element.iter(qn("w:rsid"))):
        element.getparent().remove(element)
    settings = made.settings.element
    for name in ("w:rsids", "w:savePreviewPicture", "w14:docId", "w:proofState"):
        for element in settings.findall(_qualified(name)):
            settings.remove(element)


def _set_properties(made: Any, document: Document) -> None:
    moment = datetime.combine(document.made_on, time())
    properties = made.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title, properties.language = document.title[:255], document.language
    properties.created = properties.modified = moment
    properties.revision = 1


def _set_styles(made: Any, document: Document) -> None:
    texts = made.styles.element.iter(qn("w:lang"))
    for language in (*texts, *made.settings.element.iter(qn("w:themeFontLang"))):
        language.set(qn("w:val"), document.language)
    names = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Header", "Footer")
    for name in names:
        style = made.styles[name]
        style.font.name = FONT
        style.font.color.rgb = _BLACK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    made.styles["Normal"].font.size = Pt(BODY_POINTS)
    made.styles["Header"].font.size = made.styles["Footer"].font.size = Pt(SMALL_POINTS)
    for edge in made.styles["Title"].element.iter(qn("w:bottom")):
        edge.set(qn("w:color"), "000000")
        edge.attrib.pop(qn("w:themeColor"), None)


def _set_page(made: Any, document: Document) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(length) for length in PAGE_MM)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM + EDGE_MM)
    section.header_distance = section.footer_distance = Mm(EDGE_MM)
    running = " · ".join(part for part in (document.sender, document.running) if part)
    section.header.paragraphs[0].text = running
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{document.title} · {document.page_words[0]} ")
    _add_field(footer, "PAGE")
    footer.add_run(f" {document.page_words[1]} ")
    _add_field(footer, "NUMPAGES")


def _write_head(made: Any, document: Document) -> None:
    made.add_paragraph(document.title, style="Title")
    if document.sender:
        made.add_paragraph(document.sender)
    for label, value in document.marks:
        line = made.add_paragraph()
        line.paragraph_format.space_after = Pt(0)
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)


def _write(made: Any, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(block.text, block.level)
    elif isinstance(block, Paragraph):
        made.add_paragraph(block.text)
    elif isinstance(block, Listing):
        _write_list(made, block)
    else:
        _write_table(made, block)


def _write_list(made: Any, block: Listing) -> None:
    style = made.styles["List Number" if block.is_numbered else "List Bullet"]
    number = _new_numbering(made, style) if block.is_numbered else 0
    for entry in block.entries:
        paragraph = made.add_paragraph(entry, style=style)
        if number:
            # Without a numbering of its own a list would go on where the one before ended.
            numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            numbered.get_or_add_ilvl().val = 0
            numbered.get_or_add_numId().val = number


def _new_numbering(made: Any, style: Any) -> int:
    numbering = made.part.numbering_part.element
    template = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
    fresh = numbering.add_num(template.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = fresh.numId
    return number


def _write_table(made: Any, block: Table) -> None:
    table = made.add_table(rows=0, cols=len(block.head), style=_TABLE_STYLE)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    widths = _widths(block)
    for at, cells in enumerate((block.head, *block.rows)):
        row = table.add_row()
        _mark_row(row, is_head=at == 0)
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(text).bold = at == 0
            cell.paragraphs[0].paragraph_format.space_before = Pt(CELL_EDGE_POINTS)
            cell.paragraphs[0].paragraph_format.space_after = Pt(CELL_EDGE_POINTS)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Two tables in a row would be one.
    gap = made.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(SMALL_POINTS)


def _widths(block: Table) -> list[int]:
    """Return the widths over the whole page: a short column stays whole, long ones share the rest."""
    parts = [max(map(_needed_characters, column)) for column in zip(block.head, *block.rows, strict=True)]
    room = PAGE_MM[0] - 2 * MARGIN_MM
    short = {at: part * MM_PER_CHARACTER for at, part in enumerate(parts) if part <= SHORT_CELL_CHARACTERS}
    long = sum(part for at, part in enumerate(parts) if at not in short)
    rest = room - sum(short.values())
    if not long or rest < room * LONG_CELLS_SHARE:
        return [Mm(room) * part // sum(parts) for part in parts]
    return [Mm(short[at] if at in short else rest * part / long) for at, part in enumerate(parts)]


def _needed_characters(text: str) -> int:
    longest_word = max(map(len, text.split()), default=0)
    wanted = max(longest_word, min(len(text), WIDEST_CELL_CHARACTERS), NARROWEST_CELL_CHARACTERS)
    return min(wanted, WIDEST_CELL_CHARACTERS) + CELL_EDGE_CHARACTERS


def _mark_row(row: Any, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    for name in ("w:cantSplit", *(("w:tblHeader",) if is_head else ())):
        properties.append(OxmlElement(name))


def _add_field(paragraph: Any, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
        else:
            sign = OxmlElement("w:instrText" if text == code else "w:t")
            sign.text = f" {text} " if text == code else text
        run._r.append(sign)  # noqa: SLF001


def _qualified(name: str) -> str:
    prefix, _, local = name.partition(":")
    word_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
    return f"{{{word_2010}}}{local}" if prefix == "w14" else qn(name)


def _fixed_archive(made: Any) -> bytes:
    """Return the file with its parts in a fixed order, at a fixed time, uncompressed."""
    written, fixed = BytesIO(), BytesIO()
    made.save(written)
    with ZipFile(written) as archive, ZipFile(fixed, "w", ZIP_STORED) as result:
        for name in _order(archive.namelist()):
            part = ZipInfo(name, _FIXED_TIME)
            part.create_system = 0
            result.writestr(part, archive.read(name))
    return fixed.getvalue()


def _order(names: Iterable[str]) -> list[str]:
    """Return the parts with the list of their types first, as the format wants it."""
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_rels"), name))
