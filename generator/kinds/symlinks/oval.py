"""The symlinks kind in OVAL: what exists by the name of a link is one, and ends at the target.

A name that does not exist passes: there is no program that could be run by it.
"""

from generator.kinds.protocol import Subject
from generator.kinds.symlinks.parameters import Symlinks
from generator.oval import models as oval
from generator.oval import probes


def definition(parameters: Symlinks, subject: Subject) -> oval.Definition:
    """Give the definition: for each link, that it is one and where it ends."""
    return oval.Definition(
        name=subject.rule,
        cls="compliance",
        title=subject.title,
        description=f"Every tool that exists must be a symbolic link to {parameters.target}.",
        platforms=(subject.product.title.value,),
        references=subject.oval_references,
        criteria=oval.Criteria(
            operator="AND",
            comment=f"the tools are symbolic links to {parameters.target}",
            children=tuple(
                oval.Criterion(test=test)
                for path in parameters.paths
                for test in _tests(path, parameters.target)
            ),
        ),
    )


def _tests(path: str, target: str) -> tuple[oval.Test, oval.Test]:
    is_link = oval.Test(
        name=f"is_link_{path}",
        comment=f"{path} is a symbolic link, if it exists",
        object=probes.file_at(f"file_{path}", path),
        states=(probes.file_type_is("is_symbolic_link", "symbolic link"),),
        check="all",
        existence="any_exist",
    )
    ends = oval.Test(
        name=f"link_ends_{path}_{target}",
        comment=f"{path} leads to {target}, if it exists",
        object=probes.symlink_at(f"symlink_{path}", path),
        states=(probes.link_ends_at(f"ends_at_{target}", target),),
        check="all",
        existence="any_exist",
    )
    return is_link, ends
