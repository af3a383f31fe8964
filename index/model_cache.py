"""Where converted models are kept: once per user, because turning them takes half a minute."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NAME: Final = "lis-scrutiny"


def model_cache(
    environment: Mapping[str, str] | None = None, home: Path | None = None
) -> Path | None:
    """Return the user's folder for converted models, made when absent; None when it cannot be.

    That is `lis-scrutiny` in XDG_CACHE_HOME, or in ~/.cache. What lies there is named after the
    model, its digest and the release that converted it, so that workspaces can share it, and it
    may be deleted at any time. Only doors (command line, app, worker) ask.
    """
    settings = os.environ if environment is None else environment
    given = settings.get("XDG_CACHE_HOME", "")
    try:
        # The standard has relative paths ignored.
        base = Path(given) if Path(given).is_absolute() else (home or Path.home()) / ".cache"
        folder = base / NAME
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # read-only, or a user without a home
        return None
    return folder if os.access(folder, os.W_OK) else None
