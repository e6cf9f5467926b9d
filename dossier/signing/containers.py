"""ZIP containers, written the same way every time and read with distrust (EN 319 162-1 §4.2, §A.1).

Written: `mimetype` first, everything stored, one date, no extra field, names that Windows accepts. Nothing is
compressed, so that the exact bytes can be made again by any library, years later.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO

from dossier.errors import Invalid, Problem

MIME_TYPE = b"application/vnd.etsi.asic-e+zip"
MOST_BYTES = 512 * 1024 * 1024
"""Inflated bytes accepted in one container."""
MOST_ENTRIES = 2000

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST = 180


def pack(entries: Mapping[str, bytes], date: datetime) -> bytes:
    """A container holding these entries in this order after `mimetype`, all dated `date` (UTC, even seconds)."""
    moment = date.astimezone(UTC)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {"mimetype": MIME_TYPE, **entries}.items():
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return stream.getvalue()


def unpack(data: bytes) -> tuple[dict[str, bytes], bool]:
    """The entries without `mimetype`, and whether the bytes are exactly what `pack` writes.

    Raises Invalid: `unreadable` (no ZIP, damaged, encrypted), `not_asic` (no or wrong `mimetype`),
    `unsafe_name`, `duplicate_name`, `too_large`."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive.infolist())
            found = {entry.filename: _read(archive, entry) for entry in archive.infolist()}
            dates = {entry.date_time for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as wrong:
        raise Invalid(Problem("container", "unreadable", type(wrong).__name__)) from wrong
    if next(iter(found), "") != "mimetype" or found.pop("mimetype") != MIME_TYPE:
        raise Invalid(Problem("mimetype", "not_asic"))
    return found, len(dates) == 1 and _same(data, found, dates.pop())


def unsafe(name: str) -> bool:
    """Whether an entry name could escape its folder, hide, clash, or be refused by Windows."""
    parts = name.split("/")
    return (
        len(name) > _LONGEST
        or name != unicodedata.normalize("NFC", name)
        or bool(_FORBIDDEN.search(name))
        or any(part in ("", ".", "..") or part[-1] in " ." or _RESERVED.fullmatch(part) for part in parts)
    )


def folded(name: str) -> str:
    """The name as a file system that ignores case and composition sees it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _check(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Invalid(Problem("container", "too_large"))
    problems = [Problem(name, "unsafe_name") for name in names if unsafe(name)]
    if len({folded(name) for name in names}) != len(names):
        problems.append(Problem("container", "duplicate_name"))
    if problems:
        raise Invalid(*problems)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """At most what the directory announces: a longer stream, or a wrong CRC, is an error."""
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise Invalid(Problem(entry.filename, "unreadable", "size"))
    return data


def _same(data: bytes, found: Mapping[str, bytes], date: tuple[int, ...]) -> bool:
    year, month, day, hour, minute, second = date
    try:
        return pack(found, datetime(year, month, day, hour, minute, second, tzinfo=UTC)) == data
    except ValueError:
        return False
