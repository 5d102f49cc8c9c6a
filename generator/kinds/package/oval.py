"""The package kind in OVAL: each package is in the database as installed.

Of dpkg the status file is read, not a dpkginfo_test asked: that has no state for a package which
left its configuration behind, and oscap 1.3.7 answers `false` on a root folder, whatever is
installed there.
"""

import re
from typing import Final

from generator.kinds.package.databases import DPKG_STATUS, INSTALLED
from generator.kinds.package.parameters import Packages
from generator.kinds.protocol import Subject
from generator.oval import models as oval
from generator.oval import probes

_STATE: Final = probes.capture_matches(
    "dpkg_installed",
    rf"^\S+ ok (?:{'|'.join(INSTALLED)})$",
    "installed and configured",
)


def definition(parameters: Packages, subject: Subject) -> oval.Definition:
    """Give the definition: a test for each package."""
    test = _in_dpkg if parameters.uses_dpkg else _in_rpm
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"Installed: {', '.join(parameters.packages)}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment="every package is installed",
            children=tuple(oval.Criterion(test=test(name)) for name in parameters.packages),
        ),
    )


def _in_dpkg(name: str) -> oval.Test:
    escaped = re.escape(name).replace(r"\-", "-")
    return oval.Test(
        name=f"dpkg_{name}",
        comment=f"the package {name} is installed",
        object=probes.text_file_lines(
            f"dpkg_{name}",
            filepath=DPKG_STATUS,
            pattern=rf"^Package: {escaped}\nStatus: ([^\n]+)$",
            comment=f"the state of {name}",
        ),
        states=(_STATE,),
    )


def _in_rpm(name: str) -> oval.Test:
    return oval.Test(
        name=f"rpm_{name}",
        comment=f"the package {name} is installed",
        object=probes.rpm_package(f"rpm_{name}", name),
    )
