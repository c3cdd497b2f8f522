"""How much is tried: little in every run of the tests, much where ``NSK_PROVE=1``."""

import json
import os
import random
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
IS_PROVE = os.environ.get("NSK_PROVE") == "1"
"""Set by ``make prove``, which wants the large counts and writes the figures down."""

SEED = 20_261_120


def size(small: T, full: T) -> T:
    """Return how many."""
    return full if IS_PROVE else small


def chooser(part: str) -> random.Random:
    """Return the dice of one part: the same throws in every run, so that a fault comes back."""
    return random.Random(f"{SEED} {part}")  # noqa: S311 - moments and places, not secrets


def figure(part: str, name: str, value: object, of: object = "") -> None:
    """Write a figure down for docs/proof.md, where ``NSK_FIGURES`` names a file."""
    line = json.dumps({"part": part, "name": name, "value": value, "of": of}, ensure_ascii=False)
    place = os.environ.get("NSK_FIGURES")
    print(line)
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
