"""Office files whose bytes depend on what is in them and on nothing else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Final

FIRST: Final = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip file can tell
CORE: Final = "docProps/core.xml"
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def settled(content: bytes, at: datetime | None = None) -> bytes:
    """Pack a docx or xlsx file anew without the clock of this machine, as written `at`.

    Without a moment it is dated as the zip file inside it, which is long ago.
    """
    out = io.BytesIO()
    stamp = f"{at or datetime(*FIRST, tzinfo=UTC):%Y-%m-%dT%H:%M:%SZ}".encode()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            body = old.read(item)
            if item.filename == CORE:
                body = _MOMENT.sub(rb"\g<1>" + stamp + rb"\g<2>", body)
            fresh = zipfile.ZipInfo(item.filename, FIRST)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, body)
    return out.getvalue()
