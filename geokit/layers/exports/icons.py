"""The icons inside a KMZ: a disc for what took place, a ring for what did not."""

from __future__ import annotations

import struct
import zlib

__all__ = ["icon_png"]

_SIZE = 32
_RADIUS, _RING = 14.0, 4.0


def icon_png(colour: str, *, solid: bool) -> bytes:
    """Draw an icon of 32 by 32 pixels with a clear ground.

    Parameters
    ----------
    colour : str
        As #rrggbb.
    solid : bool
        A disc with a white rim, or else a ring.

    Returns
    -------
    bytes
        A PNG file, the same for the same arguments.
    """
    own = tuple(bytes.fromhex(colour[1:]))
    rows = b"".join(b"\0" + b"".join(_pixel(x, y, own, solid) for x in range(_SIZE)) for y in range(_SIZE))
    header = struct.pack(">IIBBBBB", _SIZE, _SIZE, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _pixel(x: int, y: int, colour: tuple[int, ...], solid: bool) -> bytes:
    middle = (_SIZE - 1) / 2
    distance = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5
    outside = _covered(_RADIUS - distance)
    inside = _covered(_RADIUS - _RING - distance)
    if not solid:
        return bytes((*colour, round(255 * (outside - inside))))
    white = 0.0 if distance < _RADIUS - 2 else 1.0
    shade = (round(own + (255 - own) * white) for own in colour)
    return bytes((*shade, round(255 * outside)))


def _covered(depth: float) -> float:
    """Give how much of a pixel an edge covers that lies ``depth`` pixels beyond its middle."""
    return min(1.0, max(0.0, depth + 0.5))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
