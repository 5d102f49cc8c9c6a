"""Regular expressions for lines at which auditctl stops, so that later rules are not loaded.

Each matches only lines that stop it for certain or very likely: see `losses`.
"""

from typing import Final

from generator.kinds.audit_rules.losses import BAD_BACKLOG, BAD_SETTING

_PAIR: Final = r"-[aAdwWkpFCS][ ]*[^ \n]*[^ \\\n]"
_PAIRS: Final = f"(?:{_PAIR}[ ]+)*"
_WITH_LIST: Final = r"-[aA][ ]*[^ \n]+"
_NO_CALLS: Final = "(?:exclude|task|filesystem)"
_NO_FILE: Final = "(?:arch|auid|loginuid|[ef]?s?uid|success|exit|key)"
_NO_FILES: Final = rf"(?:[ ]+-F[ ]*{_NO_FILE}[^ \n]*)*"
_TOO_LARGE: Final = "(?:204[89]|20[5-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3})"
_STOPPING: Final = (
    # a line that begins with no option; augenrules takes letters s before # and - for blanks
    r"(?:[^-#s \t\n]|s[^-#s\n]|\t[\t ]*[^# \t\n])[^\n]*",
    # a word that belongs to no option: a comment behind a rule, blanks around an operator
    rf"(?:{_PAIR}[ ]+)+[^- \n][^\n]*",
    # a TAB within a word
    rf"{_PAIRS}-[aApS][ ]*[^ \t\n]*\t[^\n]*",
    # an option that auditctl lacks, or refuses in a file
    rf"{_PAIRS}-(?:[BEGH-QTUVXYZghjnouxyzR0-9][^\n]*)?",
    # no list, or none of the kernel's
    r"-[SFkpC][^\n]*",
    r"-[aA][ ]*(?:entry,[^ \n]+|[^ \n]+,entry|[^, \n]+|[^ \n]*[A-Z][^ \n]*)(?:[ ][^\n]*)?",
    rf"-[aA][ ]*(?:[a-z]+,{_NO_CALLS}|{_NO_CALLS},[a-z]+)(?:[ ]+{_PAIR})*[ ]+-S[^\n]*",
    # order within a rule
    rf"{_WITH_LIST}(?:[ ]+{_PAIR})*[ ]+-S[ ]*[^ \n]+(?:[ ]+{_PAIR})*[ ]+-F[ ]*arch[^\n]*",
    rf"{_WITH_LIST}(?:[ ]+-F[ ]*{_NO_FILE}[^ \n]*)*[ ]+-[kp][^\n]*",
    # a key, but no system call or file that it could be for
    rf"{_WITH_LIST}{_NO_FILES}[ ]+-F[ ]*key=[^ \n]*{_NO_FILES}[ ]*",
    # an option without its value
    rf"{_PAIRS}-[aAdwWkpFCS][ ]*",
    # values
    rf"{_PAIRS}-F[ ]*[a-zA-Z0-9_]+(?:[ ][^\n]*)?",
    rf"{_PAIRS}-F[ ]*[^a-zA-Z0-9_ \n-][^\n]*",
    rf"{_PAIRS}-k[ ]*[^ \n]*[!<>&]=[^\n]*",
    rf"{_PAIRS}-k[ ]*[^ \n]{{257}}[^\n]*",
    rf"{_PAIRS}(?:-w[ ]*|-F[ ]*(?:path|dir|exe)!?=)[^/ \n][^\n]*",
    rf"{_PAIRS}(?:-w[ ]*|-F[ ]*path=)[^ \n]*/\.\.?(?:[ ][^\n]*)?",
    rf"{_WITH_LIST}(?:[ ]+{_PAIR})*[ ]+-S[ ]*(?:[^ \n]*,)?{_TOO_LARGE}(?:[, ][^\n]*)?",
    r"-D[ ]+-k(?:[ ]*|[^ \n][^\n]*|[ ]+[^ \n]+[ ]+[^ \n][^\n]*)",
    r"--backlog_wait_time[ ]+(?:[0-9]{7,}|[2-9][0-9]{5}|1[6-9][0-9]{4}|15[0-9]{3}[1-9])[ ]*",
    # more than auditctl's buffer holds
    r"[^#\n][^\n]{6143}[^\n]*",
)
STOPS: Final = "|".join(_STOPPING)
STOPS_BEFORE_LOCK: Final = "|".join(
    (*_STOPPING, r"[^\n]{6144}[^\n]*", BAD_SETTING, BAD_BACKLOG, r"\t[^\n]*")
)
"""In audit.rules settings stand where they take effect, and comments are read like other lines."""
STOPS_COMPILED: Final = rf"{STOPS_BEFORE_LOCK}|-e[ ]*2"
"""Behind the lock every rule is refused."""

LEFT_BY_MAWK: Final = r"\t[\t ]*#[^\n]*|[ ]+-e[ ]*2[ ]*"
"""Match what augenrules moves or strips, but not with mawk: then loading stops there."""

GOES_ON: Final = r"(?:[^# \n][^\n]*[ ]+)?-(?:c|i|ci)(?:[ \r][^\n]*)?"
"""Match a line with -c or -i: lines that fail no longer stop loading."""

_NAME: Final = r"[^/ \n]+"
_FOLDER: Final = (
    rf"/(?:usr/{_NAME}/{_NAME}|var/[^/r \n][^/ \n]*/{_NAME}"
    rf"|(?:bin|boot|home|opt|root|sbin|srv)/{_NAME}|[^bdehmoprstuv/ \n][^/ \n]*)(?:/{_NAME})*"
)
"""Match a folder outside /etc that a system may lack: others all have, or make anew at boot."""
_TREE: Final = (
    rf"/(?:var/[^/r \n][^/ \n]*/{_NAME}|(?:home|opt|srv)/{_NAME}|[^bdehmoprstuv/ \n][^/ \n]*)"
    rf"(?:/{_NAME})*"
)
"""The same for dir=, which may also name a single file, as in /usr/bin."""
_UP_TO: Final = r"^(?:[\s\S]*?\n)??[ ]*(?:-[^\n]*[ ])?"
WATCHED: Final = rf"{_UP_TO}(?:-w[ ]*|-F[ ]*(?:path|exe)!?=)({_FOLDER})/+[^/ \n]+/*(?:[ \n]|$)"
"""Match a text up to a rule of a file; the group captures its folder, which must be there."""
WATCHED_BELOW: Final = rf"{_UP_TO}-F[ ]*dir=({_TREE})/*(?:[ \n]|$)"
"""Match a text up to a rule of all files below a folder, which the group captures."""
NAMING: Final = (
    r"^(?:[\s\S]*?\n)??[ ]*(-(?:[^\n]*[ ]-)?(?:(?:w[ ]*|F[ ]*(?:path|exe)!?=)(?:",
    r")/+[^/ \n][^ \n]*|F[ ]*dir=(?:",
    r")(?:/[^ \n]*)?)(?:[ ][^\n]*)?)(?:\n|$)",
)
"""The parts of a pattern for texts up to a rule of a file below folders, or of folders (dir=)."""
