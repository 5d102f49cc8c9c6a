# Words: a line is split at blanks alone, as auditctl splits it.
# The twin of generator/audit/words.py.

# Splits at blanks alone; there is room for one word in three bytes.
function split_words(text,    room) {
    room = int(length(text) / 3) + 1
    if (index(text, "\\")) split_escaped(text)
    else {
        if (text ~ /^ /) sub(/^ +/, "", text)
        if (text ~ / $/) sub(/ +$/, "", text)
        n_words = split(text, word, / +/)
    }
    if (text ~ /[\004\007]/ || index(text, "\\")) unmark_words()
    if (n_words > room) n_words = room
}

# Marks an escaped blank with two BELs and an escaped backslash with two EOTs, as auditctl does.
function split_escaped(text,    here, next_one, one, within, count) {
    n_words = within = 0
    split("", word)
    count = length(text)
    for (here = 1; here <= count; here++) {
        one = substr(text, here, 1)
        if (one == " ") { within = 0; continue }
        if (!within) { within = 1; n_words++ }
        if (one == "\\") {
            next_one = substr(text, here + 1, 1)
            if (next_one == " ") { one = "\007\007"; here++ }
            else if (next_one == "\\") { one = "\004\004"; here++ }
        }
        word[n_words] = word[n_words] one
    }
}

# Takes the marks out of all words but the first; a mark takes the byte behind it along.
function unmark_words(    n, here, one, plain, count) {
    for (n = 2; n <= n_words; n++) if (word[n] ~ /[\004\007]/) {
        plain = ""
        count = length(word[n])
        for (here = 1; here <= count; here++) {
            one = substr(word[n], here, 1)
            if (one == "\007") { one = " "; here++ }
            else if (one == "\004") { one = "\\"; here++ }
            plain = plain one
        }
        word[n] = plain
    }
}
