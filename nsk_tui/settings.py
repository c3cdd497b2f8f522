"""Settings of this account: every value knows where it came from."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nsk_tui import paths

LANGUAGES = ("da", "en")
_KEYS = ("store", "member", "language", "theme", "ascii", "mouse")


class SettingsFault(Exception):
    """A settings file cannot be used.

    Shape
        ``code`` is stable; ``file`` and ``detail`` (a key, or a line) say where.
    """

    code = "settings_fault"

    def __init__(self, file: str, detail: str) -> None:
        super().__init__(file, detail)
        self.file = file
        self.detail = detail


@dataclass(frozen=True)
class Settings:
    """What this account has set.

    Shape
        ``store`` is the folder of the store; ``member`` None means that nobody is proposed on
        the lock screen; ``theme`` None means the terminal decides. ``sources`` tells for each
        key where its value came from.
    """

    store: Path
    member: str | None = None
    language: str = "da"
    theme: str | None = None
    ascii: bool = False
    mouse: bool = True
    sources: tuple[tuple[str, str], ...] = ()


def load(
    store: str | None = None,
    environment: Mapping[str, str] = os.environ,
    files: tuple[Path, ...] | None = None,
) -> Settings:
    """Return the settings: files first, then the environment, then what was asked for.

    Errors
        SettingsFault: a file is no TOML, or a key or value in it is not known.
    """
    settings = Settings(store=paths.default_store())
    for file in paths.config_files() if files is None else files:
        settings = _with_file(settings, file)
    settings = _with_environment(settings, environment)
    return _set(settings, "store", Path(store), "--store") if store else settings


def _with_environment(settings: Settings, environment: Mapping[str, str]) -> Settings:
    if environment.get("NSK_STORE"):
        settings = _set(settings, "store", Path(environment["NSK_STORE"]), "$NSK_STORE")
    if environment.get("NSK_LANGUAGE") in LANGUAGES:
        settings = _set(settings, "language", environment["NSK_LANGUAGE"], "$NSK_LANGUAGE")
    return settings


def _with_file(settings: Settings, file: Path) -> Settings:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return settings
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsFault(str(file), str(fault)) from None
    for key, value in table.items():
        settings = _set(settings, key, _checked(key, value, file), str(file))
    return settings


def _checked(key: str, value: object, file: Path) -> object:
    if key not in _KEYS:
        raise SettingsFault(str(file), key)
    wanted = bool if key in ("ascii", "mouse") else str
    if not isinstance(value, wanted) or (key == "language" and value not in LANGUAGES):
        raise SettingsFault(str(file), key)
    return Path(str(value)).expanduser() if key == "store" else value


def _set(settings: Settings, key: str, value: object, source: str) -> Settings:
    sources = (*(pair for pair in settings.sources if pair[0] != key), (key, source))
    return replace(settings, **{key: value, "sources": sources})  # type: ignore[arg-type]
