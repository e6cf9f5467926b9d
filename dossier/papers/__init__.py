"""Papers made: blocks → tagged PDF/A-2a and PDF/UA-1 with their signature fields."""

from dossier.papers.appearance import appearance
from dossier.papers.glyphs import check_text
from dossier.papers.join import join
from dossier.papers.pages import page_count, page_image, page_images, page_texts
from dossier.papers.render import render

__all__ = [
    "appearance",
    "check_text",
    "join",
    "page_count",
    "page_image",
    "page_images",
    "page_texts",
    "render",
]
