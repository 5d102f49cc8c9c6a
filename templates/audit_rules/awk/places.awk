# Places: what a path of a rule stands for on the disk, as the kernel looks it up.
# The twin of generator/audit/places.py.
#
#     place_here[PATH]   PATH with the links of its folders followed, but not its last name, whatever
#                        lies there; absent or empty where its folder is none
#     place_link[PATH]   1 where a symbolic link lies there
#     place_led[PATH]    the folder that PATH is or leads to, without links; absent or empty where it
#                        is no folder
# PATH is one that paths_asked() or ask(plain_path(PATH)) named: no empty name, no dot, and / is not
# asked for. See loading.awk for place_kind.
#
# In brackets some awks read an escaped slash as a slash, some as a backslash or a slash.

function place(path) {
    if (path == "/") return "dir"
    return path in place_kind && place_kind[path] != "" ? place_kind[path] : "missing"
}

# The path without empty names and dots.
function plain_path(path) {
    if (path ~ /^\// && path !~ /\/\/|\/\.\/|\/\.$|.\/$/) return path
    path = "/" path "/"
    while (gsub(/\/\.\//, "/", path)) continue
    gsub(/\/\/+/, "/", path)
    while (gsub(/\/\.\//, "/", path)) continue
    if (path != "/") sub(/\/$/, "", path)
    return path
}

# Why a folder cannot be entered: "" where it can.
function folder_error(path,    kind, here, end) {
    if (place(path) == "dir") return ""
    for (end = 2; end <= length(path) + 1; end++)
        if (end > length(path) || substr(path, end, 1) == "/") {
            here = substr(path, 1, end - 1)
            kind = place(here)
            if (kind != "dir") return error_of(kind)
        }
    return ""
}

function error_of(kind) {
    if (kind == "loop") return "too-many-links"
    return kind == "file" ? "no-folder" : "missing"
}

function above(path) {
    sub("/[^/]*$", "", path)
    return path == "" ? "/" : path
}

# Why the kernel takes no watch on a file: only its folder need be there.
function watch_error(path,    name) {
    name = path
    sub(/\/+$/, "", name)
    sub(/^.*\//, "", name)
    if (name == "" || name == "." || name == "..") return "not-a-name"
    return folder_error(plain_path(above(path)))
}

# Why the kernel takes no watch on a tree: a link is followed only where a slash comes behind it.
function tree_error(path,    plain, error, kind) {
    plain = plain_path(path)
    kind = place(plain)
    if (kind == "dir") return ""
    error = folder_error(above(plain))
    if (error != "") return error
    if (path ~ /\/\.?$/ || kind == "missing") return error_of(kind)
    return ""
}

function join_error(path,    plain, error) {
    plain = plain_path(path)
    error = folder_error(above(plain))
    if (error != "") return error
    return place(plain) ~ /^(dir|file)$/ ? "" : error_of(place(plain))
}

# Where an exe condition leads; empty where no program lies there.
function program_place(path,    plain) {
    plain = plain_path(path)
    return place(plain) ~ /^(dir|file)$/ && !is_link(plain) ? watched_place(path) : ""
}

function is_link(path) {
    return path in place_link && place_link[path] != ""
}

# Where a path condition leads; what is missing may come.
function watched_place(path,    name) {
    name = path
    sub(/^.*\//, "", name)
    if (name == "" || name == "." || name == "..") return ""
    path = plain_path(path)
    return path in place_here ? place_here[path] : ""
}

# The same of a dir condition.
function tree_place(path,    plain) {
    plain = plain_path(path)
    if (plain == "/") return "/"
    if (path ~ /\/\.?\.?$/) return plain in place_led ? place_led[plain] : ""
    return plain in place_here && place(plain) != "missing" ? place_here[plain] : ""
}

# Notes the paths that loading the line may ask about, each with the folders above it; no less
# than needed, perhaps more.
function paths_asked(text,    start) {
    if (!MAX_LINE) load_tables()
    if (!index(text, "/") && !index(text, "q")) return
    for (start = 1; start <= length(text); start += MAX_LINE)
        ask_part(substr(text, start, MAX_LINE))
}

function ask_part(text,    n, comma, one) {
    if (nul != "" && index(text, nul)) text = substr(text, 1, index(text, nul) - 1)
    split_words(text)
    if (!n_words || substr(word[1], 1, 1) == "#") return
    for (n = 1; n <= n_words; n++) {
        one = word[n]
        if (n > 1 && word[n - 1] ~ /^-[a-zA-Z]*q$/) comma = index(one, ",")
        else if (one ~ /^-[a-zA-Z]*q./) { sub(/^-[a-zA-Z]*q/, "", one); comma = index(one, ",") }
        else comma = 0
        if (comma) {
            ask(plain_path(substr(one, 1, comma - 1)))
            ask(plain_path(substr(one, comma + 1)))
        } else if (index(one, "/")) ask(plain_path(substr(one, index(one, "/"))))
    }
}

function ask(path) {
    for (; path != "/" && !(path in is_asked) && length(path) <= MAX_PATH; path = above(path)) {
        is_asked[path] = 1
        asked_path[++n_asked_paths] = path
    }
}
