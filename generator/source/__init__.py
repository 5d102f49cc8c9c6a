"""Source: the files of authors, as text and nodes that know their place, and what is wrong in them.

source = load(path, shown, problems)        text.py
node = parse(source, problems)              yaml.py
check(node, schema, problems)               schema.py
for diagnostic in problems: render(diagnostic)
"""

from generator.source.codes import CODES, Code, Severity, code
from generator.source.diagnostic import Diagnostic, Problems, to_json
from generator.source.mark import Mark, Source
from generator.source.node import Entry, Mapping, Node, Scalar, Sequence, merged
from generator.source.render import render
from generator.source.schema import SCHEMAS, check
from generator.source.text import LARGEST, load, read_bytes
from generator.source.words import choose, did_you_mean, listed, quoted, shown
from generator.source.yaml import parse

__all__ = [
    "CODES",
    "LARGEST",
    "SCHEMAS",
    "Code",
    "Diagnostic",
    "Entry",
    "Mapping",
    "Mark",
    "Node",
    "Problems",
    "Scalar",
    "Sequence",
    "Severity",
    "Source",
    "check",
    "choose",
    "code",
    "did_you_mean",
    "listed",
    "load",
    "merged",
    "parse",
    "quoted",
    "read_bytes",
    "render",
    "shown",
    "to_json",
]
