"""The examples in the docstrings of the command line hold."""

import doctest
import importlib
import pkgutil

import pytest

from nsk_tui import cli

MODULES = sorted(module.name for module in pkgutil.iter_modules(cli.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name: str) -> None:
    """What a docstring shows is what happens."""
    assert doctest.testmod(importlib.import_module(f"nsk_tui.cli.{name}")).failed == 0
