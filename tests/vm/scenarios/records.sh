# A real user who loads and unloads a module leaves records; a service that does so leaves none.
# shellcheck shell=bash disable=SC2154 source-path=SCRIPTDIR source=lib.sh

log=/var/log/audit/audit.log

# Runs a command and leaves the records with our key that came meanwhile in $work/records.
recorded() {
    local before
    before=$(wc -l <"$log")
    "$@"
    sleep 2
    tail -n "+$((before + 1))" "$log" >"$work/part.log"
    ausearch -i -k kernel_modules -if "$work/part.log" >"$work/records"
    cat "$work/records"
}

record() { # SYSTEM-CALLS
    grep -E "type=SYSCALL .* syscall=($1) success=yes .* auid=alice .* exe=/usr/bin/kmod .*key=kernel_modules" \
        "$work/records"
}

a_module_of_its_own() {
    ! grep -q '^dummy ' /proc/modules && modprobe --dry-run dummy
}

boot1() {
    fix
    check 'the fix succeeds' succeeded
    check 'the module dummy exists and is not loaded' a_module_of_its_own
    check "alice's session has her login uid" [ "$(as_alice 'cat /proc/self/loginuid')" = 1000 ]
    recorded as_alice 'sudo modprobe dummy && sudo rmmod dummy'
    check 'loading is recorded' record 'init_module|finit_module'
    check 'unloading is recorded' record delete_module
    check 'two runs of kmod are recorded' [ "$(record execve | wc -l)" = 2 ]
    recorded systemd-run --quiet --wait --pipe sh -c 'modprobe dummy && rmmod dummy'
    check 'nothing is recorded of a service' not grep -q type=SYSCALL "$work/records"
    recorded as_alice 'lsmod >/dev/null'
    check 'a run of lsmod is recorded' record execve
}
