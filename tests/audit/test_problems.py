from pathlib import Path

import pytest
import yaml

from generator.audit import PROBLEM_MEANINGS, ParsedRules, architecture, parse_rules

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "problems.yml").read_text("utf-8"))


def _found(text: str, parsed: ParsedRules) -> list[list[str | None]]:
    return [[one.code, text[one.span.start : one.span.end], one.hint] for one in parsed.problems]


def test_each_problem_is_named_with_its_word_and_hint(problem_case: dict[str, object]) -> None:
    text = str(problem_case["text"])
    assert _found(text, parse_rules(text, require_key=True)) == problem_case["problems"]


@pytest.fixture(params=CASES, ids=[repr(case["text"])[:60] for case in CASES])
def problem_case(request: pytest.FixtureRequest) -> dict[str, object]:
    case: dict[str, object] = request.param
    return case


def test_all_problems_of_a_text_come_in_the_order_of_their_places() -> None:
    text = "-w a -p q -k k\n-a x,y\n-S nosuch"
    places = [one.span.start for one in parse_rules(text).problems]
    assert places == sorted(places)
    assert len(places) > 4


def test_keys_may_have_256_bytes_together() -> None:
    rule = "-w /etc/a -p w -k " + "a" * 128 + " -k "
    assert parse_rules(rule + "b" * 127).problems == ()
    assert [one.code for one in parse_rules(rule + "b" * 128).problems] == ["key-too-long"]
    assert [one.code for one in parse_rules(rule + "é" * 64).problems] == ["key-too-long"]


def test_a_rule_may_have_63_fields_and_its_key_is_one() -> None:
    rule = "-a always,exit -F arch=b64 -S open" + " -F a0=1" * 61 + " -k a"
    assert parse_rules(rule).problems == ()
    longer = rule.replace(" -k", " -F a0=1 -k")
    assert [one.code for one in parse_rules(longer).problems] == ["too-many-fields"]


def test_a_line_of_more_than_6143_bytes_is_refused() -> None:
    head = "-a always,exit -F arch=b64 -S "
    longest = head + ",".join(["open"] * 1222) + "x"
    text = (head + "open," * 2000)[:6139] + " -k a"
    assert len(longest) < 6143
    assert "line-too-long" in [one.code for one in parse_rules(text).problems]


def test_a_call_the_machine_lacks_is_unknown_when_the_machine_is_given() -> None:
    x86_64 = architecture("x86_64")
    parsed = parse_rules("-a always,exit -F arch=b64 -S pread64 -k k", machine=x86_64)
    assert [one.hint for one in parsed.problems] == ["did you mean 'pread'?"]
    aarch64 = architecture("aarch64")
    parsed = parse_rules("-a always,exit -F arch=b64 -S create_module -k k", machine=aarch64)
    (problem,) = parsed.problems
    assert problem.message == "unknown system call 'create_module' on aarch64"
    assert problem.hint == "leave it out of this rule"


def test_b32_is_unknown_on_a_machine_without_32_bit_programs() -> None:
    ppc64le = architecture("ppc64le")
    parsed = parse_rules("-a always,exit -F arch=b32 -S open -k k", machine=ppc64le)
    assert [one.code for one in parsed.problems] == ["bad-arch"]


def test_a_refused_line_is_no_rule_and_the_others_stay() -> None:
    parsed = parse_rules("-w /aa -p w -k k\n-w bb -p w -k k\n-w /cc -p w -k k")
    assert len(parsed.rules) == 2
    assert len(parsed.problems) == 1


def test_a_rule_with_a_mere_warning_stays() -> None:
    assert len(parse_rules("-w /a/*.b -p w -k k").rules) == 1


def test_every_code_that_cases_name_has_a_meaning() -> None:
    codes = {code for case in CASES for code, _, _ in case["problems"]}
    assert codes <= set(PROBLEM_MEANINGS)


def test_messages_are_lower_case_without_full_stop() -> None:
    for case in CASES:
        for one in parse_rules(case["text"], require_key=True).problems:
            assert not one.message.endswith(".")
            assert one.message[0].islower() or one.message[0] in "'\"-"
            assert one.message.startswith("-S") or "\n" not in one.message
