"""Infrastructure in the code blocks of a spec: resources and policies that it plans, as if its blocks were files."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ..changes import FileChange
    from ..events import Fact

_FOLDER = "planned"
_EXTENSIONS = {
    "hcl": "tf", "terraform": "tf", "tf": "tf", "opentofu": "tf", "json": "json", "jsonc": "json", "yaml": "yaml", "yml": "yaml",
    "cloudformation": "yaml", "sam": "yaml",
}  # fmt: skip
_KINDS = ("infrastructure", "calls", "permissions")


def extract(file: FileChange, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """Facts as of changed infrastructure files, each at its line of the spec.

    What cannot be read is none: a block of a spec is a sketch, and the file that is written from it will be judged.
    """
    from ..changes import Change, FileChange
    from .resources import extract as extract_files
    from .text import decode

    sides = [dict(_files(decode(content) or "")) for content in (file.before, file.after)]
    files = tuple(
        FileChange(path, before=_content(sides[0], path), after=_content(sides[1], path))
        for path in sorted({*sides[0], *sides[1]})
    )
    if not files:
        return {}
    lines = {path: line for side in sides for path, (_, line) in side.items()}
    change = Change("spec", "spec", root="", files=files, read=lambda _: None, entries=lambda _: [])
    found = extract_files(files, change, production)
    return {
        kind: [_moved(fact, file.path, lines) for fact in found[kind] if fact["at"]["path"] in sides[1]]
        for kind in _KINDS
        if kind in found
    }


def _files(text: str) -> Iterator[tuple[str, tuple[bytes, int]]]:
    """A name made of its content for each block, so that what stands unchanged on both sides is one file."""
    from ..events import sha256
    from .prose import planned_blocks
    from .prose.blocks import DIFFS

    for language, written, line in planned_blocks(text):
        name = language.strip("{}.").lower()
        is_diff = name in DIFFS
        code = introduced(written) if is_diff else written
        extension = _guessed(code) if is_diff or not name else _EXTENSIONS.get(name)
        if extension:
            whole, first = _completed(extension, code, line)
            content = whole.encode("utf-8", "replace")
            yield f"{_FOLDER}/{sha256(content)[:16]}.{extension}", (content, first)


def _completed(extension: str, code: str, line: int) -> tuple[str, int]:
    """A fragment as the document that it is part of, and the line that this begins on then."""
    if extension == "json":
        return _whole(code), line
    return _whole_yaml(code, line) if extension == "yaml" else (code, line)


def introduced(code: str) -> str:
    """The lines that a diff leaves or adds, each on its own line; what it removes is blank."""
    return "\n".join(
        "" if line.startswith(("-", "@@", "+++", "diff ", "index ")) else line[1:] for line in code.split("\n")
    )


def _whole(code: str) -> str:
    """One statement of a policy, or a list of them, as the policy that they are part of; lines stay where they are."""
    if '"Effect"' not in code or '"Statement"' in code:
        return code
    inner = code.strip().removesuffix(",")
    inner = inner if inner.startswith("{") else inner.removeprefix("[").removesuffix("]")
    blank = len(code) - len(code.lstrip("\n"))
    return "\n" * blank + f'{{"Version": "2012-10-17", "Statement": [{inner}]}}'


def _whole_yaml(code: str, line: int) -> tuple[str, int]:
    """Statements of a policy, or resources of a template, with the key that they stand under; and the first line then."""
    if "Effect:" in code and "Statement:" not in code:
        is_list = code.lstrip().startswith("-")
        return "Statement:\n" + (code if is_list else _indented(code, "- ")), line - 1
    if "AWS::" in code and "Resources:" not in code:
        return "Resources:\n" + _indented(code, "  "), line - 1
    return code, line


def _indented(code: str, first: str) -> str:
    lines = code.split("\n")
    start = next((number for number, one in enumerate(lines) if one.strip()), 0)
    return "\n".join(
        f"{first if number == start else '  '}{one}" if one.strip() else one for number, one in enumerate(lines)
    )


def _guessed(code: str) -> str | None:
    """The kind of a block that names none."""
    start = code.lstrip()
    if start.startswith(("{", "[")):
        return "json"
    if start.startswith(("resource ", "data ", "module ", "variable ", "locals ", "provider ", "terraform ")):
        return "tf"
    return "yaml" if "AWS::" in code or ("apiVersion:" in code and "roleRef:" in code) else None


def _content(side: Mapping[str, tuple[bytes, int]], path: str) -> bytes | None:
    return side[path][0] if path in side else None


def _moved(fact: Fact, path: str, lines: Mapping[str, int]) -> Fact:
    at = fact["at"]
    return {**fact, "at": {"path": path, "line": lines[at["path"]] + at["line"] - 1}}
