"""Texts that people word and that are no consultation: what a sweep reads, and a redaction mends."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from sqlmodel import Session

from nsk_tui.rules.ids import MemberId

Mend = Callable[[str], str]
"""Gives a text as it is to stand from now on."""


@dataclass(frozen=True)
class WordedText:
    """What somebody worded in one record.

    Shape
        ``kind`` is the sort of record, ``ref`` names it. ``member`` worded the ``texts``, which
        are named as the record's fields; a record whose texts several people worded is several.
        ``about`` is a code name, a member or a kind: what the audit says of it.
    """

    kind: str
    ref: str
    member: MemberId
    about: str
    texts: dict[str, str] = field(repr=False)


@dataclass(frozen=True)
class TextSource:
    """How one sort of record is read and mended.

    Shape
        ``after`` gives the refs of records in order, those after one and at most so many;
        ``read`` a record's texts, empty for one that is gone; ``mend`` puts a function over every
        text of a record, earlier versions and copies included, and tells how many changed.
        ``tables`` are those whose guarded columns it reads.
    """

    kind: str
    tables: frozenset[str]
    after: Callable[[Session, str, int], tuple[str, ...]]
    read: Callable[[Session, Collection[str]], tuple[WordedText, ...]]
    mend: Callable[[Session, str, Mend], int]
