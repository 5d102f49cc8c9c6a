"""A CPE dictionary with one platform, recognised by an OVAL inventory definition.

Names are in the URI binding throughout: oscap takes a formatted string beside a URI name for
another platform, which makes the whole benchmark not applicable.
"""

from generator.content import ids
from generator.markup.namespaces import CPE_DICTIONARY_VERSION, OVAL
from generator.markup.written import Maker, Written, root

C = Maker("cpe-dict")


def emit(
    *, name: str, title: str, definition: str, href: str, timestamp: str, product: str
) -> Written:
    """Give the cpe-list for the platform `name` (URI binding).

    `definition` is the short name of the inventory definition that recognises it, `href` the OVAL
    component that holds it, `timestamp` the content's release date as xsd:dateTime.
    """
    words = C("title", title, {"xml:lang": "en"})
    check = C.check(ids.oval_id("def", definition), system=OVAL, href=href)
    generator = C.generator(
        C.product_name(product),
        C.schema_version(CPE_DICTIONARY_VERSION),
        C.timestamp(timestamp),
    )
    item = C("cpe-item", words, check, name=name)
    return root(("cpe-dict",), "cpe-dict:cpe-list", {}, (generator, item))
