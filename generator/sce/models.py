"""A check script and the Values it reads from its environment."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptLibrary:
    """What scripts share: they read the file `filename`, which stands in the folder of each.

    oscap puts all scripts that the catalog of the Benchmark names into one
    folder (measured with 1.3.7).
    """

    filename: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A POSIX sh script whose exit status is the verdict.

    `filename` is unique within a product, as is that of `library`. `values` are short ids of
    Values; oscap hands each one over as the environment variable XCCDF_VALUE_<id>.
    """

    filename: str
    text: str
    values: tuple[str, ...] = ()
    library: ScriptLibrary | None = None
