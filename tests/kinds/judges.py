"""Three judges of one question: OVAL in oscap, the reference meaning, and the awk of the check."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from generator.content import ids
from generator.kinds.audit_rules import facets
from generator.kinds.protocol import System
from tests.world.build import ROOT, RULE, Built

_VARIABLES: Final = "http://oval.mitre.org/XMLSchema/oval-variables-5"
_COMMON: Final = "http://oval.mitre.org/XMLSchema/oval-common-5"
_EXTERNAL: Final = {"audit_uid_min": "uid_min_source", "audit_key_policy": "key_policy"}
COVERAGE: Final = ROOT / "templates/audit_rules/coverage.awk"
FACETS: Final = {facet.suffix: facet for facet in (facets.CONFIGURED, facets.COMPILED)}


def oval(built: Built, root: Path, values: Mapping[str, str]) -> dict[str, bool | None]:
    """Ask oscap for every definition, by suffix of its rule; None where it could not decide."""
    variables = root.with_suffix(".variables.xml")
    variables.write_bytes(_variables(values))
    run = subprocess.run(
        [
            *("oscap", "oval", "eval", "--skip-validation", "--variables", str(variables)),
            str(built.file("auditscap-debian12-oval.xml")),
        ],
        env={"PATH": os.defpath, "OSCAP_PROBE_ROOT": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    found = dict(re.findall(r"^Definition (\S+): (\w+)$", run.stdout, re.MULTILINE))
    words = {"true": True, "false": False}
    return {
        suffix: words.get(found[ids.oval_id("def", f"{RULE}_{suffix}")])
        for suffix in ("configured", "compiled", "symlinks")
    }


def _variables(values: Mapping[str, str]) -> bytes:
    make = ElementMaker(namespace=_VARIABLES, nsmap={None: _VARIABLES, "oval": _COMMON})
    common = ElementMaker(namespace=_COMMON)
    root = make.oval_variables(
        make.generator(
            common.schema_version("5.11.2"),
            common.timestamp("2026-01-01T00:00:00"),
        ),
        make.variables(
            *(
                make.variable(
                    make.value(text),
                    id=ids.oval_id("var", _EXTERNAL[name]),
                    datatype="string",
                    comment=name,
                )
                for name, text in values.items()
            )
        ),
    )
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def reference(built: Built, root: Path, architecture: str) -> dict[str, bool]:
    """Ask the kinds themselves."""
    system = System(root=root, architecture=architecture)
    check = built.rule("configured").rule.check
    found = {
        suffix: check.kind.holds(check.parameters, facet, system)
        for suffix, facet in FACETS.items()
    }
    links = built.rule("symlinks").rule
    found["symlinks"] = links.check.kind.holds(links.check.parameters, links.facet, system)
    return {suffix: holds for suffix, holds in found.items() if isinstance(holds, bool)}


def interpreters() -> tuple[tuple[str, ...], ...]:
    """Give the awks that are here; all of them run on some target."""
    known = (("mawk",), ("gawk", "--posix"), ("busybox", "awk"))
    return tuple(words for words in known if shutil.which(words[0]))


def events(built: Built, uname: str = "x86_64") -> tuple[str, str]:
    """Give the lines of required events, and the words for the arch, as the check has them."""
    script = built.rule("loaded").script
    assert script
    found = re.search(
        rf"^{uname}\)\n +words=(?P<words>.*)\n +events=(?P<events>'[^']*')$",
        script.text,
        re.MULTILINE,
    )
    assert found, uname
    return shlex.split(found["events"])[0], shlex.split(found["words"])[0]


def awk(
    interpreter: Iterable[str],
    required: tuple[str, str],
    rules: Iterable[str],
    *,
    uid_min: int = 1000,
    key: str = "",
) -> tuple[bool, str]:
    """Let the check's awk judge the rules of a listing: its verdict, and what it says."""
    lines, words = required
    text = "".join(f"rule {number}\t{rule}\n" for number, rule in enumerate(rules, start=1))
    run = subprocess.run(
        [
            *interpreter,
            *("-v", f"uid_min={uid_min}", "-v", f"words={words}", "-v", f"key={key}"),
            *("-f", str(COVERAGE)),
        ],
        input=f"{lines}\nrules\n{text}",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.stderr == ""
    assert run.returncode in (0, 1), run.stdout
    return run.returncode == 0, run.stdout
