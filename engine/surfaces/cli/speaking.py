"""Commands of click whose help and mistakes are in the person's language.

click looks its own words up in catalogues of its own; here they are ours. The whole tree of commands is built for one
language, so nothing has to be looked up later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import click

from engine.diagnostics.catalogue import words
from engine.diagnostics.model import Message, say
from engine.record import dataclass
from engine.surfaces.cli.answers import Answer
from engine.surfaces.cli.exits import CLEAN, PIPE_CLOSED

Example = tuple[str, Message]


class WrongUse(click.UsageError):
    """A command that cannot be understood: what is wrong, and what to write instead."""

    def __init__(self, said: Message, fix: Message | None = None, ctx: click.Context | None = None) -> None:
        super().__init__(said.text, ctx)
        self.said = said
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Help:
    """What the help of a command shows besides its options."""

    language: str
    about: Message
    usage: tuple[str, ...]
    examples: tuple[Example, ...]
    closing: Message | None = None


class OneOf(click.Choice[str]):
    """One of a few words; any other is refused in the person's language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises WrongUse."""
        if value in self.choices:
            return str(value)
        option = param.opts[0] if param else ""
        message = say("`{value}` is no value for {option}", value=str(value), option=option)
        raise WrongUse(message, say("write one of: {choices}", choices=", ".join(self.choices)), ctx)


class Whole(click.ParamType[int]):
    """A whole number from 0."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Raises WrongUse."""
        text = str(value)
        if text.isascii() and text.isdecimal() and len(text) < 10:
            return int(text)
        option = param.opts[0] if param else ""
        raise WrongUse(
            say("`{value}` is no value for {option}", value=text, option=option),
            say("write a whole number, such as 2"),
            ctx,
        )


class Command(click.Command):
    """A command with its usage, options and examples in one language."""

    def __init__(self, name: str, help_: Help, params: Sequence[click.Parameter], run: Callable[..., int]) -> None:
        super().__init__(
            name,
            callback=run,
            params=[*params, help_option(help_.language)],
            help=words(help_.about, help_.language),
            add_help_option=False,
        )
        self.shown = help_

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Complaints know which command they are about."""
        with about(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """A pipe that nobody reads any more is no mistake."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            ctx.exit(PIPE_CLOSED)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it is for, options, examples."""
        write_help(self, self.shown, ctx, formatter)


class Group(click.Group):
    """The command that holds the others: what each is for, and how it is loaded when it is wanted."""

    def __init__(
        self,
        name: str,
        help_: Help,
        params: Sequence[click.Parameter],
        abouts: Mapping[str, Message],
        load: Callable[[str], Command],
    ) -> None:
        super().__init__(
            name,
            params=[*params, help_option(help_.language)],
            help=words(help_.about, help_.language),
            add_help_option=False,
            invoke_without_command=True,
            callback=_without_command,
        )
        self.shown = help_
        self.abouts = abouts
        self.load = load

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the help."""
        return list(self.abouts)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Loaded when it is wanted for the first time."""
        if cmd_name in self.abouts and cmd_name not in self.commands:
            self.commands[cmd_name] = self.load(cmd_name)
        return self.commands.get(cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Complaints know which command they are about."""
        with about(ctx):
            return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage, what it is for, the commands, options, examples."""
        write_help(self, self.shown, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names. Raises WrongUse for one that does not exist."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from engine.diagnostics.near import nearest

            near = nearest(args[0], self.abouts)
            fix = say("did you mean `{near}`?", near=near) if near else None
            raise WrongUse(say("there is no command `{name}`", name=args[0]), fix or _choices(self), ctx)
        return super().resolve_command(ctx, args)


def _without_command(**_: object) -> None:
    """`rules` alone shows how to go on."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)


@contextmanager
def about(ctx: click.Context) -> Iterator[None]:
    """Complaints about arguments that do not know their command are about this one."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def _choices(group: Group) -> Message:
    return say("write one of: {choices}", choices=", ".join(group.abouts))


def help_option(language: str) -> click.Option:
    """`--help`."""

    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            text = f"{ctx.get_help()}\n"
            click.echo(text, nl=False)
            answer = ctx.find_object(Answer)
            if answer is not None:
                answer.heard.append(("out", text))
                answer.keep(CLEAN)
            ctx.exit()

    about = words(say("show this help"), language)
    return click.Option(
        ["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=about
    )  # fmt: skip


def write_help(command: click.Command, help_: Help, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The whole help of a command."""
    language = help_.language
    formatter.write(f"{words(say('Usage:'), language)}\n")
    for usage in help_.usage:
        formatter.write(f"  {usage}\n")
    formatter.write_paragraph()
    formatter.write_text(words(help_.about, language))
    if isinstance(command, Group):
        with formatter.section(words(say("Commands"), language)):
            formatter.write_dl([(name, words(one, language)) for name, one in command.abouts.items()])
    shown = (one.get_help_record(ctx) for one in command.params if isinstance(one, click.Option))
    options = [record for record in shown if record is not None]
    with formatter.section(words(say("Options"), language)):
        formatter.write_dl(options)
    with formatter.section(words(say("Examples"), language)):
        for line, about in help_.examples:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
            formatter.write(f"{'':>{formatter.current_indent + 4}}{words(about, language)}\n")
    if help_.closing is not None:
        formatter.write_paragraph()
        formatter.write_text(words(help_.closing, language))
