"""``nsk card`` and ``nsk keys``: readable without a key, a store, or whole files."""

from pathlib import Path

import pytest

from tests.cli.conftest import Nsk


def test_the_red_card_is_what_one_gets(nsk: Nsk) -> None:
    """Without a word it is the red one, with 112 and 114 whatever the hour."""
    answer = nsk("card", "--json")
    assert answer.code == 0
    assert (answer.json["level"], answer.json["area"]) == ("red", "children")
    assert {"112", "114"} <= {number["number"] for number in answer.json["numbers"]}
    assert answer.json["steps"]
    assert answer.json["faults"] == []


@pytest.mark.parametrize("level", ["yellow", "orange", "red"])
@pytest.mark.parametrize("area", ["children", "adults"])
def test_every_level_and_area_has_its_card(nsk: Nsk, level: str, area: str) -> None:
    """The shipped cards cover the matrix."""
    shown = nsk("card", level, "--area", area, "--json").json
    assert (shown["level"], shown["area"]) == (level, area)


def test_the_card_speaks_the_readers_language(nsk: Nsk) -> None:
    """Danish by default, English when asked."""
    assert "Do not\n" in nsk("card").out
    nsk.set("NSK_LANGUAGE", "da")
    assert "Gør ikke\n" in nsk("card").out


def test_a_broken_card_of_the_store_is_told_and_replaced(nsk: Nsk, store: Path) -> None:
    """Whoever edited the file learns which; whoever needs the card gets one."""
    (store / "cards" / "red-children.toml").write_text("level = ")
    (store / "cards" / "numbers.toml").write_bytes(b"\xff")
    answer = nsk.use(store)("card")
    assert answer.code == 0
    assert "112" in answer.out
    assert "red-children.toml" in answer.err
    assert "numbers.toml" in answer.err


def test_a_damaged_store_does_not_hide_the_card(nsk: Nsk, store: Path) -> None:
    """The card needs no keyring."""
    (store / "keyring.json").write_text("{")
    assert nsk.use(store)("card").code == 0


def test_the_key_card_names_the_acute_key_first(nsk: Nsk) -> None:
    """As lines and as JSON, from the one registry."""
    lines = nsk("keys", "--print").out.splitlines()
    assert "F9" in lines[1]
    acts = nsk("keys", "--json").json
    assert acts[0]["id"] == "emergency.show"
    assert len(acts) >= len(lines) - 1
