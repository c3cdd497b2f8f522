"""The program from its first argument to its exit code.

``nsk`` alone opens the screens and ``nsk --version`` answers at once; neither imports Typer.
"""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nsk_tui import __version__, hardening, paths, settings, wording
from nsk_tui.cli import streams
from nsk_tui.cli.faults import USAGE, UsageFault, expected_faults, no_such_option, told_apart
from nsk_tui.rules.text import find_forbidden

if TYPE_CHECKING:
    from nsk_tui.screens.actions import Action

INTERRUPTED = 130
READER_GONE = 141
"""What a shell makes of a process that SIGPIPE ended."""

SURVIVE_BAD_SETTINGS = frozenset({"card", "doctor", "duty", "shell"})
"""What must answer when the settings file is wrong: help in danger, also over SSH, and what tells faults."""

_VALUE_OPTIONS = {"--store": "store", "--as": "member"}
_FLAGS = frozenset({"--no-mouse", "--version", "--help"})


@dataclass(frozen=True)
class Leading:
    """What stands before the first verb.

    Shape
        ``store`` and ``member`` None mean that they were not given. ``words`` begin with the
        verb; empty words mean that the screens are wanted.
    """

    store: str | None
    member: str | None
    flags: frozenset[str]
    words: tuple[str, ...]


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say and return the exit code; every expected fault is told in plain words."""
    streams.prepare()
    try:
        code = _run(arguments)
        streams.flush()
    except KeyboardInterrupt:
        streams.tell("")
        return INTERRUPTED
    except BrokenPipeError:
        streams.give_up_output()
        return READER_GONE
    except UsageFault as fault:
        return _told(fault)
    except expected_faults() as error:
        streams.drop_what_cannot_be_written()
        return _explained(error)
    return code


def read_leading(arguments: Sequence[str]) -> Leading:
    """Return what stands before the verb, and the rest.

    Errors
        UsageFault: an unknown option, or an option without its value.
    """
    values: dict[str, str] = {}
    flags: set[str] = set()
    words = list(arguments)
    while words and words[0].startswith("-"):
        option, equals, value = words.pop(0).partition("=")
        if option in _FLAGS and not equals:
            flags.add(option)
        elif option in _VALUE_OPTIONS:
            values[_VALUE_OPTIONS[option]] = _value(
                option, value if equals else words.pop(0) if words else ""
            )
        else:
            raise no_such_option(option, (*_VALUE_OPTIONS, *sorted(_FLAGS)))
    return Leading(values.get("store"), values.get("member"), frozenset(flags), tuple(words))


def open_screens(own: settings.Settings, meeting: str = "") -> int:
    """Open the screens on a store; return the exit code. ``meeting`` opens into its big screen.

    Errors
        UsageFault: there is no terminal to draw on.
    """
    if not has_terminal():
        raise UsageFault(
            wording._("The screens need a terminal."), wording._("'nsk --help' shows what works without one.")
        )
    hardening.quiet_terminal_layer()
    from nsk_tui.screens.app import run as run_screens

    return run_screens(own, own.store, own.member, meeting)


def has_terminal() -> bool:
    """Return whether somebody sits before the screen and the keys."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def actions() -> tuple["Action", ...]:
    """Return every act that a key can do."""
    from nsk_tui.screens.actions import ACTIONS

    return ACTIONS


def schema_version() -> int:
    """Return the number of the newest migration, which is the version of the tables."""
    versions = paths.migrations_dir() / "versions"
    return max((int(file.name.split("_")[0]) for file in versions.glob("[0-9]*_*.py")), default=0)


def _run(arguments: Sequence[str]) -> int:
    _choose_language(os.environ.get("NSK_LANGUAGE", ""))
    _refuse_control_characters(arguments)
    leading = read_leading(arguments)
    if "--version" in leading.flags:
        streams.say(f"nsk_tui {__version__}\nschema {schema_version()}")
        return 0
    hardening.apply()
    own = _settings(leading)
    wording.use(own.language)
    if leading.words or "--help" in leading.flags:
        from nsk_tui.cli.verbs import run_words

        return run_words(leading.words or ("--help",), own)
    return open_screens(own)


def _settings(leading: Leading) -> settings.Settings:
    try:
        own = settings.load(leading.store)
    except settings.SettingsFault as fault:
        if not SURVIVE_BAD_SETTINGS.intersection(leading.words[:1]):
            raise
        _explained(fault)
        own = settings.load(leading.store, files=())
    own = replace(own, mouse=False) if "--no-mouse" in leading.flags else own
    return replace(own, member=leading.member) if leading.member else own


def _value(option: str, value: str) -> str:
    if not value:
        raise UsageFault(wording._("%(option)s needs a value.") % {"option": option})
    return value


def _choose_language(wanted: str) -> None:
    wording.use(wanted if wanted in settings.LANGUAGES else wording.DANISH)


def _refuse_control_characters(arguments: Sequence[str]) -> None:
    for number, argument in enumerate(arguments, 1):
        if find_forbidden(argument):
            raise UsageFault(
                wording._("Argument %(number)d holds a control character or is not UTF-8.")
                % {"number": number}
            )


def _told(fault: UsageFault) -> int:
    streams.tell(f"nsk: {fault.happened}")
    if fault.todo:
        streams.tell(f"     {fault.todo}")
    return USAGE


def _explained(error: Exception) -> int:
    from nsk_tui.explanations import explain

    explanation = explain(told_apart(error))
    streams.tell(f"nsk: {explanation.happened}")
    for line in (explanation.kept, *explanation.todo):
        if line:
            streams.tell(f"     {line}")
    streams.tell(f"     ({explanation.code})")
    return explanation.exit_code
