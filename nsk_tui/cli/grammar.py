"""How the command line is read: nouns and verbs through Typer, in plain words and the reader's language.

Everything that leans on the inside of Typer (pinned exactly) stands in this file: its own
messages are English, its boxes need a wide terminal, and its values go through pydantic, which
costs as much time as all the rest of a verb.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import typer
from typer import _click
from typer._click import exceptions as refusals
from typer._coercion import RuntimeParam
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from nsk_tui.cli.faults import UsageFault, no_such_option, no_such_verb, shown
from nsk_tui.wording import _

N_ = str
"""Marks a message for the catalogue; it is translated where it is shown."""


@dataclass(frozen=True)
class VerbLine:
    """A word of the command line: what it does, and the app behind it, made when it is used."""

    about: str
    open_app: Callable[[], typer.Typer]


class AsTyped(RuntimeParam):
    """Hands a value on as it was typed: the verb reads it itself."""

    def coerce(self, value: Any, param: Any, ctx: _click.Context) -> Any:
        """Return the value unchanged, and no value for an option that may come several times as none."""
        return () if value is None and param.multiple else value

    def _coerce_value(self, value: Any, param: Any, ctx: _click.Context) -> Any:
        return value


class Verb(TyperCommand):
    """A verb: refuses what is left over, explains itself in plain lines."""

    def get_params(self, ctx: _click.Context) -> list[_click.Parameter]:
        """Return the options and arguments, each handed on as it was typed."""
        return [_as_typed(param) for param in super().get_params(ctx)]

    def parse_args(self, ctx: _click.Context, args: list[str]) -> list[str]:
        """Read the arguments of the verb."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except refusals.UsageError as refused:
            raise _in_our_words(refused, ctx) from None
        if rest:
            raise UsageFault(_("'%(word)s' is one word too many.") % {"word": shown(rest[0])}, help_hint(ctx))
        return rest

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the help of the verb."""
        formatter.write(f"{usage(ctx)}\n\n{_said(self.help)}\n\n")
        formatter.write(_columns(_option_rows(ctx)))


class Noun(TyperGroup):
    """A noun with its verbs."""

    def get_params(self, ctx: _click.Context) -> list[_click.Parameter]:
        """Return the options, each handed on as it was typed."""
        return [_as_typed(param) for param in super().get_params(ctx)]

    def invoke(self, ctx: _click.Context) -> Any:
        """Run the verb; a noun alone is answered with its verbs."""
        if not ctx._protected_args:  # noqa: SLF001
            verbs = ", ".join(self.list_commands(ctx))
            raise UsageFault(_("Which of these: %(verbs)s?") % {"verbs": verbs}, help_hint(ctx))
        return super().invoke(ctx)

    def resolve_command(
        self, ctx: _click.Context, args: list[str]
    ) -> tuple[str | None, _click.Command | None, list[str]]:
        """Return the verb that the next word names."""
        found = self.get_command(ctx, args[0])
        if found is None:
            raise no_such_verb(args[0], tuple(self.list_commands(ctx)), help_hint(ctx))
        return args[0], found, args[1:]

    def format_help(self, ctx: _click.Context, formatter: _click.HelpFormatter) -> None:
        """Write the help of the noun: its verbs with a line each."""
        formatter.write(f"{usage(ctx)}\n\n{_said(self.help)}\n\n")
        formatter.write(_columns([(name, _said(about)) for name, about in self.verb_lines(ctx)]))

    def verb_lines(self, ctx: _click.Context) -> list[tuple[str, str]]:
        """Return each verb with what it does."""
        return [(name, command.help or "") for name, command in self.commands.items()]


class Program(Noun):
    """The whole command line; a noun's module is imported when the noun is used, not before."""

    def __init__(self, lines: Mapping[str, VerbLine], about: str) -> None:
        super().__init__(name="nsk", help=about, rich_markup_mode=None)
        self.lines = lines

    def list_commands(self, ctx: _click.Context) -> list[str]:
        """Return the nouns and verbs in the order in which they are explained."""
        return list(self.lines)

    def get_command(self, ctx: _click.Context, cmd_name: str) -> _click.Command | None:
        """Return a noun or verb, or None when there is no such word."""
        line = self.lines.get(cmd_name)
        return None if line is None else get_command(line.open_app())

    def verb_lines(self, ctx: _click.Context) -> list[tuple[str, str]]:
        """Return each noun or verb with what it does, without importing any."""
        return [(name, line.about) for name, line in self.lines.items()]


def new_app(about: str = "") -> typer.Typer:
    """Return an empty app for the verbs of one noun."""
    return typer.Typer(
        cls=Noun, help=about, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False
    )


def run_program(program: Program, words: Sequence[str], settings: object) -> int:
    """Read the words, run the verb they name, and return its exit code.

    Errors
        UsageFault: the words name no verb, option or argument, or leave one out.
    """
    try:
        with program.make_context("nsk", list(words), obj=settings) as ctx:
            return int(program.invoke(ctx) or 0)
    except typer.Exit as done:
        return done.exit_code
    except refusals.UsageError as refused:
        raise _in_our_words(refused, refused.ctx) from None


def usage(ctx: _click.Context) -> str:
    """Return the line that shows how a verb is written."""
    return _("Usage: %(line)s") % {"line": " ".join([ctx.command_path, *_usage_parts(ctx)])}


def help_hint(ctx: _click.Context) -> str:
    """Return where more can be read."""
    return _("'%(path)s --help' shows what is possible.") % {"path": ctx.command_path}


def _said(message: str | None) -> str:
    """Return a message in the reader's language; None and nothing stay nothing."""
    return _(message) if message else ""


def _as_typed(param: _click.Parameter) -> _click.Parameter:
    if isinstance(param, TyperArgument | TyperOption):
        kind = param.type_descriptor
        param._runtime_param = AsTyped(kind.parameter_info, kind.annotation)  # noqa: SLF001
    return param


def _usage_parts(ctx: _click.Context) -> list[str]:
    if isinstance(ctx.command, Noun):
        return [_("VERB …")]
    parts = []
    for param in ctx.command.params:
        word = _option_word(param) if isinstance(param, TyperOption) else _word_of(param)
        parts.append(word if param.required else f"[{word}]")
    return parts


def _option_word(param: TyperOption) -> str:
    return param.opts[0] if param.is_flag else f"{param.opts[0]} {_said(param.metavar)}"


def _option_rows(ctx: _click.Context) -> list[tuple[str, str]]:
    rows = []
    for param in ctx.command.params:
        word = _option_word(param) if isinstance(param, TyperOption) else _word_of(param)
        rows.append((word, _said(getattr(param, "help", None))))
    return [*rows, ("--help", _("shows this"))]


def _columns(rows: list[tuple[str, str]]) -> str:
    width = max(len(left) for left, _right in rows)
    return "".join(f"  {left.ljust(width)}  {right}".rstrip() + "\n" for left, right in rows)


def _in_our_words(refused: refusals.UsageError, ctx: _click.Context | None) -> UsageFault:
    """Return Typer's refusal in the reader's language; ctx None means that no verb was found yet."""
    hint = help_hint(ctx) if ctx is not None else ""
    if isinstance(refused, refusals.NoSuchOption):
        return no_such_option(refused.option_name, _options(ctx), hint)
    if isinstance(refused, refusals.MissingParameter) and refused.param is not None:
        return UsageFault(_("%(name)s is missing.") % {"name": _word_of(refused.param)}, hint)
    if isinstance(refused, refusals.BadOptionUsage):
        takes_none = _("%(option)s takes no value.") if _is_flag(refused.option_name, ctx) else ""
        told = takes_none or _("%(option)s needs a value.")
        return UsageFault(told % {"option": refused.option_name}, hint)
    return UsageFault(_("That cannot be read."), hint)


def _word_of(param: object) -> str:
    if isinstance(param, TyperOption):
        return param.opts[0]
    return _said(param.metavar or param.name) if isinstance(param, TyperArgument) else ""


def _is_flag(option: str, ctx: _click.Context | None) -> bool:
    params = ctx.command.params if ctx is not None else []
    return any(isinstance(one, TyperOption) and one.is_flag and option in one.opts for one in params)


def _options(ctx: _click.Context | None) -> tuple[str, ...]:
    if ctx is None:
        return ()
    return tuple(
        option for param in ctx.command.get_params(ctx) for option in param.opts if option[:1] == "-"
    )
