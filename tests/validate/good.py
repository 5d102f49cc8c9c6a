"""A good data stream to do damage to."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.pipeline import run_pipeline
from generator.source import Problems
from generator.stages.models import Output, Run

Damage = Callable[["Stream"], object]


def qualified(name: str) -> str:
    """Give `prefix:name` as lxml has it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{PREFIXES[prefix]}}}{local}" if prefix else local


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A data stream as a tree, to be changed in place."""

    root: etree._Element

    def one(self, path: str) -> etree._Element:
        """Give the first element at `path`, which must be there."""
        found = self.root.find(path, PREFIXES)
        assert found is not None, path
        return found

    def set(self, path: str, attribute: str, value: str) -> None:
        """Give an attribute that is there another value."""
        element = self.one(path)
        name = qualified(attribute)
        assert name in element.attrib, attribute
        element.set(name, value)

    def add(self, path: str, tag: str, text: str) -> None:
        """Put a new element into one."""
        etree.SubElement(self.one(path), qualified(tag)).text = text

    def remove(self, path: str) -> None:
        """Take an element away."""
        element = self.one(path)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    def add_copy(self, path: str, **attributes: str) -> None:
        """Put a copy of an element, with other attributes, behind it."""
        element = self.one(path)
        copy = deepcopy(element)
        for name, value in attributes.items():
            copy.set(name, value)
        element.addnext(copy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A run without errors, and its one product's output."""

    run: Run
    output: Output

    def stream(self) -> Stream:
        """Give the data stream anew."""
        return Stream(root=etree.fromstring(self.output.file(self.output.data_stream).content))


def good(root: Path) -> Good:
    """Build the project at `root` in memory."""
    run = run_pipeline(Run(root=root, problems=Problems()))
    assert [problem.message for problem in run.problems] == []
    return Good(run=run, output=run.outputs[0])
