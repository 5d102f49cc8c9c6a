"""Forms: what a control asks for, written in other ways that are as good, and ways that are not.

What is right is known by how a form is made, and from no program of ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.audit import Field, Rule, Watch, parse_rules, render, render_source
from generator.audit.render import escaped
from generator.audit.syscalls import X86_64

if TYPE_CHECKING:
    from generator.audit.rule import Syscall

AnyRule = Rule | Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Lines of rule files, and whether they are right."""

    name: str
    lines: tuple[str, ...]
    right: bool

    @property
    def text(self) -> str:
        """The lines as a file."""
        return "".join(f"{line}\n" for line in self.lines)


def forms(rules: tuple[AnyRule, ...]) -> Iterator[Form]:
    """Give the forms of the rules of a control; they hold no placeholders."""
    for name, lines in _right(rules):
        yield Form(name=name, lines=tuple(lines), right=True)
    for name, lines in _wrong(rules):
        yield Form(name=name, lines=tuple(lines), right=False)


def _right(rules: tuple[AnyRule, ...]) -> Iterator[tuple[str, Iterator[str]]]:
    yield "as it is", map(render_source, rules)
    if not any(" " in place for rule in rules for place in _places(rule)):
        # A listing escapes no blanks: it is no rule file then.
        yield "as the kernel lists it", (render(rule, X86_64) for rule in rules)
    yield "a line for each call", (render_source(one) for rule in rules for one in _singly(rule))
    yield "in another order", (_reordered(rule) for rule in rules)
    yield "backwards", map(render_source, reversed(rules))
    yield "for everybody", (render_source(_without(rule, "auid")) for rule in rules)
    yield "with another key", (_keyed(rule, "another") for rule in rules)
    yield "a never behind", iter((*map(render_source, rules), "-a never,exit -S all"))


def _wrong(rules: tuple[AnyRule, ...]) -> Iterator[tuple[str, Iterator[str]]]:
    *some, last = (one for rule in rules for one in _singly(rule))
    if some:
        yield "without the last", map(render_source, some)
    yield "nothing", iter(())
    yield "without a key", (_keyed(rule, "") for rule in rules)
    yield "not for one user", (render_source(_with(rule, "auid!=1001")) for rule in rules)
    yield "for root alone", (render_source(_with(rule, "uid=0")) for rule in rules)
    yield "behind a never", iter((_never(last), *map(render_source, rules)))
    yield "switched off", iter((*map(render_source, rules), "-e 0"))
    yield "behind a line that stops", iter(("-w relative -p wa", *map(render_source, rules)))
    yield "as comments", (f"# {render_source(rule)}" for rule in rules)


def _places(rule: AnyRule) -> Iterator[str]:
    if isinstance(rule, Watch):
        yield rule.path
    yield from (field.value for field in rule.fields if field.name in ("path", "dir", "exe"))


def _singly(rule: AnyRule) -> Iterator[AnyRule]:
    if isinstance(rule, Watch) or not rule.syscalls:
        yield rule
        return
    for call in rule.syscalls:
        yield replace(rule, syscalls=(call,))


def _without(rule: AnyRule, name: str) -> AnyRule:
    kept = tuple(field for field in rule.fields if field.name != name)
    return replace(rule, fields=kept)


def _with(rule: AnyRule, condition: str) -> AnyRule:
    """Add a condition; a watch becomes a rule of the new spelling."""
    (parsed,) = parse_rules(f"-a always,exit -F {condition} -S open -k k").rules
    added = parsed.fields[0]
    return replace(_spelt_new(rule), fields=(*_spelt_new(rule).fields, added))


def _spelt_new(rule: AnyRule) -> Rule:
    if isinstance(rule, Rule):
        return rule
    lies, path = ("dir", rule.path.rstrip("/")) if rule.path.endswith("/") else ("path", rule.path)
    key = escaped(rule.keys[0])
    text = f"-a always,exit -F {lies}={escaped(path)} -F perm={rule.perms or 'rwxa'} -k {key}"
    return next(one for one in parse_rules(text).rules if isinstance(one, Rule))


def _reordered(rule: AnyRule) -> str:
    """Turn the fields round, behind the arch; watches have just one order."""
    if isinstance(rule, Watch):
        perms = (rule.perms or "rwxa")[::-1]
        return f"-w {escaped(rule.path)} -k {escaped(rule.keys[0])} -p {perms}"
    arch = tuple(field for field in rule.fields if field.name == "arch")
    others = tuple(field for field in rule.fields if field.name != "arch")
    return render_source(replace(rule, fields=(*arch, *others[::-1])))


def _keyed(rule: AnyRule, key: str) -> str:
    text = render_source(replace(rule, key_words=()))
    return f"{text} -k {key}" if key else text


def _never(rule: AnyRule) -> str:
    if isinstance(rule, Watch):
        return f"-a never,exit -F path={escaped(rule.path.rstrip('/'))}"
    place = rule.field("path") or rule.field("dir")
    if place is not None:
        perm = rule.field("perm")
        return f"-a never,exit -F {escaped(place.text)} -F perm={perm.value if perm else 'x'}"
    arch: Field | None = rule.field("arch")
    call: Syscall = rule.syscalls[0]
    return f"-a never,exit {f'-F arch={arch.value} ' if arch else ''}-S {call.name}"
