"""Gzip: any format may come packed (``.csv.gz``, ``.warc.gz``) and is unpacked while it is read."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import Any, BinaryIO, cast

from generator.errors import ArticleError

SUFFIX = ".gz"
_MAGIC = b"\x1f\x8b"
# Deflate reaches 1,032 to 1 on nothing but zeros; text, even with the same fields on every line, stays far below this.
MAX_RATIO = 250
# Small files may do as they like.
FREE_BYTES = 5_000_000


def unpacked(source: BinaryIO, shown: str) -> BinaryIO:
    """``source``, or what is packed in it; told by its first bytes. Only ``seek(0)`` is possible then."""
    is_packed = source.read(2) == _MAGIC
    source.seek(0)
    return cast(BinaryIO, io.BufferedReader(_Unpacked(source, shown))) if is_packed else source


class _Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that refuses damaged data and bombs.

    Raises:
        ArticleError: from any reading method.
    """

    def __init__(self, source: BinaryIO, shown: str) -> None:
        self._source, self._shown = source, shown
        self._file = gzip.GzipFile(fileobj=source)
        self._count = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if offset or whence:
            raise io.UnsupportedOperation("seek")
        self._file.seek(0)
        self._count = 0
        return 0

    def tell(self) -> int:
        return self._count

    def readinto(self, buffer: Any) -> int:
        try:
            found = self._file.read1(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise ArticleError(self._shown, f"damaged gzip ({error}): pack it anew") from None
        self._count += len(found)
        if self._count > FREE_BYTES and self._count > MAX_RATIO * self._source.tell():
            raise ArticleError(
                self._shown, f"unpacks to more than {MAX_RATIO} times its size: unpack it yourself", kind="size"
            )
        buffer[: len(found)] = found
        return len(found)
