"""Laws that hold for any rule the strategies below can make."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from generator.audit import (
    ARCHITECTURES,
    NormalForm,
    Rule,
    Watch,
    normal_form,
    parse_line,
    parse_rules,
    render,
    render_source,
)
from generator.audit.syscalls import name_of

X86_64 = ARCHITECTURES[0]
USERS = st.sampled_from(("auid", "uid", "euid", "fsuid", "gid", "obj_uid"))
ORDER = st.sampled_from(("=", "!=", ">=", "<=", ">", "<"))
NUMBERS = st.integers(0, 2**31 - 1)
CALLS = st.sampled_from([name for n in range(400) if (name := name_of(X86_64, n))])
WORDS = (
    "-a",
    "-w",
    "-S",
    "-F",
    "-k",
    "-p",
    "-D",
    "-C",
    "always,exit",
    "/x",
    "open",
    "auid>=1",
    "#",
)
KEYS = st.text("abcXYZ_-0123456789.é,#", min_size=1, max_size=12)
PATHS = st.text("abc.-_", min_size=1, max_size=8).map(lambda name: f"/etc/{name}")
FIELDS = st.one_of(
    st.builds("-F {}{}{}".format, USERS, ORDER, NUMBERS),
    st.sampled_from(("-F auid!=unset", "-F auid!=-1", "-F exit=-EACCES", "-F exit>=-13")),
    st.builds("-F a{}&{:#x}".format, st.integers(0, 3), NUMBERS),
    st.sampled_from(("-C uid!=euid", "-C auid=obj_uid", "-F filetype=file", "-F success=1")),
    st.builds("-F pers={}".format, NUMBERS),
)
ARCH = st.sampled_from(("", "-F arch=b64", "-F arch=b32", "-F arch=x86_64", "-F arch!=b32"))


@st.composite
def call_rules(draw: st.DrawFn) -> str:
    words = [draw(st.sampled_from(("-a always,exit", "-a exit,never", "-A always,exit")))]
    words.append(draw(ARCH))
    calls = draw(st.lists(CALLS, min_size=1, max_size=5))
    i386 = "b32" in words[1] and "!=" not in words[1]
    words.append("-S " + ",".join(["open", "close"] if i386 or "!=" in words[1] else calls))
    words += draw(st.lists(FIELDS, max_size=5))
    words += [f"-k {key}" for key in draw(st.lists(KEYS, min_size=1, max_size=2))]
    return " ".join(word for word in words if word)


@st.composite
def watches(draw: st.DrawFn) -> str:
    perms = draw(st.text("rwxa", min_size=1, max_size=4))
    return f"-w {draw(PATHS)} -p {perms} -k {draw(KEYS)}"


RULES = st.one_of(call_rules(), watches())


def _form(text: str) -> NormalForm:
    parsed = parse_line(text, machine=X86_64, authoring=False)
    assert parsed.problems == ()
    assert isinstance(parsed.line, Rule | Watch)
    return normal_form(parsed.line, X86_64)


@given(call_rules().filter(lambda text: "arch!=" not in text))
def test_what_is_listed_reads_back_as_the_same_rule(text: str) -> None:
    form = _form(text)
    # filetype is listed as a number, which auditctl does not take back.
    if "filetype" not in text:
        assert _form(render(form, X86_64)).unordered == form.unordered


@given(watches())
def test_a_listed_watch_reads_back_as_the_same_watch(text: str) -> None:
    form = _form(text)
    assert _form(render(form, X86_64)) == form


@given(RULES)
def test_the_source_reads_back_as_the_same_rule(text: str) -> None:
    line = parse_line(text, authoring=False).line
    assert line is not None
    assert _form(render_source(line)) == _form(text)


@given(RULES)
def test_rendering_again_changes_nothing(text: str) -> None:
    form = _form(text)
    if "filetype" not in text:
        assert render(_form(render(form, X86_64)), X86_64) == render(form, X86_64)


@given(call_rules(), st.randoms())
def test_the_order_of_fields_changes_no_unordered_form(
    text: str,
    random: "st.random.Random",  # type: ignore[name-defined]
) -> None:
    head, _, tail = text.partition(" -S ")
    calls, *rest = tail.split(" ")
    fields = [" ".join(pair) for pair in zip(rest[::2], rest[1::2], strict=True)]
    conditions = [one for one in fields if not one.startswith("-k")]
    keys = [one for one in fields if one.startswith("-k")]
    random.shuffle(conditions)
    shuffled = " ".join((head, "-S", calls, *conditions, *keys))
    assert _form(shuffled).unordered == _form(text).unordered


@given(st.lists(CALLS, min_size=1, max_size=6), st.data())
def test_grouping_of_calls_changes_no_form_and_no_union(
    calls: list[str], data: st.DataObject
) -> None:
    head, tail = "-a always,exit -F arch=b64 ", " -F auid!=unset -k k"
    together = _form(f"{head}-S {','.join(calls)}{tail}")
    shuffled = data.draw(st.permutations(calls))
    assert _form(head + " ".join(f"-S {name}" for name in shuffled) + tail) == together
    alone = [_form(f"{head}-S {name}{tail}").syscalls for name in calls]
    union = frozenset(itertools.chain.from_iterable(one for one in alone))
    assert union == together.syscalls


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for authoring in (True, False):
        for problem in parse_rules(text, authoring=authoring, require_key=True).problems:
            assert 0 <= problem.span.start <= problem.span.end <= len(text)


@given(st.lists(st.sampled_from(WORDS)))
def test_any_row_of_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for authoring in (True, False):
        parsed = parse_rules(text, authoring=authoring)
        assert parsed.lines or parsed.problems or not words or words[0] == "#"
