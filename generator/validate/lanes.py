"""The validators in process, in order: which schema of the catalog judges which of the files."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One validator in process: which schema of the catalog judges which of the files."""

    validator: str
    schema: str
    part: str


STREAMS: Final = ("ds", "ds-manual")
XSD: Final = (
    Lane(validator="SCAP 1.3 XSD", schema="data-stream", part="ds"),
    Lane(validator="OVAL 5.11.2 XSD", schema="oval", part="oval"),
    Lane(validator="OVAL 5.11.2 XSD, platform", schema="oval", part="cpe-oval"),
    Lane(validator="SCAP 1.3 XSD, manual", schema="data-stream", part="ds-manual"),
    Lane(validator="OCIL 2.0 XSD", schema="ocil", part="ocil"),
)
SCHEMATRON: Final = (
    Lane(validator="SCAP 1.3 schematron", schema="data-stream-schematron", part="ds"),
    Lane(validator="XCCDF schematron", schema="xccdf-schematron", part="xccdf"),
    Lane(validator="OVAL schematron", schema="oval-schematron", part="oval"),
    Lane(validator="OVAL schematron, platform", schema="oval-schematron", part="cpe-oval"),
    Lane(
        validator="SCAP 1.3 schematron, manual", schema="data-stream-schematron", part="ds-manual"
    ),
    Lane(validator="XCCDF schematron, manual", schema="xccdf-schematron", part="manual-xccdf"),
)
WHOLE: Final = tuple(lane for lane in SCHEMATRON if lane.part in STREAMS)
"""Those that say what is true of a whole data stream alone."""
PARTS: Final = ("ds", "xccdf", "oval", "cpe-oval", "ds-manual", "manual-xccdf", "ocil")
