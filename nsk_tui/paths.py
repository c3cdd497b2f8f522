"""Where the store, the shipped content and the themes lie, in a checkout and in a wheel."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _shipped(name: str) -> Path:
    beside = _CHECKOUT / name
    in_checkout = (_CHECKOUT / "pyproject.toml").is_file() and beside.is_dir()
    return beside if in_checkout else _PACKAGE / "_shipped" / name


def content_dir() -> Path:
    """Return the folder of shipped content: cards, demo, word lists."""
    return _shipped("db") / "content"


def migrations_dir() -> Path:
    """Return the folder of the store's migrations."""
    return _shipped("db") / "migrations"


def themes_dir() -> Path:
    """Return the folder of themes."""
    return _shipped("themes")


def locale_dir() -> Path:
    """Return the folder of the catalogues."""
    return _PACKAGE / "locale"


def config_files() -> tuple[Path, ...]:
    """Return where settings are read from, the weightiest last."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path("/etc/nsk_tui/config.toml"), home / "nsk_tui" / "config.toml"


def default_store() -> Path:
    """Return where a store lies when nobody said otherwise."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return data / "nsk_tui" / "store"


def state_dir() -> Path:
    """Return the folder for crash reports."""
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return state / "nsk_tui"
