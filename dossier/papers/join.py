"""Several papers in one file to print, still PDF/A-2a and PDF/UA-1: the door to pikepdf."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from dossier.papers.metadata import PRODUCER, pdf_date, xmp


def join(
    papers: Sequence[bytes], title: str, created: str, language: str = "fr-FR", author: str = ""
) -> bytes:
    """Papers made by `render`, one after the other; each keeps its pages, numbers and codes.

    Signature fields are dropped: their printed zones stay, to be signed by hand. `created` is ISO 8601 with
    offset. The same papers give the same bytes.
    """
    whole = Pdf.new()
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    parents: list[Object] = []
    titles: list[tuple[str, int]] = []
    for paper in papers:
        with Pdf.open(io.BytesIO(paper)) as part:
            titles.append((str(part.docinfo.get("/Title", "")), len(whole.pages)))
            parents += _append(part, whole, document)
    _finish(whole, document, parents)
    _outline(whole, titles)
    _describe(whole, papers[0], title, created, language, author)
    out = io.BytesIO()
    whole.save(
        out,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        min_version="1.7",
    )
    return out.getvalue()


def _append(part: Pdf, whole: Pdf, document: Object) -> Iterator[Object]:
    """Adds the pages of a part and its structure; the answers are the parent arrays of its pages."""
    root = part.Root.StructTreeRoot
    top = root.K[0]
    _drop_fields(top)
    del top.P
    arrays = list(root.ParentTree.Nums)[1::2]
    for page in part.pages:
        if "/Annots" in page:
            del page.Annots
    whole.pages.extend(part.pages)
    copied = whole.copy_foreign(top)
    copied.S, copied.P = Name.Part, document
    document.K.append(copied)
    return (whole.copy_foreign(part.make_indirect(array)) for array in arrays[: len(part.pages)])


def _drop_fields(element: Object) -> None:
    """Takes the elements of signature fields away."""
    kids = [kid for kid in element.get("/K", Array()) if not _is_field(kid)]
    element.K = Array(kids)
    for kid in kids:
        if isinstance(kid, Object) and kid.get("/Type") == Name.StructElem:
            _drop_fields(kid)


def _is_field(kid: object) -> bool:
    return isinstance(kid, Object) and kid.get("/S") == Name.Form


def _finish(whole: Pdf, document: Object, parents: Iterable[Object]) -> None:
    numbers = Array()
    for index, (page, array) in enumerate(zip(whole.pages, parents, strict=True)):
        page.StructParents = index
        numbers.append(index)
        numbers.append(array)
    root = whole.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Array([document]),
            ParentTree=whole.make_indirect(Dictionary(Nums=numbers)),
            ParentTreeNextKey=len(whole.pages),
        )
    )
    document.P = root
    whole.Root.StructTreeRoot = root
    whole.Root.MarkInfo = Dictionary(Marked=True)


def _outline(whole: Pdf, titles: Iterable[tuple[str, int]]) -> None:
    with whole.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, page) for title, page in titles)


def _describe(whole: Pdf, first: bytes, title: str, created: str, language: str, author: str) -> None:
    with Pdf.open(io.BytesIO(first)) as part:
        whole.Root.OutputIntents = whole.copy_foreign(part.make_indirect(part.Root.OutputIntents))
    whole.Root.Lang = language
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    whole.Root.Metadata = whole.make_stream(
        xmp(title, author, created, language), Type=Name.Metadata, Subtype=Name.XML
    )
    names = {"/Title": title, "/Creator": PRODUCER, "/Producer": PRODUCER}
    dates = {"/CreationDate": pdf_date(created), "/ModDate": pdf_date(created)}
    for key, value in (names | dates | ({"/Author": author} if author else {})).items():
        whole.docinfo[key] = value
