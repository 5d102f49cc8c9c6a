"""The audit_rules remediation as Ansible tasks: the same plan as the bash script.

The rules file keeps every line that does not bear the control's key; the control's rules follow.
Loading happens only where a kernel answers for this system, and is checked in the kernel.
"""

from typing import Final

from generator.fix.ansible import Task, literal

# What `stat` says of the initial name spaces (linux/proc_ns.h), and of process 1's root where it
# may be seen.
_INITIAL: Final = (
    "auditscap_where.stdout is search(':4026531836 /proc/self/ns/pid')",
    "auditscap_where.stdout is search(':4026531837 /proc/self/ns/user')",
    (
        "auditscap_where.stdout is not search('/proc/1/root/')"
        " or auditscap_where.stdout_lines[:2] | map('split') | map('first') | unique | length == 1"
    ),
)
_LOGIN_DEFS: Final = "auditscap_login_defs.content | default('') | b64decode"
_UID_MIN_LINES: Final = (
    f"({_LOGIN_DEFS}) | regex_findall('(?m)^[ \\t]*UID_MIN[ \\t]+\"?([0-9A-Fa-fxX]+)\"?[ \\t]*$')"
)
_BASE: Final = (
    "(10 if auditscap_word is match('[1-9]') else 16 if auditscap_word is match('0[xX]') else 8)"
)
_MISSING: Final = (
    "auditscap_listed | map('replace', '@UID_MIN@', auditscap_uid_min)"
    " | difference(%s.stdout_lines)"
)


def tasks(
    *,
    rules: tuple[str, ...],
    control: str,
    title: str,
    filename: str,
    key: str,
    uid_min_value: str,
    machines: dict[str, str],
    texts: dict[str, list[str]],
    listings: dict[str, list[str]],
) -> tuple[Task, ...]:
    """Give the tasks, tagged with the control and its `rules` (short ids).

    `texts` are the rules as the file has them, `listings` as the kernel lists them, both by
    architecture and with @UID_MIN@ in them; `machines` are architectures by what uname(2) says,
    where that is another word.
    """
    tags = [control, *rules]
    augenrules: Task = {
        "name": literal(f"{title} - look for augenrules"),
        "ansible.builtin.stat": {"path": "/usr/sbin/augenrules"},
        "register": "auditscap_augenrules",
        "tags": tags,
    }
    block: Task = {
        "name": literal(title),
        "when": [
            "auditscap_augenrules.stat.exists",
            "auditscap_machine in auditscap_rules_by_machine",
        ],
        "vars": {
            "auditscap_rules_by_machine": texts,
            "auditscap_listed_by_machine": listings,
            "auditscap_machines": machines,
            "auditscap_machine": (
                "{{ auditscap_machines[ansible_facts['architecture']]"
                " | default(ansible_facts['architecture']) }}"
            ),
            "auditscap_rules": "{{ auditscap_rules_by_machine[auditscap_machine] }}",
            "auditscap_listed": "{{ auditscap_listed_by_machine[auditscap_machine] }}",
        },
        "tags": tags,
        "block": [
            *_uid_min(uid_min_value),
            *_write(f"/etc/audit/rules.d/{filename}", key),
            {
                "name": "Merge the rule files into /etc/audit/audit.rules",
                "ansible.builtin.command": {"cmd": "augenrules"},
                "register": "auditscap_merged",
                "changed_when": "'No change' not in auditscap_merged.stdout",
            },
            *_load(literal(title)),
        ],
    }
    return (augenrules, block)


def _uid_min(value: str) -> list[Task]:
    return [
        {
            "name": "Refuse a UID_MIN that is neither login.defs nor a number",
            "ansible.builtin.assert": {
                "that": [f"{value} | string is match('^(login[.]defs|[0-9]{{1,10}})$')"],
                "quiet": True,
            },
        },
        {
            "name": "Read /etc/login.defs",
            "ansible.builtin.slurp": {"src": "/etc/login.defs"},
            "register": "auditscap_login_defs",
            "failed_when": False,
        },
        {
            "name": "Find UID_MIN",
            "ansible.builtin.set_fact": {
                "auditscap_uid_min": (
                    f"{{{{ ({value} if {value} | string != 'login.defs'"
                    f" else (auditscap_word | int(1000, {_BASE})) if auditscap_word else 1000)"
                    " | string }}"
                )
            },
            "vars": {"auditscap_word": f"{{{{ ({_UID_MIN_LINES}) | last | default('') }}}}"},
        },
    ]


def _write(path: str, key: str) -> list[Task]:
    ours = f"(^|[ ])(-k[ ]*|-F[ ]*key=){key}([ ]|$)"
    return [
        {
            "name": f"Read {path}",
            "ansible.builtin.slurp": {"src": path},
            "register": "auditscap_before",
            "failed_when": False,
        },
        {
            "name": f"Write {path}",
            "ansible.builtin.copy": {
                "dest": path,
                "owner": "root",
                "group": "root",
                "mode": "0640",
                # Line by line: a backslash in an expression is a backslash to Ansible.
                "content": (
                    "{% for auditscap_line in (auditscap_kept, auditscap_rules"
                    " | map('replace', '@UID_MIN@', auditscap_uid_min)) | flatten %}\n"
                    "{{ auditscap_line }}\n"
                    "{% endfor %}\n"
                ),
            },
            "vars": {
                "auditscap_kept": (
                    "{{ (auditscap_before.content | b64decode).splitlines()"
                    f" | reject('search', '^[^#]*{ours}') | list"
                    " if auditscap_before.content is defined"
                    f" else '# Written by auditscap. {key}: what the rules below record.' }}}}"
                ),
            },
        },
    ]


def _load(title: str) -> list[Task]:
    listing = {
        "ansible.builtin.command": {"cmd": "auditctl -l"},
        "changed_when": False,
        "check_mode": False,
    }
    return [
        {
            "name": "See whether this is the initial system, no container, chroot or image",
            "ansible.builtin.command": {
                "cmd": "stat -L -c '%d:%i %n' / /proc/1/root/ /proc/self/ns/pid /proc/self/ns/user"
            },
            "register": "auditscap_where",
            "changed_when": False,
            "failed_when": False,
            "check_mode": False,
        },
        {
            "name": "See whether the kernel audits",
            "ansible.builtin.command": {"cmd": "auditctl -s"},
            "register": "auditscap_state",
            "changed_when": False,
            "failed_when": False,
            "check_mode": False,
        },
        {
            "name": "Load the rules",
            "when": [
                "auditscap_state.rc == 0",
                *_INITIAL,
            ],
            "block": _load_block(title, listing),
        },
    ]


def _load_block(title: str, listing: Task) -> list[Task]:
    before = f"({_MISSING % 'auditscap_before_load'}) | length > 0"
    after = f"({_MISSING % 'auditscap_after_load'}) | length == 0"
    locked = "auditscap_state.stdout is search('(?m)^enabled 2$')"
    return [
        {
            "name": "List the loaded rules",
            **listing,
            "register": "auditscap_before_load",
        },
        {
            "name": "Ask for a reboot where the rules are locked",
            "ansible.builtin.debug": {
                "msg": f"{title}: reboot required, the loaded rules are locked (enabled 2)"
            },
            "when": [locked, before],
        },
        {
            "name": "Load the rule files",
            "ansible.builtin.command": {"cmd": "augenrules --load"},
            "when": [f"not ({locked})", before],
            "changed_when": True,
        },
        {
            "name": "List the loaded rules again",
            **listing,
            "register": "auditscap_after_load",
        },
        {
            "name": "Check that the rules are in force",
            "ansible.builtin.assert": {
                "that": [after],
                "fail_msg": "the rules did not load: run augenrules --load and read"
                " /etc/audit/audit.rules",
                "quiet": True,
            },
            "when": [f"not ({locked})", "not ansible_check_mode"],
        },
        {
            "name": "See whether the rule files switch auditing off",
            "ansible.builtin.slurp": {"src": "/etc/audit/audit.rules"},
            "register": "auditscap_compiled",
            "failed_when": False,
        },
        {
            "name": "Switch auditing on",
            "ansible.builtin.command": {"cmd": "auditctl -e 1"},
            "when": [
                "auditscap_state.stdout is search('(?m)^enabled 0$')",
                (
                    "auditscap_compiled.content | default('') | b64decode"
                    " is not search('(?m)^[ \\t]*-e[ \\t]*0')"
                ),
            ],
            "changed_when": True,
        },
    ]
