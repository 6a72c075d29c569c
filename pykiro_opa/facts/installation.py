"""Whether a file belongs to pykiro-opa itself: what is installed, what it compiled, what a sidecar is found by."""

from __future__ import annotations

import os

_PROGRAMS = ("pykiro-opa", "pykiro-opa-hook")


def is_installed(path: str) -> bool:
    """Whether the file is one that the next decision is made with; a path inside the workspace is relative.

    A checkout of pykiro-opa is a workspace like any other: in there only what was installed into it counts.
    """
    *folders, name = path.split("/")
    if folders[-1:] == ["bin"] and name in _PROGRAMS:
        return True
    if "pykiro_opa" in folders and "site-packages" in folders:
        return True
    location = os.path.expanduser(path)
    return os.path.isabs(location) and any(location.startswith(f"{folder}/") for folder in _own_folders())


def _own_folders() -> list[str]:
    from ..engines import folders

    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    named = [package, folders.cache_folder(), os.path.dirname(folders.state_folder("/"))]
    return [*named, *map(os.path.realpath, named)]
