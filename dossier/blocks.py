"""What a paper is made of: blocks in reading order, with no position, font or colour.

A template yields blocks; `dossier.papers.render` draws them. Every text is plain: no markup is ever
interpreted, and a text may come from anybody. Lengths are in points (1/72 inch) where there are any.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """Who signs. The value names the signature field, so no value may be the prefix of another."""

    SEAL = "sig_seal"
    HOLDER = "sig_holder"
    REPRESENTATIVE = "sig_representative"
    DELEGATE = "sig_delegate"
    BAILIFF = "sig_bailiff"


class Tone(StrEnum):
    """Why a notice stands out."""

    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True)
class Span:
    """A run of plain text inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Span, ...]


@dataclass(frozen=True)
class Title:
    """The one title of a paper (tag H1), with a line under it."""

    text: str
    subtitle: str = ""


@dataclass(frozen=True)
class Section:
    """A numbered part of a paper (tag H2); numbers are given by the renderer when `numbered`."""

    text: str
    numbered: bool = True
    page_break_before: bool = False


@dataclass(frozen=True)
class Subsection:
    """A part of a section (tag H3)."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `small` for legal notes."""

    text: Text
    small: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of paragraphs; `ordered` numbers them 1., 2.…"""

    items: tuple[Text, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Field:
    """A label and its value. An empty value is drawn as a dotted line to write on when `fillable`,
    else as an em dash. `wide` takes the whole row."""

    label: str
    value: str
    wide: bool = False
    fillable: bool = False


@dataclass(frozen=True)
class Fields:
    """Labels and values on the grid, two columns unless `columns` says otherwise (1 to 3)."""

    items: tuple[Field, ...]
    columns: int = 2


@dataclass(frozen=True)
class Option:
    """A box, ticked or not, and what it says."""

    text: str
    ticked: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Options:
    """Boxes, one under the other or `inline` on one line. An unticked box can be ticked by hand."""

    items: tuple[Option, ...]
    label: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a header row. `widths` are relative; `right` lists the columns aligned right."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    right: tuple[int, ...] = ()
    caption: str = ""
    total: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """A framed remark, with an optional title in bold."""

    text: Text
    title: str = ""
    tone: Tone = Tone.INFORMATION


@dataclass(frozen=True)
class Address:
    """A postal address in the window of a French envelope (up to 6 lines of 38 characters)."""

    lines: tuple[str, ...]
    caption: str = ""


@dataclass(frozen=True)
class SignatureZone:
    """The place of one signature.

    `field` is True when an electronic signature field must exist there; False for a hand's signature only.
    `lines` are printed in the zone (name, capacity); `mention` is what a hand must write («  Lu et approuvé »).
    """

    role: Role
    label: str
    lines: tuple[str, ...] = ()
    mention: str = ""
    field: bool = True


@dataclass(frozen=True)
class Signatures:
    """One to three signature zones side by side, never split from each other; `place_and_date` adds
    « Fait à …, le … » to each zone for a hand to complete."""

    zones: tuple[SignatureZone, ...]
    place_and_date: bool = False


@dataclass(frozen=True)
class Picture:
    """An image (PNG or JPEG bytes) at most as large as the text area, with its alternative text."""

    data: bytes
    alt: str
    max_height: float = 0.0
    framed: bool = True


@dataclass(frozen=True)
class Code:
    """A QR code (level M) of `text`, `size` points wide, with a caption beside it."""

    text: str
    caption: str
    size: float = 72.0


@dataclass(frozen=True)
class WritingLines:
    """`count` dotted lines for a hand to write on, after a label."""

    label: str
    count: int = 1


@dataclass(frozen=True)
class Space:
    """Empty height in points."""

    height: float = 8.0


@dataclass(frozen=True)
class PageBreak:
    """Next block starts a page."""


@dataclass(frozen=True)
class Together:
    """Blocks that stay on one page when they fit on one."""

    blocks: tuple[Block, ...]


Block = (
    Title | Section | Subsection | Paragraph | Bullets | Fields | Options | Table | Notice | Address
    | Signatures | Picture | Code | WritingLines | Space | PageBreak | Together
)  # fmt: skip


@dataclass(frozen=True)
class Colours:
    """A portal's colours, `#rrggbb`. `primary` must contrast 4.5:1 with white."""

    primary: str = "#1d3557"
    tint: str = "#eef2f7"


@dataclass(frozen=True)
class Paper:
    """A whole paper, ready to be drawn.

    `dossier` is the order number printed on every page; `issuer` is who publishes the paper (header);
    `reference` is the paper's own (slug, version and revision, footer). `specimen` marks every page.
    `initials` adds a « paraphe » box to each page; `certified_copy` the « Copie conforme à l'original »
    area to each page; `page_code` a machine-readable code per page, with `{page}` replaced.
    `created` is the paper's clock, ISO 8601 with offset: it is the only time that enters the bytes.
    `invisible` are roles whose signature field exists without a place on a page (certifying seal).
    `locked_by` is the role whose signature closes the document (FieldMDP All, DocMDP P=1), or None.
    """

    slug: str
    title: str
    dossier: str
    issuer: str
    reference: str
    created: str
    blocks: tuple[Block, ...]
    language: str = "fr-FR"
    colours: Colours = field(default_factory=Colours)
    specimen: bool = False
    initials: bool = False
    certified_copy: bool = False
    page_code: str = ""
    invisible: tuple[Role, ...] = ()
    locked_by: Role | None = None


@dataclass(frozen=True)
class Zone:
    """Where a signature field is: page (1 = first) and rectangle (left, bottom, right, top) in points;
    an invisible field has an empty rectangle (0, 0, 0, 0)."""

    role: Role
    page: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Rendered:
    """A drawn paper: its PDF bytes (PDF/A-2a, PDF/UA-1, fields created), zones and number of pages."""

    slug: str
    title: str
    pdf: bytes
    zones: tuple[Zone, ...]
    pages: int


def texts(block: Block) -> Iterator[str]:
    """Every text of a block, in reading order (to check glyphs before anything is drawn)."""
    for value in vars(block).values():
        yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, StrEnum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for item in vars(value).values():
            yield from _texts(item)
