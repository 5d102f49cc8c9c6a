"""Tests that need the same thing run in a row on one worker, wherever they stand."""

from itertools import groupby

import pytest

from tests.workers import KERNEL, group_of, in_order


def test_groups_are_whole_and_the_kernel_is_the_first(request: pytest.FixtureRequest) -> None:
    items = request.session.items
    ordered = in_order(items)
    assert sorted(one.nodeid for one in ordered) == sorted(one.nodeid for one in items)
    names = [name for name, _ in groupby(ordered, key=group_of)]
    assert len(names) == len(set(names))
    assert KERNEL not in names[1:]


def test_whoever_borrows_the_kernel_is_of_its_group(request: pytest.FixtureRequest) -> None:
    borrowing = [one for one in request.session.items if KERNEL in getattr(one, "fixturenames", ())]
    assert {group_of(one) for one in borrowing} <= {KERNEL}


@pytest.mark.kernel
def test_a_test_with_the_mark_is_of_the_kernels_group(request: pytest.FixtureRequest) -> None:
    assert group_of(request.node) == KERNEL
