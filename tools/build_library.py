"""Build what the package carries of `policies/`: the Wasm module and the library's data. `--check` only compares.

    python tools/build_library.py [--check] [--opa PATH]

All files are committed, so that installing from git needs no OPA; the check proves that they are those of `policies/`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from pykiro_opa.errors import PykiroError, UsageError  # noqa: E402
from pykiro_opa.events import canonical  # noqa: E402

OPA_VERSION = "1.21.1"
MODULE = "pykiro_opa/engines/policies.wasm"
LIBRARY = "pykiro_opa/catalogue/library.json"
WORDING = "pykiro_opa/catalogue/wording.json"
ACTIONS = "kiro/actions"
# What of a named action only Python reads: the engine would parse it at every cold start.
WORDS = ("description", "phrases", "severity", "title")


def main(arguments: list[str] | None = None) -> int:
    """Build or check; 0 for done and equal, 1 with one line on stderr for anything else."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="build elsewhere and compare; write nothing")
    parser.add_argument("--opa", metavar="PATH", help=f"the opa {OPA_VERSION} to build with")
    parser.add_argument("--root", metavar="DIR", type=Path, default=REPOSITORY, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    try:
        built = build(chosen.root / "policies", find_opa(chosen.opa))
    except PykiroError as error:
        print(f"build_library: {error}", file=sys.stderr)
        return 1
    return check(chosen.root, built) if chosen.check else write(chosen.root, built)


def build(policies: Path, opa: str) -> dict[str, bytes]:
    """The generated files by their path in the repository, made from the folder `policies`. Raises PykiroError."""
    from pykiro_opa.custom.building import compiled, library_files

    module = compiled(library_files(str(policies)), opa)
    refuse_builtins(module)
    return {MODULE: module, LIBRARY: library(policies), WORDING: wording(policies)}


def library(policies: Path) -> bytes:
    """All `data.json` below the folder, each at its path, as canonical JSON; of named actions without their words."""
    document: dict[str, object] = {"kiro": {}}
    # Parents first: what lies deeper goes into them, where its place is free.
    for path in sorted(policies.rglob("data.json"), key=lambda found: (len(found.parts), found)):
        place = document
        parts = path.relative_to(policies).parent.parts
        for part in parts[:-1]:
            place = _inside(place, part, path)
        if not parts or parts[-1] in place:
            raise UsageError(f"`{path.relative_to(policies.parent)}`: its place in the data is taken")
        place[parts[-1]] = _without_words(_read_json(path)) if _is_action(parts) else _read_json(path)
    if list(document) != ["kiro"]:
        raise UsageError("`policies/` holds data outside `kiro`")
    document["kiro"]["library"] = {"rules": rules(policies)}
    return _by_line(document)


def _by_line(document: dict[str, dict[str, object]]) -> bytes:
    """Canonical JSON but for a line for each named action, so that the engine can leave actions out unread."""
    actions = document["kiro"].get("actions")
    if not actions:
        return canonical(document)
    lines = b",\n".join(canonical(name) + b":" + canonical(action) for name, action in sorted(actions.items()))
    whole = canonical({"kiro": {**document["kiro"], "actions": {}}})
    return whole.replace(b'"actions":{}', b'"actions":{\n' + lines + b"\n}", 1)


def wording(policies: Path) -> bytes:
    """What the named actions are called and which phrases name them, by action."""
    found = {}
    for path in sorted(policies.glob(f"{ACTIONS}/*/data.json")):
        action = _read_json(path)
        if isinstance(action, dict):
            found[path.parent.name] = {field: action[field] for field in WORDS if field in action}
    return canonical(found)


def rules(policies: Path) -> list[str]:
    """`category/rule` of every rule; guardrails name them, so that a library in which one is missing denies."""
    found = {path.parent.relative_to(policies / "kiro/rules") for path in policies.glob("kiro/rules/*/*/*.rego")}
    return sorted(path.as_posix() for path in found)


def refuse_builtins(module: bytes) -> None:
    """Raise UsageError where the module wants a builtin from its host: in the engine that is an undefined rule."""
    from pykiro_opa.engines.custom_modules import wanted_builtins

    wanted = wanted_builtins(module)
    if wanted:
        raise UsageError(f"`policies/` uses builtins that Wasm does not have: {', '.join(wanted)}")


def find_opa(named: str | None) -> str:
    """The opa named, that of the checkout or that of PATH. Raises UsageError where there is none of the right version."""
    here = REPOSITORY / ".tools" / "bin" / "opa"
    found = named or (str(here) if here.is_file() else shutil.which("opa"))
    if not found:
        raise UsageError(
            f"`opa` is not installed: put opa {OPA_VERSION} into .tools/bin or PATH, or name it with `--opa`"
        )
    # Absolute, since the build runs elsewhere.
    path = str(Path(found).absolute())
    version = run([path, "version"]).partition("\n")[0].removeprefix("Version:").strip()
    if version != OPA_VERSION:
        raise UsageError(f"`{found}` is opa {version}; the module is built with {OPA_VERSION}, or it differs each time")
    return path


def run(command: list[str], folder: Path | None = None) -> str:
    """What the command prints. Raises UsageError with its own first line where it fails."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise UsageError(f"`{command[0]}` cannot be run: {error.strerror}") from None
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).split())
        raise UsageError(f"`opa {command[1]}` failed: {said or f'exit code {done.returncode}'}")
    return done.stdout


def check(root: Path, built: dict[str, bytes]) -> int:
    differing = [name for name, content in built.items() if _content(root / name) != content]
    if differing:
        print(
            f"build_library: {' and '.join(f'`{name}`' for name in differing)} not as built from `policies/`:"
            " run `python tools/build_library.py` and commit",
            file=sys.stderr,
        )
    return 1 if differing else 0


def write(root: Path, built: dict[str, bytes]) -> int:
    for name, content in built.items():
        if _content(root / name) != content:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
            print(f"{name}: {len(content)} bytes")
    return 0


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _inside(place: dict[str, object], part: str, path: Path) -> dict[str, object]:
    inner = place.setdefault(part, {})
    if not isinstance(inner, dict):
        raise UsageError(f"`{path}` lies inside what another `data.json` says is no object")
    return inner


def _is_action(parts: tuple[str, ...]) -> bool:
    return len(parts) == 3 and "/".join(parts[:2]) == ACTIONS


def _without_words(action: object) -> object:
    return (
        {field: value for field, value in action.items() if field not in WORDS} if isinstance(action, dict) else action
    )


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise UsageError(f"`{path}` is not JSON: {error}") from None


if __name__ == "__main__":
    raise SystemExit(main())
