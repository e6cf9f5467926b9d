"""Pieces as people and their enemies send them, made here: nothing of a corpus is kept in the project."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from dossier.blocks import Paragraph, Picture
from dossier.papers import render
from tests.dossier.papers.specimens import paper, png

Maker = Callable[[], bytes]
_BLOCK = 1024**2


def written(pdf: Pdf, **how: Any) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def conforming(pages: int = 1) -> bytes:
    """A paper of ours: PDF/A-2a, its fonts embedded."""
    texts = [
        Paragraph(f"Extrait Kbis, ligne {number} : société au capital de 1 000 €.") for number in range(8)
    ]
    one = render(paper(*texts, Picture(png(60, 40), "Tampon"))).pdf
    return one if pages == 1 else repeated(one, pages)


def repeated(pdf: bytes, pages: int) -> bytes:
    """The first page of a file, so many times."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        for _ in range(pages - 1):
            opened.pages.append(opened.pages[0])
        return written(opened)


def plain(contents: bytes = b"0 0 1 rg 20 20 60 60 re f", **page: Any) -> Pdf:
    """One blank page with something drawn, and more entries for it."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    pdf.pages[0].Contents = pdf.make_stream(contents)
    for key, value in page.items():
        pdf.pages[0].obj[f"/{key}"] = value
    return pdf


def bare_font() -> bytes:
    """Text in a font that is not in the file."""
    fonts = Dictionary(F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    return written(plain(b"BT /F 24 Tf 20 40 Td (Bonjour) Tj ET", Resources=Dictionary(Font=fonts)))


def active() -> bytes:
    """Everything that a piece may not do, at once."""
    pdf = Pdf.open(io.BytesIO(conforming()))
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('PK')"))
    file = pdf.make_stream(b"MZ" + bytes(100), Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=file))
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 50, 50]),
        A=Dictionary(S=Name.URI, URI=String("http://example.org/")),
    )
    pdf.Root.OpenAction = script
    pdf.Root.AA = Dictionary(WC=script)
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), script])),
        EmbeddedFiles=Dictionary(Names=Array([String("a.exe"), pdf.make_indirect(spec)])),
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<xdp/>"))
    pdf.pages[0].obj.AA = Dictionary(O=script)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    return written(pdf)


def layered() -> bytes:
    """A red square on a layer that is off: a person sees none."""
    pdf = plain(b"/OC /L BDC 1 0 0 rg 20 20 60 60 re f EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("secret")))
    pdf.pages[0].obj.Resources = Dictionary(Properties=Dictionary(L=layer))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    return written(pdf)


def filled() -> bytes:
    """A form with a field that shows a red square."""
    pdf = plain()
    look = pdf.make_stream(
        b"1 0 0 rg 0 0 60 60 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 60, 60]
    )
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("nom"), V=String("DUPONT"), F=4,
        Rect=Array([100, 20, 160, 80]), AP=Dictionary(N=look),
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots)
    return written(pdf)


def signed(*names: str) -> bytes:
    """A file with signature fields that are filled, as an extract of a register has; the last one is nameless."""
    pdf = Pdf.open(io.BytesIO(conforming()))
    fields = Array()
    for number, name in enumerate((*names, "")):
        value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(bytes(20)))
        if name:
            value.Name = String(name)
        field = Dictionary(FT=Name.Sig, T=String(f"Signature{number}"), V=value)
        fields.append(pdf.make_indirect(field))
    pdf.Root.AcroForm = Dictionary(Fields=fields, SigFlags=3)
    return written(pdf)


def encrypted(user: str = "secret") -> bytes:
    """A file that asks for a password; with an empty one it opens, but says that it may not be copied."""
    protection = pikepdf.Encryption(user=user, owner="owner", R=6)
    with Pdf.open(io.BytesIO(conforming())) as pdf:
        return written(pdf, encryption=protection)


def bomb(layers: int = 3, size: int = 4 * 1024**3) -> bytes:
    """Zeros deflated over and over: about a kilobyte that says it is `size` bytes."""
    packer = zlib.compressobj(9)
    head = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(_BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + block * (size // _BLOCK - 1) + packer.flush()
    for _ in range(layers - 1):
        data = zlib.compress(data, 9)
    return data


def with_stream(data: bytes, entries: str) -> bytes:
    """A file written by hand whose page has these contents, read by whatever the entries say."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>",
        stream_object(data, entries),
    ]
    return by_hand(bodies)


def stream_object(data: bytes, entries: str) -> bytes:
    """The body of one stream."""
    return b"<</Length %d %s>>\nstream\n%b\nendstream" % (len(data), entries.encode(), data)


def by_hand(bodies: list[bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """Objects numbered from 1, a table and a trailer."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = f"trailer\n<</Size {size} {trailer}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    return out + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table) + end


def endless_tree() -> bytes:
    """Pages whose kids are themselves."""
    return by_hand([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"])


def doubling_tree(depth: int = 40) -> bytes:
    """Each level names the next one twice: 2⁴⁰ pages in forty lines."""
    levels = [b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (n, n) for n in range(3, depth + 3)]
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return by_hand([b"<</Type/Catalog/Pages 2 0 R>>", *levels, page])


def wide_tree(pages: int) -> bytes:
    """One page, so many times in the tree."""
    kids = b"3 0 R " * pages
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return by_hand(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids), page]
    )


def picture(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Red on the left, blue on the right, as far as the mode can say it."""
    image = Image.new("RGB", size, "red")
    image.paste((0, 0, 255), (size[0] // 2, 0, *size))
    return deep(image.convert("L")) if mode == "I;16" else image.convert(mode)


def deep(image: Image.Image) -> Image.Image:
    """Grey in eight bits as grey in sixteen."""
    doubled = bytes(byte for byte in image.tobytes() for _ in range(2))
    return Image.frombytes("I;16", image.size, doubled)


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    """An image as a file."""
    out = io.BytesIO()
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    image.save(out, kind, **how)
    return out.getvalue()


def located(orientation: int = 6) -> bytes:
    """A photograph that says where it was taken and that it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Fabricant"
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 17.0, 47.0), 3: "E", 4: (5.0, 22.0, 12.0)})
    return saved(picture(), "JPEG", quality=95, exif=exif, comment=b"Marseille")


def huge() -> bytes:
    """Forty million pixels: as much as is allowed."""
    return saved(Image.new("RGB", (7300, 5479)), "PNG")


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG that announces 3.6 thousand million pixels."""
    small = bytearray(saved(picture("L"), "PNG"))
    small[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    small[29:33] = zlib.crc32(small[12:29]).to_bytes(4, "big")
    return bytes(small)


def _polyglot(head: bytes) -> bytes:
    return head + conforming()


POLYGLOTS: Mapping[str, Maker] = {
    "zip": lambda: conforming() + b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(18),
    "program": lambda: _polyglot(b"MZ\x90\x00" + bytes(60)),
    "script": lambda: _polyglot(b"#!/bin/sh\nexit\n"),
    "page": lambda: _polyglot(b"<html><script>alert(1)</script>\n"),
    "picture": lambda: saved(picture(), "JPEG") + conforming(),
    "comment": lambda: saved(picture(), "JPEG", comment=b"%PDF-1.7 PK\x03\x04 <script>"),
}


def doubling_forms(depth: int = 40) -> bytes:
    """A drawing that draws another twice, and so on: 2⁴⁰ squares."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(200, 100))
    inner = _form(pdf, b"1 0 0 rg 0 0 9 9 re f", Dictionary())
    for _ in range(depth):
        inner = _form(pdf, b"/X Do /X Do", Dictionary(XObject=Dictionary(X=inner)))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=inner))
    pdf.pages[0].Contents = pdf.make_stream(b"/X Do")
    return written(pdf)


def endless_drawing() -> bytes:
    """A tile so small that a page holds 2 × 10¹² of them."""
    pdf = plain(b"/Pattern cs /P scn 0 0 200 100 re f")
    tile = pdf.make_stream(
        b"0 0 1 1 re f", PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 1, 1])
    )
    tile.XStep = tile.YStep = 0.0001
    tile.Resources = Dictionary()
    pdf.pages[0].obj.Resources = Dictionary(Pattern=Dictionary(P=tile))
    return written(pdf)


def _form(pdf: Pdf, contents: bytes, resources: Dictionary) -> pikepdf.Object:
    return pdf.make_stream(
        contents, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 100]), Resources=resources
    )
