"""A questionnaire: what a person runs on the host, what must come out, and what is asked of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Lines to look for in what a command prints; `where` (Markdown) says when, if not always."""

    lines: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: Markdown `do`, a `command` on one line, Markdown `expect` to see.

    `do`, `expect` and `where` of samples are one paragraph each.
    """

    do: str
    command: str
    expect: str
    samples: tuple[Sample, ...] = ()

    def to_markdown(self) -> tuple[str, ...]:
        """Give the step as blocks of Markdown: prose, commands and lines as code blocks."""
        blocks = [self.do, _block(self.command), self.expect]
        for sample in self.samples:
            blocks += [sample.where] if sample.where else []
            blocks.append(_block(*sample.lines))
        return tuple(blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is answered with yes or no after all `steps`; `text` is Markdown of one paragraph.

    Questionnaires that have the same question share it by its `name`, and a person answers it once.
    """

    name: str
    text: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """The rule is met when every question is answered with yes."""

    questions: tuple[Question, ...]

    def to_markdown(self) -> tuple[str, ...]:
        """Give blocks of Markdown: of each question those of its steps, then the question."""
        return tuple(
            block
            for question in self.questions
            for block in (
                *(one for step in question.steps for one in step.to_markdown()),
                f"*{question.text}*",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place outside: the address of a framework, and what stands there."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A rule's questionnaire with what a person needs to know of the rule.

    `name` is the rule's short id. `description` is one Markdown text behind the other.
    """

    name: str
    title: str
    description: tuple[str, ...]
    references: tuple[Reference, ...]
    questionnaire: Questionnaire


def _block(*lines: str) -> str:
    return "\n".join(("```", *lines, "```"))
