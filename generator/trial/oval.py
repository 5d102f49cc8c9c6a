"""OVAL definitions asked of a root folder, by oscap and by themselves."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from generator.content import ids
from generator.markup.written import to_bytes
from generator.oval import emit
from generator.oval.models import ExternalVariable
from generator.stages.models import CompiledRule
from generator.trial.answer import Answer
from generator.trial.oscap import run_oscap

_VARIABLES: Final = "http://oval.mitre.org/XMLSchema/oval-variables-5"
_COMMON: Final = "http://oval.mitre.org/XMLSchema/oval-common-5"
_STAMP: Final = "2026-01-01T00:00:00"
_WORDS: Final = {"true": True, "false": False}


def ask(rule: CompiledRule, root: Path, folder: Path) -> Answer:
    """Ask whether the definition of a rule holds below `root`, with the Values' own defaults.

    The document is written into `folder`. Raises ValueError where the rule has no definition.
    """
    if rule.definition is None or rule.parts is None:
        raise ValueError(f"{rule.rule.subject.rule} has no OVAL definition")
    document = folder / f"{rule.rule.subject.rule}.xml"
    tree = emit.emit((rule.definition,), rule.parts, timestamp=_STAMP, product="auditscap")
    document.write_bytes(to_bytes(tree))
    texts = {
        value.id: choice.text
        for value in rule.rule.check.kind.values
        for choice in value.choices
        if not choice.selector
    }
    variables = {
        ids.oval_id("var", one.name): texts[one.value]
        for one in rule.parts.variables
        if isinstance(one, ExternalVariable)
    }
    found, words = answers(document, root, variables)
    return Answer(holds=found.get(ids.oval_id("def", rule.definition.name)), words=words)


def answers(
    document: Path, root: Path, variables: Mapping[str, str]
) -> tuple[dict[str, bool | None], str]:
    """Ask about all definitions of a document, by id; None where oscap could not decide.

    `variables` are texts of external variables, by id; a file beside `root` has them. What oscap
    complains of is given too.
    """
    words: tuple[str, ...] = ()
    if variables:
        path = root.with_name(f"{root.name}.variables.xml")
        path.write_bytes(_document(variables.items()))
        words = ("--variables", str(path))
    run = run_oscap("oscap", "oval", "eval", "--skip-validation", *words, str(document), root=root)
    said = re.findall(r"^Definition (\S+): (\w+)$", run.stdout, re.MULTILINE)
    found = {name: _WORDS.get(word) for name, word in said}
    return found, run.stderr if run.returncode == 0 else f"{run.stderr}ended with {run.returncode}"


def _document(variables: Iterable[tuple[str, str]]) -> bytes:
    make = ElementMaker(namespace=_VARIABLES, nsmap={None: _VARIABLES, "oval": _COMMON})
    common = ElementMaker(namespace=_COMMON)
    root = make.oval_variables(
        make.generator(common.schema_version("5.11.2"), common.timestamp(_STAMP)),
        make.variables(
            *(
                make.variable(make.value(text), id=name, datatype="string", comment=name)
                for name, text in variables
            )
        ),
    )
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
