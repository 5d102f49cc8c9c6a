# Prints the last argument of the name in a command line: its value behind a colon. Behind a word of
# two dashes arguments are for init.
function last_argument(line, name,    at, word, quoted, sign, found) {
    found = ""
    word = ""
    quoted = 0
    for (at = 1; at <= length(line) + 1; at++) {
        sign = at > length(line) ? " " : substr(line, at, 1)
        if (sign == "\"") quoted = !quoted
        else if (sign !~ /[ \t\n]/ || (quoted && at <= length(line))) word = word sign
        else {
            if (word == "--") break
            if (word ~ "^" name "=") found = ":" substr(word, index(word, "=") + 1)
            word = ""
        }
    }
    return found
}
