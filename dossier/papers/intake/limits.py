"""What one piece may cost."""

from __future__ import annotations

from dataclasses import dataclass

_MEGA = 1024**2


@dataclass(frozen=True)
class Limits:
    """Bounds of one intake; the defaults are those of the service.

    `size`, `memory`, `stream`, `inflated` and `output` are bytes, `cpu` and `wall` seconds, `pixels` those of
    one image, `frames` the images of one TIFF file. `stream` bounds one stream once inflated, `inflated` all.
    """

    size: int = 10 * _MEGA
    pages: int = 50
    pixels: int = 40_000_000
    frames: int = 20
    stream: int = 100 * _MEGA
    inflated: int = 300 * _MEGA
    memory: int = 1024 * _MEGA
    cpu: int = 10
    wall: int = 15
    output: int = 160 * _MEGA
