"""What a document of definitions contains: every value its definitions reach, each name once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from generator.oval.models import (
    Definition,
    ExternalVariable,
    ItemObject,
    LocalVariable,
    Object,
    RestObject,
    State,
    Test,
    UnionObject,
    Variable,
    VariableObject,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """The parts of one OVAL document, each kind in the order of first use."""

    tests: tuple[Test, ...]
    objects: tuple[Object, ...]
    states: tuple[State, ...]
    variables: tuple[Variable, ...]


def closure(definitions: tuple[Definition, ...]) -> Closure:
    """Collect what `definitions` reach.

    Raises ValueError where one name stands for two different values of the same kind: that would
    be one id for both.
    """
    tests: dict[str, Test] = {}
    objects: dict[str, Object] = {}
    states: dict[str, State] = {}
    variables: dict[str, Variable] = {}
    for value in _reach(definitions, set()):
        match value:
            case Test():
                _add(tests, value.name, value)
            case ItemObject() | UnionObject() | RestObject() | VariableObject():
                _add(objects, value.name, value)
            case State():
                _add(states, value.name, value)
            case ExternalVariable() | LocalVariable():
                _add(variables, value.name, value)
            case _:
                pass
    return Closure(
        tests=tuple(tests.values()),
        objects=tuple(objects.values()),
        states=tuple(states.values()),
        variables=tuple(variables.values()),
    )


def _reach(value: object, seen: set[int]) -> Iterator[object]:
    """Give every dataclass value below `value`; one that is shared is entered once."""
    if isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                yield from _reach(item, seen)
    elif (names := getattr(value, "__dataclass_fields__", None)) and id(value) not in seen:
        seen.add(id(value))
        yield value
        for name in names:
            field = getattr(value, name)
            if not isinstance(field, str):
                yield from _reach(field, seen)


def _add(found: dict[str, T], name: str, value: T) -> None:
    known = found.setdefault(name, value)
    if known is not value and known != value:
        raise ValueError(f"two different OVAL values are called {name!r}")
