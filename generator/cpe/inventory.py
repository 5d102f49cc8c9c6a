"""A target is recognised by what /etc/os-release says, and by nothing else.

No package, kernel or architecture is asked for: a host with a custom kernel is the same platform.
"""

from generator.content import OsRelease, Product
from generator.oval import models as oval
from generator.oval import probes

OS_RELEASE = "/etc/os-release"
_REGEX_SPECIAL = frozenset(".^$*+?()[]{}|\\")


def regex(text: str) -> str:
    """Give `text` as regular expression that matches itself alone, in Perl 5's common subset."""
    return "".join(f"\\{char}" if char in _REGEX_SPECIAL else char for char in text)


def definition(product: Product) -> oval.Definition:
    """Give the inventory definition of `product`: each os-release field has the value it asks."""
    return oval.Definition(
        name=f"{product.id.value}_platform",
        cls="inventory",
        title=f"{product.title} is installed",
        description=f"The file {OS_RELEASE} names {product.title}.",
        platforms=(product.title.value,),
        references=(oval.Reference(source="CPE", ref_id=product.cpe.value),),
        criteria=oval.Criteria(
            operator="AND",
            comment=f"{OS_RELEASE} names {product.title}",
            children=tuple(
                oval.Criterion(test=_field_is(product.id.value, field))
                for field in product.os_release
            ),
        ),
    )


def _field_is(product: str, field: OsRelease) -> oval.Test:
    """Test one field; os-release(5) allows the value bare or in either kind of quotes."""
    name = field.name.value
    minor = r"(?:\.[^ \t\"'\n]*)?" if field.any_minor else ""
    return oval.Test(
        name=f"{product}_platform_{name}",
        comment=f"{OS_RELEASE} says {name}={field.value}",
        object=probes.text_file_lines(
            f"{product}_platform_{name}",
            filepath=OS_RELEASE,
            pattern=f"^{regex(name)}=[\"']?({regex(field.exact)}){minor}[\"']?[ \\t]*$",
        ),
    )
