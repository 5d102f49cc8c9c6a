#!/bin/bash
# Audit rules, for scanners that read OVAL alone (Debian GNU/Linux 12)
#
# Run as root on the host to be mended. Each part below mends one control and can run again
# at any time. Exit status: 0 when all of them succeeded.

failed=0

# Remediation of audit_kernel_modules: Ensure kernel module loading unloading and modification is collected
# Writes /etc/audit/rules.d/50-kernel_modules.rules and loads it. Runs in a subshell, so that it can be one
# of many; its exit status is 0 when the rules are in force or will be after a reboot.
(
LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
# oscap reads what a fix prints as a format, so no percent sign may ever be in it.
say() { printf '%s\n' "audit_kernel_modules: $1" | tr -d '%'; }
stop() { say "$1"; exit 1; }

# Prints a field of /etc/os-release without its quotes.
os_release() {
    sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:blank:]]*\$/\1/p" /etc/os-release 2>/dev/null |
        tail -n 1
}

# Is there no audit system of our own: a container, a chroot, an image being built? Auditing
# belongs to the initial pid and user name spaces, whose numbers the kernel fixes. Where the root
# of process 1 may not be seen, a chroot cannot be told from the system itself.
contained() {
    contained_why=
    first_root=
    while read -r name place; do
        case $name in
        /) own_root=$place ;;
        /proc/1/root/) first_root=$place ;;
        */pid) pid_space=${place#*:} ;;
        */user) user_space=${place#*:} ;;
        esac
    done <<EOF_PLACES
$(stat -L -c '%n %d:%i' / /proc/1/root/ /proc/self/ns/pid /proc/self/ns/user 2>/dev/null)
EOF_PLACES
    if ! [ -e /proc/self/ns/pid ]; then
        contained_why="no /proc"
    elif [ "$pid_space" != 4026531836 ] || [ "$user_space" != 4026531837 ]; then
        contained_why="a container"
    elif [ "${first_root:-$own_root}" != "$own_root" ]; then
        contained_why="a chroot or an image build"
    fi
    [ -n "$contained_why" ]
}

# Prints the first auid of a real user: $1 itself where it is a number; for "login.defs" what
# /etc/login.defs says.
uid_min() {
    case $1 in
    login.defs) ;;
    '' | *[!0-9]* | ???????????*) return 1 ;;
    *) echo "$1" && return ;;
    esac
    file=
    [ -f /etc/login.defs ] && [ -r /etc/login.defs ] && file=/etc/login.defs
    awk -v file="$file" '
# The first auid of a real user: what the last UID_MIN line of the file says, read as shadow-utils
# does (C bases), else 1000.
function uid_min_of(file,    line, text, base, digits, good, value, digit) {
    while (file != "" && (getline line < file) > 0) {
        if (line !~ /^[ \t]*UID_MIN[ \t]+[^ \t]/) continue
        text = tolower(line)
        sub(/^[ \t]*uid_min[ \t"]+/, "", text)
        sub(/".*$/, "", text)
        sub(/[ \t]+$/, "", text)
        sub(/^[+]/, "", text)
    }
    base = text ~ /^0x/ ? 16 : text ~ /^0/ ? 8 : 10
    digits = base == 16 ? substr(text, 3) : text
    good = digits != ""
    for (value = 0; digits != ""; digits = substr(digits, 2)) {
        digit = index("0123456789abcdef", substr(digits, 1, 1)) - 1
        if (digit < 0 || digit >= base) good = 0
        value = value * base + digit
    }
    return sprintf("%.0f", good && value < 4294967295 ? value : 1000)
}
BEGIN { print uid_min_of(file) }'
}

if [ "$(os_release ID)" != debian ] || [ "$(os_release VERSION_ID)" != 12 ]; then
    stop 'this is not Debian GNU/Linux 12: nothing was changed'
fi
[ "$(id -u)" = 0 ] || stop 'only root may change the audit rules: nothing was changed'
command -v augenrules >/dev/null 2>&1 ||
    stop 'augenrules is missing (package auditd): nothing was changed'
IFS= read -r uid_min_source <<'AUDITSCAP_VALUE'
login.defs
AUDITSCAP_VALUE
uid_min=$(uid_min "$uid_min_source") ||
    stop 'the Value audit_uid_min is neither login.defs nor a number: nothing was changed'

# The rules as a file has them, and as the kernel lists them.
case $(uname -m) in
x86_64)
    rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b64 -S create_module,init_module,delete_module,query_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
aarch64)
    rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b64 -S init_module,delete_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
ppc64le)
    rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b64 -S create_module,init_module,delete_module,query_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
s390x)
    rules='-a always,exit -F arch=b64 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b64 -S create_module,init_module,delete_module,query_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
i386 | i486 | i586 | i686)
    rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module,create_module,query_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b32 -S create_module,init_module,delete_module,query_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
armv6l | armv7l)
    rules='-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules
-a always,exit -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=unset -k kernel_modules'
    loaded='-a always,exit -F arch=b32 -S init_module,delete_module,finit_module -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules
-a always,exit -S all -F path=/usr/bin/kmod -F perm=x -F auid>=@UID_MIN@ -F auid!=-1 -F key=kernel_modules'
    ;;
*) stop "no rules are known for the architecture $(uname -m): nothing was changed" ;;
esac
rules=$(printf '%s\n' "$rules" | sed "s/@UID_MIN@/$uid_min/g")
loaded=$(printf '%s\n' "$loaded" | sed "s/@UID_MIN@/$uid_min/g")

folder=/etc/audit/rules.d
file=$folder/50-kernel_modules.rules
mkdir -p "$folder" 2>/dev/null || stop "cannot make $folder: nothing was changed"

# Every line of the file that does not bear our key, then our rules.
wanted() {
    if [ -f "$file" ]; then
        awk -v key=kernel_modules '{
            ours = 0
            for (i = 1; i <= NF; i++) {
                if ($i == "key=" key || $i == "-Fkey=" key || $i == "-k" key) ours = 1
                if ($i == key && i > 1 && $(i - 1) == "-k") ours = 1
            }
            if (/^[ \t]*#/ || !ours) print
        }' "$file" || return 1
    else
        echo '# Written by auditscap. kernel_modules: what the rules below record.'
    fi
    printf '%s\n' "$rules"
}

new=$(mktemp "$folder/.50-kernel_modules.rules.XXXXXX" 2>/dev/null) ||
    stop "cannot write to $folder: nothing was changed"
trap 'rm -f "$new"' EXIT
{ wanted >"$new" && chmod 0640 "$new" && chown root:root "$new"; } 2>/dev/null ||
    stop "cannot write $file: nothing was changed"
if cmp -s "$new" "$file"; then
    changed=no
    { chmod 0640 "$file" && chown root:root "$file"; } 2>/dev/null ||
        stop "cannot set the mode of $file"
else
    changed=yes
    mv -f "$new" "$file" 2>/dev/null || stop "cannot write $file: nothing was changed"
    say "wrote $file"
fi

# Merge the files into /etc/audit/audit.rules; this asks no kernel.
augenrules >/dev/null 2>&1

# Without the initial name spaces no kernel answers for this system: its next boot loads the files.
if contained; then
    say "$contained_why: the rules load at the next boot"
    exit 0
fi
state() { timeout 20 auditctl -s 2>/dev/null; }
enabled() { state | awk '$1 == "enabled" { print $2; exit }'; }
if ! state >/dev/null; then
    say 'the kernel does not audit: the rules load when it does'
    exit 0
fi

in_force() {
    listing=$(timeout 20 auditctl -l 2>/dev/null) || return 1
    printf '%s\n' "$loaded" | while IFS= read -r rule; do
        printf '%s\n' "$listing" | grep -qxF -e "$rule" || exit 1
    done
}

if [ "$(enabled)" = 2 ]; then
    in_force || say 'reboot required: the loaded rules are locked (enabled 2)'
    exit 0
fi
if [ "$changed" = yes ] || ! in_force; then
    timeout 60 augenrules --load >/dev/null 2>&1
fi
in_force || stop 'the rules did not load: run augenrules --load and read /etc/audit/audit.rules'
say 'the rules are loaded'
if [ "$(enabled)" = 0 ]; then
    if grep -q '^[[:blank:]]*-e[[:blank:]]*0' /etc/audit/audit.rules; then
        stop 'auditing is off, and the rule files say so (-e 0): that is for the administrator'
    fi
    auditctl -e 1 >/dev/null 2>&1 || stop 'auditing cannot be switched on'
    say 'switched auditing on'
fi
) || failed=1

exit "$failed"
