"""A product's files are judged in process, before anything is written."""

from io import BytesIO

from lxml import etree

from generator.content import Profile
from generator.source import Mark, Problems
from generator.stages.assemble import filename
from generator.stages.models import Judgement, Output
from generator.validate.briefly import judge_briefly
from generator.validate.catalog import Schemas
from generator.validate.judged import Judged
from generator.validate.lanes import PARTS, SCHEMATRON, STREAMS, XSD
from generator.validate.origins import Places, origin, origins
from generator.validate.references import check_references
from generator.validate.schemas import (
    SchemaFinding,
    check_schematron,
    check_xsd,
    read_schematron,
    read_xsd,
)


def prepare(schemas: Schemas) -> None:
    """Read all schemas, for those who judge later."""
    for lanes, read in ((XSD, read_xsd), (SCHEMATRON, read_schematron)):
        for name in dict.fromkeys(lane.schema for lane in lanes):
            read(schemas.path(name))


def validate_output(
    output: Output,
    profiles: tuple[Profile, ...],
    schemas: Schemas,
    problems: Problems,
    judged: Judged | None = None,
) -> tuple[Judgement, ...]:
    """Let every validator in process judge `output`; errors become problems at the YAML's lines.

    With `judged` its parts are judged that are new, and whole documents only where one has a fault.
    """
    brief = judge_briefly(output, schemas, judged) if judged else None
    return brief or _judge_whole(output, profiles, schemas, problems)


def _judge_whole(
    output: Output, profiles: tuple[Profile, ...], schemas: Schemas, problems: Problems
) -> tuple[Judgement, ...]:
    known = origins(output.build, profiles)
    documents = {
        part: etree.parse(BytesIO(output.file(name).content))
        for part in PARTS
        if (name := filename(output.build.product, part)) in output.paths
    }
    for stream in (documents[part] for part in STREAMS if part in documents):
        for message, element in check_references(stream.getroot()):
            problems.add("dangling-reference", origin(element, known), message)
    product = output.build.product.id.value
    judgements = [Judgement(product=product, validator="references")]
    for lanes, check in ((XSD, check_xsd), (SCHEMATRON, check_schematron)):
        code = "not-schema-valid" if check is check_xsd else "schematron-failed"
        for lane in lanes:
            if lane.part not in documents:
                continue
            document = documents[lane.part]
            places = Places(document, known)
            findings = check(document, schemas.path(lane.schema))
            for finding in findings:
                if finding.level == "error":
                    told = f"{lane.validator}: {finding.message}"
                    problems.add(code, _place(places, finding), told)
            warnings = tuple(item.message for item in findings if item.level == "warning")
            judgements.append(
                Judgement(product=product, validator=lane.validator, warnings=warnings)
            )
    return tuple(judgements)


def _place(places: Places, finding: SchemaFinding) -> Mark | None:
    """Find where a finding comes from: by its line, or by an id that it names."""
    if finding.line:
        return places.of_line(finding.line)
    return places.of_words(finding.message.replace("|", " ").replace("'", " ").split())
