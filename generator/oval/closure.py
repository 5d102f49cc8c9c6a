"""What a document of definitions contains: every value its definitions reach, each name once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar, assert_never

from generator.oval import models as m
from generator.oval.models import Definition, Object, State, Test, Variable

T = TypeVar("T", Test, Object, State, Variable)


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
    found = _Parts()
    for definition in definitions:
        found.reach_criteria(definition.criteria)
    return found.closure()


def closure_of(criteria: m.Criteria) -> Closure:
    """Collect what `criteria` reach."""
    found = _Parts()
    found.reach_criteria(criteria)
    return found.closure()


def joined(closures: Iterable[Closure]) -> Closure:
    """Give the closure of all definitions together whose own are `closures`, in their order."""
    found = _Parts()
    for one in closures:
        for test in one.tests:
            _is_new(found.tests, test.name, test)
        for item in one.objects:
            _is_new(found.objects, item.name, item)
        for state in one.states:
            _is_new(found.states, state.name, state)
        for variable in one.variables:
            _is_new(found.variables, variable.name, variable)
    return found.closure()


class _Parts:
    """What was reached so far, by its names; what is below a known value is known, too."""

    def __init__(self) -> None:
        self.tests: dict[str, Test] = {}
        self.objects: dict[str, Object] = {}
        self.states: dict[str, State] = {}
        self.variables: dict[str, Variable] = {}
        self._criteria: set[int] = set()

    def closure(self) -> Closure:
        return Closure(
            tests=tuple(self.tests.values()),
            objects=tuple(self.objects.values()),
            states=tuple(self.states.values()),
            variables=tuple(self.variables.values()),
        )

    def reach_criteria(self, item: m.Criteria) -> None:
        if id(item) in self._criteria:
            return
        self._criteria.add(id(item))
        for child in item.children:
            if isinstance(child, m.Criteria):
                self.reach_criteria(child)
            else:
                self._reach_test(child.test)

    def _reach_test(self, item: Test) -> None:
        if _is_new(self.tests, item.name, item):
            self._reach_object(item.object)
            for state in item.states:
                self._reach_state(state)

    def _reach_object(self, item: Object) -> None:
        if not _is_new(self.objects, item.name, item):
            return
        match item:
            case m.ItemObject():
                self._reach_entities(item.entities)
                if item.only is not None:
                    self._reach_state(item.only)
            case m.UnionObject():
                for part in item.parts:
                    self._reach_object(part)
            case m.RestObject():
                self._reach_object(item.part)
                self._reach_state(item.without)
            case m.VariableObject():
                self._reach_variable(item.variable)
            case _:
                assert_never(item)

    def _reach_state(self, item: State) -> None:
        if _is_new(self.states, item.name, item):
            self._reach_entities(item.entities)

    def _reach_entities(self, items: tuple[m.Entity, ...]) -> None:
        for item in items:
            if item.variable is not None:
                self._reach_variable(item.variable)

    def _reach_variable(self, item: Variable) -> None:
        if _is_new(self.variables, item.name, item) and isinstance(item, m.LocalVariable):
            self._reach_component(item.component)

    def _reach_component(self, item: m.Component) -> None:
        match item:
            case m.Text() | m.Number():
                pass
            case m.FieldOf():
                self._reach_object(item.object)
            case m.ValueOf():
                self._reach_variable(item.variable)
            case m.Concat() | m.Arithmetic():
                for part in item.parts:
                    self._reach_component(part)
            case m.Capture() | m.Count() | m.Unique() | m.Escaped():
                self._reach_component(item.of)
            case _:
                assert_never(item)


def _is_new(known: dict[str, T], name: str, value: T) -> bool:
    """Enter a value under its name; say whether it was not there."""
    other = known.get(name)
    if other is None:
        known[name] = value
    elif other is not value and other != value:
        raise ValueError(f"two different OVAL values are called {name!r}")
    return other is None
