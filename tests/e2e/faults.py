"""Load on a real sidecar while something breaks: every answer is compared with the embedded engine's."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

from workspace import CONFIGURATION, SEED

from pykiro_opa import gate, sidecar
from pykiro_opa.changes import Change, Command
from pykiro_opa.decisions import believe
from pykiro_opa.engines import running
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.events import sealed_text
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.loading import guardrails_of

COMMANDS = (
    "git status", "ls -la src", "npm test", "aws s3 ls", "cat README.md | head", "make build",
    "aws s3 rm s3://data-production/key", "aws iam delete-role --role-name production-api",
    "export AWS_SECRET_ACCESS_KEY=x", "echo FROM x > Dockerfile", "psql -c 'DROP TABLE users'", "$TOOL --now",
)  # fmt: skip
RIGHT, WRONG = "right", "wrong"


class Question:
    """An event as it is asked, and the effect that is right for it."""

    def __init__(self, command, guardrails, embedded):
        change = Change("task", "command", root="/w", commands=(Command(command),), read=lambda _: None)
        event = gate.event_of(change, guardrails)
        self.right = gate.decide_event(event, guardrails, embedded).effect
        self.sealed, self.text = sealed_text(event)


class Scene:
    """A sidecar with the seed's guardrails in folders of its own, and questions to it."""

    def __init__(self, folder, opa, shared=()):
        self.folder = folder
        self.opa = str(opa)
        self.options = {}
        embedded = EmbeddedEngine()
        own = load([(CONFIGURATION, SEED.encode())], embedded.regex_is_valid)
        self.guardrails = guardrails_of(own.documents, shared=shared)
        self.questions = [Question(command, self.guardrails, embedded) for command in COMMANDS]

    def start(self, **options):
        return sidecar.start(str(self.folder), self.guardrails, self.opa, **{**self.options, **options})

    @property
    def token(self):
        """What a client of it shows; None behind a socket."""
        return running.running(str(self.folder))[1]

    @property
    def pid(self):
        return sidecar.status(str(self.folder)).pid

    @property
    def log(self):
        return Path(sidecar.status(str(self.folder)).log)


class Load:
    """Clients that ask as fast as they are answered until they are stopped; a refusal is counted by what it says."""

    def __init__(self, scene, url, clients, deadline):
        self.outcomes = Counter()
        self.slowest = 0.0
        self._scene = scene
        self._engine = ServerEngine(url, scene.token, deadline=deadline)
        self._deadline = deadline
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._client, args=(number,)) for number in range(clients)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join()

    @property
    def decided(self):
        return self.outcomes[RIGHT] + self.outcomes[WRONG]

    def until(self, decisions, patience=3000):
        """Wait until there were so many decisions; refusals are cheap and do not count."""
        ends_at = time.monotonic() + patience
        while self.decided < decisions:
            assert time.monotonic() < ends_at, self.outcomes
            time.sleep(0.01)

    def _client(self, number):
        while not self._over.is_set():
            question = self._scene.questions[number % len(self._scene.questions)]
            number += 1
            began = time.monotonic()
            try:
                decision = believe(self._engine.ask(question.text, self._scene.guardrails.text), question.sealed)
                outcome = RIGHT if decision.effect == question.right else WRONG
            except EngineError as error:
                outcome = _kind(str(error))
                time.sleep(0.05)  # a client that is refused at once would do nothing else
            took = time.monotonic() - began
            with self._lock:
                self.outcomes[outcome] += 1
                self.slowest = max(self.slowest, took)


def _kind(message):
    """The part of a refusal that is the same for every address and time."""
    for known in ("nothing listens there", "did not answer in time", "closed the connection", "broke the connection",
                  "Resource temporarily unavailable", "Connection reset"):  # fmt: skip
        if known in message:
            return known
    return message


# Each breaks a sidecar that is under load and, where it has to be, mends it as a user would; it returns once that is done.


def nothing(_scene, _load):
    return


def kill(scene, _load):
    os.kill(scene.pid, signal.SIGKILL)
    time.sleep(0.3)
    scene.start()


def dropped_socket(scene, load):
    Path(load._engine.name.removeprefix("unix:")).unlink()
    time.sleep(0.3)
    scene.start()


def suspended(scene, _load):
    os.kill(scene.pid, signal.SIGSTOP)
    time.sleep(5)
    os.kill(scene.pid, signal.SIGCONT)


def replaced(scene, _load):
    """The same guardrails, so that no answer is of others; the log alone is another."""
    now = sidecar.status(str(scene.folder)).inputs
    scene.start(inputs="full" if now == "masked" else "masked")
    scene.start(inputs=now)


def full_disk(scene, _load):
    """The file system of the decision log has no room left."""
    filler = scene.log.parent / "filler"
    try:
        with filler.open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(4096))
    except OSError:
        time.sleep(0.5)
    filler.unlink()


def clock_jump(_scene, _load):
    """Of the client's clock: that of the machine is everybody's, and a static program has no other."""
    real = time.time
    try:
        for days in (1, -1, 365):
            time.time = lambda days=days: real() + days * 86400
            time.sleep(0.2)
    finally:
        time.time = real


def removed_container(scene, _load):
    subprocess.run(
        ["docker", "rm", "--force", sidecar.status(str(scene.folder)).container], check=True, capture_output=True
    )
    time.sleep(0.3)
    scene.start()


CONTAINER_FAULTS = {
    "no fault": nothing,
    "kill -9, started again": kill,
    "container removed, started again": removed_container,
    "suspended for 5 s": suspended,
    "replaced twice": replaced,
}
FAULTS = {
    "no fault": nothing,
    "kill -9, started again": kill,
    "socket removed, started again": dropped_socket,
    "suspended for 5 s": suspended,
    "replaced twice": replaced,
    "disk of the log full": full_disk,
    "the client's clock jumps": clock_jump,
}
# Faults during which no request at all may be refused.
WITHOUT_REFUSAL = ("no fault", "replaced twice", "disk of the log full", "the client's clock jumps")


class SmallDisk:
    """A folder on a file system of its own with little room."""

    def __init__(self, folder, size):
        self.folder = folder
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)], capture_output=True, check=False
        )  # fmt: skip
        self.mounted = done.returncode == 0

    def remove(self):
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


def described(outcomes):
    return json.dumps(dict(outcomes.most_common()))
