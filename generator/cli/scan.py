"""The scan command: build for this machine, let oscap evaluate, show what it found and why."""

from pathlib import Path

import click

from generator.cli.output import Format, print_json, print_problems
from generator.cli.progress import end_progress, progress
from generator.cli.results import print_results
from generator.content import Product, ids
from generator.content.meaning import SCAN_FOLDER
from generator.pipeline import run_pipeline
from generator.report import Overview, overview, page
from generator.results import read_scans
from generator.scan.run import has_script_engine, scan
from generator.scan.target import OS_RELEASE, os_release, product_of
from generator.source import Problems, choose
from generator.stages.models import Run
from generator.write.single import write_file


def scan_this_machine(
    root: Path,
    form: Format,
    problems: Problems,
    *,
    product: str | None,
    profile: str | None,
    timestamp: str | None,
) -> None:
    """Build, scan and print; problems are printed too."""
    on_stage = progress(form)
    content = run_pipeline(Run(root=root, problems=problems), on_stage, last="resolve").content
    end_progress()
    if content is None or problems.errors:
        _finish(form, problems, {}, overview(()))
        return
    target = _target(content.products, product, problems)
    if target is None:
        _finish(form, problems, {}, overview(()))
        return
    name = target.id.value
    default = content.default_profile(target)
    known = [item.id.value for item in content.profiles if item.is_for(target)]
    chosen = profile or (default.id.value if default else "")
    if chosen not in known:
        message = f"product {name!r} has no profile {chosen!r}"
        problems.add("unknown-profile", None, message, hint=choose(chosen, known))
        _finish(form, problems, {}, overview(()))
        return
    folder = root / "build"
    run = run_pipeline(
        Run(
            root=root,
            problems=problems,
            products=(name,),
            timestamp=timestamp,
            folder=folder,
        ),
        on_stage,
    )
    if problems.errors:
        end_progress()
        _finish(form, problems, {}, overview(()))
        return
    stream = folder / name / run.outputs[0].data_stream
    on_stage("scan")
    files = scan(stream, ids.xccdf_id("profile", chosen), folder / SCAN_FOLDER, problems)
    end_progress()
    scans = () if files is None else read_scans((files.arf,), problems)
    view = overview(scans)
    if files is not None and scans:
        write_file(files.page, page(view), problems, replace=True)
    data = {
        "product": name,
        "profile": chosen,
        "script_engine": has_script_engine(),
        "files": [] if files is None else [str(path) for path in files.all],
    }
    _finish(form, problems, data, view)


def _target(products: tuple[Product, ...], name: str | None, problems: Problems) -> Product | None:
    known = [product.id.value for product in products]
    if name is not None:
        if name in known:
            return products[known.index(name)]
        problems.add("unknown-product", None, f"unknown product {name!r}", hint=choose(name, known))
        return None
    fields = os_release()
    found = product_of(fields, products)
    if found is None:
        here = fields.get("PRETTY_NAME") or f"what {OS_RELEASE} describes"
        problems.add(
            "unknown-product",
            None,
            f"there is no product for this machine ({here})",
            hint=f"products: {', '.join(known)}; --product ID scans with one of them all the same",
        )
        return None
    return found


def _finish(form: Format, problems: Problems, data: dict[str, object], view: Overview) -> None:
    if form == "json":
        rows = [
            {
                "rule": item.rule.name,
                "title": item.rule.title,
                "severity": item.severity,
                "result": item.result,
                "reasons": [line.text for line in item.lines],
            }
            for scan in view.scans
            for item in scan.results
        ]
        print_json({**data, "results": rows}, problems)
        return
    print_problems(problems)
    if not data:
        return
    print_results(view, f"{data['product']}, profile {data['profile']}")
    if not data["script_engine"]:
        click.echo(
            "This oscap has no Script Check Engine, so rules about the kernel end in notchecked."
            " On RHEL and Fedora the package openscap-engine-sce brings it; the profile oval_only"
            " does without."
        )
    for path in data["files"] if isinstance(data["files"], list) else ():
        click.echo(path)
