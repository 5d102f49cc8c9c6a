"""The good data stream that tests damage."""

import pytest

from tests.content import project
from tests.validate.good import Good, good


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """The small valid project, with rules for users from UID_MIN on, so that all parts occur."""
    root = project.valid(tmp_path_factory.mktemp("sound"))
    project.rewrite(
        root, project.CONTROL, "-S init_module -k", "-S init_module -F auid>=${UID_MIN} -k"
    )
    return good(root)
