# mypy: untyped-calls-exclude="pyhanko"
"""ISA (incremental saving), SWA (wrapping), trailing bytes and extra revisions: CCS'19 §4.2 and §4.3.

Everything here comes after the last signature or moves what it covers; no key is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from ..elsewhere import field_of, with_store, written
from ..stage import plain_page
from .world import FIELD, Prepare, World

TAILS = {
    "line end": b"\n",
    "end of file": b"%%EOF\n",
    "comment": b"% bonjour\n",
    "zeros": bytes(512),
    "startxref": b"\nstartxref\n0\n%%EOF\n",
    "another PDF": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF",
    "a ZIP": b"PK\x05\x06" + bytes(18),
    "many line ends": b"\r\n" * 600,
}
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"


def trailing(base: bytes) -> Iterator[tuple[str, bytes]]:
    """Bytes after the end, or before the start."""
    yield from ((name, base + tail) for name, tail in TAILS.items())
    yield "before the start", b"% bonjour\n" + base


def saving(base: bytes) -> Iterator[tuple[str, bytes]]:
    """ISA: an update that shows something else, whole or lacking what readers forgive."""
    whole = page_replaced(base)
    update = whole[len(base) :]
    body = update[: update.rindex(b"xref", 0, update.rindex(b"startxref"))]
    yield "page replaced", whole
    yield "no cross-reference", base + body
    yield "no cross-reference, trailer", base + body + _trailer(base)
    yield "no trailer", base + update[: update.find(b"trailer")] + b"%%EOF\n"
    yield "old cross-reference", base + body + _trailer(base) + _start(base)
    yield "catalog replaced", base + b"\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" + _start(base)
    yield "the signature copied after", base + _copied(base) + _start(base)
    yield "no end of file", base + update.replace(b"%%EOF", b"")


def revisions(base: bytes) -> Iterator[tuple[str, bytes]]:
    """Well-formed revisions after the last signature that change nothing to see, or nearly."""
    yield "empty", _updated(base, lambda writer: writer.update_root())
    yield "an orphan", _updated(base, _an_orphan)
    yield "dates", _updated(base, lambda writer: writer.update_root(), dates=True)
    yield "open action", _updated(base, _open_action)
    yield "field read only", _updated(base, _read_only)
    yield "value removed", _updated(base, _unsigned)
    yield "look replaced", _updated(base, _other_look)


def after_proofs(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """What follows the one revision of proofs that may follow a signature, or comes with it."""
    proved = with_store(world.returned, world.holder)
    yield "proofs, then something", world.issued, _updated(proved, lambda writer: writer.update_root())
    yield "proofs, then bytes", world.issued, proved + b"\n"
    yield "proofs, twice", world.issued, with_store(proved, world.holder)


def wrapping(base: bytes) -> Iterator[tuple[str, bytes]]:
    """SWA: the second range moved, the gap holding what the attacker wants read."""
    start, end = _hole(base)
    for name, hidden in {"an object": _objects(), "zeros": bytes(400)}.items():
        yield f"{name} in the gap", base[:end] + hidden + base[end:]
        yield f"{name}, range moved", _moved(base, end, hidden)
        yield f"{name}, copied signature", _moved(base, end, _copied(base) + hidden)
        yield f"{name} before the value", base[:start] + hidden + base[start:]
    yield "gap longer than the value", base[: end - 9] + b">" + b" " * 8 + base[end:]
    yield "value in two strings", base[: end - 9] + b"><000000>" + base[end:]


def page_replaced(base: bytes) -> bytes:
    """A whole, well-formed update with another amount on the first page."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.find_page_for_modification(0)[0]
        other = IncrementalPdfFileWriter(BytesIO(plain_page("Montant : 1 €"))).prev
        look = writer.import_page_as_xobject(other)
        page.get_object()[pdf_name("/Contents")] = look
        writer.mark_update(page)

    return _updated(base, change)


def _updated(base: bytes, change: Prepare, *, dates: bool = False) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(base))
    if not dates:
        writer._update_meta = lambda: None  # type: ignore[method-assign]  # nothing but what is asked
    change(writer)
    return written(writer)


def _an_orphan(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(generic.NumberObject(1))


def _open_action(writer: IncrementalPdfFileWriter) -> None:
    script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(script)
    writer.update_root()


def _read_only(writer: IncrementalPdfFileWriter) -> None:
    reference, field = field_of(writer, FIELD)
    field[pdf_name("/Ff")] = generic.NumberObject(1)
    writer.mark_update(reference)


def _unsigned(writer: IncrementalPdfFileWriter) -> None:
    reference, field = field_of(writer, FIELD)
    del field["/V"]
    writer.mark_update(reference)


def _other_look(writer: IncrementalPdfFileWriter) -> None:
    reference, field = field_of(writer, FIELD)
    other = IncrementalPdfFileWriter(BytesIO(plain_page("X"))).prev
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.import_page_as_xobject(other)})
    writer.mark_update(reference)


def _hole(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's value begins and ends."""
    found = list(re.finditer(rb"/Contents ?(<[0-9a-fA-F]*>)", pdf))[-1]
    return found.span(1)


def _moved(base: bytes, end: int, hidden: bytes) -> bytes:
    """The second range pushed after what is hidden, its declared start with it."""
    found = list(re.finditer(rb"/ByteRange ?\[0 (\d+) (\d+) (\d+)\]\s*", base))[-1]
    numbers = [int(number) for number in found.groups()]
    said = b"/ByteRange [0 %d %d %d]" % (numbers[0], numbers[1] + len(hidden), numbers[2])
    said = said.ljust(len(found.group()))[: max(len(found.group()), len(said))]
    return base[: found.start()] + said + base[found.end() : end] + hidden + base[end:]


def _objects() -> bytes:
    return b"\n3 0 obj\n" + PAGE + b"\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R>>\n"


def _copied(base: bytes) -> bytes:
    """The last signature's object, once more."""
    start = base.rindex(b"/ByteRange")
    begin = base.rindex(b" obj", 0, start)
    begin = base.rindex(b"\n", 0, begin)
    return base[begin : base.index(b"endobj", start)] + b"endobj\n"


def _trailer(base: bytes) -> bytes:
    return b"trailer\n<</Size 99 /Root 1 0 R /Prev %d>>\n" % int(base.split(b"startxref")[-1].split()[0])


def _start(base: bytes) -> bytes:
    return b"startxref\n%d\n%%%%EOF\n" % int(base.split(b"startxref")[-1].split()[0])
