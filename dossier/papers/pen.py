"""Content streams: every mark on a page is either tagged content or an artifact (ISO 32000-1 §14.6, §14.8)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dossier.papers import qr
from dossier.papers.fonts import Style
from dossier.papers.lines import Line
from dossier.papers.marks import has_marks, show
from dossier.papers.style import PAGE_HEIGHT, PAGE_WIDTH, Type
from dossier.papers.tree import Element, Mark

LAYOUT = "/Artifact <</Type /Layout>> BDC"
BACKGROUND = "/Artifact <</Type /Background>> BDC"
HEADER = "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"
WATERMARK = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"

Target = Element | str


class Inks:
    """What the pages of one file share: the characters used of each face, numbered as they come."""

    def __init__(self) -> None:
        self.codes: tuple[_Codes, ...] = tuple(_Codes() for _ in Style)

    def encode(self, style: Style, text: str) -> str:
        """A text as the hexadecimal string of its two-byte character codes."""
        codes = self.codes[style]
        return "".join([codes[character] for character in text])


class _Codes(dict[str, str]):
    def __missing__(self, character: str) -> str:
        code = self[character] = f"{len(self) + 1:04X}"
        return code


class Pen:
    """Draws one page. Decorations lie under the text whatever the order of the calls; lengths in points,
    origin at the bottom left."""

    def __init__(self, page: int, inks: Inks, width: float = PAGE_WIDTH, height: float = PAGE_HEIGHT) -> None:
        self.page, self.width, self.height = page, width, height
        self.owners: list[Element] = []  # by marked content number
        self.images: list[int] = []
        self._inks = inks
        self._under: list[str] = []
        self._over: list[str] = []
        self._target: Target | None = None

    def line(self, target: Target, x: float, y: float, line: Line, kind: Type, colour: str = "") -> None:
        """A line of text whose baseline starts at x, y."""
        self._aim(target)
        over = self._over
        over.append(f"{_fill(colour or kind.colour)} BT")
        for style, offset, text in line.pieces:
            place = f"1 0 0 1 {x + offset:.2f} {y:.2f} Tm"
            over.append(f"/F{style:d} {kind.size:g} Tf {place} {self._shown(style, text, kind.size)}")
        over.append("ET")

    def _shown(self, style: Style, text: str, size: float) -> str:
        if has_marks(text):
            return show(style, text, size, self._inks.encode)
        return f"<{self._inks.encode(style, text)}> Tj"

    def turned(self, target: str, x: float, y: float, line: Line, kind: Type, matrix: str) -> None:
        """An artifact text under everything else; `matrix` is its first four numbers."""
        (piece,) = line.pieces
        text = f"<{self._inks.encode(piece.style, piece.text)}> Tj"
        move = f"/F{piece.style:d} {kind.size:g} Tf {matrix} {x:.2f} {y:.2f} Tm"
        self._under.insert(0, f"{target} {_fill(kind.colour)} BT {move} {text} ET EMC")

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, decoration."""
        self._under.append(f"{LAYOUT} {_fill(colour)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f EMC")

    def frame(self, x: float, y: float, width: float, height: float, colour: str, thick: float = 0.6) -> None:
        """A rectangle's outline, decoration."""
        shape = f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re S"
        self._under.append(f"{LAYOUT} {_stroke(colour)} {thick:g} w {shape} EMC")

    def rule(self, x: float, y: float, width: float, colour: str, thick: float = 0.5) -> None:
        """A horizontal rule, decoration."""
        shape = f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        self._under.append(f"{LAYOUT} {_stroke(colour)} {thick:g} w {shape} EMC")

    def dots(self, x: float, y: float, width: float, colour: str) -> None:
        """A dotted line to write on, decoration."""
        shape = f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S"
        self._under.append(f"{LAYOUT} q {_stroke(colour)} 0.9 w 1 J [0 2.6] 0 d {shape} Q EMC")

    def tick_box(self, target: Target, x: float, y: float, side: float, ticked: bool, colour: str) -> None:
        """A box, ticked or not."""
        self._aim(target)
        shape = f"q {_stroke('#3b4450')} 0.8 w {x:.2f} {y:.2f} {side:.2f} {side:.2f} re S"
        if ticked:
            a, b = (x + 0.2 * side, y + 0.5 * side), (x + 0.42 * side, y + 0.25 * side)
            end = f"{x + 0.82 * side:.2f} {y + 0.8 * side:.2f} l S"
            shape += f" {_stroke(colour)} 1.6 w 1 J 1 j {a[0]:.2f} {a[1]:.2f} m {b[0]:.2f} {b[1]:.2f} l {end}"
        self._over.append(shape + " Q")

    def code(self, target: Target, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its quiet zone, as one filled path."""
        self._aim(target)
        modules, dark = qr.runs(text)
        cells = " ".join(f"{c} {modules - r - h} {w} {h} re" for c, r, w, h in dark)
        scale = side / modules
        self._over.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm 0 g {cells} f Q")

    def image(self, target: Target, x: float, y: float, width: float, height: float, number: int) -> None:
        """An image of the file, by its number there."""
        self._aim(target)
        self.images.append(number)
        self._over.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /I{number} Do Q")

    def content(self) -> bytes:
        """The content stream."""
        end = ["EMC"] if self._target is not None else []
        return "\n".join([*self._under, *self._over, *end]).encode("ascii")

    def _aim(self, target: Target) -> None:
        if target is self._target:
            return
        if self._target is not None:
            self._over.append("EMC")
        self._target = target
        if isinstance(target, str):
            self._over.append(target)
            return
        target.kids.append(Mark(self.page, len(self.owners)))
        self._over.append(f"/{target.tag} <</MCID {len(self.owners)}>> BDC")
        self.owners.append(target)


@lru_cache(maxsize=64)
def _rgb(colour: str) -> str:
    channels: Iterable[int] = bytes.fromhex(colour.removeprefix("#"))
    return " ".join(f"{channel / 255:.4g}" for channel in channels)


def _fill(colour: str) -> str:
    return _rgb(colour) + " rg"


def _stroke(colour: str) -> str:
    return _rgb(colour) + " RG"
