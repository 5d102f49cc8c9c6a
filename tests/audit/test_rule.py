from generator.audit import Control, Rule, Watch, parse_line, parse_rules, render_source

MODULES = (
    "-a exit,always -F arch=b64 -S init_module -S finit_module "
    "-F auid>=${UID_MIN} -F loginuid!=unset -F key=a -k b"
)


def _rule(text: str) -> Rule:
    line = parse_line(text).line
    assert isinstance(line, Rule)
    return line


def test_a_rule_shows_its_parts() -> None:
    rule = _rule(MODULES)
    assert (rule.operation, rule.action, rule.list) == ("append", "always", "exit")
    assert rule.arch is not None
    assert rule.arch.value == "b64"
    assert [call.name for call in rule.syscalls] == ["init_module", "finit_module"]
    assert rule.keys == ("a", "b")
    assert [one.text for one in rule.other_fields] == ["auid>=${UID_MIN}", "loginuid!=unset"]
    assert [one.name for one in rule.other_fields] == ["auid", "auid"]
    assert not rule.prepend
    assert _rule(MODULES.replace("-a", "-A")).prepend


def test_spans_cover_the_parts_in_the_text() -> None:
    text = "# first\n\n" + MODULES + "\n"
    (rule,) = parse_rules(text).rules
    assert isinstance(rule, Rule)

    def cut(part: object) -> str:
        return text[part.start : part.end]  # type: ignore[attr-defined]  # a Span

    assert cut(rule.span) == MODULES
    assert cut(rule.list_span) == "exit,always"
    assert [cut(call.span) for call in rule.syscalls] == ["init_module", "finit_module"]
    assert [cut(key.span) for key in rule.key_words] == ["a", "b"]
    field = rule.other_fields[1]
    assert [cut(field.name_span), cut(field.op_span), cut(field.value_span)] == [
        "loginuid",
        "!=",
        "unset",
    ]


def test_values_fill_placeholders() -> None:
    rule = _rule(MODULES).with_values({"UID_MIN": "1000"})
    assert rule.other_fields[0].value == "1000"
    assert _rule(MODULES).with_values({}) == _rule(MODULES)


def test_a_watch_shows_its_parts() -> None:
    watch = parse_line("-w /etc/a\\ b -p wa -k x").line
    assert isinstance(watch, Watch)
    assert (watch.path, watch.perms, watch.keys) == ("/etc/a b", "wa", ("x",))
    assert render_source(watch) == "-w /etc/a\\ b -p wa -k x"


def test_controls_show_their_settings() -> None:
    parsed = parse_rules("-D\n-D -k x\n-b 8192\n-f 1\n-c\n--backlog_wait_time 60000\n-e 2\n")
    assert parsed.problems == ()
    controls = [line for line in parsed.lines if isinstance(line, Control)]
    values = [(one.option, one.value) for line in controls for one in line.settings]
    assert values == [
        ("-D", None),
        ("-D", "x"),
        ("-b", "8192"),
        ("-f", "1"),
        ("-c", None),
        ("--backlog_wait_time", "60000"),
        ("-e", "2"),
    ]
    assert [render_source(line) for line in controls][1] == "-D -k x"
    assert controls[2].value("-b") == "8192"
    assert not controls[2].has("-D")


def test_the_source_of_a_rule_has_single_blanks_and_one_list_of_calls() -> None:
    rule = _rule("  -a  always,exit   -F arch=b64 -S a,b".replace("a,b", "open,close") + " -Fuid=0")
    assert render_source(rule) == "-a always,exit -F arch=b64 -S open,close -F uid=0"


def test_the_source_keeps_words_as_written() -> None:
    text = (
        "-a always,exit -F arch=b64 -S init_module,finit_module "
        "-F auid>=${UID_MIN} -F auid!=unset -k kernel_modules"
    )
    assert render_source(_rule(text)) == text


def test_without_authoring_placeholders_and_tabs_are_plain_text() -> None:
    parsed = parse_line("-w /etc/a -p w -k a\tb${X", authoring=False)
    assert parsed.problems == ()
    assert isinstance(parsed.line, Watch)
    assert parsed.line.keys == ("a\tb${X",)
