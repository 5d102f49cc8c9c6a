# Options, one by one, as getopt_long(3) gives them: what stands before a bad one takes effect.
# The twin of generator/audit/getopt.py and commands.py.

function obey() {
    refused = bad_option = words_read = strays = within_word = 0
    message = over = ""
    said_words = n_words
    begin_rule()
    while (words_read < n_words && !bad_option && !refused && over == "") next_option()
    if (refused) return
    if (bad_option) { refuse("bad-option"); return }
    if (over != "line") check_left_over()
    if (!refused && over == "") finish_rule()
}

function next_option(    text) {
    text = word[words_read + 1]
    if (within_word) short_option(text)
    else if (text == "--") {
        strays += n_words - ++words_read
        words_read = n_words
    } else if (substr(text, 1, 1) != "-" || text == "-") { words_read++; strays++ }
    else if (substr(text, 1, 2) == "--") { words_read++; long_option(text) }
    else { within_word = 1; short_option(text) }
}

function short_option(text,    letter, rest) {
    letter = substr(text, within_word + 1, 1)
    rest = substr(text, within_word + 2)
    within_word++
    if (index(VALUED_OPTIONS, letter) || rest == "") { words_read++; within_word = 0 }
    if (index(PLAIN_OPTIONS, letter)) take_option("-" letter, "")
    else if (!index(VALUED_OPTIONS, letter)) bad_option = 1
    else if (rest != "") take_option("-" letter, rest)
    else take_next("-" letter)
}

function take_next(name) {
    if (words_read >= n_words) { bad_option = 1; return }
    words_read++
    take_option(name, word[words_read])
}

function long_option(text,    equals, written, name, found, count) {
    equals = index(text, "=")
    written = equals ? substr(text, 1, equals - 1) : text
    for (name in long_valued) if (index(name, written) == 1) { found = name; count++ }
    if (written in long_valued) { found = written; count = 1 }
    if (count != 1 || (equals && !long_valued[found])) bad_option = 1
    else if (long_valued[found] && !equals) take_next(found)
    else take_option(found, equals ? substr(text, equals + 1) : "")
}

# Words without an option are moved to the end only where all options are read.
function check_left_over(    count) {
    count = over == "" ? n_words - strays : words_read
    if (count == 0) refuse_with("")
    else if (count < n_words) refuse("stray-word")
}

function take_option(name, value) {
    if (name == "-F") take_field(value)
    else if (name == "-S") take_calls(value)
    else if (name == "-k") take_key(value, 0)
    else if (name == "-a" || name == "-A" || name == "-d") take_action(name, value)
    else if (name == "-w" || name == "-W") take_path(name, value)
    else if (name == "-p") take_perms(value)
    else if (name == "-C") take_comparison(value)
    else if (name == "-e") take_enabled(value)
    else if (name == "-f") take_failure(value)
    else if (name == "-b") take_number("Backlog", value)
    else if (name == "-r") take_number("Rate", value)
    else if (name == "--backlog_wait_time") take_number("Backlog_wait_time", value)
    else if (name == "-c") { go_on(); tells = 1 }
    else if (name == "-i") go_on()
    else if (name == "-D") take_delete_all()
    else if (name == "-l" || name == "-s") take_question(name)
    else if (name == "-m") take_message()
    else if (name == "-q") take_join(value)
    else if (name == "-h") refuse_with("")
    else if (name == "-R") refuse_with("Error - nested rule files not supported")
    else over = name == "-v" ? "reading" : "line"
}

function go_on() {
    if (!goes_on && !met_rule) spared_origin = line_origin
    goes_on = 1
    over = "reading"
}

# The first reason counts.
function refuse(code) { refuse_with(phrase[code]) }

function refuse_with(text) {
    if (refused) return
    refused = 1
    message = text
}
