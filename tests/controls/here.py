"""The reference meaning on the machine that runs this: each control's evidence, and the listing.

`python -m tests.controls.here` prints it as JSON. It reads the files of / as a boot does, and asks
no kernel.
"""

import json
import sys
from pathlib import Path

from generator.audit import boot, read_rule_files, render_listing
from generator.audit.syscalls import X86_64
from generator.kinds.audit_rules import facets
from generator.kinds.audit_rules.holds import explained, holds
from generator.kinds.protocol import System
from tests.controls.chapter import asked, chapter
from tests.world.build import PRODUCT

ROOT = Path("/")


def main() -> None:
    """Print what the meaning says of this machine's files."""
    rules = {
        item.subject.control: item
        for item in chapter().rules
        if item.facet is facets.CONFIGURED and item.subject.product.id.value == PRODUCT
    }
    controls = {}
    for one in asked(chapter(), PRODUCT):
        item = rules[one.control]
        there = System(root=ROOT, architecture=X86_64.name, product=item.subject.product)
        controls[one.control] = {
            "holds": holds(item.check.parameters, facets.CONFIGURED, there),
            "evidence": explained(item.check.parameters, facets.CONFIGURED, there),
        }
    loaded = boot(read_rule_files(ROOT), X86_64)
    json.dump(
        {
            "controls": controls,
            "listing": render_listing(loaded.lists.forms, X86_64),
            "enabled": str(loaded.lists.enabled),
            "status": loaded.status,
            "stop": loaded.stop.origin if loaded.stop else None,
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
