"""Values of options: read strictly, refused with what would do."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from nsk_tui.cli.faults import UsageFault
from nsk_tui.rules.nearest import nearest
from nsk_tui.wording import _

Kind = TypeVar("Kind", bound=StrEnum)


def choice(kind: type[Kind], option: str) -> Callable[[str], Kind]:
    """Return the reader of an option that takes one of a few words."""

    def read(text: str) -> Kind:
        allowed = tuple(kind)
        if text in allowed:
            return kind(text)
        raise UsageFault(
            _("%(option)s takes one of: %(allowed)s.") % {"option": option, "allowed": ", ".join(allowed)},
            _("Did you mean '%(nearest)s'?") % {"nearest": nearest(text, allowed)},
        )

    return read


def whole_number(option: str, least: int, most: int) -> Callable[[str], int]:
    """Return the reader of an option that takes a whole number within limits."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most:
            return int(text)
        raise UsageFault(
            _("%(option)s takes a whole number from %(least)d to %(most)d.")
            % {"option": option, "least": least, "most": most}
        )

    return read


def day(option: str) -> Callable[[str], date]:
    """Return the reader of an option that takes a day."""
    from nsk_tui.rules.consultation_input import InputFault, read_date

    def read(text: str) -> date:
        value = read_date(option, text)
        if isinstance(value, InputFault):
            raise UsageFault(
                _("%(option)s takes a day that exists, such as 2026-11-20.") % {"option": option}
            )
        return value

    return read
