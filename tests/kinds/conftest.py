"""What OVAL says of all worlds, asked once for the tests of verdicts and of their page."""

from collections.abc import Mapping

import pytest

from tests.kinds import oval_report
from tests.kinds.oval_report import Outcome
from tests.world.build import Built


@pytest.fixture(scope="session")
def given(
    built: Built, oscap: str, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, Outcome]:
    """What OVAL says of each world and case."""
    assert oscap
    folder = tmp_path_factory.mktemp("oval_worlds")
    return oval_report.answers(built, folder, oval_report.questions())
