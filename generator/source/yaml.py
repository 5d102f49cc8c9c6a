"""YAML: a small part of it, so that what is written is what is meant."""

from generator.source.diagnostic import Problems
from generator.source.mark import Source
from generator.source.node import Node


def parse(source: Source, problems: Problems) -> Node | None:
    """Read the one YAML document of a source (YAML 1.1 without anchors, tags and merge keys).

    None where some part cannot be told: bad syntax, an alias, a key that is not text. Double
    keys and tags are problems too, but the rest is given, so that it is checked as well.
    """
    # Importing PyYAML takes longer than importing all else here.
    from generator.source.document import parse_document  # noqa: PLC0415

    return parse_document(source, problems)
