# Words that the scenarios are written in; runs in the guest, in bash.
# shellcheck shell=bash disable=SC2034,SC2154 # the runner sets some, scenarios read some

profile=cis_level2_server
file=/etc/audit/rules.d/50-kernel_modules.rules
drop_in=/etc/systemd/system/auditd.service.d/auditctl.conf
configured=audit_kernel_modules_configured
loaded=audit_kernel_modules_loaded
work=$state/work
mkdir -p "$work"

# What the kernel lists once the control is met.
users='-F auid>=1000 -F auid!=-1 -F key=kernel_modules'
case $(uname -m) in
x86_64) calls=create_module,init_module,delete_module,query_module,finit_module ;;
aarch64) calls=init_module,delete_module,finit_module ;;
esac
rule_of_calls="-a always,exit -F arch=b64 -S $calls $users"
rule_of_runs="-a always,exit -S all -F path=/usr/bin/kmod -F perm=x $users"

# check TEXT COMMAND...: the text is what the command's success shows.
check() {
    local text=$1 outcome=fail
    shift
    "$@" && outcome=pass
    printf '%s\t%s\t%s\n' "$scenario" "$outcome" "$text" >>"$state/results"
    printf -- '----- %s: %s\n' "$outcome" "$text"
    [ "$outcome" = pass ] || printf '@@ %s: FAIL %s\n' "$scenario" "$text" >"$console"
}

not() { ! "$@"; }
same() { diff -u "$1" "$2"; }

# Empties the kernel's rules, and makes /etc/audit what it was after the installation.
reset() {
    rm -rf /etc/audit
    cp -a "$state/pristine" /etc/audit
    if [ -e "$drop_in" ]; then
        rm -rf "${drop_in%/*}"
        systemctl daemon-reload
    fi
    auditctl -D
    auditctl -e 1
} >/dev/null

# Writes standard input to a file in /etc/audit/rules.d.
admin_writes() {
    cat >"/etc/audit/rules.d/$1"
    chmod 0640 "/etc/audit/rules.d/$1"
}

listing() { auditctl -l; }
in_kernel() { listing | grep -qxF -e "$1"; }
enabled() { [ "$(auditctl -s | sed -n 's/^enabled //p')" = "$1" ]; }
both_in_kernel() { in_kernel "$rule_of_calls" && in_kernel "$rule_of_runs"; }
neither_in_kernel() { ! in_kernel "$rule_of_calls" && ! in_kernel "$rule_of_runs"; }
once_in_kernel() { [ "$(listing | grep -cxF -e "$1")" = 1 ]; }

# Prints every file below /etc/audit with its mode, owner and sum; not audit.rules.prev, where
# augenrules keeps what it replaced last.
files() {
    find /etc/audit -type f ! -name audit.rules.prev -printf '%m %u:%g %p ' -exec sha256sum '{}' ';' | sort -k 3
}

# fix OPTION...: the bash fix; leaves its output in $output and its exit status in $status.
fix() {
    output=$(bash "$job/fix.sh" "$@" 2>&1)
    status=$?
    printf 'fix %s: exit status %s\n%s\n' "$*" "$status" "$output"
}

succeeded() { [ "$status" = 0 ]; }
says() { printf '%s\n' "$output" | grep -qF -e "$1"; }

# scan OPTION...: leaves `RULE RESULT` lines in $results, and what oscap wrote in results.xml.
scan() {
    oscap xccdf eval --profile "$profile" --results "$work/results.xml" "$@" \
        "$job/stream.xml" >"$work/oscap" 2>&1
    status=$?
    results=$(awk '
        /<rule-result / { sub(/.*_rule_/, ""); sub(/".*/, ""); rule = $0 }
        /<result>/ && !/notselected/ { gsub(/.*<result>|<\/result>.*/, ""); print rule, $0 }
    ' "$work/results.xml")
    printf 'scan %s: exit status %s\n%s\n' "$*" "$status" "$results"
}

result_is() { printf '%s\n' "$results" | grep -qxF -e "$1 $2"; }
all_pass() { [ -n "$results" ] && ! printf '%s\n' "$results" | grep -v ' pass$'; }

# What the check script of a rule printed, and what its fix said; not the text of the fix itself.
reason() {
    awk -v rule="_rule_$1\"" '
        index($0, rule) { inside = 1 }
        /<\/rule-result>/ { inside = 0 }
        /<fix / { fix = 1 }
        inside && !fix
        /<\/fix>/ { fix = 0 }
    ' "$work/results.xml"
}
reason_says() { reason "$1" | grep -F -e "$2"; }

# In a session that login's PAM stack opened, so that it has alice's login uid.
as_alice() {
    systemd-run --quiet --wait --pipe --property=PAMName=login --property=User=alice bash -c "$1"
}

# play OPTION...: the playbook on the machine itself; leaves the count of changes in $changed.
play() {
    output=$(ANSIBLE_NOCOLOR=1 ANSIBLE_PIPELINING=1 LC_ALL=C.UTF-8 HOME=/root \
        ansible-playbook -c local -i localhost, "$@" "$job/fix.yml" 2>&1)
    status=$?
    changed=$(printf '%s\n' "$output" | sed -n 's/.* changed=\([0-9]*\) .*/\1/p')
    printf 'playbook %s: exit status %s\n%s\n' "$*" "$status" "$output"
    says 'failed=0 ' || status=1
}
