"""Scaffold: audit rules as somebody has them become a control and its cases.

`suggested(source, ...)` makes of pasted rules those that a control asks for; `control_text` and
`cases_text` are the two files.
"""

from generator.scaffold.rules import Suggestion, suggested
from generator.scaffold.texts import Draft, cases_text, control_text

__all__ = ["Draft", "Suggestion", "cases_text", "control_text", "suggested"]
