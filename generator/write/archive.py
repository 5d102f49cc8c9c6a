"""Archives: the same files give the same bytes, whoever packs them, wherever and whenever."""

import gzip
import hashlib
import tarfile
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import PurePosixPath

from generator.stages.models import OutputFile


def tar_gz(folder: str, files: Iterable[OutputFile], stamp: str) -> bytes:
    """Pack `files` below `folder`: by name, owned by nobody in particular, all of time `stamp`."""
    seconds = int(_moment(stamp).timestamp())
    packed = BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=9, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        by_path = {f"{folder}/{item.path}": item for item in files}
        folders = {str(parent) for path in by_path for parent in PurePosixPath(path).parents}
        for path in sorted({*by_path, *folders} - {"."}):
            item = by_path.get(path)
            entry = tarfile.TarInfo(path)
            entry.mtime = seconds
            if item is None:
                entry.type, entry.mode = tarfile.DIRTYPE, 0o755
                archive.addfile(entry)
            else:
                entry.size, entry.mode = len(item.content), 0o755 if item.executable else 0o644
                archive.addfile(entry, BytesIO(item.content))
    return packed.getvalue()


def zipped(files: Iterable[OutputFile], stamp: str) -> bytes:
    """Pack `files` flat, as SCAP importers take them, in the same way."""
    moment = _moment(stamp)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for item in sorted(files, key=lambda one: one.path):
            entry = zipfile.ZipInfo(item.path, moment.timetuple()[:6])
            entry.create_system = 3  # Unix, wherever this runs
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, item.content)
    return packed.getvalue()


def checksums(files: Iterable[OutputFile]) -> OutputFile:
    """List the SHA-256 sums of `files`, as `sha256sum -c` reads them."""
    lines = (f"{hashlib.sha256(item.content).hexdigest()}  {item.path}\n" for item in files)
    return OutputFile(path="SHA256SUMS", content="".join(sorted(lines, key=_name)).encode())


def _name(line: str) -> str:
    return line.partition("  ")[2]


def _moment(stamp: str) -> datetime:
    """Read xsd:dateTime; what neither format can say is its oldest time, 1980."""
    oldest = datetime(1980, 1, 1, tzinfo=UTC)
    return max(datetime.fromisoformat(stamp).replace(tzinfo=UTC), oldest)
