"""A product's models become the files of its folder: everything but the writing."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import TypeVar

from generator.content import Profile, ids
from generator.content.value import Value
from generator.cpe import dictionary, inventory
from generator.datastream import emit as datastream
from generator.datastream.models import Component, DataStream, Role, ScriptComponent
from generator.fix.models import AnsibleFix, BashFix
from generator.fix.profile import playbook, shell_script
from generator.fix.role import role
from generator.markup.serialise import to_bytes
from generator.oval import emit as oval
from generator.oval.closure import closure, joined
from generator.stages.assemble import filename
from generator.stages.models import Output, OutputFile, ProductBuild, Run
from generator.stages.profiles import profiles_of
from generator.xccdf import emit as xccdf

GENERATOR = "auditscap"


def emit(run: Run) -> Run:
    """Give all files of every product, in a fixed order."""
    return replace(run, outputs=tuple(_output(run, build) for build in run.builds))


def _output(run: Run, build: ProductBuild) -> Output:
    components = _components(run, build)
    scripts = _scripts(build)
    stream = DataStream(
        id=build.product.id.value, timestamp=run.stamp, components=components, scripts=scripts
    )
    name = filename(build.product, "ds")
    files = (
        OutputFile(path=name, content=to_bytes(datastream.emit(stream))),
        *(
            OutputFile(path=item.filename, content=to_bytes(deepcopy(item.root)))
            for item in components
        ),
        *(
            OutputFile(
                path=item.filename, content=item.text.encode(), executable=not item.is_library
            )
            for item in scripts
        ),
        *_profile_fixes(run, build),
    )
    manifest = _manifest(run, build, files)
    return Output(build=build, data_stream=name, files=(*files, manifest))


def _scripts(build: ProductBuild) -> tuple[ScriptComponent, ...]:
    """Give the check scripts, and behind them what they share, each once."""
    found = [item.script for item in build.rules if item.script is not None]
    shared = dict.fromkeys(script.library for script in found if script.library is not None)
    return (
        *(ScriptComponent(filename=one.filename, text=one.text) for one in found),
        *(ScriptComponent(filename=one.filename, text=one.text, is_library=True) for one in shared),
    )


def _components(run: Run, build: ProductBuild) -> tuple[Component, ...]:
    product = build.product
    platform = inventory.definition(product)
    definitions = tuple(item.definition for item in build.rules if item.definition is not None)
    names = {part: filename(product, part) for part in ("xccdf", "oval", "cpe", "cpe-oval")}
    scripts = tuple(item.filename for item in _scripts(build))
    checks = (names["oval"],) if definitions else ()
    cpe_list = dictionary.emit(
        name=product.cpe.value,
        title=product.title.value,
        definition=platform.name,
        href=names["cpe-oval"],
        timestamp=run.stamp,
        product=GENERATOR,
    )
    parts = [
        Component(
            filename=names["cpe"],
            role=Role.DICTIONARY,
            root=cpe_list,
            uses=(names["cpe-oval"],),
        ),
        Component(
            filename=names["xccdf"],
            role=Role.CHECKLIST,
            root=xccdf.emit(build.benchmark),
            uses=(*checks, *scripts),
        ),
    ]
    reached = joined(item.parts for item in build.rules if item.parts is not None)
    documents = (
        (names["oval"], definitions, reached),
        (names["cpe-oval"], (platform,), closure((platform,))),
    )
    parts += [
        Component(
            filename=name,
            role=Role.CHECKS,
            root=oval.emit(found, below, timestamp=run.stamp, product=GENERATOR),
        )
        for name, found, below in documents
        if found
    ]
    return tuple(parts)


def _profile_fixes(run: Run, build: ProductBuild) -> Iterator[OutputFile]:
    """Give a script, a playbook and a role for each profile."""
    values, product = build.benchmark.values, build.product
    for profile in profiles_of(product, run.loaded.profiles):
        wanted = {rule.value for rule in profile.rules_for(product.id.value)}
        fixes = tuple(
            fix for item in build.rules if item.rule.subject.rule in wanted for fix in item.fixes
        )
        title = f"{profile.title.value} ({product.title.value})"
        settings = _settings(profile, values)
        stem = f"fix-{profile.id.value}"
        scripts = _once(fix for fix in fixes if isinstance(fix, BashFix))
        plays = _once(fix for fix in fixes if isinstance(fix, AnsibleFix))
        text = shell_script(f"{stem}.sh", title, scripts, settings)
        yield OutputFile(path=f"{stem}.sh", content=text.encode(), executable=True)
        text = playbook(title, plays, settings)
        yield OutputFile(path=f"{stem}.yml", content=text.encode())
        name = f"{GENERATOR}_{product.id.value}_{profile.id.value}"
        files = role(
            name=name,
            title=title,
            creator=run.loaded.project.creator.value,
            fixes=plays,
            values=values,
            settings=settings,
        )
        for path, text in files.items():
            yield OutputFile(path=f"roles/{name}/{path}", content=text.encode())


F = TypeVar("F", BashFix, AnsibleFix)


def _once(fixes: Iterable[F]) -> tuple[F, ...]:
    """Give each fix once: facets of a control share theirs."""
    return tuple({fix.text: fix for fix in fixes}.values())


def _settings(profile: Profile, values: tuple[Value, ...]) -> dict[str, str]:
    """Give the text of each Value in `profile`."""
    texts = {
        value.id: choice.text for value in values for choice in value.choices if not choice.selector
    }
    chosen = {change.variable.value: change.value.value for change in profile.refinements}
    return texts | {name: text for name, text in chosen.items() if name in texts}


def _manifest(run: Run, build: ProductBuild, files: tuple[OutputFile, ...]) -> OutputFile:
    """List what a person or program needs to use the files, and what they are made of."""
    benchmark = build.benchmark
    data = {
        "product": benchmark.id,
        "title": benchmark.title,
        "version": benchmark.version,
        "released": run.stamp,
        "data_stream_file": files[0].path,
        "data_stream": ids.scap_id("datastream", benchmark.id),
        "benchmark": ids.xccdf_id("benchmark", benchmark.id),
        "profiles": [ids.xccdf_id("profile", item.id) for item in benchmark.profiles],
        "rules": [
            ids.xccdf_id("rule", rule.id) for group in benchmark.groups for rule in group.rules
        ],
        "files": {
            item.path: {
                "bytes": len(item.content),
                "sha256": hashlib.sha256(item.content).hexdigest(),
            }
            for item in files
        },
    }
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    return OutputFile(path="manifest.json", content=text.encode())
