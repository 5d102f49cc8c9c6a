#!/bin/bash
# Runs the scenarios that the plan names, one after the other and over reboots, then hands out what
# they found. Exit status: 0 when all is done, 3 where the machine is to reboot first.
#
# A scenario is a file NAME.sh with functions boot1, boot2, ...: between two of them the machine
# reboots. It starts with /etc/audit and the kernel's rules as after the installation.
set -u

job=/job
state=/var/lib/auditscap-job
console=/dev/console
longest=2400 # seconds that one part of a scenario may take
export job state console

say() { printf '@@ %s\n' "$*" >"$console"; }

# Prints what the report says of this machine: a name and a version on each line.
versions() {
    printf 'kernel\t%s\n' "$(uname -r)"
    printf 'auditd\t%s\n' "$(auditctl -v | sed 's/.* //')"
    # By their packages, since the programs take half a minute to say it.
    dpkg-query -W -f '${Package}\t${Version}\n' openscap-scanner ansible-core systemd 2>/dev/null
    printf 'awk\t%s\n' "$(readlink -f "$(command -v awk)")"
}

# shellcheck disable=SC2016 # the inner bash expands it
has_part() { # SCENARIO BOOT
    bash -c '. "$job/lib.sh" && . "$job/$1.sh" && declare -F "boot$2"' -- "$1" "$2" >/dev/null
}

# shellcheck disable=SC2016
run_part() { # SCENARIO BOOT
    scenario=$1 boot=$2 timeout -k 10 "$longest" \
        bash -c '. "$job/lib.sh" && . "$job/$scenario.sh" && "boot$boot"'
}

if ! [ -e "$state/place" ]; then
    mkdir -p "$state/logs"
    : >"$state/results"
    : >"$state/seconds"
    versions >"$state/versions"
    cp -a /etc/audit "$state/pristine"
    echo '0 1' >"$state/place"
fi
read -r ended boot <"$state/place"
mapfile -t plan <"$job/plan"
say "up: $(uname -sr), $(cut -d ' ' -f 1 /proc/uptime) s after the start of the kernel"

while [ "$ended" -lt "${#plan[@]}" ]; do
    name=${plan[ended]}
    log=$state/logs/$name.log
    begun=$SECONDS
    if [ "$boot" = 1 ]; then
        say "$name"
        bash -c '. "$job/lib.sh" && reset' >"$log" 2>&1
    fi
    printf '===== %s, boot %s\n' "$name" "$boot" >>"$log"
    run_part "$name" "$boot" >>"$log" 2>&1
    status=$?
    if [ "$status" -gt 1 ]; then
        printf '%s\tfail\tboot %s ended with status %s\n' "$name" "$boot" "$status" >>"$state/results"
    fi
    printf '%s\t%s\t%s\n' "$name" "$boot" "$((SECONDS - begun))" >>"$state/seconds"
    passed=$(grep -c "^$name	pass" "$state/results")
    failed=$(grep -c "^$name	fail" "$state/results")
    say "$name: boot $boot took $((SECONDS - begun)) s; so far $passed passed, $failed failed"
    if ! [ -e "$job/no-reboot" ] && has_part "$name" "$((boot + 1))"; then
        echo "$ended $((boot + 1))" >"$state/place"
        sync
        say "reboot"
        exit 3
    fi
    ended=$((ended + 1)) boot=1
    echo "$ended 1" >"$state/place"
done
tar -cf "${RESULTS:-/dev/vdc}" -C "$state" results seconds versions logs
sync
say "done"
