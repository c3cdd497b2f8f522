"""What a person sees: the screen as lines of text."""

from typing import Any

from textual.app import App


def lines(app: App[Any]) -> list[str]:
    """Return the lines of the screen on top, without trailing space."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def text(app: App[Any]) -> str:
    """Return the screen on top as one text."""
    return "\n".join(lines(app))
