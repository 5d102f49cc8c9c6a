"""What was judged before is left out, and the verdict is that of whole documents."""

from copy import deepcopy
from dataclasses import replace

import pytest
from lxml import etree

from generator.markup.namespaces import PREFIXES
from generator.source import Problems
from generator.stages.models import Judgement, Output, Run
from generator.validate.briefly import judge_briefly
from generator.validate.catalog import Schemas, find_schemas
from generator.validate.judged import Judged
from generator.validate.output import validate_output
from tests.validate.good import Damage, Good, Stream
from tests.validate.test_references import CASES
from tests.validate.test_schemas import BREACHES

DAMAGES: dict[str, Damage] = {
    **{f"reference: {name}": case.damage for name, case in CASES.items()},
    **{f"schema: {name}": breach[0] for name, breach in BREACHES.items()},
    "criterion of an unknown kind": lambda it: it.add(".//oval-def:criteria", "oval-def:x", "x"),
    "operator of criteria": lambda it: it.set(".//oval-def:criteria", "operator", "NOR"),
    "datatype of a state": lambda it: it.set(".//ind:instance", "datatype", "number"),
    "object of another kind": lambda it: it.one(".//unix:symlink_object").set("version", "x"),
    "fix without a system": lambda it: it.set(".//xccdf:fix", "strategy", "hope"),
    "paragraph in a title": lambda it: it.add(".//xccdf:Rule/xccdf:title", "html:p", "x"),
    "order of questions": lambda it: it.one(".//ocil:boolean_question").append(
        it.one(".//ocil:question_text")
    ),
}


@pytest.fixture(scope="module")
def schemas() -> Schemas:
    found = find_schemas(Problems())
    assert found, "the package with the SCAP schemas is missing"
    return found


@pytest.fixture(scope="module")
def judged(sound: Good, schemas: Schemas) -> Judged:
    """All parts of the good output are known."""
    known = Judged()
    assert judge_briefly(sound.output, schemas, known)
    return known


def said(
    sound: Good, output: Output, schemas: Schemas, judged: Judged | None
) -> tuple[tuple[Judgement, ...], list[str]]:
    problems = Problems()
    judgements = validate_output(output, sound.run.loaded.profiles, schemas, problems, judged)
    return judgements, [f"{one.mark}: {one.code.id} {one.message}" for one in problems]


def with_file(output: Output, path: str, content: bytes) -> Output:
    files = (replace(one, content=content) if one.path == path else one for one in output.files)
    return replace(output, files=tuple(files))


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_among_parts_that_are_known(
    name: str, sound: Good, schemas: Schemas, judged: Judged
) -> None:
    stream = sound.stream()
    DAMAGES[name](stream)
    damaged = with_file(
        sound.output,
        sound.output.data_stream,
        etree.tostring(stream.root, xml_declaration=True, encoding="UTF-8"),
    )
    before = set(judged.sound)
    brief = said(sound, damaged, schemas, judged)
    assert brief == said(sound, damaged, schemas, None)
    assert brief[1]
    assert judged.sound == before


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_found_where_component_and_stream_have_it(
    name: str, sound: Good, schemas: Schemas, judged: Judged
) -> None:
    """No difference between files tells of it: what stays of the stream must."""
    stream = sound.stream()
    DAMAGES[name](stream)
    assert judge_briefly(as_one(sound.output, stream), schemas, judged) is None


def test_output_that_is_written_in_another_way_is_sound(
    sound: Good, schemas: Schemas, judged: Judged
) -> None:
    assert judge_briefly(as_one(sound.output, sound.stream()), schemas, judged)


def as_one(output: Output, stream: Stream) -> Output:
    """Give the output with this stream, and components that say the same."""
    made = with_file(output, output.data_stream, written(stream.root))
    for component in stream.root.iterfind("ds:component", PREFIXES):
        path = str(component.get("id")).partition("_comp_")[2]
        if path in output.paths:
            made = with_file(made, path, written(deepcopy(component[0])))
    return made


def written(root: etree._Element) -> bytes:
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


@pytest.mark.parametrize("odd", [b"<!-- -->", b"<?a b?>", b"<![CDATA[x]]>", b'<a b=">"/>'])
def test_what_is_not_written_as_ours_is_judged_as_a_whole(
    odd: bytes, sound: Good, schemas: Schemas, judged: Judged
) -> None:
    path = sound.output.data_stream
    head, found, tail = sound.output.file(path).content.rpartition(b"</oval-def:tests>")
    damaged = with_file(sound.output, path, head + odd + found + tail)
    assert judge_briefly(damaged, schemas, judged) is None


@pytest.mark.parametrize("part", ["oval", "xccdf", "manual-xccdf", "ocil", "cpe", "cpe-oval"])
@pytest.mark.parametrize("place", [b"xmlns:", b"</"], ids=["root", "end"])
def test_component_that_says_something_else_than_the_stream_is_noticed(
    part: str, place: bytes, sound: Good, schemas: Schemas, judged: Judged
) -> None:
    path = f"auditscap-{sound.output.build.product.id.value}-{part}.xml"
    content = sound.output.file(path).content
    head, found, tail = content.rpartition(place)
    odd = b"<odd/>" if place == b"</" else b'odd="x" '
    damaged = with_file(sound.output, path, head + odd + found + tail)
    assert judge_briefly(damaged, schemas, judged) is None


def test_component_without_its_first_part_is_noticed(
    sound: Good, schemas: Schemas, judged: Judged
) -> None:
    path = f"auditscap-{sound.output.build.product.id.value}-oval.xml"
    root = etree.fromstring(sound.output.file(path).content)
    root.remove(root[0])
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    assert judge_briefly(with_file(sound.output, path, content), schemas, judged) is None


def test_known_output_has_the_same_warnings(sound: Good, schemas: Schemas, judged: Judged) -> None:
    again = judge_briefly(sound.output, schemas, judged)
    assert again == said(sound, sound.output, schemas, None)[0]
    assert any(one.warnings for one in again or ())


@pytest.mark.slow
def test_all_products_are_judged_as_their_whole_documents_are(
    everything: Run, schemas: Schemas
) -> None:
    known, problems = Judged(), Problems()
    for output in everything.outputs:
        profiles = everything.loaded.profiles
        whole = validate_output(output, profiles, schemas, problems)
        assert judge_briefly(output, schemas, known) == whole
    assert not problems.errors
