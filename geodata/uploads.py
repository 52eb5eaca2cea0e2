"""Geometry files from people: read in a child process with limits, or refused with a reason. The server never dies."""

import json
import os
import re
import select
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any, Final

import shapely
from shapely.geometry.base import BaseGeometry

from geodata.upload_limits import MAX_BYTES, UploadRefused

__all__ = ["FORMATS", "Upload", "UploadRefused", "UploadedFeature", "read"]

FORMATS: Final = (".geojson", ".json", ".kml", ".kmz", ".gpkg", ".zip")
TOLD: Final = re.compile(r"GCJ-02|BD-09|EPSG:\d{4,6}")
START_SECONDS: Final = 30.0
"""How long the child may take to start, before it has seen the file: a busy machine is not a hostile file."""
_ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class UploadedFeature:
    """One feature; `position` counts from 1 in the file's order, those without a geometry left out."""

    geometry: BaseGeometry
    """EPSG:4490, flat and valid."""
    properties: Mapping[str, str]
    layer: str
    position: int


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file holds."""

    features: tuple[UploadedFeature, ...]
    crs: str
    """What the coordinates were read as: told, or said by the file."""
    notes: tuple[str, ...]
    """Codes of what was done to it: `repaired`, `height_dropped`, `text_shortened`."""


def read(content: bytes, name: str, *, crs: str | None = None, seconds: float = 2.0) -> Upload:
    """Read a file by the format that its name declares; `crs` (`EPSG:n`, `GCJ-02`, `BD-09`) goes before what it says.

    Raises `UploadRefused`; a file that takes longer than `seconds` is `too_slow`, or `too_tangled` to be repaired.
    """
    if os.name == "nt":  # a child without limits would be none
        raise UploadRefused("not_on_windows")
    suffix = PurePath(name).suffix.lower()
    if suffix not in FORMATS:
        raise UploadRefused("unknown_format", suffix=suffix[:20])
    if not content:
        raise UploadRefused("empty_file")
    if len(content) > MAX_BYTES:
        raise UploadRefused("too_large", megabytes=MAX_BYTES // 1_000_000)
    if crs is not None and not TOLD.fullmatch(crs):
        raise UploadRefused("unknown_crs", crs=crs[:80])
    return _upload(_answer(content, suffix, crs or "", seconds))


def _answer(content: bytes, suffix: str, crs: str, seconds: float) -> Mapping[str, Any]:
    command = [sys.executable, "-m", "geodata.upload_child", suffix, crs, str(seconds)]
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(_ROOT),
        "PROJ_NETWORK": "OFF",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    pipe = subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - our own module, and a suffix and a system from closed lists
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=environment, cwd=_ROOT, bufsize=0
    ) as child:
        try:
            if child.stdout is None or not select.select([child.stdout], [], [], START_SECONDS)[0]:
                raise UploadRefused("reader_failed")
            if child.stdout.readline() != b"ready\n":
                raise UploadRefused("reader_failed")
            said, _ = child.communicate(content, timeout=seconds)
            slow = False
        except subprocess.TimeoutExpired:
            child.kill()
            said, _ = child.communicate()
            slow = True
        finally:
            child.kill()
    return _last(said, slow=slow or child.returncode in (-9, -24))


def _last(said: bytes, *, slow: bool) -> Mapping[str, Any]:
    lines = said.decode("utf-8", "replace").splitlines()
    last = lines[-1] if lines else ""
    try:
        answer: Mapping[str, Any] = json.loads(last)
    except ValueError as error:
        reason = "reader_failed" if not slow else "too_tangled" if "repair" in lines else "too_slow"
        raise UploadRefused(reason) from error
    return answer


def _upload(answer: Mapping[str, Any]) -> Upload:
    if "refused" in answer:
        raise UploadRefused(answer["refused"], **answer["facts"])
    features = tuple(
        UploadedFeature(shapely.from_wkb(row["wkb"]), row["properties"], row["layer"], row["position"])
        for row in answer["features"]
    )
    return Upload(features, answer["crs"], tuple(answer["notes"]))
