# A broken line in a file of the administrator's stops the fix, which names it and harms nothing.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

mounts='-a always,exit -F arch=b64 -S mount -F auid>=1000 -F key=mounts'
hosts='-w /etc/hosts -p wa -k hosts'

write_10() { # SYSTEM-CALL
    admin_writes 10-broken.rules <<EOF
## Names of hosts

-a always,exit -F arch=b64 -S $1 -k names
$hosts
EOF
}

boot1() {
    admin_writes 05-mounts.rules <<'EOF'
-a always,exit -F arch=b64 -S mount -F auid>=1000 -k mounts
EOF
    write_10 sethostname
    augenrules --load >/dev/null
    listing >"$work/before"
    check 'the rules of the administrator are loaded' [ "$(wc -l <"$work/before")" = 3 ]
    write_10 set_host_name
    fix
    check 'the fix fails' not succeeded
    check 'it names the broken line' says '10-broken.rules:3'
    listing | tee "$work/after"
    check 'what was in the kernel is still in it' not grep -vxFf "$work/after" "$work/before"
    scan
    check 'the scan still fails' not all_pass
    scan --remediate
    check 'oscap cannot mend it either' not all_pass
    listing >"$work/after"
    check 'that harms nothing either' not grep -vxFf "$work/after" "$work/before"
    write_10 sethostname
    fix
    check 'with the line mended the fix succeeds' succeeded
    check 'both rules are in the kernel' both_in_kernel
    check 'the rule of mounts is in the kernel once' once_in_kernel "$mounts"
    check 'the watch of the administrator is in the kernel once' once_in_kernel "$hosts"
    scan
    check 'everything passes' all_pass
}
