#!/bin/bash
# CIS Level 2 - Server, audit rules (Debian GNU/Linux 12)

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

auditscap_plan "$@"
