# A rule that somebody loaded by hand, and that no file has, is still in the kernel after the fix.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

by_hand='-a always,exit -F arch=b64 -S sethostname -F key=by_hand'

boot1() {
    auditctl -a always,exit -F arch=b64 -S sethostname -k by_hand
    check 'it is in the kernel' in_kernel "$by_hand"
    fix
    check 'the fix succeeds' succeeded
    listing
    check 'both rules are in the kernel' both_in_kernel
    check 'it is in the kernel after the fix' in_kernel "$by_hand"
    scan
    check 'everything passes' all_pass
}
