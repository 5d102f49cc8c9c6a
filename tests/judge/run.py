"""`auditscap judge` in this process."""

from click.testing import CliRunner, Result

from generator.cli.main import cli
from tests.world.build import ROOT


def judge(*arguments: str, standard_input: bytes = b"") -> Result:
    """Run it with the project's own controls."""
    words = ("judge", "--root", str(ROOT), *arguments)
    return CliRunner().invoke(cli, words, input=standard_input, catch_exceptions=False)
