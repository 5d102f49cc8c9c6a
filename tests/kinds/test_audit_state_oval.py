"""OVAL about the audit system's state is right, or fails on the safe side."""

from pathlib import Path
from typing import Final

import pytest

from generator.content import ids
from generator.kinds.protocol import System
from generator.markup.written import to_bytes
from generator.oval import emit
from generator.oval.closure import joined
from tests.kinds import judges
from tests.kinds.test_audit_state import FOLDER, LOCKED, RULES, SPARED, STOCK
from tests.world.build import Built
from tests.world.world import write

CONTROLS: Final = ("audit_immutable", "audit_continue_loading")
COMPILED: Final = {
    "-c": "-c\n",
    "settings first": f"-D\n-b 8192\n--backlog_wait_time 60000\n-f 1\n\n# on\n-i\n{RULES}",
    "a rule first": f"{RULES}-c\n",
    "a bad line first": f"-w x\n-c\n{RULES}",
    "-c in a comment": f"# -c\n{RULES}",
    "locked": f"-D\n{RULES}-e 2\n",
    "locked first": f"-e 2\n{RULES}",
    "unlocked again": f"{RULES}-e 2\n-e 1\n",
    "nothing": "",
}
CAREFUL: Final = frozenset(
    {
        ("an earlier switch", "audit_immutable_configured"),
        ("unlocked again", "audit_immutable_compiled"),
    }
)
"""Any other -e fails, as OVAL cannot say which file comes last."""


def _worlds() -> dict[str, dict[str, str]]:
    both = {name: row[0] for name, row in (LOCKED | SPARED).items()}
    worlds = {
        name: {f"{FOLDER}/{at}": text for at, text in to.items()} for name, to in both.items()
    }
    worlds |= {name: {"/etc/audit/audit.rules": text} for name, text in COMPILED.items()}
    return {name: {f"{FOLDER}/audit.rules": STOCK, **files} for name, files in worlds.items()}


@pytest.mark.oscap
@pytest.mark.usefixtures("oscap")
def test_oval_is_right_or_careful(whole: Built, tmp_path: Path) -> None:
    asked = [
        one for one in whole.run.compiled if one.definition and one.rule.subject.control in CONTROLS
    ]
    tree = emit.emit(
        tuple(one.definition for one in asked if one.definition),
        joined(one.parts for one in asked if one.parts),
        timestamp="2026-01-01T00:00:00",
        product="auditscap",
    )
    document = tmp_path / "oval.xml"
    document.write_bytes(to_bytes(tree))
    differ, held = set(), set()
    for at, (world, files) in enumerate(_worlds().items()):
        root = write(tmp_path / str(at), files)
        found = judges.definitions(document, root, {})
        for one in asked:
            subject, kind = one.rule.subject, one.rule.check.kind
            system = System(root=root, architecture="x86_64", product=subject.product)
            wanted = kind.holds(one.rule.check.parameters, one.rule.facet, system)
            held |= {(subject.rule, wanted)}
            if found[ids.oval_id("def", subject.rule)] != wanted:
                assert wanted, (world, subject.rule)
                differ.add((world, subject.rule))
    assert differ == CAREFUL
    assert len(held) == 2 * len(asked)
