"""What the tests of the sidecar share: small bundles, and how to ask."""

from __future__ import annotations

import json
import time
from pathlib import Path
from types import SimpleNamespace

from pykiro_opa.bundles import archive
from pykiro_opa.engines import folders, running
from pykiro_opa.engines.server import ServerEngine

MAIN = """package kiro.main

decision := {"say": input.say, "guardrails": data.kiro.guardrails.builtin.about.content}
"""


def bundle(roots, files):
    return archive.pack({name: content.encode() for name, content in files.items()}, roots)


def guardrails(content="c0"):
    return SimpleNamespace(documents={"builtin": {"about": {"content": content, "counter": 0}}})


def folder(root):
    """Where the sidecar of the workspace keeps its state."""
    return Path(folders.state_folder(root))


def ask(started, token=None, **event):
    """The answer of a sidecar, by what `start` gave back or by its address."""
    url = started if isinstance(started, str) else started.url
    return ServerEngine(url, token).ask(json.dumps(event).encode(), b"")


def lives(pid):
    return running.start_time(pid) is not None


def wait_for(condition):
    ends_at = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < ends_at
        time.sleep(0.02)
