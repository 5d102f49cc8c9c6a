"""A questionnaire: what a person runs on the host, and what must come out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: Markdown `do`, a `command` to run, Markdown `expect` to see."""

    do: str
    command: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The rule is met when `question` is answered with yes after all `steps`."""

    question: str
    steps: tuple[Step, ...]

    def to_markdown(self) -> str:
        """Give the questionnaire as Markdown: prose, commands as code blocks."""
        blocks = [f"{step.do}\n\n```\n{step.command}\n```\n\n{step.expect}" for step in self.steps]
        return "\n\n".join((*blocks, f"*{self.question}*"))
