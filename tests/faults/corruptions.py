"""Ways to change a store's files behind its back; each does one harm, chosen by the dice."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.aged import Aged
from tests.faults.nonsense import NONSENSE
from tests.faults.truth import database_of

PAGE_BYTES = 4096
WAL_HEAD_BYTES = 32
FRAME_HEAD_BYTES = 24
FRAME_BYTES = FRAME_HEAD_BYTES + PAGE_BYTES
NOTICED = frozenset({"opening", "reading", "verify"})
REPLAYED = NOTICED | {"same"}
"""A page that says the same as the one it replaces is no harm."""


Harm = Callable[[Path, Aged, random.Random], None]


@dataclass(frozen=True)
class Kind:
    """One kind of harm.

    Shape
        ``base`` is the moment whose files are harmed. ``ends`` are the ends that are allowed:
        where it was noticed, ``words`` when only the printed words show it, ``same`` when the
        store says the same as before, ``index`` when only the search finds other entries than
        it should, ``unseen`` when it says something older and nothing shows.
    """

    base: str
    harm: Harm
    ends: frozenset[str] = NOTICED
    full: int = 80


def flip(path: Path, dice: random.Random, first: int = 0, last: int | None = None) -> None:
    """Turn one bit of a file, between two offsets; None means its end."""
    content = bytearray(path.read_bytes())
    content[dice.randrange(first, last or len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def cut(path: Path, length: int) -> None:
    """Cut a file off."""
    path.write_bytes(path.read_bytes()[:length])


def log_of(folder: Path) -> Path:
    """Return the write-ahead log of a store that was copied while it was open."""
    return Path(f"{database_of(folder)}-wal")


def _pages(folder: Path) -> list[bytes]:
    content = database_of(folder).read_bytes()
    return [content[at : at + PAGE_BYTES] for at in range(0, len(content), PAGE_BYTES)]


def _put(folder: Path, pages: list[bytes]) -> None:
    database_of(folder).write_bytes(b"".join(pages))


def _flip_page(folder: Path, _aged: Aged, dice: random.Random) -> None:
    flip(database_of(folder), dice)


def _flip_head(folder: Path, _aged: Aged, dice: random.Random) -> None:
    flip(database_of(folder), dice, last=112)


def _zero_page(folder: Path, _aged: Aged, dice: random.Random) -> None:
    pages = _pages(folder)
    pages[dice.randrange(len(pages))] = bytes(PAGE_BYTES)
    _put(folder, pages)


def _swap_pages(folder: Path, _aged: Aged, dice: random.Random) -> None:
    pages = _pages(folder)
    one, other = dice.sample(range(len(pages)), 2)
    pages[one], pages[other] = pages[other], pages[one]
    _put(folder, pages)


def _cut_anywhere(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = database_of(folder)
    cut(path, dice.randrange(path.stat().st_size))


def _cut_between_pages(folder: Path, _aged: Aged, dice: random.Random) -> None:
    cut(database_of(folder), PAGE_BYTES * dice.randrange(len(_pages(folder))))


def _replay_pages(folder: Path, aged: Aged, dice: random.Random) -> None:
    _replay(folder, aged.files["morning"], dice)


def _replay_late_pages(folder: Path, aged: Aged, dice: random.Random) -> None:
    _replay(folder, aged.files["closed"], dice)


def _replay(folder: Path, older: Path, dice: random.Random) -> None:
    now, then = _pages(folder), _pages(older)
    changed = [at for at in range(min(len(now), len(then))) if now[at] != then[at]]
    for at in dice.sample(changed, dice.choice((1, 1, 1, 2, 3, len(changed) // 2))):
        now[at] = then[at]
    _put(folder, now)


def _flip_log(folder: Path, _aged: Aged, dice: random.Random) -> None:
    flip(log_of(folder), dice)


def _cut_log_anywhere(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = log_of(folder)
    cut(path, dice.randrange(path.stat().st_size))


def _cut_log_between_frames(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = log_of(folder)
    frames = (path.stat().st_size - WAL_HEAD_BYTES) // FRAME_BYTES
    cut(path, WAL_HEAD_BYTES + FRAME_BYTES * dice.randrange(frames))


def _swap_frames(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = log_of(folder)
    content = path.read_bytes()
    head, body = content[:WAL_HEAD_BYTES], content[WAL_HEAD_BYTES:]
    frames = [body[at : at + FRAME_BYTES] for at in range(0, len(body), FRAME_BYTES)]
    one, other = dice.sample(range(len(frames)), 2)
    frames[one], frames[other] = frames[other], frames[one]
    path.write_bytes(head + b"".join(frames))


def _lose_log(folder: Path, _aged: Aged, _dice: random.Random) -> None:
    log_of(folder).unlink()


def _older_database(folder: Path, aged: Aged, dice: random.Random) -> None:
    shutil.copyfile(
        database_of(dice.choice((aged.files["yesterday"], aged.files["morning"]))), database_of(folder)
    )


def _older_keyring(folder: Path, aged: Aged, _dice: random.Random) -> None:
    shutil.copyfile(aged.files["yesterday"] / "keyring.json", folder / "keyring.json")


def _older_everything(folder: Path, aged: Aged, dice: random.Random) -> None:
    shutil.rmtree(folder)
    shutil.copytree(dice.choice((aged.files["yesterday"], aged.files["morning"])), folder)


def _flip_keyring(folder: Path, _aged: Aged, dice: random.Random) -> None:
    flip(folder / "keyring.json", dice)


def _cut_keyring(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = folder / "keyring.json"
    # The last byte is the line's end; without it nothing is missing.
    cut(path, dice.randrange(path.stat().st_size - 1))


def _edit_keyring(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = folder / "keyring.json"
    table = json.loads(path.read_text("utf-8"))
    holder, key = dice.choice(list(leaves(table)))
    edit(table, holder, key, dice)
    path.write_text(json.dumps(table), "utf-8")


def leaves(table: Any) -> Iterator[tuple[Any, Any]]:
    """Return every field of a JSON table, as what holds it and its name there."""
    for key, value in list(table.items() if isinstance(table, dict) else enumerate(table)):
        yield table, key
        if isinstance(value, dict | list):
            yield from leaves(value)


def edit(table: Any, holder: Any, key: Any, dice: random.Random) -> None:
    """Change one field: to another value of its kind, to another kind, to its neighbour's, or away."""
    before = json.dumps(table)
    alike = [there[name] for there, name in leaves(table) if name == key and there[name] != holder[key]]
    for _try in range(20):
        choice = dice.randrange(4)
        if choice == 0 or not alike:
            holder[key] = _other(holder[key], dice)
        elif choice == 1:
            holder[key] = dice.choice(alike)
        elif choice == 2:
            holder[key] = dice.choice((None, 0, -1, 2**70, 1.5, True, "", "x", [], {}, [[]]))
        else:
            del holder[key]
        if json.dumps(table) != before:
            return


def _other(value: Any, dice: random.Random) -> Any:
    if isinstance(value, bool | int | float) or value is None:
        return (value or 0) + dice.choice((-1, 1, 1000))
    if isinstance(value, str) and value:
        at = dice.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ 1) + value[at + 1 :]
    if isinstance(value, list) and value:
        return [*value, value[0]] if dice.random() < 0.5 else value[1:]
    return "x"


def _edit_checkpoint(folder: Path, _aged: Aged, dice: random.Random) -> None:
    path = folder / "checkpoint.json"
    table = json.loads(path.read_text("utf-8"))
    if dice.random() < 0.5:
        edit(table, table, dice.choice(("count", "mark")), dice)
        path.write_text(json.dumps(table), "utf-8")
    else:
        path.write_bytes(dice.choice(NONSENSE))


def _drafts(folder: Path) -> list[Path]:
    return sorted((folder / "drafts" / "K-01").glob("*.draft"))


def _harm_draft(folder: Path, _aged: Aged, dice: random.Random) -> None:
    one, other = _drafts(folder)
    way = dice.randrange(4)
    if way == 0:
        flip(one, dice)
    elif way == 1:
        cut(other, dice.randrange(other.stat().st_size))
    elif way == 2:
        content = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(content)
    else:
        one.write_bytes(dice.randbytes(dice.randrange(2000)))


def _older_draft(folder: Path, aged: Aged, _dice: random.Random) -> None:
    for path in _drafts(folder):
        shutil.copyfile(aged.files["yesterday"] / "drafts" / "K-01" / path.name, path)


def _older_drafts_and_index(folder: Path, aged: Aged, dice: random.Random) -> None:
    _older_draft(folder, aged, dice)
    index = Path("drafts") / "K-01" / "index"
    shutil.copyfile(aged.files["yesterday"] / index, folder / index)


KINDS: dict[str, Kind] = {
    "one bit of the database": Kind("closed", _flip_page, full=400),
    "one bit of its salt or first page's head": Kind("closed", _flip_head, full=100),
    "a page zeroed": Kind("closed", _zero_page, full=100),
    "two pages swapped": Kind("closed", _swap_pages, full=100),
    "the database cut anywhere": Kind("closed", _cut_anywhere, full=100),
    "the database cut between pages": Kind("closed", _cut_between_pages, full=100),
    "pages of this morning": Kind("closed", _replay_pages, REPLAYED, full=200),
    "pages of before one correction": Kind("late", _replay_late_pages, REPLAYED, full=100),
    "one bit of the log": Kind("running", _flip_log, NOTICED | {"same"}, full=150),
    "the log cut anywhere": Kind("running", _cut_log_anywhere, NOTICED | {"same"}, full=100),
    "the log cut between transactions' pages": Kind("running", _cut_log_between_frames, full=100),
    "two pages of the log swapped": Kind("running", _swap_frames, NOTICED | {"same"}, full=50),
    "the log removed": Kind("running", _lose_log, full=5),
    "an older database under today's keyring": Kind("closed", _older_database, full=20),
    "an older keyring over today's database": Kind("closed", _older_keyring, full=5),
    "all files of an earlier day": Kind("closed", _older_everything, frozenset({"words"}), full=20),
    "one bit of the keyring": Kind("closed", _flip_keyring, NOTICED | {"same"}, full=100),
    "the keyring cut": Kind("closed", _cut_keyring, full=30),
    "one field of the keyring": Kind("closed", _edit_keyring, NOTICED | {"same"}, full=200),
    "the checkpoint edited": Kind("closed", _edit_checkpoint, NOTICED | {"same"}, full=60),
    "a draft harmed": Kind("closed", _harm_draft, full=40),
    "an older draft put back": Kind("closed", _older_draft, frozenset({"verify"}), full=5),
    "older drafts and their index": Kind("closed", _older_drafts_and_index, frozenset({"verify"}), full=5),
}
