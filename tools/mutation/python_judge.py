"""Whether the Python tests notice a mutant: each in a process of its own, forked from one that has loaded pytest.

The mutant stands in a copy of the checkout, so that the tests' own processes see it too. First the tests run without
any and say which functions each of them calls; a mutant is then given to the tests that call its function.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from typing import TYPE_CHECKING, Any, Self

import pytest
from plan import PRELOADED, limit_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mutants import Mutant

    Called = dict[str, set[tuple[str, str]]]  # test: file and function of what it calls

_PASSED, _MISUSED, _EMPTY = 0, 4, 5  # anything else is a test that failed, or the end of the process by a limit
_WAITS = 6  # times as long as it may compute a test may take, on a machine that does other things


class PythonJudge:
    """A copy of the checkout, and what the tests of the modules asked about call."""

    def __init__(self, root: str, files: dict[str, list[str]]) -> None:
        """`files` holds the test files of each module."""
        self._root = root
        self._files = files

    def __enter__(self) -> Self:
        """Make the copy, and run the tests once without any mutant."""
        self._folder = tempfile.TemporaryDirectory(prefix="mutation-")
        self._copy = os.path.join(self._folder.name, "checkout")
        _copy(self._root, self._copy)
        for name in PRELOADED:
            __import__(name)
        sys.path.insert(0, self._copy)
        os.environ["PYTHONPATH"] = self._copy
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.path.join(self._folder.name, "hypothesis")
        files = sorted({name for names in self._files.values() for name in names})
        recorded = os.path.join(self._folder.name, "recorded.json")
        if self._forked(lambda: _Recorder(self._copy, list(self._files), recorded), files, 1800) != _PASSED:
            raise AssertionError(f"the tests fail without any mutant:\n{self._said()}")
        with open(recorded, encoding="utf-8") as stream:
            self._tests: dict[str, dict[str, Any]] = json.load(stream)
        # What the first run compiled is there for the others, which add nothing: half of their time, and no mutant stays.
        sys.dont_write_bytecode = True
        self._stamp = int(time.time())
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def __call__(self, mutant: Mutant, source: bytes) -> str:
        """Whether a test notices the mutant; one that never ends is noticed."""
        chosen = {name: 5 + 4 * self._tests[name]["seconds"] for name in self._chosen(mutant)}
        limit = 60 + 2 * sum(chosen.values())
        place = os.path.join(self._copy, mutant.path)
        self._write(place, mutant.apply(source))
        try:
            files = sorted({_file_of(name) for name in chosen}, key=self._seconds_of)
            code = self._forked(lambda: _Selector(chosen), files, limit)
            if code in (None, -signal.SIGALRM):  # it only waited; twice is no accident of the machine
                code = self._forked(lambda: _Selector(chosen), files, limit)
        finally:
            self._write(place, source)
        if code in (_MISUSED, _EMPTY):
            raise AssertionError(f"{mutant}: pytest ended with {code}:\n{self._said()}")
        return "survived" if code == _PASSED else "killed"

    def _chosen(self, mutant: Mutant) -> set[str]:
        """The tests that call the function; all of the module's, where it is no function's or not seen to be called."""
        files = self._files[mutant.path]
        ours = {name for name in self._tests if _file_of(name) in files}
        where = [mutant.path, mutant.where]
        return {name for name in ours if where in self._tests[name]["calls"]} or ours

    def _seconds_of(self, file: str) -> float:
        return sum(test["seconds"] for name, test in self._tests.items() if _file_of(name) == file)

    def _write(self, place: str, content: bytes) -> None:
        """Each with a time of its own: Python knows by it that what it compiled is old."""
        self._stamp += 2
        with open(place, "wb") as stream:
            stream.write(content)
        os.utime(place, (self._stamp, self._stamp))

    def _forked(self, plugin: Callable[[], object], files: list[str], limit: float) -> int | None:
        """The exit code of pytest in a forked process; None where it took too long."""
        child = os.fork()
        if child == 0:
            os.setsid()
            _run(self._copy, os.path.join(self._folder.name, "said"), plugin, files)
        ended = time.monotonic() + limit
        try:
            while time.monotonic() < ended:
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    return os.waitstatus_to_exitcode(status)
                time.sleep(0.005)
            return None
        finally:
            _end(child)

    def _said(self) -> str:
        with open(os.path.join(self._folder.name, "said"), encoding="utf-8", errors="replace") as stream:
            return stream.read()[-4000:]


def _run(copy: str, said: str, plugin: Callable[[], object], files: list[str]) -> None:
    """Run pytest and leave the process, whatever happens."""
    code = 70
    try:
        limit_memory()
        output = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.chdir(copy)
        # The same cases for each mutant, and no more than `make test` has, whoever runs this.
        os.environ.update(PYKIRO_SEED="0", PYKIRO_TIMES="1")
        options = ["-x", "-q", "-m", "not long", "-p", "no:cacheprovider", "--hypothesis-seed=0", "--tb=short"]
        options += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
        code = pytest.main([*options, *files], plugins=[plugin()])
    except BaseException:  # noqa: BLE001 - this process must not go on as its parent would
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end(group: int) -> None:
    """End what is left of a process and of those it started; they are a group of their own."""
    try:
        os.killpg(group, signal.SIGKILL)
        os.waitpid(group, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def _copy(root: str, copy: str) -> None:
    """The files of a checkout that are not ignored, as they are on disk now; its tools by a link."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=root, capture_output=True, check=True).stdout
    for name in os.fsdecode(listed).rstrip("\0").split("\0"):
        place = os.path.join(copy, name)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        if os.path.exists(os.path.join(root, name)):
            with open(os.path.join(root, name), "rb") as source, open(place, "wb") as target:
                target.write(source.read())
    for name in (".tools", ".venv"):
        os.symlink(os.path.join(root, name), os.path.join(copy, name))


def _file_of(test: str) -> str:
    return test.partition("::")[0]


class _Selector:
    """A pytest plugin that keeps the chosen tests alone, of each file the quick ones first, each for its seconds at most."""

    def __init__(self, chosen: dict[str, float]) -> None:
        self._chosen = chosen

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        kept = [item for item in items if item.nodeid in self._chosen]
        files = list(dict.fromkeys(_file_of(item.nodeid) for item in kept))
        items[:] = sorted(kept, key=lambda item: (files.index(_file_of(item.nodeid)), self._chosen[item.nodeid]))

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        # Seconds of the processor: a loaded machine fails no test. Nobody handles the signals, so nothing can swallow them.
        seconds = self._chosen[item.nodeid]
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, _WAITS * seconds)


class _Recorder:
    """A pytest plugin that writes how long each test takes and which functions of the modules it calls."""

    def __init__(self, copy: str, paths: list[str], target: str) -> None:
        self._paths = {os.path.join(copy, path): path for path in paths}
        self._target = target
        self._seconds: dict[str, float] = {}
        self._calls: Called = {}
        self._shared: Called = {}  # what fixtures of a file call, maybe for all its tests
        self._called: set[tuple[str, str]] = set()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Iterator[None]:
        with self._recorded(self._shared.setdefault(_file_of(item.nodeid), set())):
            yield

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        started = time.process_time()
        with self._recorded(self._calls.setdefault(item.nodeid, set())):
            yield
        self._seconds[item.nodeid] = time.process_time() - started

    def pytest_sessionfinish(self) -> None:
        found = {
            name: {
                "seconds": self._seconds.get(name, 0),
                "calls": sorted(called | self._shared.get(_file_of(name), set())),
            }
            for name, called in self._calls.items()
        }
        with open(self._target, "w", encoding="utf-8") as stream:
            json.dump(found, stream)

    def _recorded(self, called: set[tuple[str, str]]) -> _Profile:
        return _Profile(self._paths, called)


class _Profile:
    """Notes the functions called inside a `with`, in every thread."""

    def __init__(self, paths: dict[str, str], called: set[tuple[str, str]]) -> None:
        self._paths = paths
        self._called = called

    def __enter__(self) -> None:
        threading.setprofile(self._note)
        sys.setprofile(self._note)

    def __exit__(self, *_: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]

    def _note(self, frame: Any, event: str, _argument: object) -> None:
        path = self._paths.get(frame.f_code.co_filename) if event == "call" else None
        if path is not None:
            name = frame.f_code.co_qualname.replace(".<locals>", "")
            self._called.add((path, name.partition(".<")[0]))
