"""Meaning: what no schema can say, because it needs the file's name or another file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from generator.content.identifiers import check_identifiers
from generator.content.model import Control, Product, Profile, Project, Reference, Scope
from generator.content.products import Base
from generator.content.text import Text
from generator.source import Node, Problems, did_you_mean, listed, quoted

T = TypeVar("T")

SCAN_FOLDER: Final = "scan"
"""The folder below build/ that no product may have: results of scans lie there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Generic[T]):
    """A file by its name without .yml, its node, and the model; None where there is none."""

    stem: str
    model: T | None
    node: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """All files that were found, in the order of their names."""

    controls: tuple[File[Control], ...]
    products: tuple[File[Product], ...]
    bases: tuple[File[Base], ...]
    profiles: tuple[File[Profile], ...]


def check_meaning(project: Project | None, files: Files, problems: Problems) -> None:
    """Check ids against file names and against each other, and every reference between files."""
    _check_ids("control", files.controls, problems)
    _check_ids("product", (*files.products, *files.bases), problems)
    _check_ids("profile", files.profiles, problems)
    _check_reserved(files.products, problems)
    products = tuple(file.stem for file in files.products)
    profiles = tuple(file.stem for file in files.profiles)
    by_id = {file.model.id.value: file.model for file in files.products if file.model}
    for control in (file.model for file in files.controls if file.model):
        for scope in control.scopes:
            _check_known("product", scope.product, products, problems)
            _check_changes(control, scope, problems)
            check_identifiers(scope.identifiers, problems)
        _check_frameworks(control, by_id, problems)
    for profile in (file.model for file in files.profiles if file.model):
        for product in profile.products:
            _check_known("product", product, products, problems)
    if project and profiles:
        _check_known("profile", project.default_profile, profiles, problems)


def _check_reserved(files: tuple[File[Product], ...], problems: Problems) -> None:
    for file in files:
        if file.model and file.model.id.value == SCAN_FOLDER:
            text = f"the product id {quoted(SCAN_FOLDER)} is taken"
            hint = f"choose another: build/{SCAN_FOLDER}/ holds the results of scans"
            problems.add("malformed-value", file.model.id.mark, text, hint)


class _HasId(Protocol):
    @property
    def id(self) -> Text: ...


class _HasName(Protocol):
    """A file whose model has an id."""

    @property
    def stem(self) -> str: ...
    @property
    def model(self) -> _HasId | None: ...


def _check_ids(noun: str, files: Iterable[_HasName], problems: Problems) -> None:
    by_id: dict[str, list[Text]] = {}
    for file in files:
        if file.model is None:
            continue
        name = file.model.id
        by_id.setdefault(name.value, []).append(name)
        if name.value != file.stem:
            text = f"the {noun} id {quoted(name.value)} is not the name of its file"
            hint = f"write {file.stem}, or rename the file to {name.value}.yml"
            problems.add("id-differs-from-file", name.mark, text, hint)
    for value, places in by_id.items():
        for place in places if len(places) > 1 else ():
            others = listed((str(one.mark) for one in places if one is not place), "and")
            text = f"the {noun} id {quoted(value)} is given more than once"
            problems.add("duplicate-id", place.mark, text, f"it is also given in {others}")


def _check_known(noun: str, name: Text, known: tuple[str, ...], problems: Problems) -> None:
    if name.value not in known:
        hint = (
            did_you_mean(name.value, known)
            or f"the file {noun}s/{name.value}.yml would make it one"
        )
        problems.add(f"unknown-{noun}", name.mark, f"unknown {noun} {quoted(name.value)}", hint)


def _check_changes(control: Control, scope: Scope, problems: Problems) -> None:
    kinds = {check.kind for check in control.checks}
    for change in scope.changes:
        if change.kind.value not in kinds:
            words = f"the control has no check of the kind {quoted(change.kind.value)}"
            hint = "add it to the checks of the control, or take it out here"
            problems.add("change-without-check", change.kind.mark, words, hint)


def _check_frameworks(control: Control, products: dict[str, Product], problems: Problems) -> None:
    """Require the framework of a reference in its product, or in some product of the control."""
    scoped = [
        (scope, products[scope.product.value])
        for scope in control.scopes
        if scope.product.value in products
    ]
    for scope, product in scoped:
        known = tuple(framework.id.value for framework in product.frameworks)
        _check_references(scope.references, known, f"product {product.id}", problems)
    if len(scoped) == len(control.scopes):
        anywhere = {framework.id.value for _, product in scoped for framework in product.frameworks}
        where = "any product of this control"
        _check_references(control.references, tuple(sorted(anywhere)), where, problems)


def _check_references(
    references: tuple[Reference, ...], known: tuple[str, ...], where: str, problems: Problems
) -> None:
    for reference in references:
        name = reference.framework
        if name.value not in known:
            text = f"the framework {quoted(name.value)} is not declared for {where}"
            hint = did_you_mean(name.value, known) or "declare it under 'references' of the product"
            problems.add("unknown-framework", name.mark, text, hint)
