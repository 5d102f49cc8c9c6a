"""An OVAL definition is one tree of values: tests hold their objects, states and variables.

Nothing refers to anything by id, so nothing can dangle; `emit` derives ids from the names and
writes what is shared once. Names are unique within a document: two different values of one name
are a bug that `closure` reports. Clause references are to the OVAL language, version 5.11.2.
"""

from dataclasses import dataclass
from typing import Literal

Operator = Literal["AND", "OR", "ONE", "XOR"]
Check = Literal["all", "at least one", "none satisfy", "only one"]
Existence = Literal[
    "all_exist", "any_exist", "at_least_one_exists", "none_exist", "only_one_exists"
]
Operation = Literal[
    "equals",
    "not equal",
    "pattern match",
    "less than",
    "less than or equal",
    "greater than",
    "greater than or equal",
]
Datatype = Literal["string", "int", "boolean", "version", "debian_evr_string"]
"""`debian_evr_string` compares as dpkg compares versions: `ls -v` puts names in that order."""
Class = Literal["compliance", "inventory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A literal component of a variable's function."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A whole number as literal component."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOf:
    """The values of one field of the items that an object collects."""

    object: "Object"
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueOf:
    """The values of another variable."""

    variable: "Variable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concat:
    """Each combination of the parts' values, joined to one string."""

    parts: tuple["Component", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What the first group of `pattern` matches in each value of `of`."""

    pattern: str
    of: "Component"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many values `of` has; 0 where its object collects nothing."""

    of: "Component"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique:
    """The values of `of`, each once."""

    of: "Component"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escaped:
    """The values of `of` as regular expressions that match themselves alone."""

    of: "Component"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """Sum or product of the parts. oscap computes garbage from items' strings: numbers only."""

    operation: Literal["add", "multiply"]
    parts: tuple["Component", ...]


Component = (
    Text | Number | FieldOf | ValueOf | Concat | Capture | Count | Unique | Escaped | Arithmetic
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalVariable:
    """A variable whose value the benchmark's Value `value` supplies through check-export."""

    name: str
    comment: str
    value: str
    datatype: Datatype = "string"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalVariable:
    """A variable computed on the target."""

    name: str
    comment: str
    component: Component
    datatype: Datatype = "string"


Variable = ExternalVariable | LocalVariable


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity of an object or state: a literal `value`, or the values of `variable`.

    At most one of the two is given; neither where the entity is nil. `variable_check` says how many
    of the variable's values must satisfy the operation, `entity_check` how many of the item's. An
    empty literal is never emitted.
    """

    tag: str
    value: str | None = None
    variable: Variable | None = None
    operation: Operation = "equals"
    datatype: Datatype = "string"
    variable_check: Check | None = None
    entity_check: Check | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Conditions on one item: all hold, or with `either` one does. `probe` as for ItemObject."""

    name: str
    probe: str
    entities: tuple[Entity, ...]
    comment: str = ""
    either: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemObject:
    """Which items to collect. `probe` is prefix and item type, such as `unix:symlink`.

    `whole_text` is for patterns over a file's text: their ^ and $ are its beginning and end.
    `recursive` is for files in a folder and in those below it, links not followed. With
    `only` no other items than those that satisfy it are collected: oscap's time grows with the
    square of their number.
    """

    name: str
    probe: str
    entities: tuple[Entity, ...]
    comment: str = ""
    whole_text: bool = False
    recursive: bool = False
    only: State | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionObject:
    """The items of all `parts` together; at least two parts."""

    name: str
    probe: str
    parts: tuple["Object", ...]
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestObject:
    """The items of `part` that do not satisfy `without`.

    `without` compares text, never numbers: oscap 1.3.7 lets every item through a filter that does.
    """

    name: str
    probe: str
    part: "Object"
    without: State
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableObject:
    """The values of a variable, as one item."""

    name: str
    variable: Variable
    comment: str = ""
    probe: Literal["ind:variable"] = "ind:variable"


Object = ItemObject | UnionObject | RestObject | VariableObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """Some or all items of `object` satisfy every one of `states`."""

    name: str
    comment: str
    object: Object
    states: tuple[State, ...] = ()
    check: Check = "at least one"
    existence: Existence = "at_least_one_exists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A test as part of criteria; its comment is the test's."""

    test: Test
    negate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """Criteria joined by `operator`; `comment` says in words what holds when they do."""

    operator: Operator
    children: tuple["Criteria | Criterion", ...]
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A definition's reference: `source` such as CPE or CCE."""

    source: str
    ref_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One question; `name` is the short rule id, or that of a platform for class inventory."""

    name: str
    cls: Class
    title: str
    description: str
    criteria: Criteria
    platforms: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
