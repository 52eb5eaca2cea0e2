"""Zip archives from strangers: every name and size is looked at before a byte is unpacked; nothing touches a disk."""

import io
import stat
import zipfile
import zlib

from geodata.upload_limits import MAX_RATIO, MAX_UNPACKED, UploadRefused

MAX_MEMBERS = 200


def members(content: bytes) -> dict[str, bytes]:
    """The files of an archive by lower-case name. Raises `UploadRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = [item for item in archive.infolist() if not item.is_dir()]
            _look(listed)
            return {item.filename.lower(): _unpacked(archive, item) for item in listed}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, UploadRefused):
            raise
        raise UploadRefused("broken_zip") from error


def _look(listed: list[zipfile.ZipInfo]) -> None:
    if len(listed) > MAX_MEMBERS:
        raise UploadRefused("too_many_members", limit=MAX_MEMBERS)
    if len({item.filename.lower() for item in listed}) < len(listed):
        raise UploadRefused("broken_zip")
    for item in listed:
        name = item.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or ":" in name:
            raise UploadRefused("path_in_zip", name=name[:80])
        if stat.S_ISLNK(item.external_attr >> 16):
            raise UploadRefused("link_in_zip", name=name[:80])
        if item.file_size > MAX_RATIO * max(item.compress_size, 1_000):
            raise UploadRefused("zip_bomb", name=name[:80])
    if sum(item.file_size for item in listed) > MAX_UNPACKED:
        raise UploadRefused("zip_bomb", name="")


def _unpacked(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    with archive.open(item) as file:
        content = file.read(item.file_size + 1)
    if len(content) > item.file_size:  # the directory lied about the size
        raise UploadRefused("zip_bomb", name=item.filename[:80])
    return content
