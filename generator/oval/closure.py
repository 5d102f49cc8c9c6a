"""What a document of definitions contains: every value its definitions reach, each name once."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

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
    reached: list[object] = []
    seen: set[int] = set()
    for definition in definitions:
        _reach(definition, seen, reached)
    return _each_once(reached)


def joined(closures: Iterable[Closure]) -> Closure:
    """Give the closure of all definitions together whose own are `closures`, in their order."""
    return _each_once(
        value
        for one in closures
        for part in (one.tests, one.objects, one.states, one.variables)
        for value in part
    )


def _each_once(values: Iterable[object]) -> Closure:
    tests: dict[str, Test] = {}
    objects: dict[str, Object] = {}
    states: dict[str, State] = {}
    variables: dict[str, Variable] = {}
    for value in values:
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


def _reach(value: object, seen: set[int], reached: list[object]) -> None:
    """Add every dataclass value below `value`; one that is shared is entered once."""
    if isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                _reach(item, seen, reached)
        return
    kind: Any = type(value)
    if (names := _fields(kind)) is not None and id(value) not in seen:
        seen.add(id(value))
        reached.append(value)
        for name in names:
            _reach(getattr(value, name), seen, reached)


@cache
def _fields(of: Any) -> tuple[str, ...] | None:
    """Give the names of a dataclass's fields that may hold values, not only words and numbers."""
    if not is_dataclass(of):
        return None
    return tuple(one.name for one in fields(of) if not _is_plain(one.type))


def _is_plain(annotation: object) -> bool:
    if get_origin(annotation) in (UnionType, Union):
        return all(map(_is_plain, get_args(annotation)))
    plain = (str, int, bool, NoneType)
    return annotation in plain or get_origin(annotation) is Literal


def _add(found: dict[str, T], name: str, value: T) -> None:
    known = found.setdefault(name, value)
    if known is not value and known != value:
        raise ValueError(f"two different OVAL values are called {name!r}")
