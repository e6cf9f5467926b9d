"""What a piece made again must be, and how a refusal must read."""

from __future__ import annotations

import hashlib
import io

import pytest
from pikepdf import pdfa
from PIL import Image

from dossier import labels
from dossier.errors import Invalid
from dossier.papers import page_count
from dossier.papers.intake import Limits, Taken, take_in
from dossier.papers.intake.answer import Made
from tests.bench.intake import wrongs

RED, BLUE, WHITE = (254, 0, 0), (0, 0, 254), (255, 255, 255)


def code(data: bytes, name: str = "piece.pdf", limits: Limits | None = None) -> str:
    """Why a piece is refused; the refusal names the file and has words in both languages."""
    with pytest.raises(Invalid) as caught:
        take_in(data, name, limits)
    (problem,) = caught.value.problems
    assert problem.field == name
    assert all(labels.problem(problem, language) != problem.code for language in labels.LANGUAGES)
    return problem.code


def judged(taken: Taken, original: bytes) -> Taken:
    """A piece that is what it should be: PDF/A-2b, one revision, nothing active, the same pages."""
    made = Made(taken.kind, taken.way, taken.pdf, taken.images, taken.thumbnails)
    assert list(wrongs(made, original)) == []
    assert pdfa.validate_written(io.BytesIO(taken.pdf), "2b").passed
    assert taken.sha256 == hashlib.sha256(original).hexdigest()
    assert len(taken.thumbnails) == taken.pages == page_count(taken.pdf)
    return taken


def near(image: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    pixel = image.convert("RGB").getpixel((int(image.width * x), int(image.height * y)))
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))
