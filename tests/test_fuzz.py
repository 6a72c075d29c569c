"""Every parser of foreign input under a memory cap and a deadline: errors of ours, or facts, and nothing else.

`PYKIRO_FUZZ_SECONDS` is how long a long test keeps at each parser (20), `PYKIRO_FUZZ_INPUTS` how many short inputs
another one gives it (100,000); `fuzzing.worker` says how to run one by hand.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fuzzing.corpora import seeds
from fuzzing.regressions import REGRESSIONS
from fuzzing.targets import TARGETS
from generation.seeds import SEED, TIMES, TOLD

TESTS = Path(__file__).parent
SECONDS = float(os.environ.get("PYKIRO_FUZZ_SECONDS") or 20)
INPUTS = 250
MANY = int(os.environ.get("PYKIRO_FUZZ_INPUTS") or 100_000)


def work(folder: Path, target: str, *options: str) -> list[dict]:
    """What a worker says of its inputs; fails where it does not come to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "fuzzing.worker", target, "--seed", str(SEED), "--folder", folder, *options],
        env={**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        last = (folder / "input").read_bytes()
        tried = last[4 : 4 + int.from_bytes(last[:4], "big")]
        pytest.fail(f"`{target}` ended with {done.returncode} on {tried!r}\n{done.stderr[-3000:]}", pytrace=False)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def regressions(tmp_path_factory) -> dict[tuple[str, str], dict]:
    said = work(tmp_path_factory.mktemp("regressions"), "regressions")
    return {(one["target"], one["name"]): one for one in said if "name" in one}


@pytest.mark.parametrize(("target", "name"), REGRESSIONS, ids=[f"{target}: {name}" for target, name in REGRESSIONS])
def test_what_once_crashed_or_stood_still_is_read(target, name, regressions):
    assert "" == regressions[target, name]["problem"]


@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_survives_what_is_made_of_sound_inputs(target, tmp_path):
    _check(target, work(tmp_path, target, "--inputs", str(INPUTS * TIMES), "--largest", "4000", "--most", "1"))


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_survives_for_long(target, tmp_path):
    """Inputs of up to 64 kB, made of real ones too where the corpora are beside the checkout."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds(TESTS.parents[1] / "shared/corpora", target)):
        (corpus / f"{number:04}").write_bytes(seed)
    _check(target, work(tmp_path, target, "--seconds", str(SECONDS), "--corpus", str(corpus), "--most", "3"))


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_survives_very_many_short_inputs(target, tmp_path):
    """A seed's length of text is where parsers differ in what they do; the long inputs above are about how much."""
    _check(target, work(tmp_path, target, "--inputs", str(MANY), "--largest", "120", "--most", "3"))


def _check(target: str, said: list[dict]) -> None:
    *problems, whole = said
    shown = [f"{one['problem']}\n{one['input'].encode('latin-1')!r}" for one in problems]
    assert not problems, "\n\n".join(shown)
    TOLD.append(f"fuzzed {target}: {whole['inputs']} inputs, slowest {whole['slowest']} s, {whole['megabytes']} MB")
