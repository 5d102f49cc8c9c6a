"""What a build made, product by product: everything that importing tools ask for by hand."""

import shutil
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from generator.build.made import Made
from generator.cli.output import print_table


def summary(
    made: Sequence[Made], changed: Sequence[str] | None, folder: Path | None, seconds: float
) -> dict[str, Any]:
    """Give the summary as plain values; `seconds` is the whole run's wall time.

    `changed` are the products that were written anew; None where nothing is written.
    """
    products = [_product(one, folder) for one in made]
    if changed is not None:
        for one in products:
            one["changed"] = one["product"] in changed
    return {"seconds": round(seconds, 2), "products": products}


def _product(made: Made, folder: Path | None) -> dict[str, Any]:
    def place(name: str | None) -> str | None:
        return _shown(folder / made.product / name) if folder and name else None

    return {
        "product": made.product,
        "title": made.title,
        "file": place(made.stream),
        "manual_file": place(made.manual),
        "bytes": made.size,
        "data_stream": made.data_stream,
        "benchmark": made.benchmark,
        "profiles": list(made.profiles),
        "rules": made.rules,
        "validators": [
            {"name": item.validator, "warnings": list(item.warnings)} for item in made.judgements
        ],
    }


def _shown(path: Path) -> str:
    """Give the path as short as it can be said from here."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path.resolve())


def print_summary(data: dict[str, Any], folder: Path | None, *, verbose: bool = False) -> None:
    """Print the summary for people: what is to be known of one product, or a line for each."""
    products = data["products"]
    if len(products) == 1:
        click.echo(_block(products[0], data["seconds"], verbose=verbose))
        return
    print_table("", _COLUMNS, list(map(_row, products)), {}, lines=False, right=_NUMBERS)
    first, *others = dict.fromkeys(item["name"] for one in products for item in one["validators"])
    count = sum(len(_warnings(one)) for one in products)
    written = f"{_shown(folder)}/PRODUCT/" if folder else "(not written)"
    for name, text in (
        ("validators", f"{len(others) + 1} passed for each product: {first}"),
        *(("", other) for other in others),
        ("warnings", f"{count}, {_EXPLAINED}" if count else "0"),
        *(
            ("", f"{one['product']}: {text}")
            for one in products
            if verbose
            for text in _warnings(one)
        ),
        ("files", written),
        *([("unchanged", _counted(products))] if folder and _counted(products) else []),
        ("time", f"{data['seconds']:.2f} s"),
    ):
        click.echo(_line(name, text))


_COLUMNS: Final = ("product", "profiles", "rules", "bytes", "warnings")
_NUMBERS: Final = ("rules", "bytes", "warnings")
_EXPLAINED: Final = "each explained in docs/validation.md"


def _counted(products: Sequence[dict[str, Any]]) -> str:
    """Say how many products were left as they were."""
    count = sum(not one["changed"] for one in products)
    if not count:
        return ""
    which = "all" if count == len(products) else f"{count} of {len(products)}"
    return f"{which}: made of the same, judged before"


def _row(product: dict[str, Any]) -> tuple[str, ...]:
    profiles = (name.rpartition("_profile_")[2] for name in product["profiles"])
    return (
        product["product"],
        ", ".join(profiles),
        str(product["rules"]),
        f"{product['bytes']:,}",
        str(len(_warnings(product))),
    )


def _line(name: str, text: str) -> str:
    """Give a line of the summary, broken at blanks where a terminal is narrower than it."""
    width = min(shutil.get_terminal_size().columns, 120) if sys.stdout.isatty() else 120
    indent = " " * 15
    lead = f"  {name:<12} "
    return textwrap.fill(
        text, width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False
    )


def _warnings(product: dict[str, Any]) -> tuple[str, ...]:
    """Give the warnings, each once: oscap repeats what the schematrons in process say."""
    found = (text for item in product["validators"] for text in item["warnings"])
    return tuple(dict.fromkeys(text.removeprefix("Warning: ") for text in found))


def _block(product: dict[str, Any], seconds: float, *, verbose: bool) -> str:
    validators, warnings = product["validators"], _warnings(product)
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
        ("warnings", f"{len(warnings)}, {_EXPLAINED}" if warnings else "0"),
        *(("", text) for text in warnings if verbose),
        *([("unchanged", _counted([product]))] if not product.get("changed", True) else []),
        ("time", f"{seconds:.2f} s"),
    ]
    lines = [f"  {name:<12} {text}" for name, text in rows]
    return "\n".join((f"{product['product']}: {product['title']}", *lines))
