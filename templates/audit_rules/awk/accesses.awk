# Accesses to what lies at a path: which calls make them, in ways that rules tell apart.
# The twin of generator/audit/accesses.py and of scenes.py.

# Why no rule could name what an access event is about: empty where one can.
function absence(e,    error) {
    if (e_lies[e] == "dir") error = tree_error(e_path[e])
    else error = e_path[e] == "/" ? "" : watch_error(e_path[e])
    return error == "" ? "" : phrase[error]
}

function add_accesses(e,    at, letter) {
    scene_path = e_path[e]
    if (e_lies[e] == "dir") scene_path = tree_place(e_path[e])
    else if (scene_path != "/") scene_path = watched_place(e_path[e])
    scene_whole = e_lies[e] != "path" && is_folder(e_path[e])
    scene_asked = 0
    for (at = 1; at <= 3; at++) {
        letter = substr("war", at, 1)
        if (!index(e_access[e], letter)) continue
        scene_asked += access_bit[letter]
        add_letter(machine_elf, machine_word, letter)
    }
    if (companion_elf == "") return
    for (at = 1; at <= 3; at++) {
        letter = substr("war", at, 1)
        if (index(e_access[e], letter)) add_letter(companion_elf, "b32", letter)
    }
}

# Does a folder lie there, not a link to one?
function is_folder(path,    plain) {
    plain = plain_path(path)
    return place(plain) == "dir" && (path ~ /\/\.?$/ || !is_link(plain))
}

function add_letter(elf, word, letter,    kind, count, i, below) {
    count = split(access_kinds(word, letter), kind, " ")
    for (i = 1; i < count; i += 2)
        for (below = 0; below <= scene_whole; below++) {
            scene_elf[++n_scenes] = elf + 0
            scene_call[n_scenes] = kind[i]
            scene_rules[n_scenes] = ""
            scene_times[n_scenes] = 1
            scene_access[n_scenes] = access_bit[letter]
            scene_opens[n_scenes] = kind[i + 1]
            scene_below[n_scenes] = below
        }
}

# The calls of a letter, those that rules tell apart: the number of each, and 1 where it opens.
function access_kinds(word, letter,    name, count, i, call, kind, found, text) {
    if ((word, letter) in kept_kinds) return kept_kinds[word, letter]
    text = ""
    split("", found)
    count = split(access_calls[letter], name, " ")
    for (i = 1; i <= count; i++) {
        if (!((word, name[i]) in call_number)) continue
        call = call_number[word, name[i]]
        kind = (name[i] in is_opening) rules_at(call)
        if (call == "" || kind in found) continue
        found[kind] = 1
        text = text call " " (name[i] in is_opening) " "
    }
    kept_kinds[word, letter] = text
    return text
}

# What perm takes a call for: scene_does by its number, scene_may by its flags.
function know_sort(call, word,    name, count, at, i, letter) {
    if (word == machine_word ? call == machine_execve || call == machine_execveat : call == companion_execve || call == companion_execveat)
        scene_does = 1
    if (is_call(word, "socketcall", call)) scene_may = access_bit["w"]
    for (at = 1; at <= 3; at++) {
        letter = substr("war", at, 1)
        count = split(access_calls[letter], name, " ")
        for (i = 1; i <= count; i++) {
            if (!is_call(word, name[i], call)) continue
            if (name[i] in is_opening) scene_may += access_bit[letter]
            else scene_does += access_bit[letter]
        }
    }
}

function is_call(word, name, call) {
    return (word, name) in call_number && call_number[word, name] + 0 == call + 0
}
