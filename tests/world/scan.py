"""What oscap says of a data stream: results by short rule id, and the output of check scripts."""

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from generator.content import ids
from tests.world.namespace import Machine
from tests.world.oscap import again, run_oscap

_XCCDF: Final = {"x": "http://checklists.nist.gov/xccdf/1.2"}
DEFAULT: Final = "cis_level2_server"
OVAL_ONLY: Final = "oval_only"

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Results of the rules that were selected; `said` is what their scripts printed."""

    results: Mapping[str, str]
    said: Mapping[str, str]
    status: int
    messages: str


def evaluate(
    on: Machine | Path,
    stream: Path,
    *options: str,
    profile: str = DEFAULT,
    before: tuple[str, ...] = (),
) -> Scan:
    """Run `oscap xccdf eval` in a machine, or offline on the root folder `on`.

    `before` are words of a command that runs oscap, such as unshare and its options.
    """
    with tempfile.TemporaryDirectory(prefix="auditscap-scan-") as folder:
        Path(folder).chmod(0o777)  # a scan may run as nobody
        results = Path(folder) / "results.xml"
        command = (
            *before,
            *("oscap", "xccdf", "eval", "--profile", _full(profile)),
            *("--results", str(results), *options, str(stream)),
        )
        run = _run_oscap(on, command)
        assert results.is_file(), run.stdout + run.stderr
        return _read(results, run)


def _run_oscap(on: Machine | Path, command: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    if isinstance(on, Machine):
        return again(lambda: on.run(*command))
    return run_oscap(*command, root=on, path="/usr/sbin:/usr/bin:/sbin:/bin")


def _full(profile: str) -> str:
    return profile if profile.startswith("xccdf_") else ids.xccdf_id("profile", profile)


def _read(path: Path, run: subprocess.CompletedProcess[str]) -> Scan:
    results: dict[str, str] = {}
    said: dict[str, str] = {}
    for item in etree.parse(path).iterfind(".//x:rule-result", _XCCDF):
        name = str(item.get("idref")).rpartition("_rule_")[2]
        result = item.findtext("x:result", namespaces=_XCCDF) or ""
        if result == "notselected":
            continue
        results[name] = result
        imports = item.iterfind(".//x:check-import", _XCCDF)
        said[name] = "\n".join(one.text.strip() for one in imports if one.text)
    return Scan(results=results, said=said, status=run.returncode, messages=run.stderr)
