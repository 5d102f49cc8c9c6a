"""A scan whose results go to other programs, and what must arrive there."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from generator.content import ids
from generator.markup.namespaces import OVAL_SYSTEM, PREFIXES
from tests.products.systems import systems
from tests.world.namespace import machine
from tests.world.oscap import again, run_oscap
from tests.world.world import LOADERS, TOOLS, Entry, Link, write

KMOD: Final = "-w /usr/bin/kmod -p x -k m\n"
CALLS: Final = (
    "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,"
    "query_module -F auid>=1000 -F auid!=unset -k m\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as the data stream has it, and its result; `evidence` is what its script printed.

    `oval_alone` says that its check is one of OVAL, `has_fix` that a script mends it.
    """

    id: str
    title: str
    severity: str
    weight: str
    idents: frozenset[str]
    references: frozenset[tuple[str, str]]
    first_words: str
    result: str
    evidence: str
    oval_alone: bool
    has_fix: bool

    def idents_of(self, enumeration: str) -> list[str]:
        """Give the idents that begin so, in order."""
        return sorted(one for one in self.idents if one.startswith(enumeration))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """The files of a scan; `rules` are those of the profile, by full id."""

    product: str
    profile: str
    stream: Path
    folder: Path
    rules: Mapping[str, Rule]

    @property
    def results(self) -> Path:
        """The results in XCCDF."""
        return self.folder / "results.xml"

    @property
    def arf(self) -> Path:
        """The results in ARF."""
        return self.folder / "arf.xml"

    @property
    def viewer(self) -> Path:
        """The results under DISA's rule ids."""
        return self.folder / "viewer.xml"


def scan_root(stream: Path, product: str, profile: str, folder: Path) -> Scanned:
    """Scan a made-up system of the product offline: runs of kmod are recorded, calls are not."""
    system = next(one for one in systems() if one.product == product)
    world: dict[str, Entry] = {
        "/etc/os-release": system.os_release,
        "/etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
        "/etc/login.defs": "UID_MIN 1000\n",
        "/etc/audit/rules.d/50-x.rules": KMOD,
        "/bin": Link("usr/bin"),
        "/usr/bin/kmod": "",
        LOADERS["x86_64"]: "",
        **{f"/usr/sbin/{tool}": Link("/bin/kmod") for tool in TOOLS},
    }
    root = write(folder / "root", world)
    run = run_oscap(*_command(stream, profile, folder), root=root)
    return _scanned(stream, product, profile, folder, run)


def scan_machine(stream: Path, product: str, profile: str, folder: Path) -> Scanned:
    """Scan this machine, with files of the test's making and a kernel that does not audit.

    Left out is what asks for all programs on the disk, where anything may lie.
    """
    here = machine(folder, files={"/etc/audit/rules.d/50-x.rules": CALLS + KMOD})
    left_out = [
        word
        for facet in ("configured", "loaded")
        for word in ("--skip-rule", ids.xccdf_id("rule", f"audit_privileged_{facet}"))
    ]
    command = _command(stream, profile, folder)
    run = again(lambda: here.run(*command[:3], *left_out, *command[3:]))
    return _scanned(stream, product, profile, folder, run)


def _command(stream: Path, profile: str, folder: Path) -> tuple[str, ...]:
    return (
        *("oscap", "xccdf", "eval", "--profile", ids.xccdf_id("profile", profile)),
        *("--results", str(folder / "results.xml"), "--results-arf", str(folder / "arf.xml")),
        *("--stig-viewer", str(folder / "viewer.xml"), str(stream)),
    )


def _scanned(
    stream: Path,
    product: str,
    profile: str,
    folder: Path,
    run: subprocess.CompletedProcess[str],
) -> Scanned:
    assert run.returncode == 2, run.stdout + run.stderr
    found = etree.parse(folder / "results.xml")
    rules = {
        rule.id: rule
        for item in found.iterfind(".//xccdf:Rule", PREFIXES)
        if (rule := _rule(item, found)).result != "notselected"
    }
    return Scanned(product=product, profile=profile, stream=stream, folder=folder, rules=rules)


def _rule(item: etree._Element, found: etree._ElementTree) -> Rule:
    name = str(item.get("id"))
    (result,) = found.iterfind(f".//xccdf:rule-result[@idref='{name}']", PREFIXES)
    said = (one.text or "" for one in result.iterfind(".//xccdf:check-import", PREFIXES))
    description = item.find("xccdf:description", PREFIXES)
    assert description is not None
    return Rule(
        id=name,
        title=item.findtext("xccdf:title", "", PREFIXES),
        severity=item.get("severity", ""),
        weight=item.get("weight", ""),
        idents=frozenset(one.text or "" for one in item.iterfind("xccdf:ident", PREFIXES)),
        references=frozenset(
            (one.get("href", ""), one.text or "")
            for one in item.iterfind("xccdf:reference", PREFIXES)
        ),
        first_words="".join(str(text) for text in description[0].itertext()).strip(),
        result=result.findtext("xccdf:result", "", PREFIXES),
        evidence="\n".join(said).strip(),
        oval_alone=item.find(f"xccdf:check[@system='{OVAL_SYSTEM}']", PREFIXES) is not None,
        has_fix=item.find("xccdf:fix", PREFIXES) is not None,
    )
