"""Codes: every kind of problem the generator can report, in one table, each with one name."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One kind of problem: its number for searching, its name for reading, what it means."""

    id: str
    name: str
    meaning: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return self.id


_READING = """
E101 missing-file          A file or folder that is needed does not exist.
E102 not-a-file            There is a folder or a device where a file is expected.
E103 unreadable-file       The system does not let the file be read.
E104 file-too-large        The file is larger than any sensible control (1 MiB).
E105 empty-file            The file holds nothing but blanks and comments.
E106 byte-order-mark       The file starts with a byte order mark.
E107 not-utf8              The file holds bytes that are not UTF-8.
E108 control-character     The text holds a character that XML or a terminal cannot carry.
E109 tab-indentation       A TAB is used for indentation, which YAML forbids.
E110 carriage-return       The file has Windows line ends.
E111 yaml-syntax           The text is not YAML.
E112 duplicate-key         A mapping gives one key twice.
E113 alias                 A YAML anchor or alias is used.
E114 merge-key             The YAML merge key << is used.
E115 explicit-tag          A YAML tag such as !!str is used.
E116 key-not-text          The key of a mapping is not text.
E117 several-documents     The file holds more than one YAML document.
E118 nested-too-deep       Lists and mappings are nested deeper than any control needs.
E119 stray-file            A file or folder lies where controls are kept but would never be read.
E120 no-files              A folder that must hold YAML files holds none.
"""

_SCHEMA = """
E201 unknown-key           A mapping has a key that means nothing there.
E202 missing-key           A mapping lacks a key it must have.
E203 wrong-type            A value is a list, mapping, text, number or boolean where another is due.
E204 unknown-value         A value is none of the words allowed there.
E205 unknown-check-kind    No check kind has this name.
E206 malformed-value       A text does not have the form it must have.
E207 too-few-items         A list or mapping that must hold something is empty.
E208 empty-text            A text that must say something is empty or blank.
E209 duplicate-item        A list holds one item twice.
E210 schema-violation      A value breaks the schema in a way that has no words of its own.
"""

_MEANING = """
E301 id-differs-from-file  The id is not the name of the file.
E302 duplicate-id          Two files give one id.
E303 unknown-product       No product has this id.
E304 unknown-framework     The product declares no framework of this name.
E305 unknown-rule          No control makes a rule of this id.
E306 unknown-variable      A profile refines a Value that no check has.
E307 bad-date              The text is not a date of the calendar.
E308 unknown-profile       No profile has this id.
E309 rule-not-for-product  The rule exists, but not for a product of this profile.
E310 unknown-choice        A profile gives a Value a text that it does not accept.
E311 unsupported-markdown  The Markdown uses something that the output cannot carry.
E312 unsupported-check     The check cannot be expressed for this product.
E313 duplicate-check       A control has two checks of one kind.
E314 rule-without-control-key  A rule lacks the key that its check names.
E315 product-without-rules A product has no rules, since no control applies to it.
E316 product-without-profile  A product has no profile, so no scanner could be told what to scan.
E317 circular-product      Products extend each other in a circle.
E318 bad-check-digit       The last digit of a CCE is not the one that follows from the others.
E319 change-without-check  A product changes a check that the control does not have.
E320 unknown-path          The product has no path of this name.
E321 unknown-control       No control of audit rules has this id.
"""

_AUDIT = """
E401 arch-after-syscall    Arch must come before -S, whose names are looked up in its table.
E402 backslash             A line cannot be continued.
E403 bad-arch              arch has a value that names no machine.
E404 bad-comparison        -C compares fields the kernel cannot compare.
E405 bad-errno             exit has a value that is neither number nor errno name.
E406 bad-file-type         filetype has a value that names no file type.
E407 bad-message-type      msgtype has a value that names no record type.
E408 bad-number            A number is expected.
E409 bad-operator          The field does not take this operator.
E410 bad-path              The path is not one the kernel can watch.
E411 bad-permission        Permissions are one to four of the letters r, w, x, a.
E412 bad-setting           A control option has a value that auditctl refuses.
E413 bad-user              The value can be no user and no group.
E414 comment-after-rule    A comment must have a line of its own.
E415 duplicate-rule        The kernel takes the same rule only once; loading stops here.
E416 empty-syscall         -S has an empty word in its list.
E417 field-before-list     -a, -A or -d must come before fields.
E418 field-not-in-list     The field means nothing on this list.
E419 field-twice           The kernel takes the field only once in a rule.
E420 key-before-syscall    A key must come behind a syscall, path, exe or perm.
E421 key-too-long          The keys of a rule, with one byte between them, have at most 256 bytes.
E422 line-too-long         auditctl breaks lines of more than 6143 bytes.
E423 list-twice            A line adds or removes one rule only.
E424 misplaced-placeholder Placeholders stand in field values only.
E425 missing-argument      The option needs an argument.
E426 missing-list          The line has rule options, but no -a, -A, -d or -w.
E427 missing-value         Field, operator and value must all be there, without blanks.
E428 no-key                The rule has no key.
E429 not-a-rule            The line is no rule.
E430 not-an-event          What the rule asks cannot be said as a required event.
E431 options-together      These options cannot stand on one line.
E432 perm-before-path      -p must come behind a watch or a field.
E433 quote                 auditctl knows no quotes.
E434 stray-word            The word belongs to no option.
E435 syscall-not-in-list   Rules on this list cannot have syscalls.
E436 tab                   Words are separated by blanks only.
E437 too-many-fields       A rule has at most 63 fields, the key among them.
E438 unclosed-placeholder  A placeholder has no closing brace.
E439 unknown-action        The action is always or never.
E440 unknown-field         No such field.
E441 unknown-list          No such list.
E442 unknown-option        No such option.
E443 unknown-placeholder   No such placeholder.
E444 unknown-syscall       No such system call.
"""

_BUILD = """
E501 folder-not-writable   The output cannot be written.
E502 oscap-missing         The oscap program is not installed.
E503 oscap-too-old         The oscap program is older than the oldest that can do this.
E504 schemas-missing       The SCAP schemas are not installed.
E505 not-schema-valid      The XML made does not follow its XSD.
E506 schematron-failed     The XML made breaks a schematron rule.
E507 oscap-refused         oscap does not accept the output.
E508 dangling-reference    The output names an id that it does not define.
E509 broken-script         A script made has a syntax error.
E510 released-id-lost      An id that was released is gone, or means something else now.
E511 bad-released-list     A list of released ids cannot be read.
"""


def _table() -> dict[str, Code]:
    rows = (_READING + _SCHEMA + _MEANING + _AUDIT + _BUILD).split("\n")
    cells = (row.split(maxsplit=2) for row in rows if row)
    return {name: Code(id=id_, name=name, meaning=meaning) for id_, name, meaning in cells}


_BY_NAME = _table()
CODES: tuple[Code, ...] = tuple(_BY_NAME.values())
_BY_ID = {code.id: code for code in CODES}


def code(word: str) -> Code:
    """Give the code with this name (`unknown-key`) or id (`E201`).

    Raises KeyError for any other word: that is a bug of ours.
    """
    return _BY_NAME.get(word) or _BY_ID[word]
