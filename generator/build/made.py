"""What a build says of a product: the same now, from another process, and from an earlier build."""

from dataclasses import asdict, dataclass
from typing import Any

from generator.content import ids
from generator.stages.assemble import filename
from generator.stages.models import Judgement, Output


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is to be known of a product's folder without a look at it."""

    product: str
    title: str
    stream: str
    manual: str | None
    size: int
    data_stream: str
    benchmark: str
    profiles: tuple[str, ...]
    rules: int
    judgements: tuple[Judgement, ...] = ()


def made_of(output: Output, judgements: tuple[Judgement, ...]) -> Made:
    """Tell of `output`; `judgements` are those of all products."""
    benchmark = output.build.benchmark
    manual = filename(output.build.product, "ds-manual")
    return Made(
        product=benchmark.id,
        title=benchmark.title,
        stream=output.data_stream,
        manual=manual if manual in output.paths else None,
        size=len(output.file(output.data_stream).content),
        data_stream=ids.scap_id("datastream", benchmark.id),
        benchmark=ids.xccdf_id("benchmark", benchmark.id),
        profiles=tuple(ids.xccdf_id("profile", item.id) for item in benchmark.profiles),
        rules=len(output.build.rules),
        judgements=tuple(one for one in judgements if one.product == benchmark.id),
    )


def to_json(made: Made) -> dict[str, Any]:
    """Give plain values, of which `from_json` makes the same."""
    return asdict(made)


def from_json(values: dict[str, Any]) -> Made:
    """Read what `to_json` gave. Raises KeyError, TypeError or ValueError for anything else."""
    judgements = tuple(
        Judgement(**{**one, "warnings": tuple(one["warnings"])}) for one in values["judgements"]
    )
    return Made(**{**values, "profiles": tuple(values["profiles"]), "judgements": judgements})
