"""Shell text inside other files: scripts, Dockerfiles, Makefiles, CI jobs."""

from __future__ import annotations

import re

_RUN_KEY = re.compile(r"^(\s*(?:- )?)(?:run|script|before_script|after_script|command)\s*:\s*(.*)$")
_DOCKER_RUN = re.compile(r"^\s*(?:RUN|CMD|ENTRYPOINT)\s+(?:--\S+\s+)*(.*)$", re.IGNORECASE)
_SHEBANG = re.compile(rb"^#!.*\b(?:ba|z|k|da)?sh\b")


def embedded(path: str, content: bytes) -> list[tuple[str, int]]:
    """The shell texts of a file with the line each starts at; none where it holds no shell."""
    name = path.rpartition("/")[2]
    if name.endswith((".sh", ".bash", ".zsh")) or _SHEBANG.match(content):
        return [(content.decode("utf-8", "replace"), 1)]
    lower = name.lower()
    if lower.startswith("dockerfile") or lower.endswith((".dockerfile", "containerfile")):
        return _dockerfile(_lines(content))
    if lower in ("makefile", "gnumakefile") or lower.endswith(".mk"):
        return _makefile(_lines(content))
    if lower.endswith((".yml", ".yaml")) and (b"run:" in content or b"script:" in content):
        return _jobs(_lines(content))
    return []


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8", "replace").splitlines()


def _dockerfile(lines: list[str]) -> list[tuple[str, int]]:
    found = []
    index = 0
    while index < len(lines):
        match = _DOCKER_RUN.match(lines[index])
        start = index + 1
        if match:
            text = match[1]
            while text.endswith("\\") and index + 1 < len(lines):
                index += 1
                text = f"{text}\n{'' if lines[index].lstrip().startswith('#') else lines[index]}"
            found.append((_exec_form(text), start))
        index += 1
    return found


def _exec_form(text: str) -> str:
    """`["rm", "-rf", "x"]` as shell words."""
    if not text.lstrip().startswith("["):
        return text
    import json

    try:
        words = json.loads(text)
    except ValueError:
        return text
    return " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in words)


def _makefile(lines: list[str]) -> list[tuple[str, int]]:
    found = []
    for number, line in enumerate(lines, 1):
        if line.startswith("\t"):
            # make replaces `$$` by `$`; its own variables are not known here
            recipe = line.strip().lstrip("@-+").replace("$$", "$")
            found.append((re.sub(r"\$[({](\w+)[)}]", r"${\1}", recipe), number))
    return found


def _jobs(lines: list[str]) -> list[tuple[str, int]]:
    """`run:` and `script:` of CI files: on the line, as a block, or as a list."""
    found = []
    index = 0
    while index < len(lines):
        match = _RUN_KEY.match(lines[index])
        index += 1
        if not match:
            continue
        indent, value = len(match[1]), match[2].strip()
        if value and value[0] not in "|>":
            found.append((_expressions(value.strip("'\"")), index))
            continue
        block = []
        while index < len(lines) and (not lines[index].strip() or _indent(lines[index]) > indent - 1):
            if lines[index].strip() and _indent(lines[index]) <= indent and not lines[index].lstrip().startswith("- "):
                break
            block.append(lines[index].strip().removeprefix("- ") if not value else lines[index])
            index += 1
        if block:
            found.append((_expressions("\n".join(block)), index - len(block) + 1))
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _expressions(text: str) -> str:
    """`${{ … }}` is replaced before the shell sees it: an unknown word."""
    return re.sub(r"\$\{\{.*?\}\}", "${PYKIRO_EXPRESSION}", text)
