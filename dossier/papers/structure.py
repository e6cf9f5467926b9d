"""The structure tree written into a file (ISO 32000-1 §14.7.2 to §14.7.4)."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.papers.tree import Element, Mark
from dossier.papers.writer import Objects, text


class Structure:
    """Writes the elements of one file; `pages` are the object numbers of its pages."""

    def __init__(self, objects: Objects, pages: Sequence[int]) -> None:
        self._objects = objects
        self._pages = pages
        self._numbers: dict[Element, int] = {}
        self._fields: dict[int, int] = {}  # field index → object number of its element

    def write(self, top: Element, owners: Sequence[Sequence[Element]], fields: Sequence[int]) -> int:
        """Writes the tree; `owners` are the elements of each page's marks, `fields` the widgets' objects.

        The answer is the number of the root. Page p has key p in the parent tree, field f has pages + f.
        """
        root = self._objects.reserve()
        _prune(top)
        self._element(top, root, fields)
        entries = [
            f"{page} [{' '.join(f'{self._numbers[owner]} 0 R' for owner in here)}]"
            for page, here in enumerate(owners)
        ]
        entries += [f"{len(owners) + index} {self._fields[index]} 0 R" for index in range(len(fields))]
        tree = self._objects.add(f"<</Nums [{' '.join(entries)}]>>")
        names = f"/K [{self._numbers[top]} 0 R] /ParentTree {tree} 0 R /ParentTreeNextKey {len(entries)}"
        return self._objects.put(root, f"<</Type /StructTreeRoot {names}>>")

    def _element(self, element: Element, parent: int, fields: Sequence[int]) -> int:
        number = self._numbers[element] = self._objects.reserve()
        page = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        kids = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(f"{self._element(kid, number, fields)} 0 R")
            elif isinstance(kid, Mark):
                kids.append(self._mark(kid, page))
            else:
                self._fields[kid.index] = number
                kids.append(f"<</Type /OBJR /Obj {fields[kid.index]} 0 R>>")
        # pyHanko's difference policy knows a field in the structure only by a path that ends in /K /Obj: no array.
        content = kids[0] if element.tag == "Form" else f"[{' '.join(kids)}]"
        entries = [f"/Type /StructElem /S /{element.tag} /P {parent} 0 R /K {content}"]
        if page is not None:
            entries.append(f"/Pg {self._pages[page]} 0 R")
        self._objects.put(number, f"<<{' '.join([*entries, *_properties(element)])}>>")
        return number

    def _mark(self, mark: Mark, page: int | None) -> str:
        if mark.page == page:
            return str(mark.number)
        return f"<</Type /MCR /Pg {self._pages[mark.page]} 0 R /MCID {mark.number}>>"


def _properties(element: Element) -> list[str]:
    attributes = [element.attributes] if element.attributes else []
    if element.box:
        box = " ".join(f"{side:.2f}" for side in element.box)
        attributes.append(f"/O /Layout /BBox [{box}]")
    properties = [f"/A [{' '.join(f'<<{attribute}>>' for attribute in attributes)}]"] if attributes else []
    if element.alt:
        properties.append(f"/Alt {text(element.alt)}")
    if element.actual_text:
        properties.append(f"/ActualText {text(element.actual_text)}")
    return properties


_MAY_BE_EMPTY = frozenset({"TD", "TH", "LBody", "Document"})


def _prune(element: Element) -> None:
    """Takes away what says nothing, cells apart: a table keeps its shape."""
    for kid in element.kids:
        if isinstance(kid, Element):
            _prune(kid)
    element.kids = [kid for kid in element.kids if not _idle(kid)]


def _idle(kid: object) -> bool:
    return isinstance(kid, Element) and not kid.kids and kid.tag not in _MAY_BE_EMPTY
