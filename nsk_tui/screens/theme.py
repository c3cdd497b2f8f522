"""The colours: data in ``themes/*.toml``, chosen by the member, the account or the terminal."""

import os
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.theme import Theme

from nsk_tui import paths

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp

THEMES = ("dark", "light", "contrast", "ansi", "mono")
PREFIX = "nsk-"
"""Keeps our names apart from the terminal layer's own themes."""

_LIGHT_BACKGROUNDS = ("7", "15")
_PROPERTIES = (
    "primary", "secondary", "warning", "error", "success", "accent", "foreground", "background", "surface",
    "panel", "boost",
)  # fmt: skip


def read(name: str) -> Theme:
    """Return a shipped theme."""
    table = tomllib.loads((paths.themes_dir() / f"{name}.toml").read_text("utf-8"))
    colours: dict[str, str] = table["colours"]
    return Theme(
        name=PREFIX + name,
        dark=bool(table["dark"]),
        ansi=bool(table["ansi"]),
        variables=dict(table["roles"]),
        **{key: colours[key] for key in _PROPERTIES},  # type: ignore[arg-type]
    )


def suited(environment: Mapping[str, str] = os.environ) -> str:
    """Return the theme that a terminal asks for by its environment.

    >>> suited({"TERM": "linux"}), suited({"TERM": "xterm-256color"}), suited({"NO_COLOR": "1"})
    ('ansi', 'dark', 'mono')
    """
    term, depth = environment.get("TERM", ""), environment.get("COLORTERM", "")
    if environment.get("NO_COLOR"):
        return "mono"
    if depth not in ("truecolor", "24bit") and "256" not in term and "direct" not in term:
        return "ansi"
    behind = environment.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if behind in _LIGHT_BACKGROUNDS else "dark"


def choose(app: "NskApp", wanted: str | None) -> None:
    """Draw in a theme; None, or one that is not shipped, lets the terminal decide."""
    name = wanted if wanted in THEMES and not os.environ.get("NO_COLOR") else suited()
    if app.theme == PREFIX + name:
        return
    if PREFIX + name not in app.available_themes:
        app.register_theme(read(name))
    app.theme = PREFIX + name


def after(current: str) -> str:
    """Return the name of the theme that follows.

    >>> after("nsk-dark"), after("nsk-mono")
    ('light', 'dark')
    """
    name = current.removeprefix(PREFIX)
    place = THEMES.index(name) if name in THEMES else -1
    return THEMES[(place + 1) % len(THEMES)]
