"""Trials: cases of controls, asked of all who judge: the meaning, the check script, oscap.

`read_cases` reads the cases of a project; `forms` makes more of a control's own rules.
`trials` puts both into worlds, `judge` asks about one of them: an `Answer` of each `Judge`.
"""

from generator.trial.answer import Answer
from generator.trial.cases import FOLDER, Case, cases_in, load_cases, read_cases
from generator.trial.forms import Form, forms
from generator.trial.judges import JUDGES, Judge, judges
from generator.trial.trials import Outcome, Trial, judge, trials

__all__ = [
    "FOLDER",
    "JUDGES",
    "Answer",
    "Case",
    "Form",
    "Judge",
    "Outcome",
    "Trial",
    "cases_in",
    "forms",
    "judge",
    "judges",
    "load_cases",
    "read_cases",
    "trials",
]
