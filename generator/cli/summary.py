"""What a build made, product by product: everything that importing tools ask for by hand."""

from pathlib import Path
from typing import Any

from generator.content import ids
from generator.stages.assemble import filename
from generator.stages.models import Output, Run


def summary(run: Run, seconds: float) -> dict[str, Any]:
    """Give the summary as plain values; `seconds` is the whole run's wall time.

    A run with errors made nothing.
    """
    outputs = () if run.problems.errors else run.outputs
    return {
        "seconds": round(seconds, 2),
        "products": [_product(run, output) for output in outputs],
    }


def _product(run: Run, output: Output) -> dict[str, Any]:
    benchmark = output.build.benchmark
    passed = [item for item in run.judgements if item.product == benchmark.id]
    stream = output.file(output.data_stream)
    manual = filename(output.build.product, "ds-manual")
    return {
        "product": benchmark.id,
        "title": benchmark.title,
        "file": _place(run, output, stream.path),
        "manual_file": _place(run, output, manual) if manual in output.paths else None,
        "bytes": len(stream.content),
        "data_stream": ids.scap_id("datastream", benchmark.id),
        "benchmark": ids.xccdf_id("benchmark", benchmark.id),
        "profiles": [ids.xccdf_id("profile", item.id) for item in benchmark.profiles],
        "rules": len(output.build.rules),
        "validators": [
            {"name": item.validator, "warnings": list(item.warnings)} for item in passed
        ],
    }


def _place(run: Run, output: Output, name: str) -> str | None:
    folder = run.folder
    return None if folder is None else _shown(folder / output.build.product.id.value / name)


def _shown(path: Path) -> str:
    """Give the path as short as it can be said from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path.resolve())


def summary_text(data: dict[str, Any], *, verbose: bool = False) -> str:
    """Give the summary for people."""
    blocks = [_block(product, data["seconds"], verbose=verbose) for product in data["products"]]
    return "\n\n".join(blocks)


def _block(product: dict[str, Any], seconds: float, *, verbose: bool) -> str:
    validators = product["validators"]
    # oscap repeats what the schematrons in process say.
    warnings = dict.fromkeys(
        text.removeprefix("Warning: ") for item in validators for text in item["warnings"]
    )
    first, *others = product["profiles"]
    rows = [
        ("file", product["file"] or "(not written)"),
        *((("by hand", product["manual_file"]),) if product["manual_file"] else ()),
        ("size", f"{product['bytes']:,} bytes"),
        ("data stream", product["data_stream"]),
        ("benchmark", product["benchmark"]),
        ("profiles", first),
        *(("", other) for other in others),
        ("rules", str(product["rules"])),
        ("validators", f"{len(validators)} passed: {validators[0]['name']}"),
        *(("", item["name"]) for item in validators[1:]),
        ("warnings", f"{len(warnings)}, each explained in docs/validation.md" if warnings else "0"),
        *(("", text) for text in warnings if verbose),
        ("time", f"{seconds:.2f} s"),
    ]
    lines = [f"  {name:<12} {text}" for name, text in rows]
    return "\n".join((f"{product['product']}: {product['title']}", *lines))
