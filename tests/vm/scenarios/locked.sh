# Locked rules (-e 2): every fix says that a reboot is required, and after it all is well.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

lock=/etc/audit/rules.d/90-lock.rules

boot1() {
    admin_writes "${file##*/}" <<'EOF'
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=1000 -F auid!=unset -k kernel_modules
EOF
    admin_writes "${lock##*/}" <<'EOF'
-e 2
EOF
}

boot2() {
    check 'the rules are locked' enabled 2
    check 'the rule of the file is in the kernel' in_kernel "$rule_of_runs"
    scan
    check "$loaded fails" result_is "$loaded" fail
    fix
    check 'the fix says that a reboot is required' says 'reboot required'
    scan
    check "$loaded still fails" result_is "$loaded" fail
    check 'the check says that a reboot is required' reason_says "$loaded" 'reboot required'
    scan --remediate
    check "$configured passes, since the fix wrote the file" result_is "$configured" pass
    check "$loaded cannot be fixed now: error" result_is "$loaded" error
    check 'its fix says that a reboot is required' reason_says "$loaded" 'reboot required'
    check 'the other rule is not in the kernel yet' not in_kernel "$rule_of_calls"
}

boot3() {
    check 'the rules are locked again' enabled 2
    listing
    check 'both rules are in the kernel' both_in_kernel
    scan
    check 'everything passes' all_pass
    fix
    check 'the fix has nothing to do' succeeded
    check 'the fix asks for no reboot' not says 'reboot required'
    rm "$lock"
}

boot4() {
    check 'the rules are no longer locked' enabled 1
    check 'both rules are in the kernel' both_in_kernel
}
