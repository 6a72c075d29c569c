"""How often real, merged pull requests are stopped, by which rule, and where: the price of the guardrails.

    python benchmarks/friction.py [FOLDER]

FOLDER holds `pull_requests/*.jsonl.gz` (../shared/corpora). Each is rebuilt as a git repository, with the seed file.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from merged.replay import FOLDER, replay, rows  # noqa: E402

_STOPS = ("deny", "needs-approval")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared/corpora"
    files = sorted((folder / FOLDER).glob("*.jsonl.gz"))
    if not files:
        print(f"NOT RUN: `{folder / FOLDER}` is not there; name the folder that holds it")
    for path in files:
        _judge(str(folder), path.name.removesuffix(".jsonl.gz"))


def _judge(folder: str, name: str) -> None:
    found = rows(folder, name)
    effects: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for one in replay(found):
        effects[one.decision.effect] += 1
        stops = [finding for finding in one.decision.findings if finding["effect"] in _STOPS]
        rules.update({finding["rule"] for finding in stops})
        for finding in stops:
            place = finding["evidence"][0] if finding["evidence"] else {"path": "", "line": 0}
            said = f"{finding['effect']} {finding['rule']}: {finding['message']}"
            print(f"{one.commit[:10]} {one.subject[:50]!r} {place['path']}:{place['line']} {said}")
    print(f"\n{name}: {len(found)} pull requests: {dict(effects)}; pull requests stopped by rule: {dict(rules)}\n")


if __name__ == "__main__":
    main()
