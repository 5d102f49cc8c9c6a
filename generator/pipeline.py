"""The pipeline: one tuple of stages; each takes what the ones before it made and adds its own.

Everything between `load` and `write` is pure.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from generator.content import load_content
from generator.source import choose
from generator.stages.assemble import assemble
from generator.stages.compile import compile_rules
from generator.stages.emit import emit
from generator.stages.models import Judgement, Run
from generator.stages.resolve import read, resolve
from generator.validate.catalog import find_schemas
from generator.validate.judged import Judged
from generator.validate.oscap import oscap_version, validate_with_oscap
from generator.validate.output import validate_output
from generator.validate.scripts import validate_scripts
from generator.write.folder import write_folders

Stage = tuple[str, Callable[[Run], Run]]


def load(run: Run) -> Run:
    """Load all content below the root, and check that the products asked for exist."""
    content = load_content(run.root, run.problems)
    if content is not None:
        known = [product.id.value for product in content.products]
        for name in run.products:
            if name not in known:
                hint = choose(name, known)
                run.problems.add("unknown-product", None, f"unknown product {name!r}", hint=hint)
    return replace(run, content=content)


def validate(run: Run) -> Run:
    """Let the validators in process judge every product's files."""
    schemas = find_schemas(run.problems)
    if schemas is None:
        return run
    judged = Judged()
    judgements = tuple(
        judgement
        for output in run.outputs
        for judgement in validate_output(output, run.loaded.profiles, schemas, run.problems, judged)
    )
    return replace(run, judgements=judgements)


def write(run: Run) -> Run:
    """Write all files, let shells and oscap judge them, and put them in their places."""
    if run.folder is None or (run.oscap and oscap_version(run.problems) is None):
        return run
    judgements: list[Judgement] = []
    outputs = {output.build.product.id.value: output for output in run.outputs}

    def judge(name: str, folder: Path) -> None:
        if name not in outputs:
            return
        judgements.append(validate_scripts(name, outputs[name].files, folder, run.problems))
        if run.oscap:
            stream = folder / outputs[name].data_stream
            judgements.extend(validate_with_oscap(name, stream, run.problems))

    folders = {name: output.files for name, output in outputs.items()}
    if run.release:
        folders["release"] = run.release
    write_folders(run.folder, folders, run.problems, judge)
    return replace(run, judgements=(*run.judgements, *judgements))


STAGES: Final[tuple[Stage, ...]] = (
    ("load", load),
    ("read", read),
    ("resolve", resolve),
    ("compile", compile_rules),
    ("assemble", assemble),
    ("emit", emit),
    ("validate", validate),
    ("write", write),
)


def compile_to_emit(run: Run) -> Run:
    """Make the files of the rules in `run`, as far as there is no error."""
    for _, stage in _MAKING:
        if not run.problems.errors:
            run = stage(run)
    return run


_MAKING: Final = tuple(one for one in STAGES if one[0] in {"compile", "assemble", "emit"})
_READING: Final = frozenset({"load", "read"})


def run_pipeline(
    run: Run, on_stage: Callable[[str], None] = lambda _name: None, *, last: str = "write"
) -> Run:
    """Run the stages in order, up to `last` or the first that leaves an error.

    The stages that only read go on after an error, so that every mistake is told at once.
    `on_stage` hears the name of each stage before it runs.
    """
    with no_search_for_garbage():
        for name, stage in STAGES:
            on_stage(name)
            run = stage(run)
            stuck = run.problems.errors and (name not in _READING or run.content is None)
            if stuck or name == last:
                break
    return run


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """Spare Python the search for cycles: models have none, and all are kept to the end anyway."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
