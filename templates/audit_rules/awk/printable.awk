# Printable words: evidence has no byte that is not ASCII and printable.
# The twin of evidence() in generator/audit/evidence.py.

# Put ? in the place of every character that is not printable ASCII; a sequence of UTF-8 is one.
function printable_ascii(text,    at, one, clean, piece) {
    if (text !~ /[^ -~]/) return text
    clean = piece = ""
    for (at = 1; at <= length(text); at += length(one)) {
        one = substr(text, at, utf8_length(text, at))
        piece = piece (one ~ /^[ -~]$/ ? one : "?")
        if (length(piece) > 1000) { clean = clean piece; piece = "" }
    }
    return clean piece
}

function utf8_length(text, at,    first, second, low, high, more, k) {
    first = byte_at(text, at)
    if (first < 194 || first > 244) return 1
    low = first == 224 ? 160 : first == 240 ? 144 : 128
    high = first == 237 ? 159 : first == 244 ? 143 : 191
    second = byte_at(text, at + 1)
    if (second < low || second > high) return 1
    more = first < 224 ? 0 : first < 240 ? 1 : 2
    for (k = 1; k <= more; k++)
        if (byte_at(text, at + 1 + k) < 128 || byte_at(text, at + 1 + k) > 191) return 1
    return 2 + more
}

# The number of a byte from 128 on, 0 for others.
function byte_at(text, at,    one) {
    if (!bytes_known) {
        for (one = 128; one < 256; one++) byte_number[sprintf("%c", one)] = one
        bytes_known = 1
    }
    one = substr(text, at, 1)
    return one in byte_number ? byte_number[one] : 0
}
