"""Bytes to text, without guessing more than the bytes allow."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from geokit.reports.drafts import UnreadableError

__all__ = ["Decoded", "decode"]

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROLS_BUT_NUL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_NO_WRITING = {"Cc", "Cn", "Co", "Cs"}
_LINE_ENDS = re.compile(r"[\t\n\r\x0b\x0c]")
# What was tried before the guess, and failed.
_RULED_OUT = ["cp949", "euc_kr", "johab", "utf_8", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_7"]
_RULED_OUT += ["cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"]  # of mainframes
_WESTERN_TYPOGRAPHY = re.compile(rb"[\x80\x82\x84-\x85\x91-\x97\x99\xa0-\xff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, its encoding, and what had to be guessed or replaced (``None`` where nothing was)."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes, *, nul_ok: bool = False) -> Decoded:
    """Decode a text file.

    A byte order mark decides and is not part of the text; then strict UTF-8; then UTF-16 known by where its
    NULs stand; then Korean (EUC-KR and CP949), which shows even in short texts by its syllables; then Western
    typography; then charset_normalizer's guess, which is told in ``doubt``.

    Parameters
    ----------
    data : bytes
        The whole file.
    nul_ok : bool
        Leave single NUL characters in the text: a table names the row that they stand in.

    Raises
    ------
    UnreadableError
        If the file is empty, or no text.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableError("empty: nothing to read", "remove the file, or fill it")
    decoded = _by_mark(data) or _utf8(data) or _utf16(data) or _damaged_utf8(data)
    if decoded is None and b"\x00" not in data:
        decoded = _korean(data) or _western(data) or _guessed(data)
    if decoded is None or _is_binary(decoded.text, nul_ok=nul_ok):
        raise UnreadableError("binary: not a text file", "save it as text, in UTF-8")
    if not decoded.text.strip():
        raise UnreadableError("empty: nothing to read", "remove the file, or fill it")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            lost = text.count("\ufffd")
            return Decoded(text, encoding, f"{lost} characters are not {encoding}" if lost else None)
    return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8") if data.count(0) * 50 < len(data) else None
    except UnicodeDecodeError:
        return None


def _utf16(data: bytes) -> Decoded | None:
    # Spaces, digits and line ends have a NUL as their high byte in every script.
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or even == odd:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    strange = sum(unicodedata.category(character) in _NO_WRITING for character in text) - len(
        _LINE_ENDS.findall(text)
    )
    return Decoded(text, encoding) if strange * 50 <= len(text) else None


def _damaged_utf8(data: bytes) -> Decoded | None:
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - lost
    if lost * 20 > whole:
        return None
    return Decoded(text, "utf-8", f"{lost} characters are not UTF-8")


def _korean(data: bytes) -> Decoded | None:
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    # Chinese bytes read as Korean are full of hanja, Western ones of syllables that nobody writes.
    letters = [character for character in text if character > "\x7f" and character.isalpha()]
    common = sum(1 for character in letters if _HANGUL.match(character) and _in_ks_x_1001(character))
    return Decoded(text, "cp949") if letters and common >= 0.8 * len(letters) else None


def _in_ks_x_1001(character: str) -> bool:
    try:
        return len(character.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def _western(data: bytes) -> Decoded | None:
    # In a script of two bytes a character the high bytes come in long runs.
    runs = _HIGH_BYTES.findall(data)
    high = sum(map(len, runs))
    if high * 4 > len(data) or max(map(len, runs)) > 2 or high != len(_WESTERN_TYPOGRAPHY.findall(data)):
        return None
    return Decoded(data.decode("cp1252"), "cp1252")


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_exclusion=_RULED_OUT).best()
    if best is None:
        return None
    return Decoded(str(best), best.encoding, f"its encoding was guessed to be {best.encoding}")


def _is_binary(text: str, *, nul_ok: bool) -> bool:
    if "\x00" in text and not nul_ok:
        return True
    controls = len((_CONTROLS_BUT_NUL if nul_ok else _CONTROLS).findall(text))
    lost = text.count("\ufffd")
    return (
        controls * 100 > len(text)
        or lost * 10 > len(text)
        or (nul_ok and text.count("\x00") * 10 > len(text))
    )
