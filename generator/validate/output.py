"""A product's files are judged in process, before anything is written."""

from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from generator.content import Profile
from generator.source import Mark, Problems
from generator.stages.assemble import filename
from generator.stages.models import Judgement, Output
from generator.validate.catalog import Schemas
from generator.validate.origins import Places, origin, origins
from generator.validate.references import check_references
from generator.validate.schemas import SchemaFinding, check_schematron, check_xsd


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """One validator in process: which schema of the catalog judges which of the files."""

    validator: str
    schema: str
    part: str


_XSD = (
    _Lane(validator="SCAP 1.3 XSD", schema="data-stream", part="ds"),
    _Lane(validator="OVAL 5.11.2 XSD", schema="oval", part="oval"),
    _Lane(validator="OVAL 5.11.2 XSD, platform", schema="oval", part="cpe-oval"),
    _Lane(validator="SCAP 1.3 XSD, manual", schema="data-stream", part="ds-manual"),
    _Lane(validator="OCIL 2.0 XSD", schema="ocil", part="ocil"),
)
_SCHEMATRON = (
    _Lane(validator="SCAP 1.3 schematron", schema="data-stream-schematron", part="ds"),
    _Lane(validator="XCCDF schematron", schema="xccdf-schematron", part="xccdf"),
    _Lane(validator="OVAL schematron", schema="oval-schematron", part="oval"),
    _Lane(validator="OVAL schematron, platform", schema="oval-schematron", part="cpe-oval"),
    _Lane(
        validator="SCAP 1.3 schematron, manual", schema="data-stream-schematron", part="ds-manual"
    ),
    _Lane(validator="XCCDF schematron, manual", schema="xccdf-schematron", part="manual-xccdf"),
)
_PARTS = ("ds", "xccdf", "oval", "cpe-oval", "ds-manual", "manual-xccdf", "ocil")


def validate_output(
    output: Output, profiles: tuple[Profile, ...], schemas: Schemas, problems: Problems
) -> tuple[Judgement, ...]:
    """Let every validator in process judge `output`; errors become problems at the YAML's lines."""
    known = origins(output.build, profiles)
    documents = {
        part: etree.parse(BytesIO(output.file(name).content))
        for part in _PARTS
        if (name := filename(output.build.product, part)) in output.paths
    }
    for stream in (documents[part] for part in ("ds", "ds-manual") if part in documents):
        for message, element in check_references(stream.getroot()):
            problems.add("dangling-reference", origin(element, known), message)
    product = output.build.product.id.value
    judgements = [Judgement(product=product, validator="references")]
    for lanes, check in ((_XSD, check_xsd), (_SCHEMATRON, check_schematron)):
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
