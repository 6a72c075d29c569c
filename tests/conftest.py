"""What all tests share: OPA, the corpora, a home of their own, and an honest word about what was NOT RUN."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
NOT_RUN = "NOT RUN: "
REQUIRE_ALL = "PYKIRO_REQUIRE_ALL"

sys.path[:0] = [str(CHECKOUT / "tests/e2e"), str(CHECKOUT / "tests/matrix")]


def not_run(what: str, why: str) -> None:
    """Leave a test that cannot run here; it is counted by name, and a failure where everything is required."""
    if os.environ.get(REQUIRE_ALL) == "1":
        pytest.fail(f"{NOT_RUN}{what}: {why}", pytrace=False)
    pytest.skip(f"{NOT_RUN}{what}: {why}")


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory):
    """No test reads or writes the user's files, nor obeys the user's git configuration, proxies or engine."""
    home = tmp_path_factory.mktemp("home")
    (home / "run").mkdir(mode=0o700)
    changed = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONDONTWRITEBYTECODE": "",
    }
    removed = [name for name in os.environ if name.startswith("PYKIRO_OPA_") or name.lower().endswith("_proxy")]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setenv(name, value)
        for name in removed:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def opa() -> str:
    """The path of the OPA that `make setup` built, or of the one on PATH."""
    built = CHECKOUT / ".tools/bin/opa"
    found = str(built) if built.exists() else shutil.which("opa")
    if found is None:
        pytest.fail("there is no OPA: run `make setup`", pytrace=False)
    return found


@pytest.fixture
def library():
    """The policies of the sidecar `root`; a test may change them before it starts one."""
    from sidecars import MAIN

    return {"kiro/main/main.rego": MAIN, "kiro/actions/a/data.json": '{"title": "A"}'}


@pytest.fixture
def root(opa, tmp_path, monkeypatch, library):
    """A workspace with small bundles whose sidecar, if a test leaves one, is stopped; its state is the test's own."""
    import json

    from sidecars import bundle

    from pykiro_opa import sidecar
    from pykiro_opa.sidecar import control

    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("PATH", f"{Path(opa).parent}:{os.environ['PATH']}")

    def bundles(given, _follows):
        data = json.dumps({"kiro": {"guardrails": given.documents}})
        return {
            "library": bundle(["kiro/main", "kiro/actions"], library),
            "guardrails": bundle(["kiro/guardrails"], {"data.json": data}),
        }

    monkeypatch.setattr(control, "_bundles", bundles)
    work = tmp_path / "work"
    work.mkdir()
    yield str(work)
    sidecar.stop(str(work))


@pytest.fixture(scope="session")
def ps() -> None:
    """The `ps` of the system, which slim images leave out."""
    if not os.access("/bin/ps", os.X_OK):
        not_run("ps", "there is no /bin/ps; install procps")


@pytest.fixture(scope="session")
def docker() -> str:
    """The path of a docker client whose engine answers."""
    client = shutil.which("docker")
    if client is None:
        not_run("dockerd", "no docker client is on PATH")
    asked = subprocess.run([client, "version"], capture_output=True, check=False, timeout=60)
    if asked.returncode:
        not_run("dockerd", "no Docker engine answers the client; start dockerd")
    return client


@pytest.fixture(scope="session")
def docker_registry() -> str:
    """The path of Debian's docker-registry, a real OCI registry."""
    found = shutil.which("docker-registry")
    if found is None:
        not_run("docker-registry", "it is not on PATH; install docker-registry")
    return found


@pytest.fixture(scope="module")
def registry(docker_registry, tmp_path_factory):
    """A running registry that asks for no password, of this module's own."""
    from signing.servers import Registry

    with Registry(docker_registry, tmp_path_factory.mktemp("registry"), password=False) as started:
        yield started


@pytest.fixture(scope="session")
def corpora() -> str:
    """The folder of labelled real data beside the checkout; it is no part of the project."""
    folder = CHECKOUT.parent / "shared/corpora"
    if not folder.is_dir():
        # Never required: who has only the project cannot have them.
        pytest.skip(f"{NOT_RUN}corpora: {folder.name} is not beside the checkout")
    return str(folder)


@pytest.fixture
def chance(request) -> random.Random:
    """A random test's own source, drawn from the seed of the run."""
    from generation.seeds import SEED, VARIABLE

    print(f"{VARIABLE}={SEED}")
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture(scope="session")
def both(opa, tmp_path_factory):
    """Both engines for the fail-closed matrix, over data that a test replaces."""
    from both import Both, LooseServer

    with LooseServer(opa, tmp_path_factory.mktemp("opa")) as server:
        yield Both(server)


@pytest.fixture(scope="session")
def warm_cache():
    """A cache folder with the compiled module, so that not every process of a test compiles it."""
    from scene import EVALUATE, Scene

    scene = Scene()
    assert scene.cli(*EVALUATE).code == 0
    yield scene.home / "cache"
    scene.remove()


@pytest.fixture(scope="session")
def base(both):
    """What every rule and action stops, with a harmless fact of each kind and an entry of each matcher."""
    from samples import base

    return base(both.embedded)


def pytest_collection_modifyitems(items) -> None:
    """Give every random test the seed of the run, those that never think of one included."""
    from generation.seeds import fix

    for item in items:
        fix(item.obj)


def pytest_make_parametrize_id(val, argname):
    """Bytes are named by their argument: an archive holds the time at which it was packed, and workers must agree."""
    return argname if isinstance(val, bytes) else None


def pytest_report_header() -> list[str]:
    from generation.seeds import SEED, TIMES, TIMES_VARIABLE, VARIABLE

    return [
        f"{REQUIRE_ALL}={os.environ.get(REQUIRE_ALL, '')} (1 makes NOT RUN a failure)",
        f"{VARIABLE}={SEED} {TIMES_VARIABLE}={TIMES} (seed of the random tests, and by how much to multiply their cases)",
    ]


def pytest_configure(config) -> None:
    """Give all processes of a parallel run one seed: it is drawn on import, and workers inherit the environment."""
    from generation.seeds import SEED, VARIABLE

    os.environ[VARIABLE] = str(SEED)


def pytest_sessionfinish(session) -> None:
    """Hand what a worker counted to the process that prints the summary."""
    workeroutput = getattr(session.config, "workeroutput", None)
    if workeroutput is not None:
        import cells
        from generation.seeds import TOLD

        workeroutput.update(told=TOLD, cells=cells.counted())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    import cells
    from generation.seeds import TOLD

    finished = getattr(node, "workeroutput", {})  # a worker that crashed has none; xdist reports its test as failed
    TOLD.extend(finished.get("told", []))
    for matrix, number in finished.get("cells", {}).items():
        cells.tried(matrix, number)


def pytest_terminal_summary(terminalreporter) -> None:
    import cells
    from generation.seeds import TOLD

    reasons = [_reason(report) for report in terminalreporter.stats.get("skipped", [])]
    counts = Counter(reason.removeprefix(NOT_RUN).split(":")[0] for reason in reasons if reason.startswith(NOT_RUN))
    missing = [f"{NOT_RUN}{what} ({number} test{'s' if number > 1 else ''})" for what, number in sorted(counts.items())]
    for line in missing:
        terminalreporter.write_line(line, red=True)
    for line in [*TOLD, *cells.summary()]:
        terminalreporter.write_line(line)


def _reason(report) -> str:
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return text.removeprefix("Skipped: ")
