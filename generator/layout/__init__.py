"""Layout: the one form that the project's YAML files are kept in.

`formatted(source, place, problems)` gives a file in that form, with the same meaning and comments.
"""

from generator.layout.form import formatted
from generator.layout.place import FOLDERS, PROJECT, Place, place_of

__all__ = ["FOLDERS", "PROJECT", "Place", "formatted", "place_of"]
