pass=${XCCDF_RESULT_PASS:-101}
fail=${XCCDF_RESULT_FAIL:-102}
error=${XCCDF_RESULT_ERROR:-103}
not_applicable=${XCCDF_RESULT_NOT_APPLICABLE:-105}
not_checked=${XCCDF_RESULT_NOT_CHECKED:-106}

# Ends with the result $1 and says $2. Result files are XML: only printable ASCII may reach them.
verdict() {
    printf '%s\n' "$2" | tr -cd '\n -~' | head -c 20000
    exit "$1"
}

# Ends without an answer, with the result $1, and says why. Where there is another check, it decides.
not_asked() {
    verdict "$1" "not asked: $2"
}
