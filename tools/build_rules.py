"""Write docs/rules from the policies' own words, data and examples. `--check` only compares.

    python tools/build_rules.py [--check]

One page a rule and one a named action, and a table of both.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from pykiro_opa.catalogue import explanation  # noqa: E402

FOLDER = "docs/rules"
_WIDTH = 118


def main(arguments: list[str] | None = None) -> int:
    """Write or check; 0 for done and equal, 1 with one line on stderr for a difference."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare; write nothing")
    parser.add_argument("--root", metavar="DIR", type=Path, default=REPOSITORY, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    folder = chosen.root / FOLDER
    built = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    differing = sorted(name for name in {*built, *there} if built.get(name) != there.get(name))
    if chosen.check:
        if differing:
            names = ", ".join(f"`{FOLDER}/{name}`" for name in differing)
            print(f"build_rules: not as `policies/` says: {names}: run `python tools/build_rules.py`", file=sys.stderr)
        return 1 if differing else 0
    folder.mkdir(parents=True, exist_ok=True)
    for name in differing:
        if name in built:
            (folder / name).write_text(built[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return 0


def pages() -> dict[str, str]:
    """Every page by the name of its file."""
    rules, actions = explanation.rules(), explanation.actions()
    found = {"README.md": _index(rules, actions)}
    for name, described in rules.items():
        lines = [f"# {described['title']}", "", f"Rule `{name}`.", "", *_folded(described["description"])]
        found[_file(name)] = "\n".join([*lines, *_examples("rules", name)]) + "\n"
    for name, action in actions.items():
        where = "production alone" if action["production"] else "every environment"
        lines = [f"# {action['title']}", "", f"Named action `{name}`, severity {action['severity']}, in {where}.", ""]
        lines += [*_folded(action["description"]), "", "## What it is found by", ""]
        lines += [
            f"- {kind}: {items[0] if kind == 'Besides' else _quoted(items)}"
            for kind, items in explanation.found_by(action).items()
        ]
        found[_file(name)] = "\n".join([*lines, *_examples("actions", name)]) + "\n"
    return found


def _index(rules: dict[str, dict[str, str]], actions: dict[str, dict[str, object]]) -> str:
    lines = [
        "# Rules and named actions",
        "",
        "Written by `tools/build_rules.py`; `pykiro-opa rule NAME` says the same.",
        "",
    ]
    lines += ["| rule | what it is about |", "|---|---|"]
    lines += [f"| [`{name}`]({_file(name)}) | {described['title']} |" for name, described in rules.items()]
    lines += ["", "A named action stands in `deny.actions` or `requireApproval.actions` of `kiro.json`.", ""]
    lines += ["| named action | what it does | severity |", "|---|---|---|"]
    lines += [f"| [`{name}`]({_file(name)}) | {one['title']} | {one['severity']} |" for name, one in actions.items()]
    return "\n".join(lines) + "\n"


def _examples(kind: str, name: str) -> list[str]:
    examples = explanation.examples(kind, name)
    lines = ["", "## Examples", "", "| verdict | example | what is proposed |", "|---|---|---|"]
    for quality in ("bad", "good"):
        lines += [
            f"| {case['effect']} | {case['title']} | {_code(explanation.shown(case))} |" for case in examples[quality]
        ]
    return lines


def _quoted(items: list[str]) -> str:
    return ", ".join(_code(item) for item in items)


def _code(text: str) -> str:
    """As a code span of a table: with as many marks as it needs, and no bare `|`."""
    marks = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{marks}{space}{text}{space}{marks}".replace("|", "\\|")


def _folded(text: str) -> list[str]:
    import textwrap

    return textwrap.wrap(text, _WIDTH)


def _file(name: str) -> str:
    return f"{name.replace('/', '-')}.md"


if __name__ == "__main__":
    raise SystemExit(main())
