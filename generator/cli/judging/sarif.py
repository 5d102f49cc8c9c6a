"""A judgement as SARIF: a result for each finding and shortfall."""

from generator.cli.judging.judgement import Judgement, diagnostic, place_of
from generator.cli.sarif import Result, sarif_text
from generator.judge.codes import CODES
from generator.judge.finding import Finding


def sarif(judged: Judgement) -> str:
    """Give the log; what no line is to blame for stands at the first file that was read."""
    target = judged.target
    file = next((source.path for source in target.sources.values()), target.shown)

    def result(one: Finding) -> Result:
        first = place_of(target, one.first, None)
        return Result(diagnostic=diagnostic(target, one), file=file, related=first)

    results = map(result, (*judged.findings, *judged.shortfalls))
    return sarif_text(CODES, results, status=int(not judged.holds))
