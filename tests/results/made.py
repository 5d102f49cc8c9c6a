"""Results of scans, written by hand and as small as they can be."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

XCCDF: Final = 'xmlns="http://checklists.nist.gov/xccdf/1.2"'
BENCHMARK: Final = "xccdf_org.example_benchmark_b"
PROFILE: Final = "xccdf_org.example_profile_p"
Told = tuple[str, str]
"""A result, and what the script printed."""


def results(
    rules: Mapping[str, Told],
    *,
    host: str = "web1",
    title: str = "A rule",
    texts: str = "",
    severity: str = "medium",
    start: str = "2026-01-02T03:04:05+00:00",
) -> str:
    """Give an XCCDF document of a Benchmark with these rules and a TestResult; `texts` is XML."""
    return (
        f'<Benchmark {XCCDF} id="{BENCHMARK}"><title>Content</title>'
        f'<Profile id="{PROFILE}"><title>A profile</title></Profile>'
        + "".join(
            f"<Rule id={quoteattr(_id(name))} severity={quoteattr(severity)}>"
            f"<title>{escape(title)}</title>{texts}</Rule>"
            for name in rules
        )
        + alone(rules, host=host, start=start)
        + "</Benchmark>"
    )


def alone(rules: Mapping[str, Told], *, host: str, start: str, declare: str = "") -> str:
    """Give the TestResult alone."""
    return (
        f'<TestResult {declare} id="t" version="1" '
        f"start-time={quoteattr(start)} end-time={quoteattr(start)}>"
        f'<benchmark id="{BENCHMARK}" href="b-ds.xml"/><profile idref="{PROFILE}"/>'
        f"<target>{escape(host)}</target>" + "".join(_results(rules)) + "</TestResult>"
    )


def written(folder: Path, text: str, name: str = "results.xml") -> Path:
    """Write a file of results."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _results(rules: Mapping[str, Told]) -> Iterable[str]:
    for name, (result, said) in rules.items():
        yield (
            f"<rule-result idref={quoteattr(_id(name))}><result>{escape(result)}</result>"
            f'<check system="http://open-scap.org/page/SCE">'
            f'<check-import import-name="stdout">{escape(said)}</check-import></check>'
            "</rule-result>"
        )


def _id(name: str) -> str:
    return f"xccdf_org.example_rule_{name}"
