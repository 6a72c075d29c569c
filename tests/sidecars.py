"""What the tests of the sidecar share: small bundles, and how to ask."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from pykiro_opa import sidecar
from pykiro_opa.bundles import archive
from pykiro_opa.engines import folders, running
from pykiro_opa.engines.server import ServerEngine

MAIN = """package kiro.main

decision := {"say": input.say, "guardrails": data.kiro.guardrails.builtin.about.content}
"""


def bundle(roots, files):
    return archive.pack({name: content.encode() for name, content in files.items()}, roots)


def guardrails(content="c0"):
    origins = (("builtin", content, 0),)
    documents = {"builtin": {"about": {"content": content, "counter": 0}}}
    return SimpleNamespace(documents=documents, origins=origins, expected=origins, rules=())


def folder(root):
    """Where the sidecar of the workspace keeps its state."""
    return Path(folders.state_folder(root))


def ask(started, token=None, **event):
    """The answer of a sidecar, by what `start` gave back or by its address."""
    url = started if isinstance(started, str) else started.url
    return ServerEngine(url, token).ask(json.dumps(event).encode(), b"")


def lives(pid):
    return running.start_time(pid) is not None


def wait_for(condition, patience=20.0):
    """Until it is so; `patience` in seconds, after which it is given up."""
    ends_at = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < ends_at, "it did not happen"
        time.sleep(0.02)


@contextmanager
def serving(given, opa, folder, **options):
    """A sidecar with the real policies and these guardrails for as long as it lasts: its address and its log."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "r"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "c"))
        started = sidecar.start(str(folder), given, str(opa), **options)
        try:
            yield started.url, Path(sidecar.status(str(folder)).log)
        finally:
            sidecar.stop(str(folder))
