"""Architectures as a target shows them: to uname(2), to the dynamic loader, to auditctl."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from generator.audit import (
    ARCHITECTURES,
    RELEASES,
    Architecture,
    Release,
    RequiredEvent,
    Rule,
    companion,
    number,
    of_release,
    render_source,
    required_events,
)
from generator.content import Product
from generator.kinds.audit_rules.parameters import AnyRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """How a target of one architecture is recognised.

    `unames` are what uname(2) says of it, as shell patterns; `loader` is the path of the dynamic
    loader that its ABI fixes; a machine that has the loader of `unless` is not of this kind but
    one that can run its programs too.
    """

    architecture: Architecture
    unames: tuple[str, ...]
    loader: str
    unless: str | None = None


def _machine(name: str, unames: tuple[str, ...], loader: str, unless: str | None = None) -> Machine:
    architecture = next(item for item in ARCHITECTURES if item.name == name)
    return Machine(architecture=architecture, unames=unames, loader=loader, unless=unless)


_X86_64: Final = "/lib64/ld-linux-x86-64.so.2"
_AARCH64: Final = "/lib/ld-linux-aarch64.so.1"

MACHINES: Final = {
    "x86_64": _machine("x86_64", ("x86_64",), _X86_64),
    "aarch64": _machine("aarch64", ("aarch64",), _AARCH64, _X86_64),
    "ppc64le": _machine("ppc64le", ("ppc64le",), "/lib64/ld64.so.2"),
    "s390x": _machine("s390x", ("s390x",), "/lib/ld64.so.1"),
    "i386": _machine("i386", ("i386", "i486", "i586", "i686"), "/lib/ld-linux.so.2", _X86_64),
    "arm": _machine("arm", ("armv6l", "armv7l"), "/lib/ld-linux-armhf.so.3", _AARCH64),
}


def machine_on(name: str, product: Product) -> Machine:
    """Give a machine as `product` has it: auditctl there knows the calls of its release by name."""
    return _machine_on(name, RELEASES[product.audit_version])


@cache
def _machine_on(name: str, release: Release) -> Machine:
    machine = MACHINES[name]
    return replace(machine, architecture=of_release(machine.architecture, release))


def rules_for(rules: tuple[AnyRule, ...], architecture: Architecture) -> tuple[AnyRule, ...]:
    """Give the rules as this architecture can load them.

    System calls that it lacks are left out, rules left with none too. On a 32-bit machine, which
    knows no `b64`, a rule for `b64` is one for `b32`; rules that are then the same come once. Where
    no 32-bit programs run, rules for them are left out.
    """
    found: dict[str, AnyRule] = {}
    for rule in rules:
        suited = _suited(rule, architecture)
        if suited is not None:
            found.setdefault(render_source(suited), suited)
    return tuple(found.values())


def b32_twins(rules: tuple[AnyRule, ...], architecture: Architecture) -> tuple[AnyRule, ...]:
    """Give the rules for system calls of 64-bit programs as rules for those of 32-bit programs.

    None where the machine runs no 32-bit programs, or is one of 32 bits itself.
    """
    other = companion(architecture)
    if other is None:
        return ()
    return tuple(
        suited
        for rule in rules
        if isinstance(rule, Rule) and rule.syscalls and _word(rule) == "b64"
        if (suited := _suited(rule, other)) is not None
    )


def _word(rule: Rule) -> str | None:
    field = rule.field("arch")
    return field.value if field else None


def _suited(rule: AnyRule, architecture: Architecture) -> AnyRule | None:
    if not isinstance(rule, Rule) or not rule.syscalls:
        return rule
    word = _word(rule)
    other = companion(architecture) if word == "b32" and architecture.word == "b64" else None
    if word == "b32" and other is None and architecture.word == "b64":
        return None
    calls = tuple(
        call
        for call in rule.syscalls
        if call.name == "all" or number(other or architecture, call.name) is not None
    )
    if not calls:
        return None
    fields = tuple(
        replace(field, value="b32")
        if field.name == "arch" and field.value == "b64" and architecture.word == "b32"
        else field
        for field in rule.fields
    )
    return replace(rule, syscalls=calls, fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineEvents:
    """What rules require on a machine, and what beside where 32-bit programs count."""

    machine: Machine
    events: tuple[RequiredEvent, ...]
    b32_events: tuple[RequiredEvent, ...]

    @property
    def all_events(self) -> tuple[RequiredEvent, ...]:
        """Both."""
        return (*self.events, *self.b32_events)


def machines_of(rules: tuple[AnyRule, ...], product: Product) -> tuple[MachineEvents, ...]:
    """Give the architectures of `product` with the events that `rules` require there."""
    return machines_on(rules, machines_for(product))


def machines_for(product: Product) -> tuple[Machine, ...]:
    """Give the machines that `product` runs on, as its auditctl knows them."""
    return tuple(machine_on(name, product) for name in product.architectures)


@lru_cache(maxsize=256)  # each facet, each language and most products ask the same
def machines_on(
    rules: tuple[AnyRule, ...], machines: tuple[Machine, ...]
) -> tuple[MachineEvents, ...]:
    """Give these machines with the events that `rules` require there."""
    return tuple(_machine_events(rules, machine) for machine in machines)


def _machine_events(rules: tuple[AnyRule, ...], machine: Machine) -> MachineEvents:
    architecture = machine.architecture
    twins = b32_twins(rules, architecture)
    events = required_events(rules_for(rules, architecture), architecture).events
    twin_events = required_events(twins, architecture).events
    return MachineEvents(
        machine=machine,
        events=events,
        b32_events=tuple(one for one in twin_events if one not in events),
    )
