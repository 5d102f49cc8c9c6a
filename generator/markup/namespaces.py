"""Every XML name space and schema version that is emitted: here and nowhere else."""

from typing import Final

SCAP_VERSION: Final = "1.3"
OVAL_VERSION: Final = "5.11.2"  # 5.11.3 fails SRC-216-1, 5.12 is refused by oscap
COMMAND_OVAL_VERSION: Final = "5.12.2"  # the first with shellcommand_test is 5.12
XCCDF_STYLE: Final = "SCAP_1.3"
CPE_DICTIONARY_VERSION: Final = "2.3"
SCHEMATRON_VERSION: Final = "1.3"
OCIL_VERSION: Final = "2.0"

XCCDF: Final = "http://checklists.nist.gov/xccdf/1.2"
OVAL: Final = "http://oval.mitre.org/XMLSchema/oval-definitions-5"
OVAL_COMMON: Final = "http://oval.mitre.org/XMLSchema/oval-common-5"
OVAL_INDEPENDENT: Final = OVAL + "#independent"
OVAL_UNIX: Final = OVAL + "#unix"
OVAL_LINUX: Final = OVAL + "#linux"
OVAL_RESULTS: Final = "http://oval.mitre.org/XMLSchema/oval-results-5"
OVAL_ITEMS: Final = "http://oval.mitre.org/XMLSchema/oval-system-characteristics-5"
OCIL: Final = "http://scap.nist.gov/schema/ocil/2.0"
CPE_DICTIONARY: Final = "http://cpe.mitre.org/dictionary/2.0"
DATA_STREAM: Final = "http://scap.nist.gov/schema/scap/source/1.2"
ARF: Final = "http://scap.nist.gov/schema/asset-reporting-format/1.1"
CATALOG: Final = "urn:oasis:names:tc:entity:xmlns:xml:catalog"
SCE_STREAM: Final = "http://open-scap.org/page/SCE_xccdf_stream"
DC: Final = "http://purl.org/dc/elements/1.1/"
XLINK: Final = "http://www.w3.org/1999/xlink"
XHTML: Final = "http://www.w3.org/1999/xhtml"
XML: Final = "http://www.w3.org/XML/1998/namespace"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"

OVAL_SYSTEM: Final = OVAL
SCE_SYSTEM: Final = "http://open-scap.org/page/SCE"
OCIL_SYSTEM: Final = "http://scap.nist.gov/schema/ocil/2"

PREFIXES: Final = {
    "xccdf": XCCDF,
    "oval": OVAL_COMMON,
    "oval-def": OVAL,
    "ind": OVAL_INDEPENDENT,
    "unix": OVAL_UNIX,
    "linux": OVAL_LINUX,
    "ocil": OCIL,
    "cpe-dict": CPE_DICTIONARY,
    "ds": DATA_STREAM,
    "cat": CATALOG,
    "sce": SCE_STREAM,
    "dc": DC,
    "xlink": XLINK,
    "html": XHTML,
    "xsi": XSI,
}

# Some readers know elements by their prefix and not by its name space: openscap-report shows only
# the text in `html`, OpenShift's Compliance Operator sees only what is in `xccdf-1.2`.
WRITTEN: Final = {name: name for name in PREFIXES} | {"xccdf": "xccdf-1.2"}


def name(prefix: str, local: str) -> str:
    """Give the qualified name `{namespace}local`, as lxml writes it."""
    return f"{{{PREFIXES[prefix]}}}{local}"
