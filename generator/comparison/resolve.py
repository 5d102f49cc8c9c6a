"""Resolving: elements that refer to each other by id become trees that hold each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from lxml.etree import _Element

from generator.comparison.tree import Tree, unordered
from generator.markup.namespaces import OCIL, OVAL

_NAMES: Final = frozenset({"id", "version", "comment", "deprecated", "revision"})
"""Attributes that name or explain, and ask nothing."""
_DEFAULTS: Final = frozenset(
    {
        ("operator", "AND"),
        ("operation", "equals"),
        ("datatype", "string"),
        ("negate", "false"),
        ("mask", "false"),
        ("check_existence", "at_least_one_exists"),
        ("state_operator", "AND"),
        ("var_check", "all"),
        ("entity_check", "all"),
        ("applicability_check", "false"),
        ("set_operator", "UNION"),
        ("ignore_case", "false"),
        ("multiline", "true"),
        ("singleline", "false"),
        ("max_depth", "-1"),
        ("recurse", "symlinks and directories"),
        ("recurse_direction", "none"),
        ("recurse_file_system", "all"),
        ("windows_view", "64_bit"),
    }
)
"""What an attribute means where it is not there (OVAL 5.11)."""
_FREE: Final = frozenset({"AND", "OR", "ONE", "XOR"})
_POINTERS: Final = frozenset({"object", "state"})
_JOINED: Final = frozenset({"AND", "OR"})


class Resolver:
    """Resolves the elements of one document; `values` names what external variables get."""

    def __init__(self, document: _Element, values: Mapping[str, str]) -> None:
        self._by_id = {
            str(name): one for one in document.iter() if (name := one.get("id")) is not None
        }
        self._values = values
        self._known: dict[str, Tree] = {}
        self._open: set[str] = set()

    def named(self, name: str) -> Tree:
        """Give what an id stands for."""
        known = self._known.get(name)
        if known is not None:
            return known
        element = self._by_id.get(name)
        if element is None or name in self._open:
            return Tree(f"{'missing' if element is None else 'circular'}: {name}")
        self._open.add(name)
        tree = self._definition(element) if _local(element) == "definition" else self.tree(element)
        self._open.discard(name)
        self._known[name] = tree
        return tree

    def definitions(self) -> Tree:
        """Give all definitions of the document, as one question."""
        found = [name for name, one in self._by_id.items() if _local(one) == "definition"]
        return Tree("all definitions", unordered(map(self.named, found)))

    def tree(self, element: _Element) -> Tree:
        """Give an element with what it refers to in the place of ids."""
        local = _local(element)
        if local in ("criteria", "criterion", "extend_definition"):
            return self._criteria(element)
        if local == "external_variable":
            name = str(element.get("id"))
            return Tree(f"external variable {self._values.get(name, element.get('comment'))}")
        children = [self.tree(one) for one in _elements(element)]
        words = [_name(element)]
        for key, value in sorted(element.items()):
            name, text = str(key), str(value)
            if text in self._by_id and name != "id":
                children.append(self.named(text))
            elif name not in _NAMES and (name, text) not in _DEFAULTS:
                words.append(f"{name}={text}")
        if local in _POINTERS and len(children) == len(words) == 1:
            return children[0]
        text = (element.text or "") if not children else ""
        if text.strip() in self._by_id:
            children.append(self.named(text.strip()))
            text = ""
        label = " ".join(words) + (f": {text}" if text.strip() else "")
        found = unordered(children) if local.endswith("_test") else tuple(children)
        return Tree(label, found)

    def _definition(self, element: _Element) -> Tree:
        """Give what a definition asks; titles and the like are no part of it."""
        found = next((one for one in _elements(element) if _local(one) == "criteria"), None)
        return Tree("nothing") if found is None else self._criteria(found)

    def _criteria(self, element: _Element) -> Tree:
        local = _local(element)
        if local == "criterion":
            tree = self.named(str(element.get("test_ref")))
        elif local == "extend_definition":
            tree = self.named(str(element.get("definition_ref")))
        else:
            tree = _joined(element.get("operator", "AND"), map(self.tree, _elements(element)))
        return Tree("NOT", (tree,)) if element.get("negate") in ("true", "1") else tree


def _joined(operator: str, trees: Iterator[Tree]) -> Tree:
    """Give criteria; what is joined in the same way within them is a part of them."""
    children: list[Tree] = []
    for tree in trees:
        same = operator in _JOINED and tree.label == operator
        children += tree.children if same else (tree,)
    found = (
        unordered(children)
        if operator in _JOINED
        else tuple(sorted(children, key=lambda one: (one.label, one.digest)))
    )
    return found[0] if len(found) == 1 and operator in _FREE else Tree(operator, found)


def _elements(element: _Element) -> Iterator[_Element]:
    """Give the children that ask something."""
    return (
        one
        for one in element
        if isinstance(one.tag, str) and _local(one) not in ("notes", "metadata")
    )


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _name(element: _Element) -> str:
    """Give a name that no other standard has: the platform's, where it is not OVAL's own."""
    space = str(element.tag).partition("}")[0].removeprefix("{")
    part = space.rpartition("#")[2] if "#" in space else ""
    local = _local(element)
    return f"{part}:{local}" if part and space not in (OVAL, OCIL) else local
