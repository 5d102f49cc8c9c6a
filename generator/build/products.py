"""Products that changed are built, by as many processes as there are processors."""

import multiprocessing
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.build.inputs import inputs_of, own_digest, reading_digest, tools_digest
from generator.build.made import Made, made_of
from generator.build.records import kept, load_held, load_judged, record, save_held, save_judged
from generator.pipeline import compile_to_emit, no_search_for_garbage, run_pipeline
from generator.source import Problems
from generator.source.diagnostic import Diagnostic
from generator.source.recent import keep, one_round
from generator.source.schema import HELD, KNOWN
from generator.stages.models import Judgement, OutputFile, Run
from generator.validate.catalog import Schemas, find_schemas
from generator.validate.judged import Judged
from generator.validate.oscap import oscap_version, validate_with_oscap
from generator.validate.output import prepare, validate_output
from generator.validate.scripts import validate_scripts
from generator.write.folder import write_folders


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What came of a build: every product, and which of them were written anew."""

    run: Run
    made: tuple[Made, ...] = ()
    changed: tuple[str, ...] = ()
    files: Mapping[str, tuple[OutputFile, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Product:
    """A product's files, judged in process."""

    made: Made | None
    files: tuple[OutputFile, ...]
    problems: tuple[Diagnostic, ...]
    sound: frozenset[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What all processes share."""

    run: Run
    schemas: Schemas
    judged: Judged


def build(
    run: Run,
    on_stage: Callable[[str], None] = lambda _name: None,
    *,
    jobs: int = 1,
    outside: bool = True,
) -> Built:
    """Build what changed into `run.folder`: all of it, or nothing where there is an error.

    `outside` says whether validators judge that are processes of their own: shells, and oscap if
    `run.oscap` is set.
    """
    with no_search_for_garbage():
        # What kept to its schema in an earlier build is not held against it again.
        known = (
            frozenset[bytes]() if run.folder is None else load_held(run.folder, reading_digest())
        )
        KNOWN.update(known)
        HELD.clear()
        built = _make(run_pipeline(run, on_stage, last="resolve"), on_stage, jobs, outside=outside)
        if run.folder is not None and run.folder.is_dir() and HELD - known:
            save_held(run.folder, reading_digest(), known, HELD)
        return built


def _make(run: Run, on_stage: Callable[[str], None], jobs: int, *, outside: bool) -> Built:
    schemas = find_schemas(run.problems)
    folder, oscap = run.folder, run.oscap and outside
    if run.problems.errors or schemas is None or folder is None:
        return Built(run=run)
    if oscap and oscap_version(run.problems) is None:
        return Built(run=run)
    wanted = [one for one in run.loaded.products if _is_asked_for(run, one.id.value)]
    inputs = {one.id.value: inputs_of(one, run, schemas) for one in wanted}
    made = {name: kept(folder, name, known, oscap=oscap) for name, known in inputs.items()}
    changed = tuple(name for name, one in made.items() if one is None)
    if not changed:
        return Built(run=run, made=_all(made))
    on_stage("compile")
    key = own_digest() + tools_digest(schemas.folder)
    work = _Work(run=run, schemas=schemas, judged=load_judged(folder, key))
    found = dict(zip(changed, _build(work, changed, jobs), strict=True))
    for one in found.values():
        run.problems.extend(one.problems)
        work.judged.accept(set(one.sound))
    if run.problems.errors:
        return Built(run=run)
    on_stage("write")
    files = {name: one.files for name, one in found.items()}
    judgements = _write(run, files, work.judged, jobs, oscap=oscap, outside=outside)
    if run.problems.errors:
        return Built(run=run)
    save_judged(folder, key, work.judged)
    for name, one in found.items():
        if one.made is not None:
            told = (*one.made.judgements, *judgements.get(name, ()))
            made[name] = whole = replace(one.made, judgements=told)
            if outside:
                record(folder, whole, one.files, inputs[name], oscap=oscap)
    return Built(run=run, made=_all(made), changed=changed, files=files, inputs=inputs)


def _all(made: dict[str, Made | None]) -> tuple[Made, ...]:
    return tuple(one for one in made.values() if one is not None)


def _is_asked_for(run: Run, name: str) -> bool:
    return not run.products or name in run.products


def _build(work: _Work, names: tuple[str, ...], jobs: int) -> list[_Product]:
    """Build products in order, each by the next process that is free."""
    count = min(jobs, len(names))
    if count <= 1:
        # Schemas are read by C, which lets Python go on.
        with ThreadPoolExecutor(1) as beside:
            ready = beside.submit(prepare, work.schemas)
            with one_round():
                made = [_build_one(work, name) for name in names]
            ready.result()
        return made
    prepare(work.schemas)  # once for all processes
    _SHARED.append(work)
    context = multiprocessing.get_context("fork")  # content is shared, and not copied
    try:
        with ProcessPoolExecutor(count, mp_context=context) as pool:
            return list(pool.map(_build_shared, names))
    finally:
        _SHARED.clear()


_SHARED: list[_Work] = []


def _build_shared(name: str) -> _Product:
    keep()  # up to the end of this process
    return _build_one(_SHARED[0], name)


def _build_one(work: _Work, name: str) -> _Product:
    run = work.run
    rules = tuple(one for one in run.rules if one.subject.product.id.value == name)
    with no_search_for_garbage():
        run = compile_to_emit(replace(run, rules=rules, problems=Problems()))
        problems = run.problems
        judgements: tuple[Judgement, ...] = ()
        if not problems.errors:
            judgements = validate_output(
                run.outputs[0], run.loaded.profiles, work.schemas, problems, work.judged
            )
    if problems.errors:
        return _Product(made=None, files=(), problems=tuple(problems), sound=frozenset())
    return _Product(
        made=made_of(run.outputs[0], judgements),
        files=run.outputs[0].files,
        problems=tuple(problems),
        sound=frozenset(work.judged.used),
    )


def _write(
    run: Run,
    files: dict[str, tuple[OutputFile, ...]],
    judged: Judged,
    jobs: int,
    *,
    oscap: bool,
    outside: bool,
) -> dict[str, tuple[Judgement, ...]]:
    """Write the folders; give what validators outside say of each."""
    told: dict[str, tuple[Judgement, ...]] = {}

    def judge(name: str, folder: Path) -> None:
        if outside:
            told[name] = judge_outside(
                name, files[name], folder, run.problems, oscap=oscap, judged=judged
            )

    if run.folder is not None:
        write_folders(run.folder, files, run.problems, judge, jobs=jobs)
    return told


def judge_written(
    built: Built,
    folder: Path,
    *,
    oscap: bool,
    stop: Callable[[], bool],
    tell: Callable[[str, Problems], None],
) -> None:
    """Let validators outside judge what was written anew, until `stop` says that it is old.

    What they accept is remembered: the next build does not ask them again.
    """
    for name in built.changed:
        files, problems = built.files[name], Problems()
        if stop():
            return
        told = judge_outside(name, files, folder / name, problems, oscap=oscap)
        if stop():
            return
        made = next(one for one in built.made if one.product == name)
        if not problems.errors:
            whole = replace(made, judgements=(*made.judgements, *told))
            record(folder, whole, files, built.inputs[name], oscap=oscap)
        tell(name, problems)


def judge_outside(
    name: str,
    files: tuple[OutputFile, ...],
    folder: Path,
    problems: Problems,
    *,
    oscap: bool,
    judged: Judged | None = None,
) -> tuple[Judgement, ...]:
    """Let shells, and oscap, judge the files of a product in `folder`."""
    shells = validate_scripts(name, files, folder, problems, judged)
    stream = folder / files[0].path
    return (shells, *(validate_with_oscap(name, stream, problems) if oscap else ()))
