"""Random YAML texts in all the styles that authors write, with comments wherever one may stand."""

from collections.abc import Iterator
from random import Random
from typing import Final

_TEXTS: Final = (
    *(
        "plain",
        "two words",
        "0640",
        "8.5",
        "yes",
        "a: b",
        "it's",
        'say "no"',
        "${X}/*",
        "a #b",
        "~",
    ),
    *(
        "null",
        "# x",
        "- x",
        "[x",
        "{x}",
        "2026-01-01",
        "back\\slash",
        "ä",
        "x" * 120,
        "1",
        "-",
        "?x",
    ),
    *(
        "many words " * 15 + "end",
        "0x10",
        "0o17",
        "=",
        "<<",
        "!x",
        "&x",
        "*x",
        "%x",
        "@x",
        "`x",
        "key",
    ),
)
_BLOCKS: Final = (
    "one\n",
    "one\ntwo\n",
    "one\n\ntwo",
    "  deep\nflat\n",
    "one\n\n\n",
    "a\n  b\n",
    " x\n# y\n",
)


def text(random: Random) -> str:
    """Give a whole file: a mapping with a few levels below it."""
    lines = list(_noise(random, 0)) + list(_mapping(random, 0, 3))
    return "\n".join((*lines, *_noise(random, 0))) + "\n"


def _noise(random: Random, indent: int) -> Iterator[str]:
    """Blank lines and comments, at about the right place."""
    while random.random() < 0.3:
        yield (
            ""
            if random.random() < 0.4
            else f"{' ' * max(0, indent + random.choice((-2, 0, 0, 2)))}# {random.random()}"
        )


def _beside(random: Random) -> str:
    return f" # {random.random()}" if random.random() < 0.15 else ""


def _mapping(random: Random, indent: int, depth: int) -> Iterator[str]:
    names = random.sample(
        ("id", "title", "checks", "zeta", "alpha", "kind", "products"), random.randint(1, 4)
    )
    for name in names:
        yield from _noise(random, indent)
        yield from _value(random, f"{' ' * indent}{name}:", indent, depth)


def _sequence(random: Random, indent: int, depth: int) -> Iterator[str]:
    for _ in range(random.randint(1, 3)):
        yield from _noise(random, indent)
        if depth and random.random() < 0.4:
            first, *rest = (line for line in _mapping(random, indent + 2, depth - 1))
            if first.strip() and not first.lstrip().startswith("#"):
                yield f"{' ' * indent}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{' ' * indent}-"
                yield from (first, *rest)
        else:
            yield from _value(random, f"{' ' * indent}-", indent, 0)


def _value(random: Random, head: str, indent: int, depth: int) -> Iterator[str]:
    way = random.random()
    if depth and way < 0.25:
        yield head + _beside(random)
        yield from _mapping(random, indent + random.choice((2, 4)), depth - 1)
    elif depth and way < 0.45:
        yield head + _beside(random)
        yield from _sequence(random, indent + random.choice((0, 2)), depth - 1)
    elif way < 0.55:
        yield from _flow(random, head, indent)
    elif way < 0.7:
        sign = random.choice("|>") + random.choice(("", "-", "+"))
        found = random.choice(_BLOCKS)
        sign = sign[0] + ("2" if found.startswith(" ") else "") + sign[1:]
        yield f"{head} {sign}{_beside(random)}"
        yield from (f"{' ' * (indent + 2)}{row}" if row else "" for row in found.split("\n"))
    elif way < 0.8:
        yield head + _beside(random)
    else:
        yield f"{head} {_scalar(random)}{_beside(random)}"


def _scalar(random: Random) -> str:
    found = random.choice(_TEXTS)
    quoted = (found.replace("'", "''"), found.replace("\\", "\\\\").replace('"', '\\"'))
    return random.choice((f"'{quoted[0]}'", f'"{quoted[1]}"', "word", "12", "true", "a.b"))


def _flow(random: Random, head: str, indent: int) -> Iterator[str]:
    items = [_scalar(random) for _ in range(random.randint(0, 4))]
    if random.random() < 0.5:
        yield f"{head} [{', '.join(items)}]{_beside(random)}"
        return
    inside = " " * (indent + 2)
    yield f"{head} [{_beside(random)}"
    for item in items:
        yield from _noise(random, indent + 2)
        yield f"{inside}{item},{_beside(random)}"
    yield from _noise(random, indent + 2)
    yield f"{inside}]{_beside(random)}"
