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
