"""The page of `auditscap report` in a browser: it works, is accessible, and asks for nothing."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from generator.report import overview, page
from generator.results import read_scans
from generator.source import Problems
from tests.consumers.conftest import Programs
from tests.consumers.scanning import Scanned
from tests.results.made import results, written

pytestmark = pytest.mark.consumers
PAGES: Final = ("real.html", "many.html", "hostile.html")
HOSTS: Final = 50
MANY: Final = {
    "calls": ("fail", "not collected: chmod (b64): no rule matches"),
    "watches": ("fail", "not collected: writes of /etc/passwd and by chmod: no rule matches"),
    "good": ("pass", "the kernel records every required event"),
}
EVIL: Final = "</title><script>document.title='evil'</script><img src=http://127.0.0.1:9/>"


def _write(path: Path, *files: Path) -> Path:
    problems = Problems()
    path.write_bytes(page(overview(read_scans(files, problems))))
    assert not list(problems)
    return path


def _many(folder: Path) -> list[Path]:
    """Fifty hosts; all rules pass on the second."""
    good = {name: ("pass", said) for name, (_, said) in MANY.items()}
    return [
        written(folder / str(at), results(good if at == 1 else MANY, host=f"host{at:02}"))
        for at in range(HOSTS)
    ]


@pytest.fixture(scope="module")
def seen(
    programs: Programs, scan: Callable[[str], Scanned], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "missing (scripts/setup.sh consumers installs it): chromium"
    folder = tmp_path_factory.mktemp("pages")
    hostile = written(folder, results({"x": ("fail", EVIL)}, title=EVIL, host=EVIL))
    pages = (
        _write(folder / "real.html", scan("debian12 offline").arf),
        _write(folder / "many.html", *_many(folder)),
        _write(folder / "hostile.html", hostile),
    )
    pictures = os.environ.get("AUDITSCAP_PICTURES") or str(folder)
    found: dict[str, Any] = programs.node("browser.cjs", chromium, pictures, *map(str, pages))
    assert json.dumps(sorted(found)) == json.dumps(sorted(PAGES))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_both_schemes_and_on_a_phone(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["violations"] == []
    assert set(seen[name]["overflow"]) == {0}


@pytest.mark.parametrize("name", PAGES)
def test_page_asks_for_nothing_and_its_policy_is_never_broken(
    seen: dict[str, Any], name: str
) -> None:
    assert seen[name]["errors"] == []
    assert [one for one in seen[name]["requests"] if not one.endswith(f"/{name}")] == []


def test_page_can_be_printed(seen: dict[str, Any]) -> None:
    assert all(seen[name]["printed"] > 10_000 for name in PAGES)


def test_filters_hide_rules_and_rows_of_the_table(seen: dict[str, Any]) -> None:
    states = seen["many.html"]["states"]
    names = list(MANY)
    assert (states["start"]["rules"], states["start"]["open"]) == (names, [])
    assert states["start"]["said"] == "3 of 3 rules shown"
    assert states["without fail"]["rules"] == names  # the second host passes
    assert states["text"]["rules"] == ["watches"]
    assert (states["text"]["rows"], states["text"]["columns"]) == (1, HOSTS + 1)
    assert states["second host"]["answers"] == ["pass"] * 3
    assert states["second host"]["columns"] == 2


def test_rules_open_by_button_keyboard_and_address(seen: dict[str, Any]) -> None:
    states = seen["many.html"]["states"]
    assert states["all open"]["open"] == list(MANY)
    assert states["by keyboard"]["open"] == ["calls"]
    assert (states["by address"]["open"], states["by address"]["focus"]) == (
        ["calls"],
        "rule-calls",
    )


def test_filters_that_leave_nothing_say_so(seen: dict[str, Any]) -> None:
    state = seen["hostile.html"]["states"]["without fail"]
    assert (state["rules"], state["nothing"], state["said"]) == ([], 1, "0 of 1 rules shown")


def test_page_without_scripts_has_all_rules_and_no_filters(seen: dict[str, Any]) -> None:
    states = seen["many.html"]["states"]
    assert states["start"]["filters"] == 1
    assert states["plain"]["filters"] == 0
    assert states["plain"]["rules"] == list(MANY)
    assert states["plain"]["rows"] == len(MANY)
