"""What the stages hand on: the content, its rules on each product, the files to write."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content import Check, Content, Control, Product, Reference
from generator.fix.models import Fix
from generator.kinds.protocol import AnyKind, Facet, Subject, Unsupported
from generator.ocil.models import Questionnaire
from generator.oval.closure import Closure
from generator.oval.models import Definition
from generator.sce.models import Script
from generator.source import Mark, Problems
from generator.xccdf.models import Benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCheck:
    """A check with its kind and the parameters that the kind read."""

    kind: AnyKind
    parameters: Any
    check: Check

    @property
    def mark(self) -> Mark:
        """Where the check stands."""
        return self.check.mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadControl:
    """A control with its checks read; `changed` are those of products where they are others."""

    control: Control
    checks: tuple[ReadCheck, ...]
    changed: Mapping[str, tuple[ReadCheck, ...]]

    def checks_on(self, product: str) -> tuple[ReadCheck, ...]:
        """Give the checks for a product."""
        return self.changed.get(product, self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedRule:
    """One facet of one check of a control, on one product."""

    control: Control
    check: ReadCheck
    facet: Facet
    subject: Subject
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """A rule in every language that can say it; `unsupported` keeps why others cannot.

    `parts` is what the definition reaches; `commands` is one in OVAL 5.12.
    """

    rule: ResolvedRule
    definition: Definition | None
    parts: Closure | None
    commands: Definition | None
    script: Script | None
    fixes: tuple[Fix, ...]
    questionnaire: Questionnaire | None
    unsupported: tuple[Unsupported, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductBuild:
    """Everything for one product: its benchmark, and the rules that it was made from."""

    product: Product
    rules: tuple[CompiledRule, ...]
    benchmark: Benchmark


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """One file to write: `path` is relative to the product's folder, with `/` between folders."""

    path: str
    content: bytes
    executable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """All files of one product; `data_stream` is the path of the one that oscap runs."""

    build: ProductBuild
    data_stream: str
    files: tuple[OutputFile, ...]

    @property
    def paths(self) -> frozenset[str]:
        """The paths of all files."""
        return frozenset(item.path for item in self.files)

    def file(self, path: str) -> OutputFile:
        """Give the file with this path. Raises KeyError where there is none."""
        for item in self.files:
            if item.path == path:
                return item
        raise KeyError(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one validator said of one product's files, when it found no error."""

    product: str
    validator: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of the pipeline: where from, what for, and what the stages made so far.

    `products` are ids; none means all. `timestamp` is xsd:dateTime of the content's release, or
    None to take the project's. `folder` is where the products' folders are written; None writes
    nothing. `oscap` says whether oscap judges too. `release` is written beside the products, into
    the folder of that name.
    """

    root: Path
    problems: Problems
    products: tuple[str, ...] = ()
    folder: Path | None = None
    oscap: bool = True
    timestamp: str | None = None
    content: Content | None = None
    controls: tuple[ReadControl, ...] = ()
    rules: tuple[ResolvedRule, ...] = ()
    compiled: tuple[CompiledRule, ...] = ()
    builds: tuple[ProductBuild, ...] = ()
    outputs: tuple[Output, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    release: tuple[OutputFile, ...] = ()

    @property
    def loaded(self) -> Content:
        """The content. Raises ValueError before the first stage has run."""
        if self.content is None:
            raise ValueError("no content is loaded")
        return self.content

    @property
    def stamp(self) -> str:
        """The time stamp for all output: the content's release, never the clock's."""
        return self.timestamp or f"{self.loaded.project.released.value}T00:00:00"
