# Merging: what this system loads, line by line with its origin, in the order of loading.
# The twin of generator/audit/merging.py; it runs in the awk that augenrules runs in, and has the
# same regular expressions, since what \s means depends on that awk.
#
# Arguments: the names of files. Input: lines that "auditctl -l" printed and one with a dot, rules
# whose paths matter too and one with a dot, the sizes of the files in one line, then the bytes of
# the files, NUL and 255 written as 255 and 254.
#     merges    1: as augenrules merges a folder; 0: one file as it is
#     cuts      1: augenrules of version 4, which cuts a CR off each line
#     letter    what stands before the lines to load: L
# Output: the paths that the lines may be about and an empty line; the lines of the listing behind
# an R; those to load behind the letter, each as ORIGIN TAB TEXT; behind a ! what went wrong.

BEGIN {
    nul = "\377"
    merge_parts = length(sprintf("%c", 0)) == 0
    n_files = ARGC - 1
    for (merge_file = 1; merge_file <= n_files; merge_file++) {
        file_name[merge_file] = ARGV[merge_file]
        sub(/^.*\//, "", file_name[merge_file])
        gsub(/\t/, "?", file_name[merge_file])
        ARGV[merge_file] = ""
    }
    ARGC = 1
    merge_file = merge_from = merge_end = 0
}

!listing_ended {
    if ($0 == ".") listing_ended = 1
    else if ($0 != "") { listing[++n_listed] = $0; ask_listed($0) }
    next
}

!rules_ended {
    if ($0 == ".") rules_ended = 1
    else paths_asked($0)
    next
}

!sizes_read {
    sizes_read = split($0, file_size, " ") + 1
    next
}

{ merge_line($0, merge_origin()); merge_from += length($0) + 1 }

# A file that does not end in LF goes on in the first line of the next one.
function merge_origin() {
    while (merge_file < n_files && merge_from >= merge_end) {
        merge_at = merge_from == merge_end ? 0 : 1
        merge_end += file_size[++merge_file]
    }
    return file_name[merge_file] ":" ++merge_at
}

# To an awk whose texts end at NUL, a line does too, and what follows is another line.
function merge_line(text, origin,    part, count, i) {
    if (!merges) { add_line(text, origin); return }
    if (!merge_parts || !index(text, nul)) { hoist_line(text, origin); return }
    count = split(text, part, nul)
    for (i = 1; i <= count; i++) hoist_line(part[i], origin)
}

function hoist_line(text, origin) {
    if (cuts) sub(/\r$/, "", text)
    if (length(text) < 1 || match(text, "^\\s*#")) return
    if (match(text, "^\\s*-e")) hoisted["e"] = origin "\t" text
    else if (match(text, "^\\s*-D\\s*$")) hoisted["D"] = origin "\t" text
    else if (match(text, "^\\s*-f")) hoisted["f"] = origin "\t" text
    else if (match(text, "^\\s*-b")) hoisted["b"] = origin "\t" text
    else add_line(text, origin)
}

function add_line(text, origin) {
    to_load[++n_to_load] = origin "\t" text
    paths_asked(text)
}

# The paths of a line that auditctl printed: blanks in them are as they are.
function ask_listed(text,    n, count, part) {
    if (!MAX_LINE) load_tables()
    gsub(/ -[FSC] /, "\n", text)
    sub(/ -p [rwxa]*( -k .*)?$/, "", text)
    count = split(text, part, "\n")
    for (n = 1; n <= count; n++) {
        if (!index(part[n], "/")) continue
        text = substr(part[n], index(part[n], "/"))
        ask(plain_path(text))
        if (sub(/ -k .*$/, "", text)) ask(plain_path(text))
    }
}

function print_hoisted(option) {
    if (option in hoisted) print letter hoisted[option]
}

END {
    for (i = 1; i <= n_asked_paths; i++) print asked_path[i]
    print ""
    for (i = 1; i <= n_listed; i++) print "R" listing[i]
    print_hoisted("D")
    print_hoisted("b")
    print_hoisted("f")
    for (i = 1; i <= n_to_load; i++) print letter to_load[i]
    print_hoisted("e")
    # The last line may have begun in a file before the last one.
    while (merge_file < n_files) merge_end += file_size[++merge_file]
    if (merge_from < merge_end || merge_from > merge_end + 1) print "!the rule files changed while they were read"
}
