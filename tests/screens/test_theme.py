"""Themes are data: readable in every one, and meaning never by colour alone."""

import tomllib
from pathlib import Path

import pytest
from textual.color import Color

from nsk_tui import paths
from nsk_tui.screens import theme
from nsk_tui.screens.theme import THEMES
from tests.screens.conftest import Opener

CONTRAST_MIN = 4.5
"""WCAG 2.2, level AA, for text."""

TRUE_COLOUR = ("dark", "light", "contrast")
ON_SCREEN = ("foreground", "primary", "secondary", "warning", "error", "success", "accent")
ROLES = ("yellow-level", "orange-level", "red-level", "finding-strong", "finding-weak", "rule", "faint")
GROUNDS = ("background", "surface", "panel")


def table(name: str) -> dict[str, dict[str, str]]:
    """Return a theme's file."""
    return tomllib.loads((paths.themes_dir() / f"{name}.toml").read_text("utf-8"))


def contrast(text: str, ground: str) -> float:
    """Return how far two colours stand apart, as WCAG counts it."""
    lighter, darker = sorted((luminance(text), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour."""
    parts = [part / 255 for part in Color.parse(colour).rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", TRUE_COLOUR)
def test_every_colour_of_text_can_be_read_on_every_ground(name: str) -> None:
    """At least 4.5:1, for tired eyes and poor screens."""
    colours, roles = table(name)["colours"], table(name)["roles"]
    texts = {key: colours[key] for key in ON_SCREEN} | {key: roles[key] for key in ROLES}
    poor = {
        (key, ground): round(contrast(value, colours[ground]), 2)
        for key, value in texts.items()
        for ground in GROUNDS
        if contrast(value, colours[ground]) < CONTRAST_MIN
    }
    assert poor == {}


@pytest.mark.parametrize("name", TRUE_COLOUR)
def test_the_cursor_row_and_the_fields_can_be_read(name: str) -> None:
    """What one stands on and writes in is as clear as the rest."""
    colours, roles = table(name)["colours"], table(name)["roles"]
    pairs = [
        (roles["cursor-foreground"], roles["cursor-background"]),
        (colours["foreground"], roles["field-background"]),
        (colours["foreground"], roles["field-focused"]),
        (roles["input-cursor-foreground"], roles["input-cursor-background"]),
        (colours["foreground"], roles["input-selection-background"]),
    ]
    assert [round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < CONTRAST_MIN] == []


def test_a_poor_colour_is_seen() -> None:
    """The measure above can fail: grey on grey."""
    assert contrast("#777777", "#888888") < CONTRAST_MIN


@pytest.mark.parametrize("name", ["ansi", "mono"])
def test_sixteen_colours_and_none_use_only_the_terminals_own(name: str) -> None:
    """No number of a colour stands in them, and nothing means something by being bright."""
    values = [*table(name)["colours"].values(), *table(name)["roles"].values()]
    assert [value for value in values if value.startswith("#") or "bright" in value] == []


def test_mono_names_no_colour() -> None:
    """Reverse, bold and underline carry everything."""
    assert set(table("mono")["colours"].values()) == {"ansi_default"}


def test_every_theme_gives_the_same_roles() -> None:
    """A screen may ask any theme for any role."""
    keys = {
        name: set(table(name)["roles"]) - {"ansi-background", "ansi-foreground", "text-muted"}
        for name in THEMES
    }
    assert set(map(frozenset, keys.values())) == {frozenset(keys["dark"])}


@pytest.mark.parametrize("name", THEMES)
async def test_every_theme_draws_the_same_words(terminal: Opener, name: str) -> None:
    """Colour only repeats what glyph and word say."""
    async with terminal("K-01", theme=name) as shown:
        assert shown.app.theme == f"nsk-{name}"
        await shown.press("9")
        assert "▸9 System◂" in shown.rows[0]
        await shown.press("f9")
        assert "■ RØD · AKUT" in shown.rows[0]


async def test_no_color_is_respected(terminal: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR goes before what anybody chose."""
    async with terminal("K-01", theme="dark") as shown:
        monkeypatch.setenv("NO_COLOR", "1")
        theme.choose(shown.app, "dark")
        assert shown.app.theme == "nsk-mono"


async def test_the_palette_goes_to_the_next_theme_and_remembers(terminal: Opener) -> None:
    """What is chosen is stored with the member."""
    async with terminal("K-01", theme="dark") as shown:
        await shown.press("f4")
        await shown.write("skift tema")
        await shown.press("enter")
        assert shown.app.theme == "nsk-light"
        assert shown.message == "Tema: light."
        assert shown.app.session is not None
        assert shown.app.session.theme == "light"


async def test_the_palette_changes_the_language(terminal: Opener) -> None:
    """Everything speaks the other language at once, and next time."""
    async with terminal("K-01") as shown:
        await shown.press("9", "f4")
        await shown.write("english")
        await shown.press("enter")
        assert shown.rows[0].startswith("▸1 Today◂2 Consultations 3 Duty ")
        assert shown.footer.startswith("F9 ACUTE")
        assert shown.app.session is not None
        assert shown.app.session.language == "en"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "dark"),
        ({"TERM": "xterm-256color", "COLORFGBG": "0;15"}, "light"),
        ({"TERM": "screen"}, "ansi"),
        ({"TERM": "linux"}, "ansi"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "mono"),
    ],
)
def test_the_terminal_decides_when_nobody_chose(environment: dict[str, str], expected: str) -> None:
    """Old consoles get their own 16 colours."""
    assert theme.suited(environment) == expected


def test_every_shipped_theme_is_offered(tmp_path: Path) -> None:
    """No file lies unused, and none is missing."""
    assert {file.stem for file in paths.themes_dir().glob("*.toml")} == set(THEMES)
