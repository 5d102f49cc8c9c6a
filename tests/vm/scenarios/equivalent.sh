# Rules as good as ours in another file, before or behind ours, do not stop what comes behind them.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

hosts='-w /etc/hosts -p wa -k hosts'
mounts='-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts'

# The same two rules as the control's to the kernel, spelt differently, and two others behind them.
write_files() { # NUMBER
    admin_writes "$1-modules.rules" <<'EOF'
-a exit,always -F arch=x86_64 -S finit_module -S query_module,create_module -S init_module -S delete_module -F auid>=1000 -F auid!=4294967295 -F key=kernel_modules
-a exit,always -F path=/usr/bin/kmod -F perm=x -F auid>=0x3e8 -F auid!=-1 -F key=kernel_modules
-w /etc/hosts -p wa -k hosts
EOF
    admin_writes 70-mounts.rules <<'EOF'
-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts
EOF
}

everything_is_loaded() { # WHEN
    listing
    check "$1: the rule of the calls is in the kernel" in_kernel "$rule_of_calls"
    check "$1: the rule of the runs is in the kernel" in_kernel "$rule_of_runs"
    check "$1: the rule behind them in the same file is in the kernel" in_kernel "$hosts"
    check "$1: the rule of a later file is in the kernel" in_kernel "$mounts"
    scan
    check "$1: everything passes" all_pass
}

boot1() {
    write_files 10
    fix
    check 'before ours: the fix succeeds' succeeded
    everything_is_loaded 'before ours'
    reset
    write_files 60
    fix
    check 'behind ours: the fix succeeds' succeeded
    everything_is_loaded 'behind ours'
    auditctl -D >/dev/null
    check 'behind ours: a reload succeeds' augenrules --load
    everything_is_loaded 'behind ours, reloaded'
}

boot2() {
    everything_is_loaded 'behind ours, rebooted'
}
