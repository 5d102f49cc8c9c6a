"""Ansible tasks that carry out what the planner says of one control.

The planner runs on the target and changes nothing, in check mode too. Files are changed by
Ansible's own modules, so that check mode, diff mode and `changed` are right; rules are loaded by
the commands that the plan names. Then the planner is asked again: its answer is the outcome.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from generator.fix.ansible import Task
from generator.fix.steps import Names

Action = Literal["fix", "undo"]

_REAL: Final = "not ansible_check_mode"
# `su` keeps the PATH of whoever logged in, who may have no sbin in it.
_ENVIRONMENT: Final = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """One action for one control, with variables of its own.

    The planner is asked three times at most: for the plan; again once the file is right, for what
    is to be loaded; and at last for the outcome. Where nothing was to be done, once.
    """

    control: str
    action: Action
    values: tuple[str, ...]
    names: Names

    @property
    def variables(self) -> Mapping[str, str]:
        """What the tasks call the planner's answers; each stands for the one before it, too."""
        plan = f"{self._answer('plan')}.stdout"
        asked = {"plan": plan, "now": f"{self._answer('now')}.stdout | default({plan})"}
        asked["outcome"] = f"{self._answer('outcome')}.stdout | default({plan})"
        return {
            self._variable(part): f"{{{{ {answer} | from_json }}}}"
            for part, answer in asked.items()
        }

    def at_once(self) -> tuple[Task, ...]:
        """Do all that is to be done without a handler, and fail where an obstacle is left."""
        return (*self.carry_out(), *self.load(), *self.verify(), *self.judge())

    def carry_out(self, topic: str | None = None) -> tuple[Task, ...]:
        """Plan, and change the file; `topic` is notified where something is to be loaded then."""
        changes = (*self._change_file(), self._announce(always=topic is not None))
        return (
            self._ask("plan", f"Plan the {self.action} of {self.control}"),
            self._refuse(),
            *({**task, "notify": topic} if topic else task for task in changes),
        )

    def load(self) -> tuple[Task, ...]:
        """Plan again, now that the file is right, and give the kernel what it lacks."""
        now = self._variable("now")
        return (
            self._ask("now", f"Look again at {self.control}", *self._wanted()),
            self._command("merged", "Merge the rule files for", ["augenrules"], f"{now}.merge"),
            self._command(
                "loaded",
                "Load the rule files for",
                f"{{{{ {now}.loader }}}}",
                f"{now}.load == 'reload'",
            ),
            {
                **self._command(
                    "single",
                    "Load and unload single rules for",
                    "{{ ['auditctl'] + item.split() }}",
                    f"{now}.load == 'single'",
                ),
                "loop": f"{{{{ {now}.add + {now}.delete }}}}",
            },
            self._command(
                "enabled",
                "Switch auditing on for",
                ["auditctl", "-e", "1"],
                f"{now}.enable",
            ),
        )

    def verify(self) -> tuple[Task, ...]:
        """Ask for the outcome, and show what people must know; in check mode, of the plan."""
        outcome = self._variable("outcome")
        said = f"{outcome}.notes + {outcome}.obstacles"
        return (
            self._ask("outcome", f"Ask for the outcome of {self.control}", *self._wanted()),
            {
                "name": f"Show what is to be known of {self.control}",
                "ansible.builtin.debug": {"msg": f"{{{{ {said} }}}}"},
                "when": [f"({said}) | length > 0"],
            },
        )

    def judge(self) -> tuple[Task, ...]:
        """Fail where something is left to do, or to decide."""
        outcome = self._variable("outcome")
        first = f"{self.control}: not all could be done"
        no_text = "Ansible writes no file that is not UTF-8: use the bash fix"
        return (
            {
                "name": f"Judge the {self.action} of {self.control}",
                "ansible.builtin.assert": {
                    "that": [f"{outcome}.ok", f"not ({_left_to_do(outcome)})"],
                    "fail_msg": (
                        f"{{{{ ['{first}'] + {outcome}.obstacles"
                        f" + ([] if {outcome}.text else ['{no_text}']) + {self._printed()} }}}}"
                    ),
                    "quiet": True,
                },
                "when": [_REAL, f"{outcome}.applies"],
            },
        )

    def _variable(self, part: str) -> str:
        words = (self.control, part) if self.action == "fix" else (self.control, self.action, part)
        return self.names.own("_".join(words))

    def _answer(self, part: str) -> str:
        return self._variable(f"{part}_answer")

    def _wanted(self) -> tuple[str, ...]:
        plan = self._variable("plan")
        return (_REAL, f"{plan}.applies", _left_to_do(plan))

    def _ask(self, part: str, name: str, *when: str) -> Task:
        texts = (self.names.value(value) for value in self.values)
        first = ("'/bin/bash'", "'-s'", "'--'", f"'{self.action}'", f"'{self.control}'")
        words = f"[{', '.join((*first, *texts))}]"
        # What the first plan replaced is the fix's own, and may leave the kernel.
        replaced = "" if part == "plan" else f" + {self._variable('plan')}.replaced"
        task: Task = {
            "name": name,
            "ansible.builtin.command": {
                "argv": f"{{{{ {words}{replaced} }}}}",
                "stdin": f"{{{{ {self.names.planner} }}}}",
            },
            "register": self._answer(part),
            "changed_when": False,
            "failed_when": False,
            "check_mode": False,
            # Or the whole program would be in the target's system log, each time.
            "no_log": True,
        }
        return {**task, "when": list(when)} if when else task

    def _refuse(self) -> Task:
        answer = self._answer("plan")
        said = f"[{answer}.stdout, {answer}.stderr] | select | list"
        return {
            "name": f"Refuse to go on without a plan for {self.control}",
            "ansible.builtin.assert": {
                "that": [f"{answer}.rc == 0"],
                # A list: ansible-core 2.14 takes text that looks like JSON for what it says.
                "fail_msg": f"{{{{ ({said}) or [{answer}.msg | default('')] }}}}",
                "quiet": True,
            },
        }

    def _change_file(self) -> tuple[Task, ...]:
        plan = self._variable("plan")
        path = f"{{{{ {plan}.file }}}}"
        owner = {"owner": "root", "group": "root", "mode": f"{{{{ {plan}.mode }}}}"}
        copy = {"dest": path, "content": f"{{{{ {plan}.content | b64decode }}}}", **owner}

        def task(change: str, name: str, module: str, words: Mapping[str, str]) -> Task:
            when = [f"{plan}.applies", f"{plan}.change == '{change}'"]
            return {
                "name": f"{name} of {self.control}",
                f"ansible.builtin.{module}": words,
                "when": [*when, f"{plan}.text"] if change == "write" else when,
            }

        return (
            task("write", "Write the rules file", "copy", copy),
            task("remove", "Remove the rules file", "file", {"path": path, "state": "absent"}),
            task("attributes", "Set owner and mode of the file", "file", {"path": path, **owner}),
        )

    def _announce(self, *, always: bool) -> Task:
        """Be `changed` where the file is right and the kernel is not, at least in check mode."""
        plan = self._variable("plan")
        to_load = f"{plan}.merge or {plan}.load != 'none' or {plan}.enable"
        when = [f"{plan}.applies", f"{plan}.change == 'none'", to_load]
        return {
            "name": f"See that only the kernel lacks rules of {self.control}",
            "ansible.builtin.debug": {"msg": f"{{{{ {plan}.notes }}}}"},
            "changed_when": True,
            "when": when if always else ["ansible_check_mode", *when],
        }

    def _command(self, part: str, name: str, argv: str | list[str], when: str) -> Task:
        """Run a command whose outcome the planner judges later."""
        return {
            "name": f"{name} {self.control}",
            "ansible.builtin.command": {"argv": argv},
            "environment": _ENVIRONMENT,
            "register": self._variable(part),
            "changed_when": True,
            "failed_when": False,
            "when": [_REAL, f"{self._variable('plan')}.applies", when],
        }

    def _printed(self) -> str:
        """Give what the commands said on stderr, as a list."""
        parts = ("merged", "loaded", "enabled")
        commands = ", ".join(f"{self._variable(part)} | default({{}})" for part in parts)
        single = f"{self._variable('single')}.results | default([])"
        return (
            f"(([{commands}] + ({single})) | map(attribute='stderr', default='') | select | list)"
        )


def _left_to_do(plan: str) -> str:
    return f"{plan}.change != 'none' or {plan}.merge or {plan}.load != 'none' or {plan}.enable"
