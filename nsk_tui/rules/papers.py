"""The papers of a meeting, and in which form each is written.

Source
    docs/rules/meetings.md, "On paper"
"""

from enum import StrEnum


class PaperKind(StrEnum):
    """Which paper of a meeting."""

    AGENDA = "agenda"
    MINUTES = "minutes"


class PaperForm(StrEnum):
    """In which form a paper is written; the third is for an e-mail."""

    MARKDOWN = "md"
    WORD = "docx"
    TEXT = "txt"
