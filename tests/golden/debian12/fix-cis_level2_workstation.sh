#!/bin/bash
# CIS Level 2 - Workstation, audit rules (Debian GNU/Linux 12)
#
# Run as root on the host to be mended, again at any time: what is right stays as it is. --help says
# what else it can do. Exit status: 0 when all parts succeeded, 1 when one did not, 2 for wrong usage.

# The functions of controls are called by names that are put together.
# shellcheck disable=SC2317,SC2329

# What the profile asks for.
audit_uid_min=login.defs
audit_key_policy=any
audit_b32=optional
audit_exclusions=none
audit_filters=broader

script_usage() {
    printf '%s\n' 'CIS Level 2 - Workstation, audit rules (Debian GNU/Linux 12)' '' 'usage: fix-cis_level2_workstation.sh [OPTION]...' '' \
        '  --dry-run      change nothing, say what would be done' \
        '  --undo         take back what this script wrote' \
        '  --format json  with --dry-run: the plans as JSON, one object a line and control' \
        '  --format text  with --dry-run: the plans for people, as without this option' \
        '  --help         show this' '' \
        'Exit status: 0 when all parts succeeded, 1 when one did not, 2 for wrong usage.'
}

script_misused() {
    script_usage >&2
    exit 2
}

asked_action=fix asked_format=text asked_dry_run=''
while [ $# -gt 0 ]; do
    case $1 in
    --dry-run) asked_dry_run=yes ;;
    --undo) asked_action=undo ;;
    --format)
        [ $# -gt 1 ] || script_misused
        asked_format=$2
        shift
        ;;
    --format=*) asked_format=${1#*=} ;;
    --help)
        script_usage
        exit 0
        ;;
    *) script_misused ;;
    esac
    shift
done
case $asked_format-$asked_dry_run in
json-yes | text-*) ;;
*) script_misused ;;
esac

[the functions of fixes: see fix-cis_level2_server.sh] Each control describes itself in a function
control_audit_kernel_modules() {
    file_name=50-kernel_modules.rules
    own_key=kernel_modules
    run_paths=/usr/bin/kmod
    case $machine in
    x86_64)
        word=b64
        companion=i386
        events='Ecall	init_module (b64)	UID_MIN	1	3221225534	175	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225534	313	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225534	176	0	1
Ecall	create_module (b64)	UID_MIN	1	3221225534	174	0	1
Ecall	query_module (b64)	UID_MIN	1	3221225534	178	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741827	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741827	350	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741827	129	0	1
Ecall	create_module (b32)	UID_MIN	1	1073741827	127	0	1
Ecall	query_module (b32)	UID_MIN	1	1073741827	167	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    aarch64)
        word=b64
        companion=arm
        events='Ecall	init_module (b64)	UID_MIN	1	3221225655	105	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225655	273	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225655	106	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    ppc64le)
        word=b64
        companion=
        events='Ecall	init_module (b64)	UID_MIN	1	3221225493	128	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225493	353	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225493	129	0	1
Ecall	create_module (b64)	UID_MIN	1	3221225493	127	0	1
Ecall	query_module (b64)	UID_MIN	1	3221225493	166	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    s390x)
        word=b64
        companion=s390
        events='Ecall	init_module (b64)	UID_MIN	1	2147483670	128	0	1
Ecall	finit_module (b64)	UID_MIN	1	2147483670	344	0	1
Ecall	delete_module (b64)	UID_MIN	1	2147483670	129	0	1
Ecall	create_module (b64)	UID_MIN	1	2147483670	127	0	1
Ecall	query_module (b64)	UID_MIN	1	2147483670	167	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	22	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	22	344	0	1
Ecall	delete_module (b32)	UID_MIN	1	22	129	0	1
Ecall	create_module (b32)	UID_MIN	1	22	127	0	1
Ecall	query_module (b32)	UID_MIN	1	22	167	0	1'
        b32_rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    i386 | i486 | i586 | i686)
        word=b32
        companion=
        events='Ecall	init_module (b32)	UID_MIN	1	1073741827	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741827	350	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741827	129	0	1
Ecall	create_module (b32)	UID_MIN	1	1073741827	127	0	1
Ecall	query_module (b32)	UID_MIN	1	1073741827	167	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    armv6l | armv7l)
        word=b32
        companion=
        events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
        ;;
    esac
}

# A plan as one line of JSON, or why there is none.
script_json() {
    local plan
    if plan=$("$1_plan" "$asked_action" "${@:2}"); then
        printf '%s\n' "${plan//\%/\\u0025}"
    else
        printf '%s\n' "${plan//\%/}" >&2
        return 1
    fi
}

# Mends one control, or says how: FUNCTIONS CONTROL VALUE...
script_mend() {
    case $asked_format-$asked_dry_run-$asked_action in
    json-*) (script_json "$@") ;;
    text-yes-*) ("$1_show" "${@:2}" "$asked_action") ;;
    text--fix) ("$1_fix" "${@:2}") ;;
    text--undo) ("$1_undo" "${@:2}") ;;
    esac || script_failed=1
}

script_failed=0
if [ "$asked_action" = fix ]; then
    script_mend auditscap audit_kernel_modules "$audit_uid_min" "$audit_key_policy" "$audit_b32" "$audit_exclusions" "$audit_filters"
else
    # What was done last is undone first, so that a lock is gone before anything is loaded.
    script_mend auditscap audit_kernel_modules "$audit_uid_min" "$audit_key_policy" "$audit_b32" "$audit_exclusions" "$audit_filters"
fi
exit "$script_failed"
