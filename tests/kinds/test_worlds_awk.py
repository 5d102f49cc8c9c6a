"""Every world, loaded and judged in one run of the awk programs, is what the reference says."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.audit import SourceLine, architecture, load, merge, split_lines
from generator.kinds.audit_rules.awk_programs import JUDGING, LOADING
from generator.kinds.audit_rules.awk_tables import awk_tables
from tests.audit.read_worlds import ACCOUNTS, TREE, World, worlds
from tests.kinds import judging_awk, loading_awk
from tests.kinds.awk_programs import AWKS, program, run
from tests.kinds.judging_awk import Case
from tests.kinds.loading_awk import answered, calls_of, expected, lines_of


def text_of(world: World) -> tuple[SourceLine, ...] | None:
    """The lines that a boot loads; None where it loads none."""
    files = world.rule_files()
    if files.compiled is not None:
        return split_lines(files.compiled, "audit.rules")
    merged = merge(files.folder or (), files.script)
    return None if merged.endless else merged.lines


@cache
def rows() -> tuple[tuple[str, bytes, bytes], ...]:
    """Every world: its name, what the drivers read of it, what they print where all is right."""
    found, known = [], None
    for world in sorted(worlds(), key=lambda one: one.machine):
        lines, machine = text_of(world), architecture(world.machine)
        if lines is None or machine is None:
            continue
        loaded = load(lines, machine=machine, files=TREE, accounts=ACCOUNTS)
        case = Case(
            name=world.id,
            lists=loaded.lists,
            stop=loaded.stop,
            events=world.events(),
            machine=machine,
            uid_min=world.uid_min,
            policy=world.policy,
        )
        head = b"" if machine == known else calls_of(machine)
        known = machine
        head += f"M{machine.name}\n".encode() + lines_of(lines) + b"E\n"
        told = expected(loaded) + b"\nend\n" + text(case.expected())
        found.append((world.id, head + text(case.questions()), told))
    return tuple(found)


def text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def test_every_world_is_loaded_and_judged_alike(tmp_path: Path) -> None:
    parts = (awk_tables(), program((*LOADING, *JUDGING)), loading_awk.DRIVER, judging_awk.driver())
    script = tmp_path / "both.awk"
    script.write_text("\n".join(parts), "ascii")
    body = b"".join(asked for _, asked, _ in rows())
    assert len(rows()) > 300
    for awk in AWKS:
        paths = run(awk, script, b"Mx86_64\n" + body, "asks=1")
        found = run(awk, script, answered(paths, TREE) + body)
        for name, _, told in rows():
            mine, found = found[: len(told)], found[len(told) :]
            assert (awk, name, mine) == (awk, name, told)
        assert found == b""
