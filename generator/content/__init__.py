"""Content: the controls, products and profiles of the project, as models that know their place."""

from generator.content.ids import VENDOR
from generator.content.load import load_content, load_products
from generator.content.model import (
    Architecture,
    BootLoader,
    Check,
    Content,
    Control,
    Enumeration,
    Framework,
    Identifier,
    OsRelease,
    PackageManager,
    Product,
    Profile,
    Project,
    Reference,
    Refinement,
    Scope,
    Severity,
)
from generator.content.read import read_control, read_profile, read_project
from generator.content.text import Text

__all__ = [
    "VENDOR",
    "Architecture",
    "BootLoader",
    "Check",
    "Content",
    "Control",
    "Enumeration",
    "Framework",
    "Identifier",
    "OsRelease",
    "PackageManager",
    "Product",
    "Profile",
    "Project",
    "Reference",
    "Refinement",
    "Scope",
    "Severity",
    "Text",
    "load_content",
    "load_products",
    "read_control",
    "read_profile",
    "read_project",
]
