"""The anonymity check: every layer, one answer.

Source
    docs/rules/anonymity.md
"""

from bisect import bisect_right
from operator import attrgetter

from nsk_tui.rules.anonymity.births import births_after, find_births
from nsk_tui.rules.anonymity.circumstances import find_circumstances
from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.anonymity.headers import find_correspondents
from nsk_tui.rules.anonymity.identifiers import find_identifiers
from nsk_tui.rules.anonymity.initials import find_initials
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.anonymity.links import find_links
from nsk_tui.rules.anonymity.nearby import NearDigits, near_digits
from nsk_tui.rules.anonymity.normalise import Plain, as_words, plain
from nsk_tui.rules.anonymity.organisations import find_organisations
from nsk_tui.rules.anonymity.people import find_people
from nsk_tui.rules.anonymity.places import find_addresses, find_bare_streets, find_spoken_streets, find_towns
from nsk_tui.rules.anonymity.spans import Mark, merge
from nsk_tui.rules.anonymity.spoken import find_spoken
from nsk_tui.rules.anonymity.tokens import Reader, Sentence, read

_END = attrgetter("end")


def find(text: str, lexicon: Lexicon, known_names: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    """Return what in a text may reveal a person.

    The time grows with the length of the text and no faster, whatever the text holds.

    Shape
        Findings are sorted and do not overlap; offsets count code points of ``text``.
        ``known_names`` are names found earlier in the same work; they count as listed.

    >>> lexicon = Lexicon.small(first_names=["Sofie"], words=["hedder", "hun"])
    >>> [(f.start, f.end, f.label.value) for f in find("Hun hedder Sofie, 010203-4567", lexicon)]
    [(11, 16, 'NAME'), (18, 29, 'CPR')]
    """
    even = plain(text)
    sentence = read(as_words(even.text), Reader(lexicon, known_names))
    near = near_digits(even.digits, sentence.lower if even.digits == sentence.text else None)
    numbers = [
        *find_identifiers(even, near),
        *find_births(near, sentence.vocabulary),
        *find_links(even.text, near.small),
    ]
    numbers += find_spoken(sentence)
    numbers += find_addresses(sentence, near)
    _take(sentence, merge(numbers))
    marks = numbers + _words(sentence, near)
    return tuple(Finding(*mark) for mark in merge([_in_place(mark, even) for mark in marks]))


def _words(sentence: Sentence, near: NearDigits) -> list[Mark]:
    """Places, organisations and people among the words that no number covers."""
    marks = [*find_towns(sentence, near), *find_bare_streets(sentence)]
    marks += find_spoken_streets(sentence)
    marks += find_organisations(sentence)
    _take(sentence, merge(marks))
    names = find_people(sentence)
    marks += names
    marks += births_after(near.text, names)
    marks += find_initials(sentence)
    marks += find_correspondents(sentence)
    marks += find_circumstances(sentence)
    return marks


def _take(sentence: Sentence, marks: list[Mark]) -> None:
    """Take covered words out of what the next layers look at; both are sorted."""
    tokens, index = sentence.tokens, 0
    for mark in marks:
        index = bisect_right(tokens, mark.start, lo=index, key=_END)
        while index < len(tokens) and tokens[index].start < mark.end:
            tokens[index].taken = True
            index += 1


def _in_place(mark: Mark, even: Plain) -> Mark:
    """Return a mark of the plain text where it stands in the author's."""
    start, end = even.span(mark.start, mark.end)
    return mark._replace(start=start, end=end)
