# --undo and the tag undo take back what the fix wrote and loaded, and nothing else.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

mounts='-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts'

as_before() { # WHO
    files >"$work/after"
    check "$1: the files are as before" same "$work/before" "$work/after"
    listing
    check "$1: neither rule is in the kernel" neither_in_kernel
    check "$1: the administrator's rule is in the kernel" in_kernel "$mounts"
}

boot1() {
    admin_writes 70-mounts.rules <<'EOF'
-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts
EOF
    augenrules --load >/dev/null
    files >"$work/before"
    fix
    check 'script: the fix succeeds' succeeded
    check 'script: both rules are in the kernel' both_in_kernel
    fix --undo
    check 'script: --undo succeeds' succeeded
    as_before script
    play
    check 'playbook: it succeeds' succeeded
    check 'playbook: both rules are in the kernel' both_in_kernel
    play --tags undo
    check 'playbook: the tag undo succeeds' succeeded
    as_before playbook
}
