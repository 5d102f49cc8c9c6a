# The playbook does what the bash fix does, a second run changes nothing, --check never does.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

boot1() {
    files >"$work/before"
    play --check --diff
    check '--check --diff succeeds' succeeded
    files >"$work/after"
    check '--check --diff changes no file' same "$work/before" "$work/after"
    check '--check --diff changes no rule' [ "$(listing)" = 'No rules' ]
    play
    check 'the first run succeeds' succeeded
    check 'the first run changes something' [ "$changed" -gt 0 ]
    files >"$work/mended"
    listing >"$work/listing"
    check 'both rules are in the kernel' both_in_kernel
    scan
    check 'everything passes' all_pass
    play
    check 'the second run succeeds' succeeded
    check 'the second run changes nothing' [ "$changed" = 0 ]
    files >"$work/after"
    check 'the second run changes no file' same "$work/mended" "$work/after"
    reset
    fix
    listing >"$work/listing-of-bash"
    check 'the bash fix loads the same rules' same "$work/listing" "$work/listing-of-bash"
}
