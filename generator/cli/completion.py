"""Words for the shell's completion: ids of products, profiles, rules and Values of the project.

A project with mistakes gives what can be read of it, and no message.
"""

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from generator.cli.content_root import content_root
from generator.source import Problems


def complete_products(
    ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the products with their titles."""
    from generator.content import load_products  # noqa: PLC0415 - not before somebody asks

    found = load_products(_root(ctx), Problems())
    return _items(((one.id.value, one.title.value) for one in found), incomplete)


def complete_profiles(
    ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the profiles with their titles."""
    from generator.content import load_content  # noqa: PLC0415

    content = load_content(_root(ctx), Problems())
    found = content.profiles if content else ()
    return _items(((one.id.value, one.title.value) for one in found), incomplete)


def complete_rules(
    ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the short ids of rules with the titles of their controls; of one product, if named."""
    from generator.content import load_content  # noqa: PLC0415
    from generator.stages.profiles import rules_of  # noqa: PLC0415

    content = load_content(_root(ctx), Problems())
    product = ctx.params.get("product")
    found = (
        (rule, control.title.value)
        for control in (content.controls if content else ())
        for rule in rules_of(control, product)
    )
    return _items(found, incomplete)


def complete_controls(
    ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the controls with their titles."""
    from generator.content import load_content  # noqa: PLC0415

    content = load_content(_root(ctx), Problems())
    found = content.controls if content else ()
    return _items(((one.id.value, one.title.value) for one in found), incomplete)


def complete_rules_and_controls(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give the rules, and the controls that they belong to."""
    return [
        *complete_controls(ctx, parameter, incomplete),
        *complete_rules(ctx, parameter, incomplete),
    ]


def complete_values(
    _ctx: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Give each Value with each of its choices, as `VALUE=TEXT`."""
    from generator.kinds.registry import KINDS  # noqa: PLC0415

    values = {value.id: value for kind in KINDS for value in kind.values}
    found = (
        (f"{value.id}={text}", value.title)
        for value in values.values()
        for text in sorted({choice.text for choice in value.choices if choice.selector})
    )
    return _items(found, incomplete)


def _root(ctx: click.Context) -> Path:
    return content_root(ctx.params.get("root"))


def _items(found: Iterable[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    return [
        CompletionItem(word, help=told)
        for word, told in sorted(found)
        if word.startswith(incomplete)
    ]
