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
{% include "shared/uid_min.awk" %}
BEGIN { print uid_min_of(file) }'
}
