# What the fix wrote is loaded by the next boot.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

boot1() {
    fix
    check 'the fix succeeds' succeeded
}

boot2() {
    check 'auditd runs' systemctl --quiet is-active auditd
    listing
    check 'both rules are in the kernel' both_in_kernel
    scan
    check 'everything passes' all_pass
    fix
    check 'a fix after the boot has nothing to do' succeeded
}
