"""Random worlds of rule files: right lines, lines that nearly are, lines that get in their way.

Only what one can undo: no line locks the kernel, makes it panic or takes its backlog.
"""

from random import Random
from typing import Final

from generator.audit import Awk
from tests.audit.read_worlds import FIVE, World

NAMES: Final = ("10-a.rules", "50-kernel_modules.rules", "60-z.rules", "9.rules", "audit.rules")
UNREAD: Final = (".hidden.rules", "60-z.rules.bak", "readme")
BOUNDS: Final = (
    *("auid>=1000", "auid>=1000", "auid>=1000", "auid>999", "auid>=500", "auid>=0x3e8", "auid>=0"),
    *("loginuid>=1000", "auid>=1001", "auid>1000", "auid=1000", "auid!=1001", "auid<=60000", ""),
)
SET: Final = ("auid!=unset", "auid!=-1", "auid!=4294967295", "loginuid!=unset", "", "auid!=0")
NARROW: Final = (
    *("uid=0", "uid!=0", "euid=0", "euid>=1000", "gid=0", "success=1", "success=0", "exit!=0"),
    *("exe=/usr/bin/kmod", "exe!=/usr/bin/kmod", "a0=0", "a1!=0", "pid>1", "ppid!=1", "pers=0"),
    *("sessionid!=unset", "subj_type=unconfined_t", "filetype=file", "uid&1", "a0&=0"),
)
KEYS: Final = (
    *("-k kernel_modules", "-k kernel_modules", "-k kernel_modules", "-k m", "-k modules"),
    *("-F key=kernel_modules", "-k a -k b", "-kx", "", "-k a,b"),
)
ARCHES: Final = (
    *("arch=b64", "arch=b64", "arch=b64", "arch=x86_64", "arch=c000003e", "arch=b32", ""),
    *("arch!=b32", "arch=i386", "arch=aarch64"),
)
CALLS: Final = (
    *(FIVE, FIVE, FIVE, FIVE, "init_module,finit_module", "delete_module", "175,313,176,174,178"),
    *("all", "create_module,query_module", "init_module", "mount", "execve,execveat", "175"),
)
PLACES: Final = (
    *("path=/usr/bin/kmod", "path=/usr/bin/kmod", "path=/usr/bin/kmod", "path=/bin/kmod"),
    *("path=/usr/sbin/modprobe", "path=/sbin/lsmod", "dir=/usr/bin", "dir=/usr", "dir=/bin"),
    *("dir=/bin/", "path=/usr/bin/../bin/kmod", "path=/usr//bin/kmod", "path=/no/such/kmod"),
)
PERMS: Final = ("perm=x", "perm=x", "perm=x", "perm=rx", "perm=wa", "perm=rwxa", "")
OTHERS: Final = (
    *("-D", "-b 8192", "-f 1", "-f 0", "-c", "-i", "-e 1", "-e 0", " -D", "-D -k m", "-r 0"),
    *("-D -k kernel_modules", "--backlog_wait_time 60000", "# a comment", " # indented", ""),
    *("-a never,task", "-A never,task -F uid=1000", "-a always,task -k t"),
    *("-a always,exclude -F msgtype=CWD", "-a never,exclude -F msgtype=SYSCALL"),
    *("-a always,exclude -F msgtype=1300", "-a always,exclude -F auid=1001"),
    *("-a never,user -F uid=0", "-a never,filesystem -F fstype=tracefs"),
    *("-a never,exit -S all -F auid<1000", "-a never,exit -S all -F auid=unset"),
    *("-a always,exit -F arch=b64 -S mount -F auid>=1000 -F auid!=unset -k mounts",),
    *("-w /etc/passwd -p wa -k identity", "-w /etc/audit/ -p wa -k audit"),
    *("-a always,exit -F dir=/etc -F perm=wa -k etc", "-W /usr/bin/kmod -p x -k modules"),
)
BROKEN: Final = (
    *("-a always,exit -S no_such_call -k x", "-F arch=b64 -a always,exit", "-a always,exit -k x"),
    *("-a always,exit -S mount -F arch=b64 -k x", "-a sometimes,exit -S mount", "-w kmod -p x"),
    *("-a always,exit -F auid>=nobody-here -S mount -k x", "-q", "hello", "-w", "-f 7"),
    *("-a always,exit -F nosuch=1 -S mount", "-a always,exit -F auid:1000 -S mount", "-R /x"),
    *("-w /etc/passwd -p wz -k x", "-a always,exit -F path=relative -k x", "-a exit -S mount"),
    "-a always,exit -F arch=b64 -S mount -k " + "k" * 300,
)


def world(seed: int) -> World:
    """Make the world of this number; the same each time."""
    random = Random(seed)  # noqa: S311 - worlds, no secrets
    names = random.sample(NAMES, random.choice((1, 1, 1, 2, 2, 3)))
    lines: list[str] = []
    files = {name: _text(random, lines) for name in names}
    if random.random() < 0.8:
        files[names[0]] = _with_right_lines(random, files[names[0]])
    if random.random() < 0.1:
        files[random.choice(UNREAD)] = _text(random, lines)
    return World(
        id=f"random: {seed}",
        files=files,
        compiled=None,
        awk=Awk.MAWK,
        uid_min=1000,
        key=None,
        tolerant=False,
        exact=False,
        machine="x86_64",
        collected=None,
        words="",
        stop=None,
        truth="reasoned",
        recorded=True,
    )


def _text(random: Random, lines: list[str]) -> str:
    """Write a file; `lines` are those of the world so far."""
    written = [_line(random, lines) for _ in range(random.choice((0, 1, 1, 2, 2, 3, 5)))]
    end = "" if random.random() < 0.05 else "\n"
    return "\n".join(written) + end


def _with_right_lines(random: Random, text: str) -> str:
    """Put lines that collect everything somewhere into the text, in one of their many forms."""
    right = [*_right_calls(random), _right_runs(random)]
    random.shuffle(right)
    lines = text.split("\n")
    for line in right:
        lines.insert(random.randrange(len(lines)), line)
    return "\n".join(lines)


def _right_calls(random: Random) -> list[str]:
    arch, bound = random.choice(ARCHES[:5]), random.choice(BOUNDS[:7])
    calls = FIVE.split(",")
    random.shuffle(calls)
    groups = random.choice(([",".join(calls)], [",".join(calls[:2]), ",".join(calls[2:])], calls))
    words = _fields(bound, random.choice(SET[:5]))
    key = random.choice(KEYS[:6])
    return [
        " ".join(["-a always,exit", f"-F {arch}", f"-S {group}", *words, key]) for group in groups
    ]


def _right_runs(random: Random) -> str:
    bound = random.choice(("", "-F auid>=1000", "-F auid>=500"))
    words = f"{bound} {random.choice(('', '-F auid!=-1'))} {random.choice(KEYS[:6])}"
    head = random.choice(
        (
            *("-a always,exit -F path=/usr/bin/kmod -F perm=x", "-a always,exit -F path=/bin/kmod"),
            *("-a exit,always -S all -F path=/usr/bin/kmod -F perm=x", "-w /usr/bin/kmod -p x"),
            *("-a always,exit -F dir=/usr/bin -F perm=x", "-a always,exit -S execve,execveat"),
        )
    )
    return " ".join(f"{head} {words if head[1] == 'a' else '-k m'}".split())


def _line(random: Random, lines: list[str]) -> str:
    draw = random.random()
    if draw < 0.30:
        line = _rule(random, _call_words(random))
    elif draw < 0.50:
        line = _rule(random, _run_words(random))
    elif draw < 0.55:
        line = _watch(random)
    elif draw < 0.88:
        line = random.choice(OTHERS)
    elif draw < 0.91 and lines:
        line = _again(random, random.choice(lines))
    elif draw < 0.945:
        line = random.choice(BROKEN)
    else:
        line = _odd(random, _rule(random, _call_words(random)))
    lines.append(line)
    return line


def _call_words(random: Random) -> list[str]:
    calls = random.choice(CALLS)
    if random.random() < 0.15:
        listed = [f"-S {name}" for name in calls.split(",")]
    else:
        listed = [f"-S {calls}"]
    return [*_fields(random.choice(ARCHES)), *listed]


def _run_words(random: Random) -> list[str]:
    words = [*_fields(random.choice(PLACES)), *_fields(random.choice(PERMS))]
    if random.random() < 0.1:
        random.shuffle(words)
    return [*(["-S all"] if random.random() < 0.1 else []), *words]


def _rule(random: Random, words: list[str]) -> str:
    draw = random.random()
    action = "always" if draw < 0.9 else "never"
    target = f"{action},exit" if random.random() < 0.9 else f"exit,{action}"
    option = "-a" if random.random() < 0.95 else random.choice(("-A", "-d"))
    audience = _fields(random.choice(BOUNDS), random.choice(SET))
    if random.random() < 0.15:
        audience += _fields(random.choice(NARROW))
    if random.random() < 0.1:
        random.shuffle(audience)
    key = random.choice(KEYS) if action == "always" or random.random() < 0.5 else ""
    return " ".join(word for word in (option, target, *words, *audience, key) if word)


def _fields(*texts: str) -> list[str]:
    return [f"-F {text}" for text in texts if text]


def _watch(random: Random) -> str:
    path = random.choice(("/usr/bin/kmod", "/usr/bin/kmod", "/usr/bin", "/bin/kmod", "/sbin/rmmod"))
    perms = random.choice((" -p x", " -p x", " -p rx", " -p wa", ""))
    return f"-w {path}{perms} {random.choice(KEYS[:5])}"


def _again(random: Random, line: str) -> str:
    """Write a line once more, perhaps in other words."""
    words = (("auid>=1000", "auid>=0x3e8"), ("-k ", "-F key="), ("always,exit", "exit,always"))
    old, new = random.choice((*words, ("!=unset", "!=-1"), ("-F ", "-F"), ("x", "x")))
    return line.replace(old, new)


def _odd(random: Random, line: str) -> str:
    """Spoil a line, or only its looks."""
    place = line.find(" ", random.randrange(len(line)))
    return random.choice(
        (
            line.replace(" ", "\t", 1),
            line.replace(" ", "   "),
            f"  {line}",
            f"{line} ",
            f"{line}\r",
            f"{line} # comment",
            f"{line} -F uid",
            f"\t{line}",
            line[:place] + " " + line[place:],
            f"#{line}",
            f'{line.replace("-k ", "-k ")}"',
        )
    )
