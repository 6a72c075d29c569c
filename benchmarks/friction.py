"""How often harmless work is stopped, by which rule, and where: the price of the guardrails.

    python benchmarks/friction.py [FOLDER]

Ordinary tool calls of agents (tests/ordinary), and real, merged pull requests, each rebuilt as a git repository: FOLDER
holds `pull_requests/*.jsonl.gz` (../shared/corpora). All are judged with the defaults, the seed and the recommended file;
the pull requests on infrastructure with the seed alone, since most of what they stop is theirs to be asked about.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from merged.replay import FOLDER, replay, rows  # noqa: E402
from ordinary import COMMANDS, EDITS, TOOLS, judging  # noqa: E402

_STOPS = ("deny", "needs-approval")


_EVERY_WAY = "full-stack-fastapi-template"


def main() -> None:
    for name, configuration in judging.CONFIGURATIONS.items():
        _ordinary(name, configuration)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared/corpora"
    files = sorted((folder / FOLDER).glob("*.jsonl.gz"))
    if not files:
        print(f"NOT RUN: `{folder / FOLDER}` is not there; name the folder that holds it")
    for path in files:
        name = path.name.removesuffix(".jsonl.gz")
        for used, configuration in judging.CONFIGURATIONS.items():
            if used == "seed" or name == _EVERY_WAY:
                _judge(str(folder), name, used, configuration.decode())


def _ordinary(name: str, configuration: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        stopped = list(judging.stops(Path(folder), configuration))
    for one in stopped:
        print(f"{one.row[:80]!r}: {'; '.join(message for _, message in one.rules)}")
    number = len(COMMANDS) + len(EDITS) + len(TOOLS)
    beyond = sum(any(rule not in judging.LITERAL for rule, _ in one.rules) for one in stopped)
    print(
        f"\nordinary work with {name}: {len(stopped)} of {number} stopped, {beyond} beyond what an entry literally names\n"
    )


def _judge(folder: str, name: str, used: str, configuration: str) -> None:
    found = rows(folder, name)
    effects: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for one in replay(found, configuration):
        effects[one.decision.effect] += 1
        stops = [finding for finding in one.decision.findings if finding["effect"] in _STOPS]
        rules.update({finding["rule"] for finding in stops})
        for finding in stops:
            place = finding["evidence"][0] if finding["evidence"] else {"path": "", "line": 0}
            said = f"{finding['effect']} {finding['rule']}: {finding['message']}"
            print(f"{one.commit[:10]} {one.subject[:50]!r} {place['path']}:{place['line']} {said}")
    print(
        f"\n{name} with {used}: {len(found)} pull requests: {dict(effects)}; pull requests stopped by rule: {dict(rules)}\n"
    )


if __name__ == "__main__":
    main()
