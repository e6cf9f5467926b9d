"""A PDF file written object by object: ISO 32000-1 §7, classic cross-reference table, no object streams.

Writing it here rather than rewriting another library's output is what makes the bytes depend on nothing but
what is drawn, and is several times faster.
"""

from __future__ import annotations

import hashlib
import zlib

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


class Objects:
    """The indirect objects of one file, numbered in the order they are reserved."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> int:
        """A number for an object to be written later."""
        self._bodies.append(b"null")
        return len(self._bodies)

    def put(self, number: int, body: str) -> int:
        """Writes a reserved object."""
        self._bodies[number - 1] = body.encode("ascii")
        return number

    def add(self, body: str) -> int:
        """Writes a new object; the answer is its number."""
        return self.put(self.reserve(), body)

    def stream(self, data: bytes, entries: str = "", *, compress: bool = True, number: int = 0) -> int:
        """Writes a stream; `entries` are those of its dictionary besides length and filter."""
        if compress:
            data, entries = zlib.compress(data), f"/Filter /FlateDecode {entries}"
        head = f"<</Length {len(data)} {entries}>>\nstream\n".encode("ascii")
        number = number or self.reserve()
        self._bodies[number - 1] = head + data + b"\nendstream"
        return number

    def file(self, catalog: int, information: int) -> bytes:
        """The whole file; its identifier is a digest of its objects."""
        parts, places, size = [HEAD], [], len(HEAD)
        for number, body in enumerate(self._bodies, 1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            places.append(size)
            size += len(part)
            parts.append(part)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        count = len(places) + 1
        digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32]
        trailer = f"/Size {count} /Root {catalog} 0 R /Info {information} 0 R /ID [<{digest}> <{digest}>]"
        parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table))
        parts.append(f"trailer\n<<{trailer}>>\nstartxref\n{size}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)


def text(value: str) -> str:
    """A text string: plain when it is ASCII, else UTF-16 (ISO 32000-1 §7.9.2.2)."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"
