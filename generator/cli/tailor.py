"""`auditscap tailor`: a tailoring file for a profile, with every name and value checked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.content import Profile, ids
from generator.content.value import Value
from generator.markup.written import to_bytes
from generator.source import Problems, choose, listed
from generator.stages.assemble import filename
from generator.stages.models import ProductBuild, Run
from generator.write.single import write_file
from generator.xccdf.tailoring import Tailoring, emit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the user asks for, as typed."""

    profile: str | None
    id: str
    title: str | None
    values: tuple[str, ...]
    selected: tuple[str, ...]
    deselected: tuple[str, ...]
    output: Path | None
    replace: bool


def tailor(run: Run, build: ProductBuild, wishes: Wishes) -> dict[str, object]:
    """Write the tailoring file; give what the user needs to use it. Problems are in the run."""
    profile = _profile(run, build, wishes.profile)
    values = tuple(_values(wishes.values, build.benchmark.values, run.problems))
    _check_rules(wishes, build, run.problems)
    _check_id(wishes.id, build, run)
    if run.problems.errors or profile is None:
        return {}
    product = build.product.id.value
    stream = filename(build.product, "ds")
    path = wishes.output or Path(f"{wishes.id}-{product}-tailoring.xml")
    tailoring = Tailoring(
        id=wishes.id,
        title=wishes.title or f"{profile.title.value}, tailored",
        extends=profile.id.value,
        stream=stream,
        timestamp=run.stamp,
        selected=wishes.selected,
        deselected=wishes.deselected,
        values=values,
    )
    if not write_file(path, to_bytes(emit(tailoring)), run.problems, replace=wishes.replace):
        return {}
    name = ids.xccdf_id("profile", wishes.id)
    where = _built(run, product, stream)
    return {
        "product": product,
        "file": str(path),
        "profile": name,
        "extends": ids.xccdf_id("profile", profile.id.value),
        "values": dict(values),
        "selected": list(wishes.selected),
        "deselected": list(wishes.deselected),
        "command": f"oscap xccdf eval --tailoring-file {path} --profile {name} {where}",
    }


def _built(run: Run, product: str, stream: str) -> str:
    """Give the data stream as it can be named here: by its path where it is built already."""
    path = run.root / "build" / product / stream
    if not path.is_file():
        return stream
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _profile(run: Run, build: ProductBuild, name: str | None) -> Profile | None:
    own = [one for one in run.loaded.profiles if one.is_for(build.product)]
    if name is None:
        return run.loaded.default_profile(build.product)
    found = next((one for one in own if one.id.value == name), None)
    if found is None:
        known = [one.id.value for one in own]
        text = f"product {build.product.id.value!r} has no profile {name!r}"
        run.problems.add("unknown-profile", None, text, hint=choose(name, known))
    return found


def _values(
    texts: Iterable[str], known: tuple[Value, ...], problems: Problems
) -> Iterable[tuple[str, str]]:
    """Read NAME=TEXT; the text must be one that the checks understand."""
    by_id = {value.id: value for value in known}
    for given in texts:
        name, _, text = given.partition("=")
        value = by_id.get(name)
        if value is None:
            hint = choose(name, tuple(by_id))
            problems.add("unknown-variable", None, f"unknown Value {name!r}", hint=hint)
        elif re.fullmatch(value.pattern.removeprefix("^").removesuffix("$"), text) is None:
            choices = sorted({one.text for one in value.choices})
            words = f"{text!r} is no choice of the Value {name!r}"
            hint = f"choose {listed(choices)}; it must match {value.pattern}"
            problems.add("unknown-choice", None, words, hint)
        else:
            yield name, text


def _check_rules(wishes: Wishes, build: ProductBuild, problems: Problems) -> None:
    known = [item.rule.subject.rule for item in build.rules]
    for name in (*wishes.selected, *wishes.deselected):
        if name not in known:
            hint = choose(name, known)
            problems.add("unknown-rule", None, f"unknown rule {name!r}", hint=hint)
    for name in sorted(set(wishes.selected) & set(wishes.deselected)):
        words = f"rule {name!r} is both selected and left out"
        problems.add("duplicate-item", None, words, "take one of the two away")


def _check_id(name: str, build: ProductBuild, run: Run) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{2,63}", name):
        hint = "write 3 to 64 of the characters a-z, 0-9 and _, the first of them a letter"
        run.problems.add("malformed-value", None, f"malformed profile id {name!r}", hint)
    elif any(one.id.value == name for one in run.loaded.profiles if one.is_for(build.product)):
        words = f"the product has a profile {name!r} already"
        run.problems.add("duplicate-id", None, words, "choose another with --id")
