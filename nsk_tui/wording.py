"""The language on the screen: English msgids in the code, Danish in the catalogue.

Danish is the first language of the program; English is complete beside it.
"""

import contextlib
import gettext as _gettext
from collections.abc import Iterator
from datetime import date, datetime

from nsk_tui import paths

DANISH = "da"
ENGLISH = "en"
DOMAIN = "nsk_tui"


class _Tongue:
    """Which catalogue speaks now; one for the process, since a process has one reader."""

    def __init__(self) -> None:
        self.language = ""
        self.catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


_tongue = _Tongue()


def use(language: str) -> None:
    """Speak Danish (``da``) or English (``en``) from now on; anything else is Danish."""
    wanted = ENGLISH if language == ENGLISH else DANISH
    if wanted == _tongue.language:
        return
    _tongue.language = wanted
    _tongue.catalogue = (
        _gettext.NullTranslations()
        if wanted == ENGLISH
        else _gettext.translation(DOMAIN, paths.locale_dir(), [DANISH], fallback=True)
    )


@contextlib.contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak a language for a moment: of words that go into a text and not on the screen."""
    before = language()
    use(wanted)
    try:
        yield
    finally:
        use(before)


def language() -> str:
    """Return ``da`` or ``en``."""
    if not _tongue.language:
        use(DANISH)
    return _tongue.language


def _(message: str) -> str:
    """Return a message in the reader's language."""
    language()
    return _tongue.catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return a message that depends on a count, in the reader's language."""
    language()
    return _tongue.catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """Return a message whose English is ambiguous, by its context."""
    language()
    return _tongue.catalogue.pgettext(context, message)


def day(value: date, today: date) -> str:
    """Return a date as the screen writes it: 20/11, with the year when it is another year.

    >>> day(date(2026, 11, 20), date(2026, 1, 1)), day(date(2029, 11, 17), date(2026, 1, 1))
    ('20/11', '17/11-2029')
    """
    short = f"{value.day:02d}/{value.month:02d}"
    return short if value.year == today.year else f"{short}-{value.year}"


def weekday(value: date) -> str:
    """Return the name of a weekday in small letters."""
    return (
        _("monday"), _("tuesday"), _("wednesday"), _("thursday"), _("friday"), _("saturday"), _("sunday"),
    )[value.weekday()]  # fmt: skip


def month(value: date) -> str:
    """Return the name of a month in small letters."""
    return (
        _("january"), _("february"), _("march"), _("april"), _("may"), _("june"), _("july"),
        _("august"), _("september"), _("october"), _("november"), _("december"),
    )[value.month - 1]  # fmt: skip


def clock(value: datetime) -> str:
    """Return a local time of day: 09:42."""
    return f"{value:%H:%M}"


def number(value: int) -> str:
    """Return a whole number with the reader's thousands mark: 4.182 in Danish, 4,182 in English."""
    return f"{value:,}".replace(",", "." if language() == DANISH else ",")


def decimal(value: float, places: int) -> str:
    """Return a number with the reader's decimal mark: 2,4 in Danish, 2.4 in English."""
    return f"{value:.{places}f}".replace(".", "," if language() == DANISH else ".")
