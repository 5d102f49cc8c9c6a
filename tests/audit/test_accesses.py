"""Accesses, results, arguments and comparisons: the reference meaning and the running kernel."""

from pathlib import Path

import pytest

from generator.audit import (
    Absent,
    Auditctl,
    Collected,
    Disk,
    RuleFiles,
    Verdict,
    boot,
    coverage,
    evidence,
)
from generator.audit.syscalls import X86_64
from tests.audit.deeds import act
from tests.audit.read_accesses import AccessWorld, access_worlds, lay_out
from tests.audit.recorder import recording
from tests.world.kernel import Kernel

WORLDS = tuple(access_worlds())


def _judge(world: AccessWorld, folder: Path) -> tuple[dict[str, Verdict], str]:
    files = RuleFiles(
        folder=(),
        compiled=world.text(folder).encode(),
        mode=Auditctl("/etc/audit/audit.rules"),
        files=Disk(Path("/")),
    )
    loaded = boot(files, X86_64)
    assert loaded.stop is None, loaded.stop
    verdicts = {}
    lines = []
    for event in world.events(folder):
        verdict = coverage(loaded.lists, event, X86_64, 1000, files=files.files)
        verdicts[event.label] = verdict
        lines.append(evidence(event, verdict))
    return verdicts, "\n".join(lines)


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.id)
def test_the_meaning_is_what_the_world_says(world: AccessWorld, tmp_path: Path) -> None:
    here = lay_out(tmp_path)
    verdicts, said = _judge(world, here)
    fine = {name for name, one in verdicts.items() if isinstance(one, (Collected, Absent))}
    assert fine == world.collected(world.events(here)), said
    assert world.words in said


@pytest.mark.kernel
def test_the_kernel_records_what_the_worlds_say(kernel: Kernel, tmp_path: Path) -> None:
    differ = []
    with recording(kernel, tmp_path) as recorder:
        # Users other than root must reach the folder.
        for above in (tmp_path, *tmp_path.parents):
            if above.stat().st_mode & 0o1 == 0:
                above.chmod(above.stat().st_mode | 0o11)
        for at, world in enumerate(one for one in WORLDS if not one.silent):
            here = lay_out(tmp_path / str(at))
            events = world.events(here)
            kernel.auditctl("-e", "1").check_returncode()
            assert kernel.load(*world.text(here).splitlines()), world.id
            found = act(recorder, events, here)
            if found != world.collected(events):
                differ.append((world.id, sorted(found)))
    assert differ == [], "\n".join(map(str, differ))
