# Where auditd.service loads /etc/audit/audit.rules as it is, the fix mends that very file.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

compiled=/etc/audit/audit.rules

boot1() {
    mkdir -p "${drop_in%/*}"
    printf '[Service]\nExecStartPost=\nExecStartPost=-/sbin/auditctl -R %s\n' "$compiled" >"$drop_in"
    systemctl daemon-reload
    systemctl restart auditd
    scan
    check "$configured fails" result_is "$configured" fail
    check "$loaded fails" result_is "$loaded" fail
    fix
    check 'the fix succeeds' succeeded
    check 'our rules are in the file that is loaded' grep -q 'finit_module.*kernel_modules' "$compiled"
    scan
    check 'everything passes' all_pass
    check 'both rules are in the kernel' both_in_kernel
    files >"$work/mended"
    fix
    check 'a second run succeeds' succeeded
    files >"$work/again"
    check 'a second run changes nothing' same "$work/mended" "$work/again"
}

boot2() {
    check 'both rules are in the kernel after a reboot' both_in_kernel
    scan
    check 'everything passes after a reboot' all_pass
}
