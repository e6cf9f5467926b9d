"""What a PDF piece carried before it was made again: signatures, actions, layers, forms. Told, never believed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from dossier.papers.intake.answer import signature_name

_ACTIVE_ROOT = ("/OpenAction", "/AA", "/AcroForm", "/OCProperties", "/Collection", "/URI", "/AF")
_ACTIVE_NAMES = ("/JavaScript", "/EmbeddedFiles", "/AlternatePresentations")
_DEEPEST, _MOST = 20, 1000
_PLAIN = ("/Link", "/Popup")
_PROGRAMMED = ("/Type1", "/TrueType", "/MMType1", "/CIDFontType0", "/CIDFontType2")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_HIDDEN, _NO_VIEW = 2, 32  # annotation flags, ISO 32000-1 §12.5.3


def described(pdf: pikepdf.Pdf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of those who signed (else the names of their fields), and codes of warnings."""
    signatures = tuple(_tolerant(_signatures, pdf, ()))
    found = {
        "active_content_removed": _tolerant(_is_active, pdf, True),
        "signatures_removed": bool(signatures),
        "protection_removed": pdf.is_encrypted,
        "piece_repaired": bool(pdf.get_warnings()),
    }
    return signatures, tuple(code for code, holds in found.items() if holds)


def needs_drawing(pdf: pikepdf.Pdf) -> bool:
    """Whether a font is missing, or what is seen depends on what a rebuild drops: layers, fields, stamps, unit.

    Drawn, the piece shows what a person saw; rebuilt, it would show more (hidden layers) or less (fields)."""
    return bool(_tolerant(_depends, pdf, True))


def _depends(pdf: pikepdf.Pdf) -> bool:
    if "/OCProperties" in pdf.Root:
        return True
    if any(_is_bare(found) for found in pdf.objects if isinstance(found, pikepdf.Dictionary)):
        return True
    return any("/UserUnit" in page or any(_shows(a) for a in page.get("/Annots", [])) for page in _pages(pdf))


def _is_bare(font: pikepdf.Dictionary) -> bool:
    """Whether it is a font without its program, which PDF/A never accepts."""
    if font.get("/Type") != pikepdf.Name.Font or str(font.get("/Subtype", "")) not in _PROGRAMMED:
        return False
    descriptor = font.get("/FontDescriptor")
    return not isinstance(descriptor, pikepdf.Dictionary) or not any(key in descriptor for key in _PROGRAMS)


def _shows(annotation: Any) -> bool:
    """Whether an annotation paints something on the page."""
    if annotation.get("/Subtype") in _PLAIN or int(annotation.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
        return False
    left, bottom, right, top = (float(side) for side in annotation.get("/Rect", [0, 0, 0, 0]))
    return left != right and bottom != top


def _is_active(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    return (
        any(key in pdf.Root for key in _ACTIVE_ROOT)
        or any(key in names for key in _ACTIVE_NAMES)
        or any("/AA" in page or "/Annots" in page for page in _pages(pdf))
    )


def _signatures(pdf: pikepdf.Pdf) -> list[str]:
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    found = []
    for name, value in _signed(form.get("/Fields", []), "", "", _DEEPEST):
        signer = str(value.get("/Name", "")) if isinstance(value.get("/Name"), pikepdf.String) else ""
        found.append(signature_name(signer or name) or "?")
    return found[:50]


def _signed(fields: Any, above: str, kind: str, depth: int) -> Iterator[tuple[str, Any]]:
    """Name and value of each field that is signed, under fields that may be nested."""
    for field in list(fields)[:_MOST] if depth else []:
        name = ".".join(part for part in (above, str(field.get("/T", ""))) if part)
        own = str(field.get("/FT", kind))
        if own == "/Sig" and isinstance(field.get("/V"), pikepdf.Dictionary):
            yield name, field.V
        yield from _signed(field.get("/Kids", []), name, own, depth - 1)


def _pages(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (page.obj for page in pdf.pages)


def _tolerant(ask: Any, pdf: pikepdf.Pdf, otherwise: Any) -> Any:
    """An answer, or the prudent one when the file is too strange to say."""
    try:
        return ask(pdf)
    except Exception:  # any error is possible in a hostile file, and none may stop the intake
        return otherwise
