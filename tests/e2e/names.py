"""The rules of the control, its file, and what the kernel lists once it is met."""

CONFIGURED = "audit_kernel_modules_configured"
LOADED = "audit_kernel_modules_loaded"
COMPILED = "audit_kernel_modules_compiled"
SYMLINKS = "audit_kernel_modules_symlinks"
FILE = "/etc/audit/rules.d/50-kernel_modules.rules"
USERS = "-F auid>=1000 -F auid!=-1 -F key=kernel_modules"
CALLS = "create_module,init_module,delete_module,query_module,finit_module"
LISTING = (
    f"-a always,exit -F arch=b64 -S {CALLS} {USERS}",
    f"-a always,exit -S all -F path=/usr/bin/kmod -F perm=x {USERS}",
)
