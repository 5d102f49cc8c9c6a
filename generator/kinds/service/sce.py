"""The service kind as a script: what systemd says of the running service."""

from generator.kinds.protocol import Subject
from generator.kinds.service.parameters import Service
from generator.markup.template import render
from generator.sce.models import Script


def script(parameters: Service, subject: Subject) -> Script:
    """Give the script: POSIX sh, verdict as exit status."""
    text = render(
        "service/active.sh.j2",
        rule=subject.rule,
        title=subject.title,
        unit=parameters.unit,
    )
    return Script(filename=f"{subject.rule}.sh", text=text)
