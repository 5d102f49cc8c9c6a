# On aarch64 the fix asks for the system calls that exist there, and every rule loads.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

boot1() {
    check 'this is an aarch64 kernel' [ "$(uname -m)" = aarch64 ]
    fix
    check 'the fix succeeds' succeeded
    listing
    check 'both rules are in the kernel' both_in_kernel
    check 'the kernel has those two alone' [ "$(listing | wc -l)" = 2 ]
    check 'no file speaks of create_module' not grep -r create_module /etc/audit
    check 'no file speaks of query_module' not grep -r query_module /etc/audit
    files >"$work/mended"
    listing >"$work/listing"
    fix
    check 'a second run succeeds' succeeded
    files >"$work/again"
    check 'a second run changes no file' same "$work/mended" "$work/again"
    listing >"$work/again"
    check 'a second run changes no rule' same "$work/listing" "$work/again"
    auditctl -D
    check 'all rules load from the files' augenrules --load
    check 'both rules are in the kernel again' both_in_kernel
}
