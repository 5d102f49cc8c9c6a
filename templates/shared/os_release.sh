# Prints a field of /etc/os-release without its quotes.
os_release() {
    sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:blank:]]*\$/\1/p" /etc/os-release 2>/dev/null |
        tail -n 1
}

# Is the field $1 of /etc/os-release $2? With $3, a minor version may follow.
os_release_is() {
    case $(os_release "$1") in
    "$2") ;;
    "$2".*) [ -n "${3-}" ] ;;
    *) false ;;
    esac
}
