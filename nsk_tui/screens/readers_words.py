"""What the terminal layer itself tells of its keys, in the reader's language."""

from dataclasses import replace
from typing import TypeVar

from textual.binding import ActiveBinding, Binding
from textual.screen import Screen

from nsk_tui.wording import _

Result = TypeVar("Result")


class InReadersWords(Screen[Result], inherit_bindings=False):
    """A screen whose bindings are described as the reader speaks."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings in force, the terminal layer's own included, in the reader's language."""
        return {
            key: active._replace(binding=_in_readers_words(active.binding))
            for key, active in super().active_bindings.items()
        }


def _in_readers_words(binding: Binding) -> Binding:
    return replace(binding, description=_(binding.description) if binding.description else "")
