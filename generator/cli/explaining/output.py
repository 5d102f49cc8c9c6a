"""An explanation for people and for programs."""

import os
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any, Final

import click

from generator.cli.explaining.criteria import outline
from generator.cli.explaining.criteria import plain as plain_criteria
from generator.cli.explaining.explanation import Explanation, Named, OnMachines

WIDTH: Final = 100
_ITEM: Final = re.compile(r" (?=- )")
_INDENT: Final = "  "


def plain(one: Explanation) -> dict[str, Any]:
    """Give an explanation as plain values."""
    rule, subject = one.rule, one.rule.subject
    return {
        "rule": subject.rule,
        "title": subject.title,
        "control": subject.control,
        "kind": rule.check.kind.name,
        "severity": rule.control.severity,
        "product": subject.product.id.value,
        "asks": _asks(one),
        "description": rule.control.description.value.strip(),
        "events": [_machines(group) for group in one.events],
        "oval": None if one.criteria is None else plain_criteria(one.criteria),
        "script": one.script,
        "script_library": one.library,
        "fix": {
            "file": one.fix_file,
            "lines": [_machines(group) for group in one.fix_lines],
            "text": one.fix_text,
        },
        "unsupported": [item.reason for item in one.compiled.unsupported],
        "products": [_named(item) for item in one.named],
    }


def show(one: Explanation) -> None:
    """Print an explanation."""
    click.echo("\n".join(line.rstrip() for line in _text(one)))


def _text(one: Explanation) -> Iterator[str]:
    rule, subject = one.rule, one.rule.subject
    yield _bold(subject.rule)
    yield from _wrapped(subject.title)
    facts = (subject.product.title.value, f"kind {rule.check.kind.name}", rule.control.severity)
    yield from _wrapped(", ".join(facts))
    yield from _part("asks", _paragraphs(_asks(one)))
    yield from _part("control", _paragraphs(rule.control.description.value))
    yield from _part("required events", _grouped(one.events))
    yield from _part("OVAL", _tree(one))
    shared = f" (the part of its own; it reads {one.library})" if one.library else ""
    yield from _part(f"script{shared}", _code(one.script))
    yield from _part("fix", _fix(one))
    yield from _part("called", _called(one.named))
    reasons = dict.fromkeys(item.reason for item in one.compiled.unsupported)
    yield from _part("not said", (line for reason in reasons for line in _wrapped(reason)))


def _part(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield _bold(title)
        yield from found


def _asks(one: Explanation) -> str:
    return one.rule.facet.asks.strip()


def _paragraphs(text: str) -> Iterator[str]:
    """Give Markdown as it is, its lines broken anew."""
    for at, paragraph in enumerate(text.strip().split("\n\n")):
        if at:
            yield ""
        for item in _ITEM.split(" ".join(paragraph.split())):
            yield from _wrapped(item, behind=2 if item.startswith("- ") else 0)


def _wrapped(text: str, *, depth: int = 1, behind: int = 0) -> list[str]:
    indent = _INDENT * depth
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + " " * behind,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _grouped(groups: tuple[OnMachines, ...]) -> Iterator[str]:
    for group in groups:
        yield from _wrapped(f"on {', '.join(group.architectures)}:")
        for line in group.lines:
            yield from _wrapped(line, depth=2, behind=4)


def _tree(one: Explanation) -> Iterator[str]:
    for depth, line in outline(one.criteria) if one.criteria else ():
        behind = 5 if line.startswith(("AND  ", "OR  ")) else 2
        yield from _wrapped(line, depth=depth + 1, behind=behind)


def _fix(one: Explanation) -> Iterator[str]:
    if one.fix_file is not None:
        yield from _wrapped(f"writes what lacks of these lines to {one.fix_file}, and loads it")
        yield from _grouped(one.fix_lines)
    yield from _code(one.fix_text)


def _code(text: str | None) -> Iterator[str]:
    for line in (text or "").split("\n") if text else ():
        yield f"{_INDENT}{line.expandtabs(2)}"


def _called(named: tuple[Named, ...]) -> Iterator[str]:
    """Give what products call the rule; what all do, once."""
    common = [
        one for one in named[0].references if all(one in item.references for item in named[1:])
    ]
    alone = len(named) == 1
    for item in named:
        own = [one for one in item.references if alone or one not in common]
        words = _listed([*item.identifiers, *own])
        yield from _wrapped(f"{item.product:<12} {words}".rstrip(), behind=13)
    if common and not alone:
        yield from _wrapped(f"{'all of them':<12} {_listed(common)}", behind=13)


def _listed(found: Iterable[tuple[str, str]]) -> str:
    texts: dict[str, list[str]] = {}
    for name, text in found:
        texts.setdefault(name, []).append(text)
    return "; ".join(f"{name} {', '.join(one)}" for name, one in texts.items())


def _named(item: Named) -> dict[str, Any]:
    return {
        "product": item.product,
        "identifiers": [{"enumeration": name, "id": text} for name, text in item.identifiers],
        "references": [{"framework": name, "id": text} for name, text in item.references],
    }


def _machines(group: OnMachines) -> dict[str, Any]:
    return {"architectures": list(group.architectures), "lines": list(group.lines)}


def _bold(text: str) -> str:
    plain_text = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return text if plain_text else click.style(text, bold=True)
