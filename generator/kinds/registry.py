"""All check kinds, by name; adding one touches nothing else."""

from typing import Final

from generator.kinds.audit_continue_loading import AuditContinueLoadingKind
from generator.kinds.audit_immutable import AuditImmutableKind
from generator.kinds.audit_in_step import AuditInStepKind
from generator.kinds.audit_privileged import AuditPrivilegedKind
from generator.kinds.audit_rules import AuditRulesKind
from generator.kinds.file_permissions import FilePermissionsKind
from generator.kinds.kernel_arguments import KernelArgumentsKind
from generator.kinds.package import PackageKind
from generator.kinds.protocol import AnyKind
from generator.kinds.service import ServiceKind
from generator.kinds.symlinks import SymlinksKind

KINDS: Final[tuple[AnyKind, ...]] = (
    AuditRulesKind(),
    AuditPrivilegedKind(),
    AuditContinueLoadingKind(),
    AuditImmutableKind(),
    AuditInStepKind(),
    SymlinksKind(),
    PackageKind(),
    ServiceKind(),
    FilePermissionsKind(),
    KernelArgumentsKind(),
)


def kind(name: str) -> AnyKind | None:
    """Give the kind of this name, if there is one."""
    return next((item for item in KINDS if item.name == name), None)
