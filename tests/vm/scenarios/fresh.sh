# A fresh installation fails, oscap mends it, and then it passes.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

boot1() {
    check 'auditd runs' systemctl --quiet is-active auditd
    check 'no rules are loaded' [ "$(listing)" = 'No rules' ]
    scan
    check "$configured fails" result_is "$configured" fail
    check "$loaded fails" result_is "$loaded" fail
    check 'the reason names a call' reason_says "$loaded" 'not collected: finit_module (b64)'
    scan --remediate
    check "$configured is fixed" result_is "$configured" fixed
    check "$loaded is fixed" result_is "$loaded" fixed
    scan
    check 'everything passes after that' all_pass
    listing
    check 'both rules are in the kernel' both_in_kernel
    check 'the file has mode 640' [ "$(stat -c %a:%U:%G "$file")" = 640:root:root ]
    check 'auditd still runs' systemctl --quiet is-active auditd
}
