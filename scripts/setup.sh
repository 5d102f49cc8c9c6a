#!/bin/sh
# Sets up what auditscap needs: system packages, where they are missing, and a virtual environment.
#
# usage: setup.sh build|develop|vm|consumers
#   build      what `make datastream` and `make scan` need
#   develop    what `make test` and `make check` need on top of it
#   vm         what `make test-vm` needs on top of that (Debian alone)
#   consumers  what `make test-consumers` needs on top of develop: Node, Chromium, and packages in
#              .venv-consumers
#
# AUDITSCAP_NO_SYSTEM=1 forbids the installation of system packages: the missing ones are named.
# PYTHON=... chooses the interpreter (3.11 or newer).
set -eu

mode=${1:?usage: setup.sh build|develop|vm|consumers}
venv=.venv
# What other projects' programs need may not meet what ours need: they have a folder of their own.
consumers=.venv-consumers

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
have() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null 2>&1; }

if have apt-get; then manager=apt
elif have dnf; then manager=dnf
elif have zypper; then manager=zypper
else manager=none
fi

# An interpreter that is new enough, the plain name first.
find_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        have "$python" &&
            "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
            echo "$python" && return
    done
    return 1
}

can_make_venvs() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# Prints the package that brings $1 with this package manager; nothing where there is none.
package() {
    case $manager-$1 in
    apt-python) echo python3 ;;
    apt-venv) echo python3-venv ;;
    apt-oscap) echo openscap-scanner ;;
    apt-schemas) echo openscap-common ;;
    apt-auditctl) echo auditd ;;
    apt-shellcheck) echo shellcheck ;;
    apt-rpmbuild) echo rpm ;;
    *-rpmbuild) echo rpm-build ;;
    apt-qemu-system-x86_64) echo qemu-system-x86 ;;
    apt-qemu-system-aarch64) echo qemu-system-arm ;;
    apt-mke2fs) echo e2fsprogs ;;
    apt-keyring) echo debian-archive-keyring ;;
    apt-node | dnf-node) echo nodejs ;;
    dnf-npm) echo nodejs-npm ;;
    zypper-node) echo nodejs-default ;;
    zypper-npm) echo npm-default ;;
    dnf-python | dnf-venv) echo python3.12 ;;
    dnf-oscap) echo openscap-scanner openscap-engine-sce ;;
    dnf-schemas) echo openscap ;;
    dnf-auditctl) echo audit ;;
    dnf-shellcheck) echo ShellCheck ;;
    dnf-mawk | dnf-busybox | dnf-fish) ;;
    *-chattr) echo e2fsprogs ;;
    *-unshare | dnf-mount | zypper-mount) echo util-linux ;;
    zypper-python | zypper-venv) echo python312 ;;
    zypper-oscap) echo openscap-utils ;;
    zypper-schemas) echo openscap ;;
    zypper-auditctl) echo audit ;;
    zypper-shellcheck) echo ShellCheck ;;
    zypper-mawk) ;;
    *) echo "$1" ;;
    esac
}

missing() {
    if ! python=$(find_python); then
        package python
        package venv
    elif ! can_make_venvs "$python"; then
        package venv
    fi
    have oscap || package oscap
    [ -n "${AUDITSCAP_SCHEMAS:-}" ] || [ -d /usr/share/openscap/schemas/sds/1.3 ] || package schemas
    if [ "$mode" != build ]; then
        for tool in auditctl kmod gawk mawk busybox shellcheck mount unshare strace chattr zsh fish rpmbuild; do
            have "$tool" || package "$tool"
        done
    fi
    if [ "$mode" = consumers ]; then
        for tool in node npm chromium; do
            have "$tool" || package "$tool"
        done
    fi
    if [ "$mode" = vm ]; then
        for tool in mmdebstrap qemu-system-x86_64 qemu-system-aarch64 mke2fs cpio gzip; do
            have "$tool" || package "$tool"
        done
        [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || package keyring
    fi
}

install() {
    root=
    if [ "$(id -u)" != 0 ]; then
        have sudo || stop "not root, and no sudo: install these packages yourself: $*"
        root=sudo
    fi
    say "installing system packages with $manager: $*"
    # gawk would become `awk` in the place of mawk, and change how this system's scripts run.
    before=$(readlink -f /etc/alternatives/awk 2>/dev/null || :)
    case $manager in
    apt)
        $root apt-get update -qq &&
            $root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -qq --no-install-recommends "$@" >/dev/null
        ;;
    dnf) $root dnf install -y -q "$@" ;;
    zypper) $root zypper --non-interactive --quiet install "$@" ;;
    esac || stop "$manager could not install: $*"
    if [ -n "$before" ] && [ "$(readlink -f /etc/alternatives/awk)" != "$before" ]; then
        $root update-alternatives --quiet --set awk "$before"
        say "awk is $before, as before"
    fi
}

[ "$mode" != vm ] || [ "$manager" = apt ] ||
    stop "machines are made with Debian's mmdebstrap: this needs a Debian"

packages=$(missing | tr '\n' ' ')
packages=${packages% }
if [ -n "$packages" ]; then
    [ "${AUDITSCAP_NO_SYSTEM:-}" != 1 ] ||
        stop "AUDITSCAP_NO_SYSTEM=1, and these system packages are missing: $packages"
    [ "$manager" != none ] ||
        stop "neither apt, dnf nor zypper is here; install what these packages bring: $packages"
    # shellcheck disable=SC2086 # a list of words
    install $packages
fi

python=$(find_python) || stop "Python 3.11 or newer is needed"
if ! [ -x $venv/bin/python ]; then
    say "making the virtual environment $venv with $($python --version)"
    "$python" -m venv $venv
fi
if [ "$mode" = build ]; then what=.; else what='.[dev]'; fi
say "installing Python packages into $venv ($mode)"
$venv/bin/python -m pip install --quiet --disable-pip-version-check --editable "$what" ||
    stop "pip could not install the Python packages"

# The programs that read results, in exactly the versions that the tests were written for.
if [ "$mode" = consumers ]; then
    say "installing what reads results into $consumers"
    [ -x $consumers/bin/python ] || "$python" -m venv $consumers
    $consumers/bin/python -m pip install --quiet --disable-pip-version-check \
        --requirement tests/consumers/requirements.txt ||
        stop "pip could not install tests/consumers/requirements.txt"
    mkdir -p $consumers/node
    cp tests/consumers/package.json tests/consumers/package-lock.json $consumers/node
    npm ci --prefix $consumers/node --ignore-scripts --no-audit --no-fund --loglevel=error >&2 ||
        stop "npm could not install tests/consumers/package-lock.json"
fi
say "done"
