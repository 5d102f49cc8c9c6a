"""After a fix all rules in force still are, and the check holds or the fix says why not."""

import os
from pathlib import Path
from typing import Final

import pytest

from tests.fixes.mending import (
    OWN,
    Mended,
    by_playbook,
    by_script,
    holds,
    replaceable,
    starts,
)
from tests.fixes.page import PAGE, with_table
from tests.world.build import Built
from tests.world.kernel import Kernel, Obstacle, borrowed

STARTS: Final = tuple(starts())
UNLISTED: Final = "fields: nothing compared"
"""auditctl lists nothing of a field_compare=0, so that the list looks as if all were lost."""
NOT_TEXT: Final = "own_file: a remark in Latin-1"
"""Ansible writes text alone: the playbook leaves the file to the bash fix, and says so."""
# The playbook takes seconds: it mends these, of which every fourth in each run of the tests.
PLAYED: Final = tuple(
    one
    for at, one in enumerate(STARTS)
    if one.world.id.startswith("own_file: ") or (at % 9 == 0 and one.world.id != UNLISTED)
)

pytestmark = [pytest.mark.kernel, pytest.mark.slow]


@pytest.fixture(scope="module")
def mended(built: Built, tmp_path_factory: pytest.TempPathFactory) -> tuple[Mended, ...]:
    folder = tmp_path_factory.mktemp("mended")
    with borrowed(folder) as kernel:
        if isinstance(kernel, Obstacle):
            pytest.skip(kernel.reason)
        kernel.auditctl("-e", "1").check_returncode()
        return tuple(
            by_script(start, folder / str(at), kernel, built) for at, start in enumerate(STARTS)
        )


def test_every_rule_in_force_stays_in_force(mended: tuple[Mended, ...]) -> None:
    """But for rules of its own block that someone had narrowed: broader ones stand there now."""
    lost = [
        (one.start.world.id, line)
        for one in mended
        for line in one.before.listing
        if line not in one.after.listing and line not in replaceable(one)
    ]
    assert lost == []


def test_success_means_that_files_and_kernel_record_everything(mended: tuple[Mended, ...]) -> None:
    differ = [
        (one.start.world.id, one.said)
        for one in mended
        if (one.status == 0) != holds(one) and one.start.world.id != UNLISTED
    ]
    assert differ == []


def test_a_fix_that_does_not_mend_says_what_is_in_the_way(mended: tuple[Mended, ...]) -> None:
    assert [one.start.world.id for one in mended if one.status and not one.obstacles] == []


def test_a_second_fix_changes_nothing(mended: tuple[Mended, ...]) -> None:
    differ = [one.start.world.id for one in mended if one.after != one.again]
    assert differ == []
    verbs = (": wrote ", ": loaded ", ": merged ", ": auditctl ", ": removed ", ": switched ")
    busy = [one.start.world.id for one in mended if any(verb in one.said_again for verb in verbs)]
    assert busy == []


def test_no_file_but_the_own_one_changes(mended: tuple[Mended, ...]) -> None:
    for one in mended:
        own = OWN if one.start.world.compiled is None else "audit.rules"
        before = {name: text for name, text in one.before.files.items() if name != own}
        assert before == {name: text for name, text in one.after.files.items() if name != own}


def test_of_the_own_file_only_the_block_and_refused_lines_change(
    mended: tuple[Mended, ...],
) -> None:
    for one in mended:
        before = one.before.files.get(OWN, b"").replace(b"\r", b"").decode("latin-1").splitlines()
        after = one.after.files.get(OWN, b"").replace(b"\r", b"").decode("latin-1")
        block = range(0)
        if (begin := "# BEGIN auditscap audit_kernel_modules") in before:
            end = "# END auditscap audit_kernel_modules"
            stop = before.index(end) if end in before else before.index(begin)
            block = range(before.index(begin), stop)
        gone = [line for at, line in enumerate(before) if line not in after and at not in block]
        assert gone == [], one.start.world.id


def test_the_playbook_ends_in_the_same_files_and_lists(
    mended: tuple[Mended, ...], built: Built, kernel: Kernel, tmp_path: Path
) -> None:
    kernel.auditctl("-e", "1").check_returncode()
    by_bash = {one.start.world.id: one for one in mended}
    differ: list[tuple[str, object]] = []
    everything = bool(os.environ.get("AUDITSCAP_GOLDEN"))
    for at, start in enumerate(PLAYED if everything else PLAYED[::4]):
        after, first, second = by_playbook(start, tmp_path / str(at), kernel, built)
        expected = by_bash[start.world.id]
        if start.world.id == NOT_TEXT:
            assert after == expected.before
            assert "Ansible writes no file that is not UTF-8: use the bash fix" in first.said
            assert (first.failed, first.changed, second.changed) == (1, 0, 0)
            continue
        if after != expected.after:
            differ.append((start.world.id, after))
        if (first.failed == 0) != (expected.status == 0) or second.changed:
            differ.append((start.world.id, (first.said, second.said)))
        if (first.changed > 0) != (expected.before != expected.after):
            differ.append((start.world.id, first.said))
    assert differ == []


def test_the_table_of_the_page_is_made_from_the_worlds(mended: tuple[Mended, ...]) -> None:
    text = PAGE.read_text("utf-8")
    made = with_table(text, mended, frozenset(one.world.id for one in PLAYED) - {NOT_TEXT})
    if os.environ.get("AUDITSCAP_GOLDEN"):
        PAGE.write_text(made, "utf-8")
    else:
        assert text.split("\n") == made.split("\n"), "run `make golden`"
