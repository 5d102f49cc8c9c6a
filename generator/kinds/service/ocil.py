"""The service kind for people: what systemctl says."""

from generator.kinds.protocol import Facet, Subject
from generator.kinds.service import facets
from generator.kinds.service.parameters import Service
from generator.markup.markdown import code
from generator.markup.template import shell_word
from generator.ocil.models import Question, Questionnaire, Step


def questionnaire(parameters: Service, facet: Facet, subject: Subject) -> Questionnaire:
    """Ask for the state at boot, or for that of now."""
    unit = parameters.unit
    if facet is facets.ENABLED:
        step = Step(
            do="See whether a boot starts the service:",
            command=f"systemctl is-enabled {shell_word(unit)}",
            expect="It must say `enabled`.",
        )
        text = f"Does a boot start {code(unit)}?"
    else:
        step = Step(
            do="See whether the service runs:",
            command=f"systemctl is-active {shell_word(unit)}",
            expect="It must say `active`.",
        )
        text = f"Does {code(unit)} run?"
    question = Question(name=f"{subject.rule}_question", text=text, steps=(step,))
    return Questionnaire(questions=(question,))
