# Prints the set-user-id and set-group-id programs of this system, sorted, one on a line: those on
# local file systems that are mounted neither nosuid nor noexec. Of several names of one file the
# first counts. Where a name has a line break or another control character, it prints that last, with
# ? for them, and fails: no path has two slashes in a row, so that what ends in them is a whole name.
privileged_programs() {
    local_folders | while IFS= read -r folder; do
        find "$folder" -xdev -type f \( -perm -4000 -o -perm -2000 \) -exec stat -c '%d:%i %n//' -- {} + 2>/dev/null
    done | sort -k 2 | awk '
        !/^[0-9]+:[0-9]+ \/.*[^\/]\/\/$/ || /[\001-\037\177]/ {
            bad = sub(/^[0-9]+:[0-9]+ /, "") || !bad ? $0 : bad
            next
        }
        !seen[$1]++ { print substr($0, index($0, " ") + 1, length($0) - index($0, " ") - 2) }
        END {
            if (!bad) exit
            if (!sub(/\/\/$/, "", bad)) bad = bad "?"
            gsub(/[^ -~]/, "?", bad)
            print bad
            exit 1
        }'
}

# Where local file systems are mounted: those that need a device, and what a container or an image
# has in its place.
local_folders() {
    awk '
        FILENAME == "/proc/filesystems" { if ($1 == "nodev") has_none[$2] = 1; next }
        has_none[$3] && $3 != "overlay" && $3 != "zfs" { next }
        ("," $4 ",") ~ /,(nosuid|noexec),/ { next }
        { print $2 }' /proc/filesystems /proc/self/mounts |
        sed 's/\\\([0-7][0-7][0-7]\)/\\0\1/g' | while IFS= read -r folder; do
            printf '%b\n' "$folder"
        done
}

# Prints the lines $1 once for each program of the list $2, in the place of ${PROGRAM}; as auditctl
# reads words where $3 is escaped.
for_each_program() {
    printf '%s\n' "$2" | TEXT=$1 awk -v how="$3" '
        BEGIN { count = split(ENVIRON["TEXT"], line, "\n") }
        {
            if (how == "escaped") gsub(/[\\ ]/, "\\\\&")
            for (n = 1; n <= count; n++) {
                text = line[n]
                out = ""
                while (at = index(text, "${PROGRAM}")) {
                    out = out substr(text, 1, at - 1) $0
                    text = substr(text, at + 10)
                }
                print out text
            }
        }'
}
