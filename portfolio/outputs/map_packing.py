"""The bytes that travel to the map in a browser: one JSON part for words and numbers, then typed arrays.

Layout, little-endian: 4 bytes ``JNM1``, length of the JSON as uint32, the JSON (UTF-8, padded with blanks to a multiple
of 8), then the arrays, each beginning at a multiple of 8. The JSON is
``{"meta": …, "arrays": {name: [type, offset, count]}}`` with offsets from the first array on.
``portfolio/outputs/browser/packing.js`` reads it.
"""

import json
import struct
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

MAGIC = b"JNM1"
_ALIGNMENT = 8
_TYPES = {"uint8": "u1", "int32": "i4", "float32": "f4"}

Part: TypeAlias = bytes | NDArray[Any]


def pack(meta: Mapping[str, object], parts: Mapping[str, Part]) -> bytes:
    """Pack words and arrays. Arrays are uint8, int32 or float32; bytes count as uint8. KeyError for another type."""
    table: dict[str, tuple[str, int, int]] = {}
    chunks: list[bytes] = []
    offset = 0
    for name, part in parts.items():
        content = part if isinstance(part, bytes) else np.ascontiguousarray(part).tobytes()
        kind = "u1" if isinstance(part, bytes) else _TYPES[part.dtype.name]
        table[name] = (kind, offset, len(content) if isinstance(part, bytes) else int(part.size))
        padded = content + bytes(-len(content) % _ALIGNMENT)
        chunks.append(padded)
        offset += len(padded)
    head = json.dumps({"meta": meta, "arrays": table}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % _ALIGNMENT)
    return b"".join([MAGIC, struct.pack("<I", len(head)), head, *chunks])


def unpack(content: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read what ``pack`` wrote: the meta part and the arrays. For tests and for tools; raises ValueError otherwise."""
    if content[:4] != MAGIC:
        raise ValueError("not packed map content")
    (length,) = struct.unpack_from("<I", content, 4)
    head = json.loads(content[8 : 8 + length])
    start = 8 + length
    arrays = {
        name: np.frombuffer(content, dtype=f"<{kind}", count=count, offset=start + offset)
        for name, (kind, offset, count) in head["arrays"].items()
    }
    return head["meta"], arrays
