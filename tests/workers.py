"""Workers that share the tests (`pytest -n 2`): what belongs together runs on one, in a row.

Tests that borrow the kernel are one group, since there is one kernel; so are those that need the
same costly fixture, which each worker would make for itself. The others of a file are one group.
The kernel's group is the longest and comes first; of the others those with most slow tests.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import pytest
from xdist.scheduler import (  # type: ignore[import-untyped]  # it has no types
    LoadScopeScheduling,
)

KERNEL: Final = "kernel"
COSTLY: Final = ("given", "everything")
"""Fixtures for the whole run that take more than a few seconds."""
_CACHED: Final = "auditscap/groups"


def group_of(item: pytest.Item) -> str:
    """Name the group of a test."""
    if item.get_closest_marker(KERNEL):
        return KERNEL
    needed = getattr(item, "fixturenames", ())
    return next((name for name in COSTLY if name in needed), _file_of(item.nodeid))


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """Put the groups in the order in which workers take them."""
    grouped = [(group_of(item), item) for item in items]
    slow = Counter(name for name, item in grouped if item.get_closest_marker("slow"))
    names = sorted(
        dict.fromkeys(name for name, _ in grouped), key=lambda name: (name != KERNEL, -slow[name])
    )
    return [item for name in names for group, item in grouped if group == name]


class Groups(LoadScopeScheduling):  # type: ignore[misc]  # as above
    """Gives a worker that is done the next group."""

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(self.config.cache.get(_CACHED, {}))

    def _split_scope(self, nodeid: str) -> str:
        return self._names.get(nodeid, _file_of(nodeid))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the tests of a worker; the first one tells the names of groups, by the cache."""
    worker = getattr(config, "workerinput", None)
    if worker is None:
        return
    items[:] = in_order(items)
    if worker["workerid"] == "gw0":
        config.cache.set(_CACHED, {item.nodeid: group_of(item) for item in items})


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Groups | None:
    """Share tests by these groups, unless `--dist` asks for another way."""
    if config.getoption("dist") != "load":
        return None
    config.option.loadscopereorder = False  # it would put groups of many quick tests first
    return Groups(config, log)


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Name a test that failed at once: a log of many workers shows a letter alone."""
    if report.failed and hasattr(report, "node"):
        sys.stdout.write(f"\n{report.nodeid} failed\n{report.longreprtext}\n")
        sys.stdout.flush()


def _file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]
