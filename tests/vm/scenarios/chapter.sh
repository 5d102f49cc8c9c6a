# The whole profile on a fresh installation: one script, one reboot, and every rule is in force.
# shellcheck shell=bash disable=SC2034,SC2154 source-path=SCRIPTDIR source=lib.sh

# What a machine without a package source and without a boot loader of its own cannot mend.
elsewhere='^(auditd_package|audit_kernel_argument|audit_backlog_limit)[_:]'

whole_scan() {
    oscap xccdf eval --profile "$profile" --results "$work/results.xml" \
        "$job/whole-stream.xml" >"$work/oscap" 2>&1
    results=$(awk '
        /<rule-result / { sub(/.*_rule_/, ""); sub(/".*/, ""); rule = $0 }
        /<result>/ && !/notselected/ { gsub(/.*<result>|<\/result>.*/, ""); print rule, $0 }
    ' "$work/results.xml")
    printf '%s\n' "$results"
}

# Prints the rules that do not pass, with their reasons; fails where there are some.
not_passing() {
    local rule result some=1
    while read -r rule result; do
        if [ "$result" = pass ] || [[ $rule =~ $elsewhere ]]; then continue; fi
        printf '%s: %s\n' "$rule" "$result"
        reason "$rule" | head -40
        some=0
    done <<<"$results"
    return $some
}

boot1() {
    check 'no rules are loaded' [ "$(listing)" = 'No rules' ]
    begun=$SECONDS
    output=$(bash "$job/whole-fix.sh" 2>&1)
    printf 'the fix took %s s\n%s\n' "$((SECONDS - begun))" "$output"
    check 'the fix asks for a reboot' says 'reboot required'
    check 'no fix leaves an obstacle to audit rules' \
        not grep -q ': obstacle:' <<<"$(grep -vE "$elsewhere" <<<"$output")"
    check 'nothing is locked before the reboot' enabled 1
    check 'the rules of the chapter are loaded' [ "$(listing | wc -l)" -gt 40 ]
    check 'no rule is loaded twice' [ -z "$(listing | sort | uniq -d)" ]
    listing >"$state/chapter-rules"
}

boot2() {
    check 'the configuration is locked' enabled 2
    listing >"$work/rules"
    check 'every rule is in force again, in the same order' same "$state/chapter-rules" "$work/rules"
    check 'auditd runs' systemctl --quiet is-active auditd
    begun=$SECONDS
    whole_scan
    printf 'the scan took %s s\n' "$((SECONDS - begun))"
    check 'every rule of the profile passes' not not_passing
    check 'users can still log in and become root' as_alice 'sudo id -u | grep -qx 0'
}
