"""click's complaints -> our messages: what is wrong with the command, and what to write instead."""

from __future__ import annotations

import click

from engine.diagnostics.model import Message, say
from engine.surfaces.cli.speaking import WrongUse


def complaint(error: click.UsageError) -> tuple[Message, Message | None]:
    """(what is wrong, what to write instead)."""
    match error:
        case WrongUse():
            return error.said, error.fix
        case click.NoSuchOption():
            return _no_option(error)
        case click.BadOptionUsage():
            return _option_value(error)
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return say("{name} is missing", name=name), None
    return Message(error.format_message()), None


def _no_option(error: click.NoSuchOption) -> tuple[Message, Message | None]:
    from engine.diagnostics.near import nearest

    params = error.ctx.command.params if error.ctx else []
    near = nearest(error.option_name, [name for one in params if isinstance(one, click.Option) for name in one.opts])
    fix = say("did you mean `{near}`?", near=near) if near else None
    return say("there is no option `{name}`", name=error.option_name), fix


def _option_value(error: click.BadOptionUsage) -> tuple[Message, Message | None]:
    """Either a value where none belongs, or none where one does."""
    params = error.ctx.command.params if error.ctx else []
    flags = {name for one in params if isinstance(one, click.Option) and one.is_flag for name in one.opts}
    if error.option_name in flags:
        return say("the option {name} takes no value", name=error.option_name), None
    return say("the option {name} needs a value", name=error.option_name), None
