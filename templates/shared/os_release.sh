# Prints a field of /etc/os-release without its quotes.
os_release() {
    sed -n "s/^$1=[\"']\{0,1\}\([^\"']*\)[\"']\{0,1\}[[:blank:]]*\$/\1/p" /etc/os-release 2>/dev/null |
        tail -n 1
}
