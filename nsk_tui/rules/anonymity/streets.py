"""Words that end as streets do.

Source
    docs/rules/anonymity.md
"""

import re

_STREET = re.compile(
    r"^[^\W\d_]{3,}(?:vej|vejen|gade|gaden|stræde|vænge|vænget|allé|boulevard|boulevarden|parken|torvet)$"
)
_TAILS = (
    "vej",
    "vejen",
    "gade",
    "gaden",
    "stræde",
    "vænge",
    "vænget",
    "allé",
    "boulevard",
    "boulevarden",
    "parken",
    "torvet",
)
_ENDS = frozenset(tail[-2:] for tail in _TAILS)


def is_street(folded: str) -> bool:
    """Whether a folded word can be a street by its ending.

    >>> is_street("birkevej"), is_street("vej"), is_street("skole")
    (True, False, False)
    """
    return folded[-2:] in _ENDS and folded.endswith(_TAILS) and _STREET.match(folded) is not None
