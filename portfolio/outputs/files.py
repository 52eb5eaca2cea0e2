"""A file is written whole or not at all."""

import os
import tempfile
from pathlib import Path

from portfolio.errors import OutputError


def write(target: Path, content: bytes) -> None:
    """Put the content where the target names it; what stood there stays until the new file is complete.

    Raises OutputError (reason ``not_writable``) where that place cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)  # mkstemp gives the file to its maker alone
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as reason:
        raise OutputError(path=str(target), reason="not_writable", detail=str(reason)) from reason
