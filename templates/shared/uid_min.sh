# Prints the first auid of a real user: $1 itself where it is a number; for "login.defs" what the
# last UID_MIN line of /etc/login.defs says, read as shadow-utils does (C bases), else 1000.
uid_min() {
    case $1 in
    login.defs) ;;
    '' | *[!0-9]* | ???????????*) return 1 ;;
    *) echo "$1" && return ;;
    esac
    if ! [ -f /etc/login.defs ] || ! [ -r /etc/login.defs ]; then
        echo 1000
        return
    fi
    awk '
    $1 == "UID_MIN" { text = tolower($2); words = NF }
    END {
        gsub(/"/, "", text)
        base = text ~ /^0x/ ? 16 : text ~ /^0/ ? 8 : 10
        digits = base == 16 ? substr(text, 3) : text
        good = words == 2 && digits != ""
        for (value = 0; digits != ""; digits = substr(digits, 2)) {
            place = index("0123456789abcdef", substr(digits, 1, 1)) - 1
            if (place < 0 || place >= base) good = 0
            value = value * base + place
        }
        printf "%.0f\n", good && value < 4294967295 ? value : 1000
    }' /etc/login.defs
}
