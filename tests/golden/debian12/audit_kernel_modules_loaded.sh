#!/bin/sh
# audit_kernel_modules_loaded: Ensure kernel module loading unloading and modification is collected: in the running kernel
#
# Asks the running kernel, through auditctl, whether the rules that it holds record the
# required events. The rule files settle what a listing leaves open.
# Exit status: the verdict, as oscap's Script Check Engine reads it. Output: the evidence, a line
# for each required event, and the verdict in words.
# What all checks of audit rules share stands beside this script, in audit_rules_library.sh.

# That file reads what is set here.
# shellcheck disable=SC2034,SC2016
{
    facet=loaded
    own_key=kernel_modules
    run_paths=/usr/bin/kmod
    watches=''
}

# Sets what is required on the machine $1 (uname -m), line by line: kind, words, least auid, whether
# it must be set; of a system call its arch, its number, whether it takes files, whether it returns
# just 0 or an error, what is fixed of it; of a run its path; of accesses their path, the letters of
# perm, and how the rule names the path.
# shellcheck disable=SC2034,SC2016
required() {
    case $1 in
    x86_64)
        word=b64
        companion=i386
        events='Ecall	init_module (b64)	UID_MIN	1	3221225534	175	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225534	313	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225534	176	0	1
Ecall	create_module (b64)	UID_MIN	1	3221225534	174	0	1
Ecall	query_module (b64)	UID_MIN	1	3221225534	178	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741827	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741827	350	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741827	129	0	1
Ecall	create_module (b32)	UID_MIN	1	1073741827	127	0	1
Ecall	query_module (b32)	UID_MIN	1	1073741827	167	0	1'
        ;;
    aarch64)
        word=b64
        companion=arm
        events='Ecall	init_module (b64)	UID_MIN	1	3221225655	105	0	1
Ecall	finit_module (b64)	UID_MIN	1	3221225655	273	0	1
Ecall	delete_module (b64)	UID_MIN	1	3221225655	106	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        b32_events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1'
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
        b32_events=''
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
        b32_events='Ecall	init_module (b32)	UID_MIN	1	22	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	22	344	0	1
Ecall	delete_module (b32)	UID_MIN	1	22	129	0	1
Ecall	create_module (b32)	UID_MIN	1	22	127	0	1
Ecall	query_module (b32)	UID_MIN	1	22	167	0	1'
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
        b32_events=''
        ;;
    armv6l | armv7l)
        word=b32
        companion=
        events='Ecall	init_module (b32)	UID_MIN	1	1073741864	128	0	1
Ecall	finit_module (b32)	UID_MIN	1	1073741864	379	0	1
Ecall	delete_module (b32)	UID_MIN	1	1073741864	129	0	1
Erun	runs of /usr/bin/kmod	UID_MIN	1	/usr/bin/kmod'
        b32_events=''
        ;;
    *) return 1 ;;
    esac
}

case $0 in
*/*) library=${0%/*}/audit_rules_library.sh ;;
*) library=./audit_rules_library.sh ;;
esac
[ -r "$library" ] || {
    echo "the file audit_rules_library.sh is not beside this script, which cannot do without it"
    exit "${XCCDF_RESULT_ERROR:-103}"
}
# shellcheck source=/dev/null
. "$library"
