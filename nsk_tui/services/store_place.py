"""What can be seen of a store without unlocking it; imports neither SQL nor Argon2."""

import json
from dataclasses import dataclass
from pathlib import Path

from nsk_tui.rules.ids import MemberId, is_member_id

_BYTES_MAX = 1024 * 1024
_KEYRING_NAME = "keyring.json"


@dataclass(frozen=True)
class StorePlace:
    """A store seen from outside: the public part of its keyring, not verified."""

    folder: Path
    network: str
    municipality: str
    members: tuple[MemberId, ...]
    invited: tuple[MemberId, ...]


def look(folder: Path) -> StorePlace | None:
    """Return what a folder shows of its store, or None when there is none.

    What is damaged is shown with empty names here; unlocking says what is wrong.
    """
    path = folder / _KEYRING_NAME
    if not path.is_file():
        return StorePlace(folder, "", "", (), ()) if any(folder.glob("store-*.db")) else None
    table = _table(path)
    slots = table.get("slots")
    ids = tuple(_ids(slots, invited=False))
    return StorePlace(
        folder, _name(table, "network"), _name(table, "municipality"), ids, tuple(_ids(slots, True))
    )


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as stream:
            table = json.loads(stream.read(_BYTES_MAX))
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _name(table: dict[str, object], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) and value.isprintable() else ""


def _ids(slots: object, invited: bool) -> list[MemberId]:
    rows = slots if isinstance(slots, list) else []
    return [
        MemberId(row["id"])
        for row in rows
        if isinstance(row, dict)
        and isinstance(row.get("id"), str)
        and is_member_id(row["id"])
        and (row.get("expires_on") is not None) == invited
    ]
