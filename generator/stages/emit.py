"""A product's models become the files of its folder: everything but the writing."""

import hashlib
import json
from collections.abc import Iterable, Iterator
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
from generator.markup.namespaces import COMMAND_OVAL_VERSION
from generator.markup.written import to_bytes
from generator.oval import emit as oval
from generator.oval.closure import closure, joined
from generator.stages.assemble import filename
from generator.stages.manual import manual_entry, manual_stream
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
    name = filename(build.product, "ds")
    platform = tuple(item for item in components if item.filename in _platform_names(build))
    manual = manual_stream(run, build, platform, GENERATOR)
    questions = filename(build.product, "ocil")
    stream = DataStream(
        id=build.product.id.value,
        timestamp=run.stamp,
        components=(
            *components,
            *(item for item in (manual.components if manual else ()) if item.filename == questions),
        ),
        scripts=scripts,
    )
    files = (
        OutputFile(path=name, content=to_bytes(datastream.emit(stream))),
        *(_component_file(item) for item in components),
        *(
            OutputFile(
                path=item.filename, content=item.text.encode(), executable=not item.is_library
            )
            for item in scripts
        ),
        *_command_oval(run, build),
        *_profile_fixes(run, build),
        *(_manual_files(build, manual, platform) if manual else ()),
    )
    manifest = _manifest(run, build, files, manual=manual is not None)
    return Output(build=build, data_stream=name, files=(*files, manifest))


def _command_oval(run: Run, build: ProductBuild) -> Iterator[OutputFile]:
    """Give the definitions in OVAL 5.12: a file that no data stream has, as oscap refuses it."""
    found = tuple(item.commands for item in build.rules if item.commands is not None)
    if found:
        root = oval.emit(
            found,
            closure(found),
            timestamp=run.stamp,
            product=GENERATOR,
            version=COMMAND_OVAL_VERSION,
        )
        yield OutputFile(path=filename(build.product, "oval-5.12"), content=to_bytes(root))


def _scripts(build: ProductBuild) -> tuple[ScriptComponent, ...]:
    """Give the check scripts, and behind them what they share, each once."""
    found = [item.script for item in build.rules if item.script is not None]
    shared = dict.fromkeys(script.library for script in found if script.library is not None)
    return (
        *(ScriptComponent(filename=one.filename, text=one.text) for one in found),
        *(ScriptComponent(filename=one.filename, text=one.text, is_library=True) for one in shared),
    )


def _component_file(item: Component) -> OutputFile:
    return OutputFile(path=item.filename, content=to_bytes(item.root))


def _platform_names(build: ProductBuild) -> frozenset[str]:
    """Give the names of the components that tell the platform: both streams have them."""
    return frozenset(filename(build.product, part) for part in ("cpe", "cpe-oval"))


def _manual_files(
    build: ProductBuild, stream: DataStream, shared: tuple[Component, ...]
) -> Iterator[OutputFile]:
    """Give the manual stream, and its components that the other stream does not have."""
    name = filename(build.product, "ds-manual")
    yield OutputFile(path=name, content=to_bytes(datastream.emit(stream)))
    yield from (_component_file(item) for item in stream.components if item not in shared)


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


def _manifest(
    run: Run, build: ProductBuild, files: tuple[OutputFile, ...], *, manual: bool
) -> OutputFile:
    """List what a person or program needs to use the files, and what they are made of."""
    benchmark, default = build.benchmark, run.loaded.default_profile(build.product)
    data = {
        "product": benchmark.id,
        "title": benchmark.title,
        "version": benchmark.version,
        "released": run.stamp,
        "data_stream_file": files[0].path,
        "data_stream": ids.scap_id("datastream", benchmark.id),
        "benchmark": ids.xccdf_id("benchmark", benchmark.id),
        "os_release": [f"{field.name}={field.value}" for field in build.product.os_release],
        "profiles": [ids.xccdf_id("profile", item.id) for item in benchmark.profiles],
        "default_profile": ids.xccdf_id("profile", default.id.value) if default else None,
        "rules": [
            ids.xccdf_id("rule", rule.id) for group in benchmark.groups for rule in group.rules
        ],
        **({"manual": manual_entry(build)} if manual else {}),
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
